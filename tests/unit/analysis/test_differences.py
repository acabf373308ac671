"""Two counts, rates or shares differ where their interval says so, and the interval is the published one."""

from decimal import Decimal, localcontext

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_series_equal
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep, test_proportions_2indep
from statsmodels.stats.rates import confint_poisson_2indep
from statsmodels.stats.rates import test_poisson_2indep as poisson_test
from strict_arithmetic import STRICT

from helpers.analysis import differences

pytestmark = STRICT
test_proportions_2indep.__test__ = False
NAN = float("nan")
COUNTS = st.integers(0, 3_000)
MANY = settings(max_examples=40, deadline=None, database=None, derandomize=True)
LEVELS = st.sampled_from([0.8, 0.9, 0.95, 0.998])


def series(*values: float) -> pd.Series:
    return pd.Series(values, dtype="float64")


def ratio(one: float, two: float, sizes=(1_000, 1_000), **settings) -> pd.Series:
    table = differences.rate_ratio(
        series(one), series(sizes[0]), reference_events=series(two), reference_population=series(sizes[1]), **settings
    )
    return table.iloc[0]


def shares(compare, one: tuple, two: tuple, **settings) -> pd.Series:
    table = compare(
        series(one[0]),
        series(one[1]),
        reference_numerator=series(two[0]),
        reference_denominator=series(two[1]),
        **settings,
    )
    return table.iloc[0]


def test_the_difference_of_two_proportions_is_newcombes():
    # Newcombe (1998), Table II, example (a): 56/70 against 48/80, method 10: 0.0524 to 0.3339.
    row = shares(differences.proportion_difference, (56, 70), (48, 80))

    assert (round(row["lower"], 4), round(row["upper"], 4)) == (0.0524, 0.3339)
    theirs = confint_proportions_2indep(56, 70, 48, 80, method="newcomb", compare="diff")
    assert (row["lower"], row["upper"]) == pytest.approx(theirs, rel=1e-9)
    tested = test_proportions_2indep(56, 70, 48, 80, method="score", compare="diff", correction=False)
    assert row["p_value"] == pytest.approx(tested.pvalue, rel=1e-9)


def test_the_ratio_of_two_rates_has_the_score_interval_and_test():
    row = ratio(60, 40, (1_000, 900))

    theirs = confint_poisson_2indep(60, 1_000, 40, 900, method="score", compare="ratio")
    assert (row["lower"], row["upper"]) == pytest.approx(theirs, rel=1e-8)  # theirs is found by steps, ours by formula
    assert row["p_value"] == pytest.approx(poisson_test(60, 1_000, 40, 900, method="score").pvalue, rel=1e-9)


def test_few_events_are_tested_exactly():
    row = ratio(5, 2)

    assert "exact" in row["method"]
    assert row["p_value"] == pytest.approx(min(1, 2 * stats.binom.sf(4, 7, 0.5)), rel=1e-9)
    low, high = stats.beta.ppf([0.025, 0.975], [5, 6], [3, 2])
    assert (row["lower"], row["upper"]) == pytest.approx((low / (1 - low), high / (1 - high)), rel=1e-9)


def test_the_difference_of_two_rates_is_recovered_from_their_intervals():
    table = differences.rate_difference(
        series(60), series(1_000), reference_events=series(40), reference_population=series(900), per=1_000
    )
    row = table.iloc[0]
    # Byar: 60 has 45.78 to 77.23 per 1,000; 40 of 900 has 31.75 to 60.52: by hand 15.556 ∓ the roots of the squared distances.
    assert row["difference"] == pytest.approx(15.5556, abs=1e-4)
    assert (row["lower"], row["upper"]) == pytest.approx((-5.9060, 36.9607), abs=1e-4)


def test_the_ratio_of_two_proportions_is_near_the_score_interval():
    row = shares(differences.proportion_ratio, (56, 70), (48, 80))

    score = confint_proportions_2indep(56, 70, 48, 80, method="score", compare="ratio")
    assert (row["lower"], row["upper"]) == pytest.approx(score, rel=0.01)
    assert row["ratio"] == pytest.approx(4 / 3)


@settings(max_examples=200, deadline=None, database=None, derandomize=True)
@given(COUNTS, COUNTS, st.floats(0.2, 5), st.sampled_from([0.9, 0.95, 0.998]))
def test_the_test_and_the_interval_never_disagree(one, two, size, confidence):
    row = ratio(one, two, (1_000 * size, 1_000), confidence=confidence)

    if one + two == 0:
        assert row[["ratio", "lower", "upper", "p_value"]].isna().all()
        return
    leaves_out = row["lower"] > 1 or row["upper"] < 1
    if abs(row["p_value"] - (1 - confidence)) > 1e-9:
        assert leaves_out == (row["p_value"] < 1 - confidence)
    assert row["lower"] <= row["ratio"] <= row["upper"]


@settings(max_examples=100, deadline=None, database=None, derandomize=True)
@given(st.integers(1, 500), st.integers(1, 500))
def test_turning_a_ratio_round_turns_its_interval_round(one, two):
    there, back = ratio(one, two), ratio(two, one)

    assert there["ratio"] == pytest.approx(1 / back["ratio"])
    assert there["lower"] == pytest.approx(1 / back["upper"], rel=1e-6)
    assert there["p_value"] == pytest.approx(back["p_value"], rel=1e-6)


@settings(max_examples=100, deadline=None, database=None, derandomize=True)
@given(st.integers(0, 60), st.integers(0, 60), st.integers(1, 60), st.integers(1, 60))
def test_a_difference_of_shares_lies_in_its_interval_and_turns_round(a, b, m, n):
    one, two = (min(a, m), m), (min(b, n), n)
    there = shares(differences.proportion_difference, one, two)
    back = shares(differences.proportion_difference, two, one)

    assert -1 <= there["lower"] <= there["difference"] + 1e-12
    assert there["difference"] - 1e-12 <= there["upper"] <= 1
    assert there["lower"] == pytest.approx(-back["upper"], abs=1e-12)
    assert 0 <= there["p_value"] <= 1


def test_more_dispersion_widens_and_never_narrows():
    plain, wide = ratio(200, 150), ratio(200, 150, dispersion=3.0)

    assert wide["lower"] < plain["lower"] < plain["upper"] < wide["upper"]
    assert wide["p_value"] > plain["p_value"]
    with pytest.raises(ValueError, match="1 or above"):
        ratio(1, 2, dispersion=0.5)


@pytest.mark.parametrize(
    ("current", "previous", "percent", "verdict", "words"),
    [
        (1077, 1490, -27.718, "fall", "conditional score"),
        (1490, 1077, 38.347, "rise", "conditional score"),
        (103, 100, 3.0, "no real change", "conditional score"),
        (49, 90, NAN, "fall", "percentage not given: fewer than 50"),
        (50, 50, 0.0, "no real change", "conditional score"),
        (0, 0, NAN, "no real change", "percentage not given"),
        (0, 3, NAN, "no real change", "percentage not given"),
        (0, 30, NAN, "fall", "percentage not given"),
        (-3, 5, NAN, "cannot tell", "percentage not given"),
        (NAN, 5, NAN, "cannot tell", "a count is missing"),
    ],
)
def test_a_change_in_a_count_says_whether_it_is_real(current, previous, percent, verdict, words):
    row = differences.percent_change(series(current), series(previous)).iloc[0]

    assert row["percent"] == pytest.approx(percent, abs=5e-4, nan_ok=True)
    assert row["verdict"] == verdict
    assert words in row["method"]
    assert row["change"] == pytest.approx(current - previous, nan_ok=True)


def test_rates_are_compared_where_populations_are_given():
    row = differences.percent_change(
        series(120), series(100), population=series(1_200), previous_population=series(1_000)
    ).iloc[0]

    assert row["percent"] == pytest.approx(0.0, abs=1e-12)
    assert row["change"] == 20
    assert row["verdict"] == "no real change"
    with pytest.raises(ValueError, match="both periods"):
        differences.percent_change(series(1), series(1), population=series(1))


@pytest.mark.parametrize("wrong", [np.inf, -np.inf])
def test_infinite_counts_are_refused(wrong):
    with pytest.raises(ValueError, match="infinite"):
        ratio(wrong, 1)


@pytest.mark.parametrize(
    ("one", "two", "printed"),
    # Newcombe (1998), Statistics in Medicine 17, 873-890, table II, contrasts (a) to (h), method 10.
    [
        ((56, 70), (48, 80), (0.0524, 0.3339)),
        ((9, 10), (3, 10), (0.1705, 0.8090)),
        ((6, 7), (2, 7), (0.0582, 0.8062)),
        ((5, 56), (0, 29), (-0.0381, 0.1926)),
        ((0, 10), (0, 20), (-0.1611, 0.2775)),
        ((0, 10), (0, 10), (-0.2775, 0.2775)),
        ((10, 10), (0, 20), (0.6791, 1.0000)),
        ((10, 10), (0, 10), (0.6075, 1.0000)),
    ],
)
def test_differences_of_proportions_are_those_in_print(one, two, printed):
    row = shares(differences.proportion_difference, one, two)

    assert (round(row["lower"], 4), round(row["upper"], 4)) == printed
    theirs = confint_proportions_2indep(*one, *two, method="newcomb", compare="diff")
    assert (row["lower"], row["upper"]) == pytest.approx(theirs, rel=1e-9)


@pytest.mark.parametrize(
    ("one", "two"), [((56, 70), (48, 80)), ((9, 10), (3, 10)), ((5, 56), (0, 29)), ((7, 9), (7, 9))]
)
def test_shares_are_tested_as_by_pearsons_chi_squared(one, two):
    table = [[one[0], one[1] - one[0]], [two[0], two[1] - two[0]]]
    theirs = stats.chi2_contingency(table, correction=False).pvalue

    for compare in (differences.proportion_difference, differences.proportion_ratio):
        assert shares(compare, one, two)["p_value"] == pytest.approx(theirs, rel=1e-9)


@pytest.mark.parametrize("confidence", [0.8, 0.95, 0.998])
@pytest.mark.parametrize(("one", "two"), [(0, 1), (1, 0), (9, 9), (9, 40), (3, 500), (2, 2)])
def test_few_events_have_clopper_and_pearsons_interval_as_odds(one, two, confidence):
    row = ratio(one, two, (700, 1_900), confidence=confidence)

    theirs = stats.binomtest(one, one + two).proportion_ci(confidence, method="exact")
    low, high = (each / (1 - each) * 1_900 / 700 if each < 1 else np.inf for each in theirs)
    assert (row["lower"], row["upper"]) == pytest.approx((low, high), rel=1e-9)
    share = 700 / 2_600
    tails = stats.binom.cdf(one, one + two, share), stats.binom.sf(one - 1, one + two, share)
    assert row["p_value"] == pytest.approx(min(1, 2 * min(tails)), rel=1e-9)
    assert row["method"] == f"ratio of two rates, exact conditional {100 * confidence:g}% interval and test"


@pytest.mark.parametrize(
    ("one", "two", "words"), [(10, 10, "score"), (9, 10, "exact"), (10, 9, "exact"), (11, 300, "score")]
)
def test_the_score_interval_is_used_where_both_counts_are_ten_or_more(one, two, words):
    assert words in ratio(one, two)["method"]


def test_dispersion_divides_the_score_and_its_interval_goes_with_it():
    # 120 against 80 of equal sizes: score (120 − 100) / √(200 / 4) = 2.828; with counts three times as spread, ÷ √3 = 1.633.
    row = ratio(120, 80, dispersion=3.0)
    assert row["p_value"] == pytest.approx(2 * stats.norm.sf(20 / np.sqrt(50) / np.sqrt(3)), rel=1e-9)

    # Wilson's interval with z √3, turned into odds.
    z = stats.norm.ppf(0.975) * np.sqrt(3)
    reach = z * np.sqrt(120 * 80 / 200 + z**2 / 4)
    low, high = ((120 + z**2 / 2 + sign * reach) / (200 + z**2) for sign in (-1, 1))
    assert (row["lower"], row["upper"]) == pytest.approx((low / (1 - low), high / (1 - high)), rel=1e-9)


@pytest.mark.parametrize("dispersion", [1.0, 1.3, 2.0, 7.5])
@pytest.mark.parametrize("count", [1, 5, 9, 40, 1_077, 123_457])
def test_no_event_on_one_side_bounds_the_ratio_at_nought_or_not_at_all(count, dispersion):
    none_now, none_then = ratio(0, count, dispersion=dispersion), ratio(count, 0, dispersion=dispersion)

    assert (none_now["ratio"], none_now["lower"]) == (0, 0)
    assert 0 < none_now["upper"] < np.inf
    assert (none_then["ratio"], none_then["upper"]) == (np.inf, np.inf)
    assert none_then["lower"] == pytest.approx(1 / none_now["upper"], rel=1e-9)


@MANY
@given(COUNTS, COUNTS, st.floats(0.2, 5), LEVELS, st.floats(1, 20))
def test_the_test_and_the_interval_never_disagree_about_dispersed_counts(one, two, size, confidence, dispersion):
    row = ratio(one, two, (1_000 * size, 1_000), confidence=confidence, dispersion=dispersion)

    if one + two and abs(row["p_value"] - (1 - confidence)) > 1e-9:
        assert (row["lower"] > 1 or row["upper"] < 1) == (row["p_value"] < 1 - confidence)
    if one + two:
        assert (row["upper"] == np.inf) == (two == 0)
        assert (row["lower"] == 0) == (one == 0)


@MANY
@given(COUNTS, COUNTS, st.floats(0.2, 5), LEVELS)
def test_a_ratio_widens_with_the_confidence_and_does_not_depend_on_units(one, two, size, confidence):
    narrow, wide = (ratio(one, two, (size, 1), confidence=each) for each in (confidence, 1 - (1 - confidence) / 2))
    larger = ratio(one, two, (4_096 * size, 4_096), confidence=confidence)

    if one + two:
        assert wide["lower"] <= narrow["lower"] <= narrow["ratio"] <= narrow["upper"] <= wide["upper"]
        assert larger[["lower", "upper", "p_value"]].tolist() == narrow[["lower", "upper", "p_value"]].tolist()


@pytest.mark.parametrize(("one", "two"), [(5, 3), (9, 1), (2, 9), (1, 1)])
def test_a_difference_of_few_events_is_recovered_from_the_exact_intervals(one, two):
    row = differences.rate_difference(
        series(one), series(10), reference_events=series(two), reference_population=series(20), per=1
    ).iloc[0]

    theirs = confint_poisson_2indep(one, 10, two, 20, method="mover", method_mover="exact-c", compare="diff")
    assert (row["lower"], row["upper"]) == pytest.approx(theirs, rel=1e-9)
    assert row["p_value"] == ratio(one, two, (10, 20))["p_value"]


@MANY
@given(COUNTS, COUNTS, st.floats(1, 1e5), st.floats(1, 1e5), LEVELS)
def test_a_difference_of_rates_lies_in_its_interval_turns_round_and_scales(one, two, size, other, confidence):
    def difference(first: tuple, second: tuple, per: float, level: float) -> pd.Series:
        table = differences.rate_difference(
            series(first[0]),
            series(first[1]),
            reference_events=series(second[0]),
            reference_population=series(second[1]),
            per=per,
            confidence=level,
        )
        return table.iloc[0]

    there = difference((one, size), (two, other), 1, confidence)
    back = difference((two, other), (one, size), 1, confidence)
    wide = difference((one, size), (two, other), 1, 1 - (1 - confidence) / 2)
    scaled = difference((one, size), (two, other), 1_000, confidence)

    assert wide["lower"] <= there["lower"] <= there["difference"] <= there["upper"] <= wide["upper"]
    assert (there["lower"], there["difference"]) == pytest.approx((-back["upper"], -back["difference"]), rel=1e-12)
    figures = ["difference", "lower", "upper"]
    assert scaled[figures].tolist() == pytest.approx((1_000 * there[figures]).tolist(), rel=1e-9, abs=1e-12)


@MANY
@given(st.integers(0, 400), st.integers(0, 400), st.integers(0, 400), st.integers(0, 400), LEVELS)
def test_a_ratio_of_shares_solves_its_equation_turns_round_and_widens(a, rest, b, other, confidence):
    one, two = (a, max(a + rest, 1)), (b, max(b + other, 1))
    row = shares(differences.proportion_ratio, one, two, confidence=confidence)
    if a + b == 0:
        assert row[["ratio", "lower", "upper"]].isna().all()
        assert (row["p_value"], row["method"]) == (1.0, "no ratio: none on either side; pooled score test")
        return

    back = shares(differences.proportion_ratio, two, one, confidence=confidence)
    wide = shares(differences.proportion_ratio, one, two, confidence=1 - (1 - confidence) / 2)
    assert 0 <= wide["lower"] <= row["lower"] <= row["ratio"] <= row["upper"] <= wide["upper"]
    assert (row["upper"] == np.inf) == (b == 0)
    assert (row["lower"] == 0) == (a == 0)
    if b:
        assert row["upper"] == pytest.approx(1 / back["lower"] if back["lower"] else np.inf, rel=1e-9)
    # Donner and Zou: where the ratio is at a bound, one share less that many times the other is just at its own bound, nought.
    if a and b:
        ours, theirs = (
            differences.statistics.proportion(series(each[0]), series(each[1]), confidence=confidence).iloc[0]
            for each in (one, two)
        )
        low = row["lower"]
        gap = ours["proportion"] - low * theirs["proportion"]
        reach = np.hypot(ours["proportion"] - ours["lower"], low * (theirs["upper"] - theirs["proportion"]))
        assert gap == pytest.approx(reach, rel=1e-6, abs=1e-12)


def test_a_ratio_of_shares_keeps_its_figures_where_its_quadratic_is_all_but_straight():
    # Where Wilson's upper bound of the reference is twice its share, the factor of the square is nought: of 4, at 16.69.
    sizes = np.concatenate([np.linspace(5, 40, 36), 16.6887634 + np.linspace(-1e-6, 1e-6, 201)])
    fours, ones = pd.Series(4.0, index=range(len(sizes))), pd.Series(29.0, index=range(len(sizes)))
    whole = pd.Series(sizes)
    table = differences.proportion_ratio(fours, ones, reference_numerator=fours, reference_denominator=whole)
    low = differences.statistics.proportion(fours, ones)["lower"].iloc[0]
    high = differences.statistics.proportion(fours, whole)["upper"]

    def exactly(size: float, bound: float) -> float:
        with localcontext(prec=60):
            one, two = Decimal(4) / 29, Decimal(4) / Decimal(size)
            product, below, above = (
                one * two,
                Decimal(low) * (2 * one - Decimal(low)),
                Decimal(bound) * (2 * two - Decimal(bound)),
            )
            return float((product - (product**2 - below * above).sqrt()) / above)

    wanted = [exactly(*pair) for pair in zip(sizes, high, strict=True)]
    assert (2 * 4 / whole - high).abs().min() < 1e-9
    assert table["lower"].tolist() == pytest.approx(wanted, rel=1e-12)


def tables(one: pd.Series, size: pd.Series, two: pd.Series, other: pd.Series) -> dict[str, pd.DataFrame]:
    """Every comparison of the same counts."""
    by_events = {"reference_events": two, "reference_population": other}
    by_shares = {"reference_numerator": two, "reference_denominator": other}
    return {
        "rate ratio": differences.rate_ratio(one, size, **by_events),
        "rate difference": differences.rate_difference(one, size, **by_events),
        "proportion difference": differences.proportion_difference(one, size, **by_shares),
        "proportion ratio": differences.proportion_ratio(one, size, **by_shares),
        "percent change": differences.percent_change(one, two, population=size, previous_population=other),
    }


KINDS = ["rate ratio", "rate difference", "proportion difference", "proportion ratio", "percent change"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "cell", [(NAN, 9, 3, 9), (3, NAN, 3, 9), (3, 9, NAN, 9), (3, 9, 3, NAN), (0, 0, 3, 9), (3, 9, 0, 0)]
)
def test_what_is_missing_on_either_side_is_said(kind, cell):
    row = tables(*(series(value, 30) for value in cell))[kind].iloc[0]
    columns = {"percent change": ["percent", "lower", "upper"]}.get(kind, ["lower", "upper"])

    assert row[[*columns, "p_value"]].isna().all()
    assert "cannot be compared" in row["method"]
    assert row.get("verdict", "cannot tell") == "cannot tell"


def test_a_net_count_below_zero_has_a_difference_and_no_test():
    against = {"reference_events": series(3), "reference_population": series(90)}
    rate = differences.rate_difference(series(-4), series(90), **against, per=90).iloc[0]
    change = differences.percent_change(series(-4), series(3)).iloc[0]

    assert (rate["difference"], change["change"]) == (-7, -7)
    for row in (rate, change):
        assert row[["lower", "upper", "p_value"]].isna().all()
    assert rate["method"] == "difference of two rates per 90; no interval and no test: a net count below zero"
    assert change["method"].endswith("fewer than 50 in one of the periods; no test: a net count below zero")
    assert "cannot be compared" in differences.rate_ratio(series(-4), series(90), **against).iloc[0]["method"]


def test_no_events_on_either_side_are_no_change_but_have_no_ratio():
    found = {kind: table.iloc[0] for kind, table in tables(*(series(value) for value in (0, 90, 0, 80))).items()}

    assert found["rate ratio"]["method"] == "cannot be compared: no events, or nothing to set them against"
    assert found["rate difference"]["difference"] == 0
    assert found["rate difference"]["lower"] < 0 < found["rate difference"]["upper"]
    assert found["rate difference"]["method"].endswith("recovered from theirs; no test: no events")
    assert found["percent change"]["verdict"] == "no real change"
    assert found["percent change"]["method"].endswith("no event in either period")
    assert found["proportion difference"]["p_value"] == 1


def test_no_events_where_nobody_knows_how_many_people_cannot_be_told():
    table = differences.percent_change(
        series(0, 0), series(0, 0), population=series(NAN, 100), previous_population=series(100, 0)
    )
    assert table["verdict"].tolist() == ["cannot tell", "cannot tell"]


def test_a_rate_of_nobody_has_no_percentage_change():
    table = differences.percent_change(
        series(100, 100), series(90, 90), population=series(0, 50), previous_population=series(50, 0)
    )
    assert table["percent"].isna().all()
    assert table["verdict"].tolist() == ["cannot tell"] * 2
    assert table["change"].tolist() == [10, 10]


@pytest.mark.parametrize(("now", "then", "given"), [(50, 50, True), (49, 50, False), (50, 49, False), (60, -60, False)])
def test_a_percentage_is_given_from_fifty_in_both_periods(now, then, given):
    row = differences.percent_change(series(now), series(then)).iloc[0]

    assert row[["percent", "lower", "upper"]].notna().tolist() == [given] * 3
    assert ("percentage not given" in row["method"]) == (not given)


@pytest.mark.parametrize(("now", "then", "percent"), [(70, 100, -30.0), (110, 100, 10.0), (1_077, 1_077, 0.0)])
def test_a_percentage_is_exact_where_it_is_a_whole_number(now, then, percent):
    assert differences.percent_change(series(now), series(then)).iloc[0]["percent"] == percent


@MANY
@given(st.integers(50, 20_000), st.integers(50, 20_000), LEVELS)
def test_a_percentage_lies_in_its_interval_and_the_verdict_follows_it(now, then, confidence):
    row = differences.percent_change(series(now), series(then), confidence=confidence).iloc[0]

    assert row["lower"] <= row["percent"] <= row["upper"]
    words = "rise" if row["lower"] > 0 else "fall" if row["upper"] < 0 else "no real change"
    assert row["verdict"] == words
    back = differences.percent_change(series(then), series(now), confidence=confidence).iloc[0]
    assert {"rise": "fall", "fall": "rise"}.get(row["verdict"], row["verdict"]) == back["verdict"]


INDEX = ["c", "a", "b"]


@pytest.mark.parametrize(
    "index", [INDEX, [1, 1, 1], pd.MultiIndex.from_product([["x"], [3, 1, 2]]), pd.date_range("2011-04-01", periods=3)]
)
@pytest.mark.parametrize("dtype", ["float64", "Int64"])
def test_every_kind_of_count_and_of_index_gives_the_same_figures(index, dtype):
    plain = tables(series(30, 60, 0), series(90, 90, 90), series(20, 80, 4), series(90, 95, 90))
    given = [
        pd.Series(values, index=index, dtype=dtype) for values in ([30, 60, 0], [90] * 3, [20, 80, 4], [90, 95, 90])
    ]
    before = [counts.copy() for counts in given]

    for kind, table in tables(*given).items():
        assert table.index.equals(given[0].index)
        pd.testing.assert_frame_equal(table.reset_index(drop=True), plain[kind])
    for counts, copy in zip(given, before, strict=True):
        assert_series_equal(counts, copy)


@pytest.mark.parametrize("compare", KINDS)
def test_counts_in_another_order_are_refused_not_matched_by_place(compare):
    one = pd.Series([10.0, 60.0], index=["a", "b"])
    two = pd.Series([60.0, 10.0], index=["b", "a"])
    size, other = pd.Series(90.0, index=one.index), pd.Series(90.0, index=two.index)
    calls = {
        "rate ratio": (differences.rate_ratio, "reference_events", "reference_population"),
        "rate difference": (differences.rate_difference, "reference_events", "reference_population"),
        "proportion difference": (differences.proportion_difference, "reference_numerator", "reference_denominator"),
        "proportion ratio": (differences.proportion_ratio, "reference_numerator", "reference_denominator"),
    }
    with pytest.raises(ValueError, match="one index"):
        if compare == "percent change":
            differences.percent_change(one, two)
        else:
            call, first, second = calls[compare]
            call(one, size, **{first: two, second: other})


@pytest.mark.parametrize("kind", KINDS)
def test_no_counts_give_an_empty_table(kind):
    table = tables(series(), series(), series(), series())[kind]

    assert len(table) == 0
    assert table.columns[-1] == "method"


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: ratio(1, 1, (np.inf, 1)), "finite"),
        (lambda: ratio(1, 1, (-1, 1)), "below zero"),
        (lambda: ratio(1, 1, dispersion=NAN), "1 or above"),
        (lambda: ratio(1, 1, dispersion=np.inf), "finite"),
        (lambda: ratio(1, 1, confidence=95), "between 0 and 1"),
        (lambda: shares(differences.proportion_difference, (3, 2), (1, 2)), "between 0 and its denominator"),
        (lambda: shares(differences.proportion_ratio, (1, 2), (-1, 2)), "between 0 and its denominator"),
        (lambda: differences.percent_change(series(np.inf), series(1)), "infinite"),
        (lambda: differences.percent_change(series(1), series(1), dispersion=0), "1 or above"),
    ],
)
def test_what_cannot_be_is_refused_in_words(call, words):
    with pytest.raises(ValueError, match=words):
        call()
