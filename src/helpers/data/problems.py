"""One thing wrong in a file, and where it stands."""

from dataclasses import dataclass

FIXABLE = "`csp check --fix` writes it so"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong in a file of data/ or params/.

    Attributes
    ----------
    file : str
        From the project's root, such as `data/spend.csv`.
    line : int
        As an editor counts it; 0 for the file as a whole.
    column : str
        The column's name, or several joined with `+`; empty for the line or file as a whole.
    message : str
        What was found and what was expected.
    letter : str
        The column as a spreadsheet names it, such as `F`, or several joined with `, `; empty if none is known.
    fixable : bool
        Whether it can be read in one way only, so that the value is used and `csp check --fix` rewrites it.
    """

    file: str
    line: int
    column: str
    message: str
    letter: str = ""
    fixable: bool = False

    def __str__(self) -> str:
        return self._told(f"; {FIXABLE}" if self.fixable else "")

    @property
    def without_advice(self) -> str:
        """The problem in one line, without what to do about it: for one that has been put right."""
        return self._told("")

    def _told(self, advice: str) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        what = f"{self.column}: {self.message}" if self.column else self.message
        columns = "columns" if ", " in self.letter else "column"
        found = f" (found in {columns} {self.letter})" if self.letter else ""
        return f"{place}: {what}{advice}{found}"


def column_letter(position: int) -> str:
    """The letters that a spreadsheet gives to a column, counted from 0: 0 is A, 25 is Z, 26 is AA."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def short(text: str) -> str:
    """A cell as a message quotes it: only the beginning of a long one."""
    return text if len(text) <= 60 else f"{text[:57]}…"


def difference(before: str, after: str) -> tuple[str, str]:
    """Two texts as a message quotes them: long ones from shortly before the place where they begin to differ."""
    pairs = enumerate(zip(before, after, strict=False))
    same = next((place for place, (old, new) in pairs if old != new), min(len(before), len(after)))
    start = same - 20 if len(before) > 60 and same > 20 else 0
    mark = "…" if start else ""
    return mark + short(before[start:]), mark + short(after[start:])
