"""Commentary has an owner, quotes values, and is marked paragraph by paragraph when they are no longer what was approved."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.errors import ParamsError
from helpers.pipeline.binding import literals
from helpers.pipeline.commentary import pieces, review
from helpers.pipeline.commentary.pieces import Change
from helpers.pipeline.commentary.review import Standing
from helpers.project import Project
from support import ROOT

DECLARED = literals.declared(Project(ROOT))
WHERE = "reports/commentary/sampleton/2011-12/performance.md"
DAY = date(2012, 5, 28)
FRONT = """\
---
owner: Head of Community Safety
approved: 2012-05-21
values:
  crime.burglary.percent: 22.3%
  crime.burglary.fewer: 413 fewer
  crime.sums: the figures agree
---

"""
BODY = """\
Crime fell, and {{< var crime.sums >}}.

Burglary fell by {{< var crime.burglary.percent >}}, or {{< var crime.burglary.fewer >}} offences, in {{< meta year >}}.

- One thing

- Another thing
"""
NOW = {
    "crime.burglary.percent": "22.3%",
    "crime.burglary.fewer": "413 fewer",
    "crime.sums": "the figures agree",
    "other": "1",
}
MARK = '::: {.callout-important title="To be reviewed"}\n'
OWNER = "Owner: Head of Community Safety."


def piece(body: str = BODY, front: str = FRONT) -> pieces.Piece:
    return pieces.parse(front + body, name="performance", where=WHERE)


def owned(body: str, *values: str, approved: str = "2012-05-21") -> pieces.Piece:
    listed = "".join(f"  {value}\n" for value in values)
    return piece(body, f"---\nowner: Analyst\napproved: {approved}\nvalues:\n{listed}---\n")


def refusal(text: str) -> str:
    with pytest.raises(ParamsError) as problem:
        pieces.parse(text, name="performance", where=WHERE)
    assert "\n" not in str(problem.value)
    return str(problem.value)


# Reading -------------------------------------------------------------------------------------------------------------


def test_a_piece_has_an_owner_a_day_the_values_as_printed_and_its_paragraphs():
    read = piece()

    assert (read.name, read.path, read.owner) == ("performance", WHERE, "Head of Community Safety")
    assert read.approved == date(2012, 5, 21)
    assert read.values == {key: NOW[key] for key in NOW if key != "other"}
    assert read.paragraphs == (*BODY.split("\n\n")[:2], "- One thing\n\n- Another thing")
    assert read.body == BODY
    assert (FRONT + BODY).split("\n")[read.line - 1] == BODY.split("\n", maxsplit=1)[0]


@pytest.mark.parametrize(
    "text", ["3,416", "413", "27.70", "1_000", "12:30", "yes", "2012-05-28", "−27.7%", "£1,000", "~"]
)
def test_an_approved_text_is_read_as_it_is_written(text):
    assert owned("Text", f"x: {text}").values == {"x": text}


@pytest.mark.parametrize("approved", ["approved:\n", "approved: # not yet\n", ""])
def test_what_has_no_day_was_never_approved(approved):
    assert piece(front=f"---\nowner: Analyst\n{approved}---\n").approved is None


def test_a_file_from_windows_is_read_like_any_other():
    read = pieces.parse("\ufeff" + (FRONT + BODY).replace("\n", "\r\n"), name="performance", where=WHERE)

    assert read.owner == "Head of Community Safety"
    assert read.values == piece().values
    assert read.line == piece().line
    assert len(read.paragraphs) == 3
    assert read.paragraphs[0] == piece().paragraphs[0]
    assert pieces.to_markdown(read, NOW) == BODY.replace("\n", "\r\n")
    marked = pieces.to_markdown(read, NOW | {"crime.sums": "they differ"})
    assert marked.count("\n") == marked.count("\r\n")
    assert marked.replace("\r\n", "\n") == pieces.to_markdown(piece(), NOW | {"crime.sums": "they differ"})


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (BODY, ":1: there is no front matter, so no post owns this text; begin the file with '---', 'owner: Head of"),
        ("", ":1: there is no front matter"),
        (f"---\nowner: Analyst\n\n{BODY}", ":1: the front matter that begins here has no end"),
        (
            f"---\n---\n{BODY}",
            ":1: owner: missing or blank; name the post that answers for this text: as in 'owner: Head",
        ),
        (f"---\napproved:\nowner:\n---\n{BODY}", ":3: owner: missing or blank"),
        (f"---\nowner: [Analyst]\n---\n{BODY}", ":2: owner: expected one text"),
        (f"---\nowner: Head: Safety\n---\n{BODY}", ":2: not readable YAML: a colon too many"),
        (f"---\nowner: Analyst\n\tvalues:\n---\n{BODY}", ":3: not readable YAML"),
        (f"---\nAnalyst\n---\n{BODY}", ":1: expected settings with a colon, each on its own line"),
        (f"---\n{{owner: Analyst}}\n---\n{BODY}", ":1: expected settings with a colon, each on its own line"),
        (f"---\nowner: Analyst\nvalues: {{x: 1}}\n---\n{BODY}", ":3: values: expected settings with a colon, each on"),
        (f"---\nowner: Analyst\nvalues:\n  - x\n---\n{BODY}", ":3: values: expected settings with a colon"),
        (f"---\nowner: Analyst\nvalues:\n  x: [1]\n---\n{BODY}", ":4: x: expected one text"),
        (f"---\nowner: Analyst\nvalues:\n  x: 1\n  x: 2\n---\n{BODY}", ":5: x: stands there twice, first on line 4"),
        (f"---\nowner: Analyst\nowner: Analyst\n---\n{BODY}", ":3: owner: stands there twice, first on line 2"),
        (
            f"---\nowner: Analyst\naproved:\n---\n{BODY}",
            ":3: aproved: unknown setting; did you mean 'approved'?; there are",
        ),
        (
            f"---\nowner: Analyst\napproved: 21 May\n---\n{BODY}",
            ":3: approved: '21 May' is not a date such as 2012-05-28;",
        ),
        (f"---\nowner: Analyst\napproved: 2012-02-30\n---\n{BODY}", ":3: approved: '2012-02-30' is not a date"),
        ("---\nowner: Analyst\n---\n\n \n", ":6: there is no text under the front matter; write it there, in Markdown"),
    ],
)
def test_what_is_wrong_is_told_in_one_line_with_its_place(text, told):
    assert refusal(text).startswith(WHERE + told)


@pytest.mark.parametrize("title", ["Mr", "Mrs", "Ms", "Dr", "Dr.", "Cllr", "Councillor", "MISS", "Lead Member, Cllr."])
def test_an_owner_is_a_post_and_no_person(title):
    assert "reads as a person; name the post" in refusal(f"---\nowner: {title} Surname\n---\n{BODY}")


def test_an_owner_is_no_e_mail_address():
    assert "reads as a person" in refusal(f"---\nowner: safety{'@'}example.org\n---\n{BODY}")


@pytest.mark.parametrize(
    "post",
    [
        "DAAT Manager and Deputy Head of Community Safety",
        "Chair of the Substance Misuse Implementation Group",
        "Superintendent, Dudley local policing unit",
        "Councillor for Norton",
        "Drugs and Alcohol Action Team Manager",
    ],
)
def test_posts_are_taken(post):
    assert piece(front=f"---\nowner: {post}\n---\n").owner == post


def test_a_file_that_is_not_utf_8_is_refused(tmp_path):
    (tmp_path / "a.md").write_bytes(b"---\nowner: Analyst\n---\n\xa35 was spent\n")
    with pytest.raises(ParamsError, match=r"^a.md: not UTF-8 text \(byte 23\): save it as UTF-8$"):
        pieces.read(tmp_path / "a.md", Project(tmp_path))


# What has changed ----------------------------------------------------------------------------------------------------


def test_nothing_has_changed_where_every_value_reads_as_approved():
    assert pieces.changes(piece(), NOW) == ()
    assert pieces.to_markdown(piece(), NOW) == BODY


def test_a_changed_value_marks_its_paragraph_and_no_other():
    now = NOW | {"crime.burglary.percent": "27.7%"}
    paragraph = BODY.split("\n\n")[1]

    assert pieces.changes(piece(), now) == (Change(1, "crime.burglary.percent", "22.3%", "27.7%"),)
    told = f"A figure in this paragraph was 22.3% when it was approved on 21 May 2012 and is now 27.7%. {OWNER}"
    assert pieces.to_markdown(piece(), now) == BODY.replace(paragraph, f"{MARK}{paragraph}\n\n{told}\n:::")


def test_a_result_in_words_is_put_in_quotation_marks():
    marked = pieces.to_markdown(piece(), NOW | {"crime.sums": "two differ"})
    assert "A result in this paragraph was “the figures agree” when" in marked
    assert "and is now “two differ”. Owner:" in marked
    assert marked.count(":::") == 2
    assert marked.endswith("\n:::" + BODY[BODY.index("\n\n") :])


def test_several_changes_of_a_paragraph_are_told_in_one_sentence():
    body = "{{< var a >}} {{< var b >}} {{< var c >}}\n"
    marked = pieces.to_markdown(owned(body, "a: 1", "b: some"), {"a": "2", "c": "3"})
    assert (
        "What this paragraph rests on has changed since it was approved on 21 May 2012: 1 is now 2; “some” is no longer "
        "published; 3 is new. Owner: Analyst."
    ) in marked


def test_a_value_that_was_quoted_after_the_approval_marks_its_paragraph():
    read = owned("One.\n\nSo {{< var other >}}.\n")
    assert pieces.changes(read, NOW) == (Change(1, "other", None, "1"),)
    told = "A figure in this paragraph, 1, was not in it when it was approved on 21 May 2012. Owner: Analyst."
    assert pieces.to_markdown(read, NOW) == f"One.\n\n{MARK}So {{{{< var other >}}}}.\n\n{told}\n:::\n"


def test_a_value_that_is_no_longer_published_marks_its_paragraph():
    now = {key: text for key, text in NOW.items() if key != "crime.burglary.fewer"}
    assert pieces.changes(piece(), now) == (Change(1, "crime.burglary.fewer", "413 fewer", None),)
    marked = pieces.to_markdown(piece(), now)
    assert (
        "A figure in this paragraph was “413 fewer” when it was approved on 21 May 2012 and is no longer published."
        in marked
    )


def test_a_value_that_never_was_is_a_change_too():
    assert pieces.changes(owned("So {{< var nothing >}}.\n"), NOW) == (Change(0, "nothing", None, None),)
    assert "which is not published" in pieces.to_markdown(owned("So {{< var nothing >}}.\n"), NOW)


def test_a_value_that_the_prose_speaks_of_in_words_marks_the_first_paragraph_that_is_no_heading():
    read = owned("## Heading\n\nMost got better.\n\nMore.\n", "crime.improved: '5'")

    assert pieces.changes(read, {"crime.improved": "5"}) == ()
    assert pieces.changes(read, {"crime.improved": "3"}) == (Change(1, "crime.improved", "5", "3"),)
    assert pieces.to_markdown(read, {"crime.improved": "3"}) == (
        f"## Heading\n\n{MARK}Most got better.\n\n"
        "A figure that this text speaks of was 5 when it was approved on 21 May 2012 and is now 3. Owner: Analyst.\n"
        ":::\n\nMore.\n"
    )
    assert pieces.changes(read, {}) == (Change(1, "crime.improved", "5", None),)


def test_a_value_that_two_paragraphs_quote_marks_both_and_each_once():
    read = owned("{{< var a >}} and {{< var a >}}\n\nNo.\n\n{{<var a>}}\n", "a: 1")
    assert [change.paragraph for change in pieces.changes(read, {"a": "2"})] == [0, 2]
    assert pieces.to_markdown(read, {"a": "2"}).count(MARK) == 2


@pytest.mark.parametrize(
    "body",
    [
        "Write `{{< var a >}}` to quote it.\n",
        "```\n{{< var a >}}\n\n{{< var a >}}\n```\n",
        "Text <!-- once\n\n{{< var a >}} --> more\n",
        "{{< meta a >}} and {{< include _results/a.md >}}\n",
    ],
)
def test_code_comments_and_other_references_quote_nothing(body):
    read = owned(body)
    assert len(read.paragraphs) == 1
    assert pieces.changes(read, {"a": "2"}) == ()
    assert pieces.to_markdown(read, {}) == body


def test_what_was_never_approved_is_marked_whole_in_one_box():
    told = "This text has not been approved. Owner: Analyst."
    assert pieces.to_markdown(owned(BODY, approved=""), NOW) == f"{MARK}{BODY}\n{told}\n:::\n"


def test_headings_stand_outside_the_boxes():
    told = "This text has not been approved. Owner: Analyst."
    body = "One.\n\n## Heading\nTwo.\n\nThree."
    assert pieces.to_markdown(owned(body, approved=""), {}) == (
        f"{MARK}One.\n\n{told}\n:::\n\n## Heading\n\n{MARK}Two.\n\nThree.\n\n{told}\n:::"
    )


@pytest.mark.parametrize(
    "block", ["## About {{< var a >}}", "[^1]: By {{< var a >}}.", "{{< include _results/a.md >}}"]
)
def test_what_no_box_can_hold_is_followed_by_its_mark(block):
    marked = pieces.to_markdown(owned(f"{block}\n\nText.\n", "a: 1", approved=""), {"a": "2"})
    assert marked.startswith(f"{block}\n\n{MARK}Text.\n\nThis text")

    marked = pieces.to_markdown(owned(f"{block}\n", "a: 1"), {"a": "2"})
    assert marked.startswith(f"{block}\n\n{MARK}A figure ")
    assert marked.endswith(" Owner: Analyst.\n:::\n")


@pytest.mark.parametrize(
    ("block", "quoting"),
    [
        ("- One\n- Two {{< var a >}}", True),
        ("- One\n\n- Two {{< var a >}}\n\n  and more\n\n- Three", True),
        ("A.  **One**: text.\n\nB.  **Two**: {{< var a >}}.", True),
        ("1. One\n\n   - Two\n\n2. {{< var a >}}", True),
        ("| A |\n|---|\n| {{< var a >}} |\n\n: Caption {#tbl-a}", True),
        ("Term\n\n:   What it is: {{< var a >}}\n\n    and more", True),
        ("::: {.key-figures}\n\n- {{< var a >}}\n\n:::", True),
        ("~~~\n- One\n\n- Two\n~~~", False),
    ],
)
def test_what_belongs_together_is_one_paragraph(block, quoting):
    read = owned(f"Before.\n\n{block}\n\nAfter.\n", "a: 1") if quoting else owned(f"Before.\n\n{block}\n\nAfter.\n")

    assert read.paragraphs == ("Before.", block, "After.")
    assert [change.paragraph for change in pieces.changes(read, {"a": "2"})] == [1] * quoting
    assert pieces.to_markdown(read, {"a": "1"}) == read.body
    if quoting:
        assert f"\n\n{MARK}{block}\n\nA figure in" in pieces.to_markdown(read, {"a": "2"})


# Numbers -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Burglary fell by {{< var crime.burglary_2.percent >}} in {{< meta year >}}.",
        "On 7 June 2012, from 28 to 30 September and on the 1st of April 2013, in 2009/10 and from 2012-13 to 2014–15.",
        "Since the 1990s, in 2012, and from April 2013.",
        "Section 17 of the Crime and Disorder Act 1998, section 5(2)(a), sections 5, 6 and 17.",
        "Under ss. 5-6, s.19, Part 2 and Schedule 9A.",
        "The Offences against the Person Act 1861 and the Act of 1829.",
        "Call 999: 999 calls, the 101 number, 24/7.",
        "Safer 6, NI 20 and Research Study 191.",
        "Quarter 4 2011/12, Quarters 1 and 2, Q3, at 10.30am and 2 pm.",
        "See [the plan](https://example.org/plan-2/3.pdf), <https://example.org/413>, https://example.org/413 and a note[^1].",
        "1. One\n2) Two\n(3) Three\n\n## Heading 4 {#sec-5}\n\n[words]{.x-6}",
        "Two in three of the seven, with a 95% interval and 95% confidence.",
        "Out of sight <!-- 413\n412 --> here.",
    ],
)
def test_dates_statutes_names_and_references_are_no_typed_numbers(text):
    assert pieces.typed_numbers(owned(text), DECLARED) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Burglary fell by 27.7%.", ["27.7%"]),
        ("There were 1,077 offences, 413 fewer.", ["1,077", "413"]),
        ("It cost £2,012, or £2012.", ["2,012", "2012"]),
        ("In 2012, 413 fell; in 2,012.", ["413", "2,012"]),
        ("Under section 17, 413 people, and sections 5 and 6, 12 people.", ["413", "12"]),
        ("The partnership's 5 boards. Dudley's. 6 more.", ["5", "6"]),
        ("999 offences, 101 people and 24 of 7.", ["999", "101", "24", "7"]),
        ("About 95% of adults.", ["95%"]),
        ("The `413` and [412 people](#sec-x).", ["413", "412"]),
        ("The 3rd quarter.", ["3"]),
        ("7 offences in June 2012", ["7"]),
        ("An open <!-- comment hides no 413.", ["413"]),
    ],
)
def test_a_typed_number_is_found(text, found):
    problems = pieces.typed_numbers(owned(text), DECLARED)
    assert [problem.message.split("'")[1] for problem in problems] == found


def test_a_typed_number_is_told_with_its_line_in_the_file():
    text = FRONT + "One\n\n{{< var crime.sums\n>}} two\nand 413.\n"
    (problem,) = pieces.typed_numbers(pieces.parse(text, name="performance", where=WHERE), DECLARED)

    assert text.split("\n")[problem.line - 1] == "and 413."
    assert str(problem) == f"{WHERE}:14: '413' is typed: quote a value with {{{{< var … >}}}}, or say it in words"


# Approving -----------------------------------------------------------------------------------------------------------


def test_approving_renews_the_day_and_the_values_and_nothing_else():
    now = {**NOW, "crime.burglary.percent": "27.7%", "crime.burglary.fewer": "412"}
    text = (
        FRONT.replace("owner:", "# Whose it is.\nowner:").replace("agree\n", "agree   # in words\n")
        + BODY
        + "\n{{< var other >}}\n"
    )

    assert pieces.approve(text, now, DAY) == (
        "---\n# Whose it is.\nowner: Head of Community Safety\napproved: 2012-05-28\nvalues:\n"
        "  crime.burglary.percent: 27.7%\n  crime.burglary.fewer: '412'\n  crime.sums: the figures agree   # in words\n"
        "  other: '1'\n---\n\n" + BODY + "\n{{< var other >}}\n"
    )


@pytest.mark.parametrize(
    ("front", "renewed"),
    [
        ("owner: Analyst\n", "owner: Analyst\napproved: 2012-05-28\nvalues:\n  a: '1'\n"),
        ("owner: Analyst\napproved:\n", "owner: Analyst\napproved: 2012-05-28\nvalues:\n  a: '1'\n"),
        ("approved: # not yet\nowner: Analyst", "approved: 2012-05-28 # not yet\nowner: Analyst\nvalues:\n  a: '1'\n"),
        ("values:\nowner: Analyst", "values:\n  a: '1'\nowner: Analyst\napproved: 2012-05-28\n"),
        (
            "values:\n    b: 3\n\n# End\nowner: Analyst",
            "values:\n    b: two\n    a: '1'\n\n# End\nowner: Analyst\napproved: 2012-05-28\n",
        ),
    ],
)
def test_settings_that_are_not_there_are_added(front, renewed):
    text = f"---\n{front.rstrip()}\n---\n{{{{< var a >}}}}\n"
    assert pieces.approve(text, {"a": "1", "b": "two"}, DAY) == f"---\n{renewed}---\n{{{{< var a >}}}}\n"


def test_no_values_are_listed_where_the_text_speaks_of_none():
    assert (
        pieces.approve("---\nowner: Analyst\n---\nText", NOW, DAY)
        == "---\nowner: Analyst\napproved: 2012-05-28\n---\nText"
    )


def test_approving_keeps_a_windows_files_line_ends_and_mark():
    text = "\ufeff" + (FRONT + BODY).replace("\n", "\r\n").replace("  crime.sums: the figures agree\r\n", "")
    done = pieces.approve(text, NOW, DAY)

    assert done == "\ufeff" + (FRONT + BODY).replace("2012-05-21", "2012-05-28").replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("values", "body", "told"),
    [
        (
            "",
            "{{< var othr >}}",
            "quotes the value 'othr', which the report made last lacks; did you mean 'other'?; correct it",
        ),
        (
            "  gone.away: 1\n",
            "Text",
            "lists the value 'gone.away', which the report made last lacks; correct it, or make",
        ),
    ],
)
def test_what_is_not_published_cannot_be_approved(values, body, told):
    with pytest.raises(ParamsError) as problem:
        pieces.approve(f"---\nowner: Analyst\nvalues:\n{values}---\n{body}", NOW, DAY, where=WHERE)
    assert str(problem.value).startswith(f"{WHERE}: {told}")


def test_a_front_matter_that_cannot_be_renewed_line_by_line_is_refused():
    text = "---\nowner: Analyst\nvalues:\n  other: |\n    two\n  a: 3\n---\n{{< var a >}}\n"
    with pytest.raises(ParamsError, match=r"as it is written|not readable YAML"):
        pieces.approve(text, NOW | {"a": "4"}, DAY)


IDS = st.from_regex(r"[a-z][a-z_]{0,8}(\.[a-z0-9_]{1,8}){0,2}", fullmatch=True)
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=20) | st.sampled_from(
    [
        "413",
        "yes",
        "~",
        "",
        " ",
        "a: b",
        "# x",
        "'",
        '"',
        "- x",
        "{x",
        "[",
        "&a",
        "*a",
        "!x",
        "%",
        "@x",
        "`",
        "|",
        ">",
        "---",
        "\u2028",
    ]
)
PARTS = st.sampled_from(
    [
        "Text.",
        "- item",
        "  more",
        "",
        "",
        "```",
        "## Heading",
        ": caption",
        ":::",
        "::: {.key-figures}",
        "<!-- a",
        "-->",
        "[^1]: note",
        "---",
    ]
)


@given(
    current=st.dictionaries(IDS, TEXTS, min_size=1, max_size=6),
    data=st.data(),
    newline=st.sampled_from(["\n", "\r\n"]),
    begun=st.sampled_from(
        ["owner: Post", "owner: Post # c\napproved:", "# c\napproved: 2001-01-01 # c\n\nowner: Post\nvalues:"]
    ),
)
def test_whatever_is_approved_has_not_changed_and_stages_as_it_is(current, data, newline, begun):
    quotes = st.sampled_from(sorted(current)).map("so {{{{< var {} >}}}}.".format)
    body = newline.join(["Begin", *data.draw(st.lists(PARTS | quotes, max_size=12))])
    text = newline.join(["---", *begun.split("\n"), "---", "", body])

    done = pieces.approve(text, current, DAY)
    read = pieces.parse(done, name="a", where="a.md")

    assert read.approved == DAY
    assert pieces.changes(read, current) == ()
    assert read.body == pieces.to_markdown(read, current) == body
    assert done.endswith(f"---{newline}{newline}{body}")
    assert pieces.approve(done, current, DAY) == done
    assert done.count("# c") >= begun.count("# c")

    changed = {key: f"{words}!" for key, words in current.items()}
    assert {change.id for change in pieces.changes(read, changed)} == set(read.values)
    marked = pieces.to_markdown(read, changed)
    boxes = len({change.paragraph for change in pieces.changes(read, changed)})
    assert marked.count(MARK.strip()) == boxes
    kept = iter(marked.split("\n"))
    assert all(any(line.rstrip("\r") == other.rstrip("\r") for other in kept) for line in body.split("\n"))


# Where everything stands ---------------------------------------------------------------------------------------------


@pytest.fixture
def place(tmp_path) -> Project:
    """A project with two reports that include `performance`, and one that invites `forum`."""
    for report, lists in (
        ("annual", "commentary: [performance, summary]"),
        ("brief", "commentary: [performance]"),
        ("return", "commentary: []\ninvited: [forum]"),
    ):
        put(
            tmp_path,
            f"reports/{report}/report.yml",
            f"title: T\nsubtitle: S\nperiod: financial year\nnotebooks: [n]\n{lists}\n",
        )
    return Project(tmp_path)


def put(root, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_bytes(text.encode())


def write(
    place: Project, section: str, text: str = FRONT + BODY, area: str = "sampleton", period: str = "2011-12"
) -> None:
    put(place.root, f"reports/commentary/{area}/{period}/{section}.md", text)


def make(place: Project, report: str, values: dict[str, str], area: str = "sampleton") -> None:
    listed = [{"id": key, "text": text} for key, text in values.items()]
    put(place.root, f"build/reports/{area}/2011-12/{report}/values.json", json.dumps({"values": listed}))


def standing(place: Project) -> list[tuple[str, str]]:
    return [(one.state, one.detail) for one in review.status(place)]


def test_each_file_is_held_against_the_reports_made_last(place):
    write(place, "performance")
    make(place, "annual", NOW)
    assert review.status(place) == [
        Standing(
            "sampleton",
            "2011-12",
            "performance",
            "Head of Community Safety",
            date(2012, 5, 21),
            "approved",
            "as in annual",
        )
    ]

    make(place, "brief", NOW)
    assert standing(place) == [("approved", "as in annual, brief")]

    make(place, "brief", NOW | {"crime.burglary.percent": "27.7%", "crime.sums": "two differ"})
    told = "line 10: crime.sums “the figures agree” is now “two differ”; line 12: crime.burglary.percent 22.3% is now 27.7%"
    assert standing(place) == [("to be reviewed", told)]


def test_a_report_of_another_area_or_without_the_section_says_nothing(place):
    write(place, "performance")
    write(place, "forum", "---\nowner: Analyst\napproved: 2012-05-21\n---\nText {{< var other >}}\n")
    make(place, "annual", NOW, area="norton")
    assert standing(place) == [("not yet compared", "no report with it has been made")] * 2

    make(place, "annual", {})
    assert [state for state, _ in standing(place)] == ["not yet compared", "to be reviewed"]
    make(place, "return", NOW)
    assert standing(place)[0] == ("to be reviewed", "line 5: other 1 is new")


def test_what_was_never_approved_or_cannot_be_read_is_told_in_its_own_line(place):
    write(place, "performance", "---\nowner: Analyst\napproved:\n---\nText\n")
    write(place, "summary", "Text\n")
    make(place, "annual", NOW)

    never, unreadable = review.status(place)
    assert (never.state, never.owner, never.approved) == ("never approved", "Analyst", None)
    assert unreadable.state == "cannot be read"
    assert unreadable.detail.startswith("reports/commentary/sampleton/2011-12/summary.md:1: there is no front matter")
    assert {never.state, unreadable.state} < set(review.STATES)


def test_the_list_is_in_the_order_of_area_period_and_section(place):
    for area, period, section in (
        ("b", "2011-12", "a"),
        ("a", "2012-13", "a"),
        ("a", "2011-12", "b"),
        ("a", "2011-12", "a"),
    ):
        write(place, section, area=area, period=period)
    rows = [(one.area, one.period, one.section) for one in review.status(place)]
    assert rows == [("a", "2011-12", "a"), ("a", "2011-12", "b"), ("a", "2012-13", "a"), ("b", "2011-12", "a")]


def test_values_that_are_no_values_are_refused(place):
    write(place, "performance")
    put(place.root, "build/reports/sampleton/2011-12/annual/values.json", "{}")
    with pytest.raises(
        ParamsError, match=r"annual/values\.json: not a report's values: make the annual again with --force"
    ):
        review.status(place)


def test_a_file_is_approved_in_its_place(place):
    write(place, "performance", (FRONT + BODY).replace("\n", "\r\n"))
    make(place, "annual", NOW | {"crime.sums": "two differ"})
    assert standing(place)[0][0] == "to be reviewed"

    path = review.approve_file(place, "sampleton", "2011-12", "performance", DAY)

    assert path.read_bytes().decode() == (
        (FRONT + BODY)
        .replace("2012-05-21", "2012-05-28")
        .replace("the figures agree", "two differ")
        .replace("\n", "\r\n")
    )
    assert standing(place) == [("approved", "as in annual")]


def test_nothing_is_approved_without_a_report_or_where_two_read_differently(place):
    def refused() -> str:
        with pytest.raises(ParamsError) as problem:
            review.approve_file(place, "sampleton", "2011-12", "performance", DAY)
        return str(problem.value)

    assert refused() == f"{WHERE} is missing, so it cannot be approved; there is no commentary of sampleton 2011-12"
    write(place, "performance")
    assert refused().startswith(f"{WHERE}: no report with it has been made, so its values are not known")
    make(place, "annual", NOW)
    make(place, "brief", NOW | {"crime.sums": "two differ"})
    assert refused() == f"{WHERE}: the annual and another report with it read differently: make them all again first"
    assert (place.root / WHERE).read_text(encoding="utf-8") == FRONT + BODY


def test_a_report_gets_the_text_without_its_front_matter(place):
    write(place, "performance")
    folder = place.reports / "commentary/sampleton/2011-12"

    assert pieces.staged(folder / "performance.md", place, NOW) == BODY
    assert MARK in pieces.staged(folder / "performance.md", place, {})


def test_a_text_that_nobody_owns_or_with_a_typed_number_reaches_no_report_and_is_a_problem(place):
    write(place, "performance", FRONT + "Burglary fell by 412 offences.\n")
    write(place, "summary", "Text {{< var a >}}\n")
    folder = place.reports / "commentary/sampleton/2011-12"

    for section, told in (
        ("summary", "there is no front matter, so no post owns this text"),
        ("performance", "'412' is typed"),
    ):
        with pytest.raises(ParamsError, match=told):
            pieces.staged(folder / f"{section}.md", place, NOW)
    found = review.problems(place)
    assert [problem.file.rpartition("/")[2] for problem in found] == ["performance.md", "summary.md"]
    assert all(problem.line > 0 for problem in found)


# The project's own ---------------------------------------------------------------------------------------------------


def test_dudleys_commentary_of_2011_12_is_owned_and_has_no_typed_number(project):
    folder = project.reports / "commentary" / "dudley" / "2011-12"
    kept = [pieces.read(path, project) for path in sorted(folder.glob("*.md"))]

    assert [str(problem) for read in kept for problem in pieces.typed_numbers(read, DECLARED)] == []
    assert {read.approved for read in kept} == {DAY}
    for read in kept:
        assert pieces.changes(read, read.values) == ()
        assert pieces.to_markdown(read, read.values) == read.body


def test_a_text_that_is_only_a_comment_is_still_to_be_written_and_cannot_be_approved():
    unwritten = piece("<!-- to be written\n     by its owner -->\n")

    assert not unwritten.written and piece().written
    with pytest.raises(ParamsError, match="there is nothing to approve yet: the text is still to be written"):
        pieces.approve(FRONT + unwritten.body, NOW, DAY, where=WHERE)
