"""A mistake is told with what is nearest to it of what there is."""

from helpers.errors import ParamsError, nearest

AREAS = ["dudley", "walsall", "west-midlands-police"]


def test_the_nearest_of_what_is_known_is_named():
    assert nearest("dudly", AREAS) == "; did you mean 'dudley'?"
    assert nearest("nowhere", AREAS) == ""
    assert ParamsError.exit_code == 1


def test_a_name_may_be_written_as_it_is_printed():
    assert nearest("DUDLEY", AREAS) == "; did you mean 'dudley'?"
    assert nearest("West Midlands Police", AREAS) == "; did you mean 'west-midlands-police'?"


def test_of_several_only_those_are_named_that_are_as_near():
    assert nearest("rates_tabel", ["rates_table", "rate_table", "rates"], most=3) == (
        "; did you mean 'rates_table' or 'rate_table'?"
    )
    assert nearest("allocations", ["populations"], least=0.8) == ""
