-- What Quarto's own step does to a document, for the part of Quarto that reports keep to: conditional content, tables
-- written in HTML, numbered figures and tables, cross-references, callouts, page breaks. Runs where a list of filters
-- says `quarto`. Its Typst output names things as Quarto does, so that one template serves both engines.

local typst, docx, html = FORMAT == "typst", FORMAT == "docx", FORMAT:match("^html") ~= nil
local format_name = html and "html" or FORMAT

local numbers = dofile(pandoc.path.join({ pandoc.path.directory(PANDOC_SCRIPT_FILE), "numbers.lua" }))
local KINDS, labels, kind_of = numbers.KINDS, numbers.labels, numbers.kind_of
local CALLOUTS = { note = "Note", tip = "Tip", important = "Important", warning = "Warning", caution = "Caution" }

local function raw(text) return pandoc.RawBlock("typst", text) end

local function has_word(list, word)
  for item in list:gmatch("[^,%s]+") do
    if item == word then return true end
  end
  return false
end

-- 1. Content for some formats only ---------------------------------------------------------------------------------

local function visible(div)
  local shown = true
  local when, unless = div.attributes["when-format"], div.attributes["unless-format"]
  if when then shown = has_word(when, format_name) end
  if unless then shown = shown and not has_word(unless, format_name) end
  if div.classes:includes("content-hidden") then shown = not shown end
  return shown
end

local function conditional(element)
  if element.classes:includes("content-visible") or element.classes:includes("content-hidden") then
    return visible(element) and element.content or {}
  end
end

-- 2. Tables written in HTML ----------------------------------------------------------------------------------------

local WORDS = { Str = true, Space = true, SoftBreak = true }

-- Words in the cells of such a table are Markdown, as Quarto reads them.
local function as_markdown(cell)
  for _, inline in ipairs(cell.content) do
    if not WORDS[inline.t] then return nil end
  end
  local read = pandoc.read(pandoc.utils.stringify(cell), "markdown").blocks
  return #read == 1 and read[1].t == "Para" and pandoc.Plain(read[1].content) or nil
end

local function html_table(block)
  if block.format == "html" and block.text:match("<[Tt][Aa][Bb][Ll][Ee]") then
    return pandoc.read(block.text, "html").blocks:walk({ Plain = as_markdown })
  end
end

-- 3. A labelled block: its last paragraph is the caption, all that stands above it the figure or table ---------------

local function alone_a_picture(block)
  return block.t == "Para" and #block.content == 1 and block.content[1].t == "Image"
end

-- A picture alone is no paragraph inside a figure.
local function as_content(blocks)
  local out = pandoc.List()
  for _, block in ipairs(blocks) do
    out:insert(alone_a_picture(block) and pandoc.Plain(block.content) or block)
  end
  return out
end

local function labelled_div(div)
  local kind = kind_of(div.identifier)
  if kind ~= "fig" and kind ~= "tbl" then return nil end
  local blocks, caption = pandoc.List(div.content), nil
  if #blocks > 1 and blocks[#blocks].t == "Para" and not alone_a_picture(blocks[#blocks]) then
    caption = pandoc.Plain(blocks:remove().content)
  end
  for _, block in ipairs(kind == "tbl" and blocks or {}) do
    if block.t == "Table" then
      block.identifier = div.identifier
      if caption then block.caption = { long = { caption } } end
      return blocks
    end
  end
  return pandoc.Figure(as_content(blocks), { long = { caption } }, { id = div.identifier })
end

-- A picture with a label and no caption is a paragraph to pandoc.
local function labelled_picture(paragraph)
  local image = #paragraph.content == 1 and paragraph.content[1]
  if not image or image.t ~= "Image" or kind_of(image.identifier) ~= "fig" then return nil end
  local identifier = image.identifier
  image.identifier = ""
  return pandoc.Figure({ pandoc.Plain({ image }) }, { long = {} }, { id = identifier })
end

-- 4. Figures and tables ------------------------------------------------------------------------------------------------

local function captioned(identifier, inlines)
  local label = labels[identifier]
  if not (label and label.number) then return inlines end
  local text = pandoc.List({ pandoc.Str(KINDS[label.kind] .. "\u{a0}" .. label.number .. ":"), pandoc.Space() })
  text:extend(inlines)
  return text
end

-- Without a label its number would be another in each format, and the PDF of the house style would leave it out:
-- embedded.py tells so with file and line.
local function caption_inlines(element)
  local inlines = pandoc.utils.blocks_to_inlines(element.caption.long or {})
  if #inlines > 0 and not labels[element.identifier] then
    error("csp:" .. pandoc.utils.stringify(inlines) .. ":csp", 0)
  end
  return inlines
end

local function typst_float(identifier, blocks, inlines, position)
  local kind = kind_of(identifier)
  local out = pandoc.List({ raw("#figure([") })
  out:extend(blocks)
  out:insert(raw("], caption: figure.caption(position: " .. position .. ", ["))
  out:insert(pandoc.Plain(inlines))
  out:insert(raw(string.format(']), kind: "quarto-float-%s", supplement: "%s", numbering: "1") <%s>',
    kind, KINDS[kind], identifier)))
  return out
end

-- pandoc's Typst writer drops the alternative text.
local function typst_image(image, alt)
  local function quoted(text) return '"' .. text:gsub("\\", "\\\\"):gsub('"', '\\"') .. '"' end
  local width = image.attributes.width and ", width: " .. image.attributes.width or ""
  return pandoc.RawInline("typst", "#box(image(" .. quoted(image.src) .. width .. ", alt: " .. quoted(alt) .. "))")
end

local function with_alt(blocks)
  return pandoc.Blocks(blocks):walk({
    Image = function(image)
      local alt = image.attributes["fig-alt"]
      image.attributes["fig-alt"] = nil
      if not alt then return image end
      if html then
        image.attributes.alt = alt
        image.caption = {}
      elseif typst and not image.attributes["house-alt"] then
        return typst_image(image, alt)
      else
        image.caption = { pandoc.Str(alt) } -- what DOCX writes as the picture's description
      end
      return image
    end,
  })
end

local function styled(name, blocks) return pandoc.Div(blocks, { ["custom-style"] = name }) end

-- Of several parts pandoc makes a table in Word, one beside the other: here they stand one below the other.
local function word_stack(identifier, content, caption)
  local out = pandoc.List()
  for _, block in ipairs(content) do
    local picture = block.t == "Plain" and #block.content == 1 and block.content[1].t == "Image"
    out:insert(picture and styled("Captioned Figure", { pandoc.Para(block.content) }) or block)
  end
  local above = kind_of(identifier) == "tbl"
  out:insert(above and 1 or #out + 1, styled(above and "Table Caption" or "Image Caption", { pandoc.Para(caption) }))
  return pandoc.Div(out, { id = identifier })
end

-- The caption of what is called a table stands above it, whatever it is.
local function html_stack(identifier, content, caption)
  local out = pandoc.List({ pandoc.RawBlock("html", '<figure id="' .. identifier .. '"><figcaption>'), pandoc.Plain(caption) })
  out:insert(pandoc.RawBlock("html", "</figcaption>"))
  out:extend(content)
  out:insert(pandoc.RawBlock("html", "</figure>"))
  return out
end

local function figure(element)
  local identifier, inlines = element.identifier, caption_inlines(element)
  local content, table_like = with_alt(element.content), kind_of(identifier) == "tbl"
  if typst and labels[identifier] then
    return typst_float(identifier, content, inlines, table_like and "top" or "bottom")
  end
  local caption = captioned(identifier, inlines)
  if html and table_like then return html_stack(identifier, content, caption) end
  if docx and (#content ~= 1 or content[1].t ~= "Plain") then return word_stack(identifier, content, caption) end
  element.content = content
  element.caption = { long = { pandoc.Plain(caption) } }
  return element
end

local function number_list(text)
  local numbers, total = {}, 0
  for found in (text or ""):gmatch("[%d.]+") do
    numbers[#numbers + 1] = tonumber(found)
    total = total + tonumber(found)
  end
  return numbers, total
end

local function column_widths(element)
  local widths, total = number_list(element.attributes["tbl-colwidths"])
  element.attributes["tbl-colwidths"] = nil
  if #widths == #element.colspecs and total > 0 then
    for index, spec in ipairs(element.colspecs) do spec[2] = widths[index] / total end
  end
end

local function labelled_table(element)
  column_widths(element)
  local inlines = caption_inlines(element)
  if not labels[element.identifier] then return element end
  if typst then
    local identifier = element.identifier
    element.identifier, element.caption = "", { long = {} }
    return typst_float(identifier, { element }, inlines, "top")
  end
  element.caption = { long = { pandoc.Plain(captioned(element.identifier, inlines)) } }
  if docx then
    -- Word finds the place by a bookmark, which pandoc makes of a div's identifier.
    local identifier = element.identifier
    element.identifier = ""
    return pandoc.Div({ element }, { id = identifier })
  end
  return element
end

-- 5. Callouts and page breaks -------------------------------------------------------------------------------------------

local function callout_kind(div)
  for _, class in ipairs(div.classes) do
    local kind = class:match("^callout%-(%a+)$")
    if CALLOUTS[kind] then return kind end
  end
end

local function callout(div, kind)
  local title = pandoc.utils.blocks_to_inlines(pandoc.read(div.attributes.title or CALLOUTS[kind], "markdown").blocks)
  if typst then
    local out = pandoc.List({ raw("#callout(body: [") })
    out:extend(div.content)
    out:insert(raw("], title: ["))
    out:insert(pandoc.Plain(title))
    out:insert(raw(string.format('], kind: "%s")', kind)))
    return out
  elseif docx then
    local name = kind == "note" and "Callout" or "Callout " .. CALLOUTS[kind]
    return { styled(name .. " Title", { pandoc.Para(title) }), styled(name .. " Body", div.content) }
  end
  local head = pandoc.Div({ pandoc.Plain(title) }, { class = "callout-header" })
  local body = pandoc.Div(div.content, { class = "callout-body" })
  return pandoc.Div({ head, body }, { class = "callout callout-" .. kind, role = "note" })
end

local function page_break()
  if typst then return raw("#pagebreak(weak: true)") end
  if docx then return pandoc.RawBlock("openxml", '<w:p><w:r><w:br w:type="page"/></w:r></w:p>') end
  return pandoc.Div({}, { class = "page-break" })
end

local function block(div)
  if div.classes:includes("page-break") then return page_break() end
  local kind = callout_kind(div)
  if kind then return callout(div, kind) end
end

function Pandoc(doc)
  local blocks = doc.blocks:walk({ Div = conditional, Span = conditional })
  blocks = blocks:walk({ RawBlock = html_table })
  blocks = blocks:walk({ Div = labelled_div, Para = labelled_picture })
  blocks = numbers.number_all(blocks, doc.meta["number-sections"] == true)
  blocks = blocks:walk({ Figure = figure })
  blocks = with_alt(blocks)
  blocks = blocks:walk({ Table = labelled_table, Div = block })
  blocks = blocks:walk({ Cite = numbers.references }) -- last, since the title of a callout may hold one
  doc.blocks = blocks
  return doc
end
