"""Files and folders are written whole or not at all."""

import errno
import os
import stat
from pathlib import Path

import pytest

from helpers.files import refused, replace_folder, tidy, write_bytes, write_text


def contents(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}


def test_text_is_written_as_utf8_with_the_line_ends_that_it_has(tmp_path):
    write_text(tmp_path / "new" / "folder" / "a.md", "£1,077 – ↓\nnext\r\n")

    written = (tmp_path / "new" / "folder" / "a.md").read_bytes()
    assert written == b"\xc2\xa31,077 \xe2\x80\x93 \xe2\x86\x93\nnext\r\n"


def test_a_file_is_replaced_with_nothing_else_left_in_its_folder(tmp_path):
    write_bytes(tmp_path / "a.csv", b"a much longer text than the next")
    write_bytes(tmp_path / "a.csv", b"short")

    assert contents(tmp_path) == {"a.csv": "short"}


def test_a_file_that_is_written_can_be_read_by_colleagues(tmp_path):
    write_text(tmp_path / "a.csv", "x")

    assert stat.S_IMODE((tmp_path / "a.csv").stat().st_mode) == 0o644


def test_a_write_that_fails_leaves_the_old_file_and_no_rubbish(tmp_path, monkeypatch):
    write_text(tmp_path / "a.csv", "old")

    def full_disk(*_):
        raise OSError("No space left on device")

    monkeypatch.setattr(os, "replace", full_disk)
    with pytest.raises(OSError, match="No space left"):
        write_text(tmp_path / "a.csv", "new")

    assert contents(tmp_path) == {"a.csv": "old"}


@pytest.mark.parametrize(("where", "number"), [("replace", errno.EACCES), ("fdopen", errno.ENOSPC)])
def test_a_write_that_is_refused_names_the_file_and_not_a_passing_one(tmp_path, monkeypatch, where, number):
    def refuse(*names, **_):
        raise OSError(number, "refused", *(names[:1] if where == "replace" else ()))

    monkeypatch.setattr(os, where, refuse)
    with pytest.raises(OSError) as raised:
        write_text(tmp_path / "a.csv", "new")

    assert (raised.value.errno, raised.value.filename) == (number, str(tmp_path / "a.csv"))
    assert str(tmp_path / "a.csv") in refused(raised.value)


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (("results", None, ".results.x1.old"), "results"),
        ((".results.x1", None, "results"), "results"),
        ((".results.x1",), ".results.x1"),
        ((), "a file"),
    ],
)
def test_what_is_refused_is_named_as_people_know_it(names, told):
    problem = PermissionError(errno.EACCES, "Permission denied", *names)
    assert refused(problem).startswith(f"cannot open or replace {told}: Permission denied; ")


@pytest.mark.parametrize("problem", [KeyError("a"), OSError("a"), FileNotFoundError(errno.ENOENT, "none", "a.csv")])
def test_another_problem_is_not_told_as_one_of_room_or_rights(problem):
    assert refused(problem) == ""


def test_content_that_is_not_bytes_leaves_the_old_file(tmp_path):
    write_text(tmp_path / "a.csv", "old")

    with pytest.raises(TypeError):
        write_bytes(tmp_path / "a.csv", "text")

    assert contents(tmp_path) == {"a.csv": "old"}


def test_a_new_folder_takes_the_place_of_the_old_one_whole(tmp_path):
    (tmp_path / "results").mkdir()
    (tmp_path / "results" / "stale.csv").write_text("old")

    with replace_folder(tmp_path / "results") as folder:
        (folder / "fresh.csv").write_text("new")

    assert contents(tmp_path) == {"results/fresh.csv": "new"}
    assert os.listdir(tmp_path) == ["results"]


def test_a_folder_that_may_not_be_made_is_named_and_not_a_passing_one(tmp_path, monkeypatch):
    def read_only(*_, **__):
        raise OSError(errno.EROFS, "Read-only file system", str(tmp_path / ".results.x1"))

    monkeypatch.setattr("helpers.files.tempfile.mkdtemp", read_only)
    with pytest.raises(OSError) as raised, replace_folder(tmp_path / "results"):
        pass
    assert refused(raised.value).startswith(f"cannot write {tmp_path / 'results'}: Read-only file system; ")


def test_a_folder_is_made_where_there_was_none_with_the_folders_above_it(tmp_path):
    with replace_folder(tmp_path / "runs" / "dudley" / "results") as folder:
        (folder / "a.csv").write_text("new")

    assert contents(tmp_path) == {"runs/dudley/results/a.csv": "new"}
    assert stat.S_IMODE((tmp_path / "runs" / "dudley" / "results").stat().st_mode) == 0o755


def test_the_old_folder_stands_until_the_new_one_is_complete(tmp_path):
    (tmp_path / "results").mkdir()
    (tmp_path / "results" / "a.csv").write_text("old")

    with replace_folder(tmp_path / "results") as folder:
        (folder / "a.csv").write_text("new")
        assert (tmp_path / "results" / "a.csv").read_text() == "old"

    assert (tmp_path / "results" / "a.csv").read_text() == "new"


@pytest.mark.parametrize("failure", [ValueError("half way"), KeyboardInterrupt()])
def test_a_failure_half_way_leaves_the_old_folder_and_no_rubbish(tmp_path, failure):
    (tmp_path / "results").mkdir()
    (tmp_path / "results" / "a.csv").write_text("old")

    with pytest.raises(type(failure)), replace_folder(tmp_path / "results") as folder:
        (folder / "a.csv").write_text("new")
        raise failure

    assert contents(tmp_path) == {"results/a.csv": "old"}
    assert os.listdir(tmp_path) == ["results"]


def test_a_swap_that_fails_leaves_the_old_folder_under_its_name(tmp_path, monkeypatch):
    (tmp_path / "results").mkdir()
    (tmp_path / "results" / "a.csv").write_text("old")
    rename = Path.rename

    def refuse_the_new_one(self, target):
        if Path(target).name == "results" and not self.name.endswith(".old"):
            raise PermissionError(f"{target} is open in another program")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse_the_new_one)
    with pytest.raises(PermissionError), replace_folder(tmp_path / "results") as folder:
        (folder / "a.csv").write_text("new")

    assert contents(tmp_path) == {"results/a.csv": "old"}


@pytest.mark.parametrize("moved", [True, False])
def test_what_a_killed_process_left_is_tidied_and_what_it_had_moved_aside_is_put_back(tmp_path, moved):
    aside = tmp_path / "dudley" / ".report.abc12345.old"
    aside.mkdir(parents=True)
    (aside / "page.html").write_text("old")
    (tmp_path / "dudley" / ".report.abc12345").mkdir()
    (tmp_path / "dudley" / ".values.json.xyz98765").write_text("half")
    if not moved:
        (tmp_path / "dudley" / "report").mkdir()
        (tmp_path / "dudley" / "report" / "page.html").write_text("new")
    tidy(tmp_path)
    assert [path.name for path in (tmp_path / "dudley").iterdir()] == ["report"]
    assert (tmp_path / "dudley" / "report" / "page.html").read_text() == ("old" if moved else "new")
