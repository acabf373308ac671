"""What is said of a command line whose words do not fit the project."""

from tests.messages.case import Case, Edit, row

ANNUAL = "csp report annual-report --borough dudley --period 2011-12"
RUN = "csp run indicator_performance --borough dudley --quarter 2011-12-Q4"


def line(key: str, when: str, command: str, told: str, *edits: Edit, code: int = 1) -> Case:
    """A command that ends in one line."""
    return Case(key, when, command, told, edits, code=code)


CASES: tuple[Case, ...] = (
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
        "status-area",
        "a desk is asked for that there is not",
        "csp status --borough dudly",
        (
            "nothing is kept for 'dudly'; did you mean 'dudley'?; there are papers of birmingham, coventry, "
            "dudley, england-and-wales, sandwell, staffordshire, walsall, west-midlands-police"
        ),
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
