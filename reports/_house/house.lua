-- House rules for a report's text, before Quarto's own step: paragraphs are numbered as committees expect, key figures
-- stand in a row, notes sit under their tables, Word gets a list of contents and pictures that it can show.

local typst, docx, html = FORMAT == "typst", FORMAT == "docx", FORMAT:match("^html") ~= nil
local CONTENTS_DEPTH = 2

local function raw(text) return pandoc.RawBlock("typst", text) end
local function styled(name, blocks) return pandoc.Div(blocks, { ["custom-style"] = name }) end

local function wrapped(before, blocks, after)
  local out = pandoc.List({ raw(before) })
  out:extend(blocks)
  out:insert(raw(after))
  return out
end

-- Numbered paragraphs -------------------------------------------------------------------------------------------------

local function numbered(paragraph, number)
  if typst then
    return wrapped(string.format("#numbered-paragraph(%d)[", number), { paragraph }, "]")
  elseif docx then
    return { styled("Numbered Paragraph", { paragraph }) } -- the style carries Word's own automatic number
  end
  local anchor = "paragraph-" .. number
  local link = pandoc.Link({ pandoc.Str(number .. ".") }, "#" .. anchor, "", { class = "paragraph-number" })
  local body = pandoc.Div({ paragraph }, { class = "paragraph-text" })
  return { pandoc.Div({ pandoc.Plain({ link }), body }, { id = anchor, class = "numbered-paragraph" }) }
end

local function is_picture(paragraph)
  return #paragraph.content == 1 and paragraph.content[1].t == "Image"
end

local function number_paragraphs(blocks)
  local out, number, body = pandoc.List(), 0, true
  for _, block in ipairs(blocks) do
    if block.t == "Header" and block.level == 1 then
      body = not block.classes:includes("appendix")
    end
    if body and block.t == "Para" and not is_picture(block) then
      number = number + 1
      out:extend(numbered(block, number))
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

local function key_figures(div)
  if not typst then return div end
  local out = pandoc.List({ raw("#key-figures((") })
  for _, item in ipairs(div.content[1].content) do out:extend(key_figure(item)) end
  out:insert(raw("))"))
  return out
end

local function block(div)
  if div.classes:includes("key-figures") then return key_figures(div) end
  if div.classes:includes("table-note") then
    if typst then return wrapped("#table-note[", div.content, "]") end
    if docx then return styled("Table Note", div.content) end
  end
end

-- Word ----------------------------------------------------------------------------------------------------------------

local function escape(text)
  return (text:gsub("[&<>]", { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;" }))
end

-- A contents field that already holds its entries, so that Word neither shows it empty nor asks to update it.
local function word_contents(blocks)
  local headings = pandoc.List()
  for _, block in ipairs(blocks) do
    if block.t == "Header" and block.level <= CONTENTS_DEPTH then headings:insert(block) end
  end
  if #headings == 0 then return {} end
  local field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-'
    .. CONTENTS_DEPTH .. '" \\h \\n </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
  local lines = { '<w:p><w:pPr><w:pStyle w:val="TOCHeading"/></w:pPr><w:r><w:t>Contents</w:t></w:r></w:p>' }
  for index, heading in ipairs(headings) do
    lines[#lines + 1] = string.format(
      '<w:p><w:pPr><w:pStyle w:val="TOC%d"/></w:pPr>%s<w:hyperlink w:anchor="%s" w:history="1"><w:r><w:t>%s</w:t></w:r></w:hyperlink>%s</w:p>',
      heading.level, index == 1 and field or "", heading.identifier, escape(pandoc.utils.stringify(heading)),
      index == #headings and '<w:r><w:fldChar w:fldCharType="end"/></w:r>' or "")
  end
  return { pandoc.RawBlock("openxml", table.concat(lines)) }
end

-- Word cannot show every SVG: it gets the PNG of the same chart.
local function picture(image)
  if docx then image.src = image.src:gsub("%.svg$", ".png") end
  return image
end

function Pandoc(doc)
  local blocks = number_paragraphs(doc.blocks)
  if docx then
    local contents = pandoc.List(word_contents(blocks))
    contents:extend(blocks)
    blocks = contents
  end
  doc.blocks = pandoc.Blocks(blocks):walk({ Div = block, Image = picture })
  return doc
end
