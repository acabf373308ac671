"""What a report tells of the data's own quality: contradictions, gaps, exclusions and corrections."""

import re
from dataclasses import replace

import pandas as pd

from helpers.analysis import figures
from helpers.analysis.disclosure import MARK
from helpers.analysis.recomputation import CANNOT_TELL, DISAGREES, METHOD, POSSIBLE
from helpers.publishing import findings, quotes, wording
from helpers.publishing.numbers import number
from helpers.publishing.quotes import Quote
from helpers.publishing.tables import Column, Group, Table, Text

STATUSES = {
    "nil": "None: the document says so in words",
    "to_follow": "To follow",
    "awaiting_information": "Awaiting information",
    "no_update": "No update available",
    "not_available": "Not available",
    "not_applicable": "Not applicable",
    "to_be_identified": "To be identified",
    "not_stated": "A place left blank",
}


def documents_table(documents: pd.DataFrame) -> Table:
    """Each document: what is carried, what is not, and what came of working its figures out again."""
    counts = ("carried", "excluded", "agrees", "disagrees", "cannot_tell")
    rows = [
        (f"{row['document']} {row['title']}", *(number(row[column]) for column in counts))
        for row in documents.to_dict("records")
    ]
    rows.append(("All documents", *(number(documents[column].sum()) for column in counts)))
    columns = [Column("Document", "left", 46), Column("Carried", "right", 10), Column("Not carried", "right", 10)]
    columns += [Column("Agree", "right", 9), Column("Disagree", "right", 10), Column("Cannot be checked", "right", 10)]
    note = (
        "Carried and not carried count the documents’ numbered figures, actions, risks and headings. The other columns "
        "count the figures that could be worked out again from others."
    )
    caption = "The documents: what is carried as data, and whether its figures follow from one another"
    return Table("documents", caption, columns, rows, documents, totals=frozenset({len(rows) - 1}), note=note)


def disagreements_table(found: pd.DataFrame, area_names: pd.Series) -> Group | Text:
    """Every figure that its own inputs do not give, document by document; or a sentence that there is none."""
    chosen = found[found["verdict"] == DISAGREES]
    if chosen.empty:
        return Text("disagreements", ["No document contradicts itself, as far as its figures can be worked out again."])
    columns = [Column("Line", "right", 8), Column("Figure", "left", 31), Column("Published", "right", 13)]
    columns += [Column("Recomputed", "right", 17), Column("What would explain it", "left", 40)]
    tables = []
    for document, rows in chosen.groupby("document", sort=False):
        cells = [
            (
                str(row["line"]),
                f"{area_names.get(row['area'], row['area'])}: {row['subject']}",
                row["printed"],
                _again(row),
                _told(row["explanation"]) + (" (correction declared)" if row["declared"] else ""),
            )
            for row in rows.to_dict("records")
        ]
        caption = f"Document {document}: figures that their own inputs do not give"
        tables.append(Table(f"disagreements-{document}", caption, columns, cells, _flat(rows)))
    return Group("disagreements", tables)


def contradictions(found: pd.DataFrame, areas: pd.DataFrame) -> Table | Text:
    """The figures of one document that its own inputs do not give, in one table; or a sentence that there is none."""
    group = disagreements_table(found, areas.set_index("area")["name"])
    if isinstance(group, Text):
        return Text(
            "document-contradictions", ["Every figure that can be worked out again from others in the document agrees."]
        )
    caption = "Published figures beside what the document’s other figures give"
    return replace(group.tables[0], name="document-contradictions", caption=caption)


def unknowable_table(found: pd.DataFrame, area_names: pd.Series) -> Table | Text:
    """The figures whose inputs the documents give only in part, or leave open; or a sentence that there is none."""
    chosen = found[found["verdict"] == CANNOT_TELL]
    if chosen.empty:
        return Text("unknowable", ["Every figure that has inputs can be checked."])
    rows = [
        (
            f"{row['document']}, {_kind_of_place(row['locator'])} {row['line']}",
            f"{area_names.get(row['area'], row['area'])}: {row['subject']}",
            row["printed"],
            _told(row["explanation"]),
        )
        for row in chosen.to_dict("records")
    ]
    columns = [Column("Place", "left", 14), Column("Figure", "left", 38), Column("Published", "right", 14)]
    columns += [Column("Why", "left", 40)]
    return Table("unknowable", "Figures that cannot be checked, and why", columns, rows, _flat(chosen))


def missing_table(missing: pd.DataFrame) -> Table | Text:
    """In which ways values are missing, and in which words; or a sentence that none is."""
    if missing.empty:
        return Text("missing", ["No value is missing."])
    rows = [
        (
            STATUSES[row["status"]],
            wording.upper_first(row["table"].replace("_", " ")),
            number(row["rows"]),
            row["words"] or "(blank)",
        )
        for row in missing.to_dict("records")
    ]
    columns = [Column("What it means", "left", 30), Column("Table", "left", 16), Column("Rows", "right", 8)]
    columns += [Column("As printed", "left", 46)]
    # A published column called `rows` names the rows behind a figure; here they are counted, and the counts are printed.
    data = missing.rename(columns={"rows": "count"})
    return Table("missing", "How missing values are marked, by table", columns, rows, data)


def exclusions_table(exclusions: pd.DataFrame, sources: pd.DataFrame) -> Table | Text:
    """What is not carried as data, and why; or a sentence that all of it is."""
    if exclusions.empty:
        return Text("exclusions", ["Every figure that was numbered is carried as data."])
    documents = figures.documents(sources)
    rows = [
        (documents.get(row["source"], ""), number(row["count"]), row["reason"]) for row in exclusions.to_dict("records")
    ]
    columns = [Column("Document", "left", 14), Column("How many", "right", 12), Column("Why", "left", 74)]
    frame = exclusions.assign(method="listed")
    return Table("exclusions", "What is left out of the data, and why", columns, rows, frame)


def corrections_table(corrections: pd.DataFrame) -> Table | Text:
    """The corrections that are declared, or a sentence saying that there is none."""
    if corrections.empty:
        return Text("corrections", ["No correction is declared."])
    rows = [
        (row["figure"], row["field"], row["old_value"], row["new_value"], row["reason"], row["authority"])
        for row in corrections.to_dict("records")
    ]
    columns = [Column("Figure", "left", 11), Column("Field", "left", 11), Column("Published", "right", 12)]
    columns += [Column("Corrected", "right", 12), Column("Reason", "left", 34), Column("Authority", "left", 24)]
    frame = corrections.assign(method="declared")
    return Table("corrections", "Declared corrections", columns, rows, frame)


def quality_quotes(documents: pd.DataFrame, found: pd.DataFrame, corrections: pd.DataFrame) -> list[Quote]:
    """How many figures there are, and what came of them."""
    every = quotes.rows(*found["row"])
    sums = documents[["carried", "excluded", "agrees", "disagrees", "cannot_tell", "declared"]].sum()
    words = {"recomputed": len(found), "corrections": len(corrections), "documents": len(documents)} | sums.to_dict()
    found_quotes = [
        quotes.amount(f"quality.{name}", number(value), value, "figures", method="figures counted", rows=every)
        for name, value in words.items()
    ]
    return [*found_quotes, quotes.word("quality.message", message(sums, len(found)), method=METHOD, rows=every)]


def message(sums: pd.Series, recomputed: int) -> str:
    """How many of the figures with inputs follow from them: a sentence without its full stop.

    Parameters
    ----------
    sums : Series
        `agrees, disagrees, cannot_tell`.
    """
    if not recomputed:
        return "The documents give inputs for no figure, so none could be worked out again"
    agrees, disagrees, cannot_tell = (int(sums[name]) for name in ("agrees", "disagrees", "cannot_tell"))
    parts = [
        f"{number(agrees)} {'follows' if agrees == 1 else 'follow'} from them",
        f"{number(disagrees)} {'does' if disagrees == 1 else 'do'} not",
        f"{number(cannot_tell)} cannot be checked",
    ]
    told = [part for part, count in zip(parts, (agrees, disagrees, cannot_tell), strict=True) if count]
    joined = f"{', '.join(told[:-1])}, and {told[-1]}" if len(told) > 1 else told[0]
    return f"The documents give inputs for {wording.plural(recomputed, 'figure')}: {joined}"


def _kind_of_place(locator: str) -> str:
    """Whether a locator names a line of a text or a row of a sheet."""
    return "row" if re.search(r"\brows? \d", locator) and not re.search(r"\blines? \d", locator) else "line"


def _again(row: dict) -> str:
    if not findings.unrounded(row["recomputed"]):
        # Nothing comes of a whole number that there cannot be; what else is blank is hidden.
        return "Impossible" if row["formula"] == POSSIBLE else MARK
    before, after = ("£" if "£" in row["printed"] else ""), ("%" if row["printed"].endswith("%") else "")
    return f"{before}{row['recomputed_as_published']:,f}{after}"


def _told(explanation: str) -> str:
    """An explanation as sentences: what begins with a capital after a semicolon is one of its own."""
    return re.sub(r"; (?=[A-Z][a-z]* )", ". ", wording.upper_first(explanation))


def _flat(found: pd.DataFrame) -> pd.DataFrame:
    """The findings as they are published in a CSV: texts in place of fractions."""
    return found.assign(
        recomputed=[findings.unrounded(value) for value in found["recomputed"]],
        recomputed_as_published=[row["recomputed_as_published"] for row in findings.records(found)],
    )
