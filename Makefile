# Needs Python 3.11 or newer and make; everything else is installed into .venv the first time.
#
#   make demo                        the example site with people, messages and figures; Ctrl-C stops it
#   make demo-reset                  throw the demo's data away and start over
#   make test [TESTS="tests/base"]   all tests, or a part
#   make lint, make docs, make messages, make clean
#   make bench [ONLY="B1 B4"]        the figures of docs/architecture.md, on PostgreSQL
#   make chaos [CHAOS="--seed 7"]    2,000 mails while processes, mail server and database are killed; nobody lost, nobody two

SHELL := /bin/sh
PYTHON ?= $(firstword $(foreach name,python3.11 python3.12 python3.13 python3 python,\
	$(shell $(name) -c 'import sys; assert sys.version_info >= (3, 11); print("$(name)")' 2>/dev/null)))
BIN := $(CURDIR)/.venv/bin
MANAGE := $(BIN)/python $(CURDIR)/example_site/manage.py

# A part of the tests is quicker in one process; everything runs on two cores.
TESTS ?=
WORKERS ?= $(if $(TESTS),0,2)
ONLY ?=
CHAOS ?=

.PHONY: help demo demo-reset test browser lint bench chaos docs messages clean

help:
	@sed -n 's/^# \{0,3\}//p' Makefile | sed -n '1,8p'

# One stamp per set of packages, so that the first demo need not wait for the test tools.
.venv/installed-%: setup.cfg
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer was not found. Name it: make PYTHON=/path/to/python"; exit 1; }
	@test -x $(BIN)/pip || $(PYTHON) -m venv .venv || { echo "On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[$*]"
	@touch $@

demo: .venv/installed-demo
	@exec $(BIN)/python -m example_site.demo

demo-reset: .venv/installed-demo
	@exec $(BIN)/python -m example_site.demo --reset

test: .venv/installed-test browser
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(TESTS)

browser: .venv/installed-test
	@PYTHON=$(BIN)/python sh tests/browser/install_browser.sh

lint: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/bandit --quiet --recursive --configfile pyproject.toml shift_plugin
	DJANGO_SETTINGS_MODULE=example_site.settings.test $(MANAGE) makemigrations --check --dry-run
	$(BIN)/python -m pytest -q tests/test_catalogues.py

bench: .venv/installed-bench
	@$(BIN)/python -m benchmarks.run $(ONLY)

chaos: .venv/installed-test
	@$(BIN)/python -m tests.chaos.run $(CHAOS)

# The pictures of the main job are taken by the test that walks it.
docs/screenshots: | .venv/installed-test browser
	SHIFT_SCREENSHOTS=$(CURDIR)/docs/screenshots $(BIN)/python -m pytest -q tests/browser/test_main_job.py

docs: .venv/installed-docs docs/screenshots
	$(BIN)/sphinx-build --quiet --fail-on-warning --keep-going docs docs/_build

# Needs GNU gettext. Without settings, or the texts of both would end in one catalogue.
messages: .venv/installed-demo
	@mkdir -p locale example_site/locale
	@for package in shift_plugin example_site; do \
		( cd $$package && unset DJANGO_SETTINGS_MODULE \
		&& $(BIN)/python -m django makemessages --locale nl --locale en --no-obsolete --no-wrap --add-location file \
		&& $(BIN)/python -m django compilemessages --verbosity 0 ) || exit 1; \
	done

clean:
	rm -rf .venv .tox build dist docs/_build *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
