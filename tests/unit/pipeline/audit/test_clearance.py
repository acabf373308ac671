"""What stands in the way of publishing is told on one plain page, and an override is named, dated and kept."""

import json
import zipfile
from datetime import date

import pytest

from helpers.errors import ParamsError, ReportError
from helpers.pipeline.audit import clearance, manifest, overrides, pictures, refusal
from helpers.pipeline.audit.clearance import COMMENTARY, DATA, Finding, Obstacle

KNOWN = [check.name for check in clearance.CHECKS]
DAY = date(2017, 1, 20)
GIVEN = {"reason": "Asked for", "post": "Head of Community Safety", "on": DAY}
MANIFEST = manifest.sealed(
    {"@graph": [{"@id": "./", "mentions": {"@id": "#run"}}, {"@id": "#run"}, {"@id": "#seal", "value": ""}]}
)


def test_the_page_says_what_why_who_and_how_of_each_check_and_how_to_override():
    found = [
        Finding(DATA, ()),
        Finding(
            COMMENTARY,
            (Obstacle("summary: never approved: approved: is blank", "Chief Executive", "csp approve summary"),),
        ),
    ]
    page = refusal.page(
        found, name="reports/published/x", again=["csp report x", "csp publish x"], command="csp publish x"
    )

    assert page[:1] == ["Not released as an edition: reports/published/x"]
    assert [line.split()[0] for line in page if line.startswith("   ")] == ["Why", "What", "Who", "How", *["csp"] * 3]
    assert "   What  summary: never approved: approved: is blank" in page
    assert page[-5:-2] == ["   csp report x", "   csp publish x", ""]
    assert page[-1] == '   csp publish x --allow commentary --because "…" --by "POST" --on YYYY-MM-DD'


def test_many_findings_of_one_check_are_counted():
    many = tuple(Obstacle(f"row {number}", "the analyst", "mend it") for number in range(12))
    page = refusal.page([Finding(DATA, many)], name="x", again=["csp publish x"], command="csp publish x")

    assert page[-5:-3] == ["Once that is put right:", "   csp publish x"]
    assert "   and 2 more like these" in page and sum(line.startswith("   What") for line in page) == 10


@pytest.mark.parametrize(
    ("names", "change", "words"),
    [
        (["comentary"], {}, "did you mean 'commentary'"),
        (["data"], {"reason": ""}, "lacks --because"),
        (["data"], {"on": None, "post": ""}, "lacks --by and --on"),
        (["data"], {"post": "head@council.example"}, "reads as a person"),
        ([], {}, "belong to an override"),
    ],
)
def test_an_override_says_which_check_why_on_whose_word_and_when(names, change, words):
    with pytest.raises(ParamsError, match=words):
        overrides.asked(names, KNOWN, **{**GIVEN, **change})


def test_a_manifest_keeps_its_overrides_under_its_seal_and_tells_them():
    (one,) = overrides.asked(["commentary"], KNOWN, **GIVEN)
    text = overrides.recorded(MANIFEST, [one])

    entities = manifest.read(text)
    assert overrides.read(entities) == [
        "Published in spite of the check commentary, on 2017-01-20, by Head of Community Safety: Asked for."
    ]
    assert entities["./"]["mentions"] == [{"@id": "#run"}, {"@id": "#override/commentary"}]
    forged = json.loads(text.replace("Asked for", "Nothing"))
    with pytest.raises(ReportError, match="has been altered"):
        manifest.read(json.dumps(forged))
    assert overrides.recorded(MANIFEST, []) == MANIFEST


def test_a_picture_without_words_is_found_in_page_and_word_file(tmp_path):
    page = '<img src="a" alt="Spend by project"><svg role="img" aria-label=" "></svg><img src="b"><svg aria-hidden="true"/>'
    (tmp_path / "paper.html").write_text(page, encoding="utf-8")
    space = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    body = f'<body xmlns:wp="{space}"><wp:docPr id="1" descr="Spend"/><wp:docPr id="2" descr=""/></body>'
    with zipfile.ZipFile(tmp_path / "paper.docx", "w") as packed:
        packed.writestr("word/document.xml", body)

    assert list(pictures.without_words(tmp_path)) == [
        "paper.html: picture 2 has no alternative text",
        "paper.html: picture 3 has no alternative text",
        "paper.docx: picture 2 has no alternative text",
    ]


def test_a_report_whose_records_are_not_here_cannot_be_had_again():
    report = clearance.Report(place=None, folder=None, shelf=None, offer=None, engine=None)
    (found,) = clearance._reproduction(report)

    assert (
        found.what
        == "could not be re-run: there is no reports/records/ in this project, where what it was made of is kept"
    )
    assert found.how == "take reports/records/ from a backup, or publish it where it was made"
