# What `make` makes where it is not told otherwise: `make annual-report` is of BOROUGH and YEAR.
BOROUGH ?= anybury
FORCE   ?= anyshire-police
YEAR    ?= 2025-26
MEETING ?= 2026-11-12
PLAN    ?= burglary-reduction

# Quarters, by report.
performance-review: QUARTER ?= 2025-26-Q4
grant-monitoring grant-monitoring-all overview: QUARTER ?= 2026-27-Q2
board-pack: QUARTER ?= 2025-26-Q4

# Of what and up to when the statement on data quality speaks.
data-quality: BOROUGH = anyshire-police
data-quality: YEAR = 2025-26
