"""The web page in a real browser: readable on a telephone and at a desk, usable by keyboard, complete without a network."""

import itertools
import shutil

import pytest

from support import copy_project

pytestmark = [pytest.mark.slow, pytest.mark.browser]

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)


@pytest.fixture(scope="module")
def browser():
    if CHROMIUM is None:
        pytest.skip("no Chromium was found, so the web page was NOT looked at in a browser (apt install chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture(params=[320, 768, 1280])
def page(request, browser, dudley):
    asked: list[str] = []
    tab = browser.new_page(viewport={"width": request.param, "height": 900})
    tab.on("request", lambda sent: asked.append(sent.url))
    tab.goto((dudley.published / "annual-report.html").as_uri())
    tab.asked = asked
    yield tab
    tab.close()


def test_it_asks_for_nothing_but_itself(page):
    assert [url for url in page.asked if not url.startswith("data:")] == [page.url]


def test_the_page_never_scrolls_sideways(page):
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def test_wide_tables_and_charts_scroll_in_frames_of_their_own(page):
    if page.viewport_size["width"] > 400:
        return
    frames = page.locator(".table-scroll, figure")
    assert frames.count() == 17
    for index in range(frames.count()):
        box = frames.nth(index).bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= 320
        assert frames.nth(index).get_attribute("tabindex") == "0", "the keyboard scrolls what it can reach"


def test_the_title_stands_out_from_its_ground(page):
    title = page.locator("h1.title")
    assert title.inner_text() == "Annual report 2011/12"
    assert title.evaluate("node => getComputedStyle(node).color") == "rgb(255, 255, 255)"
    band = page.locator("header.title-block")
    assert band.evaluate("node => getComputedStyle(node).backgroundColor") == "rgb(18, 67, 109)"


@pytest.mark.parametrize("selector", ["h1.title", ".title-block .subtitle", "thead th"])
def test_on_paper_which_has_no_backgrounds_type_is_dark(page, selector):
    if page.viewport_size["width"] != 1280:
        return
    page.emulate_media(media="print")
    red, green, blue = page.locator(selector).first.evaluate(
        "e => getComputedStyle(e).color.match(/\\d+/g).map(Number)"
    )
    assert 0.2126 * red + 0.7152 * green + 0.0722 * blue < 90


def test_every_entry_of_the_contents_and_every_reference_leads_somewhere(page):
    targets = page.eval_on_selector_all(
        "a[href^='#']", "links => links.map(link => link.getAttribute('href').slice(1))"
    )
    assert len(targets) > 40
    assert page.evaluate("names => names.filter(name => !document.getElementById(name))", targets) == []


def test_headings_step_down_one_level_at_a_time(page):
    levels = page.eval_on_selector_all("main h1, main h2, main h3", "all => all.map(node => Number(node.tagName[1]))")
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_every_table_has_a_caption_column_headings_and_row_headings(page):
    tables = page.locator("main table")
    assert tables.count() == 14
    for index in range(tables.count()):
        table = tables.nth(index)
        assert table.locator("caption").inner_text().startswith(f"Table\xa0{index + 1}:")
        columns = table.locator("thead th[scope=col]").count()
        assert columns == table.locator("thead th").count() > 2
        assert table.locator("tbody th[scope=row]").count() == table.locator("tbody tr").count()


def test_every_chart_says_in_words_what_it_shows(page):
    pictures = page.get_by_role("img")
    words = [
        pictures.nth(n).get_attribute("aria-label") or pictures.nth(n).get_attribute("alt")
        for n in range(pictures.count())
    ]
    charts = [text for text in words if len(text) > 150]
    assert [text.split(" of ")[0] for text in charts] == ["Bar chart", "Line chart", "Stacked bar chart"]
    small = [text for text in words if len(text) <= 150]
    # In each row of the years on end a line and the sign of its reading.
    assert len(small) == 2 * page.locator("#tbl-history tbody tr").count() > 0
    assert all(" from " in text or text == "Too few points to tell" for text in small)


def test_the_first_tab_stop_skips_to_the_report(page):
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the report"
    page.keyboard.press("Enter")
    assert page.url.endswith("#content")


def test_the_font_is_the_houses_own(page):
    assert page.evaluate("document.fonts.ready.then(() => document.fonts.check('600 16px \"Source Sans 3\"'))")


def test_a_paper_without_contents_has_the_whole_width_and_its_numbers_lead_to_their_sources(browser, tmp_path):
    place = copy_project(tmp_path / "project")
    done = place.csp(
        "report", "board-pack", "--borough", "dudley", "--period", "2011-12-Q4", "--to", "html", "--engine", "embedded"
    )
    assert done.returncode == 0, done.stderr
    folder = place.root / "reports" / "published" / "dudley" / "2011-12-Q4" / "board-pack"
    tab = browser.new_page(viewport={"width": 1280, "height": 900})
    tab.goto((folder / "board-pack.html").as_uri())
    assert tab.locator("main").bounding_box()["width"] > 700
    number = tab.locator("main td a.number").first
    target = number.get_attribute("href").removeprefix("#")
    number.click()
    tab.wait_for_function("() => document.querySelector(':target')?.getBoundingClientRect().top < innerHeight")
    assert tab.locator(f'[id="{target}"]').inner_text().startswith("Table\xa0")
    tab.close()
