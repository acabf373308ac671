"""What is said of the project's own files when a run or a report cannot use them."""

from tests.messages.case import Case, Edit, append, cell, remove, rename, swap, write

ANNUAL = "csp report annual-report --borough dudley --period 2011-12"
RUN = "csp run indicator_performance --borough dudley --quarter 2011-12-Q4"
PACKAGE = "data/datapackage.json"
NOTEBOOKS = "params/notebooks.yml"
AREA = "params/areas/dudley.yml"
PEERS = "params/peers.yml"
DISCLOSURE = "params/disclosure.yml"


def line(key: str, when: str, command: str, told: str, *edits: Edit, code: int = 1) -> Case:
    """A command that ends in one line."""
    return Case(key, when, command, told, edits, code=code)


CASES: tuple[Case, ...] = (
    Case(
        "project-named",
        "CSP_PROJECT names no project",
        "csp check",
        ("CSP_PROJECT names /nowhere, where there is no data/datapackage.json: unset it or name a project's folder"),
        environment=(("CSP_PROJECT", "/nowhere"),),
    ),
    line(
        "package-missing",
        "the description of the tables is missing",
        RUN,
        ("CSP_PROJECT names ., where there is no data/datapackage.json: unset it or name a project's folder"),
        remove(PACKAGE),
    ),
    line(
        "package-json",
        "the description of the tables is no JSON",
        RUN,
        (
            "data/datapackage.json is not readable JSON: Expecting property name enclosed in double quotes: "
            "line 1 column 2 (char 1)"
        ),
        write(PACKAGE, "{"),
    ),
    line(
        "package-shape",
        "the description of the tables is another",
        RUN,
        ("data/datapackage.json does not describe tables as a Frictionless Data Package does: KeyError('resources')"),
        write(PACKAGE, "{}"),
    ),
    line(
        "package-periods",
        "the description does not say which years data/ is about",
        "csp check",
        ("data/datapackage.json: 'periods' must hold the 'earliest' and 'latest' financial year ('earliest')"),
        swap(PACKAGE, '"earliest"', '"first"'),
    ),
    line(
        "notebook-missing",
        "a notebook is declared and is not there",
        RUN,
        "notebooks/indicator_performance.ipynb is missing, though params/notebooks.yml names it",
        rename("notebooks/indicator_performance.ipynb", "indicators.ipynb"),
    ),
    line(
        "notebook-json",
        "a notebook's file is damaged",
        RUN,
        (
            "notebooks/indicator_performance.ipynb is not a notebook: Expecting value: line 1 column 12 (char"
            " 11); open it in JupyterLab, or take it from git again"
        ),
        write("notebooks/indicator_performance.ipynb", '{"cells": ['),
    ),
    line(
        "table-unreadable",
        "a table that a notebook needs cannot be read",
        RUN,
        ("data/observations.csv:2: value: 'many' is not a plain number such as 1077 or 22.3 (found in column E)"),
        cell("observations", 1, value="many"),
    ),
    line(
        "tables-unreadable",
        "figures are worked out again of tables that cannot be read",
        "csp reconcile",
        (
            "data/observations.csv:2: value: 'many' is not a plain number such as 1077 or 22.3 (found in "
            "column E) (and 1 more: see them with `csp check`)"
        ),
        cell("observations", 1, value="many"),
        cell("observations", 2, value="few"),
    ),
    line(
        "declared-table",
        "a notebook declares a table that there is not",
        RUN,
        "params/notebooks.yml: indicator_performance names table 'indicator', not in datapackage.json",
        swap(
            NOTEBOOKS,
            "tables: [indicators, observations, populations, targets, stated_figures]",
            "tables: [indicator, observations]",
        ),
    ),
    line(
        "notebooks-missing",
        "the list of notebooks is missing",
        RUN,
        "params/notebooks.yml is missing: it names the tables that each notebook may see",
        remove(NOTEBOOKS),
    ),
    line(
        "notebooks-shape",
        "a notebook's declaration is not whole",
        RUN,
        ("params/notebooks.yml: each notebook needs 'question', 'tables' and 'needs'; `csp check` names the line"),
        swap(NOTEBOOKS, "  needs: [observations]", "  need: []"),
    ),
    line(
        "peers-missing",
        "the groups of peers are missing",
        "csp run area_comparison --borough dudley --quarter 2024-25-Q3",
        "params/peers.yml is missing: it names whom an area is compared with",
        remove(PEERS),
    ),
    line(
        "peers-shape-run",
        "a group of peers is not whole",
        "csp run area_comparison --borough dudley --quarter 2024-25-Q3",
        ("params/peers.yml: each group needs 'title', 'basis', 'areas' and 'tiles'; `csp check` names the line"),
        swap(PEERS, "  areas: [", "  area: ["),
    ),
    line(
        "policy-missing",
        "the disclosure settings are missing",
        f"{RUN} --force",
        "params/disclosure.yml is missing: it says which counts are too small to be published",
        remove(DISCLOSURE),
    ),
    line(
        "policy-yaml",
        "the disclosure settings are no YAML",
        f"{RUN} --force",
        (
            "params/disclosure.yml:14: found what is no YAML (expected the node content, but found '-'), "
            "expected smallest, units, open_roles, measures"
        ),
        swap(DISCLOSURE, "units:", "units: ["),
    ),
    line(
        "policy-shape",
        "the disclosure settings are a list",
        f"{RUN} --force",
        "params/disclosure.yml: found a list, expected smallest, units, open_roles, measures",
        write(DISCLOSURE, "- 5\n"),
    ),
    line(
        "policy-setting",
        "a disclosure setting is misspelt",
        f"{RUN} --force",
        (
            "params/disclosure.yml: found 'smalest', expected smallest, units, open_roles, measures; did you "
            "mean 'smallest'?"
        ),
        swap(DISCLOSURE, "smallest:", "smalest:"),
    ),
    line(
        "policy-smallest",
        "the smallest count is none",
        f"{RUN} --force",
        "params/disclosure.yml: smallest: found 1, expected a whole number from 2, such as 5",
        swap(DISCLOSURE, "smallest: 5", "smallest: 1"),
    ),
    line(
        "policy-units",
        "no unit is listed",
        f"{RUN} --force",
        "params/disclosure.yml: units: found none, expected the units that count people, such as clients",
        write(DISCLOSURE, "smallest: 5\nunits: []\n"),
    ),
    line(
        "policy-words",
        "the units are a text",
        f"{RUN} --force",
        "params/disclosure.yml: units: found 'clients', expected a list of words",
        write(DISCLOSURE, "smallest: 5\nunits: clients\n"),
    ),
    line(
        "policy-word",
        "a unit is no word",
        f"{RUN} --force",
        "params/disclosure.yml: units: found False, expected a word",
        swap(DISCLOSURE, "  - girls", "  - no"),
    ),
    line(
        "policy-measures",
        "the measures are a list",
        f"{RUN} --force",
        "params/disclosure.yml: measures: found a list, expected measures with open or small-counts",
        write(DISCLOSURE, "smallest: 5\nunits: [clients]\nmeasures: [a]\n"),
    ),
    line(
        "policy-measure",
        "a measure is a number",
        f"{RUN} --force",
        "params/disclosure.yml: measures: found 12, expected a project/measure or a measure",
        swap(DISCLOSURE, "  recorded-*: open", "  12: open\n  recorded-*: open"),
    ),
    line(
        "policy-rule",
        "a measure's rule is none",
        f"{RUN} --force",
        (
            "params/disclosure.yml: measures: recorded-*: found 'opne', expected open or small-counts; did "
            "you mean 'open'?"
        ),
        swap(DISCLOSURE, "recorded-*: open", "recorded-*: opne"),
    ),
    line(
        "correction-stale",
        "a correction's old value is gone",
        RUN,
        (
            "data/corrections.csv:2: old_value: the old value is '1078', but data/observations.csv, line 5 "
            "now holds '1077': look at the source again, and renew or remove the correction (found in column "
            "D)"
        ),
        append("data/corrections.csv", "observations,IND-0035,value,1078,1080,Late,Police return\n"),
    ),
    line(
        "area-missing",
        "an area has no settings",
        ANNUAL,
        (
            "params/areas/dudley.yml is missing: it names the partnership, the council and the meeting that a"
            " paper goes to; copy another area's and change it"
        ),
        remove(AREA),
    ),
    line(
        "area-yaml",
        "an area's settings are no YAML",
        ANNUAL,
        "params/areas/dudley.yml:10: not readable YAML: expected ',' or ']', but got ':'",
        swap(AREA, "papers:", "papers: ["),
    ),
    line(
        "area-shape",
        "an area's settings are a list",
        ANNUAL,
        "params/areas/dudley.yml: expected settings such as 'title: …'",
        write(AREA, "- dudley\n"),
    ),
    line(
        "area-lacks",
        "an area's settings lack one",
        ANNUAL,
        "params/areas/dudley.yml:4: 'partnership' is missing",
        swap(AREA, "partnership:", "partnersip:"),
    ),
    line(
        "paper-none",
        "a paper is not entered",
        ANNUAL,
        (
            'params/areas/dudley.yml:9: papers: annual-report: has no entry "2011-12", which names whom the '
            "paper goes to, and when"
        ),
        swap(AREA, '"2011-12":', '"2012-13":'),
    ),
    line(
        "paper-document",
        "a paper is of a document that is not in the data",
        "csp report grant-monitoring --borough coventry --period 2016-17-Q2",
        (
            "params/areas/coventry.yml:14: document: 'west-midlands-grant' is not a source of data/sources.csv; did you mean "
            "'west-midlands-grant-monitoring-2016-17-q2'?; correct it there"
        ),
        swap(
            "params/areas/coventry.yml",
            "document: west-midlands-grant-monitoring-2016-17-q2",
            "document: west-midlands-grant",
        ),
    ),
    line(
        "paper-to-follow",
        "a meeting's day is to follow",
        ANNUAL,
        ("params/areas/dudley.yml:12: the day of the meeting is to follow: write it there, such as 2012-06-07"),
        swap(AREA, "meeting: 2012-06-07", "meeting: to_follow"),
    ),
    line(
        "paper-day",
        "a meeting's day is none when a report is made",
        ANNUAL,
        "params/areas/dudley.yml:12: meeting: 'soon' is not a date such as 2012-06-07",
        swap(AREA, "meeting: 2012-06-07", "meeting: soon"),
    ),
    line(
        "paper-lacks",
        "a paper lacks what a notebook needs",
        "csp report scrutiny-paper --borough dudley --meeting 2012-09-06",
        ("params/areas/dudley.yml: the paper of 2012-09-06 has no 'theme', which the notebook stated_changes needs"),
        swap(AREA, "      theme: domestic-abuse\n", ""),
    ),
    line(
        "report-lacks",
        "a report's settings lack one",
        ANNUAL,
        "reports/annual-report/report.yml:3: 'title' is missing",
        swap("reports/annual-report/report.yml", "title:", "titel:"),
    ),
    line(
        "report-kind",
        "a report covers no kind of period",
        ANNUAL,
        ("reports/annual-report/report.yml:5: period: 'year' must be financial year or quarter or meeting or plan"),
        swap("reports/annual-report/report.yml", "period: financial year", "period: year"),
    ),
    line(
        "report-braces",
        "a report's title has something in braces that nothing fills",
        ANNUAL,
        "reports/annual-report/report.yml:3: title: 'Annual report {borough}' has braces that nothing fills: there are {year}, "
        "{period}, {area}, {subject} and {plan}",
        swap("reports/annual-report/report.yml", "title: Annual report {year}", "title: Annual report {borough}"),
    ),
    line(
        "section-title",
        "a section of a paper's own has no title",
        ANNUAL,
        (
            "reports/commentary/dudley/2011-12/young-people.md:1: title: missing or blank; a section of a "
            "paper's own needs one, as in 'title: Young people'"
        ),
        swap(AREA, "meeting: 2012-06-07", "meeting: 2012-06-07\n      sections: [young-people]"),
        write("reports/commentary/dudley/2011-12/young-people.md", "---\nowner: Analyst\n---\n\nWords.\n"),
    ),
)
