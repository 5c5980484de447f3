# 湘童汇. Every target sets up what it needs; all that must be there is Python (3.11 or newer) and make.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
OCDS := .venv-ocds
ARGS ?=
DEBIAN_PACKAGES := chromium fonts-noto-cjk

.PHONY: help demo test check bench shots clean

help: ## Show what can be done here
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "make %-8s %s\n", $$1, $$2}'

demo: $(VENV)/run.done ## Run the product on real villages; ARGS="--once --json" does the whole journey and ends
	@$(BIN)/match demo $(ARGS)

test: $(VENV)/dev.done $(VENV)/system.done $(OCDS)/done ## Run every test; ARGS="-m walk" goes to pytest
	@$(BIN)/pytest -n auto --maxprocesses 4 --no-loadscope-reorder $(ARGS)

check: $(VENV)/dev.done ## Style, types, room borders, migrations and documents
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/basedpyright --level error
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/match migration --check
	@$(BIN)/pytest -q tests/docs tests/architecture --ignore=tests/architecture/test_routes.py $(ARGS)

bench: $(VENV)/bench.done ## Measure; ARGS=allocation or ARGS=search picks one
	@$(BIN)/python -m bench $(ARGS)

shots: $(VENV)/dev.done $(VENV)/system.done ## Take pictures of every page at phone and desk size, into shots/
	@$(BIN)/pytest -q tests/browser/test_shots.py --shots $(ARGS)

clean: ## Remove the environment and the demo's data
	rm -rf $(VENV) $(OCDS) .data .data.* shots

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; this is $$($(PYTHON) --version). Try: make PYTHON=python3.12 …" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
	  || { echo "Python's venv module is missing. On Debian or Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@echo "Making $(VENV) …" >&2
	@$(PYTHON) -m venv $(VENV)

$(VENV)/run.done: requirements/run.txt pyproject.toml | $(VENV)/bin/python
	@echo "Installing what the product needs (once, about a minute) …" >&2
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/build.txt -r requirements/run.txt >&2
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-build-isolation --no-deps -e . >&2
	@touch $@

$(VENV)/dev.done: requirements/dev.txt $(VENV)/run.done
	@echo "Installing what tests and checks need …" >&2
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt >&2
	@touch $@

# The peers that measurements are held against; nothing else needs them.
$(VENV)/bench.done: requirements/bench.txt $(VENV)/dev.done
	@echo "Installing the peers to measure against …" >&2
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/bench.txt >&2
	@touch $@

# The validator of open contracting data, in an environment of its own: libcoveocds is AGPL, is run
# as a program over what the product wrote, and never stands where the product is imported.
$(OCDS)/done: requirements/ocds.txt | $(VENV)/bin/python
	@echo "Installing the validator of open contracting data …" >&2
	@$(PYTHON) -m venv $(OCDS)
	@$(OCDS)/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r $< >&2
	@touch $@

# A browser and Chinese fonts, for the tests marked `browser`: installed where we are root on
# Debian, otherwise named, and those tests are skipped.
$(VENV)/system.done: | $(VENV)/bin/python
	@if command -v chromium >/dev/null && fc-list :lang=zh 2>/dev/null | grep -q .; then touch $@; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing $(DEBIAN_PACKAGES) for the browser tests …" >&2; \
	  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(DEBIAN_PACKAGES) fontconfig; } >/dev/null 2>&1 \
	    && touch $@ || echo "Could not install $(DEBIAN_PACKAGES): tests marked browser will be skipped." >&2; \
	else echo "Not installed: $(DEBIAN_PACKAGES). Tests marked browser will be skipped." >&2; fi
