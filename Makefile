# What there is to do: `make help`.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: report test check accuracy bench fuzz observations lock lab clean help
.DEFAULT_GOAL := help

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "python 3.11 or later is needed: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --require-hashes --requirement requirements.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

report: $(READY) ## run the batch: outputs/site/index.html and one page per run
	$(BIN)/indicators run

test: $(READY) ## run the tests, as many files at a time as there are cores
	$(BIN)/pytest -n auto --dist loadfile

lab: $(READY) ## open JupyterLab on the collection
	$(BIN)/indicators lab

check: $(READY) ## ruff, mypy --strict, import-linter
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

accuracy: $(READY) ## measure the reading against labels: make accuracy GOLD=folder
	$(BIN)/python benchmarks/accuracy.py $(GOLD)

bench: $(READY) ## measure speed and forecasts as ratios against named peers
	$(BIN)/pip install --quiet --no-build-isolation --editable '.[bench]'
	$(BIN)/python -m benchmarks.extraction
	$(BIN)/python -m benchmarks.batch
	$(BIN)/python -m benchmarks.growth
	$(BIN)/python -m benchmarks.prefectures
	$(BIN)/python -m benchmarks.workbench

fuzz: $(READY) ## feed the readers of files with mutated ones, a minute for each format
	$(BIN)/pip install --quiet --no-build-isolation --editable '.[fuzz]'
	for form in html docx xlsx pdf txt; do \
		$(BIN)/python tests/fuzz/readers.py $$form outputs/fuzz/$$form -max_total_time=60 -timeout=30 || exit 1; \
	done

observations: $(READY) ## renew data/observations.csv; its diff is the review of a change
	$(BIN)/python -c "from indicators import store; print(store.write_observations())"

lock: $(READY) ## renew requirements.lock from pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url \
		--no-emit-find-links --custom-compile-command "make lock" --extra dev \
		--output-file requirements.lock pyproject.toml

clean: ## remove what was built: .venv, outputs, caches
	rm -rf .venv outputs .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

help: ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12
