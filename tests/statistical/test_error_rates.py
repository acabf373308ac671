"""Where nothing has changed, the rules of the reports speak up as often as they state, and no more."""

import importlib.util
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def simulation():
    spec = importlib.util.spec_from_file_location("error_rates", ROOT / "benchmarks" / "error_rates.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["error_rates"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("mean", [1_000, 8_000])
@pytest.mark.parametrize("confidence", [0.95, 0.998])
def test_changes_are_flagged_as_often_as_stated(simulation, mean, confidence):
    share = simulation.flagged_changes(mean, confidence)

    assert share.of == 100_000
    assert share.agrees_with(1 - confidence), f"{share.percent:.3f}%"


def test_a_change_of_level_is_noticed_so_the_share_can_differ(simulation):
    assert not simulation.flagged_changes(1_000, 0.95, change=0.05).agrees_with(0.05)


@pytest.mark.parametrize("kind", ["rate", "proportion"])
def test_areas_of_one_level_are_flagged_as_often_as_stated(simulation, kind):
    shares = simulation.flagged_areas(8_000, kind=kind)

    assert shares["95%"].agrees_with(0.05), f"{shares['95%'].percent:.3f}%"
    assert shares["99.8%"].agrees_with(0.002), f"{shares['99.8%'].percent:.3f}%"


@pytest.mark.parametrize("mean", [5, 20, 50])
def test_small_counts_are_not_flagged_more_often_than_stated(simulation, mean):
    shares = simulation.flagged_areas(mean, rounds=3)

    for name, stated in (("95%", 0.05), ("99.8%", 0.002)):
        assert shares[name].flagged / shares[name].of < stated or shares[name].agrees_with(stated)


@pytest.mark.parametrize("mean", [50, 1_000, 8_000])
def test_a_naive_board_flips_on_noise_and_ours_does_not(simulation, mean):
    found = simulation.flips(mean)

    assert found["naive colour"].percent > 50
    assert found["naive arrow"].percent > 95
    assert found["status"].percent < 10.5  # two looks at 5% each
    assert found["direction"].agrees_with(0.05)


@pytest.mark.parametrize("elapsed", [0.25, 0.5, 0.75])
@pytest.mark.parametrize("mean", [20, 1_000])
def test_forecasts_hold_the_years_end_as_often_as_stated(simulation, mean, elapsed):
    share = simulation.covered(mean, elapsed)

    assert share.flagged / share.of > 0.95 or share.agrees_with(0.95), f"{share.percent:.2f}%"
    assert share.percent < 98


def test_points_of_a_steady_chart_are_seldom_beyond_its_limits(simulation):
    points = simulation.alarms(24).set_index("rule")["last"]

    assert 0.1 < points["beyond the limits"] < 1.0
    assert points["any rule"] < 2.5


@pytest.mark.slow
def test_the_page_says_what_the_simulation_gives(simulation):
    curves = simulation.power()

    assert (ROOT / "docs" / simulation.PAGE).read_text(encoding="utf-8") == simulation.page(curves), (
        "docs/error-rates.md is stale: `make error-rates`"
    )
    assert (ROOT / "docs" / simulation.PICTURE).read_bytes() == simulation.picture(curves)
