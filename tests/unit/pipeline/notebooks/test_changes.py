"""What differs between two executions of a notebook is told by cell, row and column."""

import copy

import pytest

from helpers.pipeline.notebooks.changes import MOST, changes

TABLE = "Crime, Dudley\nIndicator | 2011/12 | Change\nBurglary | 1,077 | 27.7%\nRobbery | 274 | 3.1%"
DATA = "indicator,title,percent,method\nburglary,Burglary,-27.71812081,change\nrobbery,Robbery,27.38970588,change\n"
PARAMETERS = 'borough: str = "dudley"  # Area\nquarter: str = "2011-12-Q4"'


def code(*outputs: dict, source: str | list[str] = "table = make()\ntable", **more: object) -> dict:
    return {"cell_type": "code", "source": source, "outputs": list(outputs), "metadata": {}, **more}


def notebook(*outputs: dict, source: str | list[str] = "table = make()\ntable") -> dict:
    return {"cells": [{"cell_type": "markdown", "source": "# Crime"}, code(*outputs, source=source)], "metadata": {}}


def shown(text: str, **more: str) -> dict:
    return {"output_type": "execute_result", "execution_count": 1, "data": {"text/plain": text, **more}}


def chart(data: str = DATA, picture: str = "a", message: str = "Robbery rose.") -> dict:
    return shown(message, **{"image/png": picture, "text/csv": data})


def html(*rows: str, head: str = "<tr><th></th><th>2010</th><th>2011</th></tr>") -> dict:
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    table = f"<table><thead>{head}</thead><tbody>{body}</tbody></table>"
    return shown(
        "whatever", **{"text/html": f"<div><style scoped>th {{}}</style>{table}<p>2 rows × 2 columns</p></div>"}
    )


def told(before: dict, after: dict) -> list[str]:
    """What is told of the one cell, without its name."""
    found = changes(notebook(before), notebook(after))
    assert all(line.startswith("code cell 1 (table): ") for line in found)
    return [line.removeprefix("code cell 1 (table): ") for line in found]


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (TABLE.replace("274", "275"), ["row Robbery, 2011/12: 274 → 275"]),
        (TABLE.replace("274 | 3.1%", "275 | 3.5%"), ["row Robbery, 2011/12: 274 → 275; Change: 3.1% → 3.5%"]),
        (TABLE.replace("274", ""), ["row Robbery, 2011/12: 274 → nothing"]),
        (TABLE.replace("Dudley", "Walsall"), ["its caption: Crime, Dudley → Crime, Walsall"]),
        (TABLE + "\nArson | 5 | 1%", ["row Arson is new"]),
        (
            TABLE.replace("\nBurg", "\nArson | 5 | 1%\nBurg").replace("274", "275"),
            ["row Arson is new", "row Robbery, 2011/12: 274 → 275"],
        ),
        (TABLE.rpartition("\n")[0], ["row Robbery is gone"]),
        (TABLE.replace("2011/12 | Change", "2012/13 | Change"), ["column 2012/13 is new", "column 2011/12 is gone"]),
        ("\n".join([*TABLE.split("\n")[:2], *TABLE.split("\n")[:1:-1]]), ["its rows stand in another order"]),
        (TABLE + "\nA note.", ["it says now: A note."]),
        ("a line", ["table 'Crime, Dudley' is gone", "it says now: a line"]),
    ],
)  # fmt: skip
def test_a_changed_table_is_told_by_row_and_column(after, said):
    assert told(shown(TABLE), shown(after)) == said


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (DATA.replace("27.38970588", "27.48970588"), ["row Robbery, percent: 27.4 → 27.5"]),
        (DATA.replace("27.38970588", "27.39170588"), ["row Robbery, percent: 27.390 → 27.392"]),
        (DATA.replace("27.38970588", "-3"), ["row Robbery, percent: 27.4 → -3.0"]),
        (DATA.replace("27.38970588", ""), ["row Robbery, percent: 27.38970588 → nothing"]),
        (DATA.replace("27.38970588", "27.3897059"), ["the picture differs, its data does not"]),
        (DATA, ["the picture differs, its data does not"]),
    ],
)
def test_what_a_picture_shows_is_told_though_its_message_is_the_same(after, said):
    assert told(chart(), chart(after, "b")) == said


def test_a_picture_without_data_is_told_by_its_message():
    assert told(shown("m", **{"image/png": "a"}), shown("m", **{"image/png": "b"})) == [
        "the picture differs, and its message does not"
    ]
    assert told(shown("m", **{"image/png": "a"}), chart(message="m")) == ["what its picture shows is now kept as data"]
    assert told(shown(TABLE), shown(TABLE, **{"text/html": "<b>"})) == ["it looks otherwise, with the same words"]


def test_several_tables_of_a_cell_are_told_by_their_captions():
    other = TABLE.replace("Crime, Dudley", "Fires, Dudley")
    assert told(shown(f"{TABLE}\n\n{other}"), shown(f"{TABLE}\n\n{other.replace('274', '275')}")) == [
        "table 'Fires, Dudley', row Robbery, 2011/12: 274 → 275"
    ]


def test_rows_that_share_a_name_are_told_by_what_stands_beside_it_or_by_their_number():
    table = "Spend\nBorough | Project | £\nDudley | Vans | 1\nDudley | Lights | 2\nWalsall | Vans | 3"
    assert told(shown(table), shown(table.replace("2", "9"))) == ["row Dudley, Lights, £: 2 → 9"]
    alike = table.replace("Lights", "Vans")
    assert told(shown(alike), shown(alike.replace("2", "9"))) == ["row Dudley (2), £: 2 → 9"]


def test_a_table_that_is_shown_as_html_only_is_told_by_row_and_column_too():
    rows = ["<th>Arson</th><td>1</td><td>2</td>", "<th>Theft</th><td>3</td><td>4</td>"]
    assert told(html(*rows), html(rows[0], rows[1].replace("4", "5"))) == ["row Theft, 2011: 4 → 5"]
    head = "<tr><th>year</th><th>2010</th><th>2011</th></tr><tr><th>kind</th><th></th><th></th></tr>"
    assert told(html(*rows, head=head), html(rows[0], rows[1].replace("3", "9"), head=head)) == [
        "row Theft, 2010: 3 → 9"
    ]
    spark = '<th>Arson</th><td>1</td><td><img alt="from 1 to 2" src="x"></td>'
    assert told(html(spark), html(spark.replace("to 2", "to 3"))) == ["row Arson, 2011: from 1 to 2 → from 1 to 3"]


def test_the_rows_of_a_frame_are_told_by_their_titles_rather_than_their_numbers():
    head = "<tr><th></th><th>indicator</th><th>title</th><th>year</th><th>value</th></tr>"
    rows = [
        f"<th>{n}</th><td>robbery</td><td>Robbery</td><td>{year}</td><td>7</td>"
        for n, year in enumerate(("now", "then"))
    ]
    assert told(html(*rows, head=head), html(rows[0], rows[1].replace("7", "8"), head=head)) == [
        "row Robbery, then, value: 7 → 8"
    ]
    figures = "<tr><th></th><th>a</th><th>b</th></tr>"
    assert told(
        html("<th>0</th><td>1</td><td>1</td>", "<th>1</th><td>1</td><td>2</td>", head=figures),
        html("<th>0</th><td>1</td><td>1</td>", "<th>1</th><td>1</td><td>3</td>", head=figures),
    ) == ["row 1, b: 2 → 3"]


def test_what_a_table_s_pictures_show_is_told_by_picture_and_period():
    data = "picture,period,value\nspark-a,2010,1\nspark-a,2011,2\nspark-b,2010,3\nspark-b,2011,4\n"
    assert told(chart(data), chart(data.replace("b,2011,4", "b,2011,5"))) == ["row spark-b, 2011, value: 4 → 5"]


def test_of_a_long_paragraph_the_words_that_differ_are_told_with_a_few_around_them():
    text = " ".join(f"word{number}" for number in range(40))
    before, after = (
        shown("x", **{"text/markdown": f"{text} fell by {n}% {text}\n\nAnother."}) for n in ("27.4", "27.5")
    )
    assert told(before, after) == [
        "… word38 word39 fell by 27.4% word0 word1 word2 word3 … → … word38 word39 fell by 27.5% word0 word1 word2 word3 …"
    ]
    longer = shown("x", **{"text/markdown": f"{text} fell by 27.4% {text}\n\nAnother.\n\nA third."})
    assert told(before, longer) == ["it says now: A third."]


def test_very_many_differences_are_cut_off_with_their_count():
    head = "A\nB | C\n"
    found = told(*(shown(head + "\n".join(f"row {n} | {n + more}" for n in range(50))) for more in (0, 1)))
    assert len(found) == MOST + 1
    assert found[-1] == f"and {50 - MOST} more"


def test_texts_may_be_lists_of_lines_as_in_a_file():
    lines = [["table = make()\n", "table"], TABLE.splitlines(keepends=True)]
    before, after = (
        notebook(shown([*lines[1][:3], row]), source=lines[0]) for row in (lines[1][3], "Robbery | 9 | 3.1%")
    )

    assert changes(before, after) == ["code cell 1 (table): row Robbery, 2011/12: 274 → 9"]


def test_an_output_that_comes_or_goes_and_another_code_are_told():
    two = notebook(shown(TABLE), shown("more"))
    assert changes(notebook(shown(TABLE)), two) == ["code cell 1 (table): it showed nothing before"]
    assert changes(two, notebook(shown(TABLE))) == ["code cell 1 (table): it shows nothing now"]
    assert changes(notebook(), notebook(shown(TABLE))) == ["it is kept without any outputs"]
    assert changes(notebook(), notebook(source="other")) == ["code cell 1: its code differs"]
    failed = notebook({"output_type": "error", "ename": "KeyError", "evalue": "'x'", "traceback": []})
    assert changes(failed, notebook(shown(TABLE))) == ["code cell 1 (table): it had failed: KeyError: 'x'"]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("chart", "chart"),
        ("a = 1\nresults.publish(\n    facts,\n    chart,\n)", "results.publish(…)"),
        ('checks[["title", "verdict"]]', "checks[['title', 'verdict']]"),
        ("about = plans.about(facts)", "plans.about(…)"),
        ("%who", "%who"),
    ],
)
def test_a_cell_is_named_by_its_last_statement(source, name):
    assert changes(notebook(shown("1"), source=source), notebook(shown("2"), source=source)) == [
        f"code cell 1 ({name}): 1 → 2"
    ]


def cells(*ids: str, outputs: str = "") -> dict:
    return {"cells": [code(shown(outputs + each), source=each, id=each) for each in ids], "metadata": {}}


def test_cells_are_told_apart_by_their_ids():
    assert changes(cells("a", "b"), cells("a", "c", "b")) == ["code cell 2 (c) is new"]
    assert changes(cells("a", "b"), cells("b")) == ["code cell 1 (a) is gone"]
    assert changes(cells("a", "b", "c"), cells("b", "a", "c")) == ["its code cells stand in another order"]


def test_another_borough_in_the_parameters_cell_is_told_and_what_follows_from_it_is_only_counted():
    before, after = ({"cells": [code(source=PARAMETERS, metadata={"tags": ["parameters"]})]} for _ in range(2))
    before["cells"][0]["source"] = PARAMETERS.replace("dudley", "walsall")
    assert changes(before, after) == ["the parameters cell shows borough walsall; params/notebooks.yml has dudley"]
    for each, outputs in ((before, "w"), (after, "d")):
        each["cells"] += cells("a", "b", outputs=outputs)["cells"]
    assert changes(before, after)[1:] == ["2 code cells show other outputs"]


def test_what_differs_from_run_to_run_is_told_as_that():
    before = notebook(shown(TABLE))
    after = copy.deepcopy(before)
    before["cells"][1]["metadata"] = {"execution": {"iopub.execute_input": "2012-01-01T00:00:00Z"}}
    assert changes(before, after) == [
        "the outputs are the same, but it keeps what differs from run to run, such as timings"
    ]
    before["cells"][1]["execution_count"] = 7
    assert changes(before, after) == [
        "the outputs are the same, but its cells were not run once each from top to bottom"
    ]
