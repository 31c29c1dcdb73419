"""Jupyter's own tools, as they are, with forked kernels: by a variable or the kernel spec."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from indicators.batch.provisioner import NAME

CELLS = (
    'region: str = "x"',
    "import os, sys; print(os.getppid(), 'seaborn' in sys.modules)",
    "import matplotlib.pyplot as plt; plt.plot([1, 2]);",
)


READS = """
import os
from indicators import store
known = store._corrected.cache_info().currsize
print(os.getppid(), known, store.observations()[0].quantity.stated)
"""


@pytest.fixture
def notebook(tmp_path: Path, save_notebook: Callable[..., Path]) -> Path:
    return save_notebook(tmp_path, "in", *CELLS)


def made(file: Path) -> tuple[int, str, int]:
    """The kernel's parent, whether it was warm, and how many figures it drew."""
    cells = nbformat.read(file, as_version=4).cells
    outputs = [out for cell in cells for out in cell.get("outputs", ())]
    parent, warm = "".join(out["text"] for out in outputs if out.get("name") == "stdout").split()
    return int(parent), warm, sum("image/png" in out.get("data", {}) for out in outputs)


def papermill(notebook: Path, name: str, environment: Mapping[str, str]) -> tuple[int, str, int]:
    out = notebook.with_name(f"{name}.ipynb")
    call = [sys.executable, "-m", "papermill", "-p", "region", "y", str(notebook), str(out)]
    subprocess.run(call, check=True, capture_output=True, env=environment)
    return made(out)


def test_papermill_and_nbconvert_share_a_zygote(notebook: Path, declared: dict[str, str]) -> None:
    warm = {**declared, "JUPYTER_DEFAULT_PROVISIONER_NAME": NAME}
    first = papermill(notebook, "first", warm)
    try:
        second = papermill(notebook, "second", warm)
        call = [sys.executable, "-m", "nbconvert", "--to", "notebook", "--execute"]
        call += [str(notebook), "--output", "converted.ipynb"]
        subprocess.run(call, check=True, capture_output=True, env=warm)
        third = made(notebook.with_name("converted.ipynb"))
    finally:
        os.kill(first[0], signal.SIGTERM)  # it would wait for others
    assert first == second == third == (first[0], "True", 1)
    assert papermill(notebook, "plain", declared)[1:] == ("False", 1)


def test_a_kernel_spec_may_name_it(notebook: Path, declared: dict[str, str]) -> None:
    folder = notebook.parent / "jupyter" / "kernels" / "python3"
    folder.mkdir(parents=True)
    argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    chosen = {"kernel_provisioner": {"provisioner_name": NAME}}
    spec = {"argv": argv, "display_name": "x", "language": "python", "metadata": chosen}
    (folder / "kernel.json").write_text(json.dumps(spec))
    named = {**declared, "JUPYTER_PATH": str(folder.parents[1])}
    parent, warm, figures = papermill(notebook, "named", named)
    os.kill(parent, signal.SIGTERM)
    assert (warm, figures) == ("True", 1)


def test_a_shared_zygote_has_read_the_collection_of_its_starter_and_of_nobody_else(
    tmp_path: Path, make_collection: Callable[[Path], Path], declared: dict[str, str]
) -> None:
    warm = {**declared, "JUPYTER_DEFAULT_PROVISIONER_NAME": NAME}
    homes = [tmp_path / name for name in ("one", "other")]
    for home in homes:
        home.mkdir()
        make_collection(home)
    (homes[1] / "data" / "documents" / "a.md").write_text("新增就业500人。\n", "utf-8")
    told: list[list[str]] = []
    try:
        for home in (*homes, homes[0]):
            if len(told) == 2:
                (home / "data" / "documents" / "a.md").write_text("新增就业700人。\n", "utf-8")
            notebook, out = home / "in.ipynb", home / "out.ipynb"
            nbformat.write(new_notebook(cells=[new_code_cell(READS)]), notebook)
            call = [sys.executable, "-m", "papermill", "-k", "python3", str(notebook), str(out)]
            subprocess.run(
                call, check=True, capture_output=True, env={**warm, "INDICATORS_HOME": str(home)}
            )
            told.append(nbformat.read(out, as_version=4).cells[0].outputs[0]["text"].split())
    finally:
        if told:
            os.kill(int(told[0][0]), signal.SIGTERM)  # it would wait for others
    parent = told[0][0]
    assert told == [[parent, "1", "300"], [parent, "0", "500"], [parent, "0", "700"]]
