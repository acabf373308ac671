"""Put into the margins of a Word file what its fields come to: Word works some of them out only when it prints."""

import html
import re
from collections.abc import Mapping

ACROSS = 100
"""Letters of a running header that stand side by side on the page."""
TITLE, PARTNERSHIP, OCCASION = "TITLE", "DOCPROPERTY partnership", "DOCPROPERTY occasion"
"""The fields that the house style puts there."""
CORE, CUSTOM = "docProps/core.xml", "docProps/custom.xml"
"""Where a Word file keeps its title, and what else its paper is said to be."""
PROPERTY = re.compile(r'<property [^>]*name="(?P<name>[^"]*)"[^>]*><vt:lpwstr>(?P<text>[^<]*)</vt:lpwstr></property>')
MARGIN = re.compile(r"word/(?:header|footer)\d*\.xml")


def told(core: str, custom: str) -> Mapping[str, str]:
    """What each field comes to, as XML, from the properties of a file; a paper without a partnership has none of that name."""
    properties = {found["name"]: found["text"] for found in PROPERTY.finditer(custom)}
    title = re.search(r"<dc:title>([^<]*)</dc:title>", core)
    found = {field: properties.get(field.partition(" ")[2]) for field in (PARTNERSHIP, OCCASION)}
    found[TITLE] = title[1] if title else None
    return {field: text for field, text in found.items() if text}


def filled(margin: str, fields: Mapping[str, str]) -> str:
    """A header or footer with its fields filled in; where both do not stand on one line, the title alone."""
    long = sum(len(html.unescape(fields.get(field, ""))) for field in (PARTNERSHIP, TITLE)) > ACROSS
    if long and _field(TITLE) in margin and _field(PARTNERSHIP) in margin:
        margin = re.sub(rf"<w:fldSimple{_field(PARTNERSHIP)}>.*?</w:fldSimple>", "", margin, flags=re.DOTALL)
    for field, text in fields.items():
        pattern = rf"(<w:fldSimple{_field(field)}>.*?<w:t\b[^>]*>)[^<]*(</w:t>)"
        margin = re.sub(pattern, lambda found, text=text: f"{found[1]}{text}{found[2]}", margin, flags=re.DOTALL)
    return margin


def _field(code: str) -> str:
    return f' w:instr=" {code} "'
