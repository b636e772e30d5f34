# TextMol. `make` alone lists what there is to do; Python 3.11+ and make are all it needs.

.DEFAULT_GOAL := help
.PHONY: help run test check format bench train library benchmarks grounding writers screenshots chromium viewer axe clean

VENV ?= .venv
PY := $(VENV)/bin/python
# The first Python on the path that is new enough.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
# A further package index for torch, such as https://download.pytorch.org/whl/cpu
TORCH_INDEX ?=
PIP := $(PY) -m pip install --quiet --disable-pip-version-check \
	$(if $(TORCH_INDEX),--extra-index-url $(TORCH_INDEX))

DATA ?=
LIBRARY ?=
OUT ?= runs/textmol
RECIPE ?= textmol
RUNS ?=
ABLATIONS ?=
VOCAB ?=
ARGS ?=

help: ## List these commands
	@echo "TextMol: type what a molecule is, does or smells like, and find it."
	@echo
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo
	@echo "  make run TORCH_INDEX=https://download.pytorch.org/whl/cpu"
	@echo "                    takes torch's smaller build without CUDA, where pip would take the large one"

run: $(VENV)/.run-stamp viewer ## Install what the app needs and open it in the browser: [LIBRARY=folder of your own]
	$(if $(LIBRARY),TEXTMOL_LIBRARY="$(LIBRARY)") $(PY) -m streamlit run app.py $(ARGS)

# Two workers, as tests/conftest.py shares the files out; ARGS="-n 0 ..." runs without them.
test: $(VENV)/.test-stamp chromium viewer axe ## Install what the tests need and run them all
	@$(PY) -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

check: $(VENV)/.test-stamp ## Lint, check the formatting and the types
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy

format: $(VENV)/.test-stamp ## Format the code and mend what the linter can
	$(VENV)/bin/ruff format .
	$(VENV)/bin/ruff check --fix .

bench: $(VENV)/.test-stamp chromium ## Measure speed and memory against their limits
	$(PY) -m tests.bench $(ARGS)

train: needs-data $(VENV)/.run-stamp ## Train a checkpoint: DATA=folder [RECIPE=textmol] [OUT=runs/textmol] [ARGS=...]
	$(PY) -m textmol train $(RECIPE) --data $(DATA) --out $(OUT) $(ARGS)

library: needs-data $(VENV)/.run-stamp ## Build the bundled library: DATA=folder with library.tsv.gz and names.tsv.gz
	$(PY) -m textmol library build $(DATA)/library.tsv.gz --names $(DATA)/names.tsv.gz \
		--name chebi20-pubchem-37k --out assets/library \
		--licence "PubChem identifiers, structures and names: free to use; ChEBI: CC BY 4.0" $(ARGS)

benchmarks: needs-data needs-runs $(VENV)/.run-stamp ## Measure all recipes: DATA=prepared RUNS=folder [ABLATIONS=folder]
	$(PY) -m textmol evaluate benchmark --prepared $(DATA) --runs $(RUNS) \
		$(if $(ABLATIONS),--ablations $(ABLATIONS)) --queries tests/data/queries.json \
		--out assets/benchmarks/retrieval.json --readme README.md $(ARGS)

grounding: needs-data $(VENV)/.run-stamp ## Measure which atoms answer to which words: DATA=folder that prepare wrote
	$(PY) -m textmol evaluate grounding --pairs $(DATA)/dev.tsv --limit 120 --seed 0 \
		--out assets/benchmarks/grounding.json $(ARGS)
	$(PY) -m textmol evaluate grounding --pairs $(DATA)/dev.tsv --limit 120 --seed 0 \
		--classes tests/data/held_out_classes.json \
		--out assets/benchmarks/grounding_held_out.json $(ARGS)

writers: needs-data $(VENV)/.test-stamp ## Measure captions and molecules: DATA=prepared VOCAB=file of SciBERT's word-pieces
	$(PY) -m textmol evaluate captioning --pairs $(DATA)/dev.tsv --vocab $(VOCAB) --limit 300 \
		--copy-from $(DATA)/train.tsv --out assets/benchmarks/captioning.json --readme README.md $(ARGS)
	$(PY) -m textmol evaluate generation --pairs $(DATA)/dev.tsv --limit 200 \
		--copy-from $(DATA)/train.tsv --out assets/benchmarks/generation.json --readme README.md $(ARGS)

screenshots: $(VENV)/.test-stamp chromium viewer ## Take the pictures of the guides anew
	$(PY) -m tests.browser.screenshots $(ARGS)

clean: ## Remove the environment and what tools left behind
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: needs-data needs-runs
needs-runs:
	@test -d "$(RUNS)" || { echo "Name the folder with the trained recipes: make $(MAKECMDGOALS) DATA=prepared RUNS=path/to/runs" >&2; exit 2; }

needs-data:
	@test -d "$(DATA)" || { echo "Name the folder with the data: make $(MAKECMDGOALS) DATA=path/to/data" >&2; exit 2; }

chromium: $(VENV)/.test-stamp
	@$(PY) -m tests.chromium

# Without it the tests of accessibility fail and say so; the others run.
axe: $(VENV)/.test-stamp
	-@$(PY) -m tests.axe

viewer: | $(PY)
	@$(PY) -m textmol.viewer

$(PY):
	@test -n "$(PYTHON)" || { echo "TextMol needs Python 3.11 or newer: install it, or name it with make PYTHON=/path/to/python3." >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Python's venv module is incomplete: on Debian and Ubuntu, apt-get install python3-venv." >&2; exit 1; }

$(VENV)/.run-stamp: requirements.txt | $(PY)
	@echo "Installing what the app needs (torch is large: some minutes the first time)" >&2
	@$(PIP) -r requirements.txt
	@touch $@

$(VENV)/.test-stamp: requirements-dev.txt requirements.txt | $(PY)
	@echo "Installing what the app and its tests need (torch is large: some minutes the first time)" >&2
	@$(PIP) -r requirements-dev.txt
	@touch $@
