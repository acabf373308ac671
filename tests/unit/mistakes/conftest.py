"""What a notebook may see, as it is opened by hand."""

import pytest

from helpers.data import slicing
from support import ROOT


@pytest.fixture(scope="module")
def facts(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CSP_PROJECT", str(ROOT))
        folder = tmp_path_factory.mktemp("run")
        patch.chdir(folder)
        from helpers import project
        from helpers.data.slicing import Request
        from helpers.periods import parse_quarter

        slicing.write(project.find(), Request("indicator_performance", "dudley", parse_quarter("2011-12-Q4")), folder)
        return slicing.open_slice("indicator_performance", "dudley", "2011-12-Q4")
