"""Which cell of a notebook a result comes from."""

import sys

INJECTED = 1
"""The cell with a run's parameters, which papermill puts in below the notebook's own, before any result is made."""


def current() -> int:
    """The code cell that is running, counted from 1 as in the notebook that people edit; 0 outside a run."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    # What has been put in, this cell included, below an empty first entry; the count that IPython shows may be one ahead.
    return max(0, len(shell.user_ns.get("In", ())) - 1 - INJECTED) if shell else 0
