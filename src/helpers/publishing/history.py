"""Years on end as a report prints them: a small line and a reading in a table, and one chart."""

import pandas as pd

from helpers.analysis.spc import POINTS
from helpers.publishing import charts, wording
from helpers.publishing.charts.base import Chart
from helpers.publishing.charts.sparkline import ICONS, icon, sparkline
from helpers.publishing.numbers import in_unit
from helpers.publishing.tables import Column, Table, Text


def history_table(charted: pd.DataFrame, readings: pd.DataFrame, *, area_name: str) -> Table | Text:
    """Every series as a small line, its latest figure, and what its control chart says of it; a sentence where there is none.

    Parameters
    ----------
    charted, readings : DataFrame
        What `analysis.history.histories` and `readings` return.
    """
    if readings.empty:
        said = f"No recorded crime of two whole years or more is known for {area_name}, so no longer run can be shown."
        return Text("history", [said])
    rows = []
    for row in readings.to_dict("records"):
        series = charted[charted["indicator"] == row["indicator"]]
        line = sparkline(
            series["value"],
            name=f"spark-{row['indicator']}",
            title=row["title"],
            unit=row["unit"],
            periods=series["period"].tolist(),
        )
        latest = in_unit(row["value"], row["unit"])
        rows.append(
            (row["title"], f"{row['first']} to {row['last']}", line, latest, icon(row["variation"]), _words(row))
        )
    note = (
        f"A control chart needs {POINTS} years to tell what is usual. Each line spans its own lowest to highest figure: it "
        "shows the course, not the size."
    )
    return Table(
        name="history",
        caption=f"Recorded crime over the years, {area_name}",
        columns=[
            Column("Offences", "left", 24),
            Column("Years", "left", 20),
            Column("Course", "left", 15),
            Column("Latest", "right", 10),
            Column("Sign", "left", 7),
            Column("What the control chart says", "left", 28),
        ],
        rows=rows,
        frame=readings,
        note=note,
    )


def history_chart(charted: pd.DataFrame, indicator: str, *, area_name: str) -> Chart:
    """One series: a control chart where it has the years for one, else its plain course, which says so.

    Parameters
    ----------
    charted : DataFrame
        What `analysis.history.histories` returns.
    indicator : str
        Key of the series; empty where there is none, which the chart says.
    """
    series = charted[charted["indicator"] == indicator].reset_index(drop=True)
    title = series["title"].iloc[0] if len(series) else "No series of years"
    unit = series["unit"].iloc[0] if len(series) else "offences"
    about = {"name": "history-chart", "title": title, "unit": unit, "area_name": area_name}
    if len(series) and series["enough"].any():
        return charts.control_chart(series, **about)
    few = f"{len(series)} years are too few for control limits, which need {POINTS}." if len(series) else ""
    return charts.trend_chart(series[["indicator", "period", "value", "method"]], **about, note=few)


def _words(row: dict) -> str:
    if row["variation"] == "too-few":
        return f"Too few years to tell: {row['points']} of {POINTS}"
    said = wording.upper_first(ICONS[row["variation"]][2].split(": ", 1)[1])
    rules = row["rules"].replace("; ", ", ")
    return f"{said} ({rules})" if rules else said
