"""What `csp check` says of any settings file, and of params/areas/, which names the papers of an area."""

from tests.messages.case import Case, check, remove, rename, swap, write

AREA = "params/areas/dudley.yml"
RUN = "params/runs/everything.yml"
DISCLOSURE = "params/disclosure.yml"
PLAN = "plan: domestic-abuse-service-improvement\n      document"
MEETING = "meeting: 2012-06-07"

CASES: tuple[Case, ...] = (
    check(
        "area-setting",
        "a setting is misspelt",
        "params/areas/dudley.yml:14: contakt: unknown setting; did you mean 'contact'?",
        swap(AREA, "      contact: DAAT", "      contakt: DAAT"),
        also=("params/areas/dudley.yml:10: contact: missing or blank",),
    ),
    check(
        "setting-missing",
        "a setting is missing",
        "params/areas/dudley.yml:4: council: missing or blank",
        swap(AREA, "council: Dudley", "# council: Dudley"),
    ),
    check(
        "setting-twice",
        "a setting stands there twice",
        "params/areas/dudley.yml:6: council: stands there twice, first on line 5",
        swap(AREA, "council:", "council: Another\ncouncil:"),
    ),
    check(
        "settings-missing",
        "a settings file is missing",
        "params/disclosure.yml: the file is missing",
        remove(DISCLOSURE),
    ),
    check(
        "settings-encoding",
        "a settings file is not UTF-8",
        "params/runs/everything.yml: not UTF-8 text (byte 5): save it as UTF-8",
        write(RUN, b"# caf\xe9\nboroughs: all\n"),
    ),
    check(
        "settings-tab",
        "a settings file is indented with a tab",
        "params/runs/everything.yml:5: not readable YAML: a tab stands here, and YAML indents with spaces only",
        swap(RUN, "quarters: all", "\tquarters: all"),
    ),
    check(
        "settings-quotation",
        "a settings file lacks a quotation mark",
        (
            "params/runs/everything.yml:4: not readable YAML: this line does not fit those above it: one lacks a quotation mark, or "
            "begins under another letter than its neighbours"
        ),
        swap(RUN, "boroughs: all", 'boroughs: "all" of them'),
    ),
    check(
        "settings-yaml",
        "a settings file is no YAML",
        "params/runs/everything.yml:4: not readable YAML: expected ',' or ']', but got '<scalar>'",
        swap(RUN, "boroughs: all", "boroughs: [all"),
    ),
    check(
        "settings-character",
        "a settings file holds a character that it may not",
        (
            "params/runs/everything.yml: not readable YAML: unacceptable character #x0007: special characters"
            " are not allowed at position 167"
        ),
        swap(RUN, "boroughs: all", "boroughs: \x07all"),
    ),
    check(
        "area-file",
        "a file of params/areas/ is of no area",
        (
            "params/areas/stafordshire.yml: 'stafordshire' is not an area of data/areas.csv; did you mean "
            "'staffordshire'?"
        ),
        rename("params/areas/staffordshire.yml", "stafordshire.yml"),
    ),
    check(
        "area-empty",
        "a settings file of an area holds no settings",
        "params/areas/walsall.yml:1: expected settings such as 'partnership: …'",
        write("params/areas/walsall.yml", "Walsall\n"),
    ),
    check(
        "area-text",
        "a name is written as a number",
        ("params/areas/dudley.yml:5: council: 12 is no text: write it in words, in quotation marks if need be"),
        swap(AREA, "council: Dudley Metropolitan Borough Council", "council: 12"),
    ),
    check(
        "papers-list",
        "papers are written as a list",
        (
            "params/areas/walsall.yml:3: papers: expected a report, such as annual-report, and under it an "
            "entry for each period"
        ),
        write("params/areas/walsall.yml", "partnership: A\ncouncil: B\npapers: [annual-report]\n"),
    ),
    check(
        "papers-periods",
        "a report's papers are written as a list",
        "params/areas/walsall.yml:4: annual-report: expected a paper for each period",
        write("params/areas/walsall.yml", "partnership: A\ncouncil: B\npapers:\n  annual-report: [2011-12]\n"),
    ),
    check(
        "paper-shape",
        "a paper is written as a text",
        "params/areas/walsall.yml:5: 2011-12: expected settings committee, meeting, report_of, contact",
        write(
            "params/areas/walsall.yml", 'partnership: A\ncouncil: B\npapers:\n  annual-report:\n    "2011-12": here\n'
        ),
    ),
    check(
        "paper-meeting",
        "a meeting's day is none",
        "params/areas/dudley.yml:12: meeting: 'soon' is not a date such as 2012-06-07, nor to_follow",
        swap(AREA, MEETING, "meeting: soon"),
    ),
    check(
        "paper-issued",
        "a day of issue is none",
        "params/areas/dudley.yml:17: issued: 'soon' is not a date such as 2012-06-07, nor undated",
        swap(AREA, "issued: 2025-04-24", "issued: soon"),
    ),
    check(
        "paper-both",
        "a paper is issued and put to a meeting",
        (
            "params/areas/dudley.yml:10: 2011-12: has 'issued' beside 'committee' or 'meeting': a paper is "
            "put to a meeting, or issued"
        ),
        swap(AREA, MEETING, "meeting: 2012-06-07\n      issued: 2012-06-07"),
    ),
    check(
        "paper-sections",
        "a paper's own sections are written as a text",
        "params/areas/dudley.yml:13: sections: 'young-people' is not a list such as [young-people]",
        swap(AREA, MEETING, "meeting: 2012-06-07\n      sections: young-people"),
    ),
    check(
        "paper-section-name",
        "a section of a paper's own has a name that no file has",
        (
            "params/areas/dudley.yml:13: sections: 'Young people' is no name of a file of commentary, such as"
            " young-people"
        ),
        swap(AREA, MEETING, "meeting: 2012-06-07\n      sections: [Young people]"),
    ),
    check(
        "paper-section-twice",
        "a section is listed twice",
        "params/areas/dudley.yml:13: sections: 'young-people' is listed more than once",
        swap(AREA, MEETING, "meeting: 2012-06-07\n      sections: [young-people, young-people]"),
    ),
    check(
        "paper-section-of-all",
        "a section of a paper's own is one of every paper",
        ("params/areas/dudley.yml:13: sections: 'finance' is a section of every annual-report: leave it out"),
        swap(AREA, MEETING, "meeting: 2012-06-07\n      sections: [finance]"),
    ),
    check(
        "paper-report",
        "a paper is of a report that there is not",
        (
            "params/areas/dudley.yml:9: papers: 'anual-report' is not a report of reports/; did you mean "
            "'annual-report'?"
        ),
        swap(AREA, "  annual-report:", "  anual-report:"),
    ),
    check(
        "paper-period",
        "a paper's period is none",
        "params/areas/dudley.yml:10: 2011-13: financial year must look like '2011-12', got '2011-13'",
        swap(AREA, '"2011-12":', '"2011-13":'),
    ),
    check(
        "paper-period-spelling",
        "a paper's period is spelt otherwise",
        "params/areas/dudley.yml:10: 2011/12: write '2011/12' as '2011-12'",
        swap(AREA, '"2011-12":', '"2011/12":'),
    ),
    check(
        "paper-plan-name",
        "a paper is of a plan that there is not",
        (
            "params/areas/dudley.yml:31: ni-20-dudly: 'ni-20-dudly' is not a plan of data/plans.csv; did you "
            "mean 'ni-20-dudley'?"
        ),
        swap(AREA, "ni-20-dudley:", "ni-20-dudly:"),
    ),
    check(
        "paper-plan",
        "a paper names a plan that there is not",
        (
            "params/areas/dudley.yml:48: plan: 'domestic-abuse-service' is not a plan of data/plans.csv; did "
            "you mean 'domestic-abuse-service-improvement'?"
        ),
        swap(AREA, PLAN, "plan: domestic-abuse-service\n      document"),
    ),
)
