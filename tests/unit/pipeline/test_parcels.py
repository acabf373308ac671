"""What is packed is laid out as it was, each content is kept once, and nothing is written outside of its folder."""

import errno
import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers.errors import MachineError
from helpers.pipeline import parcels
from helpers.pipeline.parcels import Shelf

NAMES = st.lists(st.text("abcÄ é-+.", min_size=1, max_size=6), min_size=1, max_size=3).map("/".join)


@pytest.fixture
def shelf(tmp_path) -> Shelf:
    return Shelf(tmp_path / "shelf")


def tree(root) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def write(root, files: dict[str, bytes]) -> list:
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
    return [root / name for name in files]


@given(contents=st.lists(st.binary(max_size=50), max_size=8))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_packed_is_laid_out_as_it_was(contents, tmp_path_factory):
    root = tmp_path_factory.mktemp("parcel")
    files = {f"folder {number % 3}/file-{number}": content for number, content in enumerate(contents)}
    shelf = Shelf(root / "shelf")
    packed = shelf.pack(root / "from", write(root / "from", files))
    shelf.lay_out(packed, root / "to")
    assert tree(root / "to") == files
    assert len(shelf.names()) == len(set(contents)) == len(set(packed.values()))
    assert shelf.lacking(packed.values()) == []


def test_what_may_only_be_read_is_laid_out(shelf, tmp_path, monkeypatch):
    def refused(*_):
        raise OSError(errno.EROFS, "Read-only file system")

    shelf.keep({parcels.hash_of(b"words"): b"words"})
    monkeypatch.setattr(parcels.os, "utime", refused)
    shelf.lay_out({"a.md": parcels.hash_of(b"words")}, tmp_path / "out")
    assert (tmp_path / "out" / "a.md").read_bytes() == b"words"


def test_a_content_is_written_once_and_what_lacks_is_named(shelf, tmp_path):
    [name] = shelf.pack(tmp_path, write(tmp_path, {"a.csv": b"1"})).values()
    before = (shelf.folder / name).stat().st_ino
    shelf.keep({name: b"1"})
    assert (shelf.folder / name).stat().st_ino == before
    other = parcels.hash_of(b"2")
    assert shelf.lacking([other, name, other]) == [other]
    assert shelf.content(name) == b"1"


def test_what_was_altered_on_its_way_is_refused_and_not_kept(shelf, tmp_path):
    name = parcels.hash_of(b"right")
    with pytest.raises(MachineError, match="altered on its way"):
        shelf.keep({name: b"wrong"})
    assert shelf.names() == [] or shelf.lacking([name]) == [name]
    with pytest.raises(MachineError, match="altered on its way"):
        parcels.write_into(tmp_path / "to", {"a.csv": name}, {name: b"wrong"}, shelf)
    assert not (tmp_path / "to").exists()


@pytest.mark.parametrize("name", ["../a", "/etc/a", "a/../../b", "", "a\\b", ".."])
def test_a_path_that_leads_out_of_its_folder_is_refused(shelf, tmp_path, name):
    found = parcels.hash_of(b"1")
    shelf.keep({found: b"1"})
    for write_out in (
        lambda: shelf.lay_out({name: found}, tmp_path / "to"),
        lambda: parcels.write_into(tmp_path / "to", {name: found}, {}, shelf),
    ):
        with pytest.raises(MachineError, match="does not lie in the folder"):
            write_out()


@given(names=st.lists(NAMES, max_size=5))
def test_a_path_either_lies_in_its_folder_or_is_refused(names, tmp_path_factory):
    root = tmp_path_factory.getbasetemp().resolve()
    for name in names:
        try:
            found = parcels.inside(root, name)
        except MachineError:
            continue
        assert os.path.normpath(found).startswith(str(root))


def test_a_full_shelf_forgets_what_was_not_asked_for_longest_but_nothing_just_sent(tmp_path):
    shelf = Shelf(tmp_path / "shelf", most=40)
    contents = [bytes([number]) * 10 for number in range(6)]
    names = [parcels.hash_of(content) for content in contents]
    for number, (name, content) in enumerate(zip(names, contents, strict=True)):
        shelf.keep({name: content})
        os.utime(shelf.folder / name, (number, number))
        if number == 2:
            shelf.lay_out({"a": names[0]}, tmp_path / "to")  # asked for, so not the oldest any more
    assert shelf.lacking(names) == sorted([names[1], names[2]])


def test_what_lies_in_a_folder_is_named_from_it():
    files = {"build/runs/a/x.csv": "1", "build/runs/ab/y.csv": "2", "build/z": "3"}
    assert parcels.within(files, "build/runs/a") == {"x.csv": "1"}
    assert parcels.within(files, "build/runs") == {"a/x.csv": "1", "ab/y.csv": "2"}


def test_a_shelf_that_is_not_there_yet_holds_nothing(shelf):
    assert shelf.names() == []
    with pytest.raises(FileNotFoundError):
        shelf.lay_out({"a": parcels.hash_of(b"1")}, shelf.folder.parent / "to")
