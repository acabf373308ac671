"""Figures under a declared correction: printed as published, with a mark, and the correction told below."""

from collections.abc import Iterable

import pandas as pd

MARK = "†"


def marked(text: str, corrected: object) -> str:
    """A printed figure with the mark of a correction, where one is declared for it.

    Parameters
    ----------
    text : str
        The figure as published.
    corrected : object
        The correction in words, as `helpers.data.corrections.apply` gives it; empty or missing for none.
    """
    return f"{text} {MARK}" if is_corrected(corrected) else text


def is_corrected(corrected: object) -> bool:
    """Whether a cell of the column `corrected` tells of a correction."""
    return isinstance(corrected, str) and corrected != ""


def told(corrections: Iterable[tuple[str, object]]) -> str:
    """What each mark means: the figure and its correction in words; empty if there is none."""
    found = [f"{subject}: {words}" for subject, words in corrections if is_corrected(words)]
    return f"{MARK} {'; '.join(found)}. Sums and changes use the corrected figure." if found else ""


def with_corrections(frame: pd.DataFrame, amount: str) -> pd.DataFrame:
    """The frame with `published` and `corrected`, as for no correction where it has none.

    Parameters
    ----------
    frame : DataFrame
    amount : str
        The column whose published figure is meant.
    """
    published = frame["published"] if "published" in frame else frame[amount]
    corrected = frame.get("corrected", "")
    return frame.assign(published=published, corrected=corrected)
