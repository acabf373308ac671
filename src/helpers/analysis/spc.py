"""XmR control charts: what varies as it always has, and what signals a change."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

POINTS = 12
"""Fewer points than this make limits that are not to be relied on: NHS England, Making Data Count."""
LIMIT_FACTOR = 2.66
RANGE_FACTOR = 3.267
RUN = 7
BEYOND = "beyond the limits"
SHIFT = "run of 7 or more on one side"
TREND = "trend of 7 or more"
NEAR = "two of three near a limit"
COLUMNS = ("value", "mean", "lower", "upper", "moving_range", "special_cause", "segment", "enough")
RULES = (BEYOND, SHIFT, TREND, NEAR)
METHOD = (
    "XmR chart: mean ± 2.66 × mean moving range, leaving out moving ranges above 3.267 × their mean; from 12 points"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a control chart says of its last point and of a target.

    Attributes
    ----------
    variation : str
        `improving`, `worsening`, `changing` (special cause, neither way is better), `common-cause` or `too-few`.
    assurance : str
        `passing` (the process will meet the target), `failing` (it will not), `hit-or-miss` or `unknown`.
    rules : str
        The special-cause rules that the last point is part of.
    """

    variation: str
    assurance: str
    rules: str


def xmr(values: pd.Series, *, rebase_at: Sequence[Hashable] = ()) -> pd.DataFrame:
    """Control limits and special causes of one series of individual values (an XmR chart).

    Parameters
    ----------
    values : Series, shape (n,)
        One value for each period, in order of time; missing ones are passed over. The periods must not overlap: rolling
        years repeat most of the year before, and would look far steadier than they are.
    rebase_at : sequence of index labels
        Where a new process begins, because something known changed: each starts limits of its own.

    Returns
    -------
    DataFrame, shape (n, 8)
        `value, mean, lower, upper, moving_range, special_cause` and `segment` (0, 1, …), `enough`, on the caller's index.
        `special_cause` names the rules that a point is part of, with semicolons between, and is empty for common cause.
        Where a segment has fewer than 12 values `enough` is False: its limits are provisional and no rule is applied.

    Raises
    ------
    KeyError
        If the index does not hold a label of `rebase_at`.
    ValueError
        If a value is infinite.

    Notes
    -----
    Limits: mean ± 2.66 mean moving range; a moving range above 3.267 times the mean moving range is left out and the mean
    taken anew: Wheeler, D. J. (2000), Understanding Variation, SPC Press; Provost, L. P. and Murray, S. K. (2011), The Health
    Care Data Guide, Jossey-Bass. Rules as in NHS England, Making Data Count: a point beyond the limits; seven or more in a row
    on one side of the mean; seven or more in a row each higher (or each lower) than the one before; two of three in a row in
    the outer third between mean and limit, on one side.
    """
    values = pd.Series(values, dtype="float64")
    missing = [label for label in rebase_at if label not in values.index]
    if missing:
        raise KeyError(f"cannot rebase at {missing[0]!r}: the series has no such period")
    starts = values.index.isin(list(rebase_at))
    table = _charts(values.to_numpy()[None, :], np.cumsum(starts)[None, :])
    return pd.DataFrame({name: columns[0] for name, columns in table.items()}, index=values.index)


def xmr_by(frame: pd.DataFrame, *, by: Sequence[str], value: str = "value") -> pd.DataFrame:
    """An XmR chart for each of many series at once.

    Parameters
    ----------
    frame : DataFrame
        Rows in order of time within each series.
    by : sequence of str
        Columns that tell the series apart.
    value : str
        The column of values.

    Returns
    -------
    DataFrame
        The columns of `xmr` on the caller's index.
    """
    if frame.empty:
        return xmr(pd.Series(dtype="float64", index=frame.index))
    groups = frame.groupby(list(by), sort=False, dropna=False)
    series, place = groups.ngroup().to_numpy(), groups.cumcount().to_numpy()
    grid = np.full((series.max() + 1, place.max() + 1), np.nan)
    grid[series, place] = frame[value].to_numpy(dtype="float64")
    table = _charts(grid, np.zeros(grid.shape, dtype="int64"))
    return pd.DataFrame({name: columns[series, place] for name, columns in table.items()}, index=frame.index)


def read(chart: pd.DataFrame, *, polarity: str, target: float | None = None) -> Reading:
    """What a chart says now: the variation of its last point, and whether the process can be relied on to meet a target.

    Parameters
    ----------
    chart : DataFrame
        What `xmr` returns.
    polarity : str
        `lower`, `higher` or `neither`: which way is better.
    target : float, optional

    Notes
    -----
    The icons of NHS England, Making Data Count: a target outside both limits on the worse side will be met as things are; one
    outside on the better side will not; one between the limits is hit or missed by chance.
    """
    known = chart[chart["value"].notna()]
    if known.empty or not known["enough"].iloc[-1]:
        return Reading("too-few", "unknown", "")
    last = known.iloc[-1]
    meaning = meanings(known, polarity=polarity).iloc[-1]
    names = {"improvement": "improving", "deterioration": "worsening", "change": "changing", "": "common-cause"}
    return Reading(names[meaning], _assurance(last, polarity, target), last["special_cause"])


def meanings(chart: pd.DataFrame, *, polarity: str) -> pd.Series:
    """What each point's special cause means: `improvement`, `deterioration`, `change`, or nothing for common cause.

    A point that is part of a trend only is judged by the trend's direction, all else by the side of the mean.
    """
    side = np.sign(chart["value"] - chart["mean"])
    way = side.where(chart["special_cause"] != TREND, _trend_way(chart))
    special = chart["special_cause"] != ""
    if polarity == "neither":
        return pd.Series(np.where(special, "change", ""), index=chart.index)
    better = 1 if polarity == "higher" else -1
    return pd.Series(np.where(~special, "", np.where(way == better, "improvement", "deterioration")), index=chart.index)


def _trend_way(chart: pd.DataFrame) -> np.ndarray:
    """1 for each point of a rising trend, -1 of a falling one; where one turns into the other, the way from there on."""
    known = chart["value"].notna().to_numpy()
    values, segment = (chart[name].to_numpy()[known][None, :] for name in ("value", "segment"))
    step = np.sign(np.diff(values, axis=1, prepend=np.nan))
    step[np.diff(segment, axis=1, prepend=-1) != 0] = 0
    rising, falling = (_runs_of_steps(part, RUN)[0] for part in (np.maximum(step, 0), np.minimum(step, 0)))
    ahead = np.append(step[0, 1:], 0)
    way = np.zeros(len(chart))
    way[known] = np.where(rising & falling, ahead, rising * 1.0 - falling)
    return way


def _assurance(last: pd.Series, polarity: str, target: float | None) -> str:
    if target is None or np.isnan(target) or polarity == "neither":
        return "unknown"
    if polarity == "lower":
        return "passing" if last["upper"] <= target else "failing" if last["lower"] > target else "hit-or-miss"
    return "passing" if last["lower"] >= target else "failing" if last["upper"] < target else "hit-or-miss"


def _charts(values: np.ndarray, segment: np.ndarray) -> dict[str, np.ndarray]:
    """The columns of `xmr` for series by rows, points by columns; NaN stands for no value."""
    if np.isinf(values).any():
        raise ValueError("a value cannot be infinite")
    if not values.size:
        kinds = {"special_cause": "str", "segment": "int64", "enough": "bool"}
        return {name: np.empty(values.shape, dtype=kinds.get(name, "float64")) for name in COLUMNS}
    moved = _moving_range(values, segment)
    mean, lower, upper = (np.full(values.shape, np.nan) for _ in range(3))
    enough = np.zeros(values.shape, dtype=bool)
    for number in range(int(segment.max(initial=0)) + 1):
        inside = segment == number
        known = inside & ~np.isnan(values)
        centre = _mean(values, known)
        first = _mean(moved, inside)
        kept = inside & (moved <= RANGE_FACTOR * first[:, None] * (1 + 1e-12))
        reach = LIMIT_FACTOR * _mean(moved, kept)
        mean, lower, upper = (
            np.where(inside, line[:, None], column)
            for line, column in ((centre, mean), (centre - reach, lower), (centre + reach, upper))
        )
        enough |= inside & (known.sum(axis=1) >= POINTS)[:, None]
    words = _special_causes(values, mean, upper, segment, enough)
    return {
        "value": values,
        "mean": mean,
        "lower": lower,
        "upper": upper,
        "moving_range": moved,
        "special_cause": words,
        "segment": segment,
        "enough": enough,
    }


def _mean(values: np.ndarray, where: np.ndarray) -> np.ndarray:
    """The mean of each row over some of its columns; NaN where there are none."""
    use = where & ~np.isnan(values)
    count = use.sum(axis=1)
    return np.where(use, values, 0.0).sum(axis=1) / np.where(count > 0, count, np.nan)


def _moving_range(values: np.ndarray, segment: np.ndarray) -> np.ndarray:
    """How far each value lies from the last known one of its segment."""
    last = _last_known(values, segment)
    return np.abs(values - last)


def _last_known(values: np.ndarray, segment: np.ndarray) -> np.ndarray:
    """The value before each point in its segment, missing ones passed over; NaN for a segment's first."""
    known = ~np.isnan(values)
    columns = np.broadcast_to(np.arange(values.shape[1]), values.shape)
    latest = np.maximum.accumulate(np.where(known, columns, -1), axis=1)
    before = np.concatenate([np.full((len(values), 1), -1), latest[:, :-1]], axis=1)
    rows = np.arange(len(values))[:, None]
    found = np.where(before >= 0, values[rows, before], np.nan)
    return np.where(segment[rows, np.maximum(before, 0)] == segment, found, np.nan)


def _special_causes(
    values: np.ndarray, mean: np.ndarray, upper: np.ndarray, segment: np.ndarray, enough: np.ndarray
) -> np.ndarray:
    """Names of the rules that each point is part of, joined; empty for common cause."""
    # Missing values would break runs that go on over them: judge each row's known values, then put the flags back.
    order = np.argsort(np.isnan(values), axis=1, kind="stable")
    known = np.take_along_axis(values, order, axis=1)
    centre, top = (np.take_along_axis(line, order, axis=1) for line in (mean, upper))
    part = np.take_along_axis(segment, order, axis=1)
    with np.errstate(invalid="ignore"):
        # A whisker of slack: limits are sums, and a point on one must not fall out by the last bit.
        slack = 1e-9 * np.maximum(np.abs(top), np.abs(centre))
        side = np.sign(np.where(np.abs(known - centre) <= slack, 0, known - centre))
        reach = top - centre
        away = np.abs(known - centre)
        beyond = away > reach + slack
        near = np.where(away > 2 / 3 * reach + slack, side, 0)
        step = np.sign(np.diff(known, axis=1, prepend=np.nan))
    same = np.concatenate([np.zeros((len(known), 1), dtype=bool), part[:, 1:] == part[:, :-1]], axis=1)
    flags = [
        beyond,
        _runs(np.nan_to_num(side), same, RUN),
        _runs_of_steps(np.where(same, np.nan_to_num(step), 0), RUN),
        _two_of_three(np.nan_to_num(near), same),
    ]
    judged = enough & ~np.isnan(values)
    back = np.argsort(order, axis=1, kind="stable")
    codes = sum(np.take_along_axis(flag, back, axis=1).astype("int64") << n for n, flag in enumerate(flags))
    names = np.array(
        ["; ".join(rule for n, rule in enumerate(RULES) if code >> n & 1) for code in range(1 << len(RULES))],
        dtype=object,  # pointed to, not copied: a fixed width would make every row as wide as all rules together
    )
    return names[np.where(judged, codes, 0)]


def _runs(state: np.ndarray, same: np.ndarray, length: int) -> np.ndarray:
    """Points of stretches of at least `length` with one state, 1 or -1, inside one segment."""
    goes_on = same & (state == np.concatenate([np.zeros((len(state), 1)), state[:, :-1]], axis=1))
    return (_stretches(goes_on) >= length) & (state != 0)


def _runs_of_steps(step: np.ndarray, length: int) -> np.ndarray:
    """Points of stretches of at least `length` points that all rise or all fall: one step fewer than points."""
    goes_on = (step != 0) & (step == np.concatenate([np.zeros((len(step), 1)), step[:, :-1]], axis=1))
    steps = np.where(step != 0, _stretches(goes_on), 0) >= length - 1
    # The point before a stretch's first step belongs to it.
    first = steps & ~goes_on
    return steps | np.concatenate([first[:, 1:], np.zeros((len(step), 1), dtype=bool)], axis=1)


def _stretches(goes_on: np.ndarray) -> np.ndarray:
    """For each point the length of its stretch: a stretch begins where `goes_on` is False."""
    number = np.cumsum(~goes_on, axis=1) + np.arange(len(goes_on))[:, None] * (goes_on.shape[1] + 1)
    return np.bincount(number.ravel(), minlength=number.max(initial=0) + 1)[number]


def _two_of_three(near: np.ndarray, same: np.ndarray) -> np.ndarray:
    """Points of any three in a row of which two or more lie near one limit; only those near it are meant."""
    found = np.zeros(near.shape, dtype=bool)
    if near.shape[1] < 3:
        return found
    together = same[:, 1:-1] & same[:, 2:]
    for sign in (1, -1):
        close = near == sign
        windows = (close[:, :-2].astype(int) + close[:, 1:-1] + close[:, 2:] >= 2) & together
        held = np.zeros(near.shape, dtype=bool)
        for shift in range(3):
            held[:, shift : shift + windows.shape[1]] |= windows
        found |= held & close
    return found
