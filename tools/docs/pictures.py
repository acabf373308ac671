"""The pictures of docs/, drawn from the pages of a published report: `python -m tools.docs.pictures`."""

import hashlib
import io
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, PngImagePlugin

from helpers import files, project
from helpers.project import Project

FOLDER = Path("docs") / "images"
REPORT = ("report", "annual-report", "--borough", "dudley", "--period", "2011-12", "--engine", "embedded")
PRINTED = Path("reports") / "published" / "dudley" / "2011-12" / "annual-report" / "annual-report.pdf"
COLOURS = 48
"""As many as pages of text and charts need: a picture stays under 150 KB."""
BLOCK, APART = 4, 24
"""Pictures are compared by blocks of so many pixels; of two that show the same, no block differs by so much, out of 255, however
the drawing library smooths edges."""
WORDS = "Words"
"""The note in a picture's file that holds the hash of the words on its pages: a digit is too small to be seen in blocks."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Pages of the report side by side, each so many pixels wide, and each found by words that stand on no page before it."""

    pages: tuple[str, ...]
    width: int


COVER = "Annual report 2011/12"
INDICATORS = "Crime and disorder indicators, Dudley, 2011/12 against 2010/11"
COURSE = "Recorded crime over the years, West Midlands Police force area"
FUNDING = "The source contradicts itself: Community Safety Fund"
SOURCES = "How each figure in this paper was worked out"
PICTURES = {
    "annual-report.png": Picture((COVER, INDICATORS, COURSE, FUNDING), 520),
    "performance.png": Picture((INDICATORS,), 720),
    "contradiction.png": Picture((FUNDING,), 720),
    "sources-of-figures.png": Picture((SOURCES,), 720),
}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture with the hash of the words on its pages."""

    image: Image.Image
    words: str


def draw(document: bytes, picture: Picture) -> Drawn:
    """Draw a picture.

    Parameters
    ----------
    document : bytes
        The PDF.
    picture : Picture

    Raises
    ------
    ValueError
        If no page has the words that one is to be found by.
    """
    with pypdfium2.PdfDocument(document) as pdf:
        texts = [" ".join(page.get_textpage().get_text_bounded().split()) for page in pdf]
        numbers = [_number(texts, words) for words in picture.pages]
        sheets = [_sheet(pdf[number], picture.width) for number in numbers]
    gap = 16 if len(sheets) > 1 else 1
    width = sum(sheet.width for sheet in sheets) + gap * (len(sheets) + 1)
    drawn = Image.new("RGB", (width, sheets[0].height + 2 * gap), "#d0d4d9")
    for place, sheet in enumerate(sheets):
        drawn.paste(sheet, (gap + place * (sheet.width + gap), gap))
    said = hashlib.sha256("\n".join(texts[number] for number in numbers).encode()).hexdigest()
    return Drawn(drawn.quantize(COLOURS, dither=Image.Dither.NONE), said)


def alike(one: Drawn, other: Drawn) -> bool:
    """Whether two pictures show the same words, and the same but for how edges are smoothed."""
    if one.words != other.words or one.image.size != other.image.size:
        return False
    apart = ImageChops.difference(*(drawn.image.convert("L").reduce(BLOCK) for drawn in (one, other)))
    return apart.getextrema()[1] < APART


def stale(place: Project, document: bytes) -> list[str]:
    """The pictures in docs/images/ that do not show the report."""
    return [name for name, picture in PICTURES.items() if not _shows(place.root / FOLDER / name, document, picture)]


def keep(drawn: Drawn, path: Path) -> None:
    """Write a picture with the hash of its words."""
    note = PngImagePlugin.PngInfo()
    note.add_text(WORDS, drawn.words)
    content = io.BytesIO()
    drawn.image.save(content, "PNG", optimize=True, pnginfo=note)
    files.write_bytes(path, content.getvalue())


def kept(path: Path) -> Drawn:
    """Read a picture that was kept."""
    with Image.open(path) as image:
        image.load()
        return Drawn(image, str(image.info.get(WORDS, "")))


def main() -> int:
    """Make the report, unless nothing has changed, and draw afresh what does not show it."""
    place = project.find()
    made = subprocess.run([Path(sys.executable).with_name("csp"), *REPORT], cwd=place.root, check=False)
    if made.returncode:
        return made.returncode
    document = (place.root / PRINTED).read_bytes()
    changed = stale(place, document)
    for name in changed:
        keep(draw(document, PICTURES[name]), place.root / FOLDER / name)
        print(f"{(FOLDER / name).as_posix()}: drawn afresh")
    if not changed:
        print("docs/images/: every picture that is drawn is up to date")
    return 0


def _number(texts: list[str], words: str) -> int:
    """The first page that has the words."""
    for number, text in enumerate(texts):
        if words in text:
            return number
    raise ValueError(f"no page of {PRINTED.name} has the words {words!r}: say others in tools/docs/pictures.py")


def _sheet(page: pypdfium2.PdfPage, width: int) -> Image.Image:
    return page.render(scale=width / page.get_width()).to_pil().convert("RGB")


def _shows(path: Path, document: bytes, picture: Picture) -> bool:
    return path.is_file() and alike(kept(path), draw(document, picture))


if __name__ == "__main__":
    sys.exit(main())
