# Two commands matter: `make demo` and `make test`. `make help` lists the rest.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
WORKSPACE ?= workspace
DATA ?= sample
PORT ?= 8501
PROTOCOL ?= next-basket
FROM ?= 2020-09-16
# Processes for the tests: one more than there are processors, as they also wait; at most 4, as each needs up to 3 GB.
JOBS ?= $(shell n=$$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2); echo $$((n > 3 ? 4 : n + 1)))

.DEFAULT_GOAL := help
.PHONY: help setup demo app sample build test test-fast test-browser lint format bench bench-requests bench-purchases bench-lab clean

help: ## what can be done here
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

setup: $(VENV)/.ready ## a virtual environment with everything that the app needs

$(VENV)/.ready: requirements.txt
	@command -v $(PYTHON) >/dev/null || { echo "StyleHub needs Python 3.11: install it, or say 'make PYTHON=/path/to/python3.11 …'."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.ready-dev: $(VENV)/.ready requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

demo: setup ## draw the sample catalogue, train all models on it with progress, open the app
	$(BIN)/python -m stylehub_core demo --data $(DATA) --workspace $(WORKSPACE) --port $(PORT)

app: setup ## open the app on WORKSPACE
	STYLEHUB_WORKSPACE=$(WORKSPACE) $(BIN)/streamlit run app.py --server.port $(PORT)

sample: setup ## draw the sample catalogue into DATA
	$(BIN)/python -m stylehub_core sample --out $(DATA)

build: setup ## build WORKSPACE from DATA (a Kaggle folder): only what is missing or stale
	$(BIN)/python -m stylehub_core build --data $(DATA) --workspace $(WORKSPACE)

test: $(VENV)/.ready-dev ## lint, types, all tests, real browser included
	$(MAKE) --no-print-directory lint
	OMP_NUM_THREADS=1 $(BIN)/pytest -q -n $(JOBS) --dist loadfile

test-fast: $(VENV)/.ready-dev ## the tests without a browser and without real data
	$(BIN)/pytest -q -m "not browser and not real_data"

test-browser: $(VENV)/.ready-dev ## the real-browser journeys alone
	$(BIN)/pytest -q -n $(JOBS) --dist loadfile -m browser

lint: $(VENV)/.ready-dev ## ruff, mypy strict, import-linter
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.ready-dev ## ruff's format and fixes
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.ready-dev ## search speed and attribute queries on the built WORKSPACE
	$(BIN)/python -m benchmarks.search_speed --workspace $(WORKSPACE)
	$(BIN)/python -m benchmarks.attribute_queries --workspace $(WORKSPACE)

bench-requests: $(VENV)/.ready-dev ## requests as people type them on the built WORKSPACE: is what is found right?
	$(BIN)/python -m benchmarks.typed_requests --workspace $(WORKSPACE)

bench-uploads: $(VENV)/.ready-dev ## hostile picture files: tricks, and 2,000 damaged files
	$(BIN)/python -m benchmarks.hostile_uploads

bench-encoders: $(VENV)/.ready-dev ## frozen picture encoders on the built WORKSPACE: what they know, and their time
	$(BIN)/python -m benchmarks.picture_encoders --workspace $(WORKSPACE)

bench-purchases: $(VENV)/.ready-dev ## held-out co-purchases in DATA from the day FROM on: every model against its peers
	$(BIN)/python -m benchmarks.co_purchases --data $(DATA) --from $(FROM)

bench-lab: setup ## the lab on the built WORKSPACE: every recommender under PROTOCOL, tuned first where TRIALS is given
	$(if $(TRIALS),$(BIN)/python -m stylehub_core tune --protocol $(PROTOCOL) --trials $(TRIALS) --workspace $(WORKSPACE))
	$(BIN)/python -m stylehub_core evaluate --protocol $(PROTOCOL) --workspace $(WORKSPACE)

clean: ## remove the virtual environment, the sample and the workspace
	rm -rf $(VENV) sample workspace
