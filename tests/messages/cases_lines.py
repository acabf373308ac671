"""What is said of a command line whose words do not fit the project, and of the project's own files when they cannot be used."""

from tests.messages.case import Case, Edit, append, cell, remove, rename, row, swap, write

ANNUAL = "csp report annual-report --borough dudley --period 2011-12"
RUN = "csp run indicator_performance --borough dudley --quarter 2011-12-Q4"
BATCH = "csp batch params/runs/everything.yml --kernel ordinary"
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
        "engine",
        "an engine is asked for that there is not",
        f"{ANNUAL} --engine word",
        "there is no engine 'word'; there are auto, quarto, embedded",
    ),
    line(
        "format",
        "a format is asked for that there is not",
        f"{ANNUAL} --to odt",
        "--to names 'odt'; the formats are html, pdf, docx, with commas between",
    ),
    line(
        "report",
        "a report is asked for that there is not",
        "csp report anual-report --borough dudley --period 2011-12",
        (
            "there is no report 'anual-report' in reports/; did you mean 'annual-report'?; there are "
            "annual-report, board-pack, data-quality, delivery-plan, grant-monitoring, grant-monitoring-all, "
            "overview, performance-review, scrutiny-paper"
        ),
    ),
    line(
        "borough-missing",
        "a report is asked for without an area",
        "csp report annual-report --period 2011-12",
        "the report annual-report is of one area: say which with --borough",
    ),
    line(
        "period-missing",
        "a report is asked for without its period",
        "csp report annual-report --borough dudley",
        "the report annual-report covers a financial year: say which with --period (none was given)",
    ),
    line(
        "year",
        "a year is none",
        "csp report annual-report --borough dudley --period 2011",
        "financial year must look like '2011-12', got '2011'",
    ),
    line(
        "year-other",
        "a quarter is given for a year",
        "csp report annual-report --borough dudley --period 2011-12-Q4",
        "financial year must look like '2011-12', got '2011-12-Q4', which is a quarter",
    ),
    line(
        "day",
        "a day is none",
        "csp report scrutiny-paper --borough dudley --meeting soon",
        "'soon' is not a day: write one like '2012-09-06'",
    ),
    line(
        "plan",
        "a plan is asked for that there is not",
        "csp report delivery-plan --plan ni-20-dudly",
        (
            "there is no delivery plan 'ni-20-dudly' in data/plans.csv; did you mean 'ni-20-dudley'?; there "
            "are ni-20-dudley, ni-15-staffordshire"
        ),
    ),
    line(
        "plan-area",
        "a plan is asked for of another area",
        "csp report delivery-plan --plan ni-20-dudley --borough walsall",
        "the plan ni-20-dudley is dudley's, not walsall's: leave --borough out",
    ),
    line(
        "plan-years",
        "nothing says which years a plan covers",
        "csp report delivery-plan --plan new-plan",
        (
            "data/plans.csv: new-plan has no targets, no to_date and no dated action or milestone, so nobody "
            "can tell which years it covers: give its to_date"
        ),
        row("plans", 1, plan="new-plan", source="ons-geographic-codes"),
    ),
    line(
        "area",
        "an area is asked for that there is not",
        "csp run indicator_performance --borough dudly --quarter 2011-12-Q4",
        (
            "there is no area 'dudly' in data/areas.csv; did you mean 'dudley'?; it has england-and-wales, "
            "staffordshire-police, west-midlands-police, birmingham, birmingham-east, birmingham-north, "
            "birmingham-south, birmingham-west-and-central, coventry, dudley, sandwell, solihull, "
            "staffordshire, walsall, wolverhampton"
        ),
    ),
    line(
        "notebook",
        "a notebook is asked for that there is not",
        "csp run indicator_performence --borough dudley --quarter 2011-12-Q4",
        (
            "there is no notebook 'indicator_performence' in params/notebooks.yml; did you mean "
            "'indicator_performance'?; the notebooks are indicator_performance, funding_analysis, "
            "outcome_summary, area_comparison, data_quality, delivery_plan, action_progress, stated_changes, "
            "grant_monitoring, document_figures, force_comparison, risk_register"
        ),
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
        "parameter-form",
        "a parameter is not written as name=value",
        f"{RUN} -p threshold",
        "--parameter 'threshold' must be name=value, such as --parameter theme=domestic-abuse",
    ),
    line(
        "parameter-overruling",
        "a parameter says another borough or quarter than the option does",
        f"{RUN} -p borough=walsall",
        "--parameter 'borough=walsall' would overrule --borough: leave it out, and say it there",
    ),
    line(
        "parameter-twice",
        "a parameter is given twice",
        f"{RUN} -p threshold=1 -p threshold=2",
        "--parameter 'threshold' is given twice, as '1' and as '2': leave one of them out",
    ),
    line(
        "parameter",
        "a parameter is given that the notebook does not have",
        f"{RUN} -p brough=walsall",
        (
            "notebooks/indicator_performance.ipynb has no parameter 'brough'; did you mean 'borough'?; its "
            "parameters are borough, quarter"
        ),
    ),
    line(
        "parameter-type",
        "a parameter is given a text, and the notebook takes a number",
        "csp run risk_register --borough dudley --quarter 2011-12-Q4 -p threshold=fifteen",
        "notebooks/risk_register.ipynb: parameter 'threshold' is given 'fifteen'; it takes a whole number such as 12",
    ),
    line(
        "rows",
        "data/ holds no rows of the year",
        "csp report annual-report --borough dudley --period 2009-10",
        (
            "data/observations.csv has no rows for dudley in 2009/10 up to Quarter 4 2009/10, which notebook "
            "indicator_performance needs; it has 2010/11, 2011/12, 2012/13, 2023/24, 2024/25: try 2010-11-Q4"
        ),
    ),
    line(
        "year-of-nothing",
        "data/ knows nothing of the year",
        "csp run funding_analysis --borough dudley --quarter 2030-31-Q1",
        (
            "data/ has no rows for dudley in 2030/31 up to Quarter 1 2030/31 in funding_streams.csv or observations.csv, of which "
            "notebook funding_analysis needs one: look at the area and the quarter"
        ),
    ),
    line(
        "return",
        "data/ holds no return of the quarter",
        "csp report grant-monitoring --borough dudley --period 2015-16-Q2",
        ("data/ holds no return of dudley for Quarter 2 2015/16: no row of outcomes.csv or spend.csv is of 2015-16-Q2"),
    ),
    line(
        "peers-none",
        "no group of peers lists the area",
        "csp run area_comparison --borough staffordshire --quarter 2024-25-Q3",
        "no group of params/peers.yml lists 'staffordshire', so it cannot be compared: add it to one",
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
    line(
        "status-area",
        "a desk is asked for that there is not",
        "csp status --borough dudly",
        (
            "nothing is kept for 'dudly'; did you mean 'dudley'?; there are papers of birmingham, coventry, "
            "dudley, england-and-wales, sandwell, staffordshire, walsall, west-midlands-police"
        ),
    ),
    line(
        "kernel",
        "a kernel is asked for that there is not",
        "csp all-reports --kernel cold",
        "--kernel must be auto, warm or ordinary, got 'cold'",
    ),
    line(
        "scheduler",
        "a scheduler's address is none",
        "csp all-reports --scheduler here",
        "--scheduler 'here' is no address: give the scheduler's, such as tcp://10.0.0.5:8786",
    ),
    line(
        "scheduler-silent",
        "no scheduler answers",
        "csp all-reports --scheduler tcp://127.0.0.1:9",
        (
            "no Dask scheduler answers at tcp://127.0.0.1:9 ([Errno 111] Connection refused): start one with "
            "`dask scheduler`, or leave --scheduler out"
        ),
        code=3,
    ),
    line(
        "retry",
        "nothing has been run that could be run again",
        "csp retry",
        "no batch has been run here, so there is nothing to retry: run `csp batch` first",
    ),
    line(
        "debug",
        "no run of that name has failed",
        "csp debug dudley/2011-12-Q4/risk_register",
        (
            "build/runs/dudley/2011-12-Q4/risk_register holds no notebook that failed: name a run as the "
            "table of `csp batch` does"
        ),
    ),
    line(
        "batch-missing",
        "a batch's file is missing",
        "csp batch params/runs/everythin.yml --kernel ordinary",
        "params/runs/everythin.yml is missing; params/runs/ holds everything",
    ),
    line(
        "batch-yaml",
        "a batch's file is no YAML",
        BATCH,
        "params/runs/everything.yml:2: not readable YAML: expected ',' or ']', but got '<stream end>'",
        write("params/runs/everything.yml", "boroughs: [dudley\n"),
    ),
    line(
        "batch-shape",
        "a batch's file holds no lists",
        BATCH,
        "params/runs/everything.yml: expected lists such as 'boroughs: [dudley]'",
        write("params/runs/everything.yml", "all\n"),
    ),
    line(
        "batch-key",
        "a list of a batch is misspelt",
        BATCH,
        (
            "params/runs/everything.yml: 'borough' is not known; did you mean 'boroughs'?; it may have "
            "boroughs, quarters, notebooks, reports, formats"
        ),
        write("params/runs/everything.yml", "borough: [dudley]\n"),
    ),
    line(
        "batch-list",
        "a list of a batch is a text",
        BATCH,
        "params/runs/everything.yml: boroughs: expected a list or the word all, got 'dudley'",
        write("params/runs/everything.yml", "boroughs: dudley\n"),
    ),
    line(
        "batch-word",
        "a batch names what there is not",
        BATCH,
        (
            "params/runs/everything.yml: boroughs: 'dudly' is not known; did you mean 'dudley'?; there are "
            "birmingham, birmingham-east, birmingham-north, birmingham-south, birmingham-west-and-central, "
            "coventry, dudley, england-and-wales, sandwell, solihull, staffordshire, staffordshire-police"
        ),
        write("params/runs/everything.yml", "boroughs: [dudly]\n"),
    ),
    line(
        "batch-notebook",
        "a batch names a notebook that needs more",
        BATCH,
        (
            "params/runs/everything.yml: notebooks: risk_register needs 'plan' besides borough and quarter: "
            "it runs for the reports that use it, so name those"
        ),
        write("params/runs/everything.yml", "notebooks: [risk_register]\n"),
    ),
    line(
        "batch-quarter",
        "a batch names a quarter that is none",
        BATCH,
        (
            "params/runs/everything.yml: quarters: quarter must look like '2016-17-Q2', got '2011-12', which "
            "is a financial year; the quarters of 2011/12 are '2011-12-Q1' to '2011-12-Q4'"
        ),
        write("params/runs/everything.yml", "quarters: [2011-12]\n"),
    ),
    line(
        "batch-formats",
        "a batch makes no format",
        BATCH,
        "params/runs/everything.yml: formats: the list is empty; there are html, pdf, docx",
        write("params/runs/everything.yml", "formats: []\n"),
    ),
    line(
        "batch-nothing",
        "a batch comes to nothing",
        BATCH,
        "nothing comes of these lists: no paper of params/areas/ and no notebook fits all of them",
        write("params/runs/everything.yml", "notebooks: []\nreports: []\n"),
    ),
    line(
        "init-there",
        "a project is to be begun where something is",
        "csp init data",
        "data is there and not empty: name a folder that is to be made",
    ),
    line(
        "init-inside",
        "a project is to be begun in another",
        "csp init ours",
        "ours lies in the project .: name a folder outside it",
    ),
    line(
        "staged-no-clone",
        "notebooks are to be cleaned that wait for no commit",
        "csp notebooks --staged",
        "this project is no clone, so nothing waits to be committed: `git init` makes it one",
        code=3,
    ),
    Case(
        "quarto-none",
        "Quarto is asked for and is not here",
        f"{ANNUAL} --engine quarto",
        (
            "no Quarto was found, and ENGINE=quarto asks for it: install it with `make quarto`, or use the "
            "conda environment of environment.yml, or leave ENGINE out"
        ),
        code=3,
        environment=(("PATH", "/nowhere"),),
    ),
)
