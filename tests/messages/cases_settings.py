"""What `csp check` says of params/, of the settings of reports and of commentary."""

from tests.messages.case import Case, check, remove, rename, swap, write

AREA = "params/areas/dudley.yml"
NOTEBOOKS = "params/notebooks.yml"
PEERS = "params/peers.yml"
RUN = "params/runs/everything.yml"
REPORT = "reports/board-pack/report.yml"
DISCLOSURE = "params/disclosure.yml"
VIEW = "reports/commentary/dudley/2011-12/equality.md"
PLAN = "plan: domestic-abuse-service-improvement\n      document"
TABLES = "tables: [indicators, observations, populations, targets, stated_figures]"
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
    check(
        "notebooks-empty",
        "the list of notebooks holds no settings",
        "params/notebooks.yml:1: expected settings such as 'question: …'",
        write(NOTEBOOKS, "risk_register\n"),
    ),
    check(
        "notebook-shape",
        "a notebook is written as a text",
        "params/notebooks.yml:87: another: expected settings question, tables, needs",
        swap(NOTEBOOKS, "risk_register:", "another: here\n\nrisk_register:"),
    ),
    check(
        "notebook-file",
        "a notebook is declared and is not there",
        "params/notebooks.yml:55: stated_changes: there is no notebooks/stated_changes.ipynb",
        rename("notebooks/stated_changes.ipynb", "stated.ipynb"),
        alone=True,
    ),
    check(
        "notebook-question",
        "a notebook's question is no text",
        "params/notebooks.yml:88: question: 12 is no text",
        swap(
            NOTEBOOKS,
            "question: Which risks stand above the board's threshold, and which has nobody scored?",
            "question: 12",
        ),
    ),
    check(
        "notebook-tables",
        "a notebook's tables are written as a text",
        "params/notebooks.yml:8: tables: 'observations' is not a list such as [observations]",
        swap(NOTEBOOKS, TABLES, "tables: observations"),
    ),
    check(
        "notebook-table",
        "a notebook names a table that there is not",
        "params/notebooks.yml:8: tables: 'target' is not a table of data/; did you mean 'targets'?",
        swap(NOTEBOOKS, TABLES, TABLES.replace("targets", "target")),
    ),
    check(
        "notebook-scope",
        "a notebook's scope is none",
        "params/notebooks.yml:26: scope: 'around' is not one of 'area', 'within', 'peers'",
        swap(NOTEBOOKS, "scope: peers ", "scope: around "),
    ),
    check(
        "notebook-parameters",
        "a notebook's parameters are written as a text",
        "params/notebooks.yml:59: parameters: 'theme' is not a list such as [plan]",
        swap(NOTEBOOKS, "parameters: [theme]", "parameters: theme"),
    ),
    check(
        "notebook-parameter",
        "a notebook's parameter is none that a paper gives",
        ("params/notebooks.yml:59: parameters: 'topic' is not one of 'plan', 'as_at', 'theme', 'document', 'contact'"),
        swap(NOTEBOOKS, "parameters: [theme]", "parameters: [topic]"),
    ),
    check(
        "notebook-shown",
        "what a notebook is shown with is written as a text",
        (
            "params/notebooks.yml:68: shown: expected borough and quarter, such as {borough: dudley, quarter:"
            " 2011-12-Q4}"
        ),
        swap(
            NOTEBOOKS,
            "shown: {borough: coventry, quarter: 2016-17-Q2, document: west-midlands-grant-monitoring-2016-17-q2}",
            "shown: coventry",
        ),
    ),
    check(
        "notebook-shown-list",
        "a notebook is shown with a list",
        "params/notebooks.yml:60: theme: ['domestic-abuse'] is no single value",
        swap(NOTEBOOKS, "theme: domestic-abuse}", "theme: [domestic-abuse]}"),
    ),
    check(
        "notebook-shown-area-number",
        "a notebook is shown for a number",
        "params/notebooks.yml:68: borough: 12 is no area",
        swap(NOTEBOOKS, "{borough: coventry,", "{borough: 12,"),
    ),
    check(
        "notebook-shown-quarter-number",
        "a notebook is shown at a number",
        "params/notebooks.yml:29: quarter: 2024 is no quarter such as 2011-12-Q4",
        swap(NOTEBOOKS, "quarter: 2024-25-Q3", "quarter: 2024"),
    ),
    check(
        "notebook-shown-area",
        "a notebook is shown for an area that there is not",
        ("params/notebooks.yml:68: borough: 'coventri' is not an area of data/areas.csv; did you mean 'coventry'?"),
        swap(NOTEBOOKS, "{borough: coventry,", "{borough: coventri,"),
    ),
    check(
        "notebook-shown-quarter",
        "a notebook is shown at a year",
        (
            "params/notebooks.yml:29: quarter: quarter must look like '2016-17-Q2', got '2024-25', which is a"
            " financial year; the quarters of 2024/25 are '2024-25-Q1' to '2024-25-Q4'"
        ),
        swap(NOTEBOOKS, "quarter: 2024-25-Q3", "quarter: 2024-25"),
    ),
    check(
        "peers-empty",
        "the groups of peers hold no settings",
        "params/peers.yml:1: expected a group of peers, and under it title, basis, areas, tiles",
        write(PEERS, "dudley\n"),
    ),
    check(
        "peers-shape",
        "a group of peers is written as a text",
        "params/peers.yml:1: west-midlands: expected settings title, basis, areas, tiles",
        write(PEERS, "west-midlands: dudley\n"),
    ),
    check(
        "peers-title",
        "a group's title is no text",
        "params/peers.yml:8: title: 12 is no text",
        swap(PEERS, "title: metropolitan boroughs of the West Midlands", "title: 12"),
    ),
    check(
        "peers-areas",
        "a group's areas are written as a text",
        "params/peers.yml:13: areas: 'birmingham' is not a list such as [dudley, walsall]",
        swap(
            PEERS,
            "areas: [birmingham, coventry, dudley, sandwell, solihull, walsall, wolverhampton]",
            "areas: birmingham",
        ),
    ),
    check(
        "peers-area-number",
        "a group lists a number",
        "params/peers.yml:13: areas: 12 is no key of data/areas.csv",
        swap(PEERS, "[birmingham, coventry, dudley,", "[birmingham, 12, coventry, dudley,"),
    ),
    check(
        "peers-area",
        "a group lists an area that there is not",
        "params/peers.yml:13: areas: 'dudly' is not an area of data/areas.csv; did you mean 'dudley'?",
        swap(PEERS, "wolverhampton]", "wolverhampton, dudly]"),
        swap(PEERS, "    coventry: [4, 1]", "    coventry: [4, 1]\n    dudly: [5, 1]"),
    ),
    check(
        "peers-twice",
        "a group lists an area twice",
        "params/peers.yml:13: areas: 'dudley' is listed more than once",
        swap(PEERS, "wolverhampton]", "wolverhampton, dudley]"),
    ),
    check(
        "peers-tiles",
        "a group's tiles are written as a list",
        "params/peers.yml:5: tiles: expected a column and row for each area, such as dudley: [0, 1]",
        write(PEERS, "west-midlands:\n  title: A\n  basis: B\n  areas: [dudley]\n  tiles: [0, 1]\n"),
    ),
    check(
        "peers-tile",
        "a tile has one number",
        "params/peers.yml:16: walsall: [1] is not a column and row such as [0, 1]",
        swap(PEERS, "walsall: [1, 0]", "walsall: [1]"),
    ),
    check(
        "peers-tile-number",
        "a tile's number is none",
        "params/peers.yml:16: walsall: -1 is no whole number from 0",
        swap(PEERS, "walsall: [1, 0]", "walsall: [1, -1]"),
    ),
    check(
        "peers-tile-taken",
        "two areas have one tile",
        "params/peers.yml:16: walsall: stands where 'wolverhampton' stands already",
        swap(PEERS, "walsall: [1, 0]", "walsall: [0, 0]"),
    ),
    check(
        "peers-tile-missing",
        "an area has no tile",
        "params/peers.yml:14: tiles: there is no place for 'walsall'",
        swap(PEERS, "    walsall: [1, 0]\n", ""),
    ),
    check(
        "run-empty",
        "a file of params/runs/ holds no lists",
        "params/runs/everything.yml:1: expected lists such as 'boroughs: [dudley]'",
        write(RUN, "all\n"),
    ),
    check(
        "run-list",
        "a list of a batch is written as a number",
        "params/runs/everything.yml:3: boroughs: 12 is not a list, nor the word all",
        swap(RUN, "boroughs: all ", "boroughs: 12 "),
    ),
    check(
        "run-formats",
        "a batch's formats hold one that there is not",
        ("params/runs/everything.yml:7: formats: ['pfd'] is not a list of html, pdf and docx, nor the word all"),
        swap(RUN, "formats: all ", "formats: [pfd] "),
    ),
    check(
        "run-borough",
        "a batch names an area that there is not",
        ("params/runs/everything.yml:3: boroughs: 'dudly' is not an area of data/areas.csv; did you mean 'dudley'?"),
        swap(RUN, "boroughs: all ", "boroughs: [dudly] "),
    ),
    check(
        "run-quarter",
        "a batch names a quarter that is none",
        (
            "params/runs/everything.yml:4: quarters: quarter must look like '2016-17-Q2', got '2016-17', "
            "which is a financial year; the quarters of 2016/17 are '2016-17-Q1' to '2016-17-Q4'"
        ),
        swap(RUN, "quarters: all ", "quarters: [2016-17] "),
    ),
    check(
        "run-notebook",
        "a batch names a notebook that there is not",
        (
            "params/runs/everything.yml:5: notebooks: 'risk_registr' is not a notebook of "
            "params/notebooks.yml; did you mean 'risk_register'?"
        ),
        swap(RUN, "notebooks: all ", "notebooks: [risk_registr] "),
        alone=True,
    ),
    check(
        "run-report",
        "a batch names a report that there is not",
        (
            "params/runs/everything.yml:6: reports: 'anual-report' is not a report of reports/; did you mean "
            "'annual-report'?"
        ),
        swap(RUN, "reports: all ", "reports: [anual-report] "),
    ),
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
            "reports/commentary/dudley/2011-12/equality.md:2: not readable YAML: mapping values are not "
            "allowed here; put a text with ': ' or '#' in it in quotation marks"
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
