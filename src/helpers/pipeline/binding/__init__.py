"""Each number in a rendered report, bound to what is published with it: a value, a cell of a table, or a declared literal."""
