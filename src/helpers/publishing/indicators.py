"""Indicator performance as a report prints it."""

from collections.abc import Mapping, Sequence

import pandas as pd

from helpers.analysis import differences
from helpers.analysis import indicators as analysis
from helpers.periods import Period
from helpers.publishing import absent, marks, quotes, wording
from helpers.publishing.numbers import in_unit, number, percent, signed
from helpers.publishing.quotes import Quote
from helpers.publishing.tables import Column, Table, Text
from helpers.publishing.wording import DASH, period_words

NOT_GIVEN = "not given"
SIGNS = "The source prints changes without a sign; its arrow gives the direction."


def variation_table(
    variation: pd.DataFrame, *, area_name: str, period: Period, left_out: pd.DataFrame | None = None
) -> Table | Text:
    """Each indicator's figures for two years, the change in per cent and number, its direction and what that means.

    Parameters
    ----------
    variation : DataFrame
        What `analysis.indicators.variation` returns. Where none of its indicators has a figure for the year before, only this
        year's figures are printed; where it has no rows, a sentence says so.
    left_out : DataFrame, optional
        What `analysis.indicators.left_out` returns: indicators without a figure for this year follow with the reason why.
    """
    this, last = period_words(period), period_words(period.year_before())
    lacking = absent.reasons(left_out, "current")
    if variation.empty and not lacking:
        return Text("variation", [f"No figure of an indicator is recorded for {area_name} in {this}."])
    if variation["previous"].isna().all():
        return _one_year(variation, lacking, left_out, area_name=area_name, this=this, last=last)
    before = absent.reasons(left_out, "previous")
    rows = [_compared(row, before.get(row["indicator"], "")) for row in variation.to_dict("records")]
    rows += [(title, said, *[DASH] * 4, absent.verdict(said, this)) for title, said in lacking.values()]
    return Table(
        name="variation",
        caption=f"Crime and disorder indicators, {area_name}, {this} against {last}",
        columns=[
            Column("Indicator", "left", 25),
            Column(wording.period_head(period), "right", 10),
            Column(wording.period_head(period.year_before()), "right", 10),
            Column("Variation (%)", "right", 12),
            Column("Variation (number)", "right", 12),
            Column("Direction", "left", 11),
            Column("What it means", "left", 30),
        ],
        rows=rows,
        frame=absent.added(variation, left_out),
        note=" ".join(
            filter(None, (_small_base(variation), absent.note(left_out), _corrections_told(variation, this, last)))
        ),
    )


def _compared(row: dict, before: tuple[str, str] | str) -> tuple[str, ...]:
    """An indicator's cells; where the year before has no figure, nothing can be worked out and the last cell says why."""
    said = wording.meaning(row["direction"], row["meaning"], row["unit"])
    if pd.isna(row["previous"]):
        return (row["title"], _as_published(row, "current"), before[1] if before else "Not recorded", *[DASH] * 3, said)
    return (
        row["title"],
        _as_published(row, "current"),
        _as_published(row, "previous"),
        percent_words(row),
        signed(number(row["change"]), row["change"]),
        wording.ARROWS[row["direction"]],
        said,
    )


def _one_year(
    variation: pd.DataFrame,
    lacking: Mapping[str, tuple[str, str]],
    left_out: pd.DataFrame | None,
    *,
    area_name: str,
    this: str,
    last: str,
) -> Table:
    """The figures of one year alone: columns for changes that nobody can work out would stand empty."""
    rows: Sequence[tuple[str, str]] = [
        (row["title"], _as_published(row, "current")) for row in variation.to_dict("records")
    ]
    known = f"No figure for {last} is recorded, so no change can be told." if len(variation) else ""
    return Table(
        name="variation",
        caption=f"Crime and disorder indicators, {area_name}, {this}",
        columns=[Column("Indicator", "left", 70), Column(wording.upper_first(this), "right", 40)],
        rows=[*rows, *lacking.values()],
        frame=absent.added(variation, left_out),
        note=" ".join(filter(None, (known, absent.note(left_out), _corrections_told(variation, this, last)))),
    )


def percent_words(row: Mapping) -> str:
    """A percentage change with its sign, or that it is not given on a small base."""
    if (
        pd.isna(row["percent"])
        and pd.notna(row["change"])
        and min(row["current"], row["previous"]) < differences.SMALL_BASE
    ):
        return NOT_GIVEN
    return signed(percent(row["percent"]), row["percent"])


def _small_base(variation: pd.DataFrame) -> str:
    given = [percent_words(row) for row in variation.to_dict("records")]
    few = f"A percentage is not given where either figure is below {differences.SMALL_BASE}."
    return few if NOT_GIVEN in given else ""


def _corrections_told(variation: pd.DataFrame, this: str, last: str) -> str:
    return marks.told(
        (f"{row['title']}, {year}", row.get(f"{name}_corrected"))
        for row in variation.to_dict("records")
        for name, year in (("current", this), ("previous", last))
    )


def _as_published(row: dict, name: str) -> str:
    published = row.get(f"{name}_published", row[name])
    # A left join leaves no published figure where last year has none.
    text = in_unit(published if pd.notna(published) else row[name], row["unit"])
    return marks.marked(text, row.get(f"{name}_corrected"))


def definitions_table(indicators: pd.DataFrame, *, themes: list[str]) -> Table | Text:
    """What each indicator of some themes counts and which way is better; or a sentence that there is none."""
    chosen = indicators[indicators["theme"].isin(themes)].sort_values(["theme", "display_order"], kind="stable")
    if chosen.empty:
        return Text("definitions", ["No indicator has a figure here, so none is defined."])
    better = {"lower": "Lower is better", "higher": "Higher is better", "neither": "Neither"}
    rows = [(row["title"], row["counts"], row["unit"], better[row["polarity"]]) for row in chosen.to_dict("records")]
    columns = [Column("Indicator", "left", 24), Column("What it counts", "left", 44)]
    columns += [Column("Unit", "left", 12), Column("Polarity", "left", 16)]
    frame = chosen[["indicator", "title", "theme", "unit", "counts", "polarity", "sum_of"]].assign(method="definition")
    neither = (
        "Neither: how many are recorded follows what people report, how the police record it and how active they are, "
        "so more can be good or bad."
    )
    volumes = (chosen["polarity"] == "neither") & (chosen["unit"] == "offences")
    caption = "What each indicator counts, and which way is better"
    return Table("definitions", caption, columns, rows, frame, note=neither if volumes.any() else "")


def changes_table(
    checks: pd.DataFrame, variation: pd.DataFrame, *, left_out: pd.DataFrame | None = None
) -> Table | Text:
    """The changes that the source prints beside the same changes worked out again; or a sentence that it prints none.

    Parameters
    ----------
    left_out : DataFrame, optional
        What `analysis.indicators.left_out` returns: of a figure that is hidden no change is published, which would tell it.
    """
    checks = checks[~checks["subject"].isin(absent.hidden(left_out))].reset_index(drop=True)
    by_indicator = {subject: rows.set_index("measure") for subject, rows in checks.groupby("subject", sort=False)}
    ours = variation.set_index("indicator")
    rows = []
    for subject, stated in by_indicator.items():
        if subject not in ours.index:
            continue  # of another theme, or without a figure for this year
        verdicts = set(stated["verdict"])
        verdict = "agrees" if verdicts == {"agrees"} else "disagrees" if "disagrees" in verdicts else "cannot tell"
        printed = stated["printed"]
        row = ours.loc[subject]
        corrected = "; ".join(filter(None, stated.get("corrected", [])))
        rows.append(
            (
                row["title"],
                marks.marked(
                    f"{printed.get('variation_percent', '')} {printed.get('direction', '')}".strip() or DASH, corrected
                ),
                signed(percent(row["percent"]), row["percent"]),
                printed.get("variation_number", DASH),
                signed(number(row["change"]), row["change"]),
                wording.upper_first(verdict),
            )
        )
    if not rows:
        return Text("change-checks", ["The source prints no change of these figures that could be worked out again."])
    columns = [
        Column("Indicator", "left", 26),
        Column("Printed (%)", "right", 14),
        Column("Recomputed (%)", "right", 15),
    ]
    columns += [Column("Printed (number)", "right", 15), Column("Recomputed (number)", "right", 17)]
    columns += [Column("Verdict", "left", 12)]
    return Table(
        name="change-checks",
        caption="Changes as the source prints them, and as its own figures give them",
        columns=columns,
        rows=rows,
        frame=checks,
        note=" ".join(filter(None, (SIGNS, "A dash: not printed." if _has_dash(rows) else "", _told(checks)))),
    )


def _has_dash(rows: Sequence[Sequence[str]]) -> bool:
    return any(DASH in row for row in rows)


def _told(checks: pd.DataFrame) -> str:
    return marks.told((row["title"], row.get("corrected")) for row in checks.to_dict("records"))


def variation_quotes(variation: pd.DataFrame, sums: pd.DataFrame) -> list[Quote]:
    """What prose may say of each indicator, of the headline, and of all together.

    Parameters
    ----------
    variation : DataFrame
        What `analysis.indicators.variation` returns.
    sums : DataFrame
        What `analysis.reconciliation.sums` returns.
    """
    quoted: list[Quote] = []
    for row in variation.to_dict("records"):
        quoted += _of(f"crime.{quotes.key(row['indicator'])}", row)
    if len(variation):
        quoted += _of("crime.headline", analysis.headline(variation).to_dict())
    known = variation[variation["change"].notna()]
    every = quotes.rows(*known["current_row"], *known["previous_row"])
    counts = {"measures": len(variation), "compared": len(known)}
    if len(known):  # else nobody can tell how many improved, which is not that none did
        counts["improved"] = improved = int((known["meaning"] == "improvement").sum())
        whole = (
            f"All {number(len(variation))}"
            if improved and improved == len(variation)
            else f"{number(improved)} of the {number(len(variation))}"
        )
        quoted.append(quotes.word("crime.improved_share", whole, method="indicators counted", rows=every))
    for name, value in counts.items():
        quoted.append(
            quotes.amount(f"crime.{name}", number(value), value, "indicators", method="indicators counted", rows=every)
        )
    quoted.append(
        quotes.word(
            "crime.message",
            wording.variation_message(variation),
            method=analysis.METHOD,
            rows=every,
        )
    )
    agree = (sums["verdict"] == "agrees").all()
    text = (
        "there is no sum to check" if sums.empty else "the figures agree" if agree else "the figures do not all agree"
    )
    quoted.append(quotes.word("crime.sums", text, method="parts added up and compared with the whole", rows=every))
    return quoted


def _of(prefix: str, row: dict) -> list[Quote]:
    made_of = quotes.rows(row["current_row"], row["previous_row"])
    method, unit = row["method"], row["unit"]
    change = {"numerator": row["change"], "denominator": row["previous"]}
    current = quotes.rows(row["current_row"])
    return [
        quotes.word(f"{prefix}.title", row["title"], method="indicator's title", rows=current),
        quotes.word(f"{prefix}.in_text", wording.lower_first(row["title"]), method="indicator's title", rows=current),
        quotes.amount(
            f"{prefix}.current",
            in_unit(row["current"], unit),
            row["current"],
            unit,
            method="as recorded",
            rows=current,
        ),
        quotes.amount(
            f"{prefix}.previous",
            in_unit(row["previous"], unit),
            row["previous"],
            unit,
            method="as recorded",
            rows=quotes.rows(row["previous_row"]),
        ),
        quotes.amount(
            f"{prefix}.change_number",
            number(abs(row["change"])),
            row["change"],
            unit,
            method=f"{method}; printed without its sign",
            rows=made_of,
        ),
        quotes.amount(
            f"{prefix}.change_percent",
            percent(abs(row["percent"])),
            row["percent"],
            "per cent",
            method=f"{method}; printed without its sign",
            rows=made_of,
            **change,
        ),
        quotes.amount(
            f"{prefix}.change_signed",
            signed(percent(row["percent"]), row["percent"]),
            row["percent"],
            "per cent",
            method=method,
            rows=made_of,
            **change,
        ),
        quotes.word(f"{prefix}.verb", wording.verb(row["change"]), method="sign of the change", rows=made_of),
        quotes.word(f"{prefix}.more_or_fewer", wording.more_or_fewer(row["change"]), method=method, rows=made_of),
        quotes.word(
            f"{prefix}.meaning",
            wording.MEANINGS[row["meaning"]],
            method="direction and polarity",
            rows=made_of,
        ),
    ]
