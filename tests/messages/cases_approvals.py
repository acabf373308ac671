"""What is said of commentary that is approved."""

from tests.messages.case import Case, swap, write
from tests.messages.note import COMMENTARY

APPROVE = "csp approve view --borough dudley --period 2011-12-Q4 --on 2012-05-02"


CASES: tuple[Case, ...] = (
    Case(
        "approve-none",
        "commentary is approved that there is not",
        "csp approve veiw --borough dudley --period 2011-12-Q4",
        (
            "reports/commentary/dudley/2011-12-Q4/veiw.md is missing, so it cannot be approved; did you mean 'view'?; there is "
            "view"
        ),
    ),
    Case(
        "approve-day",
        "commentary is approved on a day that is none",
        "csp approve view --borough dudley --period 2011-12-Q4 --on soon",
        "'soon' is not a day: write one like '2012-09-06'",
    ),
    Case(
        "approve-unmade",
        "commentary is approved before a report with it is made",
        "csp approve finance --borough dudley --period 2011-12",
        (
            "reports/commentary/dudley/2011-12/finance.md: no report with it has been made, so its values are"
            " not known: make one with `csp report`"
        ),
    ),
    Case(
        "approve-unwritten",
        "commentary is approved that is still to be written",
        APPROVE,
        (
            "reports/commentary/dudley/2011-12-Q4/view.md:8: there is nothing to approve yet: the text is "
            "still to be written"
        ),
        (swap(COMMENTARY, "The board should look at the risks without a score first.", "<!-- to be written -->"),),
    ),
    Case(
        "approve-value",
        "commentary quotes a value that the report lacks",
        APPROVE,
        (
            "reports/commentary/dudley/2011-12-Q4/view.md: quotes the value 'risks.mesage', which the report "
            "made last lacks; did you mean 'risks.message'?; correct it, or make the report again if a "
            "notebook publishes it now"
        ),
        (swap(COMMENTARY, "without a score", "of {{< var risks.mesage >}}"),),
    ),
    Case(
        "approve-values",
        "a published report's values are damaged",
        APPROVE,
        ("build/reports/dudley/2011-12-Q4/note/values.json: not a report's values: make the note again with --force"),
        (write("build/reports/dudley/2011-12-Q4/note/values.json", "{"),),
    ),
    Case(
        "approve-flow",
        "commentary's values are written in one line",
        APPROVE,
        (
            "reports/commentary/dudley/2011-12-Q4/view.md:4: values: expected settings with a colon, each on "
            "its own line"
        ),
        (swap(COMMENTARY, 'values:\n  risks.message: ""', "values: {risks.message: ''}"),),
    ),
    Case(
        "approve-nowhere",
        "commentary is approved of a period that has none",
        "csp approve view --borough dudley --period 2011-13",
        (
            "reports/commentary/dudley/2011-13/view.md is missing, so it cannot be approved; there is no commentary of dudley "
            "2011-13"
        ),
    ),
    Case(
        "approve-later",
        "commentary is approved on a day that is still to come",
        "csp approve view --borough dudley --period 2011-12-Q4 --on 2999-01-01",
        "--on '2999-01-01' is still to come: give the day on which it was approved or allowed",
    ),
)
