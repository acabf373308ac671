"""A run's results are written whole or not at all, every quotable number with the rows behind it."""

import json
from dataclasses import replace

import pandas as pd
import pytest
from matplotlib.figure import Figure
from pandas.testing import assert_frame_equal

from helpers import periods
from helpers.analysis import disclosure
from helpers.data.policies import Policy
from helpers.data.slicing import Request, Slice
from helpers.errors import NotebookError
from helpers.publishing import quotes, results
from helpers.publishing.charts import Chart
from helpers.publishing.tables import Column, Group, Table, Text

POLICY = Policy(5, frozenset({"clients"}))
FRAME = pd.DataFrame({"stream": ["fund", "grant"], "share": [1 / 3, float("nan")], "method": "m"})


@pytest.fixture
def facts(tmp_path) -> Slice:
    where = {"source": ["report"], "locator": ["Appendix 4, line 194"]}
    tables = {
        "areas": pd.DataFrame({"area": ["dudley"], "name": ["Dudley"], "source": ["codes"], "row": ["areas.csv:2"]}),
        "allocations": pd.DataFrame({"amount": [87756.0], **where, "row": ["allocations.csv:2"]}),
        "corrections": pd.DataFrame(
            columns=["table", "figure", "field", "old_value", "new_value", "reason", "authority"]
        ),
        "sources": pd.DataFrame(
            {"source": ["report"], "title": ["safe and sound – 2011/12"], "row": ["sources.csv:2"]}
        ),
    }
    return Slice(Request("funding_analysis", "dudley", periods.parse("2011-12-Q4")), tables, tmp_path / "run", POLICY)


def table(name: str) -> Table:
    return Table(name, "Caption", [Column("Stream")], [("Fund",)], FRAME)


def drawn(name="chart", draw=Figure, alt='A "bar" chart') -> Chart:
    return Chart(name=name, caption="What_was | spent", message="m", alt=alt, frame=FRAME, draw=draw)


def said(id: str, rows=("allocations.csv:2",), value=1 / 3, **parts: float) -> quotes.Quote:
    return quotes.amount(id, "33.3%", value, "per cent", method="share", rows=rows, **parts)


def written(facts: Slice) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (facts.folder / "results").iterdir()}


def test_each_result_is_named_with_its_cell_and_each_row_behind_a_table_with_its_place(facts):
    frame = FRAME.assign(row=["allocations.csv:2", "elsewhere.csv:9"])
    shown = Table("streams", "Caption", [Column("Stream")], [("Fund",)], frame, cell=7)
    results.publish(facts, shown, Group("both", [table("one")]), Text("words", ["All agree."]), drawn(), quotes=[])

    values = json.loads(written(facts)["values.json"])
    assert values["results"] == {"streams": {"cell": 7}, "one": {"cell": 0}, "words": {"cell": 0}, "chart": {"cell": 0}}
    assert values["rows"] == {"allocations.csv:2": ["report", "Appendix 4, line 194"]}


def test_each_item_is_written_with_what_is_behind_it(facts):
    group = Group("both", [table("one"), table("two")])
    results.publish(facts, table("streams"), group, Text("words", ["All agree."]), drawn(), quotes=[])

    files = written(facts)
    assert sorted(files) == [
        "both.md", "chart.csv", "chart.md", "chart.png", "chart.svg", "one.csv", "streams.csv", "streams.md", "two.csv",
        "values.json", "words.md",
    ]  # fmt: skip
    assert files["words.md"] == b"All agree.\n"
    assert files["streams.md"].decode() == table("streams").to_markdown()
    assert files["both.md"].decode() == group.to_markdown()
    assert files["chart.svg"] == drawn().image("svg")


def test_figures_are_published_unrounded_and_unknown_ones_blank(facts):
    results.publish(facts, table("streams"), quotes=[])

    assert written(facts)["streams.csv"] == b"stream,share,method\nfund,0.3333333333333333,m\ngrant,,m\n"


def test_a_chart_is_included_with_its_caption_label_and_alternative_text():
    assert results.fragment(drawn()) == (
        '![What\\_was \\| spent](_results/chart.svg){#fig-chart fig-alt="A \\"bar\\" chart"}\n'
    )


def test_values_say_what_they_are_about_and_where_their_facts_stand(facts):
    results.publish(
        facts,
        quotes=[said("b", numerator=1, denominator=3), quotes.word("a", "fell", method="sign", rows=())],
    )

    values = json.loads(written(facts)["values.json"])
    assert {key: values[key] for key in ("notebook", "area", "area_name", "quarter")} == {
        "notebook": "funding_analysis",
        "area": "dudley",
        "area_name": "Dudley",
        "quarter": "2011-12-Q4",
    }
    assert values["values"] == [
        {"id": "a", "text": "fell", "value": "fell", "unit": "word", "method": "sign", "cell": 0, "sources": []},
        {
            "id": "b",
            "text": "33.3%",
            "value": 0.3333333333333333,
            "unit": "per cent",
            "method": "share",
            "numerator": 1.0,
            "denominator": 3.0,
            "cell": 0,
            "sources": [{"row": "allocations.csv:2", "source": "report", "locator": "Appendix 4, line 194"}],
        },
    ]
    assert values["sources"] == [{"source": "report", "title": "safe and sound – 2011/12"}]
    assert "safe and sound – 2011/12".encode() in written(facts)["values.json"]


def test_an_unknown_value_is_null_and_not_nan(facts):
    results.publish(facts, quotes=[said("a", value=float("nan"))])

    content = written(facts)["values.json"]
    assert json.loads(content)["values"][0]["value"] is None
    assert b"NaN" not in content


def test_values_stand_in_one_order_whatever_order_they_are_given_in(facts):
    results.publish(facts, quotes=[said("a"), said("b"), said("c")])
    first = written(facts)
    results.publish(facts, quotes=[said("c"), said("a"), said("b")])

    assert written(facts) == first


def test_results_of_an_earlier_run_do_not_stay(facts):
    results.publish(facts, table("old"), quotes=[])
    results.publish(facts, table("new"), quotes=[])

    assert sorted(written(facts)) == ["new.csv", "new.md", "values.json"]


@pytest.mark.parametrize("fails", ["chart", "source"])
def test_a_failure_half_way_leaves_the_earlier_results(facts, fails):
    results.publish(facts, table("old"), quotes=[])
    before = written(facts)

    def broken() -> Figure:
        raise ZeroDivisionError

    items = [table("new"), drawn(draw=broken)] if fails == "chart" else [table("new")]
    rows = ["nowhere.csv:9"] if fails == "source" else []
    with pytest.raises((ZeroDivisionError, KeyError)):
        results.publish(facts, *items, quotes=[said("a", rows=rows)])

    assert written(facts) == before


@pytest.mark.parametrize(
    "items",
    [
        [table("twice"), table("twice")],
        [table("twice"), drawn("twice")],
        [table("twice"), Group("both", [table("twice")])],
        [Group("twice", [table("twice")])],
        [Text("twice", []), Text("twice", [])],
    ],
)
def test_two_results_may_not_share_a_name(facts, items):
    with pytest.raises(NotebookError) as error:
        results.publish(facts, *items, quotes=[])

    assert str(error.value) == "funding_analysis publishes two results with the name 'twice': rename one"
    assert not facts.folder.exists()


def test_two_values_may_not_share_an_id(facts):
    with pytest.raises(NotebookError) as error:
        results.publish(facts, quotes=[said("x"), said("funding.share"), said("funding.share")])

    assert str(error.value) == "funding_analysis publishes two results with the id 'funding.share': rename one"


def test_a_run_says_what_it_published(facts, capsys):
    results.publish(facts, table("streams"), Group("both", [table("one")]), quotes=[said("a"), said("b")])

    assert capsys.readouterr().out == "published 3 results and 2 quotable values for Dudley, Quarter 4 2011/12\n"


def test_the_frames_that_are_published_are_not_altered(facts):
    before = FRAME.copy(deep=True)

    results.publish(facts, table("streams"), drawn(), quotes=[])

    assert_frame_equal(FRAME, before)


def test_a_document_that_nothing_published_is_taken_from_is_not_among_its_sources(facts):
    more = pd.DataFrame({"source": ["other"], "title": ["Another paper"], "row": ["sources.csv:3"]})
    facts.tables["sources"] = pd.concat([facts.tables["sources"], more], ignore_index=True)

    results.publish(facts, table("streams"), quotes=[said("a.b")])
    first = json.loads(written(facts)["values.json"])["sources"]
    frame = FRAME.assign(source="other")
    results.publish(facts, Table("streams", "Caption", [Column("Stream")], [("Fund",)], frame), quotes=[])
    second = json.loads(written(facts)["values.json"])["sources"]

    assert [source["source"] for source in first] == ["report"]
    assert [source["source"] for source in second] == ["other"]


def test_a_small_count_of_people_is_not_published_in_a_table_a_sentence_or_a_value(facts):
    counted = pd.DataFrame(
        {"measure": ["served"], "value": [3.0], "printed": ["3"], "unit": ["clients"], "row": ["outcomes.csv:9"]}
    )
    leaking = Table("served", "Caption", [Column("Figure")], [("3",)], counted)

    for items, said_of_it, told in (
        ([leaking], [], r"served would publish a small count of clients \(outcomes.csv:9\)"),
        ([Text("words", ["The service saw two clients."])], [], "words would publish a small count of people"),
        ([table("cells"), Table("t", "C", [Column("A")], [("3 clients",)], FRAME)], [], "t would publish"),
        ([replace(table("t"), note="Without 3 clients.")], [], "t would publish"),
        ([replace(table("t"), caption="The 3 clients")], [], "t would publish"),
        ([replace(drawn(), caption="The 3 clients")], [], "chart would publish"),
        ([replace(drawn(), message="Of all, 3 clients came.")], [], "chart would publish"),
        ([drawn(alt="Bars: 3 clients.")], [], "chart would publish"),
        (
            [],
            [quotes.word("seen", "Of all, 3 clients came", method="m", rows=["a.csv:2"])],
            "'seen' would publish a small count of people in 'Of all, 3 clients came'",
        ),
        (
            [],
            [quotes.amount("served", "3", 3, "clients", method="m", rows=["a.csv:2"])],
            "'served' would publish a small count",
        ),
    ):
        with pytest.raises(NotebookError, match=told):
            results.publish(facts, *items, quotes=said_of_it)
    assert not (facts.folder / "results").exists()


def test_of_two_hidden_counts_nobody_is_told_which_is_the_small_one(facts):
    """Two that leave 6 are 1 and 5 once one is called small and the other not."""
    rows = {"measure": "m", "breakdown": ["a: 1", "a: 2", "a: 3"], "value": [20.0, 5.0, 1.0], "denominator": 26.0}
    frame = disclosure.protect(pd.DataFrame({**rows, "unit": "clients"}), POLICY)
    results.publish(facts, Table("parts", "Caption", [Column("Part")], [("Part",)], frame), quotes=[])

    published = pd.read_csv(facts.folder / "results" / "parts.csv", keep_default_na=False)
    assert frame["protected"].nunique() == 3
    assert published["protected"].tolist() == ["", disclosure.CONFIDENTIAL, disclosure.CONFIDENTIAL]


def test_five_clients_none_and_three_meetings_are_published(facts):
    counted = pd.DataFrame(
        {"measure": ["a", "b"], "value": [5.0, 0.0], "unit": ["clients"] * 2, "row": ["a.csv:2", "a.csv:3"]}
    )
    shown = Table("served", "Caption", [Column("Figure")], [("5 clients",), ("three meetings",)], counted)
    results.publish(
        facts, shown, quotes=[quotes.amount("m", "3", 3, "meetings", method="m", rows=["allocations.csv:2"])]
    )
    assert "5 clients" in written(facts)["served.md"].decode()


def test_a_chart_with_nothing_to_draw_is_its_message_without_a_picture_or_a_label(facts):
    chart = Chart(
        "chart", "What was spent", "No sum_is recorded.", "Bars. No sum is recorded.", FRAME, Figure, empty=True
    )

    results.publish(facts, chart, quotes=[])

    files = written(facts)
    assert sorted(files) == ["chart.csv", "chart.md", "values.json"]
    assert files["chart.md"] == b"No sum\\_is recorded.\n"
    assert (chart._repr_png_(), repr(chart)) == (None, "What was spent\nNo sum_is recorded.")
