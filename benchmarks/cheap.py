"""A collection of many reports that cost next to nothing: what is left is what a batch adds."""

from __future__ import annotations

from pathlib import Path

from indicators import store

CELLS = 'region: str = "x"  # a name', '"<b>%s</b>" % region'


def collection(home: Path, reports: int) -> dict[str, str]:
    """Make one in an empty folder; the variables under which it is the one that is run."""
    from indicators.report.notebooks import nbformat

    (home / "notebooks").mkdir()
    (home / "data").symlink_to(store.root() / "data")
    cells = [nbformat.v4.new_code_cell(text) for text in CELLS]
    cells[0].metadata["tags"] = ["parameters"]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), home / "notebooks" / "cheap.ipynb")
    values = ", ".join(f'"r{number}"' for number in range(reports))
    rows = f'[[run]]\nnotebook = "cheap"\nparameters.region = [{values}]\n'
    (home / "notebooks" / "batch.toml").write_text(rows, "utf-8")
    return {store.HOME: str(home)}
