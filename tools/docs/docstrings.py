"""NumPy docstrings as Markdown."""

import inspect
import re
from dataclasses import dataclass

SECTIONS = ("Parameters", "Attributes", "Returns", "Yields", "Raises", "Notes", "Examples")
UNDERLINED = re.compile(rf"^({'|'.join(SECTIONS)})\n-+$", re.MULTILINE)
NAMED = ("Parameters", "Attributes")
TYPED = ("Returns", "Yields", "Raises")
CODE_SPAN = re.compile(r"(`[^`]*`)")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a section says of one thing: a parameter, what is returned, an exception."""

    name: str
    type: str
    text: str


@dataclass(frozen=True, slots=True)
class Docstring:
    """A docstring in its parts: the text above all sections, and each section's own."""

    text: str
    sections: dict[str, str]

    def entries(self, section: str) -> list[Entry]:
        """What a section lists; nothing if there is no such section."""
        found: list[Entry] = []
        # An entry begins at the margin; what is indented below it tells of it.
        for block in re.split(r"\n(?=\S)", self.sections.get(section, "")):
            first, _, rest = block.partition("\n")
            name, _, kind = first.partition(" : ") if section in NAMED else ("", "", first)
            if first.strip():
                found.append(Entry(name.strip(), kind.strip(), inspect.cleandoc(rest)))
        return found


def read(text: str) -> Docstring:
    """A docstring in its parts.

    Parameters
    ----------
    text : str
        As it stands in the code, with or without its indentation.
    """
    first, *rest = UNDERLINED.split(inspect.cleandoc(text))
    return Docstring(first.strip(), dict(zip(rest[::2], map(_trimmed, rest[1::2]), strict=True)))


def markdown(docstring: Docstring) -> str:
    """A docstring as Markdown: its text, then each section under its name in bold."""
    parts = [escape(docstring.text)]
    for section in docstring.sections:
        lines = [_line(entry) for entry in docstring.entries(section)] if section in (*NAMED, *TYPED) else []
        parts.append(f"**{section}**" + ("\n\n" + "\n".join(lines) if lines else _prose(docstring, section)))
    return "\n\n".join(part for part in parts if part) + "\n"


def escape(text: str) -> str:
    """Prose as Markdown: what is not code is neither a tag nor emphasis."""
    parts = CODE_SPAN.split(text)
    return "".join(part if part.startswith("`") else re.sub(r"([<*_\[])", r"\\\1", part) for part in parts)


def _trimmed(text: str) -> str:
    return text.strip("\n").rstrip()


def _line(entry: Entry) -> str:
    what = " ".join(
        ([f"`{entry.name}`"] if entry.name else []) + ([f"({escape(entry.type)})"] if entry.name and entry.type else [])
    )
    what = what or f"`{entry.type}`"
    text = escape(" ".join(entry.text.split()))
    return f"- {what}: {text}" if text else f"- {what}"


def _prose(docstring: Docstring, section: str) -> str:
    text = docstring.sections[section]
    return f"\n\n```python\n{text}\n```" if section == "Examples" else f": {escape(' '.join(text.split()))}"
