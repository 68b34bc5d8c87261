# The commands of the project. `make run` and `make test` set everything up on a fresh machine.
PYTHON ?= python3
BIN := .venv/bin
PACKING := .venv-package/bin
OUT ?= out
# What Python compiled is kept, also where the surroundings ask for nothing to be kept: the tests
# start the program hundreds of times. All of it is there before they begin, so that no process on
# which a full disk is tried writes it.
TESTS = $(BIN)/python -m compileall -q -j 0 ctpat_desktop tests && \
  PYTHONDONTWRITEBYTECODE= QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -q
# Two for each core: most of the full tests wait for a window, a printer or another program.
WAITING = $(shell $(BIN)/python -c "import os; print(2 * os.cpu_count())")

TEXTS := $(wildcard resources/translations/*/LC_MESSAGES/ctpat.po)

.PHONY: run test test-full faults fuzz demo pictures manual sheets lint bench texts package package-test clean

run: .venv/texts
	@sh installer/run.sh "$(OUT)/demo"

test: .venv/texts
	$(TESTS) -n auto --dist loadfile --no-loadscope-reorder --max-worker-restart 0 -m "not full and not slow" tests

test-full: .venv/texts
	sh installer/system-packages.sh full
	$(TESTS) -n $(WAITING) --dist loadfile --max-worker-restart 0 -m full tests

faults: .venv/texts
	$(BIN)/python -m tests.faults.kill_matrix --kills 1000 --seed 1
	$(BIN)/python -m tests.faults.write_matrix --seed 1
	$(BIN)/python -m tests.faults.flip_matrix --seed 1
	$(BIN)/python -m tests.faults.stream_matrix --each 20 --seed 1
	$(BIN)/python -m tests.faults.guess_cost
	$(TESTS) -n auto -m slow tests
	sh installer/system-packages.sh full
	$(BIN)/python -m tests.faults.window_kills --kills 200 --seed 1

# Ten minutes for each reader of files from outside: about 100 minutes in all.
fuzz: .venv/ready
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.fuzz.run --each --seconds 600 --seed 1 --keep $(OUT)/fuzz

demo: .venv/texts
	$(BIN)/ctpat-desktop demo --to $(OUT)/demo

pictures: .venv/texts
	$(BIN)/ctpat-desktop demo --to $(OUT)/demo --wide
	mkdir -p docs/pictures
	cp $(OUT)/demo/pictures/home-light-1280x800.png $(OUT)/demo/pictures/wizard-light-1280x800.png \
	  $(OUT)/demo/pictures/wizard-sites-dark-1280x800.png \
	  $(OUT)/demo/pictures/partner-light-1280x800.png \
	  $(OUT)/demo/pictures/site_plans-dark-1280x800.png \
	  $(OUT)/demo/pictures/trade_eligibility-light-1280x800.png \
	  $(OUT)/demo/pictures/packets-dark-1280x800.png \
	  $(OUT)/demo/pictures/safety-light-1280x800.png docs/pictures/

# The pictures of the manual in every language, and the manual as docs/manual/<language>.md.
manual: .venv/texts
	$(BIN)/python installer/manual_pictures.py
	mkdir -p docs/manual
	for code in en fr es; do \
	  $(BIN)/ctpat-desktop manual --to docs/manual/$$code.md --language $$code --force || exit 1; done

# Every screen in every language, color and size, on contact sheets: see docs/looks.md.
sheets: .venv/texts
	QT_QPA_PLATFORM=offscreen $(BIN)/python installer/make_sheets.py "$(OUT)/sheets"

lint: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/ctpat-desktop forms check

bench: .venv/ready
	$(BIN)/python bench/run.py

# The .deb and the .tar.gz for Linux, in $(OUT)/package: see docs/packaging.md.
package: .venv-package/ready
	$(PACKING)/python installer/translations.py compile
	nice $(PACKING)/python installer/make_packages.py "$(OUT)/package"

# As root: it makes bare systems of Debian 12 and 13 and tries the packages in them.
package-test: .venv/ready
	sh installer/system-packages.sh package-test
	PACKAGE_OUT="$(abspath $(OUT))/package" $(TESTS) -m package tests/package

# What the program reads of the translations; installing made it, a changed text makes it again.
.venv/texts: .venv/ready $(TEXTS) installer/translations.py
	$(BIN)/python installer/translations.py compile
	touch .venv/texts

# Texts that were added or changed in code and forms, into the files of the translations.
texts: .venv/ready
	$(BIN)/python installer/translations.py update
	$(BIN)/python installer/translations.py check

clean:
	rm -rf .venv .venv-package out

.venv/ready: pyproject.toml constraints.txt installer/system-packages.sh installer/packages-run.txt installer/packages-test.txt
	sh installer/system-packages.sh test
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch .venv/ready

.venv-package/ready: constraints-package.txt installer/system-packages.sh installer/packages-run.txt installer/packages-package.txt
	sh installer/system-packages.sh package
	$(PYTHON) -m venv .venv-package
	$(PACKING)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r constraints-package.txt
	touch .venv-package/ready
