"""Funding as a report prints it."""

from dataclasses import replace

import pandas as pd

from helpers.analysis import funding as analysis
from helpers.periods import Period
from helpers.publishing import markdown, marks, quotes, wording
from helpers.publishing.numbers import percent, pounds
from helpers.publishing.quotes import Quote
from helpers.publishing.tables import Column, Group, Table, Text

BASIS = {"expended": "Expended", "allocated": "Allocated"}


def streams_table(streams: pd.DataFrame, totals: pd.Series, *, area_name: str, year: Period) -> Table:
    """Every stream: what was received, what its projects took, the balance and what became of it; and the total."""
    rows = [
        (
            row["title"],
            funders(row["funders"]),
            marks.marked(pounds(row["published"]), row["corrected"]),
            pounds(row["lines_total"]),
            pounds(row["balance"]),
            wording.balance(row["balance_kind"], year.year_after().words),
        )
        for row in marks.with_corrections(streams, "amount").to_dict("records")
    ]
    rows.append(
        (
            "All streams",
            "",
            pounds(totals["amount"]),
            pounds(totals["lines_total"]),
            pounds(totals["balance"]),
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
                    marks.told((row["title"], row.get("corrected")) for row in streams.to_dict("records")),
                ),
            )
        ),
    )


def brief_table(streams: pd.DataFrame, totals: pd.Series, *, area_name: str, year: Period) -> Table:
    """The same for a paper of a page or two: without funders and notes."""
    whole = streams_table(streams, totals, area_name=area_name, year=year)
    kept = [place for place, column in enumerate(whole.columns) if column.title != "Funded by"]
    return replace(
        whole,
        name="streams-brief",
        columns=[whole.columns[place] for place in kept],
        rows=[[row[place] for place in kept] for row in whole.rows],
        note="",
    )


def detail(streams: pd.DataFrame, lines: pd.DataFrame, checks: pd.DataFrame, *, year: Period) -> Group:
    """One table a stream: every project line, the sub-total, what the source states for it, and the balance."""
    return Group("funding-detail", [_stream(row, lines, checks, year) for row in streams.to_dict("records")])


def checks_table(checks: pd.DataFrame) -> Table:
    """The totals and balances that the source prints beside the same figures worked out again."""
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
        return "No printed total of the source contradicts its own lines."
    verb = "contradicts" if number == 1 else "contradict"
    return f"{wording.plural(number, 'printed total')} of the source {verb} its own lines."


def funders(text: str) -> str:
    """Funders as a sentence lists them: `Department of Health, Home Office and police contributions`."""
    return wording.listing([part.strip() for part in text.split(";")])


def _more_or_less(difference: float) -> str:
    return "more" if difference > 0 else "less"


def _stream(row: dict, lines: pd.DataFrame, checks: pd.DataFrame, year: Period) -> Table:
    here = lines[lines["stream"] == row["stream"]]
    cells = [
        (
            line["project"],
            marks.marked(pounds(line["published"]), line["corrected"]),
            percent(100 * line["share"]),
        )
        for line in marks.with_corrections(here, "amount").to_dict("records")
    ]
    bold = {len(cells)}
    cells.append(
        (
            f"Project lines added up ({BASIS[row['spending_basis']].lower()})",
            pounds(row["lines_total"]),
            percent(100.0 if row["lines_total"] > 0 else float("nan")),
        )
    )
    for check in checks[checks["subject"] == row["stream"]].to_dict("records"):
        label = f"Printed by the source as {check['measure'].replace('_', ' ')}"
        if check["verdict"] == "disagrees":
            label += f" ({pounds(abs(check['difference']))} {_more_or_less(check['difference'])} than its rows)"
        cells.append((label, marks.marked(f"£{check['printed'].lstrip('£')}", check["corrected"]), ""))
    bold.add(len(cells))
    left = wording.lower_first(wording.balance(row["balance_kind"], year.year_after().words))
    cells.append((f"Balance of the {pounds(row['amount'])} received: {left}", pounds(row["balance"]), ""))
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
    note = " ".join(filter(None, (f"{row['note']}." if row["note"] else "", marks.told(corrections))))
    caption = f"{row['title']} – {funders(row['funders'])} – {pounds(row['amount'])}"
    frame = here.assign(received=row["amount"], method=row["method"])
    return Table(f"stream-{row['stream']}", caption, columns, cells, frame, frozenset(bold), note)
