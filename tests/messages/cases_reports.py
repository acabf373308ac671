"""What `csp check` says of types of report, of what is hidden, and of commentary."""

from tests.messages.case import Case, check, swap, write

REPORT = "reports/board-pack/report.yml"
DISCLOSURE = "params/disclosure.yml"
VIEW = "reports/commentary/dudley/2011-12/equality.md"

CASES: tuple[Case, ...] = (
    check(
        "report-empty",
        "a report's settings are none",
        "reports/board-pack/report.yml:1: expected settings such as 'title: …'",
        write(REPORT, "Board pack\n"),
    ),
    check(
        "report-period",
        "a report covers no kind of period",
        (
            "reports/board-pack/report.yml:5: period: 'month' is not one of 'financial year', 'quarter', "
            "'meeting', 'plan'"
        ),
        swap(REPORT, "period: quarter  ", "period: month  "),
    ),
    check(
        "report-title",
        "a report's title is no text",
        "reports/board-pack/report.yml:3: title: 12 is no text",
        swap(REPORT, "title: Performance summary", "title: 12"),
    ),
    check(
        "report-title-braces",
        "a report's title has something in braces that nothing fills",
        "reports/overview/report.yml:4: subtitle: '{period}: funding in {borough}' has braces that nothing fills: there are "
        "{year}, {period}, {area}, {subject} and {plan}",
        swap(
            "reports/overview/report.yml",
            "{period}: funding, spend and outcomes by borough",
            "{period}: funding in {borough}",
        ),
    ),
    check(
        "report-brief",
        "a switch is neither true nor false",
        "reports/board-pack/report.yml:8: brief: 'rather' is neither true nor false",
        swap(REPORT, "brief: true", "brief: rather"),
    ),
    check(
        "report-notebooks",
        "a report's notebooks are written as a text",
        ("reports/board-pack/report.yml:6: notebooks: 'risk_register' is not a list such as [indicator_performance]"),
        swap(
            REPORT,
            "notebooks: [indicator_performance, funding_analysis, action_progress, risk_register]",
            "notebooks: risk_register",
        ),
    ),
    check(
        "report-notebook-number",
        "a report's notebook is a number",
        "reports/board-pack/report.yml:6: notebooks: 12 is no notebook",
        swap(REPORT, "action_progress, risk_register]", "action_progress, 12]"),
    ),
    check(
        "report-notebook",
        "a report names a notebook that there is not",
        (
            "reports/board-pack/report.yml:6: notebooks: 'risk_registr' is not a notebook of "
            "params/notebooks.yml; did you mean 'risk_register'?"
        ),
        swap(REPORT, "risk_register]", "risk_registr]"),
        alone=True,
    ),
    check(
        "report-commentary",
        "a report's commentary is written as a text",
        "reports/board-pack/report.yml:7: commentary: 'summary' is not a list such as [summary, finance]",
        swap(REPORT, "commentary: []", "commentary: summary"),
    ),
    check(
        "report-commentary-name",
        "a report's commentary has a name that no file has",
        ("reports/board-pack/report.yml:7: commentary: 'In short' is no name of a file of commentary, such as summary"),
        swap(REPORT, "commentary: []", "commentary: [In short]"),
    ),
    check(
        "disclosure-empty",
        "the disclosure settings are none",
        "params/disclosure.yml:1: expected settings smallest, units, open_roles, measures",
        write(DISCLOSURE, "five\n"),
    ),
    check(
        "disclosure-smallest",
        "the smallest count is none",
        "params/disclosure.yml:7: smallest: 1 is not a whole number from 2, such as 5",
        swap(DISCLOSURE, "smallest: 5", "smallest: 1"),
    ),
    check(
        "disclosure-units",
        "the units are written as a text",
        ("params/disclosure.yml:2: units: 'clients' is not a list of the units that count people, such as [clients]"),
        write(DISCLOSURE, "smallest: 5\nunits: clients\nopen_roles: []\nmeasures: {}\n"),
    ),
    check(
        "disclosure-unit",
        "a unit is no word",
        "params/disclosure.yml:21: units: False is no word: put it in quotation marks",
        swap(DISCLOSURE, "  - girls", "  - no"),
    ),
    check(
        "disclosure-roles",
        "the open roles are written as a text",
        "params/disclosure.yml:65: open_roles: 'design' is not a list such as [design, staffing]",
        swap(DISCLOSURE, "open_roles: [design, governance, staffing, context]", "open_roles: design"),
    ),
    check(
        "disclosure-measures",
        "the measures are written as a list",
        "params/disclosure.yml:4: measures: expected measures with open or small-counts",
        write(DISCLOSURE, "smallest: 5\nunits: [clients]\nopen_roles: []\nmeasures: [a]\n"),
    ),
    check(
        "disclosure-rule",
        "a measure's rule is none",
        ("params/disclosure.yml:70: recorded-*: 'opne' is not one of 'open', 'small-counts'; did you mean 'open'?"),
        swap(DISCLOSURE, "recorded-*: open ", "recorded-*: opne "),
    ),
    check(
        "commentary-encoding",
        "commentary is not UTF-8",
        "reports/commentary/dudley/2011-12/equality.md: not UTF-8 text (byte 27): save it as UTF-8",
        write(VIEW, b"---\nowner: Analyst\n---\n\ncaf\xe9\n"),
    ),
    check(
        "commentary-no-owner",
        "commentary has no front matter",
        (
            "reports/commentary/dudley/2011-12/equality.md:1: there is no front matter, so no post owns this "
            "text; begin the file with '---', 'owner: Head of Community Safety' (the post), 'approved:' and "
            "'---', each on its own line"
        ),
        write(VIEW, "Words.\n"),
    ),
    check(
        "commentary-no-end",
        "commentary's front matter has no end",
        (
            "reports/commentary/dudley/2011-12/equality.md:1: the front matter that begins here has no end; "
            "begin the file with '---', 'owner: Head of Community Safety' (the post), 'approved:' and '---', "
            "each on its own line"
        ),
        write(VIEW, "---\nowner: Analyst\n\nWords.\n"),
    ),
    check(
        "commentary-yaml",
        "commentary's front matter is no YAML",
        (
            "reports/commentary/dudley/2011-12/equality.md:2: not readable YAML: a colon too many: put a text with ': ' or "
            "'#' in it in quotation marks"
        ),
        write(VIEW, "---\nowner: Head: Safety\n---\n\nWords.\n"),
    ),
    check(
        "commentary-list",
        "commentary's front matter is a list",
        ("reports/commentary/dudley/2011-12/equality.md:1: expected settings with a colon, each on its own line"),
        write(VIEW, "---\n[owner, Analyst]\n---\n\nWords.\n"),
    ),
    check(
        "commentary-value-list",
        "a setting of commentary is a list",
        (
            "reports/commentary/dudley/2011-12/equality.md:2: owner: expected one text, in quotation marks if"
            " it begins with a bracket"
        ),
        write(VIEW, "---\nowner: [Analyst]\n---\n\nWords.\n"),
    ),
    check(
        "commentary-twice",
        "a setting of commentary stands there twice",
        "reports/commentary/dudley/2011-12/equality.md:3: owner: stands there twice, first on line 2",
        write(VIEW, "---\nowner: Analyst\nowner: Analyst\n---\n\nWords.\n"),
    ),
    check(
        "commentary-setting",
        "a setting of commentary is misspelt",
        (
            "reports/commentary/dudley/2011-12/equality.md:2: ownr: unknown setting; did you mean 'owner'?; "
            "there are title, owner, approved, values"
        ),
        write(VIEW, "---\nownr: Analyst\n---\n\nWords.\n"),
    ),
    check(
        "commentary-owner-blank",
        "commentary names no owner",
        (
            "reports/commentary/dudley/2011-12/equality.md:2: owner: missing or blank; name the post that "
            "answers for this text: as in 'owner: Head of Community Safety'"
        ),
        write(VIEW, "---\nowner:\n---\n\nWords.\n"),
    ),
    check(
        "commentary-owner-person",
        "commentary is owned by a person",
        (
            "reports/commentary/dudley/2011-12/equality.md:2: owner: 'Sir Surname' reads as a person; name the "
            "post: as in 'owner: Head of Community Safety'"
        ),
        write(VIEW, "---\nowner: Sir Surname\n---\n\nWords.\n"),
    ),
    check(
        "commentary-approved",
        "commentary's day of approval is none",
        (
            "reports/commentary/dudley/2011-12/equality.md:3: approved: 'soon' is not a date such as "
            "2012-05-28; leave it blank until the text is approved"
        ),
        write(VIEW, "---\nowner: Analyst\napproved: soon\n---\n\nWords.\n"),
    ),
    check(
        "commentary-empty",
        "commentary has no text",
        (
            "reports/commentary/dudley/2011-12/equality.md:4: there is no text under the front matter; write "
            "it there, in Markdown"
        ),
        write(VIEW, "---\nowner: Analyst\n---\n"),
    ),
    check(
        "commentary-typed",
        "a number is typed into commentary",
        (
            "reports/commentary/dudley/2011-12/equality.md:5: '4711' is typed: quote a value with {{< var … "
            ">}}, or say it in words"
        ),
        write(VIEW, "---\nowner: Analyst\n---\n\nThere were 4711 of them.\n"),
    ),
)
