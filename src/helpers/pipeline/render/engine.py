"""Choose what renders the reports, and say why."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from helpers.errors import MachineError, ParamsError
from helpers.pipeline.render import embedded, lint, quarto, source
from helpers.pipeline.render.word_tables import kept_together

NAMES = ("auto", quarto.NAME, embedded.NAME)
INSTALL_QUARTO = "install it with `make quarto`, or use the conda environment of environment.yml"


@dataclass(frozen=True, slots=True)
class Engine:
    """A renderer: its name, what it is made of, why it was chosen, and the function that renders."""

    name: str
    description: str
    why: str
    render: Callable[..., Mapping[str, bytes]]


def choose(asked: str = "auto") -> Engine:
    """Choose the engine.

    Parameters
    ----------
    asked : str
        `quarto` or `embedded` to force one; `auto` takes Quarto where there is one that is recent enough.

    Raises
    ------
    MachineError
        If Quarto is forced and there is none, or it is too old.
    ParamsError
        If there is no engine of that name.
    """
    if asked not in NAMES:
        raise ParamsError(f"there is no engine {asked!r}; there are {', '.join(NAMES)}")
    if asked == embedded.NAME:
        return _embedded("it was asked for")
    found = quarto.find()
    oldest = ".".join(map(str, quarto.OLDEST))
    if found and quarto.recent_enough(found[1]):
        why = "it was asked for" if asked == quarto.NAME else f"found at {found[0]}"
        return Engine(quarto.NAME, f"Quarto {found[1]}", why, quarto.render)
    lacking = f"Quarto {found[1]} at {found[0]} is older than {oldest}" if found else "no Quarto was found"
    if asked == quarto.NAME:
        raise MachineError(f"{lacking}, and ENGINE=quarto asks for it: {INSTALL_QUARTO}, or leave ENGINE out")
    return _embedded(lacking)


def render(engine: Engine, main: Path, formats: tuple[str, ...], *, timestamp: int) -> Mapping[str, bytes]:
    """Render a staged document with an engine; formats and result by the renderer's names (`typst` is the PDF).

    What the two engines would not print alike is refused under either.

    Raises
    ------
    SourceError
        With file and line.
    """
    lint.check(source.read(main))
    made = dict(engine.render(main, formats, timestamp=timestamp))
    if "docx" in made:
        made["docx"] = kept_together(made["docx"])
    return made


def _embedded(why: str) -> Engine:
    return Engine(embedded.NAME, embedded.describe(), why, embedded.render)
