"""Changes that a paper states beside one year's figure: the year before that they imply, and whether they follow."""

import re

import pandas as pd

from helpers.analysis.areas import of_area
from helpers.analysis.rounding import decimals_of, half_up
from helpers.periods import Period

FALLS = r"\b(decrease|reduction|fall|fell|less(?! serious)|fewer|lower)"
RISES = r"\b(increase|rise|rose|more(?! serious)|higher)"
METHOD = (
    "last year = this year − stated change; percentage = stated change ÷ last year × 100, rounded half up as printed"
)


def changes(
    indicators: pd.DataFrame, observations: pd.DataFrame, stated: pd.DataFrame, *, area: str, year: Period, theme: str
) -> pd.DataFrame:
    """The stated changes of a theme's indicators, worked out again from the figures that stand beside them.

    Parameters
    ----------
    indicators, observations, stated : DataFrame
        As in data/indicators.csv, observations.csv and stated_figures.csv. A sum that has no figure of its own is that of its
        parts, and its stated change likewise implies the year before.
    theme : str
        Such as `domestic-abuse`.

    Returns
    -------
    DataFrame
        In display order, those with a stated change: `indicator, title, unit, polarity, headline, current, change` (signed)
        `, previous` (implied) `, percent` (recomputed, signed) `, printed_number, printed_percent, verdict` (`agrees`,
        `disagrees` or `cannot tell`) `, current_row, stated_rows, method`.
    """
    here = observations[of_area(observations, area) & (observations["period"] == str(year))]
    here = here[here["period_kind"] == "year"].drop_duplicates("indicator").set_index("indicator")
    said = stated[of_area(stated, area) & (stated["period"] == str(year)) & (stated["about"] == "observations")]
    rows = []
    for described in indicators[indicators["theme"] == theme].sort_values("display_order").to_dict("records"):
        of_it = said[said["subject"] == described["indicator"]].drop_duplicates("measure").set_index("measure")
        if "variation_number" not in of_it.index:
            continue
        parts = [part.strip() for part in described["sum_of"].split(";") if part.strip()]
        named = [described["indicator"]] if described["indicator"] in here.index else parts
        known = bool(named) and all(name in here.index for name in named)
        current = here.loc[named, "value"].sum(skipna=False) if known else float("nan")
        rows.append({**described, **_worked_out(current, of_it)})
        rows[-1]["current_row"] = "; ".join(here.loc[named, "row"]) if known else ""
    columns = [
        "indicator",
        "title",
        "unit",
        "polarity",
        "headline",
        "current",
        "change",
        "previous",
        "percent",
        "printed_number",
    ]
    columns += ["printed_percent", "verdict", "current_row", "stated_rows", "method"]
    return pd.DataFrame(rows, columns=columns)


def broadest(changes: pd.DataFrame) -> pd.Series | None:
    """The change that speaks for the theme: of its headline indicator, else the first; None where none is stated.

    Parameters
    ----------
    changes : DataFrame
        What `changes` returns.
    """
    if changes.empty:
        return None
    marked = changes[changes["headline"].astype(bool)]
    return (marked if len(marked) else changes).iloc[0]


def _worked_out(current: float, of_it: pd.DataFrame) -> dict[str, object]:
    number = of_it.loc["variation_number"]
    change = _sign(number["title"]) * number["value"]
    previous = current - change
    percent = 100 * change / previous if previous > 0 else float("nan")
    printed = of_it["printed"].get("variation_percent", "")
    return {
        "current": current,
        "change": change,
        "previous": previous,
        "percent": percent,
        "printed_number": number["printed"],
        "printed_percent": printed,
        "verdict": _verdict(percent, of_it["value"].get("variation_percent", float("nan")), printed),
        "stated_rows": "; ".join(of_it["row"]),
        "method": METHOD,
    }


def _sign(title: str) -> float:
    """Sources print a change without a sign, and say in words which way it went."""
    fell, rose = (bool(re.search(words, title, re.IGNORECASE)) for words in (FALLS, RISES))
    return float("nan") if fell == rose else -1.0 if fell else 1.0


def _verdict(percent: float, stated: float, printed: str) -> str:
    if pd.isna(percent) or pd.isna(stated):
        return "cannot tell"
    return (
        "agrees"
        if half_up(abs(percent), decimals_of(printed)) == half_up(stated, decimals_of(printed))
        else "disagrees"
    )
