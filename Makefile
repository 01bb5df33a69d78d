# make book      build the book and serve it (PORT=8000)      make test       run every check
# make html      build it only                                make bench      measure speed
# make notebooks run the chapters and store them as notebooks make lock       renew constraints.txt
# make clean     delete everything that make has made         make safari     compare the pages in WebKit and Chromium

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
INSTALLED := .venv/.installed

export PIP_CONSTRAINT := constraints.txt
export PIP_BUILD_CONSTRAINT := constraints.txt
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Several processes share the cores; threads inside each would only wait for one another.
export OMP_NUM_THREADS := 1

SCRIPTS := $(shell find tradegames/page/js -name node_modules -prune -o -print)
LIBRARY := $(shell find tradegames \( -name __pycache__ -o -path '*/page/js' \) -prune -o -type f -print)
BOOK := _config.yml _toc.yml $(shell find book -name __pycache__ -prune -o -type f -print)

.PHONY: book html test check nbval browser safari notebooks bench lock clean
.NOTPARALLEL:

book: html
	@$(BIN)/python book/serve.py $(PORT)

html: _build/.book

test: check nbval html browser
	$(BIN)/pytest -n auto --dist worksteal tradegames tests

check: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/mypy

# Run the stored notebooks. The outputs that have come out again are the book's: it need not run the same cells.
nbval: $(INSTALLED)
	$(BIN)/pytest -n auto --dist loadfile --nbval --nbval-sanitize-with tests/nbval.cfg book/notebooks
	rm -rf _build/.jupyter_cache && mkdir -p _build/.jupyter_cache
	JUPYTERCACHE=_build/.jupyter_cache $(BIN)/jcache cache add book/notebooks/*.ipynb
	@touch _build/.outputs

browser: $(INSTALLED)
	@$(BIN)/python tests/chromium.py

safari: html browser
	$(BIN)/pytest tests/safari.py

notebooks: $(INSTALLED)
	$(BIN)/python book/twins.py

bench: html browser
	$(BIN)/python bench/run.py

$(INSTALLED): pyproject.toml constraints.txt hatch_build.py $(SCRIPTS)
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or newer is needed")'
	test -x $(BIN)/pip || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --editable '.[dev]'
	@touch $@

# A changed library has other outputs: all chapters run again.
_build/.outputs: $(INSTALLED) $(LIBRARY)
	@rm -rf _build/.jupyter_cache
	@mkdir -p _build && touch $@

# A changed chapter is built alone; a changed page or library builds all pages.
# After a failure the next build starts anew: a warm one would not see the warnings again.
_build/.book: $(INSTALLED) $(LIBRARY) $(BOOK) | _build/.outputs
	@rm -rf $(if $(filter-out book/%.md book/%.bib,$?),_build/html _build/.doctrees)
	$(BIN)/jupyter-book build . -W -n --keep-going --quiet || { rm -rf _build/.doctrees; exit 1; }
	@touch $@

lock:
	rm -rf _build/lock
	$(PYTHON) -m venv _build/lock
	PIP_CONSTRAINT= PIP_BUILD_CONSTRAINT= _build/lock/bin/pip install --quiet '.[dev]' hatchling editables
	{ echo '# The versions that the project is built, run and tested with. Made by "make lock".'; \
	  _build/lock/bin/pip freeze --exclude tradegames; } > constraints.txt

clean:
	rm -rf .venv _build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache
	rm -rf tradegames/page/static tradegames/page/js/node_modules
