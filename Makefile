# The project's commands. `make demo` and `make test` do all the set-up themselves.
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null)
PORT ?= 8017
# Neighbours stay on one core, so that what a file of tests makes once is made once.
SPREAD := -n auto --dist worksteal

# uv where it is present, else venv and pip: the same hash-pinned files either way.
ifdef UV
make_venv = test -x $(BIN)/python || $(UV) venv --quiet --python ">=3.11" $(VENV)
install = VIRTUAL_ENV=$(VENV) $(UV) pip install --quiet --require-hashes -r
install_self = VIRTUAL_ENV=$(VENV) $(UV) pip install --quiet --no-deps -e .
else
make_venv = test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV) || { \
	echo "No virtual environment could be made: on Debian and Ubuntu, apt install python3-venv." >&2; exit 1; }
install = $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r
install_self = $(BIN)/pip install --quiet --disable-pip-version-check --no-deps -e .
endif

.PHONY: help setup demo test test-llm test-spark torture hostile api-fuzz access test-postgres check lint format docs requirements map-assets bench bench-joining bench-control bench-site bench-api clean

help: ## List the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /|/' | awk -F'|' '{printf "  make %-14s %s\n", $$1, $$2}'

$(VENV)/.base: pyproject.toml requirements/base.txt
	@$(make_venv)
	@$(install) requirements/base.txt
	@$(install_self)
	@touch $@

$(VENV)/.dev: $(VENV)/.base requirements/dev.txt
	@$(install) requirements/dev.txt
	@touch $@

setup: $(VENV)/.dev ## Make .venv with everything for working on Cairn

demo: $(VENV)/.base ## Build the invented case, serve its preview and public site on loopback
	@$(BIN)/cairn demo --port $(PORT)

test: $(VENV)/.dev ## Run the tests on SQLite; what needs Chromium skips with a reason where it is absent
	@$(BIN)/python -m pytest $(SPREAD)

test-postgres: $(VENV)/.dev ## Run every test that uses a database on a PostgreSQL cluster made for it
	@$(BIN)/python scripts/postgres.py $(BIN)/python -m pytest $(SPREAD)

var/small-model/model.gguf: $(wildcard scripts/small_model/*)
	@sh scripts/small_model/install.sh var/small-model $(BIN)/python
	@touch $@

test-llm: $(VENV)/.dev var/small-model/model.gguf ## Test our checks against a real small language model on loopback (needs Node 20 and npm)
	@CAIRN_REQUIRE=llm $(BIN)/python -m pytest -q -m llm

test-spark: $(VENV)/.spark ## Test that joining on Spark gives the same incidents (needs Java 17; installs half a gigabyte)
	@$(BIN)/python -m pytest -q tests/match/test_spark.py

$(VENV)/.spark: $(VENV)/.dev requirements/spark.txt
	@$(install) requirements/spark.txt
	@touch $@

fuzz: $(VENV)/.dev ## Read 50,000 texts that nobody wrote (half an hour); prints what raised and the slowest by size
	@$(BIN)/python bench/fuzz.py

steady: $(VENV)/.dev ## Read 200,000 posts in one process (a quarter of an hour); prints its memory on the way
	@$(BIN)/python bench/steady.py

torture: $(VENV)/.dev ## Cut the power, fill the disk, kill runs, and judge in 10,000 random orders (an hour and a half); prints the figures
	@mkdir -p var && rm -f var/torture.txt
	@CAIRN_TORTURE=$(CURDIR)/var/torture.txt $(BIN)/python -m pytest -q tests/faults; status=$$?; cat var/torture.txt; exit $$status
	@CAIRN_SEQUENCES=10000 $(BIN)/python -m pytest -q tests/match/test_sequences.py tests/shell/test_sequences_kept.py

hostile: $(VENV)/.dev ## Put 568 hostile strings into every text of a record, few at a time, and look at every kind of page in Chromium
	@CAIRN_HOSTILE=1 CAIRN_REQUIRE=chromium $(BIN)/python -m pytest -q tests/site/test_hostile_strings.py tests/site/test_hostile_papers.py tests/browser/test_policy.py

api-fuzz: $(VENV)/.dev ## Ask the live API 10,000 questions made of its document, and 20,000 with made-up names and values
	@CAIRN_API_CASES=10000 $(BIN)/python -m pytest -q tests/shell/api/test_live_fuzzed.py

access: $(VENV)/.dev ## Look at every kind of page of the demo, in both languages, light and dark: axe, narrow screens, large text (ten minutes)
	@CAIRN_MATRIX=1 CAIRN_REQUIRE=chromium $(BIN)/python -m pytest -q tests/browser/test_access.py

check: lint ## Lint, format, types, import contracts, docs
	$(BIN)/python -m pytest -q tests/docs

lint: $(VENV)/.dev ## What `make check` does, but for the tests of the docs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python scripts/docs.py --check

format: $(VENV)/.dev ## Put the code in its usual form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(VENV)/.dev ## Write the parts of docs/ that are made from the code
	$(BIN)/python scripts/docs.py

map-assets: ## Put MapLibre GL where sites take their moving map from, before a wheel is built (needs Node 20 and npm)
	@$(PYTHON) scripts/map_assets/bundle.py

$(VENV)/.bench: $(VENV)/.base requirements/bench.txt
	@$(install) requirements/bench.txt
	@touch $@

bench: $(VENV)/.bench ## Time stages, commands and named peers on ../shared/data, where it is present; write docs/bench.md
	$(BIN)/python bench/run.py --page docs/bench.md

bench-joining: $(VENV)/.bench ## Time joining: in bulk, beside Splink, and one by one against 50,000 incidents; WITH=--million for a million
	@$(BIN)/python bench/joining_scale.py --page docs/bench.md $(WITH)

bench-site: $(VENV)/.bench ## Time the writing of a site of 10,000 incidents, and publishing out of a large database
	@$(BIN)/python bench/site_build.py --incidents 10000 --page docs/bench.md
	@$(BIN)/python bench/publish_big.py --page docs/bench.md

bench-api: $(VENV)/.bench ## Ask the live API of 10,000 incidents 20 mixed questions a second while others write; its files behind nginx
	@$(BIN)/python bench/api_load.py --incidents 10000 --page docs/bench.md $(WITH)

bench-control: $(VENV)/.bench ## Time who held what: 300 dated states of 1,000 polygons, beside geopandas
	@$(BIN)/python bench/control_series.py --page docs/bench.md

requirements: ## Pin the dependencies again (needs uv)
	$(UV) lock --quiet
	$(UV) export --quiet --no-header --no-emit-project --no-annotate --no-dev > requirements/base.txt
	$(UV) export --quiet --no-header --no-emit-project --no-annotate > requirements/dev.txt
	$(UV) export --quiet --no-header --no-emit-project --no-annotate --no-dev --group bench > requirements/bench.txt
	$(UV) export --quiet --no-header --no-emit-project --no-annotate --no-dev --extra llm > requirements/llm.txt
	$(UV) export --quiet --no-header --no-emit-project --no-annotate --no-dev --extra duckdb > requirements/duckdb.txt
	$(UV) export --quiet --no-header --no-emit-project --no-annotate --no-dev --extra pdf > requirements/pdf.txt
	$(UV) export --quiet --no-header --no-emit-project --no-annotate --no-dev --extra parquet > requirements/parquet.txt
	$(UV) export --quiet --no-header --no-emit-project --no-annotate --no-dev --extra report > requirements/report.txt
	$(UV) export --quiet --no-header --no-emit-project --no-annotate --no-dev --extra api > requirements/api.txt
	$(UV) export --quiet --no-header --no-emit-project --no-annotate --no-dev --extra spark > requirements/spark.txt
	rm -f uv.lock

clean: ## Remove what the commands made
	rm -rf $(VENV) demo-workspace var/torture.txt .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
