"""A notebook comes out of a forked kernel as of a started one, cell by cell, figures and all."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from indicators.batch.kernels import execute, kernels

ODD = tomllib.loads(Path(__file__).with_name("odd_cells.toml").read_text("utf-8"))
# what differs between two runs of the same started kernel, too
PASSING = (
    (r"ipykernel_\d+", "ipykernel_PID"),
    (r"0x[0-9a-f]{6,}", "0xADDRESS"),
    (r"IPYTHONDIR=\S+", "IPYTHONDIR"),
    (r"/tmp/[^'\"\s]*?/k\.json", "k.json"),
    (r"'JPY_[A-Z_]+': '[^']*'(, )?", ""),
    (r'"model_id": "\w+"', '"model_id": "MODEL"'),
)

Pair = tuple[list[NotebookNode], list[NotebookNode]]


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    """The odd cells out of a started kernel, and out of a forked one."""
    home = tmp_path_factory.mktemp("home")
    source = home / "odd.ipynb"
    cells = [new_code_cell(text.removeprefix("raises\n").strip()) for text in ODD.values()]
    for cell, text in zip(cells, ODD.values(), strict=True):
        cell.metadata["tags"] = ["raises-exception"] if text.startswith("raises\n") else []
    nbformat.write(new_notebook(cells=cells), source)
    plain, warm = (_executed(home, source, warm=warm) for warm in (False, True))
    return plain, warm


def _executed(home: Path, source: Path, *, warm: bool) -> list[NotebookNode]:
    work = home / f"work-{warm}"
    work.mkdir()
    with kernels(home, work, warm=warm) as place:
        assert bool(place.zygote) == warm
        done = execute(source, {}, work, place, 120)
    assert done.notebook  # papermill reports an error that was expected, too, but goes on after it
    cells: list[NotebookNode] = [c for c in done.notebook.cells if c.cell_type == "code"]
    assert all(cell.execution_count for cell in cells)
    return cells


@pytest.mark.parametrize("name", ODD)
def test_a_cell_comes_out_the_same(name: str, pair: Pair) -> None:
    number = [*ODD].index(name)
    plain, warm = (_said(cells[number]) for cells in pair)
    assert warm == plain


def test_the_figures_are_there(pair: Pair) -> None:
    forms = [form for cell in pair[1] for out in cell.outputs for form in out.get("data", ())]
    assert (forms.count("image/png"), forms.count("image/svg+xml")) == (5, 1)


def _said(cell: NotebookNode) -> list[object]:
    """The outputs; streams are whole, for where a kernel cuts them is a matter of time."""
    told: list[object] = []
    streams = {"stdout": "", "stderr": ""}
    for output in cell.outputs:
        if output.output_type == "stream":
            streams[output.name] += output.text
        else:
            told.append(json.loads(_passing(json.dumps(output))))
    return [*map(_passing, streams.values()), *told]


def _passing(text: str) -> str:
    for pattern, name in PASSING:
        text = re.sub(pattern, name, text)
    return text
