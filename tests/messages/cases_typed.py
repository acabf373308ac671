"""What is said of a command line that cannot be parsed."""

from tests.messages.case import Case


def typed(key: str, when: str, command: str, told: str) -> Case:
    """A line that ends before anything is looked at."""
    return Case(key, when, command, told, code=2)


CASES: tuple[Case, ...] = (
    typed(
        "typed-command",
        "a command is misspelt",
        "csp reprots",
        "there is no command 'reprots'; did you mean 'reports'?; `csp --help` tells what there is",
    ),
    typed(
        "typed-option",
        "an option is misspelt",
        "csp report annual-report --brough dudley",
        "report: there is no option '--brough'; did you mean '--borough'?; `csp report --help` tells what there is",
    ),
    typed(
        "typed-argument",
        "an argument is missing",
        "csp run",
        "run: NOTEBOOK is missing (notebook: its name in params/notebooks.yml); `csp run --help` tells what there is",
    ),
    typed(
        "typed-needed",
        "an option is missing",
        "csp run risk_register --quarter 2011-12-Q4",
        "run: --borough is missing (area: its key in data/areas.csv, such as dudley); `csp run --help` tells what there is",
    ),
    typed(
        "typed-number",
        "a number is none",
        "csp batch params/runs/everything.yml --jobs many",
        "batch: --jobs must be a valid integer, got 'many'; `csp batch --help` tells what there is",
    ),
    typed(
        "typed-least",
        "a number is too small",
        "csp batch params/runs/everything.yml --jobs -1",
        "batch: --jobs must be greater than or equal to 0, got '-1'; `csp batch --help` tells what there is",
    ),
    typed(
        "typed-choice",
        "an option has none of its values",
        "csp reconcile --format xlsx",
        "reconcile: --format: 'xlsx' is not one of 'table', 'csv', 'json'; `csp reconcile --help` tells what there is",
    ),
    typed(
        "typed-more",
        "an argument is more than the command takes",
        "csp check walsall",
        "check: 'walsall' is more than it takes; `csp check --help` tells what there is",
    ),
    typed(
        "typed-value",
        "an option lacks its value",
        "csp status --borough",
        "--borough lacks its value; `csp COMMAND --help` tells what there is",
    ),
    typed(
        "typed-no-value",
        "a switch has a value",
        "csp status --json=1",
        "--json takes no value; `csp COMMAND --help` tells what there is",
    ),
    typed(
        "typed-twice",
        "an option is given twice",
        "csp report annual-report --borough dudley --period 2011-12 --borough walsall",
        "report: --borough: given twice: give it once; `csp report --help` tells what there is",
    ),
    typed(
        "typed-often",
        "an option is given more than twice",
        "csp status --borough dudley --borough walsall --borough dudley",
        "status: --borough: given 3 times: give it once; `csp status --help` tells what there is",
    ),
)
