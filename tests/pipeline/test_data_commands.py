"""`csp check` and `csp reconcile` as people type them."""

import csv
import io
import json

import pytest

from helpers.publishing import findings
from support import Workplace, add_row, html_text, rows_of, write_rows

pytestmark = pytest.mark.slow


def corrected(place: Workplace, found: list[dict]) -> None:
    """Declare a correction of each figure that disagrees."""
    where = {
        figure: (path.stem, row)
        for path in sorted((place.root / "data").glob("*.csv"))
        if path.stem not in ("recomputations", "corrections")
        for row in rows_of(place.root / "data", path.stem)
        for figure in row.get("figure", "").split("; ")
    }
    for finding in found:
        table, row = where[finding["figure"]]
        field = "amount" if "amount" in row else "value"
        cells = {"old_value": row[field], "new_value": "1", "reason": "Looked up", "authority": "Partnership analyst"}
        add_row(
            place.root / "data", "corrections", **{"table": table, "figure": finding["figure"], "field": field}, **cells
        )


def test_a_clean_project_has_no_problems(workplace: Workplace):
    done = workplace.csp("check")

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "data/ and params/: 26 tables, no problems\n"


def test_every_problem_is_printed_and_the_exit_code_is_1(workplace: Workplace):
    workplace.replace("data/allocations.csv", "allocation,,422,", "allocation,,4x2,")
    workplace.replace("params/areas/dudley.yml", "meeting: 2012-06-07", "meeting: soon")

    done = workplace.csp("check")

    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("data/allocations.csv:")
    assert ": amount: '4x2' is not an amount in pounds" in lines[0]
    assert lines[0].endswith("(found in column G)")
    assert lines[1] == "params/areas/dudley.yml:12: meeting: 'soon' is not a date such as 2012-06-07, nor to_follow"


def test_a_spreadsheets_file_is_read_told_and_written_back(workplace: Workplace):
    path = workplace.root / "data" / "observations.csv"
    before = path.read_bytes()
    rows = list(csv.reader(io.StringIO(before.decode())))
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(rows)
    path.write_bytes(b"\xef\xbb\xbf" + text.getvalue().encode())

    told = workplace.csp("check")
    ran = workplace.csp("run", "indicator_performance", "--borough", "dudley", "--quarter", "2011-12-Q4")
    fixed = workplace.csp("check", "--fix")

    assert told.returncode == 1
    assert "data/observations.csv:1: semicolons between the cells instead of commas; `csp check --fix`" in told.stdout
    assert ran.returncode == 0, ran.stderr
    assert fixed.returncode == 0
    assert "fixed: data/observations.csv:1: " in fixed.stdout
    assert path.read_bytes() == before


def test_the_findings_are_listed_and_end_in_0(workplace: Workplace):
    done = workplace.csp("reconcile")

    assert (done.returncode, done.stderr) == (0, "")
    assert "001, Appendix 4, line 200 – dudley: " in done.stdout
    assert "published 205,178, recomputed 250178" in done.stdout


def test_csv_and_json_hold_the_same_findings(workplace: Workplace):
    table = list(csv.DictReader(io.StringIO(workplace.csp("reconcile", "--format", "csv").stdout)))
    whole = json.loads(workplace.csp("reconcile", "--format", "json").stdout)

    assert list(table[0]) == list(findings.COLUMNS)
    assert [{key: row[key] for key in findings.COLUMNS} for row in whole] == table
    assert {row["verdict"] for row in table} == {"agrees", "disagrees", "cannot-tell"}


def test_strict_fails_while_a_disagreement_is_not_declared(workplace: Workplace):
    found = [
        row
        for row in json.loads(workplace.csp("reconcile", "--format", "json").stdout)
        if row["verdict"] == "disagrees"
    ]
    strict = workplace.csp("reconcile", "--strict", "--format", "csv")
    assert strict.returncode == 1
    assert strict.stderr.startswith(
        f"csp: {len([row for row in found if not row['declared']])} disagreements have no declared"
    )
    assert len(strict.stdout.splitlines()) > 100

    corrected(workplace, [row for row in found if not row["declared"]])

    done = workplace.csp("reconcile", "--strict", "--format", "csv")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_corrected_figure_is_printed_as_published_with_its_correction(workplace: Workplace):
    cells = {"table": "observations", "figure": "IND-0035", "field": "value", "old_value": "1077", "new_value": "1080"}
    add_row(
        workplace.root / "data", "corrections", **cells, reason="Three were recorded late", authority="Police return"
    )

    done = workplace.report("--to", "html", "--force")

    assert done.returncode == 0, done.stderr
    text = html_text(workplace.published / "annual-report.html")
    assert "1,077 †" in text
    assert "published as 1077, corrected to 1080: Three were recorded late (Police return)" in text
    assert "27.5%" in text  # (1,490 − 1,080) / 1,490: the change follows the correction


def test_a_correction_whose_old_value_is_gone_fails_loudly(workplace: Workplace):
    data = workplace.root / "data"
    cells = {"table": "observations", "figure": "IND-0035", "field": "value", "old_value": "1077", "new_value": "1080"}
    add_row(data, "corrections", **cells, reason="R", authority="A")
    rows = rows_of(data, "observations")
    write_rows(data, "observations", [row | ({"value": "1079"} if row["figure"] == "IND-0035" else {}) for row in rows])

    assert "the old value is '1077', but data/observations.csv, line " in workplace.csp("check").stdout
    done = workplace.report("--to", "html")
    assert done.returncode == 1
    assert "corrections.csv:" in done.stderr
    assert len([line for line in done.stderr.splitlines() if line.startswith("csp: ")]) == 1
