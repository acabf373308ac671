"""What is no figure: dates, statutes, labels, and the names that a house declares."""

import pytest

from helpers.errors import ParamsError
from helpers.pipeline.binding import literals
from helpers.pipeline.binding.numerals import numerals
from helpers.project import Project


def left(place: Project, text: str) -> list[str]:
    return [found.text for found in numerals(literals.declared(place).blanked(text))]


@pytest.fixture
def place(tmp_path):
    (tmp_path / "reports" / "_house").mkdir(parents=True)
    return Project(tmp_path)


def declare(place: Project, text: str) -> None:
    (place.reports / literals.FILE).write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("On 7 June 2012, in 2011/12 and by 2012-06-07", []),
        ("Section 17 and sections 5 and 6 of the Act 1998", []),
        ("Table 3, Figure 1 and Source 4, cell 12, lines 171–177, 180", []),
        ("Quarter 4, Q3", []),
        ("Table  2 of a page whose words stand apart", []),
        ("fell by 413 in 2012", ["413"]),
        ("NI 15", ["15"]),
    ],
)
def test_dates_statutes_and_labels_need_no_declaring(place, text, found):
    assert left(place, text) == found


def test_a_declared_name_takes_its_number_with_it_and_no_other(place):
    declare(place, "names:\n  - NI *\n  - 24/7\n  - 95% confidence\n")
    assert left(place, "NI 15, ni 15A, 24/7 and 95% confidence") == []
    assert left(place, "UNI 15, 24/70 and 95% of adults") == ["15", "24", "70", "95%"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("names:\n  - '*'\n", ":2: '*' is no name of a number"),
        ("names:\n  - NI *\n  - words\n", ":3: 'words' is no name of a number"),
        ("names: NI 15\n", ":1: expected 'names:'"),
        ("others: []\n", ":1: expected 'names:'"),
        ("names: [\n", "not readable YAML"),
        ("names: !!bool x\n", "not readable YAML"),
    ],
)
def test_a_wrong_file_is_told_with_its_line(place, text, told):
    declare(place, text)
    with pytest.raises(ParamsError) as caught:
        literals.declared(place)
    assert str(caught.value).startswith("reports/_house/literals.yml:") and told in str(caught.value)
