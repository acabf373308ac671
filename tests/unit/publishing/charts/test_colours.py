"""Contrast, colour blindness and grey, against figures that others publish."""

import pytest
from matplotlib.colors import to_rgb

from helpers.publishing.charts import colours
from helpers.publishing.charts.base import BLUE, GREY, INK, MUTED, ORANGE, PLUM, TEAL


@pytest.mark.parametrize(
    ("colour", "background", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),  # The well-known grey that just fails, and its neighbour that just passes.
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.0),
        ("#0000ff", "#ffffff", 8.59),
    ],
)
def test_contrast_is_that_of_the_web_guidelines_whichever_way_round(colour, background, ratio):
    assert colours.contrast(colour, background) == pytest.approx(ratio, abs=0.006)
    assert colours.contrast(background, colour) == colours.contrast(colour, background)


def test_type_and_marks_of_the_house_can_be_read_on_white():
    assert all(colours.contrast(colour, "white") >= colours.TEXT for colour in (INK, MUTED))
    assert all(colours.contrast(colour, "white") >= colours.MARK for colour in (BLUE, TEAL, PLUM, ORANGE, GREY))


@pytest.mark.parametrize("deficiency", colours.DEFICIENCIES)
@pytest.mark.parametrize("colour", ["#000000", "#ffffff", "#808080"])
def test_greys_look_the_same_to_everybody(deficiency, colour):
    same = to_rgb(colour)

    assert colours.simulate(colour, deficiency) == pytest.approx(same, abs=0.002)
    assert colours.grey(colour) == pytest.approx(same, abs=0.002)


def test_red_and_green_of_one_luminance_are_alike_without_red_or_green_cones_but_not_without_blue_ones():
    red, green = "#d04040", "#5f8f30"

    apart = {
        kind: colours.distance(colours.simulate(red, kind), colours.simulate(green, kind)) for kind in colours.MACHADO
    }
    assert colours.distance(red, green) > 80
    assert apart["deuteranopia"] < 25
    assert apart["protanopia"] < 45
    assert apart["tritanopia"] > 60


def test_blue_and_green_are_alike_without_blue_cones():
    blue, green = "#0090b0", "#00a070"

    whole = colours.distance(blue, green)
    assert colours.distance(colours.simulate(blue, "tritanopia"), colours.simulate(green, "tritanopia")) < whole / 2


def test_pure_red_is_darkened_by_protanopia_as_published():
    # The first column of the matrix, from linear light to what a screen is told.
    assert colours.simulate("#ff0000", "protanopia") == pytest.approx((0.4267, 0.3730, 0.0), abs=0.001)


def test_the_rows_of_every_matrix_keep_white_white():
    for matrix in colours.MACHADO.values():
        assert [sum(row) for row in matrix] == pytest.approx([1, 1, 1], abs=0.00001)


def test_an_unknown_deficiency_is_named():
    with pytest.raises(ValueError, match="protanopia, deuteranopia, tritanopia; got 'myopia'"):
        colours.simulate("red", "myopia")


def test_distance_runs_from_nothing_to_a_hundred_and_does_not_mind_the_order():
    assert colours.distance("#336699", "#336699") == 0
    assert colours.distance("black", "white") == pytest.approx(100, abs=0.01)
    assert colours.distance(BLUE, ORANGE) == colours.distance(ORANGE, BLUE)
    # Lab of pure red by Lindbloom: 53.24, 80.09, 67.20.
    assert colours.distance("#ff0000", "black") == pytest.approx((53.24**2 + 80.09**2 + 67.20**2) ** 0.5, abs=0.1)


def test_orange_and_teal_cannot_be_told_apart_in_grey():
    assert colours.distance(colours.grey(ORANGE), colours.grey(TEAL)) < 5
    assert colours.distance(colours.grey(BLUE), colours.grey(ORANGE)) > 25
