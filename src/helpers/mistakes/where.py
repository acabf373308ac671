"""Where in a notebook's own cells an error came up, and what lies between there and where it was raised."""

import ast
import linecache
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from types import FrameType, TracebackType

LIBRARIES = {"matplotlib", "numpy", "pandas", "scipy", "seaborn", "statsmodels"}
"""What an analyst calls in a cell; their insides say nothing of the analyst's mistake."""
OURS = "helpers"


@dataclass(frozen=True, slots=True)
class Step:
    """One call on the way to an error."""

    frame: FrameType
    line: int
    instruction: int

    @property
    def module(self) -> str:
        """The module that it runs in."""
        return str(self.frame.f_globals.get("__name__", ""))

    @property
    def package(self) -> str:
        """The package of that module."""
        return self.module.split(".")[0]

    @property
    def text(self) -> str:
        """Its line of source, if that can be seen."""
        return linecache.getline(self.frame.f_code.co_filename, self.line).strip()

    def expression(self) -> ast.expr | None:
        """The part of its line that was being worked out, if that can be seen."""
        positions = list(self.frame.f_code.co_positions())
        first, last, begin, end = positions[self.instruction // 2]
        if None in (first, last, begin, end):
            return None
        source = linecache.getlines(self.frame.f_code.co_filename)[first - 1 : last]
        if not source:
            return None
        # Columns are counted in bytes.
        raw = [line.encode() for line in source]
        raw[-1] = raw[-1][:end]
        raw[0] = raw[0][begin:]
        try:
            return ast.parse(b"".join(raw).decode().strip(), mode="eval").body
        except SyntaxError:
            return None


@dataclass(frozen=True, slots=True)
class Trail:
    """The way to an error.

    Attributes
    ----------
    first, cell : Step
        The outermost and the innermost step in the notebook's own cells: where the running cell stands, and where the mistake
        is.
    below : tuple of Step
        The steps from there to where the error was raised; none if the cell itself raised it.
    """

    first: Step
    cell: Step
    below: tuple[Step, ...]

    @property
    def only_libraries(self) -> bool:
        """Whether the cell itself called what failed, with nothing but libraries below."""
        return all(step.package in LIBRARIES or step.package in sys.stdlib_module_names for step in self.below)

    @property
    def entry(self) -> Step | None:
        """The function of this project that the cell called, if it called one."""
        return self.below[0] if self.below and self.below[0].package == OURS else None

    @property
    def words(self) -> str:
        """The line of the cell, in words; nothing if no source can be seen."""
        step = self.cell if self.cell.text else self.first
        if not step.text:
            return ""
        same = step.frame.f_code.co_filename == self.first.frame.f_code.co_filename
        return f"line {step.line} of {'this cell' if same else 'an earlier cell'}: {step.text}"


def trail(trace: TracebackType | None, namespace: Mapping[str, object]) -> Trail | None:
    """Follow a traceback through the cells whose names are in `namespace`; None if it does not come through any."""
    steps = []
    while trace is not None:
        steps.append(Step(trace.tb_frame, trace.tb_lineno, trace.tb_lasti))
        trace = trace.tb_next
    own = [number for number, step in enumerate(steps) if step.frame.f_globals is namespace]
    if not own:
        return None
    return Trail(steps[own[0]], steps[own[-1]], tuple(steps[own[-1] + 1 :]))
