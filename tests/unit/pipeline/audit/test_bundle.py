"""Which packages go into an auditor's archive."""

from pathlib import Path

from helpers.pipeline.audit import bundle

LOCK = """alpha==1.0 \\
    --hash=sha256:aa \\
    --hash=sha256:ab
Beta_Two==2.0 ; sys_platform == 'linux' \\
    --hash=sha256:bb
gamma[extra]==3.0 \\
    --hash=sha256:cc
"""


def test_of_the_lock_file_is_kept_what_is_named_with_its_hashes():
    assert bundle.needed(LOCK, frozenset({"beta-two", "gamma"})) == LOCK[LOCK.index("Beta_Two") :]
    assert bundle.needed(LOCK, frozenset({"alpha"})) == LOCK[: LOCK.index("Beta_Two")]


def test_what_reports_are_made_with_is_needed_and_what_only_tests_use_is_not(project):
    names = bundle.requirements(bundle.DISTRIBUTION)
    assert {"pandas", "numpy", "papermill", "typst", "ipython", "rocrate"} <= names
    assert not names & {"runcrate", "bagit", "playwright", "distributed", "ruff"}
    lock = Path(project.root, "requirements.lock").read_text(encoding="utf-8")
    kept = bundle.needed(lock, names)
    assert "\npandas==" in f"\n{kept}" and "runcrate==" not in kept
    assert kept.count("==") > 80
