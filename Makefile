# make course   the main job: execute the notebooks at full budget, write the site and pictures to build/; it goes on with
#               the first notebook that is not done; NOTEBOOK=06 executes one
# make site     make the site from the notebooks as they are committed, build/site/index.html
# make test     lint, and the tests: the library, and every notebook at a small budget
# make lint     style, docstrings, and who imports whom
# make explorer   build the explorer page, build/explorer/index.html: the latent plane in any browser, no Python behind it;
#                 RUNS="RUN2 RUN50" names other runs than the shipped ones
# make test-browser   the site, the explorer and the widgets in a real Chromium, JupyterLab included
# make student   the students' edition: blanks for solutions, build/student.zip
# make instructor   the instructor's edition: solutions and notes, build/instructor.zip
# make classroom   installs nbgrader, and makes classroom/, from which it hands out and grades the students' edition
# make test-extras   what only tests with nbgrader, ONNX or TensorBoard, which it installs
# make lab      open JupyterLab on notebook 1 (this machine only, with a token)
# make notebooks   as course, and put the executed notebooks back into notebooks/
# make weights  train and ship the weights anew
# make recorded   compute what takes hours, and ship the runs of the 2018 tutorial, of labels and of clothes; resumable
# make bench    measure every side, PyTorch's too, on a processor with bfloat16 as it is and held to AVX2, and write
#               benchmarks/README.md; resumable
# make bench-levers   try what was tried for the fast recipes, and measure each of their levers alone; long, resumable
# make mutants  put faults into the library one at a time, and see whether the tests notice; hours, resumable
# make browser  bundle what pages and widgets run (needs Node.js), after a change in browser/
# make links    write where this repository lives (pyproject.toml) into badges, notebooks and pages
# make pins     write requirements.lock, environment.yml and binder/ anew from pyproject.toml

# The first Python that will do: 3.11, 3.12 or 3.13.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
RUN := $(VENV)/bin/python
# Tests run two files at a time, and say at the end which took longest.
BY_TWO := --numprocesses 2 --dist loadscope --durations 20

.PHONY: setup course site test lint student instructor classroom test-extras explorer test-browser browser mutants lab notebooks weights recorded bench bench-levers links pins
.DELETE_ON_ERROR:

setup: $(VENV)/ready

# Made anew only where the pins have changed. The library itself is linked, not copied. JupyterLab would lay a question after
# news over the lesson.
$(VENV)/ready: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "make: Python 3.11, 3.12 or 3.13 with venv is needed; none was found (on Debian: apt install python3-venv)"; exit 1; }
	@echo "Setting up $(VENV) with $$($(PYTHON) --version). This downloads about 700 MB, once."
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || { echo "make: $(PYTHON) is not Python 3.11, 3.12 or 3.13"; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	$(RUN) -m pip install --disable-pip-version-check --require-hashes -r requirements.lock
	$(RUN) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(RUN) -m jupyter labextension disable "@jupyterlab/apputils-extension:announcements"
	@touch $@

course: setup
	$(RUN) tools/notebooks.py course $(NOTEBOOK)

site: setup
	$(RUN) tools/website.py

lint: setup
	$(RUN) -m ruff check --quiet .
	$(VENV)/bin/lint-imports --no-logo

test: lint
	$(RUN) -m pytest $(BY_TWO) --nbval-lax --nbval-current-env --nbval-cell-timeout 600

explorer: setup
	$(RUN) tools/explorer.py $(RUNS)

test-browser: setup
	@$(RUN) -m pip install --quiet --disable-pip-version-check --no-build-isolation --editable ".[browser]"
	$(RUN) -m pytest browser/tests $(BY_TWO)

student: setup
	$(RUN) tools/editions.py student

instructor: setup
	$(RUN) tools/editions.py instructor

classroom: setup
	@$(RUN) -m pip install --quiet --disable-pip-version-check --no-build-isolation --editable ".[classroom]"
	$(RUN) tools/editions.py classroom

test-extras: setup
	@$(RUN) -m pip install --quiet --disable-pip-version-check --no-build-isolation --editable ".[classroom,export,tensorboard]"
	$(RUN) -m pytest tools/tests tests/test_extras.py tests/test_keras.py -k "classroom or extras or onnx or TensorBoard" $(BY_TWO)

mutants: setup
	$(RUN) tools/mutate.py

browser:
	cd browser && npm ci && npm run build

lab: setup
	$(RUN) -m jupyter lab --ip=127.0.0.1 notebooks/01_data.ipynb

notebooks: setup
	$(RUN) tools/notebooks.py commit

weights: setup
	rm -rf build/weights
	$(RUN) -m cvae_lib train --recipe fast_2d --seed 0 --out build/weights/fast_2d
	$(RUN) -m cvae_lib train --recipe tutorial_2d --seed 0 --out build/weights/tutorial_2d
	$(RUN) -m cvae_lib train --recipe fast_50d --seed 0 --out build/weights/fast_50d
	$(RUN) tools/ship_run.py build/weights/fast_2d mnist-2d
	$(RUN) tools/ship_run.py build/weights/tutorial_2d mnist-2d-tutorial
	$(RUN) tools/ship_run.py build/weights/fast_50d mnist-50d

recorded: setup
	$(RUN) benchmarks/recorded.py
	$(RUN) tools/ship_run.py build/recorded/tutorial_50d mnist-50d-tutorial
	$(RUN) tools/ship_run.py build/recorded/conditional_2d-0 mnist-conditional
	$(RUN) tools/ship_run.py build/recorded/fashion-fast_2d-0 fashion-2d

bench: setup
	@$(RUN) -m pip install --quiet --disable-pip-version-check --no-build-isolation --editable ".[bench]" || \
		echo "make: PyTorch could not be installed; its side is left out"
	$(RUN) benchmarks/bench.py sides
	$(RUN) benchmarks/bench.py avx2
	$(RUN) benchmarks/bench.py elbos

bench-levers: setup
	$(RUN) benchmarks/bench.py search
	$(RUN) benchmarks/bench.py levers

links: setup
	$(RUN) tools/launch.py

pins: setup
	$(RUN) tools/pins.py
