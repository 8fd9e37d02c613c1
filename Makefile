# Everything runs in .venv, made here from nothing but Python 3.11 or newer.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin

.PHONY: demo test lint types tests browser bench score clean

demo: .venv/kg
	$(BIN)/kg demo

test: lint types tests

lint: .venv/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/test
	$(BIN)/mypy

tests: .venv/test browser
	$(BIN)/pytest -n auto --dist loadgroup

# A Chromium on PATH, else Debian's (when root), else Playwright's own.
browser: .venv/test
	@command -v chromium chromium-browser google-chrome >/dev/null \
	|| { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
	     && apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null; } \
	|| $(BIN)/playwright install chromium

bench: .venv/bench
	@for each in tests/bench/[a-z]*.py; do echo "== $$each"; $(BIN)/python -m tests.bench.$$(basename $$each .py) || exit 1; done

score: .venv/test
	@for each in tests/score/[a-z]*.py; do echo "== $$each"; $(BIN)/python -m tests.score.$$(basename $$each .py) || exit 1; done

clean:
	rm -rf .venv dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

.venv/python:
	$(PYTHON) -m venv .venv
	@touch $@

.venv/kg: .venv/python pyproject.toml
	$(BIN)/pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/test: .venv/python pyproject.toml
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@ .venv/kg

# Apart from the rest: it brings folders named tests, docs and data, which would hide ours, and Unidecode, which is GPL.
.venv/bench: .venv/test
	$(BIN)/pip install --quiet --disable-pip-version-check --target .venv/peers 'pubmed_parser>=0.5.1,<0.6'
	@touch $@
