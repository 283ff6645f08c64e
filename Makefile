# A fresh machine needs only `make demo` and `make test`: each sets everything up first.
BIN := .venv/bin
PYTHON ?= python3
export PYTHON
# How many tests run at once: `make test WORKERS=1` beside other work.
WORKERS ?= auto

.PHONY: setup demo run test check lock translations

setup:
	@.ci/system-packages run
	@.ci/environment

demo: setup
	@$(BIN)/kiosk demo

run: setup
	@$(BIN)/kiosk

# The tests write thousands of small files: in memory none of them waits for the disk. Bytecode is
# kept, because many tests start the program.
test faults soak: export PYTEST_DEBUG_TEMPROOT = $(shell .ci/memory-folder)
test faults soak: export PYTHONDONTWRITEBYTECODE =

test: setup
	@.ci/system-packages test
	$(BIN)/pytest -n $(WORKERS) --dist worksteal -m "not slow"
	@echo "Left out: the slow tests, which take an hour or more. They run with: make faults soak"
	@command -v chromium chromium-browser google-chrome >/dev/null || \
		echo "Left out: the page for phones in Chromium, which is not here. It runs with: make phone"

check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Pictures of every state of every screen, with a page and sheets to look them over.
# NAMES="desk undo" makes only the states whose names begin so.
.PHONY: pictures
pictures: setup
	$(BIN)/python -m tests.ui.gallery $(NAMES)

# Saves pictures of the six main states for the tests: look at them before they are committed.
.PHONY: goldens
goldens: setup
	$(BIN)/python -m tests.ui.gallery.goldens

# Collects the labels of the window; a new label is `unfinished` in the .ts until it is translated.
translations: WINDOW = $(shell find kiosk/ui -name '*.py' | sort)
translations: setup
	$(BIN)/pyside6-lupdate $(WINDOW) -ts resources/translations/kiosk_nl.ts -locations none -no-obsolete
	$(BIN)/pyside6-lupdate $(WINDOW) -ts resources/translations/kiosk_en.ts -locations none -no-obsolete -pluralonly
	for each in nl en; do $(BIN)/pyside6-lrelease resources/translations/kiosk_$$each.ts; done

# Locks contain versions and hashes but no addresses: each machine has its own package index.
# Locked versions stay; to move to newer versions, delete the locks first.
LOCK := build/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-emit-index-url --no-emit-find-links

lock:
	$(PYTHON) -m venv build/lock
	build/lock/bin/python -m pip install --quiet uv
	$(LOCK) pyproject.toml -o requirements.lock
	$(LOCK) pyproject.toml --group dev -o requirements-dev.lock

# Requests made up from the description of the hub, by schemathesis in an environment of its own.
# N=150 sends more.
N ?= 30
.PHONY: fuzz-hub
fuzz-hub: setup
	$(PYTHON) -m venv build/fuzz
	build/fuzz/bin/python -m pip install --quiet schemathesis
	$(BIN)/python -m tests.hub.described_requests build/fuzz/bin/schemathesis $(N)

# The long tests: a power cut after every call of a busy hour and 200 kills (with their figures);
# and all slow tests.
.PHONY: faults soak
faults: setup
	@.ci/system-packages test
	$(BIN)/pytest -n $(WORKERS) -rP tests/faults

soak: setup
	@.ci/system-packages test
	$(BIN)/pytest -n $(WORKERS) --dist worksteal -m slow

# The organiser's page in Chromium: all sizes, languages and colours, and a hub that hangs.
.PHONY: phone
phone: setup
	@.ci/system-packages browser
	$(BIN)/pytest tests/hub/phone

# Two windows in a network: an invite, a pulled cable, and a hub that dies; pictures in build/windows.
.PHONY: windows
windows: setup
	@.ci/system-packages test
	KIOSK_PICTURES="$(CURDIR)/build/windows" $(BIN)/pytest tests/end2end/test_two_windows.py

# The attendance file, opened by LibreOffice Calc (where it is installed) and by pandas.
.PHONY: spreadsheets
spreadsheets: setup
	$(PYTHON) -m venv build/spreadsheets
	build/spreadsheets/bin/python -m pip install --quiet pandas openpyxl
	KIOSK_SPREADSHEETS=build/spreadsheets/bin/python $(BIN)/pytest -rs -m slow tests/reports/test_spreadsheets.py

# Measurements: lists them; `make bench BENCH="headcount scan"` runs some of them.
.PHONY: bench
bench: setup
	@$(BIN)/python -m tests.bench.run_benches $(BENCH)
