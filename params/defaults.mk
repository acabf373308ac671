# What `make` makes where it is not told otherwise: `make annual-report` is of BOROUGH and YEAR.
BOROUGH ?= dudley
FORCE   ?= west-midlands-police
YEAR    ?= 2011-12
MEETING ?= 2012-09-06
PLAN    ?= ni-20-dudley

# Quarters, by report.
performance-review: QUARTER ?= 2024-25-Q3
grant-monitoring grant-monitoring-all overview: QUARTER ?= 2016-17-Q2
board-pack: QUARTER ?= 2011-12-Q4

# Of what and up to when the statement on data quality speaks.
data-quality: BOROUGH = england-and-wales
data-quality: YEAR = 2016-17
