# Everything works from an empty folder; each target makes what it needs. Data live in var/.
PORT ?= 8000
SIZE ?= demo
HOST ?= 127.0.0.1
export PORT SIZE HOST
export PYTHONTZPATH =
PY = .venv/bin/python
SERVERS = $(PY) -m deploy.local.servers
TESTS ?=
WORKERS ?= 2
# Days on which calendars go wrong: the end of February, of the year, the first of Ramadan, the last minute of a day.
DAYS ?= 2027-02-28 2026-12-31 2027-02-08 2026-11-25T23:59
# Not among them: pure rules are given their days; browsers, faults and the launcher live by the real clock.
OF_A_DAY = $(filter-out browser checks factories faults journeys local rules,$(notdir $(patsubst %/,%,$(wildcard tests/*/))))

help:
	@echo "make demo         everything from nothing, in front; PORT=8000 SIZE=demo|full; Ctrl-C stops, data stay"
	@echo "make up, down     the same in the background; stop it"
	@echo "make manage ARGS=\"first_admin …\"   any management command"
	@echo "make test         the whole suite (TESTS=tests/rules for a part); make test-all on every Python 3.11-3.13"
	@echo "make test-days    the tests that live in a day, on the days where calendars go wrong (DAYS=2028-02-29)"
	@echo "make check        format, lint, layers, types, migrations, translations, templates, house rules, drawing, collection of tests"
	@echo "make screenshots, make bench (PARTS=\"imports pages:dashboard\" for a part), make faults, make lock, make clean"

demo:
	@sh deploy/local/bootstrap run
	@exec $(PY) -m deploy.local.demo

up:
	@sh deploy/local/bootstrap run
	@$(PY) -m deploy.local.demo up

down:
	@if [ -x $(PY) ]; then $(PY) -m deploy.local.demo down; fi

manage:
	@sh deploy/local/bootstrap run
	@$(SERVERS) python manage.py $(ARGS)

test:
	@sh deploy/local/bootstrap dev
	@$(PY) -m pytest -n $(WORKERS) --dist worksteal -q $(TESTS)
	@$(PY) -m deploy.local.pythons list

test-all:
	@sh deploy/local/bootstrap dev
	@$(PY) -m deploy.local.pythons test $(TESTS)

test-days:
	@sh deploy/local/bootstrap dev
	@failed=; for day in $(DAYS); do \
		echo "--- $$day"; \
		TEST_DAY=$$day $(PY) -m pytest -n $(WORKERS) --dist worksteal -q $(or $(TESTS),$(OF_A_DAY:%=tests/%)) \
			|| failed="$$failed $$day"; \
	done; if [ -n "$$failed" ]; then echo "FAILED on$$failed"; exit 1; fi; echo "passed on each of: $(DAYS)"

check:
	@sh deploy/local/bootstrap dev
	@$(SERVERS) python -m deploy.checks.all $(CHECKS)

format:
	@sh deploy/local/bootstrap dev
	@$(PY) -m ruff check -q --fix . ; $(PY) -m ruff format -q .

drawing:
	@sh deploy/local/bootstrap dev
	@$(PY) -m deploy.checks.house_drawing write

messages:
	@sh deploy/local/bootstrap dev
	@$(PY) deploy/checks/messages.py update

screenshots:
	@sh deploy/local/bootstrap dev
	@$(PY) -m deploy.local.screenshots

bench:
	@sh deploy/local/bootstrap dev
	@$(PY) -m deploy.bench $(PARTS)

faults:
	@sh deploy/local/bootstrap dev
	@FAULTS=all $(PY) -m pytest -q -m faults tests/faults

lock:
	@sh deploy/local/bootstrap dev
	@sh deploy/local/lock

clean:
	rm -rf .venv staticfiles .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.PHONY: help demo up down manage test test-all test-days check format drawing messages screenshots bench faults lock clean
.DEFAULT_GOAL := help
