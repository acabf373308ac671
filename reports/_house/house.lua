-- House rules for a report's text, before Quarto's own step: paragraphs are numbered as committees expect, key figures
-- stand in a row, notes sit under their tables, callouts look the same everywhere, Word gets pictures that it can show.

local typst, docx, html = FORMAT == "typst", FORMAT == "docx", FORMAT:match("^html") ~= nil

local function raw(text) return pandoc.RawBlock("typst", text) end
local function styled(name, blocks) return pandoc.Div(blocks, { ["custom-style"] = name }) end

local function wrapped(before, blocks, after)
  local out = pandoc.List({ raw(before) })
  out:extend(blocks)
  out:insert(raw(after))
  return out
end

-- Numbered paragraphs -------------------------------------------------------------------------------------------------

local function numbered(paragraph, number, to_table)
  if typst then
    -- One that ends with a colon, or stands before a table, leads to what follows, and stays with it.
    local leads = (to_table or pandoc.utils.stringify(paragraph):match(":%s*$")) and ", leads: true" or ""
    return wrapped(string.format("#numbered-paragraph(%d%s)[", number, leads), { paragraph }, "]")
  elseif docx then
    return { styled("Numbered Paragraph", { paragraph }) } -- the style carries Word's own automatic number
  end
  local anchor = "paragraph-" .. number
  local link = pandoc.Link({ pandoc.Str(number .. ".") }, "#" .. anchor, "", { class = "paragraph-number" })
  local body = pandoc.Div({ paragraph }, { class = "paragraph-text" })
  return { pandoc.Div({ pandoc.Plain({ link }), body }, { id = anchor, class = "numbered-paragraph" }) }
end

-- Not prose: a picture alone, which becomes a figure, or one of Quarto's shortcodes alone, such as a page break.
local function stands_alone(paragraph)
  local only = #paragraph.content == 1 and paragraph.content[1]
  return only and (only.t == "Image" or (only.t == "Span" and only.attributes["__quarto_custom_type"] == "Shortcode"))
end

-- Under Quarto a table with a label is a node of its own by now.
local function is_table(block)
  return block and (block.t == "Table" or (block.t == "Div" and block.attributes["__quarto_custom_type"] == "FloatRefTarget"))
end

-- A sentence or two that lead to a table; a longer paragraph stands by itself. In a paper of a page or two every line counts,
-- so there only a colon keeps a paragraph with a table.
local LEADS = 240 -- letters

local function leads_to_table(blocks, index)
  return is_table(blocks[index + 1]) and utf8.len(pandoc.utils.stringify(blocks[index])) <= LEADS
end

local function number_paragraphs(blocks, brief)
  local out, number, body = pandoc.List(), 0, true
  for index, block in ipairs(blocks) do
    if block.t == "Header" and block.level == 1 then
      body = not block.classes:includes("appendix")
    end
    if body and block.t == "Para" and not stands_alone(block) then
      number = number + 1
      out:extend(numbered(block, number, not brief and leads_to_table(blocks, index)))
    else
      out:insert(block)
    end
  end
  return out
end

-- Key figures and notes -----------------------------------------------------------------------------------------------

local function key_figure(item)
  local inlines = pandoc.utils.blocks_to_inlines(item)
  local number = inlines:remove(1)
  local out = wrapped("key-figure([", { pandoc.Plain({ number }) }, "], [")
  out:extend({ pandoc.Plain(inlines), raw("]),") })
  return out
end

-- In Word a paragraph each, its number and its words side by side: somebody who edits it finds no table in his way.
local function word_figure(item)
  local inlines = pandoc.utils.blocks_to_inlines(item)
  local number = pandoc.Span({ inlines:remove(1) }, { ["custom-style"] = "Key Number" })
  while inlines[1] and inlines[1].t == "Space" do inlines:remove(1) end
  inlines:insert(1, number)
  inlines:insert(2, pandoc.RawInline("openxml", "<w:r><w:tab/></w:r>"))
  return styled("Key Figure", { pandoc.Para(inlines) })
end

local function key_figures(div)
  if docx then return div.content[1].content:map(word_figure) end
  if not typst then return div end
  local out = pandoc.List({ raw("#key-figures((") })
  for _, item in ipairs(div.content[1].content) do out:extend(key_figure(item)) end
  out:insert(raw("))"))
  return out
end

-- Callouts ------------------------------------------------------------------------------------------------------------
-- Taken over from Quarto, whose own are tables in Word and lose their looks in HTML without its theme.

local CALLOUTS = { note = true, tip = true, important = true, warning = true, caution = true }

local function callout_kind(div)
  for _, class in ipairs(div.classes) do
    local kind = class:match("^callout%-(%a+)$")
    if CALLOUTS[kind] then return kind end
  end
end

local function callout(kind, text, content)
  local title = pandoc.utils.blocks_to_inlines(pandoc.read(text, "markdown").blocks)
  if typst then
    local out = wrapped("#callout(body: [", content, "], title: [")
    out:extend({ pandoc.Plain(title), raw(string.format('], kind: "%s")', kind)) })
    return out
  elseif docx then
    -- A note has the house's colour; each other kind has styles of its own, in the colour that it has in print.
    local name = kind == "note" and "Callout" or "Callout " .. kind:sub(1, 1):upper() .. kind:sub(2)
    return { styled(name .. " Title", { pandoc.Para(title) }), styled(name .. " Body", content) }
  end
  local head = pandoc.Div({ pandoc.Plain(title) }, { class = "notice-title" })
  return pandoc.Div({ head, pandoc.Div(content, { class = "notice-body" }) }, { class = "notice notice-" .. kind, role = "note" })
end

local function block(div)
  local kind = callout_kind(div)
  if kind then return callout(kind, div.attributes.title, div.content) end
  if div.classes:includes("key-figures") then return key_figures(div) end
  if div.classes:includes("table-note") then
    if typst then return wrapped("#table-note[", div.content, "]") end
    if docx then return styled("Table Note", div.content) end
  end
  if div.classes:includes("sources-of-figures") then
    if typst then return wrapped("#sources-of-figures[", div.content, "]") end
    if docx then return styled("Table Note", div.content) end
  end
end

-- Word ----------------------------------------------------------------------------------------------------------------

-- Word cannot show every SVG: it gets the PNG of the same chart. The alternative text is kept where Quarto leaves it alone.
local function picture(image)
  if docx then image.src = image.src:gsub("%.svg$", ".png") end
  if docx or typst then image.attributes["house-alt"] = image.attributes["fig-alt"] end
  return image
end

local function Pandoc(doc)
  local blocks = number_paragraphs(doc.blocks, doc.meta.brief)
  doc.blocks = pandoc.Blocks(blocks):walk({ Div = block, Image = picture })
  return doc
end

-- Under Quarto a callout is no longer a div by now, but a node of its own.
local function quarto_callout(node)
  return callout(node.type, pandoc.utils.stringify(node.title), pandoc.Blocks(quarto.utils.as_blocks(node.content)))
end

return { { Pandoc = Pandoc }, { Callout = quarto_callout } }
