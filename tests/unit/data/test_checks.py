"""Everything wrong in data/ is found in one go, each thing once."""

import shutil

import pytest

from helpers.data import checks


@pytest.fixture
def data(project, tmp_path):
    return shutil.copytree(project.data, tmp_path / "data")


@pytest.fixture
def problems(data):
    """Break tables by replacing texts that occur in them once; give the messages."""

    def found(*changes: tuple[str, str, str]) -> list[str]:
        for name, old, new in changes:
            path = data / f"{name}.csv"
            text = path.read_text(encoding="utf-8")
            assert text.count(old) == 1
            path.write_text(text.replace(old, new), encoding="utf-8")
        return [str(problem) for problem in checks.check(data)]

    return found


BURGLARY = "dudley,2011-12,year,burglary-dwelling,1077,,,offences,final,"  # line 5 of observations.csv
REPEATS = "outcome,12,12,715,offences,dudley,final,"  # line 3 of outcomes.csv


def test_the_published_facts_have_no_problem(project):
    assert checks.check(project.data) == []


def test_a_row_given_twice_is_named_with_the_line_of_its_twin(problems):
    twin = BURGLARY.replace("burglary-dwelling", "robbery")

    assert problems(("observations", BURGLARY, twin)) == [
        "data/observations.csv:9: area+period+period_kind+indicator: 'dudley 2011-12 year robbery' is already on line 5"
    ]


def test_a_third_twin_is_named_with_the_first_line(problems):
    twin = BURGLARY.replace("burglary-dwelling", "robbery")
    vehicle = "dudley,2011-12,year,vehicle-crime,"

    found = problems(("observations", BURGLARY, twin), ("observations", vehicle, "dudley,2011-12,year,robbery,"))

    assert [message.rpartition(": ")[2] for message in found] == [
        "'dudley 2011-12 year robbery' is already on line 5"
    ] * 2
    assert [message.split(":")[1] for message in found] == ["7", "9"]


@pytest.mark.parametrize(
    ("name", "old", "new", "found"),
    [
        (
            "observations",
            BURGLARY,
            BURGLARY.replace("dudley", "dudlee"),
            "data/observations.csv:5: area: 'dudlee' is not in data/areas.csv",
        ),
        (
            "observations",
            BURGLARY,
            BURGLARY.replace("burglary-dwelling", "burglary"),
            "data/observations.csv:5: indicator: 'burglary' is not in data/indicators.csv",
        ),
        (
            "funding_lines",
            "community-safety-fund,6,",
            "safety-fund,6,",
            "data/funding_lines.csv:7: area+period+stream: 'dudley 2011-12 safety-fund' is not in data/funding_streams.csv",
        ),
        (
            "outcomes",
            "kits,dudley,final",
            "kits,sandwell,final",
            "data/outcomes.csv:2: measured_in: 'sandwell' is not in data/areas.csv",
        ),
        (
            "areas",
            ",borough,west-midlands-police,",
            ",borough,west-midlands,",
            "data/areas.csv:3: parent: 'west-midlands' is not in data/areas.csv",
        ),
    ],
)
def test_a_key_that_no_other_table_holds_is_named_with_that_table(problems, name, old, new, found):
    assert problems((name, old, new)) == [found]


def test_an_area_may_lie_in_no_other(problems):
    assert problems(("areas", ",borough,west-midlands-police,", ",borough,,")) == []


@pytest.mark.parametrize(
    ("value", "status", "found"),
    [
        ("1077", "to_follow", "1077, but the status 'to_follow' means there is none"),
        ("0", "not_available", "0, but the status 'not_available' means there is none"),
        ("0.5", "not_applicable", "0.5, but the status 'not_applicable' means there is none"),
        ("", "final", "blank, but the status is 'final'"),
        ("", "provisional", "blank, but the status is 'provisional'"),
        ("", "nil", "blank, but the status is 'nil'"),
    ],
)
def test_a_value_and_its_status_must_agree(problems, value, status, found):
    row = BURGLARY.replace("1077", value).replace("final", status)

    assert problems(("observations", BURGLARY, row)) == [f"data/observations.csv:5: value: {found}"]


@pytest.mark.parametrize(
    ("value", "status"), [("", "to_follow"), ("", "not_available"), ("0", "nil"), ("9", "estimated")]
)
def test_a_blank_stands_beside_no_value_and_a_zero_beside_nil(problems, value, status):
    row = BURGLARY.replace("1077", value).replace("final", status)

    assert problems(("observations", BURGLARY, row)) == []


def test_money_that_is_to_follow_has_no_amount(problems):
    found = problems(("funding_streams", ",250178,pounds,expended,final,", ",250178,pounds,expended,to_follow,"))

    assert found == ["data/funding_streams.csv:2: amount: 250178, but the status 'to_follow' means there is none"]


@pytest.mark.parametrize(
    ("numerator", "found"),
    [
        ("714", []),
        ("715", []),
        ("716", ["data/outcomes.csv:3: numerator: 716 is above its denominator, 715"]),
    ],
)
def test_a_numerator_lies_no_higher_than_its_denominator(problems, numerator, found):
    assert problems(("outcomes", REPEATS, REPEATS.replace(",12,715", f",{numerator},715"))) == found


def test_a_cell_that_could_not_be_read_is_one_problem_and_not_also_a_blank_one(problems):
    found = problems(("observations", BURGLARY, BURGLARY.replace("1077", "£1077")))

    assert found == ["data/observations.csv:5: value: '£1077' is not a plain number such as 1077 or 22.3"]


def test_problems_of_several_files_stand_in_the_order_of_files_and_lines(problems):
    found = problems(
        ("outcomes", REPEATS, REPEATS.replace(",12,715", ",716,715")),
        ("observations", "dudley,2010-11,year,robbery,544", "dudley,2010-11,year,robbery,"),
        ("observations", BURGLARY, BURGLARY.replace("1077", "many")),
        ("observations", "Appendix 3, line 185", ""),
    )

    assert [message.rsplit(": ", 2)[0] for message in found] == [
        "data/observations.csv:5",
        "data/observations.csv:8",
        "data/observations.csv:17",
        "data/outcomes.csv:3",
    ]


def test_a_row_that_could_not_be_read_does_not_hide_the_rest(problems):
    found = problems(
        ("observations", BURGLARY, f"extra,{BURGLARY}"),
        ("observations", "2011-12,year,robbery,395", "2011-12,year,robbery,"),
    )

    assert found == [
        "data/observations.csv:5: 12 cells where 11 columns are named",
        "data/observations.csv:9: value: blank, but the status is 'final'",
    ]


def test_a_missing_file_is_one_problem_and_not_one_for_every_row_that_names_it(data):
    (data / "sources.csv").unlink()

    assert [str(problem) for problem in checks.check(data)] == [
        "data/sources.csv: the file is missing; data/datapackage.json describes it"
    ]


def test_two_places_that_could_not_be_read_are_not_each_others_twins(problems):
    fund = "community-safety-fund"
    found = problems(("funding_lines", f"{fund},5,", f"{fund},x,"), ("funding_lines", f"{fund},6,", f"{fund},x,"))

    assert found == [
        "data/funding_lines.csv:6: line: 'x' is not a whole number",
        "data/funding_lines.csv:7: line: 'x' is not a whole number",
    ]
