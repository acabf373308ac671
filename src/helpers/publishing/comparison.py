"""An area beside its peers as a report prints it: better, worse or similar only where the limits allow it."""

from collections.abc import Mapping

import pandas as pd

from helpers.analysis import peers as peers_analysis
from helpers.analysis.comparison import Funnel
from helpers.data.declarations import Peers
from helpers.periods import Period
from helpers.publishing import quotes, wording
from helpers.publishing.numbers import number
from helpers.publishing.quotes import Quote
from helpers.publishing.tables import Column, Table, Text
from helpers.publishing.wording import period_words

VERDICTS = {
    "better": "✓ Better than",
    "worse": "✗ Worse than",
    "higher": "▲ Higher than",
    "lower": "▼ Lower than",
    "similar": "≈ Similar to",
    "cannot tell": "? Cannot tell",
}
METHOD = "counts per 1,000 people against the peers' pooled rate, with funnel limits"


def places_table(places: pd.DataFrame, *, area_name: str, period: Period, peers: Peers) -> Table | Text:
    """The area's rate of each indicator, the peers' average, its place among them, and what may be said of it."""
    if places.empty:
        said = (
            f"{area_name} cannot be placed among the {peers.title} for the {period_words(period)}: no kind of recorded crime has "
            "figures and populations from which rates could be compared."
        )
        return Text("places", [said])
    rows = [
        (
            row["title"],
            with_interval(row["value"], row["lower"], row["upper"]),
            number(row["average"], 1),
            _place(row),
            f"{VERDICTS[row['verdict']]} average" if row["verdict"] != "cannot tell" else VERDICTS["cannot tell"],
        )
        for row in places.to_dict("records")
    ]
    return Table(
        name="places",
        caption=f"{area_name} among its peers: offences per 1,000 people, {period_words(period)}",
        columns=[
            Column("Recorded crime", "left", 30),
            Column(f"{area_name} (95% interval)", "right", 21),
            Column("Average", "right", 9),
            Column("Place (range)", "right", 18),
            Column("Verdict", "left", 22),
        ],
        rows=rows,
        frame=places,
        note=(
            "Place 1 is the lowest rate where lower is better, else the highest; the range holds the true place with 95% "
            "confidence, for all areas at once. The verdict is by the 95% funnel limits, which allow for an area's size and for "
            "how much areas differ anyway. Offences of which the smallest area would have fewer "
            "than 10 at the average rate are left out."
        ),
    )


def title_of(funnel: Funnel) -> str:
    """What the indicator of a funnel is called over a chart: without what its title says in brackets."""
    titles = funnel.areas["title"]
    return titles.iloc[0].partition(" (")[0] if len(titles) else "No indicator"


def with_interval(value: float, lower: float, upper: float) -> str:
    """`20.6 (20.1 to 21.0)`; without brackets where there is no interval."""
    text = number(value, 1)
    return text if pd.isna(lower) else f"{text} ({number(lower, 1)} to {number(upper, 1)})"


def sentence(row: Mapping, *, area_name: str) -> str:
    """What may be said of one indicator: better, worse, higher, lower or similar, or that nobody can tell."""
    about = f"{wording.lower_first(row['title'])} in {area_name}"
    if row["verdict"] == "cannot tell":
        return f"Nobody can tell how {about} compares: a count or population is missing."
    rates = f"{number(row['value'], 1)} offences per 1,000 people against an average of {number(row['average'], 1)}"
    verdict = {"similar": "similar to"}.get(row["verdict"], f"{row['verdict']} than")
    return (
        f"The rate of {about} was {verdict} the average of the {wording.plural(int(row['of']), 'area')} compared "
        f"({rates})."
    )


def chance_sentence(made: int, flagged: int, by_chance: float) -> str:
    """How many of the comparisons chance alone would flag, beside how many were."""
    if not made:
        return "No comparison could be made."
    expected = number(by_chance, 1 if by_chance < 10 else 0)
    one = flagged == 1
    return (
        f"Of {wording.plural(made, 'comparison')}, {number(flagged)} {'lies' if one else 'lie'} beyond the 95% limits; "
        f"{expected} would be flagged by chance if no area differed."
    )


def comparison_quotes(
    places: pd.DataFrame,
    chance: tuple[int, int, float],
    *,
    area_name: str,
    period: Period,
    peers: Peers,
    variation: pd.DataFrame,
    message: str,
) -> list[Quote]:
    """What prose may say of the area among its peers.

    Parameters
    ----------
    places : DataFrame
        What `analysis.peers.places` returns.
    chance : tuple
        What `analysis.peers.flagged_by_chance` returns.
    variation : DataFrame
        What `analysis.indicators.rolling_variation` returns.
    message : str
        The message of the funnel plot that the report shows.
    """
    quoted: list[Quote] = []
    every = quotes.rows(*places["rows"])
    for row in places.to_dict("records"):
        prefix, rows = f"peers.{quotes.key(row['indicator'])}", quotes.rows(row["rows"])
        for name in ("value", "average"):
            parts = {"numerator": row["numerator"], "denominator": row["denominator"]} if name == "value" else {}
            quoted.append(
                quotes.amount(
                    f"{prefix}.{name}",
                    number(row[name], 1),
                    row[name],
                    "per 1,000 people",
                    method=row["method"],
                    rows=rows,
                    **parts,
                )
            )
        told = sentence(row, area_name=area_name)
        quoted.append(quotes.word(f"{prefix}.sentence", told, method=row["method"], rows=rows))
        for name, chosen in (
            ("broadest", peers_analysis.broadest(places)),
            ("furthest", peers_analysis.furthest(places)),
        ):
            if row["indicator"] == chosen:
                quoted.append(quotes.word(f"peers.{name}", told, method=row["method"], rows=rows))
    made, flagged, by_chance = chance
    parts_only = ~places["whole"].astype(bool) & (places["verdict"] != "cannot tell")
    one_way = places[parts_only & places["polarity"].isin(["lower", "higher"])]
    told_apart = {name: int((one_way["verdict"] == name).sum()) for name in ("better", "worse")}
    for name, count in (("comparisons", made), ("flagged", flagged), ("judged", len(one_way)), *told_apart.items()):
        text = number(count)
        quoted.append(
            quotes.amount(f"peers.{name}", text, count, "comparisons", method="comparisons counted", rows=every)
        )
    expected = number(by_chance, 1 if by_chance < 10 else 0)
    quoted.append(
        quotes.amount("peers.by_chance", expected, by_chance, "comparisons", method="comparisons × 5%", rows=every)
    )
    quoted.append(quotes.word("peers.funnel_message", message, method=METHOD, rows=every))
    told = chance_sentence(made, flagged, by_chance)
    quoted.append(quotes.word("peers.chance", told, method="comparisons × 5%", rows=every))
    quoted.append(quotes.word("peers.summary", summary(places), method=METHOD, rows=every))
    method = "twelve months to the quarter's end"
    quoted.append(quotes.word("peers.period", period_words(period), method=method, rows=every))
    changes = quotes.rows(*variation["current_row"], *variation["previous_row"])
    told = wording.variation_message(variation)
    quoted.append(quotes.word("peers.changes", told, method="changes against the twelve months before", rows=changes))
    quoted.append(quotes.word("peers.group", peers.title, method="params/peers.yml", rows=every))
    quoted.append(quotes.word("peers.basis", peers.basis, method="params/peers.yml", rows=every))
    return quoted


def summary(places: pd.DataFrame) -> str:
    """One sentence over all indicators: how many are better, worse, similar, or otherwise different."""
    parts_only = places[~places["whole"].astype(bool)]
    found = parts_only["verdict"].value_counts()
    words = {
        "better": "better than average",
        "worse": "worse than average",
        "higher": "higher than average where neither way is better",
        "lower": "lower than average where neither way is better",
        "similar": "similar to average",
        "cannot tell": "without enough figures to tell",
    }
    parts = [
        f"{number(int(found[key]))} {'is' if found[key] == 1 else 'are'} {text}"
        for key, text in words.items()
        if key in found
    ]
    if not parts:
        return "No indicator could be compared."
    total = wording.plural(len(parts_only), "kind of recorded crime", "kinds of recorded crime")
    return f"Of {total}, {wording.listing(parts)}."


def _place(row: Mapping) -> str:
    if pd.isna(row["rank"]):
        return "not ranked"
    place, of = number(row["rank"]), number(row["of"])
    low, high = number(row["rank_lower"]), number(row["rank_upper"])
    return f"{place} of {of} ({low})" if low == high else f"{place} of {of} ({low} to {high})"
