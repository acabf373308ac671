"""Risk matrices: every risk in its square and in the list, scored, banded and told with the numbers of the frame."""

import re
from functools import partial

import pandas as pd
import pytest
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch
from pandas.testing import assert_frame_equal

from helpers.publishing.charts import Chart, risk_matrix_chart
from helpers.publishing.charts.colours import grey
from helpers.publishing.charts.risk_matrix import BANDS, LEFT, SIDE, TINTS, TOP, band

NAN = float("nan")
COLUMNS = ["risk", "title", "impact", "likelihood", "rating", "residual_impact", "residual_likelihood"]


def framed(*risks: tuple) -> pd.DataFrame:
    rows = [(*risk, *[NAN] * (len(COLUMNS) - len(risk))) for risk in risks]
    return pd.DataFrame(rows, columns=COLUMNS).astype({column: "float64" for column in COLUMNS[2:]})


def charted(*risks: tuple, **more) -> Chart:
    return risk_matrix_chart(framed(*risks), name="r", title="Strategic risks", area_name="Dudley", **more)


def kinds(count: int, length: int = 1, places=lambda n: (n % 5 + 1, n * 7 % 5 + 1)) -> Chart:
    title = " ".join(["that goes on and on without saying more"] * length)
    return charted(*[(n, f"Risk of kind {n} {title}", *places(n)) for n in range(1, count + 1)])


ORDINARY = (
    (1, "Funding for the alcohol referral scheme ends on 31 March 2009", 5, 4, 20, 4, 3),
    (2, "Partners cannot share data", 4, 4, 16, 4, 2),
    (3, "Fewer police officers.", 4, 4, 16, 4, 4),
    (4, "Victims wait longer for support than the standard says", 3, 4, 12),
    (5, "Loss of staff", 3, 2),
    (6, "Providers fail", 2, 2, 4, 1, 1),
    (
        7,
        "New duties without funds",
    ),
    (8, "Cuts to youth work", NAN, NAN, 12),
    (9, "Premises close", 4, 4, 15),
)
SAMPLES = {
    "ordinary": partial(charted, *ORDINARY),
    "forty in one square": partial(kinds, 40, places=lambda n: (3, 3)),
    "forty with long titles": partial(kinds, 40, 4),
    "a hundred": partial(kinds, 100, 2),
    "references": partial(
        charted,
        ("SSC15-1", "Increased financial pressures may lead to increasing levels of crime", 3, 2),
        ("SSC15-2", "Need for authorities to support businesses within town centres", 3, 3),
        ("SSC15-3", "Reduction in public funding", 3, 4, 12, 3, 3),
    ),
    "long references": partial(
        charted, ("community-safety-risk-1", "First", 5, 5), ("community-safety-risk-2", "Second", 1, 1)
    ),
    "three by three": partial(
        charted, (1, "A", 3, 3), (2, "B", 1, 2), size=3, bands=((1, "low"), (3, "medium"), (6, "high"))
    ),
    "one": partial(charted, (1, "Loss of staff", 3, 2)),
    "not scored": partial(charted, (1, "Loss of staff"), (2, "Loss of funds")),
    "nothing": charted,
}


def square_of(figure, x: float, y: float, size: int = 5) -> tuple[int, int]:
    """Impact and likelihood of the square that holds a place, in inches."""
    floor, cell = figure.get_figheight() - TOP - SIDE, SIDE / size
    return int((x - LEFT) // cell) + 1, int((y - floor) // cell) + 1


def markers(chart: Chart, size: int = 5) -> dict[str, tuple[int, int]]:
    """Each marker in the grid with its square; those of the list stand beyond it."""
    figure = chart.draw()
    axes = figure.axes[0]
    found = {}
    for text in axes.texts:
        x, y = text.get_position()
        if text.get_color() == "white" and x < LEFT + SIDE:
            found[text.get_text()] = square_of(figure, x, y, size)
    return found


def listed(chart: Chart) -> list[str]:
    """What stands beside the grid, from the top, markers before their titles."""
    texts = [text for text in chart.draw().axes[0].texts if text.get_position()[0] > LEFT + SIDE]
    return [text.get_text().replace("\n", " ").replace("\u00a0", " ") for text in texts]


def test_every_scored_risk_stands_in_its_square():
    chart = SAMPLES["ordinary"]()

    scored = chart.frame[chart.frame["score"].notna()]
    wanted = {str(row.risk): (row.impact, row.likelihood) for row in scored.itertuples()}
    assert markers(chart) == wanted
    assert len(wanted) == 7


def test_no_marker_lies_on_another_or_reaches_out_of_its_square():
    figure = kinds(18, places=lambda n: (n % 2 + 1, 2)).draw()
    pills = [patch for patch in figure.axes[0].patches if isinstance(patch, FancyBboxPatch)]
    boxes = [(pill.get_x(), pill.get_y(), pill.get_width(), pill.get_height()) for pill in pills]

    in_grid = [box for box in boxes if box[0] < LEFT + SIDE]
    assert len(in_grid) == 8
    for left, bottom, width, height in in_grid:
        corners = {square_of(figure, x, y) for x in (left, left + width) for y in (bottom, bottom + height)}
        assert len(corners) == 1
    for place, (left, bottom, width, height) in enumerate(in_grid):
        for other, low, wide, high in in_grid[place + 1 :]:
            assert left + width <= other or other + wide <= left or bottom + height <= low or low + high <= bottom


@pytest.mark.parametrize(
    ("count", "shown"), [(4, ["1", "2", "3", "4"]), (5, ["1", "2", "3", "+2"]), (40, ["1", "2", "3", "+37"])]
)
def test_more_risks_than_a_square_holds_are_counted_in_its_last_place(count, shown):
    assert list(markers(kinds(count, places=lambda n: (3, 3)))) == shown


def test_every_square_has_its_score_and_the_tint_of_its_band():
    axes = SAMPLES["ordinary"]().draw().axes[0]

    scores = sorted(int(text.get_text()) for text in axes.texts if text.get_path_effects())
    assert scores == sorted(impact * likelihood for impact in range(1, 6) for likelihood in range(1, 6))
    lightness = [grey(tint)[0] for tint in TINTS]
    assert lightness == sorted(lightness, reverse=True)


@pytest.mark.parametrize(
    ("score", "word"),
    [
        (1, "low"),
        (5, "low"),
        (6, "medium"),
        (11, "medium"),
        (12, "high"),
        (19, "high"),
        (20, "very high"),
        (25, "very high"),
    ],
)
def test_bands_begin_at_their_lowest_score(score, word):
    assert band(score) == word
    assert band(score, ((1, "green"), (20, "red"))) == ("red" if score >= 20 else "green")


def test_the_list_has_every_risk_under_its_band_the_highest_score_first():
    assert listed(SAMPLES["ordinary"]()) == [
        "Very high (20 to 25)",
        *("1", "Funding for the alcohol referral scheme ends on 31 March 2009: 20, then 12"),
        "High (12 to 19)",
        *("2", "Partners cannot share data: 16, then 8", "3", "Fewer police officers: 16, then 16"),
        *("9", "Premises close: 16, rated 15", "4", "Victims wait longer for support than the standard says: 12"),
        "Medium (6 to 11)",
        *("5", "Loss of staff: 6"),
        "Low (1 to 5)",
        *("6", "Providers fail: 4, then 1"),
        "Not scored",
        *("7", "New duties without funds", "8", "Cuts to youth work: rated 12"),
    ]


def test_bands_without_a_risk_say_so():
    assert listed(SAMPLES["three by three"]())[3:5] == ["Medium (3 to 5): none", "Low (1 to 2)"]


def test_a_list_that_a_page_does_not_hold_is_shortened_and_says_what_is_left_out():
    texts = listed(SAMPLES["a hundred"]())

    shown = [text for text in texts if text.isdigit()]
    assert texts[-1] == f"and {100 - len(shown)} more risks"
    assert len(shown) > 30
    assert all("…: " in text for text in texts if text.startswith("Risk"))
    assert SAMPLES["a hundred"]().draw().get_figheight() <= 9.2
    assert SAMPLES["a hundred"]().alt.count("impact") == 100 + 1


def test_references_stand_in_the_squares_where_they_fit_else_numbers_that_the_list_explains():
    assert set(markers(SAMPLES["references"]())) == {"SSC15-1", "SSC15-2", "SSC15-3"}
    assert markers(SAMPLES["long references"]()) == {"1": (5, 5), "2": (1, 1)}
    assert listed(SAMPLES["long references"]())[1:3] == ["1", "(community-safety-risk-1) First: 25"]


def test_arrows_point_to_where_a_risk_will_be():
    chart = SAMPLES["ordinary"]()
    figure = chart.draw()

    arrows = [patch for patch in figure.axes[0].patches if isinstance(patch, FancyArrowPatch)]
    ends = [tuple(square_of(figure, *place) for place in arrow._posA_posB) for arrow in arrows]
    assert ends == [((5, 4), (4, 3)), ((4, 4), (4, 2)), ((2, 2), (1, 1))]  # The third risk stays where it is.


def test_the_message_counts_the_bands_and_names_the_highest():
    chart = SAMPLES["ordinary"]()

    assert chart.message == (
        "Of 7 scored risks, 1 is very high, 4 high, 1 medium and 1 low. The highest score, 20, is that of 1 (Funding for the "
        "alcohol referral scheme ends on 31 March 2009). 2 risks are not scored."
    )
    counts = chart.frame["band"].value_counts()
    assert [int(counts[word]) for _, word in reversed(BANDS)] == [1, 4, 1, 1]


@pytest.mark.parametrize(
    ("risks", "message"),
    [
        ([(1, "A.", 3, 2)], "The one risk that is scored, 1 (A), is medium with 6."),
        ([(1, "A", 3, 2), (2, "B")], "The one risk that is scored, 1 (A), is medium with 6. 1 risk is not scored."),
        ([(1, "A", 3, 2), (2, "B", 2, 3)], "Both scored risks are medium. The highest score, 6, is that of 1 and 2."),
        ([(n, "A", 5, 5) for n in range(4)], "All 4 scored risks are very high. 4 share the highest score, 25."),
        ([(1, "A"), (2, "B")], "None of 2 risks is scored."),
        ([(1, "A")], "The one risk is not scored."),
        ([], "No risk is recorded."),
    ],
)
def test_singular_plural_ties_and_nothing(risks, message):
    assert charted(*risks).message == message


def test_the_alternative_text_tells_every_risk_with_the_numbers_of_the_frame():
    chart = SAMPLES["ordinary"]()

    told = re.findall(
        r"[.;] (\d), [^;:]+: impact (\d), likelihood (\d), score (\d+) \(([a-z ]+)(?:, rated \d+ in the source)?\)",
        chart.alt,
    )
    scored = chart.frame[chart.frame["score"].notna()].sort_values("score", ascending=False, kind="stable")
    columns = ["risk", "impact", "likelihood", "score", "band"]
    assert [(*map(int, numbers), word) for *numbers, word in told] == list(
        scored[columns].itertuples(index=False, name=None)
    )
    assert "9, Premises close: impact 4, likelihood 4, score 16 (high, rated 15 in the source)" in chart.alt
    assert chart.alt.endswith(
        "7, New duties without funds: not scored; 8, Cuts to youth work: not scored, though rated 12."
    )
    assert "score 20 (very high), then 12;" in chart.alt


@pytest.mark.parametrize(
    ("risk", "said"),
    [
        ((7, "A", 0, 2), "risk 7 has impact 0;"),
        ((7, "A", 2, 6), "risk 7 has likelihood 6;"),
        ((7, "A", 2.5, 1), "risk 7 has impact 2.5;"),
        ((7, "A", 2, 1, 2, 9, 1), "risk 7 has residual impact 9;"),
    ],
)
def test_a_score_outside_the_grid_is_refused(risk, said):
    with pytest.raises(ValueError, match=f"{said} scores are whole numbers from 1 to 5"):
        charted(risk)


@pytest.mark.parametrize("edge", [1, 5])
def test_scores_on_the_edge_of_the_grid_are_taken(edge):
    assert charted((1, "A", edge, edge)).frame["score"].tolist() == [edge * edge]


def test_a_risk_without_optional_columns_and_whole_numbers_is_taken():
    frame = pd.DataFrame({"risk": ["R1"], "title": ["A"], "impact": [2], "likelihood": [3]})

    assert risk_matrix_chart(frame, name="r", title="T", area_name="A").frame["score"].tolist() == [6]


def test_the_method_is_passed_on_and_the_callers_frame_is_not_altered():
    frame = framed(*ORDINARY).assign(method="register")
    before = frame.copy(deep=True)

    chart = risk_matrix_chart(frame, name="r", title="T", area_name="A")
    chart.draw()

    assert set(chart.frame["method"]) == {"register"}
    assert set(SAMPLES["ordinary"]().frame["method"]) == {"score = impact × likelihood"}
    assert_frame_equal(frame, before)
