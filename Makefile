# Reports for Community Safety Partnerships. `make` alone lists what can be made.

# The partnership's own: BOROUGH, FORCE, YEAR, QUARTER, MEETING, PLAN.
include params/defaults.mk
TO      ?= html,pdf,docx
ENGINE  ?= auto

# A variable that nothing here reads, such as borough=walsall, would make another borough's paper without a word.
TAKEN := BOROUGH FORCE YEAR QUARTER MEETING PLAN TO ENGINE DIR NOTEBOOKS PYTHON CI CSP_% PYTEST_% PIP_% UV_% JUPYTER_% QUARTO_%
GIVEN := $(foreach name,$(.VARIABLES),$(if $(filter command,$(origin $(name))),$(name)))
ifneq ($(filter-out $(TAKEN),$(GIVEN)),)
  $(error there is no variable $(filter-out $(TAKEN),$(GIVEN)); they are $(filter-out CI %_%,$(filter-out CSP_%,$(TAKEN))), in capitals)
endif

# In the conda environment of environment.yml that one is used; elsewhere .venv is made.
ifeq ($(CONDA_DEFAULT_ENV),csp-reports)
  BIN := $(CONDA_PREFIX)/bin
else
  BIN := .venv/bin
endif
CSP    := "$(BIN)/csp"
PYTEST := "$(BIN)/python" -m pytest
# Several files of tests at once, each whole, since its tests share what they made; the slow ones come first.
AT_ONCE := -n logical --maxprocesses 4 --dist loadfile --no-loadscope-reorder

# Compiled once, not in each of the hundreds of processes that tests and batches start.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup quarto annual-report performance-review scrutiny-paper grant-monitoring grant-monitoring-all delivery-plan overview board-pack all-reports data-quality reconcile audit verify lab notebooks docs check fix test test-fast bench bench-full faults error-rates doctor lock clean

help:  ## list these targets
	@echo "Reports for Community Safety Partnerships"
	@echo
	@sed -nE 's/^([a-z-]+):.*  ## (.*)$$/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-28s %s\n", $$1, $$2 }'
	@echo
	@echo "Choose with BOROUGH=$(BOROUGH) YEAR=$(YEAR) QUARTER=… MEETING=$(MEETING) PLAN=$(PLAN)"
	@echo "and TO=$(TO) ENGINE=auto|quarto|embedded DIR=$(DIR). What there is to be made: csp reports"

annual-report: setup  ## run the notebooks and make the annual report of BOROUGH for YEAR
	@$(CSP) report annual-report --borough "$(BOROUGH)" --period "$(YEAR)" --to "$(TO)" --engine "$(ENGINE)"

REPORT = $(CSP) report $@ --to "$(TO)" --engine "$(ENGINE)"

performance-review: setup  ## make the comparison of BOROUGH with its peers for the twelve months to QUARTER
	@$(REPORT) --borough "$(BOROUGH)" --period "$(QUARTER)"

scrutiny-paper: setup  ## make the paper of BOROUGH on an action plan's progress for the scrutiny committee on MEETING
	@$(REPORT) --borough "$(BOROUGH)" --meeting "$(MEETING)"

grant-monitoring: setup  ## make the grant monitoring return of BOROUGH for QUARTER
	@$(REPORT) --borough "$(BOROUGH)" --period "$(QUARTER)"

grant-monitoring-all: setup  ## make the returns of all boroughs of FORCE for QUARTER side by side
	@$(REPORT) --borough "$(FORCE)" --period "$(QUARTER)"

delivery-plan: setup  ## make PLAN: what it promises, on what evidence, by which actions
	@$(REPORT) --plan "$(PLAN)"

overview: setup  ## make FORCE on a page for QUARTER: funding, spend and outcomes by borough
	@$(REPORT) --borough "$(FORCE)" --period "$(QUARTER)"

board-pack: setup  ## make two pages on BOROUGH for the partnership board for QUARTER
	@$(REPORT) --borough "$(BOROUGH)" --period "$(QUARTER)"

all-reports: setup  ## make everything that params/ names and data/ supports
	@$(CSP) all-reports --to "$(TO)" --engine "$(ENGINE)"

data-quality: setup  ## make the statement on the quality of the data: what contradicts itself and what is missing
	@$(CSP) report data-quality --borough "$(BOROUGH)" --period "$(YEAR)" --to "$(TO)" --engine "$(ENGINE)"

reconcile: setup  ## work every published percentage, change and total out again; list what disagrees
	@$(CSP) reconcile

# Which report: the folder that holds it.
DIR ?= reports/published/$(BOROUGH)/$(YEAR)/annual-report

verify: setup  ## check that the report in DIR is what was produced
	@$(CSP) verify "$(DIR)"

audit: setup  ## produce the report in DIR again, and compare every output with what lies there
	@$(CSP) audit "$(DIR)"

NOTEBOOKS ?= notebooks/
test: setup  ## run every test, and hold the outputs kept in NOTEBOOKS against what they come to now
	@$(PYTEST) $(AT_ONCE) tests
	@$(PYTEST) $(AT_ONCE) --nbval $(NOTEBOOKS)

test-fast: setup  ## run the tests that neither run notebooks nor render whole reports
	@$(PYTEST) $(AT_ONCE) tests -m "not slow and not browser and not quarto"

# The project's own kernel, whatever the user has; and the project's own settings, in tools/lab.
lab: setup  ## open the notebooks in JupyterLab
	@JUPYTER_PREFER_ENV_PATH=1 JUPYTER_CONFIG_PATH="$(CURDIR)/tools/lab" "$(BIN)/jupyter" lab

notebooks: setup  ## run the notebooks as they stand and keep their outputs in them
	@$(CSP) notebooks

docs: setup  ## make the reference in docs/ afresh from code, data and settings
	@"$(BIN)/python" -m tools.docs

check: setup  ## check data, code style and whether the notebooks' outputs are up to date; changes nothing
	@failed=; $(CSP) check || failed=1; \
	  "$(BIN)/ruff" check --quiet . && "$(BIN)/ruff" format --check --quiet . || failed=1; \
	  $(CSP) notebooks --check || failed=1; test -z "$$failed"

fix: setup  ## repair code style
	@"$(BIN)/ruff" check --quiet --fix . ; "$(BIN)/ruff" format --quiet .

bench: setup  ## measure rendering, how the indicator methods scale, and briefly how quickly many notebooks run
	@"$(BIN)/python" benchmarks/render.py
	@OPENBLAS_NUM_THREADS=1 "$(BIN)/python" benchmarks/performance.py
	@"$(BIN)/python" benchmarks/audit.py
	@"$(BIN)/python" -m benchmarks.batch --short

bench-full: setup  ## measure all about many notebooks and write docs/throughput.md (half an hour or more)
	@"$(BIN)/python" -m benchmarks.batch

faults: setup  ## kill batches 200 times at random, make papers for 500 invented boroughs, audit a report 20 times (hours)
	@CSP_KILLS=200 $(PYTEST) tests/pipeline/test_batch.py -k killed
	@CSP_CANARIES=500 $(PYTEST) tests/pipeline/test_canary.py
	@CSP_AUDITS=20 $(PYTEST) tests/pipeline/test_audit.py -k wherever

error-rates: setup  ## simulate how often each rule speaks up by chance, and write docs/error-rates.md
	@"$(BIN)/python" benchmarks/error_rates.py

doctor: setup  ## say which renderer will be used and what else is present or missing
	@$(CSP) doctor --engine "$(ENGINE)"

setup:  ## make the environment, or find that nothing has changed
	@tools/setup.sh "$(BIN)"

quarto: setup  ## try again to bring Quarto
	@tools/quarto.sh "$(BIN)"

lock: setup  ## resolve requirements.lock afresh from pyproject.toml
	@"$(BIN)/uv" pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
	  --no-annotate --no-header --quiet --upgrade --output-file requirements.lock

clean:  ## remove what can be made again (not .venv, not reports)
	@rm -rf build .pytest_cache .ruff_cache .hypothesis
