"""What `csp check` says of notebooks, peers and batches in params/."""

from tests.messages.case import Case, check, rename, swap, write

NOTEBOOKS = "params/notebooks.yml"
PEERS = "params/peers.yml"
AREA = "params/areas/dudley.yml"
RUN = "params/runs/everything.yml"
TABLES = "tables: [indicators, observations, populations, targets, stated_figures]"

CASES: tuple[Case, ...] = (
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
        "settings-ending",
        "a settings file's name ends in .yaml",
        "params/areas/walsall.yaml: is not read under this name: call it walsall.yml",
        rename("params/areas/walsall.yml", "walsall.yaml"),
    ),
    check(
        "settings-kind",
        "a text of any settings file begins with an exclamation mark",
        "params/areas/dudley.yml:4: partnership: YAML takes '!safe' for a kind of value: put the text in quotation marks",
        swap(AREA, "partnership: ", "partnership: !"),
    ),
    check(
        "settings-sign",
        "a text of any settings file is a sign that YAML gives a meaning",
        "reports/overview/report.yml:3: title: '=' means something else in YAML: put it in quotation marks",
        swap("reports/overview/report.yml", "title: Community safety overview", "title: ="),
    ),
    check(
        "settings-itself",
        "a list of any settings file holds itself",
        "params/runs/everything.yml:3: boroughs: holds itself, by an alias such as *name: write out what is meant",
        swap(RUN, "boroughs: all ", "boroughs: &all [*all] "),
    ),
    check(
        "settings-name",
        "a list stands in any settings file where a name should",
        "params/peers.yml:5: a list stands where a name should: take the question mark or the brackets away",
        write(PEERS, "# A\n# B\n# C\n# D\n? [dudley, walsall]\n: areas\n"),
    ),
    check(
        "settings-deep",
        "the lists of any settings file lie in one another without end",
        "params/runs/everything.yml: its lists lie too deep in one another to be settings: take brackets away",
        write(RUN, f"boroughs: {'[' * 2000}{']' * 2000}\n"),
    ),
)
