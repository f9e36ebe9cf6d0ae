# `serve` and `test` are the commands of the README; `check` and `fix` are for developers.
PYTHON ?= python3
PORT ?= 8000
TOWN ?= .
VENV = .venv
BIN = $(VENV)/bin

.PHONY: serve test coverage soak check fix install browser harvesters vocabularies

serve: install
	$(BIN)/terril check --town $(TOWN)
	$(BIN)/terril publish --town $(TOWN)
	$(BIN)/terril serve --town $(TOWN) --port $(PORT)

PYTEST = $(BIN)/python -m pytest --numprocesses auto --dist loadfile

test: install
	$(PYTEST)

# Everything, the large suites as well, with the share of the code that ran.
coverage: install
	$(PYTEST) -m "" --cov --cov-report=term

# What the samples of large suites leave out.
soak: install
	$(PYTEST) -m soak

check: install
	$(BIN)/validate-pyproject pyproject.toml
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .
	$(BIN)/python browser/build.py --check
	$(BIN)/cog --check README.md docs/settings.md docs/doctor.md docs/http.md

fix: install
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/cog -r README.md docs/settings.md docs/doctor.md docs/http.md

install: $(VENV)/installed browser

# The editor of the query page; without Node or a network the page is a plain form.
browser: $(VENV)/installed
	$(BIN)/python browser/build.py

$(VENV)/installed: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit("Terril needs Python 3.11 or newer; try: make PYTHON=python3.12") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	TERRIL_EDITOR=later $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	touch $@

# The term lists of the check, from the packages that vocabularies/package.json names; needs npm.
vocabularies: $(VENV)/installed
	$(BIN)/python vocabularies/build.py

# CKAN and udata, each in its own environment: without them their tests are skipped.
HARVEST = tests/harvest
UV = $(HARVEST)/.venv/bin/uv

harvesters: $(HARVEST)/ckan/.venv/installed $(HARVEST)/udata/.venv/installed

$(HARVEST)/%/.venv/installed: $(HARVEST)/%/requirements.txt $(UV)
	$(UV) venv --quiet --clear --python $(PYTHON) $(@D)
	$(UV) pip install --quiet --no-deps --python $(@D)/bin/python --requirement $<
	touch $@

$(UV): $(HARVEST)/requirements.txt
	$(PYTHON) -m venv $(HARVEST)/.venv
	$(HARVEST)/.venv/bin/python -m pip install --quiet --disable-pip-version-check --requirement $<
