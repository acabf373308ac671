-- House rules for tables and pictures, after Quarto's own step: the first cell of each row is its heading, a row of totals
-- is marked, a picture's alternative text reaches the PDF, which pandoc's Typst writer would drop, and Word gets a list of
-- contents.

local typst, docx = FORMAT == "typst", FORMAT == "docx"
local CONTENTS_DEPTH = 2

local function raw(text) return pandoc.RawBlock("typst", text) end

local function quoted(text) return '"' .. text:gsub("\\", "\\\\"):gsub('"', '\\"') .. '"' end

local function is_total(row)
  local first = row.cells[1] and row.cells[1].contents[1]
  return first and #first.content > 0 and first.content[1].t == "Strong"
end

local function each_row(tbl, action)
  for _, body in ipairs(tbl.bodies) do
    for _, row in ipairs(body.body) do action(row) end
  end
end

-- How tall a table is -------------------------------------------------------------------------------------------------

local SHORT = 16 -- lines of a table that are kept together on one page
local ACROSS = 112 -- letters of a table's type that stand side by side on the page

-- How many lines a row takes, by the cell that takes most.
local function height(row, colspecs)
  local most = 1
  for index, cell in ipairs(row.cells) do
    local share = colspecs[index] and type(colspecs[index][2]) == "number" and colspecs[index][2] or 1 / #row.cells
    local letters = utf8.len(pandoc.utils.stringify(cell.contents)) or 0
    most = math.max(most, math.ceil(letters / math.max(share * ACROSS - 2, 4)))
  end
  return most
end

local function tall(tbl)
  local all = 0
  each_row(tbl, function(row) all = all + height(row, tbl.colspecs) end)
  return all
end

-- HTML and Word -------------------------------------------------------------------------------------------------------

local function mark(tbl)
  for _, row in ipairs(tbl.head.rows) do
    for _, cell in ipairs(row.cells) do cell.attributes.scope = "col" end
  end
  for _, body in ipairs(tbl.bodies) do body.row_head_columns = 1 end
  each_row(tbl, function(row)
    row.cells[1].attributes.scope = "row"
    if is_total(row) then row.classes:insert("total") end
  end)
  if not FORMAT:match("^html") then return tbl end
  -- A wide table scrolls inside its own frame on a telephone; with tabindex, by keyboard too.
  -- A list of pairs: the keys of a Lua table come in another order each time.
  local label = pandoc.utils.stringify(tbl.caption.long)
  local classes = tall(tbl) <= SHORT and { "table-scroll", "short" } or { "table-scroll" }
  return pandoc.Div({ tbl }, pandoc.Attr("", classes, { { "tabindex", "0" }, { "role", "region" }, { "aria-label", label } }))
end

-- Likewise a chart, which its caption names.
local function web_figure(figure)
  figure.attributes.tabindex = "0"
  return figure
end

-- Typst ---------------------------------------------------------------------------------------------------------------

local ALIGN = { AlignRight = "right", AlignCenter = "center" }

-- All cells of a table in one go, since each call of the writer costs about a millisecond: between them stands a mark that
-- no text holds.
local MARK = "\u{e000}cell\u{e000}"

local function contents(cells)
  local blocks = pandoc.List()
  for _, cell in ipairs(cells) do
    blocks:extend(cell.contents)
    blocks:insert(raw(MARK))
  end
  local texts = {}
  for text in pandoc.write(pandoc.Pandoc(blocks), "typst"):gmatch("(.-)" .. MARK) do
    texts[#texts + 1] = "[" .. text:gsub("^%s+", ""):gsub("%s+$", "") .. "]"
  end
  return texts
end

local function span(cell, text)
  if cell.col_span == 1 and cell.row_span == 1 then return text end
  return string.format("table.cell(colspan: %d, rowspan: %d)%s", cell.col_span, cell.row_span, text)
end

local function has_pictures(tbl)
  local found = false
  tbl:walk({
    Image = function() found = true end,
    RawInline = function(inline) found = found or inline.text:match("image%(") ~= nil end, -- the embedded renderer's
  })
  return found
end

local function typst_table(tbl)
  local columns, aligns, lines = {}, {}, {}
  for index, spec in ipairs(tbl.colspecs) do
    columns[index] = type(spec[2]) == "number" and string.format("%.4ffr", spec[2]) or "auto"
    aligns[index] = ALIGN[spec[1]] or "left"
  end
  local all, head = pandoc.List(), {}
  for _, row in ipairs(tbl.head.rows) do all:extend(row.cells) end
  local head_count = #all
  each_row(tbl, function(row) all:extend(row.cells) end)
  local texts, place = contents(all), head_count
  for index = 1, head_count do head[index] = span(all[index], texts[index]) end
  each_row(tbl, function(row)
    local cells = {}
    for index, cell in ipairs(row.cells) do
      place = place + 1
      local text = texts[place]
      cells[index] = span(cell, text)
    end
    if is_total(row) then lines[#lines + 1] = "  total-rule," end
    lines[#lines + 1] = "  " .. table.concat(cells, ", ") .. ","
  end)
  return raw(string.format(
    "#house-table(\n  columns: (%s,),\n  align: (%s,),\n  short: %s,\n  pictures: %s,\n  table.header(repeat: true, %s),\n%s\n)",
    table.concat(columns, ", "), table.concat(aligns, ", "), tostring(tall(tbl) <= SHORT), tostring(has_pictures(tbl)),
    table.concat(head, ", "), table.concat(lines, "\n")))
end

local function take_alt(image)
  local alt = image.attributes["house-alt"]
  image.attributes["house-alt"] = nil
  return alt
end

-- What pandoc writes as a picture's description in Word is its caption, which Quarto has emptied by now.
local function word_image(image)
  local alt = take_alt(image)
  if alt then image.caption = { pandoc.Str(alt) } end
  return image
end

local function typst_image(image)
  local alt = take_alt(image)
  if not alt then return nil end
  local width = image.attributes.width or "100%"
  return pandoc.RawInline("typst", string.format("#image(%s, width: %s, alt: %s)", quoted(image.src), width, quoted(alt)))
end

-- Word ----------------------------------------------------------------------------------------------------------------

local function escape(text)
  return (text:gsub("[&<>]", { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;" }))
end

-- Whom to ask stands below the date: Word's own title block has no place for it.
local function word_contact(contact)
  if not contact then return {} end
  return { pandoc.Div({ pandoc.Para("Contact: " .. pandoc.utils.stringify(contact)) }, { ["custom-style"] = "Date" }) }
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

function Pandoc(doc)
  doc.blocks = doc.blocks:walk({
    Table = typst and typst_table or mark,
    Figure = FORMAT:match("^html") and web_figure or nil,
    Image = typst and typst_image or docx and word_image or nil,
  })
  if docx then
    local front = pandoc.Blocks(word_contact(doc.meta.contact))
    if not doc.meta.brief then front:extend(word_contents(doc.blocks)) end
    front:extend(doc.blocks)
    doc.blocks = front
  end
  return doc
end
