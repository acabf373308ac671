"""A risk register as a board reads it: what stands above the threshold, and what nobody has scored."""

import pandas as pd

from helpers.publishing import quotes, wording
from helpers.publishing.numbers import number
from helpers.publishing.quotes import Quote
from helpers.publishing.tables import Column, Table, Text


def above_table(register: pd.DataFrame, above: pd.DataFrame, unscored: pd.DataFrame, *, threshold: int) -> Table | Text:
    """The risks above the threshold, then those without a score, which may be above it too."""
    if register.empty:
        return Text("risks-above", ["No risk is recorded."])
    rows = [(_sentence(row["risk"]), number(row["score"]), _lead(row)) for row in above.to_dict("records")]
    rows += [(_sentence(row["risk"]), "Not scored", _lead(row)) for row in unscored.to_dict("records")]
    if not rows:
        return Text("risks-above", [f"No risk scores {number(threshold)} or more, and every risk is scored."])
    columns = [Column("Risk", "left", 69), Column("Score", "right", 10), Column("First holder", "left", 21)]
    caption = f"Risks that score {number(threshold)} or more, and risks without a score"
    return Table("risks-above", caption, columns, rows, pd.concat([above, unscored], ignore_index=True))


def risk_quotes(register: pd.DataFrame, above: pd.DataFrame, unscored: pd.DataFrame, *, threshold: int) -> list[Quote]:
    """How many risks there are, how many are above the threshold, and how many nobody has scored; of none only that."""
    rows = quotes.rows(*register["row"])
    told = quotes.word(
        "risks.message", message(register, above, unscored, threshold), method="risks counted", rows=rows
    )
    if register.empty:
        return [told]
    counts = {"number": len(register), "above": len(above), "unscored": len(unscored), "threshold": threshold}
    quoted = [
        quotes.amount(f"risks.{name}", number(count), count, "count", method="risks counted", rows=rows)
        for name, count in counts.items()
    ]
    return [*quoted, told]


def message(register: pd.DataFrame, above: pd.DataFrame, unscored: pd.DataFrame, threshold: int) -> str:
    """The register's main message."""
    if register.empty:
        return "No risk is recorded."
    if len(unscored) == len(register):
        one = len(register) == 1
        none = "The one risk has no score" if one else f"None of the {number(len(register))} risks has a score"
        return f"{none}, so how high {'it stands' if one else 'they stand'} is not known."
    scoring = f"{number(len(above))} {'scores' if len(above) == 1 else 'score'}" if len(above) else "none scores"
    told = f"Of {wording.plural(len(register), 'risk')}, {scoring} {number(threshold)} or more"
    if unscored.empty:
        return f"{told}."
    one = len(unscored) == 1
    rest = f"{number(len(unscored))} {'has' if one else 'have'} no score"
    return f"{told}, and {rest}, so how high {'it stands' if one else 'they stand'} is not known."


def _lead(row: dict) -> str:
    return wording.first_of_leads(row["lead"])


def _sentence(text: str) -> str:
    return f"{wording.upper_first(text.rstrip('. '))}." if text else ""
