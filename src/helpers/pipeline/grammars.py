"""Import what brings jsonschema in without the second that it takes to build a grammar which hardly anybody asks for."""

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

NAME = "rfc3987_syntax"


@contextmanager
def later() -> Iterator[None]:
    """Leave to the first who asks for it the grammar of web addresses that jsonschema builds when it is imported."""
    if NAME in sys.modules:
        yield
        return
    grammars = ModuleType(NAME)
    grammars.is_valid_syntax = lambda *given: importlib.import_module(NAME).is_valid_syntax(*given)
    sys.modules[NAME] = grammars
    try:
        yield
    finally:
        del sys.modules[NAME]
