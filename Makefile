# Each target is enough alone: it prepares what it needs first, and does nothing twice.
# PYTHON=python3.12 chooses the Python that .venv is made with.

AS_OF := 2026-11-21
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help setup demo test templates templates-check bench clean

help:
	@echo 'make demo    build examples/case42 and say where the papers are'
	@echo 'make test    lint, types, import contracts and tests'
	@echo 'make setup   only prepare .venv, with $(BIN)/legaldocs'
	@echo 'make templates  the Word template of each paper, made from its text'
	@echo 'make bench   the benchmarks, side by side with other tools'
	@echo 'make clean   remove what these made'

setup:
	@setup/system.sh
	@setup/fonts.sh
	@setup/venv.sh

demo: setup
	$(BIN)/legaldocs build examples/case42 --as-of $(AS_OF) --out build/demo --replace
	@echo
	@echo '>> $(CURDIR)/build/demo'
	@printf '   %s\n' build/demo/SUMMARY.md build/demo/papers/* build/demo/volume/* build/demo/bundle

test: setup
	@setup/system.sh pdftotext:poppler-utils pdftoppm:poppler-utils openssl:openssl pg_ctlcluster:postgresql
	@echo '>> ruff check'
	@$(BIN)/ruff check .
	@echo '>> ruff format'
	@$(BIN)/ruff format --check .
	@echo '>> mypy'
	@$(BIN)/mypy
	@echo '>> lint-imports'
	@$(BIN)/lint-imports
	@echo '>> pytest'
	@$(BIN)/pytest -q -n 2

templates: setup
	@$(BIN)/python setup/templates.py

templates-check: setup
	@$(BIN)/python setup/templates.py --check

bench: setup
	@setup/system.sh hashdeep:hashdeep qpdf:qpdf
	@set -e; for each in benchmarks/*.py; do echo ">> $$each"; $(BIN)/python "$$each"; done

clean:
	rm -rf .venv build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name .git -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +
