# Two commands matter: `make demo` and `make test`. Everything they need, they install.
# Options are handed on: make demo ARGS="--port 8765 --users-json users.json"

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
ARGS ?=

.PHONY: demo test check docs pictures bench lock clean

demo: $(READY)
	@$(BIN)/hubtable demo $(ARGS)

test: $(READY)
	@$(BIN)/python tools/browser.py
	$(BIN)/pytest -n 2 --dist loadfile $(ARGS)

check: $(READY)
	$(BIN)/ruff format --check src tests benchmarks tools
	$(BIN)/ruff check src tests benchmarks tools
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/djlint src --profile=jinja --lint --quiet
	$(BIN)/python tools/docs.py --check

docs: $(READY)
	$(BIN)/python tools/docs.py

pictures: $(READY)
	KEEP_PICTURES=1 $(BIN)/pytest tests/journeys/test_first_meeting.py tests/journeys/test_slice.py

# One program prints one table; `make bench ONE=meeting ARGS="--only live"` runs one of them.
ONE ?= lock meeting reading import search_quality search
bench: $(READY)
	for one in $(ONE); do $(BIN)/python benchmarks/$$one.py $(ARGS) || exit 1; done

$(READY): requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Hubtable needs Python 3.11 or newer; name it with: make PYTHON=python3.12 …" >&2; exit 1; }
	@test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV) || sh tools/venv.sh $(PYTHON) $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

# After a change of dependencies in pyproject.toml (needs uv).
lock:
	uv pip compile pyproject.toml --extra embedded --group dev --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header -q -o requirements/dev.txt
	uv pip compile pyproject.toml --extra embedded --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header -q -o requirements/base.txt

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .import_linter_cache .hypothesis
