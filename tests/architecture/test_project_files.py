"""What the project says of itself is true: its environments agree, its README's commands exist, nobody is named."""

import os
import re
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).parents[2]
MISSION = {"jupyterlab", "papermill", "pandas", "seaborn", "quarto", "nbval"}


def name(text: str) -> str:
    return re.sub(r"[-_.]+", "-", text).lower()


@pytest.fixture(scope="module")
def pyproject() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def wanted(pyproject) -> dict[str, Requirement]:
    lines = pyproject["project"]["dependencies"] + pyproject["project"]["optional-dependencies"]["dev"]
    return {name(requirement.name): requirement for requirement in map(Requirement, lines)}


@pytest.fixture(scope="module")
def locked() -> dict[str, list[tuple[Version, str]]]:
    found: dict[str, list[tuple[Version, str]]] = {}
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    for line in re.findall(r"^([A-Za-z0-9_.-]+)==([^\s;\\]+)(?:\s*;\s*([^\\\n]+))?", text, flags=re.MULTILINE):
        found.setdefault(name(line[0]), []).append((Version(line[1]), line[2]))
    return found


@pytest.fixture(scope="module")
def conda() -> dict[str, Requirement]:
    entries = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    pip = next(entry["pip"] for entry in entries if isinstance(entry, dict))
    # `quarto` is the program in conda-forge and its Python wrapper in PyPI: the wrapper stands under pip.
    lines = [entry for entry in entries if isinstance(entry, str) and not entry.startswith(("quarto", "python>"))]
    return {name(r.name): r for r in map(Requirement, [*lines, *(line for line in pip if not line.startswith("-"))])}


def test_the_missions_packages_are_asked_for_by_both_routes(wanted, conda):
    assert set(wanted) >= MISSION
    assert set(conda) >= MISSION


def test_conda_asks_for_what_pip_asks_for(wanted, conda):
    assert {key: str(r.specifier) for key, r in conda.items() if key not in ("pip", "make")} == {
        key: str(r.specifier) for key, r in wanted.items()
    }


def test_conda_brings_quarto_itself():
    entries = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    assert "quarto>=1.7" in entries


def test_the_lock_holds_every_package_that_is_asked_for_in_a_version_that_suits(wanted, locked):
    for key, requirement in wanted.items():
        assert key in locked, f"{key} is not in requirements.lock: run `make lock`"
        assert all(requirement.specifier.contains(version) for version, _ in locked[key]), key


def test_every_locked_package_has_hashes_and_none_names_a_place():
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=[A-Za-z0-9])", text.strip())
    assert len(blocks) > 100
    assert all("--hash=sha256:" in block for block in blocks)
    assert "://" not in text


def test_one_version_of_the_numerical_stack_on_every_python(locked):
    for key in ("numpy", "pandas", "scipy", "matplotlib", "seaborn", "statsmodels", "typst", "pypandoc-binary"):
        assert [marker for _, marker in locked[key]] == [""], key


@pytest.mark.parametrize(
    "path", ["annual-report-2011-12-dudley.zip", "reports/records/x", "reports/published/x", "build/x"]
)
def test_git_leaves_out_what_holds_small_counts_or_can_be_made_again(path):
    command = ["git", "-c", f"core.excludesFile={os.devnull}", "check-ignore", "--no-index", path]
    done = subprocess.run(command, cwd=ROOT, check=False)
    assert done.returncode == 0, f"{path} would be committed by `git add .`"


@pytest.mark.parametrize("room", ["data", "analysis", "publishing", "pipeline"])
def test_the_page_on_the_architecture_names_every_module(room):
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").partition("## The rooms of")[2]
    listed = set(re.findall(r"\w+", page.split("```")[1]))
    parts = [path for path in (ROOT / "src" / "helpers" / room).iterdir() if path.suffix == ".py" or path.is_dir()]
    assert {path.stem for path in parts} - listed - {"__init__", "__pycache__"} == set()
    # Those of a folder stand there or in the text about it; a chart is found by what it draws.
    deeper = {path.stem for part in parts if part.name != "charts" for path in part.rglob("*.py")} - {"__init__"}
    assert deeper - set(re.findall(r"\w+", page)) == set()


@pytest.mark.parametrize("command", [("check",), ("format", "--check")], ids=" ".join)
def test_the_code_is_in_style(command):
    done = subprocess.run(
        [sys.executable, "-m", "ruff", *command, "."], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{done.stdout}\n`make fix` repairs most of it"


def test_ci_runs_the_readmes_test_command():
    assert re.search(r"^make test$", (ROOT / ".ci" / "run").read_text(encoding="utf-8"), flags=re.MULTILINE)


def test_bare_make_lists_every_target_with_its_comment():
    listed = subprocess.run(["make", "-s"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^\.PHONY: (.*)$", makefile, flags=re.MULTILINE)[0].split()
    for target in targets:
        assert re.search(rf"^  make {target} +\S+", listed, flags=re.MULTILINE), target


@pytest.mark.parametrize("mistyped", ["borough=walsall", "BORUOGH=walsall"])
def test_make_refuses_a_variable_that_nothing_reads(mistyped):
    command = ["make", "--no-print-directory", "-n", "annual-report"]
    done = subprocess.run([*command, mistyped], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2 and done.stdout == ""
    assert f"*** there is no variable {mistyped.partition('=')[0]}; they are BOROUGH FORCE YEAR" in done.stderr
    taken = ["BOROUGH=walsall", "PYTEST_ADDOPTS=-x", "TO=html pdf"]
    told = subprocess.run([*command, *taken], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert '--borough "walsall" --period "2011-12" --to "html pdf"' in told


def test_setup_takes_under_a_second_when_nothing_has_changed():
    if not (ROOT / ".venv" / ".csp-ready").is_file():
        pytest.skip("this environment was not made by `make setup`")
    took = []
    for _ in range(3):  # the quickest, since other tests run beside it
        begun = time.perf_counter()
        done = subprocess.run(["make", "-s", "setup"], cwd=ROOT, capture_output=True, text=True, check=True)
        took.append(time.perf_counter() - begun)
        assert done.stdout + done.stderr == ""
    assert min(took) < 1


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    texts = (
        ".md",
        ".py",
        ".csv",
        ".json",
        ".yml",
        ".qmd",
        ".ipynb",
        ".lua",
        ".typ",
        ".css",
        ".html",
        ".sh",
        ".toml",
        ".cfg",
    )
    return [ROOT / line for line in listed.stdout.splitlines() if line.endswith(texts)]
