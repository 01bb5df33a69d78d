"""The chapters and their stored notebooks say the same; that the outputs are right, nbval checks."""

import jupytext
import nbformat
import pytest
from twins import BOOK, WIDGET, chapters

NAMES = [path.stem for path in chapters()]


def test_every_chapter_has_its_notebook():
    assert NAMES
    assert sorted(path.stem for path in (BOOK / "notebooks").glob("*.ipynb")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_pair_has_equal_cells(name):
    def cells(notebook):
        return [(c.cell_type, c.source, c.metadata.get("tags", [])) for c in notebook.cells]

    stored = nbformat.read(BOOK / "notebooks" / f"{name}.ipynb", as_version=4)
    assert cells(stored) == cells(jupytext.read(BOOK / f"{name}.md")), "run `make notebooks`"


@pytest.mark.parametrize("name", NAMES)
def test_outputs_are_stored(name):
    # nbval compares what is stored: a notebook without outputs would pass whatever it computes.
    stored = nbformat.read(BOOK / "notebooks" / f"{name}.ipynb", as_version=4)
    code = [c for c in stored.cells if c.cell_type == "code"]
    outputs = [o for c in code for o in c.outputs]
    assert outputs
    assert all(c.execution_count for c in code if c.source.strip())
    assert not [o for o in outputs if o.output_type == "error"]
    assert not [o for o in outputs if o.get("name") == "stderr"]  # a warning is nothing for readers
    assert not [o for o in outputs if WIDGET in o.get("data", {})]
    assert "widgets" not in stored.metadata
