"""Funding is printed as it was worked out, and a source that contradicts itself is named."""

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from helpers import periods
from helpers.analysis import funding as analysis
from helpers.analysis import reconciliation
from helpers.publishing import funding as printed

YEAR = periods.parse("2011-12")
PLACE = {"area_name": "Dudley", "year": YEAR}
HERE = {"area": "dudley", "period": "2011-12"}
COLUMNS = ["title", "amount", "spending_basis", "funders", "note"]
FUND = ("Fund", 250178, "expended", "Home Office", "")
GRANT = ("Grant", 319469, "allocated", "Home Office; police contributions", "It has no time limit")
DEBT = ("Debt", 100, "expended", "A; B; C", "")
SPENT = {"Fund": (87756, 162422), "Grant": (223930,), "Debt": (90, 60)}
TYPES = {"stream": "str", "amount": "float64", "row": "str"}


class Case:
    """The frames of some streams: what the notebook has when it prints them."""

    def __init__(self, *streams: tuple, stated: tuple = (), spent: dict | None = None) -> None:
        spent = SPENT if spent is None else spent
        received = pd.DataFrame(streams, columns=COLUMNS)
        rows = pd.Series([f"s.csv:{line}" for line in range(2, len(received) + 2)], dtype="str")
        received = received.assign(stream=received["title"].str.lower(), row=rows, **HERE).astype(TYPES)
        paid = [(t.lower(), f"{t.lower()}-{n}", a) for t, *_ in streams for n, a in enumerate(spent.get(t, ()), 1)]
        paid = pd.DataFrame(paid, columns=["stream", "project", "amount"])
        rows = pd.Series([f"l.csv:{line}" for line in range(2, len(paid) + 2)], dtype="str")
        paid = paid.assign(row=rows, measure="allocation", **HERE).astype(TYPES)
        titles = [f"{t} {n}" for t, *_ in streams for n, _ in enumerate(spent.get(t, ()), 1)]
        projects = pd.DataFrame({"area": HERE["area"], "project": paid["project"], "title": titles})
        figures = pd.DataFrame(stated, columns=["subject", "measure", "value", "printed"])
        place = {"source": "r", "locator": "Appendix 4, line 200", "row": "f.csv:2"}
        figures = figures.astype({"value": "float64"}).assign(about="funding_streams", **place, **HERE)
        here = {"area": "dudley", "year": YEAR}
        self.streams = analysis.streams(received, paid, figures, **here)
        self.totals = analysis.totals(self.streams)
        self.lines = analysis.lines_of(paid, projects, **here)
        self.checks = reconciliation.funding(self.streams, figures, **here)
        self.disagreements = reconciliation.disagreements(self.checks)

    def detail(self) -> list:
        return list(printed.detail(self.streams, self.lines, self.checks, year=YEAR).tables)

    def quotes(self) -> dict:
        return {q.id: q for q in printed.funding_quotes(self.streams, self.totals, self.disagreements)}

    def warnings(self) -> str:
        return printed.disagreements_text(self.disagreements).to_markdown()


PRINTED = (("fund", "expended", 205178, "205,178"), ("grant", "yet_to_be_allocated", 95539, "95,539"))


def test_each_stream_prints_what_came_in_what_went_out_and_what_is_left():
    case = Case(FUND, GRANT, DEBT, stated=PRINTED)

    table = printed.streams_table(case.streams, case.totals, **PLACE)

    funders = "Home Office and police contributions"
    # By hand: 250,178 + 319,469 + 100, 250,178 + 223,930 + 150, and 0 + 95,539 − 50.
    assert list(table.rows) == [
        ("Fund", "Home Office", "£250,178", "£250,178", "£0", "Nothing left"),
        ("Grant", funders, "£319,469", "£223,930", "£95,539", "Yet to be allocated"),
        ("Debt", "A, B and C", "£100", "£150", "−£50", "More set against it than was received"),
        ("All streams", "", "£569,747", "£474,258", "£95,489", ""),
    ]
    assert table.totals == {3}
    assert table.caption == "Funding streams, Dudley, 2011/12: received, set against projects, and balance"
    assert_frame_equal(table.frame, case.streams)


@pytest.mark.parametrize(("make", "name"), [(printed.streams_table, "streams"), (printed.brief_table, "streams-brief")])
def test_no_streams_are_told_in_a_sentence_and_not_as_a_total_of_nothing(make, name):
    case = Case()

    told = make(case.streams, case.totals, **PLACE)

    said = "No funding of Dudley is recorded for 2011/12, so nothing is said of money received, spent or left."
    assert (told.name, list(told.paragraphs)) == (name, [said])
    detail = printed.detail(case.streams, case.lines, case.checks, year=YEAR)
    assert list(detail.paragraphs) == ["No funding stream is recorded for 2011/12, so there is none to list."]


def test_a_stream_without_a_project_line_has_dashes_and_so_has_the_total():
    case = Case(FUND, GRANT, spent={"Fund": ()})

    table = printed.streams_table(case.streams, case.totals, **PLACE)

    assert table.rows[0][2:] == ("£250,178", "–", "–", "Not known: no project line is recorded")
    assert table.rows[-1][2:] == ("£569,647", "–", "–", "")
    assert "A dash: not known, since an amount is to follow or no project line is recorded." in table.note


def test_a_streams_own_table_lists_its_lines_their_total_what_is_printed_and_the_balance():
    case = Case(FUND, GRANT, stated=(*PRINTED, ("grant", "allocated", 223930, "£223,930")))

    fund, grant = case.detail()

    # 87,756 ÷ 250,178 = 35.08%; 205,178 is 45,000 less than 250,178.
    assert list(fund.rows) == [
        ("Fund 1", "£87,756", "35.1%"),
        ("Fund 2", "£162,422", "64.9%"),
        ("Project lines added up (expended)", "£250,178", "100.0%"),
        ("Printed by the source as expended (£45,000 less than its rows)", "£205,178", ""),
        ("Balance of the £250,178 received: nothing left", "£0", ""),
    ]
    assert list(grant.rows) == [
        ("Grant 1", "£223,930", "100.0%"),
        ("Project lines added up (allocated)", "£223,930", "100.0%"),
        ("Printed by the source as yet to be allocated", "£95,539", ""),
        ("Printed by the source as allocated", "£223,930", ""),
        ("Balance of the £319,469 received: yet to be allocated", "£95,539", ""),
    ]
    assert [sorted(table.totals) for table in (fund, grant)] == [[2, 4], [1, 4]]
    assert [table.name for table in (fund, grant)] == ["stream-fund", "stream-grant"]
    assert [table.note for table in (fund, grant)] == ["", "It has no time limit."]
    assert grant.caption.startswith("Grant – Home Office and police contributions – £319,469")
    assert fund.frame[["amount", "received"]].values.tolist() == [[87756, 250178], [162422, 250178]]


def test_a_stream_of_which_nothing_is_printed_has_its_total_and_balance():
    (debt,) = Case(DEBT).detail()

    assert [row[0] for row in debt.rows[2:]] == [
        "Project lines added up (expended)",
        "Balance of the £100 received: more set against it than was received",
    ]
    assert debt.rows[-1][1] == "−£50"


@pytest.mark.parametrize(
    ("spent", "total"),
    [((), "–"), ((0,), "£0"), ((5, float("nan")), "–")],
)
def test_lines_that_add_up_to_nothing_or_the_unknown_have_no_share(spent, total):
    (fund,) = Case(FUND, spent={"Fund": spent}).detail()

    assert ("Project lines added up (expended)", total, "–") in fund.rows


@pytest.mark.parametrize(
    ("value", "text", "cells"),
    [
        (205178, "205,178", ("£205,178", "£250,178", "−£45,000", "Disagrees")),
        (250178, "£250,178", ("£250,178", "£250,178", "£0", "Agrees")),
        (250179, "250,179", ("£250,179", "£250,178", "£1", "Disagrees")),
    ],
)
def test_a_printed_total_stands_beside_the_one_worked_out(value, text, cells):
    table = printed.checks_table(Case(FUND, stated=(("fund", "expended", value, text),)).checks)

    assert list(table.rows) == [("Fund", "Expended", *cells)]


def test_no_stated_figures_are_told_in_a_sentence():
    told = printed.checks_table(Case(FUND).checks)

    said = "The source prints no total or balance of a funding stream that could be worked out again."
    assert (told.name, list(told.paragraphs)) == ("funding-checks", [said])


@pytest.mark.parametrize(
    ("value", "text", "sentence"),
    [
        (205178, "205,178", "The printed figure is £45,000 less than its rows."),
        (250179, "£250,179", "The printed figure is £1 more than its rows."),
    ],
)
def test_a_source_that_contradicts_itself_is_warned_of(value, text, sentence):
    warning = " ".join(Case(FUND, stated=(("fund", "expended", value, text),)).warnings().split())

    assert warning.startswith('::: {.callout-warning title="The source contradicts itself: Fund"} ')
    lines = "the project lines above that figure add up to £250,178"
    assert f"The source prints £{value:,} as expended, but {lines}. {sentence}" in warning
    assert warning.endswith("the printed one stands at Appendix 4, line 200 of the source. :::")


def test_every_contradiction_is_warned_of_once():
    stated = (*PRINTED, ("grant", "allocated", 2, "2"))
    assert Case(FUND, GRANT, stated=stated).warnings().count("::: {.callout-warning") == 2


def test_without_a_contradiction_the_report_says_so():
    text = Case(FUND, stated=(("fund", "expended", 250178, "250,178"),)).warnings()

    assert text == "No total or balance that the source prints contradicts its own rows.\n"


@pytest.mark.parametrize("stated", [(), (("grant", "allocated", 223930, "223,930"),)])
def test_nothing_is_said_to_agree_that_was_not_compared(stated):
    assert "Every total" not in Case(FUND, stated=stated).warnings()


def test_a_title_with_quotation_marks_stays_in_its_callout():
    stated = (('the "new" fund', "expended", 6, "6"),)

    warning = Case(('The "new" Fund', 5, "expended", "A", ""), stated=stated).warnings()

    assert warning.startswith('::: {.callout-warning title="The source contradicts itself: The \\"new\\" Fund"}\n')


def test_a_wrong_balance_is_not_said_to_be_the_sum_of_the_lines():
    stated = (("grant", "yet_to_be_allocated", 95000, "95,000"),)
    warning = " ".join(Case(GRANT, stated=stated).warnings().split())

    assert "£95,539" in warning
    assert "lines above that figure add up to £95,539" not in warning


def test_prose_may_quote_every_stream_and_all_together():
    quotes = Case(FUND, GRANT, DEBT, stated=PRINTED).quotes()

    # 474,258 ÷ 569,747 = 83.24%.
    texts = {id: q.text for id, q in quotes.items() if id.startswith(("funding.total", "funding.grant"))}
    assert texts == {
        "funding.grant.amount": "£319,469",
        "funding.grant.lines_total": "£223,930",
        "funding.grant.balance": "£95,539",
        "funding.grant.title": "Grant",
        "funding.total.amount": "£569,747",
        "funding.total.lines_total": "£474,258",
        "funding.total.balance": "£95,489",
        "funding.total.carried_forward": "£0",
        "funding.total.yet_to_be_allocated": "£95,539",
        "funding.total.share": "83.2%",
    }
    counts = [quotes[f"funding.{name}"].text for name in ("streams", "projects", "disagreements")]
    assert counts == ["3 funding streams", "5 project lines", "1 printed total"]
    assert quotes["funding.fund.balance"].rows == ("s.csv:2", "l.csv:2", "l.csv:3")
    share = quotes["funding.total.share"]
    assert (share.numerator, share.denominator) == (474258, 569747)


def test_one_stream_and_one_line_are_singular():
    quotes = Case(FUND, spent={"Fund": (5,)}).quotes()
    counts = [quotes[f"funding.{name}"].text for name in ("streams", "projects", "disagreements")]
    assert counts == ["1 funding stream", "1 project line", "0 printed totals"]


@pytest.mark.filterwarnings("ignore:invalid value:RuntimeWarning")
def test_the_share_of_nothing_received_is_not_available():
    case = Case(("Fund", 0, "expended", "Home Office", ""), spent={"Fund": (0,)})
    share = case.quotes()["funding.total.share"]
    assert (share.text, share.numerator, share.denominator) == ("not available", 0, 0)
    assert pd.isna(share.value)


def test_of_no_streams_nothing_is_quoted():
    assert Case().quotes() == {}


def test_the_callers_frames_are_not_altered():
    case = Case(FUND, GRANT, stated=PRINTED)
    frames = (case.streams, case.lines, case.checks, case.disagreements)
    before = [frame.copy(deep=True) for frame in frames]
    printed.streams_table(case.streams, case.totals, **PLACE)
    printed.checks_table(case.checks)
    case.detail(), case.quotes(), case.warnings()

    for frame, copy in zip(frames, before, strict=True):
        assert_frame_equal(frame, copy)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "Every total that the source prints agrees with its own lines."),
        (1, "The source prints 1 total that does not agree with its own lines."),
        (2, "The source prints 2 totals that do not agree with its own lines."),
    ],
)
def test_contradictions_are_counted_in_a_sentence(number, said):
    case = Case(FUND, stated=PRINTED[:1])
    found = pd.concat([case.disagreements.head(1)] * number) if number else case.disagreements.iloc[:0]
    quoted = {q.id: q.text for q in printed.funding_quotes(case.streams, case.totals, found)}

    assert quoted["funding.contradictions"] == said
