# Patrol Planner: one command for each thing a developer does. `make help` lists them.
.DEFAULT_GOAL := help
SHELL := /bin/bash
export VENV ?= .venv
PYTHON := $(VENV)/bin/python
CITY ?=
DAY ?=
OFFICERS ?=
VERSION := $(shell sed -n 's/^version=//p' metadata.txt)
ZIP := dist/patrol_planner-$(VERSION).zip
PLUGINS := .cache/plugins
CODE := __init__.py plugin.py algorithms processing ui
STUBS := .cache/stubs
TYPED := -p patrol_planner.algorithms -p patrol_planner.processing -p patrol_planner.ui -m patrol_planner.plugin
# The root holds a package named processing, which must not hide QGIS's: keep the root off sys.path.
# Half the time on two processors; more than four windows of QGIS at once gain nothing.
PYTEST := PYTHONSAFEPATH=1 $(PYTHON) -m pytest --numprocesses auto --maxprocesses 4 --dist worksteal

.PHONY: help setup setup-test demo test test-core test-qgis fuzz qgis package lint strings bench clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

setup: ## install what is missing (QGIS by apt, tools in .venv); a second run changes nothing
	@.ci/setup

setup-test: ## the same, and what only the tests need (chromium, which opens the reports)
	@.ci/setup test

# QGIS's programs run on the system's Python, which finds .venv's packages so.
demo: setup ## sample city to officers' routes, into demo/; your data: CITY=folder DAY=2016-04-01 OFFICERS=5
	PYTHONPATH=$$($(PYTHON) -c 'import sysconfig; print(sysconfig.get_path("purelib"))') /usr/bin/python3 examples/demo.py --city "$(CITY)" --day "$(DAY)" --officers "$(OFFICERS)" --out demo

test: setup-test ## all tiers of tests
	$(PYTEST) tests/core tests/adapters tests/smoke

test-core: setup-test ## the methods only, without QGIS
	$(PYTEST) tests/core

test-qgis: setup-test ## the tiers that need QGIS: adapters and smoke
	$(PYTEST) tests/adapters tests/smoke

# In `make test` each of these tests ends after half a minute.
fuzz: setup-test ## 300 random cancels and 300 runs with random wrong values, whole; another PATROL_FUZZ_SEED gives others
	PATROL_FUZZ_SECONDS=7200 $(PYTEST) tests/adapters/fuzz

qgis: setup $(PLUGINS)/patrol_planner ## open QGIS with the plugin and the project in demo/, without one with the sample city
	.ci/open-qgis $(PLUGINS)

# The root under its package name, for QGIS and mypy, whatever the checkout's folder is called.
$(PLUGINS)/patrol_planner:
	@mkdir -p $(PLUGINS) && ln -sfn ../.. $@

package: setup ## dist/patrol_planner-<version>.zip from the last commit, checked
	@mkdir -p dist
	@git diff --quiet HEAD || echo "package: the ZIP holds the last commit, without your uncommitted changes" >&2
	git archive --format=zip --prefix=patrol_planner/ -o $(ZIP) HEAD
	$(PYTHON) .ci/check_package.py $(ZIP)

lint: setup $(PLUGINS)/patrol_planner ## ruff; mypy, bandit and detect-secrets on the plugin's code
	$(VENV)/bin/ruff check .
	$(PYTHON) .ci/stubs.py $(STUBS)
	MYPYPATH=$(PLUGINS):$(STUBS) $(VENV)/bin/mypy $(TYPED)
	$(VENV)/bin/bandit --quiet --recursive $(CODE)
	$(PYTHON) .ci/check_secrets.py $(CODE)

strings: setup ## collect the texts for people into i18n/, for translators
	.ci/collect_strings

bench: setup ## measure against the peers, side by side
	PYTHONSAFEPATH=1 $(PYTHON) benchmarks/run.py

clean: ## remove what was made here; .venv stays
	rm -rf demo dist .cache .pytest_cache .ruff_cache .mypy_cache .hypothesis
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +
