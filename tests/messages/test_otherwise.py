"""Messages that no command line brings about by itself: here the machine, or what lies around the command, is made to fail."""

import errno
import json
import shlex
import shutil
import subprocess
import sys
from types import SimpleNamespace

import nbformat
import papermill
import pytest
from papermill.exceptions import PapermillException

from helpers import project
from helpers.cli import audit
from helpers.errors import MachineError, NotebookError, SourceError
from helpers.pipeline import alone
from helpers.pipeline.audit import clearance, signatures
from helpers.pipeline.batches import workers
from helpers.pipeline.reports import making, staging
from tests.messages import note
from tests.messages.case import write
from tests.messages.note import PUBLISHED

pytestmark = pytest.mark.slow


def test_an_edition_is_made_within_a_project(noted, monkeypatch):
    monkeypatch.setattr(audit, "_project", lambda _: None)
    assert noted.run(f"csp publish {PUBLISHED}").errors == [
        f"csp: {PUBLISHED} lies in no project: an edition is made of a folder of reports/published/"
    ]


def test_an_edition_of_a_report_without_its_records_is_refused_on_one_page(noted):
    with noted.broken():
        shutil.rmtree(noted.root / "reports" / "records")
        said = noted.run(f"csp publish {PUBLISHED}")
    what = "could not be re-run: there is no reports/records/ in this project, where what it was made of is kept"
    assert (said.code, said.errors) == (1, [])
    assert (
        said.out.splitlines()[0] == f"Not released as an edition: {PUBLISHED}"
        and f"   What  {what}" in said.out.splitlines()
    )


def test_a_paper_of_which_nobody_noted_what_it_was_made_of_is_stale_for_that_alone(noted):
    with noted.broken():
        (noted.root / "build" / "stamps" / "dudley" / "2011-12-Q4" / "note.json").unlink()
        told = noted.run("csp status --borough dudley --engine embedded")
    (line,) = [line for line in told.out.splitlines() if line.startswith("  note ")]
    assert line.startswith("  note dudley 2011-12-Q4: stale: what it was made of is no longer noted in build/; next: ")


def test_nothing_else_is_made_while_a_report_is_published(noted, monkeypatch):
    held = []

    def looked(report, _):
        with pytest.raises(MachineError, match="another csp is at work"), alone.alone(report.place, wait=False):
            held.append(False)
        held.append(True)
        return []

    monkeypatch.setattr(clearance, "findings", looked)
    with noted.broken():
        assert noted.run(f"csp publish {PUBLISHED} --explain").code == 0
    assert held == [True]


def test_a_report_whose_folder_cannot_be_replaced_is_still_what_it_was(noted, monkeypatch):
    def read_only(folder):
        raise OSError(errno.EROFS, "Read-only file system", str(folder))

    with noted.broken():
        with monkeypatch.context() as patched:
            patched.setattr(making, "replace_folder", read_only)
            refused = noted.run(f"{note.COMMAND} --force")
        told = noted.run("csp status --borough dudley --engine embedded")
    assert (refused.code, refused.errors[-1]) == (
        MachineError.exit_code,
        f"csp: cannot write {PUBLISHED}: Read-only file system; make room, or work where the disk can be written to, then run "
        "the same again",
    )
    assert "  note dudley 2011-12-Q4: up to date" in told.out.splitlines()


def test_a_command_is_run_inside_a_project(bench, monkeypatch):
    monkeypatch.setattr(project, "MARK", project.Path("data") / "nothing.json")
    said = bench.run("csp check", (("CSP_PROJECT", ""),))
    assert said.errors == ["csp: no data/nothing.json in . or above it: run this inside a csp-reports project"]


def test_a_key_with_a_passphrase_is_to_be_loaded(tmp_path, monkeypatch):
    def waits(command, **_):
        raise subprocess.TimeoutExpired(command, 120)

    monkeypatch.setattr(signatures.subprocess, "run", waits)
    (tmp_path / "key").write_text("a key")
    with pytest.raises(MachineError, match="waited for a passphrase: load the key into ssh-agent"):
        signatures.require(tmp_path / "key")


def test_a_cluster_needs_its_package(bench, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    said = bench.run("csp all-reports --scheduler tcp://127.0.0.1:9")
    assert said.code == MachineError.exit_code
    assert said.errors[0].startswith("csp: --scheduler needs the package distributed: ")


def test_what_papermill_says_is_told_with_the_notebook(noted, monkeypatch):
    def fails(*_, **__):
        raise PapermillException("no language of that name")

    monkeypatch.setattr(papermill, "execute_notebook", fails)
    with noted.broken():
        said = noted.run("csp run funding_analysis --borough dudley --quarter 2011-12-Q4")
    assert said.errors == ["csp: notebooks/funding_analysis.ipynb cannot be run: no language of that name"]


def test_a_machine_that_cannot_fork_says_so(bench, monkeypatch):
    monkeypatch.setattr(workers.zygote, "why_not_here", lambda: "this system has no fork")
    said = bench.run("csp all-reports --kernel warm")
    assert said.code == MachineError.exit_code
    assert said.errors == ["csp: --kernel warm: this system has no fork; use --kernel ordinary"]


def test_results_without_a_source_are_refused():
    with pytest.raises(SourceError, match="name no source: each row of data/ needs one"):
        staging._sources({"sources": []})


def test_packages_that_cannot_be_had_leave_no_archive(noted, monkeypatch):
    real = subprocess.run

    def offline(command, **options):
        if "download" in command:
            return subprocess.CompletedProcess(command, 1, "", "no network\n")
        return real(command, **options)

    monkeypatch.setattr(subprocess, "run", offline)
    with noted.broken():
        said = noted.run(f"csp bundle {PUBLISHED} --wheels --to packed.zip")
        assert not (noted.root / "packed.zip").exists()
    assert said.code == MachineError.exit_code
    assert said.errors == [
        "csp: the packages of requirements.lock could not be had: no network; leave --wheels out, or try again"
    ]


def test_a_batch_that_may_not_write_says_where(bench, monkeypatch):
    def refused(*_):
        raise PermissionError(13, "Permission denied", str(bench.root / "build" / "batch"))

    monkeypatch.setattr(alone.fcntl, "flock", refused)
    with bench.broken():
        said = bench.run("csp batch params/runs/everything.yml --kernel ordinary")
    assert said.code == MachineError.exit_code
    assert said.errors == [
        "csp: cannot open or replace build/batch: Permission denied; is it open in another program? may you read and write it?"
    ]


def test_a_failed_notebook_is_opened_by_a_command_that_a_shell_can_read(bench, monkeypatch):
    failed = nbformat.v4.new_code_cell("1/0", id="wrong", outputs=[nbformat.v4.new_output("error")])
    name = "dudley/2011-12-Q4/risk register"
    monkeypatch.setattr(sys, "executable", "/a place/python")
    with bench.broken():
        text = nbformat.writes(nbformat.v4.new_notebook(cells=[failed]))
        write(f"build/runs/{name}/risk register.failed.ipynb", text)(bench.root)
        shown = bench.run(f"csp debug '{name}' --print")
        said = bench.run(f"csp debug '{name}'")
    assert shlex.split(shown.out) == [
        "/a place/jupyter-lab",
        f"--ServerApp.root_dir=build/runs/{name}",
        "--LabApp.default_url=/lab/tree/risk register.failed.ipynb#cell-id=wrong",
    ]
    assert (said.code, said.errors) == (3, ["csp: there is no /a place/jupyter-lab: `make setup` installs JupyterLab"])


def test_results_of_another_area_are_refused(tmp_path):
    told = {"notebook": "risk_register", "area": "walsall", "quarter": "2011-12-Q4", "values": []}
    (tmp_path / "values.json").write_text(json.dumps(told), encoding="utf-8")
    done = SimpleNamespace(results=tmp_path, run=SimpleNamespace(quarter="2011-12-Q4"))
    with pytest.raises(NotebookError, match="are for walsall 2011-12-Q4, not dudley 2011-12-Q4: run it again"):
        staging._values(SimpleNamespace(area="dudley"), [done])


def test_notebooks_wait_for_no_commit_where_there_is_no_git(bench):
    said = bench.run("csp notebooks --staged", (("PATH", "/nowhere"),))
    assert (said.code, said.errors) == (3, ["csp: there is no git here, so nothing waits to be committed"])
