-- Numbers of figures, tables and sections, and the references to them. A part of embedded.lua.

local typst, docx = FORMAT == "typst", FORMAT == "docx"

local KINDS = { fig = "Figure", tbl = "Table", sec = "Section" }

local labels = {} -- label -> { kind, number }
local counts = { fig = 0, tbl = 0 }
local sections = {} -- counters by level
local number_sections = false

local function kind_of(label) return label:match("^(%a+)%-") end

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
  if header.identifier ~= "" then labels[header.identifier] = { kind = "sec", number = number } end
  if docx and number then
    header.content:insert(1, pandoc.Str(number .. (header.level == 1 and ". " or " ")))
    return header
  end
end

local function number_all(blocks, with_sections)
  number_sections = with_sections
  return blocks:walk({
    traverse = "topdown",
    Header = numbered_heading,
    Figure = function(figure) take_number(figure.identifier) end,
    Table = function(tbl) take_number(tbl.identifier) end,
  })
end

-- Words before a reference stand in place of its kind: [see @fig-one] is "see 1".
local function reference(citation)
  local label = labels[citation.id]
  if not (label and label.number) then error("@" .. citation.id .. " leads to nothing that has a number", 0) end
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

return { KINDS = KINDS, labels = labels, kind_of = kind_of, number_all = number_all, references = references }
