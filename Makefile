# A fresh machine needs only `make demo` and `make test`: each sets everything up first.
BIN := .venv/bin
PYTHON ?= python3
export PYTHON

.PHONY: setup demo run test check lock

setup:
	@.ci/system-packages run
	@.ci/environment

demo: setup
	@$(BIN)/kiosk demo

run: setup
	@$(BIN)/kiosk

test: setup
	@.ci/system-packages test
	$(BIN)/pytest -n auto --dist worksteal

check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Locks name versions and hashes, never an address: where packages come from is each machine's own.
# What is locked stays; to move to newer versions, delete the locks first.
LOCK := build/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-emit-index-url --no-emit-find-links

lock:
	$(PYTHON) -m venv build/lock
	build/lock/bin/python -m pip install --quiet uv
	$(LOCK) pyproject.toml -o requirements.lock
	$(LOCK) pyproject.toml --group dev -o requirements-dev.lock
