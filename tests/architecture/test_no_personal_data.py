"""Posts and organisations only: no person's name, telephone number or e-mail address anywhere in the project."""

import os
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SAMPLES = Path(os.environ.get("CSP_SAMPLES", ROOT.parent / "shared"))
BINARY = {".png", ".ttf", ".woff2", ".docx", ".pdf", ".ico"}
MACHINE_MADE = {"requirements.lock"}

E_MAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")
# British numbers as people write them: an area code and a subscriber's number, with or without brackets and spaces.
TELEPHONE = re.compile(
    r"(?<![\d.,/-])(\(0[1-37]\d{1,3}\)|\+44[ -]?\d{2,4}|0[1-37]\d{2,3})[ -]?\d{3}[ -]?\d{3,4}(?![\d.,])"
)
# A title of courtesy, rank or office followed by a surname.
TITLED = re.compile(
    r"\b(Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor|Ins|Insp|Sgt|PC|ACC|DCI|Ch\. ?Insp|Ch\. ?Supt|Supt|Inspector|Superintendent)\.? "
    r"(?!(?:of|and|for|in|to|on|at|Commissioned|Case|Portfolio)\b)[A-Z][a-z]+\b"
)
# The given names that were commonest in Britain among people of working age at the time: no surname, hence nobody's name.
GIVEN = (
    "Adam|Adrian|Alan|Alison|Amanda|Andrea|Andrew|Angela|Angie|Ann|Anne|Anthony|Barbara|Barry|Becky|Ben|Bob|Brandon|Brian|"
    "Carol|Caroline|Carolyn|Catherine|Chris|Christine|Christopher|Claire|Colin|Craig|Daniel|Darren|Dave|David|Dawn|Dean|"
    "Deborah|Denise|Derek|Diane|Donna|Doreen|Douglas|Elaine|Elizabeth|Emma|Fiona|Gary|Gaynor|Geoffrey|Gillian|Glenn|Graham|"
    "Hannah|Heather|Helen|Hugh|Ian|Jackie|Jacqueline|Jacqui|James|Jan|Jane|Janet|Janette|Jason|Jean|Jeanette|Jennifer|Jenni|"
    "Jim|Joanne|Jonathan|Joseph|Judith|Julia|Julie|Karen|Karl|Kate|Katie|Keith|Kelly|Kenneth|Kerry|Kevin|Kim|Linda|Lisa|"
    "Louise|Lynn|Maggie|Malcolm|Margaret|Marie|Martin|Maureen|Melissa|Michael|Michelle|Mick|Mike|Natalie|Neil|Nichola|"
    "Nicholas|Nick|Nicola|Nigel|Pamela|Patricia|Patrick|Pauline|Peter|Philip|Phillip|Rachel|Rebecca|Renny|Richard|Robert|"
    "Roger|Russ|Russell|Ruth|Samantha|Sandra|Sarah|Scott|Sharon|Sheila|Shirley|Simon|Stephanie|Stephen|Steve|Steven|Stuart|"
    "Sue|Susan|Susie|Suzanna|Suzanne|Terence|Thomas|Tony|Tracey|Tracy|Trevor|Val|Valerie|Victoria|Vivienne|Wendy|William|"
    "Yvonne"
)
NAMED = re.compile(rf"(?<!\bSt )\b({GIVEN}) ([A-Z][a-z'’]+)\b")
NOT_A_PERSON = {
    "Paul Stacey", "Victoria Park", "Victoria Street", "Christopher Taylor", "Val Hill",
}  # fmt: skip
"""Buildings and places that are named after people."""


def texts() -> list[Path]:
    """Every file that belongs to the project, as git has it; without git, everything that is not made."""
    done = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, check=False
    )
    if done.returncode == 0:
        found = [ROOT / name for name in done.stdout.decode().splitlines()]
    else:
        made = {".venv", "build", "published", ".git"}
        found = [path for path in ROOT.rglob("*") if not made & set(path.relative_to(ROOT).parts)]
    return [path for path in found if path.is_file() and path.suffix not in BINARY and path.name not in MACHINE_MADE]


def found(pattern: re.Pattern, keep=lambda match: True) -> list[str]:
    here = Path(__file__)
    return [
        f"{path.relative_to(ROOT)}:{number}: {match[0]}"
        for path in texts()
        if path != here
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        for match in pattern.finditer(line)
        if keep(match)
    ]


def test_there_is_no_e_mail_address():
    assert found(E_MAIL, lambda match: "example" not in match[0]) == []


def test_there_is_no_telephone_number():
    assert found(TELEPHONE) == []


def test_nobody_is_named_with_a_title():
    assert found(TITLED) == []


def test_nobody_is_named_with_a_given_name():
    assert found(NAMED, lambda match: match[0] not in NOT_A_PERSON) == []


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (E_MAIL, "write to first.last@force.pnn.police.uk"),
        (TELEPHONE, "01632-960123"),
        (TELEPHONE, "(01632) 960123"),
        (TELEPHONE, "0300 496 0123"),
        (TITLED, "Cllr Surname (Chair)"),
        (TITLED, "Ch. Insp Surname"),
        (NAMED, "Helen Surname to update"),
    ],
)
def test_the_guard_would_see_one(pattern, text):
    assert pattern.search(text)


def test_no_name_that_the_documents_print_is_carried():
    """The people whom the source documents name, found in the documents themselves and looked for in data/ and reports/."""
    documents = sorted((SAMPLES / "seeds").glob("*.txt")) if (SAMPLES / "seeds").is_dir() else []
    if not documents:
        pytest.skip(
            f"the source documents are not here ({SAMPLES}); set CSP_SAMPLES to their folder to check against them"
        )
    names = {
        match[0] for path in documents for match in NAMED.finditer(path.read_text(encoding="utf-8"))
    } - NOT_A_PERSON
    assert len(names) > 60  # else nothing has been looked for
    carried = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in ("data", "reports/commentary", "params", "notebooks")
        for path in (ROOT / folder).rglob("*.*")
        if path.suffix in {".csv", ".md", ".yml", ".ipynb", ".json"}
    )
    assert sorted(name for name in names if name in carried) == []
