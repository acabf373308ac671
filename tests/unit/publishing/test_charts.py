"""A chart's words and bars carry the figures of its frame, and its bytes do not change."""

import re

import pandas as pd
import pytest
from matplotlib.colors import to_rgba
from pandas.testing import assert_frame_equal

from helpers import periods
from helpers.analysis import funding, indicators
from helpers.publishing import charts
from helpers.publishing.charts.variation import MEANING_COLOURS

NAN = float("nan")
Q4, YEAR = periods.parse("2011-12-Q4"), periods.parse("2011-12")
HERE = {"area": "dudley", "period": "2011-12"}


def varied(*rows: tuple) -> pd.DataFrame:
    """Rows of title, last year, this year and polarity."""
    described = [
        {"indicator": title.lower(), "title": title, "theme": "crime", "display_order": n, "unit": "offences"}
        | {"polarity": polarity, "headline": False}
        for n, (title, _, _, polarity) in enumerate(rows)
    ]
    observed = [
        {
            **HERE,
            "indicator": title.lower(),
            "period": period,
            "period_kind": "year",
            "value": value,
            "numerator": NAN,
            "denominator": NAN,
            "row": "o.csv:2",
        }
        for title, last, this, _ in rows
        for period, value in (("2010-11", last), ("2011-12", this))
    ]
    observed = pd.DataFrame(observed).astype({"value": "float64"})
    return indicators.variation(observed, pd.DataFrame(described), area="dudley", quarter=Q4, theme="crime")


def funded(*rows: tuple) -> pd.DataFrame:
    """Rows of title, amount, basis, lines and what the source calls the balance."""
    streams = [
        {
            **HERE,
            "stream": title,
            "title": title,
            "funders": "HO",
            "amount": float(amount),
            "spending_basis": basis,
        }
        | {"note": "", "row": "s.csv:2"}
        for title, amount, basis, *_ in rows
    ]
    lines = [
        {**HERE, "stream": title, "project": f"p{n}", "measure": "allocation", "amount": float(spent), "row": "l.csv:2"}
        for title, _, _, amounts, _ in rows
        for n, spent in enumerate(amounts)
    ]
    stated = [
        {**HERE, "about": "funding_streams", "subject": title, "measure": kind, "value": 1.0}
        for title, *_, kind in rows
    ]
    return funding.streams(*map(pd.DataFrame, (streams, lines, stated)), area="dudley", year=YEAR)


def variation_chart(variation: pd.DataFrame) -> charts.Chart:
    return charts.variation_bars(variation, area_name="Dudley", period=Q4)


def funding_chart(streams: pd.DataFrame) -> charts.Chart:
    return charts.funding_bars(streams, funding.totals(streams), area_name="Dudley", year=YEAR)


RISE_AND_FALL = varied(
    ("Robbery", 544, 395, "lower"),
    ("Arson", 800, 920, "lower"),
    ("Theft", 500, 500, "lower"),
    ("Visits", 1000, 1200, "neither"),
    ("Fraud", 200, 190, "lower"),
)
STREAMS = funded(
    ("Fund", 250178, "expended", (87756, 162422), None),
    ("Grant", 319469, "allocated", (223930,), "yet_to_be_allocated"),
    ("Budget", 2168357, "expended", (1961181,), "carried_forward"),
    ("Debt", 100, "expended", (150,), None),
)  # fmt: skip


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_charts_have_the_same_bytes_when_they_are_drawn_again_after_each_other(kind):
    first, again = (
        [chart.image(kind) for chart in (variation_chart(RISE_AND_FALL), funding_chart(STREAMS))] for _ in range(2)
    )

    assert again == first
    assert first[0] != first[1]
    for image in first:
        assert image.startswith(b"<?xml" if kind == "svg" else b"\x89PNG\r\n")
        assert not re.search(rb"<dc:date>|matplotlib v|Matplotlib version", image, flags=re.IGNORECASE)


def test_the_changes_are_told_in_the_order_and_with_the_numbers_of_the_frame():
    chart = variation_chart(RISE_AND_FALL)

    told = re.findall(r"(\w+) ([−+]?)([\d.]+)% \((?:([\d,]+) (fewer|more)|no change)(?:; no real change)?\)", chart.alt)
    signs = {"−": -1, "+": 1, "": 1}
    found = [
        (title, signs[sign] * float(share), int(count or 0) * (-1 if way == "fewer" else 1))
        for title, sign, share, count, way in told
    ]
    frame = chart.frame.assign(percent=chart.frame["percent"].round(1))
    assert found == list(frame[["title", "percent", "change"]].itertuples(index=False, name=None))
    assert [title for title, *_ in found] == ["Robbery", "Fraud", "Theft", "Arson", "Visits"]
    assert found[0] == ("Robbery", -27.4, -149)


def test_the_bars_have_the_lengths_labels_and_colours_of_the_frame():
    chart = variation_chart(RISE_AND_FALL)
    axes = chart.draw().axes[0]

    assert [bar.get_width() for bar in axes.patches] == chart.frame["percent"].tolist()
    assert [label.get_text() for label in axes.get_yticklabels()] == chart.frame["title"].tolist()
    labels = ["−27.4%  (149 fewer)", "−5.0%  (10 fewer; no real change)", "0.0%  (no change)"]
    labels += ["+15.0%  (120 more)", "+20.0%  (200 more)"]
    assert [label.get_text() for label in axes.texts] == labels
    colours = [
        to_rgba(MEANING_COLOURS[meaning])
        for meaning in ("improvement", "no real change", "no change", "deterioration", "change")
    ]
    assert [bar.get_facecolor() for bar in axes.patches] == colours
    ends = [tuple(line[:, 0]) for line in axes.collections[1].get_segments()]
    assert ends == list(chart.frame[["percent_lower", "percent_upper"]].itertuples(index=False, name=None))


def test_a_key_tells_what_the_colours_of_bars_mean_unless_there_is_one_only():
    (key,) = variation_chart(RISE_AND_FALL).draw().legends
    words = [text.get_text() for text in key.get_texts()]
    assert words == ["Improvement", "Deterioration", "Change, neither better nor worse", "No real change", "No change"]
    assert not variation_chart(RISE_AND_FALL.iloc[:1]).draw().legends


def test_a_chart_says_its_message_in_its_words_and_in_a_notebook():
    chart = variation_chart(RISE_AND_FALL)

    extremes = "The largest change was in robbery (down 27.4%), the smallest in theft (no change)"
    chance = "3 of them by more than chance would explain"
    assert chart.message == f"2 of 5 measures fell and 2 rose, {chance}. {extremes}."
    start = "Bar chart of the change in each indicator from 2010/11 to 2011/12, in per cent."
    assert chart.alt.startswith(f"{start} {chart.message}")
    assert repr(chart) == f"Change in each indicator, Dudley, 2010/11 to 2011/12\n{chart.message}"
    picture, shown = chart._repr_png_()
    assert picture.startswith(b"\x89PNG\r\n")
    assert int.from_bytes(picture[16:20]) == 1340  # 6.7 inches of 200 dots, shown as 96 pixels each
    assert shown == {"width": 643}


@pytest.mark.parametrize("last", [NAN, 0])
def test_an_indicator_without_a_percentage_is_left_out_and_said_so(last):
    chart = variation_chart(
        varied(("Robbery", 544, 395, "lower"), ("Arson", last, 92, "lower"), ("Theft", last, 500, "lower"))
    )

    assert chart.frame["title"].tolist() == ["Robbery"]
    assert chart.message == "Robbery fell by 27.4%, more than chance would explain."
    assert chart.alt.endswith(" Robbery −27.4% (149 fewer). No change can be shown for Arson and Theft.")


@pytest.mark.parametrize("variation", [varied(("Arson", NAN, 92, "lower")), RISE_AND_FALL.iloc[:0]])
def test_without_last_year_a_chart_says_that_it_shows_nothing(variation):
    chart = variation_chart(variation)

    said = "No indicator has a figure for the year before"
    assert [text.get_text() for text in chart.draw().axes[0].texts] == [said]
    assert chart.message == f"{said}, so no change can be shown."
    assert len(chart.frame) == 0
    assert chart.image("svg").startswith(b"<?xml")


def test_the_words_of_an_empty_chart_are_sentences():
    assert " ." not in variation_chart(varied(("Arson", NAN, 92, "lower"))).alt


def test_two_indicators_with_one_title_have_a_bar_each():
    twins = varied(("Robbery", 1000, 900, "lower"), ("Robbery ", 1000, 700, "lower")).assign(title="Robbery")
    axes = variation_chart(twins).draw().axes[0]

    assert [bar.get_width() for bar in axes.patches] == [-30.0, -10.0]


def test_the_streams_are_told_with_the_numbers_of_the_frame():
    chart = funding_chart(STREAMS)

    pattern = r"(\w+) £([\d,]+), £([\d,]+) (?:expended on|allocated to) (\d+) project lines?(?:; £([\d,]+) ([^;]+?))?(?:;|\.$)"
    told = [
        (title, *(int(n.replace(",", "") or 0) for n in numbers), what)
        for title, *numbers, what in re.findall(pattern, chart.alt)
    ]
    kinds = {
        "none": "",
        "overspent": "more set against it than was received",
        "yet_to_be_allocated": "yet to be allocated",
        "carried_forward": "carried forward to 2012/13",
    }
    wanted = STREAMS.assign(balance=STREAMS["balance"].abs(), what=STREAMS["balance_kind"].map(kinds))
    columns = ["title", "amount", "lines_total", "projects", "balance", "what"]
    assert told == list(wanted[columns].itertuples(index=False, name=None))
    assert told[2] == ("Budget", 2168357, 1961181, 1, 207176, "carried forward to 2012/13")
    assert chart.frame["title"].tolist() == [title for title, *_ in told]


def test_a_streams_bars_are_what_its_lines_took_and_what_is_left():
    axes = funding_chart(STREAMS).draw().axes[0]

    bars = [(bar.get_x(), bar.get_width()) for bar in axes.patches]
    assert bars == [(0, 250178), (0, 223930), (223930, 95539), (0, 1961181), (1961181, 207176), (0, 150)]
    assert [bar.get_hatch() for bar in axes.patches] == [None, None, "////", None, "////", None]


def test_an_overspent_streams_bar_is_drawn_to_its_end():
    axes = funding_chart(funded(("Debt", 100, "expended", (90, 60), None))).draw().axes[0]

    assert axes.get_xlim()[1] >= max(bar.get_width() for bar in axes.patches)


def test_a_stream_whose_amount_is_to_follow_does_not_stop_the_chart():
    chart = funding_chart(funded(("Fund", NAN, "expended", (5,), None)))

    assert chart.image("svg").startswith(b"<?xml")


def test_an_amount_that_is_to_follow_is_said_once_to_be_so():
    alt = funding_chart(funded(("Fund", 100, "expended", (5, NAN), None), ("Grant", 9, "expended", (9,), None))).alt

    assert "amount is to follow" in alt
    assert "not available expended" not in alt
    assert "not available not known" not in alt


def test_a_chart_of_no_streams_says_that_there_are_none():
    chart = funding_chart(STREAMS.iloc[:0])

    assert [text.get_text() for text in chart.draw().axes[0].texts] == ["No funding stream is recorded"]


def test_the_callers_frames_are_not_altered():
    before = RISE_AND_FALL.copy(deep=True), STREAMS.copy(deep=True)

    variation_chart(RISE_AND_FALL).draw()
    funding_chart(STREAMS).draw()

    assert_frame_equal(RISE_AND_FALL, before[0])
    assert_frame_equal(STREAMS, before[1])
