# make run    set up everything and serve the application
# make test   set up everything and run the whole test suite, a real browser included
# make check  lint, types, import contracts and the fast tests
# make bench  measure ourselves against baselines, side by side (BENCH="intake scoring" for some)
# make shots  screenshots of every page into artifacts/
# make texts  collect the texts on screen into interview/locale/*/LC_MESSAGES and compile the translations
# make docs   write the pages that are generated from the content and the code (docs/coverage.md, docs/schemas)
# make lock   refresh the exact versions in requirements/ (UPGRADE=1 to take newer releases)
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := run
.PHONY: run test check bench shots texts docs lock clean

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := .tools/bin/uv
PORT ?= 8501
COMPILE := $(UV) pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --quiet $(if $(UPGRADE),--upgrade)

run: $(VENV)/.run-ready ## serve on http://127.0.0.1:8501
	@$(BIN)/interview serve --port $(PORT)

test: $(VENV)/.dev-ready
	@$(BIN)/python -m tests.prepare
	$(BIN)/ruff check . && $(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n 2 --dist loadgroup --cov --cov-report=term --cov-fail-under=95

check: $(VENV)/.dev-ready
	$(BIN)/ruff check . && $(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n 2 -m "not slow and not browser and not postgres" -q

bench: $(VENV)/.bench-ready
	$(BIN)/python -m benchmarks $(BENCH)

shots: $(VENV)/.dev-ready
	@$(BIN)/python -m tests.prepare
	$(BIN)/python -m tests.browser.shots

# Add a language with: mkdir -p interview/locale/fr, then make texts TEXTS="--init-missing -l fr"
texts: $(VENV)/.dev-ready
	@mkdir -p .cache
	PYTHONPATH=. $(BIN)/pybabel -q extract -F pyproject.toml -k N_ --sort-output --add-location=file --project=Loopwright -o .cache/loopwright.pot .
	$(BIN)/pybabel -q update -i .cache/loopwright.pot -d interview/locale -D loopwright -w 130 --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date $(TEXTS)
	$(BIN)/python -m tests.translating

docs: $(VENV)/.run-ready
	$(BIN)/interview coverage-table > docs/coverage.md
	@mkdir -p docs/schemas
	$(BIN)/interview schemas docs/schemas

lock: $(UV)
	$(COMPILE) requirements/uv.in -o requirements/uv.txt
	$(COMPILE) pyproject.toml requirements/build.in -o requirements/run.txt
	$(COMPILE) pyproject.toml requirements/build.in --group dev -o requirements/dev.txt
	$(COMPILE) pyproject.toml requirements/build.in --group dev --group bench -c requirements/dev.txt -o requirements/bench.txt

clean:
	rm -rf $(VENV) .tools .cache artifacts

# The stamps make a second run do no set-up work: they are older than what they depend on only when that changed.
$(VENV)/.run-ready: requirements/run.txt pyproject.toml | $(UV)
	@if [ -e $(VENV)/.dev-ready ]; then list=requirements/dev.txt; else list=requirements/run.txt; fi; ./setup.sh $$list
	@touch $@

$(VENV)/.dev-ready: requirements/dev.txt pyproject.toml | $(UV)
	@./setup.sh requirements/dev.txt
	@touch $@ $(VENV)/.run-ready

$(VENV)/.bench-ready: requirements/bench.txt pyproject.toml | $(UV)
	@./setup.sh requirements/bench.txt
	@touch $@ $(VENV)/.dev-ready $(VENV)/.run-ready

$(UV): requirements/uv.txt
	@./setup.sh tools
	@touch $@
