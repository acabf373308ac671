"""What `csp check` says of rows of data/ that contradict themselves, one another or the trade."""

from tests.messages.case import Case, Edit, cell, check, row


def _correction(table: str, figure: str, field: str, old: str, new: str) -> Edit:
    """A declared correction."""
    cells = {"table": table, "figure": figure, "field": field, "old_value": old, "new_value": new}
    return row("corrections", 0, **cells, reason="Three were recorded late", authority="Police return")


CASES: tuple[Case, ...] = (
    check(
        "duplicate",
        "a row has the key of an earlier one",
        (
            "data/governance.csv:166: area+body+post+organisation+role+source: 'dudley CRIG (NI 20 Assault "
            "with less injury crime rate) Police lead dudley-ni20-delivery-plan' is already on line 2 (found "
            "in columns A, B, C, D, E, G)"
        ),
        row("governance", 1),
    ),
    check(
        "stranger",
        "a row names what another table does not have",
        ("data/meetings.csv:2: area: 'dudly' is not in data/areas.csv; did you mean 'dudley'? (found in column B)"),
        cell("meetings", 1, area="dudly"),
    ),
    check(
        "value-blank",
        "a value is blank and its status says there is one",
        "data/populations.csv:2: population: blank, but the status is 'final' (found in column C)",
        cell("populations", 1, population=""),
    ),
    check(
        "value-there",
        "a value stands beside a status that says there is none",
        (
            "data/populations.csv:2: population: 344320, but the status 'to_follow' means there is none "
            "(found in column C)"
        ),
        cell("populations", 1, status="to_follow"),
    ),
    check(
        "bounds-crossed",
        "the lower bound is above the upper",
        "data/outcomes.csv:2: lower: 400 is above the upper bound, 300 (found in column J)",
        cell("outcomes", 1, lower="400", upper="300", qualifier="between", value=""),
    ),
    check(
        "bounds-missed",
        "a value lies outside its bounds",
        "data/outcomes.csv:2: value: 307 lies outside its bounds, 400 to 500 (found in column I)",
        cell("outcomes", 1, lower="400", upper="500", qualifier="between"),
    ),
    check(
        "between",
        "'between' lacks a bound",
        "data/outcomes.csv:2: qualifier: 'between' needs a lower and an upper bound (found in column L)",
        cell("outcomes", 1, qualifier="between"),
    ),
    check(
        "bound-lacking",
        "an inexact value lacks its bound",
        "data/outcomes.csv:2: qualifier: 'over' needs a value in lower (found in column L)",
        cell("outcomes", 1, qualifier="over"),
    ),
    check(
        "qualifier-blank",
        "a value has bounds and nothing says how it is inexact",
        ("data/outcomes.csv:2: qualifier: blank, but the value has bounds: say how it is inexact (found in column L)"),
        cell("outcomes", 1, lower="300"),
    ),
    check(
        "share",
        "a numerator is above its denominator",
        "data/outcomes.csv:2: numerator: 5 is above its denominator, 4 (found in column N)",
        cell("outcomes", 1, numerator="5", denominator="4"),
    ),
    check(
        "period-range",
        "a period lies outside what data/ can be about",
        (
            "data/populations.csv:2: period: '1916-17' lies outside the known range, 1998-99 to 2029-30 "
            "(found in column B)"
        ),
        cell("populations", 1, period="1916-17"),
    ),
    check(
        "period-kind",
        "a period kind cannot be told of its period",
        (
            "data/outcomes.csv:2: period_kind: 'in quarter' is told of a quarter, but 2008-09 is a financial "
            "year (found in column C)"
        ),
        cell("outcomes", 1, period_kind="in quarter"),
    ),
    check(
        "unit-of-series",
        "a unit differs from that of its series",
        (
            "data/outcomes.csv:5: unit: 'places', but the series 'dudley early-intervention-programme "
            "partnership-rooms output' begins on line 4 in 'rooms' (found in column P)"
        ),
        cell("outcomes", 4, unit="places"),
    ),
    check(
        "area-in-itself",
        "an area lies in itself",
        "data/areas.csv:4: parent: 'west-midlands-police' lies in itself, by way of 'dudley' (found in column E)",
        cell("areas", 3, parent="dudley"),
        also=(
            "data/areas.csv:11: parent: 'dudley' lies in itself, by way of 'west-midlands-police' (found in column E)",
        ),
    ),
    check(
        "area-parent",
        "an area lies in the wrong kind of area",
        (
            "data/areas.csv:11: parent: a borough lies in a county or force area or nothing, but 'dudley' "
            "lies in 'coventry', a borough (found in column E)"
        ),
        cell("areas", 10, parent="coventry"),
    ),
    check(
        "area-code",
        "an area has the code of another kind of area",
        (
            "data/areas.csv:10: gss_code: 'E10000027' is not the code of a borough, which begins with E06 or "
            "E07 or E08 or E09 or W06 (found in column B)"
        ),
        cell("areas", 9, gss_code="E10000027"),
    ),
    check(
        "measured-elsewhere",
        "a value is measured in a part of another area",
        (
            "data/outcomes.csv:2: measured_in: 'birmingham-east' lies in 'birmingham', not in 'dudley' (found"
            " in column Q)"
        ),
        cell("outcomes", 1, measured_in="birmingham-east"),
    ),
    check(
        "unit-of-indicator",
        "a figure has another unit than its indicator",
        ("data/targets.csv:2: unit: 'people', but assault-less-serious-injury counts offences (found in column H)"),
        cell("targets", 1, unit="people"),
    ),
    check(
        "parts",
        "parts do not add up to their whole",
        ("data/observations.csv:2: value: 4398, but its parts on lines 4, 6, 8 add up to 4397 (found in column E)"),
        cell("observations", 1, value="4398", printed="4,398"),
    ),
    check(
        "overspent",
        "spending is above what was allocated",
        (
            "data/spend.csv:3: amount: 3,900,000.00 is more than the 39,000.00 allocated to "
            "'administration-and-partnership-support' for 2016-17 (found in column G)"
        ),
        cell("spend", 2, amount="3900000", printed="£3,900,000"),
    ),
    check(
        "printed-otherwise",
        "a number is not what stands beside it as printed",
        (
            "data/populations.csv:2: population+printed: 344230, but as printed it was '344,320': one of the two is mistyped "
            "(found in columns C, D)"
        ),
        cell("populations", 1, population="344230"),
    ),
    check(
        "place-taken",
        "two indicators have one place in their theme",
        (
            "data/indicators.csv:3: display_order: 1 is the place of 'serious-acquisitive-crime' in 'crime', on line 2: give one of "
            "them another (found in column E)"
        ),
        cell("indicators", 2, display_order="1"),
    ),
    check(
        "count-fraction",
        "a count is no whole number",
        (
            "data/observations.csv:2: value: 0.96: offences are counted in whole numbers, and a spreadsheet keeps 96% as 0.96: "
            "write how many there are, or, of an average, a unit such as 'clients per week' (found in column E)"
        ),
        cell("observations", 11, value="0.96", printed="0.96"),
    ),
    check(
        "count-below",
        "a count is below nought",
        (
            "data/outcomes.csv:2: value: -3: fewer clients than none cannot be counted: write how many there are, or, of an average, "
            "a unit such as 'clients per week' (found in column I)"
        ),
        cell("outcomes", 1, value="-3", printed="-3"),
    ),
    check(
        "money-stretch",
        "what was spent to date is told of a year",
        "data/spend.csv:3: measure: 'to date' is told of a quarter, but 2016-17 is a financial year (found in column E)",
        cell("spend", 2, period="2016-17"),
    ),
    check(
        "money-below",
        "money that was spent is below nought, and no note says why",
        (
            "data/spend.csv:3: amount: -39,000.00 is below nought: put its sign right, or say in the note why, such as money that "
            "came back (found in column G)"
        ),
        cell("spend", 2, amount="-39000", printed="-£39,000", note=""),
    ),
    check(
        "rating",
        "a risk's rating is not impact times likelihood",
        "data/risks.csv:2: rating: 13 is not 3 × 4, its impact × likelihood (found in column J)",
        cell("risks", 1, impact="3", likelihood="4", rating="13"),
    ),
    check(
        "base-blank",
        "a target is a change and lacks its base period",
        ("data/targets.csv:2: base_period: blank, but the target is a change on base period (found in column F)"),
        cell("targets", 1, basis="change on base period"),
    ),
    check(
        "base-there",
        "a target is a level and has a base period",
        "data/targets.csv:2: base_period: a level has no base period: leave it blank (found in column F)",
        cell("targets", 1, base_period="2006-07"),
    ),
    check(
        "count",
        "an exclusion's count is not that of its figures",
        "data/exclusions.csv:2: count: 5, but the row lists 4 (found in column C)",
        cell("exclusions", 1, count="5"),
    ),
    check(
        "figure-twice",
        "two rows claim one figure",
        ("data/observations.csv:2: figure: 'IND-0031' is already in data/populations.csv, line 2 (found in column P)"),
        cell("populations", 1, figure="IND-0031"),
    ),
    check(
        "figure-unknown",
        "a row explains a figure that no row has",
        ("data/special_values.csv:2: explains: no row of data/ has the figure 'XXX-0001' (found in column I)"),
        cell("special_values", 1, explains="XXX-0001"),
    ),
    check(
        "formula",
        "a formula cannot be read",
        (
            "data/recomputations.csv:7: formula: 'IND-0012 +' is not a formula such as '100 * (FUN-0001 - "
            "FUN-0002) / FUN-0002' (found in column B)"
        ),
        cell("recomputations", 6, formula="IND-0012 +"),
        alone=True,
    ),
    check(
        "formula-name",
        "a formula holds something else than figures and sums",
        (
            "data/recomputations.csv:7: formula: 'IND-0012 + burglaries': 'burglaries' is not a figure, a "
            "number, + - * / or brackets (found in column B)"
        ),
        cell("recomputations", 6, formula="IND-0012 + burglaries"),
        alone=True,
    ),
    check(
        "formula-sign",
        "a formula holds a sign that it may not",
        (
            "data/recomputations.csv:7: formula: 'IND-0012 ? 2': '?' is not a figure, a number, + - * / or "
            "brackets (found in column B)"
        ),
        cell("recomputations", 6, formula="IND-0012 ? 2"),
        alone=True,
    ),
    check(
        "formula-part",
        "a formula holds more than sums",
        (
            "data/recomputations.csv:7: formula: 'IND-0012 ** 2': 'IND-0012 ** 2' is not a figure, a number, "
            "+ - * / or brackets (found in column B)"
        ),
        cell("recomputations", 6, formula="IND-0012 ** 2"),
        alone=True,
    ),
    check(
        "formula-deep",
        "a formula's operations stand too deep one inside another",
        (
            "data/recomputations.csv:7: formula: 'IND-0012 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1'…: more than 200 "
            "operations stand one inside another (found in column B)"
        ),
        cell("recomputations", 6, formula="IND-0012" + " + 1" * 201),
        alone=True,
    ),
    check(
        "formula-long",
        "a formula is beyond all measure",
        (
            "data/recomputations.csv:7: formula: 'IND-0012 + IND-0012 + IND-0012 + IND-001'…: a formula may "
            "have 2,000 characters, and this one has 11,001 (found in column B)"
        ),
        cell("recomputations", 6, formula="IND-0012 + " * 1000 + "1"),
        alone=True,
    ),
    check(
        "formula-figure",
        "a formula names a figure without a number",
        ("data/recomputations.csv:7: formula: no row of data/ holds a number for XXX-0001 (found in column B)"),
        cell("recomputations", 6, formula="XXX-0001"),
        alone=True,
    ),
    check(
        "formula-spans",
        "a formula adds up figures of different stretches of time",
        (
            "data/recomputations.csv:11: formula: it adds up figures of 'year' and 'year to date', which are "
            "never added together (found in column B)"
        ),
        cell("recomputations", 10, formula="IND-0031 + IND-0065"),
        alone=True,
    ),
    check(
        "unreviewed",
        "a figure no longer follows from its inputs",
        (
            "data/stated_figures.csv:47: value: '£226,191.46' disagrees with FUN-0091 + FUN-0093 + FUN-0095 +"
            " FUN-0097 + FUN-0099 + FUN-0101 + FUN-0103 + FUN-0105 + FUN-0107 + FUN-0109 + FUN-0111 + "
            "FUN-0113 + FUN-0115 + FUN-0117 + FUN-0119 + FUN-0121 + FUN-0123 + FUN-0125 = 226190.46 (from "
            "spend.csv line 3; spend.csv line 4; spend.csv line 5; spend.csv line 7; spend.csv line 8; "
            "spend.csv line 9; spend.csv line 10; spend.csv line 11; spend.csv line 12; spend.csv line 14; "
            "spend.csv line 16; spend.csv line 18; spend.csv line 19; spend.csv line 20; spend.csv line 22; "
            "spend.csv line 23; spend.csv line 25; spend.csv line 27), but was reviewed as 'agrees': correct "
            "the figure or an input, or review it in data/recomputations.csv (found in column G)"
        ),
        cell("spend", 2, amount="38999", printed="£38,999"),
        alone=True,
    ),
    check(
        "correction-table",
        "a correction names no table of figures",
        "data/corrections.csv:2: table: 'areas' is not a table of figures (found in column A)",
        _correction("areas", "IND-0035", "value", "1077", "1080"),
    ),
    check(
        "correction-column",
        "a correction names no column",
        (
            "data/corrections.csv:2: field: 'valu' is not a column of data/observations.csv to correct (found"
            " in column C)"
        ),
        _correction("observations", "IND-0035", "valu", "1077", "1080"),
    ),
    check(
        "correction-figure",
        "a correction names a figure that the table lacks",
        (
            "data/corrections.csv:2: figure: data/observations.csv has no row with the figure 'IND-9999' "
            "(found in column B)"
        ),
        _correction("observations", "IND-9999", "value", "1077", "1080"),
    ),
    check(
        "correction-old",
        "a correction's old value is not there any more",
        (
            "data/corrections.csv:2: old_value: the old value is '1078', but data/observations.csv, line 5 "
            "now holds '1077': look at the source again, and renew or remove the correction (found in column "
            "D)"
        ),
        _correction("observations", "IND-0035", "value", "1078", "1080"),
    ),
    check(
        "correction-new",
        "a correction's new value cannot stand there",
        ("data/corrections.csv:2: new_value: 'many' is not a plain number such as 1077 or 22.3 (found in column E)"),
        _correction("observations", "IND-0035", "value", "1077", "many"),
    ),
)
