"""Counts are set against the people of the right year."""

import pandas as pd
import pytest

from helpers import periods
from helpers.analysis import indicators, rates
from helpers.data import catalogue, loading

NAN = float("nan")
Q4 = periods.parse("2011-12-Q4")


def people(*rows: tuple) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["area", "period", "population"])
    return frame.assign(row=[f"p.csv:{n}" for n in range(2, len(rows) + 2)])


PEOPLE = people(
    ("dudley", "2010-06", 1_000), ("dudley", "2011-06", 2_000), ("dudley", "2012-06", 4_000), ("walsall", "2011-06", 9)
)


@pytest.mark.parametrize(
    ("period", "population"),
    [("2011-12", 2_000), ("2010-11", 1_000), ("2011-12-Q1", 2_000), ("2012-13", 4_000), ("YE-2030-12", 4_000)],
)
def test_the_latest_estimate_before_a_periods_end_stands_for_it(period, population):
    assert rates.population_at(PEOPLE, periods.parse(period)).loc["dudley", "population"] == population


def test_an_estimate_from_after_a_periods_end_is_never_used():
    assert rates.population_at(PEOPLE, periods.parse("2009-10")).empty


def variation(current: float, previous: float, unit="offences") -> pd.DataFrame:
    row = {"indicator": "robbery", "title": "Robbery", "unit": unit, "polarity": "lower"}
    row |= {"current": current, "previous": previous, "current_row": "o.csv:3", "previous_row": "o.csv:2"}
    return pd.DataFrame([row])


def test_a_rate_has_its_own_years_people_its_rows_and_its_change():
    row = rates.rates(variation(40, 30), PEOPLE, area="dudley", quarter=Q4).iloc[0]

    assert (row["rate"], row["previous_rate"], row["change"]) == (20, 30, -10)
    assert row["rows"] == "o.csv:3; o.csv:2; p.csv:3; p.csv:2"
    assert row["change_lower"] < -10 < row["change_upper"]
    assert row["population_period"] == "2011-06"


@pytest.mark.parametrize("table", [people(), PEOPLE.iloc[1:2], PEOPLE.iloc[3:]])
def test_without_the_people_of_both_years_there_are_no_rates(table):
    assert rates.rates(variation(40, 30), table, area="dudley", quarter=Q4).empty


def test_shares_have_no_rate():
    assert rates.rates(variation(40, 30, "per cent"), PEOPLE, area="dudley", quarter=Q4).empty


def test_dudleys_burglary_is_3_4_for_every_thousand(project):
    described = catalogue.read(project.data)
    tables = {
        name: loading.load(project.data, described[name]) for name in ("observations", "indicators", "populations")
    }
    changed = indicators.variation(
        tables["observations"], tables["indicators"], area="dudley", quarter=Q4, theme="crime"
    )
    table = rates.rates(changed, tables["populations"], area="dudley", quarter=Q4).set_index("indicator")

    # 1,077 ÷ 313,261 and 1,490 ÷ 312,206 × 1,000
    assert table.loc["burglary-dwelling", "rate"] == pytest.approx(3.43803, abs=1e-5)
    assert table.loc["burglary-dwelling", "previous_rate"] == pytest.approx(4.77249, abs=1e-5)
