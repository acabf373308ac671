"""Measure how the indicator methods scale: areas × periods × indicators, on one core.

Run with `make bench`. The largest case, 1,000 areas × 40 periods × 10 indicators, is to take under 2 seconds: rates and shares
with intervals, the change on the year before, targets and statuses, control charts of every series, and a funnel for every
indicator and period.
"""

import os
import sys
import time

import numpy as np
import pandas as pd

from helpers.analysis import comparison, differences, spc, statistics, targets, travel

ROUNDS = 3
LIMIT = 2.0  # seconds for the largest case
CASES = ((10, 40, 10), (100, 40, 10), (1_000, 10, 10), (1_000, 40, 1), (1_000, 40, 10))


def made(areas: int, periods: int, indicators: int) -> pd.DataFrame:
    """Seeded counts: one row for each indicator, area and period, in that order."""
    draw = np.random.default_rng(7)
    people = np.repeat(draw.integers(80_000, 400_000, areas), periods)
    frame = pd.DataFrame(
        {
            "indicator": np.repeat(np.arange(indicators), areas * periods),
            "area": np.tile(np.repeat(np.arange(areas), periods), indicators),
            "period": np.tile(np.arange(periods), areas * indicators),
            "denominator": np.tile(people, indicators).astype("float64"),
        }
    )
    return frame.assign(numerator=draw.poisson(frame["denominator"] * 0.002).astype("float64"))


def computed(frame: pd.DataFrame) -> dict[str, float]:
    """Seconds of processor time that each part takes on a frame."""
    seconds: dict[str, float] = {}

    def lap(name: str, begun: float) -> None:
        seconds[name] = time.process_time() - begun

    begun = time.process_time()
    rates = statistics.rate(frame["numerator"], frame["denominator"])
    lap("rates with intervals", begun)

    begun = time.process_time()
    before = frame["numerator"].groupby([frame["indicator"], frame["area"]]).shift(4)
    change = differences.percent_change(frame["numerator"], before)
    travel.judge(change["verdict"], pd.Series("lower", index=frame.index))
    lap("change and direction", begun)

    begun = time.process_time()
    measures = pd.DataFrame({"value": rates["rate"], "lower": rates["lower"], "upper": rates["upper"]})
    targets.status(measures.assign(target=2.0, tolerance=0.1, polarity="lower"))
    lap("statuses", begun)

    begun = time.process_time()
    spc.xmr_by(frame.assign(value=rates["rate"]), by=["indicator", "area"])
    lap("control charts", begun)

    begun = time.process_time()
    comparison.funnel_by(frame, by=["indicator", "period"], kind="rate", per=1_000, polarity="lower")
    lap("funnels", begun)
    return seconds


def main() -> int:
    """Print a line for each case; 1 if the largest takes longer than the limit."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    total = 0.0
    for case in CASES:
        frame = made(*case)
        best = min((computed(frame) for _ in range(ROUNDS)), key=lambda seconds: sum(seconds.values()))
        total = sum(best.values())
        parts = ", ".join(f"{name} {taken:.2f}" for name, taken in best.items())
        words = " × ".join(f"{number:,}" for number in case)
        print(
            f"{words:>18} = {len(frame):>7,} rows: {total:5.2f} s, {1e6 * total / len(frame):5.1f} µs a row ({parts})"
        )
    print(f"{'within' if total <= LIMIT else 'BEYOND'} the limit of {LIMIT:g} s")
    return 0 if total <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
