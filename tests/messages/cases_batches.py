"""What is said of batches: their files, how they are run, and what of them can be run again."""

from tests.messages.case import Case, Edit, write

BATCH = "csp batch params/runs/everything.yml --kernel ordinary"


def line(key: str, when: str, command: str, told: str, *edits: Edit, code: int = 1) -> Case:
    """A command that ends in one line."""
    return Case(key, when, command, told, edits, code=code)


CASES: tuple[Case, ...] = (
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
)
