"""Adding a borough, an indicator, a funding stream, a target and a section is a change in data/, params/ and commentary alone."""

import pytest

from support import Workplace, add_row, copy_project, html_text, rows_of

pytestmark = pytest.mark.slow
SOURCE = {"source": "anchester-return-2025", "locator": "row 1"}
PERIOD, YEAR_BEFORE = "2024-25", "2023-24"
SETTINGS = """\
partnership: Safer Anchester
council: Anchester City Council
papers:
  annual-report:
    "2024-25":
      committee: Safer Communities Committee
      meeting: 2025-06-12
      report_of: Report of the Head of Communities
      contact: Community Safety Manager
      sections: [night-time-economy]
"""
SECTION = """\
---
title: The night-time economy
owner: Licensing Manager
---

The marshals of @tbl-stream-late-night-levy are paid by the trade.
"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The words of the annual report of a borough that the project has never heard of."""
    place = copy_project(tmp_path_factory.mktemp("adding") / "project")
    _tables(place)
    place.write("params/areas/anchester.yml", SETTINGS)
    words = place.root / "reports" / "commentary" / "anchester" / PERIOD
    words.mkdir(parents=True)
    for section in (place.root / "reports" / "commentary" / "dudley" / "2011-12").iterdir():
        (words / section.name).write_text(
            "---\nowner: Community Safety Manager\n---\n\nNothing yet.\n", encoding="utf-8"
        )
    (words / "night-time-economy.md").write_text(SECTION, encoding="utf-8")
    checked = place.csp("check")
    assert checked.returncode == 0, checked.stdout
    done = place.csp("report", "annual-report", "--borough", "anchester", "--period", PERIOD, "--engine", "embedded")
    assert done.returncode == 0, done.stderr
    published = place.root / "reports" / "published" / "anchester" / PERIOD / "annual-report"
    return html_text(published / "annual-report.html")


def _tables(place: Workplace) -> None:
    data = place.root / "data"
    here, money = {"area": "anchester", **SOURCE}, {"unit": "pounds", "status": "final"}
    add_row(data, "sources", source=SOURCE["source"], title="Return of Anchester", publisher="Anchester City Council",
            published="2025-05-01", kind="open data")  # fmt: skip
    add_row(
        data,
        "areas",
        area="anchester",
        name="Anchester",
        kind="borough",
        parent="west-midlands-police",
        source=SOURCE["source"],
    )
    place_in_theme = str(
        1 + max(int(row["display_order"]) for row in rows_of(data, "indicators") if row["theme"] == "crime")
    )
    add_row(data, "indicators", indicator="e-scooter-theft", title="Theft of e-scooters", theme="crime", unit="offences",
            display_order=place_in_theme, counts="Thefts of e-scooters recorded by the police", polarity="lower",
            headline="no", **SOURCE)  # fmt: skip
    for period, value in ((YEAR_BEFORE, "400"), (PERIOD, "300")):
        add_row(data, "observations", **here, period=period, period_kind="year", indicator="e-scooter-theft", value=value,
                printed=value, unit="offences", status="final")  # fmt: skip
    for period in ("2022-06", "2023-06"):
        add_row(data, "populations", area="anchester", period=period, population="120000", printed="120,000", status="final",
                **SOURCE)  # fmt: skip
    add_row(data, "funding_streams", **here, **money, period=PERIOD, stream="late-night-levy", title="Late night levy",
            funders="Licensed premises", amount="30000", printed="£30,000", spending_basis="expended")  # fmt: skip
    add_row(data, "projects", **here, project="marshals", title="Night marshals")
    add_row(data, "allocations", **here, **money, period=PERIOD, stream="late-night-levy", project="marshals",
            measure="allocation", amount="21000", printed="£21,000")  # fmt: skip


def test_the_borough_is_named_by_its_settings(page: str):
    assert "Safer Anchester" in page and "Safer Communities Committee" in page
    assert "Dudley" not in page


def test_the_indicator_is_in_the_table_and_judged(page: str):
    assert "Theft of e-scooters 300 400 −25.0% −100 ▼ Down Improvement: fewer offences" in page
    assert "Theft of e-scooters 2.5 (2.2 to 2.8) 3.3 " in page


def test_the_funding_stream_has_its_line_and_its_projects(page: str):
    assert "Late night levy Licensed premises £30,000 £21,000 £9,000" in page
    assert "Night marshals £21,000 100.0%" in page


def test_the_section_stands_under_its_title_and_is_marked_until_approved(page: str):
    assert "The night-time economy" in page
    assert "are paid by the trade." in page and "Owner: Licensing Manager." in page
