"""Targets as levels, the path towards them, and whether they are met, with the rule that says so."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.analysis.selection import first_of

MEETING, NOT_MEETING, CLOSE, CANNOT_TELL = "meeting", "not meeting", "close", "cannot tell"
STATES = (MEETING, CLOSE, NOT_MEETING, CANNOT_TELL)


def levels(targets: pd.DataFrame, outturns: Mapping[str, float] | None = None) -> pd.DataFrame:
    """What each baseline and target comes to, in the indicator's unit.

    Parameters
    ----------
    targets : DataFrame
        Of one area and indicator: `period, role, basis, base_period, value`. A basis is `absolute` (the value is the level),
        `change on base period` or `compounded change` (the value is per cent on the level of `base_period`, which for a
        compounded step is the step before).
    outturns : mapping of period to float, optional
        What was recorded. A change on a period's performance is taken on its outturn where there is one, else on the level
        that the plan itself gives that period.

    Returns
    -------
    DataFrame
        The rows with `level` (NaN where it cannot be known) and `level_method`.

    Raises
    ------
    ValueError
        If bases run in a circle, or a row is a change on itself.
    """
    ladder = _Ladder({(row["period"], row["role"]): row for row in targets.to_dict("records")}, outturns or {}, {})
    worked_out = [ladder.level(key) for key in zip(targets["period"], targets["role"], strict=True)]
    return targets.assign(
        level=[value for value, _ in worked_out], level_method=[method for _, method in worked_out]
    ).astype({"level": "float64"})


def even_shares(parts: int = 4) -> pd.Series:
    """The year's events spread evenly over its parts: shares that add up to 1, indexed from 1."""
    return pd.Series(1 / parts, index=range(1, parts + 1), name="share")


def seasonal_shares(history: pd.DataFrame) -> pd.Series:
    """How the year's events usually spread over its parts: each part's share of all events in earlier whole years.

    Parameters
    ----------
    history : DataFrame
        `year, part, value`: counts of each part (from 1) of earlier years. Years with a part missing are left out.

    Returns
    -------
    Series
        Shares that add up to 1, indexed by part.

    Raises
    ------
    ValueError
        If no year is whole, or nothing was counted.
    """
    table = history.pivot_table(index="year", columns="part", values="value", aggfunc=_total, dropna=False)
    whole = table.dropna()
    if whole.empty or whole.to_numpy().sum() <= 0:
        raise ValueError("no earlier year has a count in every part: spread the target evenly instead")
    return (whole.sum() / whole.to_numpy().sum()).rename("share")


def straight_line(baseline: float, target: float, steps: int) -> pd.Series:
    """Levels on the way from a baseline to a target, one a step, the last one being the target; indexed from 0.

    Raises
    ------
    ValueError
        If there is no step to take.
    """
    if steps < 1:
        raise ValueError(f"the way to a target takes one step or more, got {steps!r}")
    return pd.Series(np.linspace(baseline, target, steps + 1), name="trajectory")


def cumulative(target: float, shares: pd.Series) -> pd.Series:
    """What a year's count should come to by the end of each part, if it is to end at the target."""
    return (target * shares.cumsum()).rename("trajectory")


def gap(progress: pd.DataFrame, *, parts: int = 4) -> pd.DataFrame:
    """How far counts to date are from where they should be, and what is left for the rest of the year.

    Parameters
    ----------
    progress : DataFrame
        `to_date, target, elapsed` (share of the year's events that usually falls by now, 0 to 1), `parts_done`.

    Returns
    -------
    DataFrame
        `expected` (to date, if the year is to end at the target), `gap` (to date less expected), `remaining` (target less to
        date), `needed` (for each part left; NaN at the year's end) and `method`.
    """
    left = parts - progress["parts_done"]
    expected = progress["target"] * progress["elapsed"]
    remaining = progress["target"] - progress["to_date"]
    return pd.DataFrame(
        {
            "expected": expected,
            "gap": progress["to_date"] - expected,
            "remaining": remaining,
            "needed": remaining / left.where(left > 0),
            "method": "expected = target × share of the year's events by now; needed = (target − to date) ÷ parts left",
        }
    )


def status(measures: pd.DataFrame) -> pd.DataFrame:
    """Whether each measure meets its target, in four honest states, with the rule that gave the state.

    Parameters
    ----------
    measures : DataFrame
        `value, target, tolerance` (how far on the worse side still counts as close, in the unit; NaN for none),
        `polarity` (`lower`, `higher` or `neither`), `lower, upper` (the value's 95% interval, NaN where it has none).

    Returns
    -------
    DataFrame
        `status` and `rule`, on the caller's index: `meeting`, `not meeting`, `close` (the target lies within the interval, or the
        value is worse by no more than the tolerance) or `cannot tell`, whose rule says why.
    """
    value, target = measures["value"], measures["target"]
    has_way = measures["polarity"].isin(["lower", "higher"])
    sign = np.where(measures["polarity"] == "lower", -1, 1)
    # 50 × 1.1 is 55.00000000000001: what differs by the last bit is equal.
    ahead = ((value - target) * sign).mask((value - target).abs() <= 1e-9 * target.abs(), 0.0)
    noise = (measures["lower"] <= target) & (target <= measures["upper"])
    interval = measures["lower"].notna() & measures["upper"].notna()
    within = (ahead < 0) & (-ahead <= measures["tolerance"] + 1e-9 * target.abs())
    cases = [
        (value.isna(), CANNOT_TELL, "there is no figure"),
        (target.isna(), CANNOT_TELL, "there is no target"),
        (~has_way, CANNOT_TELL, "neither more nor less is better"),
        (noise, CLOSE, "the target lies within the figure's 95% interval"),
        (within, CLOSE, "worse than the target, by no more than the tolerance"),
        ((ahead >= 0) & interval, MEETING, "at or better than the target, by more than chance"),
        (ahead >= 0, MEETING, "at or better than the target; the figure has no interval"),
        (interval, NOT_MEETING, "worse than the target, by more than chance and tolerance"),
    ]
    bare = "worse than the target by more than the tolerance; the figure has no interval"
    states, rules = ([(condition, case[place]) for condition, *case in cases] for place in (0, 1))
    return pd.DataFrame({"status": first_of(states, NOT_MEETING), "rule": first_of(rules, bare)}, index=measures.index)


def _total(parts: pd.Series) -> float:
    """A sum that is unknown where a part is: a missing count is no nought."""
    return parts.sum(skipna=False)


@dataclass(frozen=True)
class _Ladder:
    """Targets that stand on one another: rows by period and role, what was recorded, and what is already worked out."""

    rows: Mapping[tuple, Mapping]
    outturns: Mapping[str, float]
    found: dict[tuple, tuple[float, str]]

    def level(self, key: tuple, below: tuple = ()) -> tuple[float, str]:
        """A target's level and how it came about; `below` are the ones that stand on it."""
        if key in self.found:
            return self.found[key]
        if key in below:
            circle = " → ".join(period for period, _ in (*below, key))
            raise ValueError(f"the target of {key[0]} is based on itself: {circle}")
        row = self.rows[key]
        if row["basis"] == "absolute":
            worked_out = (row["value"], "not stated" if pd.isna(row["value"]) else "as stated")
        else:
            base, words = self._base(row["base_period"], key, below)
            step = row["basis"] == "compounded change"
            way = "change on the step before" if step else "change on the base period"
            worked_out = (base * (1 + row["value"] / 100), f"{way}: {words} × (1 + change ÷ 100)")
        self.found[key] = worked_out
        return worked_out

    def _base(self, period: str, key: tuple, below: tuple) -> tuple[float, str]:
        if pd.notna(self.outturns.get(period)):
            return self.outturns[period], f"outturn of {period}"
        # A target may stand on the baseline of its own period; on itself only where there is no other, which is a circle.
        for role in sorted(("target", "baseline"), key=lambda role: (period, role) == key):
            if (period, role) in self.rows:
                return self.level((period, role), (*below, key))[0], f"{role} of {period}"
        return float("nan"), f"level of {period}, which is not known,"
