# The contributor's menu. Everything here works from a fresh clone with Python 3.11+, pip and make.

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
UV_VERSION := 0.13.9
COMPILE := .lock-tools/bin/uv pip compile --universal --generate-hashes --python-version 3.11 --no-config \
	--no-emit-index-url --no-annotate --no-header --quiet --extra build

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint bench soak mutants lock clean

help: ## Show this menu.
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

setup: .venv/installed-dev ## Make the virtual environment with every locked dependency.

demo: .venv/installed ## Run the demo shop at http://127.0.0.1:8000 (PORT= for another).
	@PORT=$(PORT) $(BIN)/regulars demo

test: lint ## Check everything: style, types, imports, and all tests.
	@bash .ci/install
	@bash .ci/test

lint: .venv/installed-dev ## Check style, types and who imports whom.
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports
	@$(BIN)/mypy

bench: .venv/installed-dev ## Measure speed beside pgbench, into var/bench.json (FULL=1: a million members; DUE=1: lots that run out; INTAKE=1: what clients send; LOG=1: how it is read; COUPONS=1: coupons and codes; REDEEM=1: rewards redeemed).
	@$(BIN)/python -m bench $(if $(FULL),--full) $(if $(DUE),--due) $(if $(INTAKE),--intake) $(if $(LOG),--log) $(if $(COUPONS),--coupons) $(if $(REDEEM),--redeem)

soak: .venv/installed-dev ## Run the generated laws, the kill tests and an hour of listening for a long time.
	@REGULARS_SOAK=1 $(BIN)/python -m pytest tests/laws tests/stories tests/fuzz tests/slices/backtest

mutants: .venv/installed-dev ## Put known faults into copies of our code, and see that a test notices each (ONLY= words of one).
	@$(BIN)/python tests/mutants $(ONLY)

lock: ## Look up every dependency again and write both lock files.
	@test -x .lock-tools/bin/uv || { $(PYTHON) -m venv .lock-tools && .lock-tools/bin/pip install -q uv==$(UV_VERSION); }
	@$(COMPILE) $(LOCK) pyproject.toml -o requirements.lock
	@$(COMPILE) $(LOCK) --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

clean: ## Remove the demo's shop, its database and the virtual environment.
	@if [ -x $(BIN)/regulars ]; then $(BIN)/regulars database remove; fi
	@rm -rf .venv .lock-tools var build .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis src/*.egg-info
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# `pip install` runs again only when a lock or pyproject.toml changed.
.venv/installed: requirements.lock pyproject.toml
	@echo "Installing the locked dependencies (a minute, the first time)"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/installed-dev: requirements-dev.lock .venv/installed
	@echo "Installing the tools for tests and checks"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@
