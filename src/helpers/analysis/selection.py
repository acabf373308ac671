"""Words chosen row by row: the first condition that holds gives the word."""

from collections.abc import Sequence

import numpy as np
import pandas as pd


def first_of(cases: Sequence[tuple[np.ndarray, str]], otherwise: str) -> pd.api.extensions.ExtensionArray:
    """The word of the first case that holds, row by row.

    Parameters
    ----------
    cases : sequence of (boolean array of shape (n,), word)
    otherwise : str
        Where no case holds.

    Returns
    -------
    Array of str, shape (n,)

    Notes
    -----
    As `numpy.select`, but that makes every row as wide as the longest word; here each word is stored once and pointed to,
    which for hundreds of thousands of rows takes a tenth of the time.
    """
    codes = np.select([np.asarray(condition, dtype=bool) for condition, _ in cases], range(len(cases)), len(cases))
    return pd.array([*(word for _, word in cases), otherwise], dtype="str").take(codes)
