"""Funding as a report prints it."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from helpers.analysis import funding as analysis
from helpers.periods import Period
from helpers.publishing import markdown, marks, quotes, wording
from helpers.publishing.numbers import percent, pounds
from helpers.publishing.quotes import Quote
from helpers.publishing.tables import Column, Group, Table, Text
from helpers.publishing.wording import DASH

BASIS = {"expended": "Expended", "allocated": "Allocated"}
NOT_KNOWN = "A dash: not known, since an amount is to follow or no project line is recorded."


def streams_table(streams: pd.DataFrame, totals: pd.Series, *, area_name: str, year: Period) -> Table | Text:
    """Every stream: what was received, what its projects took, the balance and what became of it; and the total.

    A sentence where no stream is recorded: a partnership may have had no money of its own.
    """
    if streams.empty:
        said = f"No funding of {area_name} is recorded for {year.words}, so nothing is said of money received, spent or left."
        return Text("streams", [said])
    rows = [
        (
            row["title"],
            funders(row["funders"]),
            marks.marked(_amount(row["published"]), row["corrected"]),
            _of_lines(row, "lines_total"),
            _of_lines(row, "balance"),
            wording.balance(row["balance_kind"], year.year_after().words),
        )
        for row in marks.with_corrections(streams, "amount").to_dict("records")
    ]
    rows.append(
        (
            "All streams",
            "",
            _amount(totals["amount"]),
            _amount(totals["lines_total"]),
            _amount(totals["balance"]),
            "",
        )
    )
    columns = [
        Column("Funding stream", "left", 24),
        Column("Funded by", "left", 24),
        Column("Received", "right", 13),
    ]
    columns += [
        Column("Set against projects", "right", 14),
        Column("Balance", "right", 12),
        Column("Balance is", "left", 19),
    ]
    return Table(
        name="streams",
        caption=f"Funding streams, {area_name}, {year.words}: received, set against projects, and balance",
        columns=columns,
        rows=rows,
        frame=streams,
        totals=frozenset({len(rows) - 1}),
        note=" ".join(
            filter(
                None,
                (
                    "Amounts set against projects are the project lines added up; they are listed in full in the appendix.",
                    NOT_KNOWN if _has_dash(rows) else "",
                    marks.told((row["title"], row.get("corrected")) for row in streams.to_dict("records")),
                ),
            )
        ),
    )


def brief_table(streams: pd.DataFrame, totals: pd.Series, *, area_name: str, year: Period) -> Table | Text:
    """The same for a paper of a page or two: without funders and notes."""
    whole = streams_table(streams, totals, area_name=area_name, year=year)
    if isinstance(whole, Text):
        return replace(whole, name="streams-brief")
    kept = [place for place, column in enumerate(whole.columns) if column.title != "Funded by"]
    return replace(
        whole,
        name="streams-brief",
        columns=[whole.columns[place] for place in kept],
        rows=[[row[place] for place in kept] for row in whole.rows],
        note="",
    )


def detail(streams: pd.DataFrame, lines: pd.DataFrame, checks: pd.DataFrame, *, year: Period) -> Group | Text:
    """One table a stream: every project line, the sub-total, what the source states for it, and the balance."""
    if streams.empty:
        return Text("funding-detail", [f"No funding stream is recorded for {year.words}, so there is none to list."])
    return Group("funding-detail", [_stream(row, lines, checks, year) for row in streams.to_dict("records")])


def checks_table(checks: pd.DataFrame) -> Table | Text:
    """The totals and balances that the source prints beside the same figures worked out again."""
    if checks.empty:
        said = "The source prints no total or balance of a funding stream that could be worked out again."
        return Text("funding-checks", [said])
    rows = [
        (
            row["title"],
            wording.upper_first(row["measure"].replace("_", " ")),
            marks.marked(f"£{row['printed'].lstrip('£')}", row["corrected"]),
            pounds(row["recomputed"]),
            pounds(row["difference"]),
            wording.upper_first(row["verdict"]),
        )
        for row in checks.to_dict("records")
    ]
    columns = [
        Column("Funding stream", "left", 30),
        Column("Figure", "left", 18),
        Column("Printed", "right", 13),
    ]
    columns += [
        Column("Recomputed", "right", 13),
        Column("Difference", "right", 12),
        Column("Verdict", "left", 11),
    ]
    caption = "Totals and balances as the source prints them, and as its own rows give them"
    note = marks.told((row["title"], row["corrected"]) for row in checks.to_dict("records"))
    return Table("funding-checks", caption, columns, rows, checks, note=note)


def disagreements_text(disagreements: pd.DataFrame) -> Text:
    """A warning for each printed total that the source's own rows do not give, or a sentence saying that all agree."""
    if disagreements.empty:
        return Text(
            "funding-disagreements",
            ["No total or balance that the source prints contradicts its own rows."],
        )
    blocks = []
    for row in disagreements.to_dict("records"):
        away = f"{pounds(abs(row['difference']))} {_more_or_less(row['difference'])}"
        title = markdown.attribute(f"The source contradicts itself: {row['title']}")
        of_lines = row["measure"] in analysis.TOTALS
        ours = (
            "the project lines above that figure add up to"
            if of_lines
            else "what was received less the project lines is"
        )
        blocks.append(
            f'::: {{.callout-warning title="{title}"}}\n'
            f"The source prints £{row['printed'].lstrip('£')} as {row['measure'].replace('_', ' ')}, but {ours} "
            f"{pounds(row['recomputed'])}. The printed figure is {away} than its rows. This report uses the rows and shows "
            f"both figures; the printed one stands at {row['locator']} of the source.\n:::"
        )
    return Text("funding-disagreements", blocks)


def funding_quotes(streams: pd.DataFrame, totals: pd.Series, disagreements: pd.DataFrame) -> list[Quote]:
    """What prose may say of each stream and of all together."""
    quoted: list[Quote] = []
    for row in streams.to_dict("records"):
        prefix, made_of = f"funding.{quotes.key(row['stream'])}", quotes.rows(row["row"], row["lines_rows"])
        for name in ("amount", "lines_total", "balance"):
            quoted.append(
                quotes.amount(
                    f"{prefix}.{name}",
                    pounds(row[name]),
                    row[name],
                    "pounds",
                    method=row["method"],
                    rows=made_of,
                )
            )
        quoted.append(
            quotes.word(f"{prefix}.title", row["title"], method="stream's title", rows=quotes.rows(row["row"]))
        )
    if streams.empty:
        return quoted
    every = quotes.rows(*streams["row"], *streams["lines_rows"])
    method = analysis.METHOD
    for name in ("amount", "lines_total", "balance", "carried_forward", "yet_to_be_allocated"):
        value = totals[name]
        quoted.append(quotes.amount(f"funding.total.{name}", pounds(value), value, "pounds", method=method, rows=every))
    share = 100 * totals["lines_total"] / totals["amount"] if totals["amount"] else float("nan")
    parts = {"numerator": totals["lines_total"], "denominator": totals["amount"]}
    quoted.append(
        quotes.amount("funding.total.share", percent(share), share, "per cent", method=method, rows=every, **parts)
    )
    counts = (
        ("streams", len(streams), wording.plural(len(streams), "funding stream")),
        ("projects", totals["projects"], wording.plural(int(totals["projects"]), "project line")),
        ("disagreements", len(disagreements), wording.plural(len(disagreements), "printed total")),
    )
    for name, value, text in counts:
        quoted.append(quotes.amount(f"funding.{name}", text, value, "count", method="rows counted", rows=every))
    message = wording.streams_message(streams, totals)
    contradictions = _contradictions(len(disagreements))
    return [
        *quoted,
        quotes.word("funding.message", message, method=method, rows=every),
        quotes.word("funding.contradictions", contradictions, method="rows counted", rows=every),
    ]


def _contradictions(number: int) -> str:
    if number == 0:
        return "Every total that the source prints agrees with its own lines."
    verb = "does" if number == 1 else "do"
    return f"The source prints {wording.plural(number, 'total')} that {verb} not agree with its own lines."


def funders(text: str) -> str:
    """Funders as a sentence lists them: `Department of Health, Home Office and police contributions`."""
    return wording.listing([part.strip() for part in text.split(";")])


def _amount(value: float) -> str:
    return DASH if pd.isna(value) else pounds(value)


def _of_lines(row: dict, column: str) -> str:
    """What follows from a stream's project lines; a dash where there is none, nor a word of what became of the money."""
    return DASH if row["balance_kind"] == "no lines" else _amount(row[column])


def _share(value: float) -> str:
    return DASH if pd.isna(value) else percent(value)


def _amount_in_words(value: float) -> str:
    return "amount to follow" if pd.isna(value) else pounds(value)


def _has_dash(rows: Sequence[Sequence[str]]) -> bool:
    return any(DASH in row for row in rows)


def _more_or_less(difference: float) -> str:
    return "more" if difference > 0 else "less"


def _stream(row: dict, lines: pd.DataFrame, checks: pd.DataFrame, year: Period) -> Table:
    here = lines[lines["stream"] == row["stream"]]
    cells = [
        (
            line["project"],
            marks.marked(_amount(line["published"]), line["corrected"]),
            _share(100 * line["share"]),
        )
        for line in marks.with_corrections(here, "amount").to_dict("records")
    ]
    bold = {len(cells)}
    cells.append(
        (
            f"Project lines added up ({BASIS[row['spending_basis']].lower()})",
            _of_lines(row, "lines_total"),
            _share(100.0 if row["lines_total"] > 0 else float("nan")),
        )
    )
    for check in checks[checks["subject"] == row["stream"]].to_dict("records"):
        label = f"Printed by the source as {check['measure'].replace('_', ' ')}"
        if check["verdict"] == "disagrees":
            label += f" ({pounds(abs(check['difference']))} {_more_or_less(check['difference'])} than its rows)"
        cells.append((label, marks.marked(f"£{check['printed'].lstrip('£')}", check["corrected"]), ""))
    bold.add(len(cells))
    left = wording.lower_first(wording.balance(row["balance_kind"], year.year_after().words))
    received = f" of the {pounds(row['amount'])} received" if pd.notna(row["amount"]) else ""
    cells.append((f"Balance{received}: {left}", _of_lines(row, "balance"), ""))
    columns = [
        Column("Project", "left", 70),
        Column("Amount", "right", 16),
        Column("Share of lines", "right", 16),
    ]
    corrections = [(row["title"], row.get("corrected"))]
    corrections += [(line["project"], line.get("corrected")) for line in here.to_dict("records")]
    corrections += [
        (check["measure"].replace("_", " "), check["corrected"])
        for check in checks[checks["subject"] == row["stream"]].to_dict("records")
    ]
    dashes = NOT_KNOWN if _has_dash(cells) else ""
    note = " ".join(filter(None, (f"{row['note']}." if row["note"] else "", dashes, marks.told(corrections))))
    caption = f"{row['title']} – {funders(row['funders'])} – {_amount_in_words(row['amount'])}"
    frame = here.assign(received=row["amount"], method=row["method"])
    return Table(f"stream-{row['stream']}", caption, columns, cells, frame, frozenset(bold), note)
