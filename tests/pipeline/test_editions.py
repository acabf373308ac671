"""Editions never change, are numbered, and can be signed; whatever was altered, and whoever did not sign, is found out."""

import json
import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from helpers.errors import MachineError, ReportError
from helpers.pipeline.audit import manifest
from support import Workplace, release

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="there is no ssh-keygen here, which signs editions"),
]
EDITIONS = Path("reports") / "editions" / "dudley" / "2011-12" / "annual-report"


@pytest.fixture(scope="module")
def published(dudley: Workplace, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project in which the report was published; look, do not touch."""
    ignored = shutil.ignore_patterns("jupyter")
    return shutil.copytree(dudley.root, tmp_path_factory.mktemp("editions") / "project", ignore=ignored)


@pytest.fixture
def place(published: Path, tmp_path: Path) -> Workplace:
    return Workplace(shutil.copytree(published, tmp_path / "project"))


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the keys of two teams, and a file that names the first as a signer."""
    folder = tmp_path_factory.mktemp("keys")
    for name in ("performance", "stranger"):
        command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", folder / name]
        subprocess.run(command, check=True)
    public = (folder / "performance.pub").read_text(encoding="utf-8")
    (folder / "signers").write_text(f"performance-team@dudley.example {public}", encoding="utf-8")
    (folder / "others").write_text(
        f"stranger@dudley.example {(folder / 'stranger.pub').read_text(encoding='utf-8')}", encoding="utf-8"
    )
    return folder


def test_an_edition_is_frozen_and_the_same_report_makes_no_other(place):
    done = place.csp("publish", str(place.published), "--engine", "embedded")
    assert (done.returncode, done.stdout) == (0, f"edition 1: {EDITIONS.as_posix()}/1\n"), done.stderr
    edition = place.root / EDITIONS / "1"
    files = [path for path in edition.rglob("*") if path.is_file()]
    assert len(files) == 23 and all(not path.stat().st_mode & 0o222 for path in files)
    assert all(path.read_bytes() == (place.published / path.relative_to(edition)).read_bytes() for path in files)
    assert place.csp("verify", str(edition)).returncode == 0
    assert release(place).fresh
    # Made of the same again, later: still the same edition.
    assert place.report("--force").returncode == 0
    assert release(place).fresh


def test_a_changed_report_is_the_next_edition_and_the_first_stays(place):
    release(place)
    first = {path: path.read_bytes() for path in (place.root / EDITIONS / "1").rglob("*.*")}
    place.replace("reports/commentary/dudley/2011-12/equality.md", "consulted", "asked for their views")
    assert place.report().returncode == 0
    assert (release(place).number, release(place).fresh) == (2, True)
    assert all(path.read_bytes() == content for path, content in first.items())
    page = (place.root / EDITIONS / "2" / "annual-report.html").read_text(encoding="utf-8")
    assert "asked for their views" in page
    assert "nothing has changed" in place.report().stdout  # an edition is no input


def test_nothing_is_released_over_an_edition_that_was_altered_or_of_a_report_that_was(place):
    release(place)
    table = place.root / EDITIONS / "1" / "data" / "rates.csv"
    table.chmod(stat.S_IRUSR | stat.S_IWUSR)
    table.write_text(table.read_text(encoding="utf-8") + "x\n", encoding="utf-8")
    with pytest.raises(ReportError, match=r"this is not edition 1 as it was published: data/rates\.csv: changed"):
        release(place)
    shutil.rmtree(place.root / "reports" / "editions")
    with (place.published / "annual-report.html").open("a", encoding="utf-8") as page:
        page.write(" ")
    done = place.csp("publish", str(place.published))
    assert done.returncode == 1 and len(done.stderr.splitlines()) == 1
    assert "this is not what was produced: annual-report.html: changed" in done.stderr
    assert not (place.root / "reports" / "editions").exists()


def test_only_a_folder_of_published_reports_makes_an_edition(place, tmp_path):
    elsewhere = shutil.copytree(place.published, tmp_path / "elsewhere")
    done = place.csp("publish", str(elsewhere))
    assert done.returncode == 1 and "is no folder of reports/published/" in done.stderr


def test_who_released_an_edition_can_be_told(place, keys):
    release(place, keys / "performance")
    edition = place.root / EDITIONS / "1"
    done = place.csp("verify", str(edition), "--signers", str(keys / "signers"))
    assert done.returncode == 0
    assert done.stdout.splitlines()[-1] == "released by performance-team@dudley.example"
    assert place.csp("verify", str(edition)).returncode == 0  # the signature is no file that was added


def test_an_edition_that_the_same_key_has_signed_stands_and_another_key_makes_one_of_its_own(place, keys):
    for key, number in (("performance", 1), ("performance", 1), ("stranger", 2), ("performance", 3)):
        release(place, keys / key)
        editions = sorted(path.name for path in (place.root / EDITIONS).iterdir())
        assert editions == [str(each) for each in range(1, number + 1)]


def test_an_edition_is_audited_and_sent_as_the_report_is_and_keeps_its_signature(place, keys, tmp_path):
    release(place, keys / "performance")
    edition = place.root / EDITIONS / "1"
    done = place.csp("audit", str(edition))
    assert done.returncode == 0, done.stdout
    assert "build/audits/annual-report-2011-12-dudley-edition-1/audit.{json,html,pdf}" in done.stdout
    assert place.csp("bundle", str(edition), "--to", str(tmp_path / "sent.zip")).returncode == 0
    shutil.unpack_archive(tmp_path / "sent.zip", tmp_path / "sent")
    done = place.csp("verify", str(tmp_path / "sent" / "published"), "--signers", str(keys / "signers"))
    assert done.stdout.splitlines()[-1] == "released by performance-team@dudley.example"


def altered(edition: Path) -> None:
    """As one would who knows how a manifest is sealed, but has no key."""
    path = edition / manifest.NAME
    path.chmod(0o644)
    text = path.read_text(encoding="utf-8")
    assert "a post that was not named" in text
    changed = json.loads(text.replace("a post that was not named", "the Chief Executive"))
    path.write_text(manifest.sealed(changed), encoding="utf-8")


def taken_away(edition: Path) -> None:
    (edition / f"{manifest.NAME}.sig").unlink()


@pytest.mark.parametrize(
    ("tamper", "signers", "said"),
    [
        (None, "others", "nobody whom others names signed this edition"),
        (taken_away, "signers", "is missing: this edition is not signed"),
        (altered, "signers", "performance-team@dudley.example signed something else"),
    ],
)
def test_a_wrong_key_a_missing_signature_and_an_altered_manifest_each_fail(place, keys, tamper, signers, said):
    release(place, keys / "performance")
    edition = place.root / EDITIONS / "1"
    if tamper is not None:
        os.chmod(edition, 0o755)
        tamper(edition)
        assert place.csp("verify", str(edition)).returncode == 0  # without signers, nobody could tell
    done = place.csp("verify", str(edition), "--signers", str(keys / signers))
    assert done.returncode == 1 and said in done.stderr and len(done.stderr.splitlines()) == 1


def test_a_key_that_cannot_sign_releases_nothing(place, keys, tmp_path):
    for key, said in ((tmp_path / "none", "which is no file"), (keys / "signers", "could not sign")):
        with pytest.raises(MachineError, match=said):
            release(place, key)
    assert not list((place.root / EDITIONS).glob("[!.]*"))
