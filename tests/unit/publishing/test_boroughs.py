"""What the returns of a force area come to is told in a sentence whose numbers agree with its verbs."""

import pandas as pd
import pytest

from helpers import periods
from helpers.publishing import boroughs

NAN = float("nan")
QUARTER = periods.parse("2026-27-Q2")


def message(*money: tuple[float, float]) -> str:
    names = ["Anybury", "Eastbury", "Westbury"][: len(money)]
    frame = pd.DataFrame(money, columns=["allocated", "spent"]).assign(name=names)
    return boroughs.message(frame, quarter=QUARTER)


@pytest.mark.parametrize(
    ("money", "told"),
    [
        ([(10, 4)], "1 borough; it prints allocations, which come to £10, and their spend to date, £4."),
        ([(10, 4), (5, 2)], "2 boroughs; both of them print allocations, which come to £15, and their spend to date, £6."),
        ([(10, 4), (5, NAN)], "2 boroughs; both of them print allocations, which come to £15. Only Anybury prints its spend to "
            "date."),
        ([(10, 4), (NAN, NAN)], "2 boroughs; 1 of them prints allocations, which come to £10. Only Anybury prints its spend to "
            "date."),
        ([(10, 4), (5, 1), (1, 1)], "3 boroughs; all of them print allocations, which come to £16, and their spend to date, £6."),
    ],
)  # fmt: skip
def test_one_both_and_all_are_told_apart(money, told):
    assert message(*money) == f"Returns for Quarter 2 2026/27 came from {told}"
