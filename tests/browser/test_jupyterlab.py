"""The analyst at home: JupyterLab in a real browser, another borough, both themes, and mistakes that take a few lines."""

import itertools
import json
import os
import re
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path

import psutil
import pytest
from traitlets.config.loader import PyFileConfigLoader

from helpers.project import Project
from support import ROOT, copy_project
from tools.docs import jupyterlab, pictures
from tools.lab import driver
from tools.lab.driver import Notebook

pytestmark = [pytest.mark.slow, pytest.mark.browser]

OUTPUTS = ".jp-Notebook .jp-OutputArea-output"
CONTRAST = """cells => {
    const parts = colour => (colour.match(/[\\d.]+/g) || []).map(Number)
    const light = ([r, g, b]) => [r, g, b].map(each => each / 255)
        .map(each => each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4)
        .reduce((sum, each, place) => sum + each * [0.2126, 0.7152, 0.0722][place], 0)
    const ground = node => {
        for (; node; node = node.parentElement) {
            const found = parts(getComputedStyle(node).backgroundColor)
            if (found.length == 3 || found[3] == 1) return found
        }
        return [255, 255, 255]
    }
    return cells.filter(cell => cell.textContent.trim()).map(cell => {
        const pair = [light(parts(getComputedStyle(cell).color)), light(ground(cell))].sort((a, b) => b - a)
        return (pair[0] + 0.05) / (pair[1] + 0.05)
    })
}"""
"""By WCAG 2.2: how far each text stands out from its ground, from 1 to 21."""
GROUNDS = """pictures => pictures.map(picture => {
    const canvas = document.createElement('canvas')
    canvas.width = picture.naturalWidth, canvas.height = picture.naturalHeight
    const drawn = canvas.getContext('2d')
    drawn.drawImage(picture, 0, 0)
    const corners = [[0, 0], [canvas.width - 1, 0], [0, canvas.height - 1], [canvas.width - 1, canvas.height - 1]]
    return corners.map(([x, y]) => [...drawn.getImageData(x, y, 1, 1).data])
})"""
"""The colour and opacity of each picture's corners."""
CUT = """tables => tables.filter(
    table => table.scrollWidth > table.closest('.jp-OutputArea-output').clientWidth
).length"""
"""How many tables are wider than what shows them."""

TYPED = """([address, typed, last]) => new Promise(resolve => {
    const terminal = new WebSocket(address)
    let said = ''
    terminal.onmessage = ({data}) => {
        const [kind, text] = JSON.parse(data)
        if (kind == 'setup') terminal.send(JSON.stringify(['stdin', typed]))
        if (kind == 'stdout') said += text
        if (said.includes(last)) resolve(said)
    }
    terminal.onclose = () => resolve(said)
})"""
"""What a terminal says from what is typed into it until its last words."""


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A project of its own, in which JupyterLab works."""
    made = copy_project(tmp_path_factory.mktemp("project") / "project")
    shutil.copytree(ROOT / driver.SETTINGS, made.root / driver.SETTINGS)
    return made


@pytest.fixture(scope="module")
def server(place, tmp_path_factory):
    if driver.CHROMIUM is None:
        pytest.skip("no Chromium was found, so JupyterLab was NOT driven in a browser (apt install chromium)")
    with driver.serve(place.root, tmp_path_factory.mktemp("home")) as running:
        yield running


@pytest.fixture(scope="module")
def browser(server):
    with driver.browse() as opened:
        yield opened


@pytest.fixture(scope="module")
def coventry(server, browser):
    """The funding notebook, as a person has changed it to Coventry and run it."""
    notebook = jupyterlab.changed(server, browser)
    yield notebook
    notebook.close()


def shown(notebook: Notebook) -> str:
    """The words of everything that the cells show."""
    return " ".join(" ".join(notebook.page.locator(OUTPUTS).all_text_contents()).split())


def test_another_borough_is_shown_and_nothing_of_the_first(coventry):
    words = shown(coventry)
    assert "Funding streams, Coventry, 2016/17: received, set against projects, and balance" in words
    assert re.search(r"published 8 results and \d+ quotable values for Coventry, Quarter 2 2016/17", words)
    assert "Dudley" not in words and "2011/12" not in words


def test_its_chart_is_a_picture_that_says_in_words_what_it_shows(coventry, place):
    chart = coventry.page.locator(f"{OUTPUTS} > img")
    assert chart.count() == 1
    assert chart.evaluate("picture => [picture.complete, picture.naturalWidth]") == [True, 1340]
    assert 500 <= chart.bounding_box()["width"] <= 643
    told = (place.root / "build/scratch/coventry/2016-17-Q2/funding_analysis/results/funding-chart.md").read_text(
        "utf-8"
    )
    assert 'fig-alt="' in told and "Coventry" in told and "Dudley" not in told


def test_results_made_by_hand_lie_in_the_scratch_folder_and_nowhere_else(coventry, place):
    results = place.root / "build" / "scratch" / "coventry" / "2016-17-Q2" / "funding_analysis" / "results"
    about = json.loads((results / "values.json").read_text(encoding="utf-8"))
    assert (about["area"], about["quarter"]) == ("coventry", "2016-17-Q2")
    assert [path.name for path in (place.root / "build").iterdir()] == ["scratch"]
    assert not (place.root / "reports" / "published").exists()


def test_the_kernel_is_the_projects_own(coventry, server):
    commands = [child.cmdline() for child in psutil.Process(server.pid).children(recursive=True)]
    kernels = [command for command in commands if "ipykernel_launcher" in command]
    assert len(kernels) >= 1
    assert {Path(command[0]).parent for command in kernels} == {Path(sys.executable).parent}


def test_nothing_is_asked_and_nothing_is_fetched_from_elsewhere(coventry, server):
    assert coventry.page.locator(".jp-Dialog, .Toastify__toast").count() == 0
    away = [url for url in coventry.asked if not url.startswith((server.url, "data:", "blob:"))]
    assert away == []
    asked = urllib.request.Request(
        f"{server.url}lab/api/news", headers={"Authorization": f"token {server.token}"}, method="GET"
    )
    with urllib.request.urlopen(asked) as answer:
        assert json.load(answer)["news"] == []


def test_the_command_starts_it_with_the_settings_that_are_tested_here():
    told = subprocess.run(["make", "-n", "lab"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert f'JUPYTER_PREFER_ENV_PATH=1 JUPYTER_CONFIG_PATH="{ROOT / driver.SETTINGS}" ' in told
    assert any(line.endswith('/jupyter" lab') for line in told.splitlines())


def test_it_opens_on_the_notebooks_and_all_of_the_project_is_at_hand(server, browser, place):
    page = browser.new_page(viewport={"width": 1200, "height": 900})
    try:
        page.set_default_timeout(1000 * driver.RUN_SECONDS)
        page.goto(f"{server.url}?token={server.token}")
        listed = page.locator(".jp-DirListing-item .jp-DirListing-itemText")
        page.locator(".jp-DirListing-item", has_text="funding_analysis.ipynb").wait_for()
        assert sorted(listed.all_text_contents()) == sorted(
            path.name for path in (place.root / "notebooks").glob("*.ipynb")
        )
        assert page.url.split("?")[0] == f"{server.url}lab/tree/notebooks"

        piece = Path("reports/commentary/dudley/2011-12/summary.md")
        page.goto(f"{server.url}lab/tree/{piece.as_posix()}?token={server.token}")
        owner = next(
            line for line in (place.root / piece).read_text("utf-8").splitlines() if line.startswith("owner: ")
        )
        page.locator(".jp-FileEditor .cm-line", has_text=owner).wait_for()
    finally:
        page.close()


def test_a_notebook_that_was_opened_or_run_as_it_stands_is_saved_as_it_was(server, browser, place):
    kept = place.root / "notebooks" / "risk_register.ipynb"
    before = kept.read_bytes()
    written = kept.stat().st_mtime_ns
    notebook = Notebook(server, browser, kept.stem)
    try:
        notebook.save()
        assert kept.stat().st_mtime_ns > written and kept.read_bytes() == before
        written = kept.stat().st_mtime_ns
        notebook.run_all()
        notebook.save()
        assert kept.stat().st_mtime_ns > written and kept.read_bytes() == before
    finally:
        notebook.close()


def test_a_terminal_in_it_knows_the_projects_commands(coventry, server, place):
    asked = urllib.request.Request(
        f"{server.url}api/terminals", headers={"Authorization": f"token {server.token}"}, method="POST"
    )
    with urllib.request.urlopen(asked) as answer:
        name = json.load(answer)["name"]
    address = f"{server.url.replace('http', 'ws', 1)}terminals/websocket/{name}?token={server.token}"
    said = coventry.page.evaluate(
        TYPED, [address, "command -v csp; csp explain . 1; echo $((6 * 7)) done\r", "42 done"]
    )
    assert str(Path(sys.executable).with_name("csp")) in said
    assert "csp: . holds no report: name a folder of reports/published/" in " ".join(said.split())


@pytest.mark.parametrize(("named", "chosen"), [("/bin/dash", "/bin/dash"), (None, shutil.which("bash"))])
def test_a_terminal_is_no_login_shell_whether_or_not_one_is_named(monkeypatch, named, chosen):
    monkeypatch.setenv("PATH", os.environ["PATH"])
    monkeypatch.delenv("SHELL", raising=False)
    if named:
        monkeypatch.setenv("SHELL", named)
    settings = PyFileConfigLoader("jupyter_lab_config.py", str(ROOT / driver.SETTINGS)).load_config()
    assert settings.ServerApp.terminado_settings == {"shell_command": [chosen]}
    assert os.environ["PATH"].split(os.pathsep)[0] == str(Path(sys.executable).parent)


def assert_readable(notebook: Notebook, *, texts: int, pictures: int) -> None:
    """Every text of the outputs stands out from its ground, every picture has a ground of its own, and no table is cut."""
    contrasts = notebook.page.locator(f"{OUTPUTS} :is(caption, th, td, p)").evaluate_all(CONTRAST)
    assert len(contrasts) >= texts
    assert min(contrasts) >= 4.5
    grounds = notebook.page.locator(f"{OUTPUTS} img").evaluate_all(GROUNDS)
    assert len(grounds) == pictures
    colours = {tuple(corner) for corner in itertools.chain.from_iterable(grounds)}
    assert colours == {(255, 255, 255, 255)}, "type in a picture is dark: it needs a ground of its own"
    assert notebook.page.locator(f"{OUTPUTS} table").evaluate_all(CUT) == 0


def test_tables_and_charts_can_be_read(coventry):
    assert_readable(coventry, texts=50, pictures=1)


def test_tables_and_charts_can_be_read_in_the_dark_theme(server, browser):
    notebook = Notebook(server, browser, "indicator_performance", theme="dark")
    try:
        notebook.run_all()
        assert "published 8 results" in shown(notebook)
        # Two charts, and in each row of a table a line and a sign.
        assert_readable(notebook, texts=200, pictures=2 + 2 * 6)
    finally:
        notebook.close()


def test_a_mistake_takes_a_few_lines_with_the_nearest_names(server, browser):
    notebook = Notebook(server, browser, "risk_register", theme="dark")
    try:
        notebook.change('"dudley"', '"dudly"')
        notebook.run_all()
        first = told(notebook)
        assert first[0].startswith("ParamsError: there is no area 'dudly' in data/areas.csv; did you mean 'dudley'?")
        assert first[1] == '  line 6 of this cell: facts = slicing.open_slice("risk_register", borough, quarter)'
        assert len(first) <= 6

        notebook.change('"dudly"', '"dudley"')
        notebook.change("risks.unscored(register)", 'register["scoer"]')
        notebook.run_all()
        second = told(notebook)
        assert second[0] == "KeyError: there is no column 'scoer'; did you mean 'score'?"
        assert second[1].startswith("  line 1 of this cell: above, unscored = ")
        assert second[2].startswith("  columns: ")
        assert second[-1] == "%tb in a cell of its own shows the whole traceback."
        assert len(second) <= 6
        contrasts = notebook.page.locator(f"{OUTPUTS}[data-mime-type$=stderr] pre").evaluate_all(CONTRAST)
        assert min(contrasts) >= 4.5
    finally:
        notebook.close()


def told(notebook: Notebook) -> list[str]:
    """The lines of the one error that a cell shows."""
    (text,) = notebook.page.locator(f"{OUTPUTS}[data-mime-type$=stderr]").all_text_contents()
    return text.strip().splitlines()


def test_the_picture_in_the_guide_shows_what_jupyterlab_shows(coventry):
    assert not jupyterlab.stale(Project(ROOT), jupyterlab.take(coventry)), (
        f"{jupyterlab.PATH}: stale; run `python -m tools.docs.jupyterlab`"
    )
    assert (ROOT / jupyterlab.PATH).stat().st_size < 150_000


def test_a_picture_of_other_words_is_stale(tmp_path):
    place = Project(tmp_path)
    taken = pictures.kept(ROOT / jupyterlab.PATH)
    assert jupyterlab.stale(place, taken)
    pictures.keep(taken, place.root / jupyterlab.PATH)
    assert not jupyterlab.stale(place, taken)
    assert jupyterlab.stale(place, pictures.Drawn(taken.image, "other words"))
