"""Files are written back as they should be, whole or not at all, and never with another meaning."""

import csv
import io
import json
import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers.data import catalogue, fixing, loading
from helpers.errors import DataError

HEADER = "area,period,value,published,headline,unit,note"
FIELDS = [
    {"name": "area", "type": "string", "constraints": {"required": True, "pattern": "[a-z0-9]+(-[a-z0-9]+)*"}},
    {"name": "period", "type": "string"},
    {"name": "value", "type": "number"},
    {"name": "published", "type": "date"},
    {"name": "headline", "type": "boolean", "trueValues": ["yes"], "falseValues": ["no"]},
    {"name": "unit", "type": "string"},
    {"name": "note", "type": "string"},
]
SOUND = f"{HEADER}\ndudley,2011-12,1077,2012-06-07,yes,offences,\n"


@pytest.fixture
def data(tmp_path):
    """A data folder with two tables of the same columns, both as they should be."""
    schema = {"fields": FIELDS, "primaryKey": ["area", "period"]}
    resources = [
        {"name": name, "path": f"{name}.csv", "title": "", "description": "", "schema": schema}
        for name in ("facts", "others")
    ]
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": resources}), encoding="utf-8")
    for name in ("facts", "others"):
        (tmp_path / f"{name}.csv").write_bytes(SOUND.encode())
    return tmp_path


@pytest.fixture
def fixed(data):
    """Save a file, put data/ right, and give the file's text as it then stands."""

    def text(content: str | bytes) -> str:
        (data / "facts.csv").write_bytes(content if isinstance(content, bytes) else content.encode())
        fixing.fix(data)
        return (data / "facts.csv").read_bytes().decode()

    return text


def values(data) -> list[list]:
    frame = loading.read(data, catalogue.read(data)["facts"]).frame
    return frame.drop(columns="row").astype(object).where(frame.notna(), "").to_numpy().tolist()


ROW = "dudley,2011-12,1077,2012-06-27,yes,pounds,“safe” – £5\n"
CANONICAL = f"{HEADER}\n{ROW}"


@pytest.mark.parametrize(
    "content",
    [
        CANONICAL.replace("1077", '"£1,077"'),
        CANONICAL.replace("2012-06-27", "27/06/2012").replace("yes", "TRUE").replace("2011-12", "2011/12"),
        CANONICAL.replace("dudley", " Dudley "),
        CANONICAL.replace("£5", "Â£5").replace(" – ", " â€“ "),
        CANONICAL.replace("£5", '"£5  "').replace('"', ""),
        CANONICAL.replace("“safe” – £5", '"“safe” –\n£5"'),
        "\ufeff" + CANONICAL,
        CANONICAL.replace("\n", "\r\n"),
        CANONICAL.replace("\n", "\r"),
        CANONICAL.replace(",", ";"),
        CANONICAL.replace(",", "\t").replace("\n", "\r\n").encode("utf-16"),
        CANONICAL.encode("cp1252"),
        CANONICAL.replace("\n", ",,,\n") + ",,,,,,,,,\n" * 9,
        CANONICAL.replace("\n", "\n\n"),
        CANONICAL.removesuffix("\n"),
        CANONICAL.replace("dudley", '"dudley"').replace("2011-12", '"2011/12"'),
        CANONICAL.replace("area", " AREA"),
        "note;unit;headline;published;value;period;area\n“safe” – £5;pounds;yes;27.06.2012;£1077;2011-12;dudley\n",
    ],
    ids=repr,
)
def test_a_file_is_written_back_byte_for_byte_as_it_should_be(data, fixed, content):
    assert fixed(content) == CANONICAL
    assert fixing.fix(data) == []
    assert (data / "facts.csv").read_bytes() == CANONICAL.encode()


def test_cells_are_in_quotation_marks_only_where_they_need_them(fixed):
    assert fixed(SOUND.replace("offences,", '"offences"," safe, ""sound"" "')) == SOUND.replace(
        "offences,", 'offences,"safe, ""sound"""'
    )


def test_a_file_as_it_should_be_is_not_touched(data):
    before = os.stat(data / "facts.csv")

    assert fixing.fix(data) == []
    after = os.stat(data / "facts.csv")
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_quotation_marks_that_nobody_needs_are_no_reason_to_write_a_file(fixed):
    quoted = SOUND.replace("dudley", '"dudley"')

    assert fixed(quoted) == quoted


def test_what_was_put_right_is_told_in_the_order_of_files_and_lines(data):
    (data / "others.csv").write_bytes(SOUND.replace("1077", '"1,077"').encode())
    (data / "facts.csv").write_bytes(f"{SOUND}walsall ,2011-12,5,,no,offences,\r\n,,\n".encode())

    assert [problem.without_advice for problem in fixing.fix(data)] == [
        "data/facts.csv:1: lines end as Windows writes them (CRLF)",
        "data/facts.csv:3: area: 'walsall ' has a space too many before, after or inside it, or one that does not break"
        " (found in column A)",
        "data/facts.csv:4: an empty row",
        "data/others.csv:2: value: '1,077' is read as '1077' (found in column C)",
    ]


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("value", '"22,3"'),
        ("value", "To follow"),
        ("value", " 35k "),
        ("value", '" 12\n345"'),
        ("published", "07/06/2012"),
        ("period", "Dec-11"),
        ("headline", "1"),
        ("area", "west  midlands "),
        ("area", " "),
        ("note", "lost \ufffd5"),
        ("note", '"#REF!"'),
    ],
)
def test_a_cell_that_cannot_be_read_stays_as_it_is(data, fixed, column, cell):
    row = {**dict(zip(HEADER.split(","), ROW.strip().split(","), strict=True)), column: cell}
    unread = ",".join(row.values())
    before = f"{HEADER}\r\n{unread}\r\n{ROW}"

    after = fixed(before)

    read = [
        next(csv.DictReader(io.StringIO(text.replace("\r\n", "\n"), newline="")))[column] for text in (before, after)
    ]
    assert read[0] == read[1]
    assert after.endswith(f"\n{ROW}")
    assert "\r" not in after


@pytest.mark.parametrize(
    "lost",
    [
        "walsall,2011-12,1,077,,no,offences,\n",
        "walsall,2011-12\n",
        "walsall,2011-12,1,,no,offences,,\n",
        'walsall,2011-12,1,,no,offences,"so\n',
        'walsall,2011-12,1,,no,offences,"so" far\n',
        f'walsall,2011-12,1,,no,offences,"so\n{ROW}"\n',
        "<<<<<<< HEAD\n",
        f"{HEADER}\n",
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_a_file_in_which_a_row_cannot_be_read_is_left_alone(data, fixed, lost, first):
    fixable = SOUND.replace("1077", '"1,077"').removeprefix(f"{HEADER}\n")
    content = f"{HEADER}\n{lost}{fixable}" if first else f"{HEADER}\n{fixable}{lost}"

    assert fixed(content) == content


@pytest.mark.parametrize(
    "content",
    [
        SOUND.replace("note", "remark").replace("1077", '"1,077"'),
        SOUND.replace(",note", "").replace("1077", '"1,077"'),
        SOUND.replace("unit,note", "unit,note,note").replace("1077", '"1,077"'),
        SOUND.replace("unit,note", 'unit,"note\nso"').replace("1077", '"1,077"'),
        "\ufeff",
        ",,,,\r\n",
        "PK\x03\x04\r\n",
        SOUND.replace("1077", '"1,0\x0077"'),
        SOUND.replace("1077", '"1,077"').encode() + b"\xa3\xc2\xa3\n",
    ],
    ids=repr,
)
def test_a_file_that_cannot_be_used_is_left_alone(data, content):
    saved = content if isinstance(content, bytes) else content.encode()
    (data / "facts.csv").write_bytes(saved)

    assert fixing.fix(data) == []
    assert (data / "facts.csv").read_bytes() == saved


def test_a_missing_file_stays_missing_and_the_others_are_put_right(data):
    (data / "facts.csv").unlink()
    (data / "others.csv").write_bytes(SOUND.replace("\n", "\r\n").encode())

    assert [problem.file for problem in fixing.fix(data)] == ["data/others.csv"]
    assert not (data / "facts.csv").exists()
    assert (data / "others.csv").read_bytes() == SOUND.encode()


def test_decimal_commas_in_a_file_with_semicolons_become_points(fixed):
    assert fixed(SOUND.replace("1077", "22,3").replace(",", ";").replace("22;3", "22,3")) == SOUND.replace(
        "1077", "22.3"
    )


@pytest.mark.parametrize("cell", ["1,077", "1.077"])
def test_a_file_with_semicolons_is_left_alone_where_commas_would_decide_what_a_cell_means(fixed, cell):
    content = SOUND.replace(",", ";").replace("1077", cell)

    assert fixed(content) == content


def test_a_write_that_is_interrupted_leaves_the_old_file_and_no_rubbish(data, monkeypatch):
    content = SOUND.replace("\n", "\r\n").encode()
    (data / "others.csv").write_bytes(content)
    names = sorted(os.listdir(data))
    replace = os.replace

    def in_use(source, target):
        if str(target).startswith(str(data)):
            raise PermissionError(13, "Permission denied")
        replace(source, target)

    monkeypatch.setattr(os, "replace", in_use)
    with pytest.raises(DataError) as error:
        fixing.fix(data)

    assert str(error.value) == (
        "data/others.csv: cannot be written (Permission denied), and stands as it was; is it open in another program?"
    )
    assert (data / "others.csv").read_bytes() == content
    assert sorted(os.listdir(data)) == names


def test_an_interruption_from_the_keyboard_leaves_the_old_file_and_no_rubbish(data, monkeypatch):
    content = SOUND.replace("\n", "\r\n").encode()
    (data / "facts.csv").write_bytes(content)
    names = sorted(os.listdir(data))

    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        fixing.fix(data)

    assert (data / "facts.csv").read_bytes() == content
    assert sorted(os.listdir(data)) == names


CELLS = st.sampled_from(
    [
        "", " ", "dudley", "Dudley ", "2011/12", "1,077", "£1,077", "27.7%", "(981)", "-£5", "22,3", "1.077", "35k",
        "N/A", "27/06/2012", "07/06/2012", "TRUE", "no", "pounds", "per cent", "Â£5", 'a "b" c', "a,b;c\td", "one\ntwo",
        "\u00a0x", "x\ufffd", "#REF!", "\u22125", "1.2E+05", "'5", "=1+1", "\u200b", ' "x"', "\x07", "É’", "0,5",
    ]
)  # fmt: skip


@given(
    rows=st.lists(st.lists(CELLS, min_size=7, max_size=7), max_size=4),
    form=st.tuples(st.sampled_from(",;\t"), st.sampled_from(["\n", "\r\n", "\r"])),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    order=st.permutations(HEADER.split(",")),
)
@settings(
    max_examples=60,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_whatever_a_file_holds_putting_it_right_changes_no_value_and_is_done_once(data, rows, form, encoding, order):
    text = io.StringIO()
    writer = csv.writer(text, delimiter=form[0], lineterminator=form[1])
    writer.writerows([order, *rows])
    saved = text.getvalue().encode(encoding, errors="replace")
    (data / "facts.csv").write_bytes(saved)
    before = values(data)

    fixing.fix(data)

    once = (data / "facts.csv").read_bytes()
    assert values(data) == before
    assert fixing.fix(data) == []
    assert (data / "facts.csv").read_bytes() == once
    left = [problem for problem in loading.read(data, catalogue.read(data)["facts"]).problems if problem.fixable]
    assert not left or once == saved
