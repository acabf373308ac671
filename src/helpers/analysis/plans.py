"""A delivery plan taken apart: its targets as levels, its evidence, actions, barriers and risks, and when what is due."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from helpers import periods
from helpers.analysis import targets as ladders
from helpers.analysis.areas import of_area
from helpers.analysis.rounding import decimals_of, settled
from helpers.errors import ParamsError, nearest

RATE = "-rate"
METHOD = "population implied = count ÷ rate × the people that the rate is per; its range, by the rounding of the printed rate"
SCORE = "score = impact × likelihood"
BARRIER, NIL = "barrier", "nil return"
TITLE = 90
"""Letters of the longest title of an action."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One delivery plan and the indicator that it is to change.

    `key` to `partners`, `source` and `row` are as in data/plans.csv; `indicator` to `counts` as in data/indicators.csv, empty
    where the plan is to change none. `per` is the people that a rate is per, NaN where the indicator is no rate. `count` is
    the key of the count that belongs to the rate, whether or not anything is known of it; empty where there is none.
    """

    key: str
    area: str
    title: str
    version: str
    lead: str
    partners: tuple[str, ...]
    indicator: str
    number: str
    measure: str
    unit: str
    polarity: str
    counts: str
    per: float
    count: str
    source: str
    row: str


def about(plans: pd.DataFrame, indicators: pd.DataFrame, key: str) -> Plan:
    """One plan of an area, with its indicator.

    Raises
    ------
    ParamsError
        If the area has no such plan.
    """
    known = plans["plan"].tolist()
    if key not in known:
        raise ParamsError(f"the area has no plan {key!r}{nearest(key, known)}; it has {', '.join(known) or 'none'}")
    row = plans[plans["plan"] == key].iloc[0]
    named = ("plan", "area", "title", "version", "lead")
    described = indicators[indicators["indicator"] == row["indicator"]]
    texts = ("indicator", "number", "title", "unit", "polarity", "counts")
    words = [str(described[name].iloc[0]) if len(described) else "" for name in texts]
    per = float(described["per"].iloc[0]) if len(described) else float("nan")
    is_rate = words[0].endswith(RATE) and not np.isnan(per)
    return Plan(
        *(row[name] for name in named),
        tuple(part.strip() for part in row["partners"].split(";") if part.strip()),
        *words,
        per,
        words[0].removesuffix(RATE) if is_rate else "",
        row["source"],
        row["row"],
    )


def steps(targets: pd.DataFrame, observations: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """The plan's baseline and targets year by year, as the level and the count, with the population that the two imply.

    Returns
    -------
    DataFrame
        In order of time: `period, role, level` (of the plan's indicator) `, printed, lower, upper` (what the printed level
        can have been before it was rounded; NaN where a change is printed instead) `, change_percent` (on the step before)
        `, from_baseline_percent, outturn, row, basis, base_period, count, count_printed, count_change_percent, count_outturn,
        count_row, population, population_lower, population_upper, method`. The population is NaN where no count or no rate is
        stated; a rate that may be nought leaves it without an upper end.
    """
    here = targets[(targets["source"] == plan.source) & of_area(targets, plan.area)]
    recorded = observations[of_area(observations, plan.area) & (observations["period_kind"] == "year")]
    measured = _ladder(here, recorded, plan.indicator)
    counted = _ladder(here, recorded, plan.count).drop(columns=["basis", "base_period", "level_method"])
    counted = counted.rename(columns={name: f"count_{name}" for name in ("printed", "outturn", "row")})
    found = measured.merge(counted.rename(columns={"level": "count"}), on=["period", "role"], how="outer")
    ends = [(periods.parse(period).end, role) for period, role in zip(found["period"], found["role"], strict=True)]
    order = sorted(range(len(found)), key=ends.__getitem__)
    found = found.iloc[order].reset_index(drop=True)
    texts = ["printed", "row", "count_printed", "count_row", "basis", "base_period", "level_method"]
    found[texts] = found[texts].fillna("")
    half = [
        0.5 * 10.0 ** -decimals_of(row["printed"], row["level"]) if row["basis"] == "absolute" else np.nan
        for row in found.to_dict("records")
    ]
    found["lower"] = (found["level"] - half).clip(lower=0)
    found["upper"] = found["level"] + half
    found["change_percent"] = _change(found["level"], found["level"].shift())
    found["count_change_percent"] = _change(found["count"], found["count"].shift())
    start = found.loc[found["role"] == "baseline", "level"]
    found["from_baseline_percent"] = _change(found["level"], start.iloc[0] if len(start) else np.nan)
    found.loc[found["role"] == "baseline", "from_baseline_percent"] = np.nan
    for name, divisor in (("", "level"), ("_lower", "upper"), ("_upper", "lower")):
        rate = found[divisor].where(found["lower"].notna() & (found[divisor] > 0))
        found[f"population{name}"] = plan.per * found["count"] / rate
    found["method"] = [f"{way}; {METHOD}" if way else METHOD for way in found["level_method"]]
    return found[_STEPS]


_STEPS = [
    *("period", "role", "level", "printed", "lower", "upper", "change_percent", "from_baseline_percent", "outturn"),
    *("row", "basis", "base_period", "count", "count_printed", "count_change_percent", "count_outturn", "count_row"),
    *("population", "population_lower", "population_upper", "method"),
]


def shared_population(found: pd.DataFrame) -> tuple[float, float]:
    """The fewest and the most people by whom every count and rate of `steps` fits; the first is more where nobody's number does.

    Both are NaN where no step implies a population at all.
    """
    return float(found["population_lower"].max()), float(found["population_upper"].min())


def estimates(populations: pd.DataFrame, found: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """What is known of the population in the years of `steps`, where it is: `period, count, population, per_head, row`.

    `per_head` is what the year's count would come to by that population, in the unit of the rate.
    """
    here = populations[of_area(populations, plan.area) & (populations["status"] == "final")]
    years = [str(periods.parse(period).financial_year) for period in here["period"]]
    here = here.assign(year=pd.Series(years, index=here.index, dtype="str"))
    known = found[found["count"].notna()].merge(here, left_on="period", right_on="year", suffixes=("", "_known"))
    people = known["population_known"]
    return pd.DataFrame(
        {
            "period": known["period"],
            "measured": known["period_known"],
            "count": known["count"],
            "population": people,
            "per_head": plan.per * known["count"] / people.where(people > 0),
            "row": known["row_known"],
        }
    )


def further_targets(targets: pd.DataFrame, indicators: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """Baselines and targets that the plan's document states for other indicators: `indicator, title, period, role, …`."""
    here = targets[(targets["source"] == plan.source) & of_area(targets, plan.area)]
    here = here[~here["indicator"].isin([plan.indicator, plan.count])]
    titles = indicators.set_index("indicator")["title"]
    found = here.assign(title=here["indicator"].map(titles).fillna(here["indicator"]), method="as stated")
    return found.reset_index(drop=True)


def of_plan(frame: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """The rows of a table that belong to a plan, in the data's order."""
    return frame[frame["plan"] == plan.key].reset_index(drop=True).assign(method="as stated")


def from_document(frame: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """The rows of a table without a plan's key that stand in the plan's document, in the data's order."""
    return frame[frame["source"] == plan.source].reset_index(drop=True)


def evidence_of(evidence: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """Each statement of the evidence once: `order, statement, evidence_source, figures` (as printed) `, locator, row, method`."""
    here = of_plan(evidence, plan)
    grouped = here.groupby("order", sort=True)
    found = grouped[["statement", "evidence_source", "locator"]].first()
    found["figures"] = grouped["printed"].agg(_joined)
    found["row"] = grouped["row"].agg(_joined)
    return found.reset_index().assign(method="as stated")


def repeated(evidence: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """Figures that the evidence gives more than once, and not alike: `measure, printed, orders, agree, row`.

    They agree where the finer one rounds to the coarser.
    """
    here = of_plan(evidence, plan)
    here = here[(here["measure"] != "") & here["value"].notna()]
    found = []
    for measure, rows in here.groupby("measure", sort=False):
        if rows["printed"].nunique() < 2:
            continue
        half = [0.5 * 10.0 ** -decimals_of(row.printed, row.value) for row in rows.itertuples()]
        low, high = (rows["value"] - half).max(), (rows["value"] + half).min()
        orders = "; ".join(str(order) for order in rows["order"])
        found.append((measure, _joined(rows["printed"]), orders, bool(low <= high), _joined(rows["row"])))
    return pd.DataFrame(found, columns=["measure", "printed", "orders", "agree", "row"])


def actions_of(actions: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """What the plan says will be done, with `title` (empty where the action has no short one) and `summary`: the rest."""
    here = of_plan(actions, plan)
    parts = [text.partition(": ") for text in here["action"]]
    # Words before a colon are a title only if they are few and no sentence; an action without a colon may be all title.
    short = [len(head) <= TITLE and ". " not in head for head, *_ in parts]
    titles = [head if keep else "" for keep, (head, *_) in zip(short, parts, strict=True)]
    rests = [rest if keep else text for keep, (*_, rest), text in zip(short, parts, here["action"], strict=True)]
    return here.assign(title=pd.Series(titles, dtype="str"), summary=pd.Series(rests, dtype="str"))


def barriers_of(risks: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """What stands in the way, each with the gap in practice beside it: `ref, barrier, gap, status, row, method`."""
    here = of_plan(risks, plan)
    here = here[here["kind"] == BARRIER].rename(columns={"risk": "barrier"})
    return here[["ref", "barrier", "gap", "status", "row", "method"]].reset_index(drop=True)


def nil_returns_of(risks: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """Of what the plan says in words that there is none: `type, controls, status, row, method`."""
    here = of_plan(risks, plan)
    return here.loc[here["kind"] == NIL, ["type", "controls", "status", "row", "method"]].reset_index(drop=True)


def register_of(risks: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """The plan's risks, the highest score first and those without one last, each in the source's order.

    `ref, type, risk, impact, likelihood, score` (impact × likelihood, NaN unless the source gives both as numbers) `, rating` (as
    printed: a number or a word) `, agrees` (whether a printed number is the score; true where there are not both) `, residual,
    controls, further_actions, lead, status, row, method`.
    """
    here = of_plan(risks, plan)
    here = here[~here["kind"].isin([BARRIER, NIL])]
    places = here[["impact", "likelihood"]].apply(pd.to_numeric, errors="coerce")
    score = places["impact"] * places["likelihood"]
    rated = pd.to_numeric(here["rating"], errors="coerce")
    here = here.assign(score=score, agrees=rated.isna() | score.isna() | (rated == score), method=SCORE)
    columns = ["ref", "type", "risk", "impact", "likelihood", "score", "rating", "agrees", "residual", "controls"]
    here = here[[*columns, "further_actions", "lead", "status", "row", "method"]]
    return here.sort_values("score", ascending=False, kind="stable", na_position="last").reset_index(drop=True)


def timetable(milestones: pd.DataFrame, actions: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """The plan's milestones and its actions by the financial quarter in which they are due.

    Of `actions_of` and data/milestones.csv: `quarter` (empty for a step without a date; these stand last) `, kind` (`milestone`
    or `action`) `, ref, step, due, due_printed, status, lead, row, method`.
    """
    stones = of_plan(milestones, plan).rename(columns={"milestone": "step"}).assign(kind="milestone", lead="")
    done = actions.assign(kind="action", step=actions["title"].where(actions["title"] != "", actions["summary"]))
    columns = ["kind", "ref", "step", "due", "due_printed", "status", "lead", "row"]
    found = pd.concat([stones[columns], done[columns]], ignore_index=True)
    quarters = [str(periods.quarter_of(date.fromisoformat(due))) if due else "" for due in found["due"]]
    found = found.assign(quarter=pd.Series(quarters, dtype="str"), undated=found["due"] == "")
    found = found.sort_values(["undated", "due"], kind="stable").drop(columns="undated").reset_index(drop=True)
    return found[["quarter", *columns]].assign(method="financial quarter of the last day by which it is due")


def sections_of(sections: pd.DataFrame, plan: Plan, tables: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """The headings of the plan's document, and how many facts stand under each, by the lines that both name.

    `tables` are facts with `source` and `locator`. Gives `order, level, heading, holds, line, facts, row, method`.
    """
    here = from_document(sections, plan).sort_values("order", kind="stable")
    starts = np.array([_line(text) for text in here["locator"]])
    facts = [
        line
        for frame in tables
        for source, line in zip(frame["source"], frame["locator"].map(_line), strict=True)
        if source == plan.source
    ]
    places = np.searchsorted(starts, [line for line in facts if not np.isnan(line)], side="right") - 1
    counts = np.bincount(places[places >= 0], minlength=len(here))
    found = here.assign(line=starts, facts=counts, method="facts counted by the lines that they are taken from")
    columns = ["order", "level", "heading", "holds", "line", "facts", "row", "method"]
    return found[columns].reset_index(drop=True)


def _ladder(targets: pd.DataFrame, recorded: pd.DataFrame, indicator: str) -> pd.DataFrame:
    """One indicator's steps as levels, with what was recorded for each."""
    here = recorded[(recorded["indicator"] == indicator) & recorded["value"].notna()]
    outturns = dict(zip(here["period"], here["value"], strict=True))
    found = ladders.levels(targets[targets["indicator"] == indicator], outturns)
    found = found.assign(outturn=found["period"].map(outturns).astype("float64"), level=found["level"].map(settled))
    return found[["period", "role", "basis", "base_period", "level", "level_method", "printed", "outturn", "row"]]


def _change(values: pd.Series, base: pd.Series | float) -> pd.Series:
    """Per cent on a base that is above nought."""
    base = pd.Series(base, index=values.index, dtype="float64")
    return 100 * (values / base.where(base > 0) - 1)


def _joined(texts: pd.Series) -> str:
    return "; ".join(dict.fromkeys(text for text in texts if text))


def _line(locator: str) -> float:
    """The first line that a locator names; NaN where it names none."""
    found = re.search(r"\blines? (\d+)", locator)
    return float(found[1]) if found else float("nan")
