"""For tests of arithmetic: a warning of numpy's or pandas's is a failure.

Not every warning is: one that tells of a file that another test left open would be laid at the door of whichever runs next.
"""

import pytest

STRICT = [
    pytest.mark.filterwarnings(f"error::{kind}") for kind in ("RuntimeWarning", "FutureWarning", "DeprecationWarning")
]
