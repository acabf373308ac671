"""The margins of a Word file say what paper it is, without waiting for Word to work its fields out."""

import io
import re
import zipfile

import pytest

from helpers.pipeline.render import word_margins
from helpers.pipeline.render.brand import Brand
from helpers.pipeline.render.word_style import reference_document
from helpers.pipeline.render.word_tables import kept_together

CORE = "<dc:title>Annual report</dc:title>"
CUSTOM = (
    '<property fmtid="{D}" pid="2" name="partnership"><vt:lpwstr>Safe &amp; sound</vt:lpwstr></property>'
    '<property fmtid="{D}" pid="3" name="occasion"><vt:lpwstr>Scrutiny Committee, 7 June 2012</vt:lpwstr></property>'
)


def paper(core: str = CORE, custom: str = CUSTOM) -> dict[str, str]:
    """The words of each margin of a paper whose Word file has some properties."""
    original = zipfile.ZipFile(io.BytesIO(reference_document(Brand({"primary": "#12436d"}, ""))))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for name in original.namelist():
            if not name.startswith("docProps/"):
                target.writestr(name, original.read(name))
        target.writestr(word_margins.CORE, core)
        target.writestr(word_margins.CUSTOM, custom)
    made = zipfile.ZipFile(io.BytesIO(kept_together(buffer.getvalue())))
    texts = {name: made.read(name).decode() for name in made.namelist() if word_margins.MARGIN.fullmatch(name)}
    return {name: "|".join(re.findall(r"<w:t\b[^>]*>([^<]*)", text)) for name, text in texts.items()}


def test_the_first_page_names_the_partnership_and_each_later_one_the_paper_too():
    words = paper()
    assert words["word/header2.xml"] == "Safe &amp; sound"
    assert words["word/header1.xml"] == "Safe &amp; sound|Annual report"
    assert words["word/footer1.xml"] == "Scrutiny Committee, 7 June 2012|Page | | of | "


def test_where_both_do_not_stand_on_one_line_the_title_stands_alone():
    words = paper(core=f"<dc:title>{'Delivery plan ' * 8}</dc:title>")
    assert words["word/header1.xml"] == "Delivery plan " * 8
    assert words["word/header2.xml"] == "Safe &amp; sound"


@pytest.mark.parametrize(("core", "custom"), [("", ""), ("<dc:title></dc:title>", "")])
def test_a_paper_that_does_not_say_what_it_is_has_blank_margins(core, custom):
    assert set(paper(core, custom)["word/header1.xml"]) <= {" ", "|"}
