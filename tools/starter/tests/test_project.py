"""What has to hold in this project, whatever its partnership measures; `make test` runs it, and then every notebook."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CONTACT = re.compile(r"[\w.+-]+@[\w-]+\.\w{2,}|(?<![\d.,/-])(?:\+44 ?|0)\d{2,4} ?\d{3} ?\d{3,4}(?![\d.,])")
"""An e-mail address, or a telephone number as it is written in Britain."""


class Copy:
    """A copy of the project, so that nothing here is published or altered."""

    def __init__(self, root: Path):
        self.root = root
        for name in ("data", "params", "notebooks", "reports"):
            made = shutil.ignore_patterns("published", "records", "editions")
            shutil.copytree(ROOT / name, root / name, ignore=made)
        shutil.copy(ROOT / "requirements.lock", root)

    def csp(self, *arguments: str) -> subprocess.CompletedProcess:
        """Run `csp` in it."""
        command = [str(Path(sys.executable).parent / "csp"), *arguments]
        settings = {**os.environ, "CSP_PROJECT": str(self.root)}
        return subprocess.run(command, cwd=self.root, capture_output=True, text=True, env=settings, check=False)

    def papers(self) -> dict[str, Path]:
        """The folder of each paper that `csp reports` lists, by the command that makes it; not of one that has to wait."""
        found = {}
        for command in self.csp("reports").stdout.splitlines():
            if command.startswith("has to wait: "):
                continue
            words = command.split()
            assert words[:2] == ["csp", "report"], command
            given = dict(zip(words[3::2], words[4::2], strict=True))
            occasion = next(given[name] for name in ("--period", "--meeting", "--plan") if name in given)
            area = given.get("--borough", "*")
            found[command] = next((self.root / "reports" / "published").glob(f"{area}/{occasion}/{words[2]}"), None)
        return found


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """A copy in which every paper has been made."""
    copy = Copy(tmp_path_factory.mktemp("copy") / "project")
    done = copy.csp("all-reports", "--engine", "embedded")
    assert done.returncode == 0, done.stdout + done.stderr
    return copy


def test_data_and_settings_hold_no_problem(place: Copy):
    """As `csp check` says."""
    done = place.csp("check")
    assert done.returncode == 0, done.stdout


def test_every_paper_is_made_in_every_format_and_says_what_it_is(place: Copy):
    """All that `csp reports` lists."""
    papers = place.papers()
    assert papers
    for command, folder in papers.items():
        assert folder, f"nothing was made by {command}"
        for ending in ("html", "pdf", "docx"):
            assert (folder / f"{folder.name}.{ending}").stat().st_size > 5_000, command
        page = (folder / f"{folder.name}.html").read_text(encoding="utf-8")
        assert re.search(r'<h1 class="title">\s*\w', page), f"{command}: no title"
        assert "?var:" not in page and "{{<" not in page, f"{command}: a value that there is not"


def test_a_paper_made_again_is_the_same_to_the_byte(place: Copy):
    """With `--force`, so that it is really made again."""
    command, folder = next(iter(place.papers().items()))
    before = {path.name: path.read_bytes() for path in folder.glob(f"{folder.name}.*")}
    done = place.csp(*command.split()[1:], "--engine", "embedded", "--force")
    assert done.returncode == 0, done.stderr
    assert {path.name: path.read_bytes() for path in folder.glob(f"{folder.name}.*")} == before


@pytest.mark.parametrize("folder", ["data", "params", "reports/commentary"])
def test_nobody_can_be_written_to_or_rung_up(folder: str):
    """No e-mail address and no telephone number."""
    for path in (ROOT / folder).rglob("*"):
        if path.suffix in (".csv", ".yml", ".md"):
            found = CONTACT.search(path.read_text(encoding="utf-8"))
            assert not found, f"{path.relative_to(ROOT)} holds {found[0]!r}: posts and organisations only"
