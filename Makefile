# One word per task. `make` alone sets up .venv; `make help` lists the words.

PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.stamp

.PHONY: setup demo test lint fix bench docs site qgis web wheel wheel-check clean help

setup: $(STAMP)  ## set up .venv, and build the browser's map
	$(BIN)/python web/build.py --may-fail

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[dev]'
	@touch $@

demo: setup  ## run the packaged sample into out/suwalki
	$(BIN)/marchland run --sample suwalki -o out/suwalki --force

test: lint  ## lint, check the browser's map, then every test
	$(BIN)/python web/build.py --check
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

web: $(STAMP)  ## build the browser's map into the package
	$(BIN)/python web/build.py

wheel: web  ## build the wheel into dist
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .

wheel-check: wheel  ## install the wheel where nothing else is, and run the sample there
	$(PYTHON) tests/wheel/installed.py dist constraints.txt

clean:  ## remove everything make made
	rm -rf .venv out build dist web/node_modules src/marchland/outputs/webmap/bundle .mypy_cache .pytest_cache .ruff_cache .import_linter_cache

help:  ## list the words
	@sed -n 's/^\([a-z-]*\):.*## /  \1\t/p' Makefile
