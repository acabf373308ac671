"""The forms that keys, codes and units have, as people understand them."""

FORMS = {
    "[a-z0-9]+(-[a-z0-9]+)*": "'burglary-dwelling': small letters and digits, with hyphens between words",
    "[a-z]+(_[a-z]+)*": "'funding_streams': small letters, with low lines between words",
    "[a-z0-9]+([-_][a-z0-9]+)*": "'burglary-dwelling': small letters and digits, with hyphens or low lines between words",
    "[A-Z][0-9]{8}": "'E08000027': a letter and eight digits",
    "[0-9]{3}": "'001': three digits",
    "NI [0-9]+": "'NI 20'",
    "[A-Za-z0-9].*": "'offences': a letter or digit first",
    "[A-Za-z0-9£(].*": "'offences': a letter, a digit, £ or a bracket first",
    "[A-Z]{3}-[0-9]{4}": "'FUN-0021'",
    "[A-Z]{3}-[0-9]{4}(; [A-Z]{3}-[0-9]{4})*": "'FUN-0021', or 'FUN-0021; FUN-0022'",
}
"""By the pattern in data/datapackage.json."""
