"""Colours and type from a `_brand.yml`, as Quarto's brand files hold them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from helpers import yaml_files
from helpers.errors import SourceError

ROLES = (
    "foreground",
    "background",
    "primary",
    "secondary",
    "tertiary",
    "success",
    "info",
    "warning",
    "danger",
    "light",
    "dark",
    "link",
)


@dataclass(frozen=True, slots=True)
class Brand:
    """Colours by name, each as `#rrggbb`, and the family of the text.

    Attributes
    ----------
    colours : mapping of str to str
        The palette's own names and the roles, such as `primary`.
    font : str
        Family of the text; empty where the brand names none.
    """

    colours: Mapping[str, str]
    font: str

    def colour(self, name: str) -> str:
        """A colour by name.

        Raises
        ------
        SourceError
            If the brand has no such colour.
        """
        if name not in self.colours:
            raise SourceError(f"_brand.yml: color: {name!r} is missing; there are {', '.join(self.colours) or 'none'}")
        return self.colours[name]

    def css(self) -> str:
        """Custom properties `--brand-<name>`, as Quarto names them."""
        return ":root {\n" + "".join(f"  --brand-{name}: {value};\n" for name, value in self.colours.items()) + "}\n"

    def typst(self) -> str:
        """The dictionary `brand-color`, as Quarto defines it."""
        entries = "".join(f'  "{name}": rgb("{value}"),\n' for name, value in self.colours.items())
        return f"#let brand-color = (\n{entries})\n" if entries else "#let brand-color = (:)\n"


def read_brand(path: Path) -> Brand:
    """Read a brand file.

    Raises
    ------
    SourceError
        If it is not readable, or a role names a colour that the palette does not hold.
    """
    try:
        entry = yaml_files.read(path) or {}
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as problem:
        at, told = yaml_files.stumbled(problem)
        raise SourceError(f"{path.name}{at}: not readable YAML: {told}") from None
    parts = (
        [entry, *(entry.get(name) or {} for name in ("color", "typography"))] if isinstance(entry, Mapping) else [entry]
    )
    if not all(isinstance(part, Mapping) for part in parts):
        raise SourceError(f"{path.name}: expected 'color:' and 'typography:' with settings below each")
    colour = entry.get("color") or {}
    if not isinstance(colour.get("palette") or {}, Mapping):
        raise SourceError(f"{path.name}: color: palette: expected names and colours such as 'navy: \"#12436d\"'")
    palette = dict(colour.get("palette") or {})
    colours = {name: _hex(name, value, palette) for name, value in palette.items()}
    colours |= {role: _hex(role, colour[role], palette) for role in ROLES if role in colour}
    base = (entry.get("typography") or {}).get("base") or {}
    return Brand(colours, str(base.get("family", "") if isinstance(base, Mapping) else base))


def _hex(name: str, value: object, palette: Mapping[str, object]) -> str:
    text, steps = str(value), 0
    while not text.startswith("#"):
        steps += 1
        if text not in palette or steps > len(palette):
            raise SourceError(
                f"_brand.yml: color: {name}: {text!r} is neither a colour such as '#12436d' nor in the palette"
            )
        text = str(palette[text])
    if not re.fullmatch(r"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})", text):
        raise SourceError(f"_brand.yml: color: {name}: {text!r} is not a colour such as '#12436d'")
    return text
