"""Git shows what changed in a notebook, and takes in only clean ones; nobody's own hooks or unstaged work are touched."""

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest

from helpers.pipeline.notebooks import kept_form
from support import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not shutil.which("git"), reason="there is no git here")]
NAME = "notebooks/counts.ipynb"
DECLARED = "counts:\n  question: How many?\n  tables: []\n  needs: []\n  shown: {borough: dudley}\n"
DATA = "title,value\nRobbery,27.4\nArson,3\n"
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True)
class Clone:
    """A small project under git, with what `make setup` registers in it."""

    root: Path

    def run(self, *command: str, **settings: str) -> subprocess.CompletedProcess:
        given = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "CSP_", "CONDA_"))}
        given |= {"HOME": str(self.root.parent), "GIT_CONFIG_NOSYSTEM": "1", **settings}
        return subprocess.run(command, cwd=self.root, capture_output=True, text=True, env=given, check=False)

    def git(self, *arguments: str) -> str:
        done = self.run("git", *arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def set_up(self) -> subprocess.CompletedProcess:
        return self.run("tools/git.sh")

    @property
    def notebook(self) -> Path:
        return self.root / NAME

    def write(self, notebook: nbformat.NotebookNode) -> str:
        """Write the notebook as JupyterLab would; gives its text."""
        text = json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"
        self.notebook.write_text(text, encoding="utf-8")
        return text

    def committed(self) -> str:
        return self.git("show", f"HEAD:{NAME}")


def counts(data: str = DATA, borough: str = "dudley", picture: str = "iVBORw0KGgo" * 20) -> nbformat.NotebookNode:
    shown = {"image/png": picture, "text/csv": data, "text/plain": "Caption\nRobbery rose."}
    output = nbformat.v4.new_output("execute_result", shown, execution_count=2)
    cells = [
        nbformat.v4.new_markdown_cell("# How many?", id="title"),
        nbformat.v4.new_code_cell(
            f'borough: str = "{borough}"  # Area', id="given", execution_count=1, metadata={"tags": ["parameters"]}
        ),
        nbformat.v4.new_code_cell("chart", id="chart", execution_count=2, outputs=[output]),
    ]
    return kept_form.normalised(nbformat.v4.new_notebook(cells=cells))


def used(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The notebook after somebody ran it in JupyterLab a few times."""
    notebook = nbformat.from_dict(notebook)
    notebook.metadata.language_info["version"] = "3.13.1"
    notebook.metadata.kernelspec.display_name = "My Python"
    for count, cell in enumerate(notebook.cells[1:], 8):
        cell.metadata["execution"] = {"iopub.execute_input": "2012-09-06T10:00:00Z"}
        cell.execution_count = count
    return notebook


@pytest.fixture
def bare(tmp_path: Path) -> Clone:
    """A project whose notebook is committed, before anything is set up."""
    root = tmp_path / "a project"
    for path, text in {"data/datapackage.json": "{}", "params/notebooks.yml": DECLARED, "notes.txt": "one\n"}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    shutil.copytree(ROOT / "tools", root / "tools", ignore=shutil.ignore_patterns("__pycache__"))
    for name in (".gitattributes", "nbdime_config.json"):
        shutil.copy(ROOT / name, root)
    (root / ".venv").symlink_to(sys.prefix)
    (root / ".gitignore").write_text(".venv\n", encoding="utf-8")
    (root / "notebooks").mkdir()
    clone = Clone(root)
    clone.notebook.write_text(kept_form.to_text(counts()), encoding="utf-8")
    clone.git("init", "--quiet", "--initial-branch=main")
    for key, value in {"user.name": "Analyst", "user.email": "analyst@example.org"}.items():
        clone.git("config", key, value)
    clone.git("add", ".")
    clone.git("commit", "--quiet", "--message=first")
    return clone


@pytest.fixture
def clone(bare: Clone) -> Clone:
    """The same, set up."""
    done = bare.set_up()
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return bare


CLEAN = kept_form.to_text(counts(DATA.replace("27.4", "27.5")))


@pytest.fixture
def changed() -> nbformat.NotebookNode:
    return used(counts(DATA.replace("27.4", "27.5")))


@pytest.mark.parametrize("how", [["--all"], [NAME], ["--include", NAME]], ids=["all", "one path", "included"])
def test_a_notebook_is_committed_clean_in_whatever_way_and_its_file_is_cleaned_with_it(clone: Clone, changed, how):
    clone.write(changed)
    before = os.times()
    done = clone.run("git", "commit", "--message=second", *how)
    assert done.returncode == 0, done.stderr
    after = os.times()  # of work, since other work on the machine adds to the clock
    assert after.children_user + after.children_system - before.children_user - before.children_system < 2
    assert f"cleaned: {NAME}\n" in done.stdout + done.stderr
    assert clone.committed() == CLEAN == clone.notebook.read_text(encoding="utf-8")
    assert clone.git("status", "--porcelain") == ""


def test_what_is_not_staged_stays_untouched(clone: Clone, changed):
    (clone.root / "notes.txt").write_text("two\n", encoding="utf-8")
    clone.write(changed)
    clone.git("add", NAME)
    changed.cells[0].source = "# How many, and where?"
    later = clone.write(changed)
    done = clone.run("git", "commit", "--message=second")
    assert done.returncode == 0, done.stderr
    assert "its file holds further changes and stays as it is" in done.stdout + done.stderr
    assert clone.committed() == CLEAN
    assert clone.notebook.read_text(encoding="utf-8") == later
    assert clone.git("status", "--porcelain") == f" M {NAME}\n M notes.txt\n"


def test_a_clean_notebook_and_another_file_are_committed_without_a_word(clone: Clone):
    clone.notebook.write_text(CLEAN, encoding="utf-8")
    (clone.root / "notes.txt").write_text("two\n", encoding="utf-8")
    clone.git("add", ".")
    done = clone.run("git", "commit", "--quiet", "--message=second")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_what_was_explored_for_another_borough_is_refused_in_one_line_and_nothing_is_lost(clone: Clone):
    text = clone.write(used(counts(borough="walsall")))
    clone.git("add", NAME)
    staged = clone.git("ls-files", "--stage")
    done = clone.run("git", "commit", "--message=second")
    assert done.returncode == 1
    assert done.stderr == (
        f"not committed: {NAME} shows borough walsall, and params/notebooks.yml has dudley; `make notebooks` runs it as it is "
        f"to be kept, or `git restore --staged {NAME}` leaves it out\n"
    )
    assert clone.notebook.read_text(encoding="utf-8") == text
    assert clone.git("ls-files", "--stage") == staged


def test_a_notebook_that_is_removed_or_renamed_is_no_concern_of_the_hook(clone: Clone):
    clone.git("mv", NAME, "notebooks/numbers.ipynb")
    clone.git("commit", "--quiet", "--message=second")
    clone.git("rm", "--quiet", "notebooks/numbers.ipynb")
    clone.git("commit", "--quiet", "--message=third")
    assert "notebooks" not in clone.git("ls-tree", "--name-only", "HEAD")


def test_without_an_environment_a_commit_goes_through_and_it_is_said(clone: Clone, changed):
    (clone.root / ".venv").unlink()
    text = clone.write(changed)
    done = clone.run("git", "commit", "--all", "--quiet", "--message=second")
    assert done.returncode == 0
    assert "notebooks go in as they are" in done.stderr
    assert clone.committed() == text


def test_somebodys_own_hook_stays_and_is_told_how_to_call_ours_once(bare: Clone, changed):
    own = bare.root / ".git" / "hooks" / "pre-commit"
    own.parent.mkdir(exist_ok=True)
    own.write_text("#!/bin/sh\necho mine >&2\n", encoding="utf-8")
    own.chmod(0o755)
    done = bare.set_up()
    assert done.stderr == (
        "setup: your own .git/hooks/pre-commit stays as it is; to clean notebooks, add to it: tools/hooks/pre-commit || exit 1\n"
    )
    assert own.read_text(encoding="utf-8") == "#!/bin/sh\necho mine >&2\n"
    assert bare.set_up().stderr == ""
    with own.open("a", encoding="utf-8") as stream:
        stream.write("tools/hooks/pre-commit || exit 1\n")
    bare.write(changed)
    assert "mine" in bare.run("git", "commit", "--all", "--message=second").stderr
    assert bare.committed() == CLEAN


def test_hooks_that_lie_elsewhere_stay_and_nothing_is_written_among_them(bare: Clone):
    bare.git("config", "core.hooksPath", "my hooks")
    assert "your hooks lie in my hooks and stay as they are" in bare.set_up().stderr
    assert not (bare.root / "my hooks").exists() and not (bare.root / ".git" / "hooks" / "pre-commit").exists()


def test_setting_up_writes_to_this_clone_only_and_a_second_time_nothing(clone: Clone):
    files = {path: path.stat().st_mtime_ns for path in (clone.root / ".git").rglob("*") if path.is_file()}
    assert clone.set_up().returncode == 0
    assert {path: path.stat().st_mtime_ns for path in (clone.root / ".git").rglob("*") if path.is_file()} == files
    assert not (clone.root.parent / ".gitconfig").exists()
    assert clone.git("status", "--porcelain") == ""
    hook = (clone.root / ".git" / "hooks" / "pre-commit").read_text(encoding="utf-8")
    assert "# csp-reports: clean notebooks" in hook


def test_an_archive_is_left_alone_even_within_somebody_elses_clone(clone: Clone, tmp_path: Path):
    for place in (tmp_path / "unpacked", clone.root / "unpacked"):
        shutil.copytree(ROOT / "tools", place / "tools")
        before = (clone.root / ".git" / "config").read_bytes()
        done = Clone(place).set_up()
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        assert not (place / ".git").exists() and (clone.root / ".git" / "config").read_bytes() == before


def test_a_diff_shows_the_row_that_changed_and_neither_timings_nor_pictures(clone: Clone):
    clone.write(used(counts(DATA.replace("27.4", "27.5"), picture="drawnOtherwise" * 20)))
    shown = COLOUR.sub("", clone.git("diff"))
    lines = [line for line in shown.splitlines() if line.startswith(("+", "-")) and line[:3] not in ("---", "+++")]
    assert [line for line in lines if "," in line] == ["-Robbery,27.4", "+Robbery,27.5"]
    assert len(lines) == 4 and all(len(line) < 15 for line in lines)  # and of the picture, a mark
    assert re.findall(r"^## (.*):$", shown, re.MULTILINE) == [
        "replaced /cells/2/outputs/0/data/image/png",
        "modified /cells/2/outputs/0/data/text/csv",
    ]


def test_a_diff_of_a_notebook_that_only_ran_again_is_empty(clone: Clone):
    clone.write(used(counts()))
    assert not re.search(
        r"^[-+#]", COLOUR.sub("", clone.git("diff")).replace("--- before", "").replace("+++ after", ""), re.M
    )


def test_a_diff_is_shown_of_a_new_and_of_a_broken_notebook_and_without_an_environment(clone: Clone):
    clone.write(counts(DATA.replace("27.4", "27.5")))
    shutil.copy(clone.notebook, clone.root / "notebooks" / "more.ipynb")
    clone.git("add", "--intent-to-add", ".")
    assert "Robbery,27.5" in clone.git("diff", "--", "notebooks/more.ipynb")
    (clone.root / ".venv").unlink()
    shown = COLOUR.sub("", clone.git("diff", "--", NAME))
    assert re.findall(r"^[-+] .*(Robbery,27..)", shown, re.MULTILINE) == ["Robbery,27.4", "Robbery,27.5"]
    (clone.root / ".venv").symlink_to(sys.prefix)
    clone.notebook.write_text(CLEAN.replace("\n", "\n<<<<<<< HEAD\n", 1), encoding="utf-8")
    assert "+<<<<<<< HEAD" in COLOUR.sub("", clone.git("diff", "--", NAME))


def test_a_diff_that_fails_is_shown_as_any_text_and_without_a_traceback(clone: Clone):
    broken = clone.root / "tools" / "hooks" / "nbdiff.py"
    broken.write_text(
        broken.read_text(encoding="utf-8").replace("from nbdime", "raise OSError\nfrom nbdime"), encoding="utf-8"
    )
    clone.write(counts(DATA.replace("27.4", "27.5")))
    done = clone.run("git", "diff", "--", NAME)
    assert re.search(r"^\+ .*Robbery,27.5", COLOUR.sub("", done.stdout), re.MULTILINE)
    assert done.returncode == 0


def test_in_a_conflict_what_is_staged_of_a_notebook_is_said_to_be_unmerged(clone: Clone):
    for branch, title in (("other", "# Theirs"), ("main", "# Ours")):
        clone.git("checkout", "--quiet", "-B", branch, "main" if branch == "other" else branch)
        changed = counts()
        changed.cells[0].source = title
        clone.write(changed)
        clone.git("commit", "--all", "--quiet", "--no-verify", "--message=changed")
    assert clone.run("git", "merge", "--quiet", "other").returncode == 1
    done = clone.run("git", "diff", "--cached")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"* Unmerged path {NAME}\n", "")


def test_a_project_below_the_top_of_a_clone_cleans_its_own_notebooks(bare: Clone, changed):
    below = bare.root / "a place" / "below"
    below.mkdir(parents=True)
    bare.git("mv", "data", "params", "notebooks", "tools", below.relative_to(bare.root).as_posix())
    (below / ".venv").symlink_to(sys.prefix)
    (below / NAME).write_text(json.dumps(changed, indent=1), encoding="utf-8")
    bare.git("add", ".")
    done = Clone(below).run("tools/hooks/pre-commit")
    assert (done.returncode, done.stderr, done.stdout) == (0, "", f"cleaned: {NAME}\n")
    assert bare.git("show", f":./a place/below/{NAME}") == CLEAN == (below / NAME).read_text(encoding="utf-8")


def test_two_peoples_changes_are_merged_cell_by_cell_and_of_an_output_that_both_changed_ours_is_taken(clone: Clone):
    clone.git("checkout", "--quiet", "-b", "other")
    theirs = counts(DATA.replace("27.4", "27.9"))
    theirs.cells[0].source = "# How many, and where?"
    clone.write(theirs)
    clone.git("commit", "--all", "--quiet", "--no-verify", "--message=theirs")
    clone.git("checkout", "--quiet", "main")
    clone.write(counts(DATA.replace("27.4", "27.5")))
    clone.git("commit", "--all", "--quiet", "--no-verify", "--message=ours")
    clone.git("merge", "--quiet", "--no-edit", "other")
    merged = nbformat.reads(clone.committed(), as_version=4)
    assert merged.cells[0].source == "# How many, and where?"
    assert merged.cells[2].outputs[0].data["text/csv"] == DATA.replace("27.4", "27.5")
