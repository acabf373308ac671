"""Tile maps: squares of one size in their places, each with name, figure and verdict in words."""

import re
from functools import partial

import pandas as pd
import pytest
from matplotlib.colors import to_rgba
from pandas.testing import assert_frame_equal

from helpers.data import declarations
from helpers.publishing.charts import Chart, tile_map
from helpers.publishing.charts.tiles import TINTS

NAN = float("nan")
PLACES = {
    **{"wolverhampton": (0, 0), "walsall": (1, 0), "dudley": (0, 1), "sandwell": (1, 1), "birmingham": (2, 1)},
    **{"solihull": (3, 1), "coventry": (4, 1)},
}
VERDICTS = ["similar", "better", "lower", "worse", "higher", "cannot tell", "not available"]
FIGURES = [2.0, 1.8, 1.2, 2.6, 3.4, NAN, NAN]


def framed(*areas: tuple) -> pd.DataFrame:
    return pd.DataFrame(areas, columns=["area", "area_name", "value", "verdict"]).astype({"value": "float64"})


def tiled(*areas: tuple, layout=PLACES, **more) -> Chart:
    about = {"name": "t", "title": "Robbery", "unit": "offences per 1,000 people", "group": "made-up boroughs"}
    return tile_map(framed(*areas), layout=layout, **about, **more)


def ordinary(highlight: str = "dudley") -> Chart:
    rows = zip(PLACES, FIGURES, VERDICTS, strict=True)
    return tiled(*[(area, area.title(), value, verdict) for area, value, verdict in rows], highlight=highlight)


def block(count: int, columns: int, name: str) -> Chart:
    rows = [(str(n), name, (n * 37 % 100) / 10 - 1, VERDICTS[n % 5]) for n in range(count)]
    return tiled(*rows, layout={str(n): (n % columns, n // columns) for n in range(count)})


SAMPLES = {
    "ordinary": ordinary,
    "forty": partial(block, 40, 7, "Kensington and Chelsea"),
    "eight columns": partial(block, 56, 8, "Hammersmith and Fulham"),
    "one": partial(tiled, ("dudley", "Dudley", 12345678.5, "worse")),
    "long names": partial(
        tiled,
        ("dudley", "Bournemouth, Christchurch and Poole", -3, "worse"),
        ("walsall", "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch", 3, "cannot tell"),
    ),
    "no figures": partial(
        tiled, ("dudley", "Dudley", NAN, "not available"), ("walsall", "Walsall", NAN, "cannot tell")
    ),
    "nothing": tiled,
}


def squares(chart: Chart) -> dict[str, tuple]:
    """Left, top and side of each square in inches, by the name that stands in it."""
    axes = chart.draw().axes[0]
    found = {}
    for square in axes.patches:
        (left, top), side = square.get_xy(), square.get_width()
        assert square.get_height() == side
        inside = [
            text.get_text()
            for text in axes.texts
            if left < text.get_position()[0] < left + side and top < text.get_position()[1] < top + side
        ]
        found[inside[0]] = (left, top, side, square, inside[1:])
    return found


def test_a_square_has_its_name_its_figure_and_its_verdict_in_words():
    drawn = squares(ordinary())

    assert {name: texts for name, (*_, texts) in drawn.items()} == {
        "Wolverhampton": ["2.0", "≈ similar"],
        "Walsall": ["1.8", "✓ better"],
        "Dudley": ["1.2", "▼ lower"],
        "Sandwell": ["2.6", "✗ worse"],
        "Birmingham": ["3.4", "▲ higher"],
        "Solihull": ["", "? cannot tell"],
        "Coventry": ["", "not available"],
    }


def test_squares_are_equal_and_stand_where_the_layout_says():
    drawn = squares(ordinary())

    sides = [side for _, _, side, *_ in drawn.values()]
    assert max(sides) == pytest.approx(min(sides))
    step = drawn["Walsall"][0] - drawn["Wolverhampton"][0]
    first = drawn["Wolverhampton"]
    for area, (column, row) in PLACES.items():
        left, top, *_ = drawn[area.title()]
        assert (left, top) == pytest.approx((first[0] + column * step, first[1] + row * step))
    assert step > sides[0]


def test_tints_are_those_of_the_verdicts_and_the_chosen_area_has_a_heavy_edge():
    drawn = squares(ordinary())

    for verdict, (*_, square, _) in zip(VERDICTS, drawn.values(), strict=True):
        assert square.get_facecolor() == to_rgba(TINTS[verdict])
    widths = {name: square.get_linewidth() for name, (*_, square, _) in drawn.items()}
    assert [name for name, width in widths.items() if width > 2] == ["Dudley"]
    assert all(square.get_linewidth() < 1 for *_, square, _ in squares(ordinary(highlight="")).values())


def test_only_what_nobody_can_judge_has_a_broken_edge():
    broken = [name for name, (*_, square, _) in squares(ordinary()).items() if square.get_linestyle() != "-"]

    assert broken == ["Solihull", "Coventry"]


def test_the_message_has_the_extremes_and_the_count_of_each_verdict():
    assert ordinary().message == (
        "The highest figure is 3.4 (Birmingham), the lowest 1.2 (Dudley). Of 7 areas, 1 is better, 1 worse, 1 higher, 1 lower, 1 "
        "similar, 1 of unknown standing and 1 without a figure."
    )


@pytest.mark.parametrize(
    ("areas", "message"),
    [
        ([("dudley", "Dudley", 3, "worse")], "Only Dudley has a figure, 3. It is worse."),
        (
            [("dudley", "Dudley", 3, "similar"), ("walsall", "Walsall", 3, "similar")],
            "Both areas with a figure have 3. Both areas are similar.",
        ),
        (
            [
                ("dudley", "Dudley", 3, "worse"),
                ("walsall", "Walsall", 3, "worse"),
                ("coventry", "Coventry", -1.5, "better"),
            ],
            "The highest figure is 3.0 (Dudley and Walsall), the lowest −1.5 (Coventry). Of 3 areas, 1 is better and 2 worse.",
        ),
        ([("dudley", "Dudley", NAN, "not available")], "No area has a figure."),
        ([], "No area has a figure."),
    ],
)
def test_singular_plural_ties_and_nothing(areas, message):
    assert tiled(*areas).message == message


def test_the_alternative_text_tells_every_area_with_the_numbers_of_the_frame():
    chart = ordinary()

    told = re.findall(
        r"(\w+) (?:([\d.]+) \(([a-z ]+)\)|not available)[;.]", chart.alt.removeprefix(chart.alt.split("figure. ")[0])
    )
    wanted = [
        (name, "" if pd.isna(value) else f"{value:.1f}", "" if pd.isna(value) else verdict)
        for name, value, verdict in chart.frame[["area_name", "value", "verdict"]].itertuples(index=False, name=None)
    ]
    assert told == wanted
    assert chart.alt.startswith(f"Tile map of robbery in offences per 1,000 people, made-up boroughs. {chart.message}")


def test_an_area_without_a_place_is_refused_by_name():
    with pytest.raises(ValueError, match="no place for leeds and hull: add it to the group's tiles"):
        tiled(("leeds", "Leeds", 1, "better"), ("dudley", "Dudley", 1, "better"), ("hull", "Hull", 1, "better"))


def test_two_areas_in_one_place_are_refused_by_name():
    with pytest.raises(ValueError, match="one place for dudley and walsall"):
        tiled(
            ("dudley", "Dudley", 1, "better"),
            ("walsall", "Walsall", 1, "better"),
            layout={"dudley": [0, 1], "walsall": (0, 1)},
        )


def test_an_unknown_verdict_is_refused():
    with pytest.raises(ValueError, match="verdict 'good' is not one of better, worse"):
        tiled(("dudley", "Dudley", 1, "good"))


@pytest.mark.parametrize("columns", [8, 9])
def test_more_columns_than_the_words_leave_room_for_are_refused(columns):
    if columns == 8:
        assert len(block(8, columns, "A").frame) == 8
        return
    with pytest.raises(ValueError, match="a tile map holds 8 columns, got 9"):
        block(9, columns, "A")


def test_a_name_that_is_too_long_is_cut_in_its_square_but_whole_in_words():
    chart = SAMPLES["long names"]()

    names = [text.get_text() for text in chart.draw().axes[0].texts]
    assert names[0] == "Bournemouth,\nChristchurch and\nPoole"
    assert re.fullmatch(r"Llanfairpwllgw\w*…", names[3])
    assert "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch 3 (cannot tell)" in chart.alt


def test_the_peers_of_the_project_have_a_place_each(project):
    group = declarations.peers_of(project, "dudley")

    chart = tiled(*[(area, area, 1.5, "similar") for area in group.areas], layout=group.tiles)
    assert len(squares(chart)) == len(group.areas) == 7


def test_the_method_is_passed_on_and_the_callers_frame_is_not_altered():
    frame = framed(("dudley", "Dudley", 1, "better")).assign(method="funnel")
    before = frame.copy(deep=True)

    chart = tile_map(frame, name="t", title="T", unit="u", group="g", layout=PLACES)
    chart.draw()

    assert chart.frame["method"].tolist() == ["funnel"]
    assert set(ordinary().frame["method"]) == {"each area's figure and verdict as given"}
    assert_frame_equal(frame, before)
