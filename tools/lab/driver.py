"""JupyterLab, started as `make lab` starts it but for nobody's own settings, and driven in a browser."""

import json
import os
import shutil
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import matplotlib

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

SETTINGS = Path("tools", "lab")
"""Where a project has its settings of JupyterLab."""
CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}
KERNEL = "Python 3 (ipykernel)"
START_SECONDS, RUN_SECONDS = 180, 180
"""Long, since a machine may be busy with other tests: nothing is waited for longer than it takes."""
HAS_RUN = """() => {
    const prompts = [...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')].map(prompt => prompt.textContent)
    return prompts.some(text => /\\d/.test(text)) && !prompts.some(text => text.includes('*'))
}"""
"""Whether a cell has run, and none is running or has still to run."""


@dataclass(frozen=True, slots=True)
class Server:
    """A JupyterLab that runs.

    Attributes
    ----------
    url, token : str
    pid : int
        Its process.
    """

    url: str
    token: str
    pid: int


@contextmanager
def serve(root: Path, home: Path) -> Iterator[Server]:
    """Start JupyterLab on a project, on this machine alone and on a free port, and end it afterwards.

    Parameters
    ----------
    root : Path
        The project.
    home : Path
        An empty folder that stands for the user's: nothing of who runs this is read or written.

    Raises
    ------
    RuntimeError
        If it does not start; with what it said.
    """
    named = {
        "HOME": home,
        "IPYTHONDIR": home / "ipython",
        "JUPYTER_CONFIG_DIR": home / "config",
        "JUPYTER_DATA_DIR": home / "data",
        "JUPYTER_RUNTIME_DIR": home / "runtime",
        "JUPYTERLAB_SETTINGS_DIR": home / "settings",
        "JUPYTERLAB_WORKSPACES_DIR": home / "workspaces",
        # Its list of fonts takes seconds to make.
        "MPLCONFIGDIR": matplotlib.get_cachedir(),
        # As in the Makefile.
        "JUPYTER_CONFIG_PATH": root / SETTINGS,
        "JUPYTER_PREFER_ENV_PATH": "1",
    }
    environment = {**os.environ, **{name: str(value) for name, value in named.items()}}
    for name in ("CSP_PROJECT", "JUPYTER_TOKEN", "PYTEST_CURRENT_TEST", "SHELL"):
        environment.pop(name, None)
    command = [str(Path(sys.executable).with_name("jupyter")), "lab", "--no-browser", "--allow-root"]
    command += ["--ServerApp.ip=127.0.0.1", "--ServerApp.port=0", "--ServerApp.port_retries=0"]
    with (home / "jupyterlab.log").open("w+", encoding="utf-8") as log:
        process = subprocess.Popen(command, cwd=root, env=environment, stdout=log, stderr=log)
        try:
            yield _started(process, home)
        finally:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _started(process: subprocess.Popen, home: Path) -> Server:
    """Wait until it says where it is."""
    told = home / "runtime" / f"jpserver-{process.pid}.json"
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if told.is_file() and (text := told.read_text(encoding="utf-8")):
            about = json.loads(text)
            return Server(about["url"], about["token"], process.pid)
        time.sleep(0.1)
    raise RuntimeError(f"JupyterLab did not start:\n{(home / 'jupyterlab.log').read_text(encoding='utf-8')}")


@contextmanager
def browse() -> Iterator["Browser"]:
    """Start the browser, and end it afterwards."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


class Notebook:
    """A notebook that is open in JupyterLab, and what a person does with it."""

    def __init__(
        self,
        server: Server,
        browser: "Browser",
        name: str,
        *,
        theme: str = "light",
        width: int = 1200,
        height: int = 900,
    ) -> None:
        self.page: Page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=theme)
        self.page.set_default_timeout(1000 * RUN_SECONDS)
        self.asked: list[str] = []
        self.page.on("request", lambda sent: self.asked.append(sent.url))
        # A workspace of its own, so that nothing else is open in it.
        self.page.goto(
            f"{server.url}lab/workspaces/{uuid.uuid4().hex}/tree/notebooks/{name}.ipynb?token={server.token}"
        )
        self.panel: Locator = self.page.locator(".jp-NotebookPanel")
        self.panel.locator(".jp-CodeCell").first.wait_for(timeout=1000 * START_SECONDS)
        self.page.wait_for_selector(f"body[data-jp-theme-name='{THEMES[theme]}']", state="attached")
        self.idle()

    @property
    def cells(self) -> "Locator":
        """Its cells that hold code."""
        return self.panel.locator(".jp-CodeCell")

    def idle(self) -> None:
        """Wait until the project's kernel has nothing to do."""
        self.page.locator("#jp-main-statusbar", has_text=f"{KERNEL} | Idle").wait_for(timeout=1000 * RUN_SECONDS)

    def change(self, old: str, new: str) -> None:
        """Find the line that has the old text in a cell, and type the new text in its place."""
        line = self.panel.locator(".jp-CodeCell .cm-line", has_text=old).first
        text = line.inner_text()
        line.click()
        # Twice: a long line is folded, and its ends are found by way of those of what is seen of it.
        for key in ("Home", "Home", "Shift+End", "Shift+End"):
            self.page.keyboard.press(key)
        self.page.keyboard.insert_text(text.replace(old, new))

    def run_all(self) -> None:
        """Run every cell, from the menu, and wait until they have run or one has failed."""
        self.menu("Edit", "Clear Outputs of All Cells")  # so that a number beside a cell is one of this run
        self.menu("Run", "Run All Cells")
        self.page.wait_for_function(HAS_RUN, timeout=1000 * RUN_SECONDS)
        self.idle()

    def menu(self, *entries: str) -> None:
        """Choose an entry of the menus."""
        for entry in entries:
            self.page.get_by_role("menuitem", name=entry, exact=True).click()

    def save(self) -> None:
        """Save it from the menu, and wait until its tab no longer says that there is something to save."""
        self.menu("File")
        self.page.locator(".lm-Menu-item[data-command='docmanager:save']").click()  # its name ends in a shortcut
        self.page.wait_for_selector(".lm-TabBar-tab.jp-mod-current:not(.jp-mod-dirty)", state="attached")

    def to_top(self) -> None:
        """Scroll to its beginning, and take the mouse away."""
        self.page.mouse.move(0, 0)
        self.panel.locator(".jp-WindowedPanel-outer").evaluate("panel => panel.scrollTo(0, 0)")
        self.page.wait_for_timeout(300)

    def close(self) -> None:
        """Close the tab."""
        self.page.close()
