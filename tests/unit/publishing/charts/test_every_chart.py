"""Every sample of every chart can be read: in print, in grey, by colour-blind eyes, and by those who only hear its words."""

import functools
import importlib.util
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import chart_checks as checks
import numpy as np
import pandas as pd
import pytest

from helpers.publishing import charts, plotted
from helpers.publishing.charts import Chart, base
from helpers.publishing.charts.base import BLUE, GREY, MUTED, TEAL, new_figure

HERE = Path(__file__).parent


def loaded(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"samples_of_{path.stem}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


older = loaded(HERE.parent / "test_charts.py")
LONG = "Theft from the person and from unattended motor vehicles in public car parks"
ODD = older.varied(
    ("Robbery", 544, 395, "lower"),
    ("Visits", 1000, 700, "neither"),
    ("Arson", 800, 920, "lower"),
    (LONG, 500, 500, "lower"),
    ("Burglary in a dwelling", 200, 190, "lower"),
    ("Calls", 1000, 1200, "neither"),
)
BARS: dict[str, Callable[[], Chart]] = {
    "variation": lambda: older.variation_chart(older.RISE_AND_FALL),
    "variation-odd": lambda: older.variation_chart(ODD),
    "variation-untold": lambda: older.variation_chart(ODD.assign(meaning=["improvement", "cannot tell"] * 3)),
    "variation-one": lambda: older.variation_chart(ODD.iloc[:1]),
    "variation-none": lambda: older.variation_chart(ODD.iloc[:0]),
    "funding": lambda: older.funding_chart(older.STREAMS),
    "funding-one": lambda: older.funding_chart(older.STREAMS.iloc[:1]),
    "funding-none": lambda: older.funding_chart(older.STREAMS.iloc[:0]),
}


def derived_of_bars(chart: Chart) -> Iterator[float]:
    """What the messages of bars count or work out: falls, rises, changes beyond chance, and the largest stream's share."""
    frame = chart.frame
    if "change" in frame:
        yield from ((frame["change"] < 0).sum(), (frame["change"] > 0).sum())
        yield frame["meaning"].isin(["improvement", "deterioration", "change"]).sum()
    else:
        yield 100 * frame["amount"].max() / frame["amount"].sum()


def samples() -> Iterator[tuple[str, Callable[[], Chart], Callable]]:
    """Name and maker of every sample, with what its module says is derived from the frame rather than in it."""
    for name, make in BARS.items():
        yield name, make, derived_of_bars
    for path in sorted(HERE.glob("test_*.py")):
        if path != Path(__file__):
            module = loaded(path)
            for name, make in getattr(module, "SAMPLES", {}).items():
                yield f"{path.stem.removeprefix('test_')}: {name}", make, getattr(module, "DERIVED", lambda chart: ())


EVERY = list(samples())
NAMES = [name for name, *_ in EVERY]
MADE: dict[str, Chart] = {}
DRAWN: dict[str, checks.Drawn] = {}
of_every_sample = pytest.mark.parametrize(("name", "make", "derived"), EVERY, ids=NAMES)


def made(name: str, make: Callable[[], Chart]) -> Chart:
    if name not in MADE:
        MADE[name] = make()
    return MADE[name]


def kind(chart: Chart) -> str:
    """The module that draws it."""
    return chart.draw.func.__module__


def drawn(name: str, make: Callable[[], Chart]) -> checks.Drawn:
    if name not in DRAWN:
        DRAWN[name] = checks.draw(made(name, make))
    return DRAWN[name]


@of_every_sample
def test_type_is_large_enough_stands_out_and_has_all_its_letters(name, make, derived):
    found = drawn(name, make)

    assert found.texts
    assert checks.small_type(found) == []
    assert checks.faint_type(found) == []
    assert found.warned == []


@of_every_sample
def test_no_text_is_cut_off_or_runs_into_another(name, make, derived):
    found = drawn(name, make)

    assert checks.cut_off(found) == []
    assert checks.overlapping(found) == []


@of_every_sample
def test_bars_begin_at_nought(name, make, derived):
    assert checks.bars_off_zero(drawn(name, make)) == []


@of_every_sample
def test_marks_stand_out_and_nothing_rests_on_colour(name, make, derived):
    marks = checks.marks(drawn(name, make))

    assert checks.faint_marks(marks) == []
    assert checks.colour_alone(marks) == []


@of_every_sample
def test_pictures_are_as_wide_as_a_report_no_higher_than_a_page_and_the_same_each_time(name, make, derived):
    picture = made(name, make).image("svg")

    assert checks.odd_sizes({"svg": checks.size(picture)}) == []
    assert make().image("svg") == picture


def test_both_kinds_of_picture_have_one_size_and_the_same_bytes_each_time():
    # One sample of each kind of chart: dots take their time.
    for name, make in {kind(made(name, make)): (name, make) for name, make, _ in reversed(EVERY)}.values():
        pictures = {form: made(name, make).image(form) for form in ("png", "svg")}

        assert checks.odd_sizes({form: checks.size(picture) for form, picture in pictures.items()}) == [], name
        assert make().image("png") == pictures["png"], name


@of_every_sample
def test_words_are_sentences_and_their_numbers_are_those_of_the_frame(name, make, derived):
    chart = made(name, make)

    assert checks.ill_worded(chart) == []
    assert checks.unfounded(chart, derived(chart)) == []


@of_every_sample
def test_what_it_plots_travels_with_it_alike_on_machines_whose_figures_differ_in_their_last_bits(name, make, derived):
    chart = made(name, make)
    text = chart._repr_mimebundle_()["text/csv"]

    floats = {column: figures for column, figures in chart.frame.items() if figures.dtype == "float64"}
    for ulps in (-4, 4):
        nudged = chart.frame.assign(**{c: figures + ulps * np.spacing(figures) for c, figures in floats.items()})
        assert plotted.as_csv(nudged) == text
    assert text.splitlines()[0].split(",") == list(chart.frame)


LAID_OUT = {"tiles": {"column", "line", "figure"}}
"""Where something stands, and a figure as printed, which follow from the layout and from figures that are in the frame."""


def test_every_figure_that_is_drawn_is_in_the_frame_so_that_a_changed_picture_is_noticed_by_it():
    # The last sample of each kind with any rows.
    for name, make in {
        kind(made(name, make)): (name, make) for name, make, _ in EVERY if len(made(name, make).frame)
    }.values():
        chart = made(name, make)
        if not isinstance(given := chart.draw.args[0], pd.DataFrame):
            continue
        more = set(given) - set(chart.frame) - LAID_OUT.get(kind(chart).rpartition(".")[2], set())
        picture = chart.image("png")
        for column in sorted(more):
            changed = given.assign(**{column: other_than(given[column])})
            drawn = base.picture(functools.partial(chart.draw.func, changed, *chart.draw.args[1:]), "png")
            assert drawn == picture, f"{name} draws {column}, which is not in its frame"


def other_than(column: pd.Series) -> pd.Series:
    """Other figures or words of the same kind."""
    return 1.37 * column + 1 if column.dtype in {"float64", "int64"} else column.astype(str) + "x"


@of_every_sample
def test_a_chart_that_would_only_say_that_there_is_nothing_is_empty(name, make, derived):
    told = [text.get_text() for axes in drawn(name, make).figure.axes for text in axes.texts]

    assert made(name, make).empty or not (len(told) == 1 and told[0].startswith("No "))


def test_every_kind_of_chart_has_samples():
    kinds = {getattr(charts, name).__module__ for name in charts.__all__ if name != "Chart"}

    assert {kind(made(name, make)) for name, make, _ in EVERY} == kinds


# What follows holds the checks themselves to their promise: each must find the fault that it is for.


def bad(spoil: Callable, message: str = "Two of 2 rose.", **words: str) -> Chart:
    """A small chart that is right but for what is spoilt."""

    def draw():
        figure, axes = new_figure(2)
        axes.bar([0, 1], [3, 4], color=BLUE)
        spoil(axes)
        return figure

    frame = pd.DataFrame({"value": [3.0, 4.0], "name": ["A 7", "B"], "method": "made up"})
    words = {"caption": "Small chart", "alt": f"Bar chart. {message}", **words}
    return Chart(name="bad", message=message, frame=frame, draw=draw, **words)


def fine(axes) -> None:
    axes.text(0.5, 3.5, "fine", ha="center")


CHECKS = {
    "small": checks.small_type,
    "faint": checks.faint_type,
    "cut": checks.cut_off,
    "overlap": checks.overlapping,
    "bars": checks.bars_off_zero,
    "faint mark": lambda found: checks.faint_marks(checks.marks(found)),
    "colour": lambda found: checks.colour_alone(checks.marks(found)),
    "letters": lambda found: found.warned,
}
FAULTS = {
    "small": [lambda axes: axes.text(0.5, 3.5, "tiny", fontsize=8.9, ha="center")],
    "faint": [
        lambda axes: axes.text(0.5, 4.05, "grey on white", color="#8a8a8a", ha="center"),
        lambda axes: axes.text(0, 1.5, "dark on dark", color=MUTED, ha="center"),
        lambda axes: (axes.text(0.5, 3.5, "struck", va="center", ha="center"), axes.axhline(3.5, color="black")),
        lambda axes: axes.text(0.5, 3.5, "half", alpha=0.5, ha="center"),
    ],
    "cut": [
        lambda axes: axes.figure.text(0.9, 0.9, "far too long a label for the right edge"),
        lambda axes: axes.figure.text(0.5, -0.05, "below the figure"),
    ],
    "overlap": [
        lambda axes: (axes.text(0.5, 3.5, "one", ha="center"), axes.text(0.52, 3.45, "other", ha="center")),
        lambda axes: axes.set_xticks([0, 0.1, 0.2], ["January 2011", "February 2011", "March 2011"]),
    ],
    "bars": [
        lambda axes: axes.bar([2], [3], bottom=1, color=BLUE),
        lambda axes: axes.set_ylim(2, 5),
        lambda axes: axes.barh([5], [3], left=0.5, color=BLUE),
    ],
    "faint mark": [
        lambda axes: axes.bar([2], [3], color="#d0d0d0"),
        lambda axes: axes.plot([0], [4.2], "o", color="#c0c0c0"),
        lambda axes: axes.axhline(4.2, color="#c0c0c0"),
    ],
    "colour": [
        lambda axes: axes.bar([2], [4], color=GREY),
        lambda axes: (axes.plot([0], [4.2], "o", color="#c00000"), axes.plot([1], [4.2], "o", color="#4a6a00")),
        lambda axes: (axes.axhline(4.1, color=TEAL), axes.axhline(4.2, color="#f46a25")),
    ],
    "letters": [lambda axes: axes.text(0.5, 3.5, "\u4e2d", ha="center")],
}
SPOILT = [(check, spoil) for check, spoils in FAULTS.items() for spoil in spoils]


@pytest.mark.parametrize(("check", "spoil"), SPOILT, ids=[f"{check}-{n}" for n, (check, _) in enumerate(SPOILT)])
def test_a_fault_is_found_by_the_check_that_is_for_it(check, spoil):
    found = checks.draw(bad(spoil))

    assert CHECKS[check](found)


@pytest.mark.parametrize("check", CHECKS)
def test_no_check_finds_a_fault_where_there_is_none(check):
    assert CHECKS[check](checks.draw(bad(fine))) == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda axes: axes.bar([2], [4], color=GREY, hatch="//"),
        lambda axes: (axes.plot([0], [4.2], "o", color="#c00000"), axes.plot([1], [4.2], "D", color="#4a6a00")),
        lambda axes: (axes.axhline(4.1, color=TEAL), axes.axhline(4.2, color="#f46a25", linestyle="--")),
        lambda axes: (axes.bar([2], [4], color=GREY), axes.text(2, 4, "no change", ha="center", va="bottom")),
    ],
    ids=["hatch", "marker", "dashes", "word"],
)
def test_colours_that_look_alike_may_be_told_apart_otherwise(spoil):
    assert checks.colour_alone(checks.marks(checks.draw(bad(spoil)))) == []


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ({"message": "Two of 2 rose"}, "message does not end"),
        ({"message": "It rose by nan."}, "message says nan"),
        ({"message": "It  rose."}, "slip of the pen"),
        ({"message": "It rose .", "alt": "It rose ."}, "slip of the pen"),
        ({"message": "It rose by -3.", "alt": "It rose by -3."}, "slip of the pen"),
        ({"message": "It rose.", "alt": "Bar chart of nothing."}, "does not tell the message"),
        ({"caption": ""}, "caption does not"),
    ],
)
def test_faulty_words_are_found(words, fault):
    assert any(fault in said for said in checks.ill_worded(bad(fine, **words)))


@pytest.mark.parametrize(
    ("message", "unfounded"),
    [
        ("It rose from 3 to 4.", []),
        ("It rose to 4.0, 7.0 in all.", []),
        ("A 7 and 2 others, with 95% intervals.", []),
        ("It rose to 5.", ["5 is not in the frame"]),
        ("It rose to 4.1 of 9.", ["4.1 is not in the frame", "9 is not in the frame"]),
        ("It rose to 4,000.", ["4,000 is not in the frame"]),
    ],
)
def test_numbers_that_the_frame_does_not_have_are_found(message, unfounded):
    assert checks.unfounded(bad(fine, message)) == unfounded
    assert checks.unfounded(bad(fine, message), [5, 4.1, 9, 4000]) == []


@pytest.mark.parametrize(
    ("svg", "faults"),
    [((6.7, 3.0), 0), ((6.7, 3.02), 1), ((6.0, 3.0), 2), ((6.7, 9.2), 1), ((6.7, 9.3), 2)],
)
def test_odd_sizes_are_found(svg, faults):
    assert len(checks.odd_sizes({"png": (6.7, 3.0), "svg": svg})) == faults
    assert len(checks.odd_sizes({"svg": svg})) == (svg == (6.0, 3.0)) + (svg == (6.7, 9.3))
