"""How often each rule of the reports speaks up when nothing has changed, and how often when something has.

Writes docs/error-rates.md and its picture: `make error-rates`. Every number comes from seeded simulation.
"""

import functools
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from helpers.analysis import comparison, differences, forecasts, spc, statistics, targets
from helpers.publishing import numbers
from helpers.publishing.charts import base

DOCS = Path(__file__).parents[1] / "docs"
PAGE, PICTURE = "error-rates.md", "images/power.svg"
BOROUGHS = 10_000
ROUNDS = 10
"""How often the boroughs are drawn anew where a share of 0.2% is to be seen: 20 of 10,000 would be 20 give or take 9."""
COUNTS = (20, 50, 200, 1_000, 8_000)
LEVELS = (0.95, 0.998)
CHANGES = np.round(np.arange(-0.4, 0.41, 0.05), 2)
SEED = 20_120_607


@dataclass(frozen=True)
class Share:
    """How many of some were flagged."""

    flagged: int
    of: int

    @property
    def percent(self) -> float:
        """0 to 100."""
        return 100 * self.flagged / self.of

    def agrees_with(self, level: float, errors: float = 3.3) -> bool:
        """Whether the share lies within so many standard errors of sampling of a level (0 to 1)."""
        return abs(self.flagged / self.of - level) <= errors * np.sqrt(level * (1 - level) / self.of)


def counts(mean: float, shape: tuple[int, ...], *, seed: int) -> np.ndarray:
    """Poisson counts with one mean."""
    return np.random.default_rng((SEED, seed)).poisson(mean, shape)


def flagged_changes(mean: float, confidence: float, *, change: float = 0.0, boroughs: int = BOROUGHS * ROUNDS) -> Share:
    """Boroughs whose count is said to have risen or fallen, where its mean changed by a share (0 for not at all)."""
    last = counts(mean, (boroughs,), seed=1)
    this = counts(mean * (1 + change), (boroughs,), seed=2)
    table = differences.percent_change(pd.Series(this), pd.Series(last), confidence=confidence)
    return Share(int(table["verdict"].isin(["rise", "fall"]).sum()), boroughs)


def flagged_areas(mean: float, *, kind: str = "rate", rounds: int = ROUNDS) -> dict[str, Share]:
    """Boroughs outside the funnel at each level, where all have the same rate or share and are of very different sizes."""
    found = {"95%": 0, "99.8%": 0}
    for number in range(rounds):
        draw = np.random.default_rng((SEED, 3, number))
        level = mean / 1e5 if kind == "rate" else 0.3
        size = np.round(draw.uniform(0.5, 2, BOROUGHS) * mean / level)
        events = draw.poisson(size * level) if kind == "rate" else draw.binomial(size.astype(int), level)
        areas = pd.DataFrame({"area": range(BOROUGHS), "area_name": "", "numerator": events, "denominator": size})
        table = comparison.funnel(areas, kind=kind, per=1, polarity="lower").areas
        found["95%"] += int((table["level"] != "").sum())
        found["99.8%"] += int((table["level"] == "99.8%").sum())
    return {name: Share(flagged, BOROUGHS * rounds) for name, flagged in found.items()}


@functools.cache
def charted(points: int, mean: float = 400, boroughs: int = BOROUGHS) -> pd.DataFrame:
    """XmR charts of boroughs with no change, their rows in order."""
    values = counts(mean, (boroughs, points), seed=4).ravel()
    frame = pd.DataFrame({"borough": np.repeat(np.arange(boroughs), points), "value": values})
    return frame.join(spc.xmr_by(frame, by=["borough"]).drop(columns="value"))


def alarms(points: int) -> pd.DataFrame:
    """False alarms of each rule: the share of points in it, and of charts with any (per cent)."""
    frame = charted(points)
    rows = []
    for rule in (*spc.RULES, "any rule"):
        hit = frame["special_cause"].str.contains(rule) if rule != "any rule" else frame["special_cause"] != ""
        last = hit.groupby(frame["borough"]).last()
        rows.append((rule, 100 * hit.mean(), 100 * hit.groupby(frame["borough"]).any().mean(), 100 * last.mean()))
    return pd.DataFrame(rows, columns=["rule", "points", "charts", "last"])


def flips(mean: float, boroughs: int = BOROUGHS) -> dict[str, Share]:
    """Boroughs whose board changes from one quarter to the next with no real change and a target at the true level.

    The naive rule: green at or below target, amber up to 5% above, red beyond. The honest states: `targets.status`.
    """
    quarters = [counts(mean, (boroughs,), seed=5 + n) for n in range(2)]
    naive = [np.select([q <= mean, q <= 1.05 * mean], ["green", "amber"], "red") for q in quarters]
    arrows = np.sign(quarters[1] - quarters[0])
    honest = [_states(q, mean) for q in quarters]
    change = differences.percent_change(pd.Series(quarters[1]), pd.Series(quarters[0]))["verdict"]
    return {
        "naive colour": Share(int((naive[0] != naive[1]).sum()), boroughs),
        "naive arrow": Share(int((arrows != 0).sum()), boroughs),
        "status": Share(int((honest[0] != honest[1]).sum()), boroughs),
        "direction": Share(int(change.isin(["rise", "fall"]).sum()), boroughs),
    }


def covered(mean: float, elapsed: float, boroughs: int = BOROUGHS) -> Share:
    """Boroughs whose year ended inside the forecast made when a share of it had passed."""
    draw = np.random.default_rng((SEED, 8))
    early = draw.poisson(mean * elapsed, boroughs)
    total = early + draw.poisson(mean * (1 - elapsed), boroughs)
    forecast = forecasts.year_end(pd.Series(early), pd.Series(elapsed, index=range(boroughs)))
    return Share(int(((forecast["lower"] <= total) & (total <= forecast["upper"])).sum()), boroughs)


def power() -> pd.DataFrame:
    """Share flagged (per cent) at 95% for each true change and yearly count: `mean, change, percent`."""
    rows = [
        (mean, change, flagged_changes(mean, 0.95, change=change, boroughs=2_000).percent)
        for mean in COUNTS
        for change in CHANGES
    ]
    return pd.DataFrame(rows, columns=["mean", "change", "percent"])


def picture(curves: pd.DataFrame) -> bytes:
    """The power curves as SVG."""
    return base.picture(functools.partial(_draw, curves), "svg")


def page(curves: pd.DataFrame) -> str:
    """The documentation page."""
    parts = [_INTRODUCTION, _changes(), _funnels(), _flips(), _charts(), _forecasts(), _power(curves)]
    return "\n\n".join(parts) + "\n"


def main() -> None:
    """Write the page and its picture."""
    curves = power()
    (DOCS / PAGE).write_text(page(curves), encoding="utf-8")
    (DOCS / PICTURE).write_bytes(picture(curves))
    print(f"docs/{PAGE} and docs/{PICTURE} written")


def _states(counted: np.ndarray, target: float) -> np.ndarray:
    table = statistics.rate(pd.Series(counted), pd.Series(1.0, index=range(len(counted))), per=1)
    measures = pd.DataFrame(
        {"value": table["rate"], "target": target, "tolerance": np.nan, "polarity": "lower"}
        | {name: table[name] for name in ("lower", "upper")}
    )
    return targets.status(measures)["status"].to_numpy()


def _table(header: list[str], rows: list[list[str]]) -> str:
    rule = "|".join([":---", *["---:"] * (len(header) - 1)])
    return "\n".join([f"| {' | '.join(header)} |", f"|{rule}|", *(f"| {' | '.join(row)} |" for row in rows)])


def _share(share: Share) -> str:
    return f"{share.percent:.2f}%"


_INTRODUCTION = f"""# How often the reports are wrong

Counts of crime go up and down although nothing has changed. This page says how often each rule of the reports would then speak
up, and how likely each is to notice a change that is real. Every number comes from a seeded simulation of {BOROUGHS:,} boroughs;
`make error-rates` works it out again and writes this page."""


def _changes() -> str:
    rows = [[f"{mean:,}", *(_share(flagged_changes(mean, level)) for level in LEVELS)] for mean in COUNTS]
    words = f"""## This year against last year

Boroughs said to have risen or fallen, where nothing changed, over {ROUNDS} draws of {BOROUGHS:,} boroughs. The stated levels are
5% and 0.2%; where counts are small a test of whole numbers cannot hit them exactly."""
    return f"{words}\n\n{_table(['Count in a year', 'at 95% (stated 5%)', 'at 99.8% (stated 0.2%)'], rows)}"


def _funnels() -> str:
    kinds = ("rate", "proportion")
    rows = [
        [f"{mean:,}", *(_share(share) for kind in kinds for share in flagged_areas(mean, kind=kind).values())]
        for mean in COUNTS
    ]
    header = ["Count of a middling borough", "rate, 95%", "rate, 99.8%", "share, 95%", "share, 99.8%"]
    words = f"""## One borough among many

Boroughs outside the limits of a funnel plot, where all have the same rate, or the same share of 30%, over {ROUNDS} draws of
{BOROUGHS:,} boroughs of which some are four times as large as others. The stated levels are again 5% and 0.2%."""
    return f"{words}\n\n{_table(header, rows)}"


def _flips() -> str:
    found = {mean: flips(mean) for mean in COUNTS}
    names = {
        "naive colour": "red, amber or green by the bare figure (amber up to 5% over)",
        "naive arrow": "an arrow for any rise or fall",
        "status": "status of these reports (four states)",
        "direction": "direction of travel of these reports",
    }
    rows = [[words, *(f"{found[mean][name].percent:.1f}%" for mean in COUNTS)] for name, words in names.items()]
    words = """## A board that flips

Boroughs whose entry on a board would differ from one quarter to the next, with no real change and a target at the true level. A
naive board flips on noise; that is what these reports are built to avoid."""
    return f"{words}\n\n{_table(['Rule, and the count in a quarter', *(f'{mean:,}' for mean in COUNTS)], rows)}"


def _charts() -> str:
    parts = ["## Control charts\n\nFalse alarms of XmR charts of a steady process (mean 400), in per cent."]
    lengths = (12, 24, 48)
    found = {points: alarms(points) for points in lengths}
    for points in lengths:
        rows = [
            [row.rule, f"{row.points:.2f}", f"{row.last:.2f}", f"{row.charts:.1f}"]
            for row in found[points].itertuples(index=False)
        ]
        header = [f"Rule, on {points} points", "points flagged", "last point flagged", "charts with any flag"]
        parts.append(_table(header, rows))
    longest = found[lengths[-1]].set_index("rule").loc["any rule"]
    parts.append(
        f"Of steady charts with {lengths[-1]} points {longest['charts']:.0f}% have flagged one somewhere, but only "
        f"{longest['last']:.1f}% flag the last: a report judges by the last point, and says by which rule."
    )
    return "\n\n".join(parts)


def _forecasts() -> str:
    rows = [[f"{mean:,}", *(_share(covered(mean, elapsed)) for elapsed in (0.25, 0.5, 0.75))] for mean in COUNTS]
    words = """## Forecasts of the year's end

Years that ended inside the 95% prediction interval, with no change in the course of the year. Intervals end on whole numbers, so
with small counts they hold more than they state."""
    header = ["Count in a year", "after quarter 1", "after quarter 2", "after quarter 3"]
    return f"{words}\n\n{_table(header, rows)}"


def _power(curves: pd.DataFrame) -> str:
    table = curves.pivot_table(index="change", columns="mean", values="percent")
    shown = [change for change in table.index if round(100 * change) % 10 == 0]
    rows = [[_signed(change), *(f"{table.loc[change, mean]:.0f}%" for mean in COUNTS)] for change in shown]
    halves = [
        f"{mean:,} offences a year {_signed(falls.index.max())}"
        for mean in COUNTS
        if len(falls := table.loc[(table.index < 0) & (table[mean] >= 50)])
    ]
    words = f"""## What the test can see

Boroughs whose change is noticed at 95%, by their true change and their yearly count (power). Changes in steps of five per cent
were tried. The smallest fall that is noticed at least half of the time is, with {"; with ".join(halves)}.

![Power curves: the share of boroughs whose change is noticed, by true change from −40% to +40%, one line for each yearly count \
from {COUNTS[0]} to {COUNTS[-1]:,}. All lines are near 5% where nothing changed and rise on both sides, the steeper the larger \
the count.]({PICTURE})"""
    header = ["True change", *(f"{mean:,} a year" for mean in COUNTS)]
    return f"{words}\n\n{_table(header, rows)}".replace("\\\n", "")


def _signed(change: float) -> str:
    return numbers.signed(numbers.percent(100 * change, 0), change)


LABELLED_AT = dict(zip(COUNTS, (0.4, 0.35, 0.25, 0.15, 0.05), strict=True))


def _draw(curves: pd.DataFrame) -> Figure:
    figure, axes = base.new_figure(3.6)
    for place, (mean, group) in enumerate(curves.groupby("mean")):
        axes.plot(100 * group["change"], group["percent"], color=base.BLUE, linewidth=1.0 + 0.3 * place)
        at = group[np.isclose(group["change"], LABELLED_AT[mean])].iloc[0]
        axes.annotate(
            f"{mean:,}" if place else f"{mean:,} a year",
            (100 * at["change"], at["percent"]),
            xytext=(6, -2),
            textcoords="offset points",
            va="top",
        )
    axes.axhline(5, color="#3d3d3d", linewidth=0.8, linestyle=(0, (4, 3)))
    axes.annotate("5% by chance", (50, 5), xytext=(0, 3), textcoords="offset points", va="bottom", ha="right")
    axes.set(xlabel="True change (%)", ylabel="Boroughs whose change is noticed (%)", ylim=(0, 102), xlim=(-41, 51))
    axes.xaxis.set_major_formatter(lambda value, _: numbers.number(value))
    axes.grid(axis="y")
    return figure


if __name__ == "__main__":
    main()
