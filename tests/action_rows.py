"""The columns of data/actions.csv that progress is made of, for tests that make rows of their own."""

COLUMNS = [
    "plan",
    "ref",
    "theme",
    "action",
    "lead",
    "due",
    "due_printed",
    "progress",
    "success_measure",
    "status",
    "row",
]
