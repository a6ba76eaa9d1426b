# One word per task. `make` alone sets up .venv; `make help` lists the words.

PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.stamp

.PHONY: setup demo test lint fix bench docs site qgis clean help

setup: $(STAMP)  ## set up .venv (every other word does so when needed)

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[dev]'
	@touch $@

demo: $(STAMP)  ## run the packaged sample into out/suwalki
	$(BIN)/marchland run --sample suwalki -o out/suwalki --force

test: lint  ## lint, then every test
	$(BIN)/python -m pytest

lint: $(STAMP)  ## check style, types, import floors and spelling
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/codespell

fix: $(STAMP)  ## format, and mend what can be mended
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

bench: $(STAMP)  ## time the pipeline
	@if [ -d benchmarks ]; then $(BIN)/python -m benchmarks; else echo "no benchmarks/ yet"; fi

docs: $(STAMP)  ## rewrite the generated pages
	$(BIN)/python docs/generate.py

site: $(STAMP)  ## build the pages into build/site
	$(BIN)/python -m mkdocs build --strict --quiet

qgis: $(STAMP)  ## open a run in QGIS, where the system has it with its Python
	@[ -f out/suwalki/study.qgz ] || $(MAKE) demo
	@mkdir -p build
	/usr/bin/python3 tests/qgis/open_project.py out/suwalki build/qgis.png

clean:  ## remove everything make made
	rm -rf .venv out build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache

help:  ## list the words
	@sed -n 's/^\([a-z]*\):.*## /  \1\t/p' Makefile
