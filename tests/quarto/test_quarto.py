"""Under a real Quarto the report comes out with the same words, alternative text and tags as under the embedded renderer."""

import docx
import pypdf
import pytest
from docx.oxml.ns import qn

from helpers.pipeline.render import quarto
from support import READERS, copy_project

pytestmark = [pytest.mark.slow, pytest.mark.quarto]


@pytest.fixture(scope="module")
def by_quarto(tmp_path_factory):
    found = quarto.find()
    if found is None or not quarto.recent_enough(found[1]):
        pytest.skip("no Quarto 1.7 or later was found, so the report was NOT rendered by Quarto (make quarto)")
    place = copy_project(tmp_path_factory.mktemp("quarto") / "project")
    done = place.csp("report", "annual-report", "--borough", "dudley", "--period", "2011-12", "--engine", "quarto")
    assert done.returncode == 0, done.stderr
    return place


@pytest.mark.parametrize("suffix", sorted(READERS))
def test_the_words_are_those_of_the_embedded_renderer(by_quarto, dudley, suffix):
    read = READERS[suffix]
    assert read(by_quarto.published / f"annual-report.{suffix}") == read(dudley.published / f"annual-report.{suffix}")


FAMILY = {
    "scrutiny-paper": ("dudley", "2012-09-06", ("--borough", "dudley", "--meeting", "2012-09-06")),
    "grant-monitoring": ("walsall", "2016-17-Q2", ("--borough", "walsall", "--period", "2016-17-Q2")),
    "board-pack": ("dudley", "2011-12-Q4", ("--borough", "dudley", "--period", "2011-12-Q4")),
    "delivery-plan": ("staffordshire", "ni-15-staffordshire", ("--plan", "ni-15-staffordshire")),
}


@pytest.mark.parametrize("report", FAMILY)
def test_the_words_of_the_family_are_those_of_the_embedded_renderer(by_quarto, tmp_path, report):
    area, occasion, asked = FAMILY[report]
    embedded = copy_project(tmp_path / "embedded")
    for place, engine in ((by_quarto, "quarto"), (embedded, "embedded")):
        done = place.csp("report", report, *asked, "--engine", engine)
        assert done.returncode == 0, done.stderr
    folder = f"reports/published/{area}/{occasion}/{report}"
    for suffix, read in READERS.items():
        name = f"{folder}/{report}.{suffix}"
        assert read(by_quarto.root / name) == read(embedded.root / name)


def test_pictures_keep_their_alternative_text_in_word(by_quarto):
    body = docx.Document(str(by_quarto.published / "annual-report.docx")).element.body
    described = [node.get("descr") for node in body.iter(qn("wp:docPr")) if node.get("descr")]
    charts = [text.split(" of ")[0] for text in described if len(text) > 150]
    assert charts == ["Bar chart", "Line chart", "Stacked bar chart"]
    assert "Too few points to tell" in described


def test_the_pdf_is_tagged_and_titled(by_quarto):
    reader = pypdf.PdfReader(by_quarto.published / "annual-report.pdf")
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.metadata.title == "Annual report 2011/12"
