"""Run every chapter that is a notebook and store it, with its outputs, in book/notebooks."""

from pathlib import Path

import jupytext
import nbformat
from nbclient import NotebookClient

BOOK = Path(__file__).parent
WIDGET = "application/vnd.jupyter.widget-view+json"


def chapters() -> list[Path]:
    return [path for path in sorted(BOOK.glob("*.md")) if "\nkernelspec:" in path.read_text("utf-8")]


def run(path: Path) -> nbformat.NotebookNode:
    """Return the chapter with its outputs, and nothing in it that differs from run to run."""
    notebook = jupytext.read(path)
    for number, cell in enumerate(notebook.cells):
        cell.id = f"{path.stem}-{number}".replace("_", "-")
    NotebookClient(
        notebook,
        timeout=120,
        store_widget_state=False,
        record_timing=False,
        resources={"metadata": {"path": str(BOOK)}},
    ).execute()
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(WIDGET, None)
    language = {"name": "python", "pygments_lexer": "ipython3"}  # as the kernel says, but for its version
    notebook.metadata = {"kernelspec": notebook.metadata.kernelspec, "language_info": language}
    return notebook


if __name__ == "__main__":
    (BOOK / "notebooks").mkdir(exist_ok=True)
    for path in chapters():
        nbformat.write(run(path), BOOK / "notebooks" / f"{path.stem}.ipynb")
        print(f"book/notebooks/{path.stem}.ipynb")
