-- What Quarto's own step does to a document, for the part of Quarto that reports keep to: conditional content, tables
-- written in HTML, numbered figures and tables, cross-references, callouts, page breaks. Runs where a list of filters
-- says `quarto`. Its Typst output names things as Quarto does, so that one template serves both engines.

local typst, docx, html = FORMAT == "typst", FORMAT == "docx", FORMAT:match("^html") ~= nil
local format_name = html and "html" or FORMAT

local KINDS = { fig = "Figure", tbl = "Table", sec = "Section" }
local CALLOUTS = { note = "Note", tip = "Tip", important = "Important", warning = "Warning", caution = "Caution" }

local labels = {} -- label -> { kind, number }
local counts = { fig = 0, tbl = 0 }
local sections = {} -- counters by level
local number_sections = false

-- What a report's text has to be refused for, which embedded.py tells with file and line.
local function refuse(kind, what) error("csp:" .. kind .. ":" .. what .. ":csp", 0) end

local function raw(text) return pandoc.RawBlock("typst", text) end
local function kind_of(label) return label:match("^(%a+)%-") end

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
  if unless then shown = not has_word(unless, format_name) end
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

-- 4. Numbers --------------------------------------------------------------------------------------------------------

-- 1 is a, 26 is z, 27 is aa.
local function letters(count)
  local out = ""
  while count > 0 do
    out = string.char(97 + (count - 1) % 26) .. out
    count = (count - 1) // 26
  end
  return out
end

-- As Quarto has it: 1.1.a in a PDF, whose template numbers the headings by the same pattern, else 1.1.1.
local function section_number(header)
  if not number_sections or header.classes:includes("unnumbered") then return nil end
  sections[header.level] = (sections[header.level] or 0) + 1
  for deeper = header.level + 1, 6 do sections[deeper] = nil end
  local parts = {}
  for level = 1, header.level do
    local count = sections[level] or 0
    parts[level] = typst and level > 2 and letters(count) or tostring(count)
  end
  return table.concat(parts, ".")
end

local function take_number(identifier)
  local kind = kind_of(identifier)
  if counts[kind] then
    counts[kind] = counts[kind] + 1
    labels[identifier] = { kind = kind, number = tostring(counts[kind]) }
  end
end

-- Quarto writes the numbers into Word's headings; a web page and a PDF get theirs from pandoc and Typst.
local function numbered_heading(header)
  local number = section_number(header)
  labels[header.identifier] = { kind = "sec", number = number }
  if docx and number then
    header.content:insert(1, pandoc.Str(number .. (header.level == 1 and ". " or " ")))
    return header
  end
end

local function number_all(blocks)
  return blocks:walk({
    traverse = "topdown",
    Header = numbered_heading,
    Figure = function(figure) take_number(figure.identifier) end,
    Table = function(tbl) take_number(tbl.identifier) end,
  })
end

-- 5. References ------------------------------------------------------------------------------------------------------

-- Words before a reference stand in place of its kind: [see @fig-one] is "see 1".
local function reference(citation)
  local label = labels[citation.id]
  if not (label and label.number) then refuse("label", citation.id) end
  local text = pandoc.List(citation.prefix)
  if #text > 0 then
    text:insert(pandoc.Str("\u{a0}" .. label.number))
  else
    local bare = citation.mode == "SuppressAuthor"
    text:insert(pandoc.Str(bare and label.number or KINDS[label.kind] .. "\u{a0}" .. label.number))
  end
  return pandoc.Link(text, "#" .. citation.id, "", { class = "quarto-xref" })
end

local function references(cite)
  local inlines = pandoc.List()
  for _, citation in ipairs(cite.citations) do
    if #inlines > 0 then inlines:extend({ pandoc.Str(","), pandoc.Space() }) end
    inlines:insert(reference(citation))
  end
  return inlines
end

-- 6. Figures and tables ------------------------------------------------------------------------------------------------

local function captioned(identifier, inlines)
  local label = labels[identifier]
  if not (label and label.number) then return inlines end
  local text = pandoc.List({ pandoc.Str(KINDS[label.kind] .. "\u{a0}" .. label.number .. ":"), pandoc.Space() })
  text:extend(inlines)
  return text
end

-- Without a label its number would be another in each format, and the PDF of the house style would leave it out.
local function caption_inlines(element)
  local inlines = pandoc.utils.blocks_to_inlines(element.caption.long or {})
  if #inlines > 0 and not labels[element.identifier] then refuse("caption", pandoc.utils.stringify(inlines)) end
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

local function figure(element)
  local inlines = caption_inlines(element)
  local content = with_alt(element.content)
  if typst and labels[element.identifier] then
    return typst_float(element.identifier, content, inlines, "bottom")
  end
  element.content = content
  element.caption = { long = { pandoc.Plain(captioned(element.identifier, inlines)) } }
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

-- 7. Callouts and page breaks -------------------------------------------------------------------------------------------

local function callout_kind(div)
  for _, class in ipairs(div.classes) do
    local kind = class:match("^callout%-(%a+)$")
    if CALLOUTS[kind] then return kind end
  end
end

local function styled(name, blocks) return pandoc.Div(blocks, { ["custom-style"] = name }) end

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
    return { styled("Callout Title", { pandoc.Para(title) }), styled("Callout Body", div.content) }
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
  number_sections = doc.meta["number-sections"] == true
  local blocks = doc.blocks:walk({ Div = conditional, Span = conditional })
  blocks = blocks:walk({ RawBlock = html_table })
  blocks = blocks:walk({ Div = labelled_div, Para = labelled_picture })
  blocks = number_all(blocks)
  blocks = blocks:walk({ Figure = figure })
  blocks = with_alt(blocks)
  blocks = blocks:walk({ Table = labelled_table, Div = block })
  blocks = blocks:walk({ Cite = references }) -- last, since the title of a callout may hold one
  doc.blocks = blocks
  return doc
end
