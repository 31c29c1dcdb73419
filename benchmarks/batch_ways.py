"""The ways to make the same reports, page included: what users do, what we do, and the floor."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from indicators import store
from indicators.batch.fitting import Run
from indicators.batch.provisioner import NAME

TOGETHER = 2
PROVISIONER = "JUPYTER_DEFAULT_PROVISIONER_NAME"
PARENT = {
    "cells": [
        {
            "cell_type": "code",
            "execution_count": None,
            "id": "parent",
            "metadata": {},
            "outputs": [],
            "source": "import os; print(os.getppid())",
        }
    ],
    "metadata": {"kernelspec": {"name": "python3", "display_name": "x", "language": "python"}},
    "nbformat": 4,
    "nbformat_minor": 5,
}


def call(command: Sequence[str], **variables: str) -> str:
    """What a command prints; SystemExit with its last words if it fails."""
    environment = {**os.environ, store.HOME: str(store.root()), **variables}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}: {done.stderr[-2000:]}")
    return done.stdout


def execute(run: Run, made: Path, **variables: str) -> None:
    """`papermill -r name value in.ipynb out.ipynb`."""
    given = [part for name, value in run.parameters.items() for part in ("-r", name, str(value))]
    module = [sys.executable, "-m", "papermill", *given]
    call([*module, str(run.source), str(made)], **variables)


def report(run: Run, folder: Path) -> None:
    """papermill, then nbconvert: each a process."""
    made = folder / f"{run.id}.ipynb"
    execute(run, made)
    call([sys.executable, "-m", "nbconvert", "--to", "html", str(made)])


def loop(runs: Sequence[Run], folder: Path) -> None:
    """(a) A shell loop, a report at a time."""
    for run in runs:
        report(run, folder)


def two(runs: Sequence[Run], folder: Path) -> None:
    """(b) The same, two at once, as by xargs -P 2."""
    with ThreadPoolExecutor(TOGETHER) as threads:
        list(threads.map(report, runs, [folder] * len(runs)))


def pool(runs: Sequence[Run], folder: Path) -> None:
    """(c) Two processes that call papermill and nbconvert in process."""
    os.environ[store.HOME] = str(store.root())
    with ProcessPoolExecutor(TOGETHER) as processes:
        list(processes.map(_in_process, runs, [folder] * len(runs)))


def _in_process(run: Run, folder: Path) -> None:
    import papermill
    from nbconvert import HTMLExporter

    made = folder / f"{run.id}.ipynb"
    papermill.execute_notebook(run.source, made, dict(run.parameters), progress_bar=False)
    made.with_suffix(".html").write_text(HTMLExporter().from_filename(str(made))[0], "utf-8")


def batch(runs: Sequence[Run], folder: Path) -> None:
    """(d) `indicators run` with two workers, from nothing to the index."""
    for name in ("data", "notebooks"):
        (folder / name).symlink_to(store.root() / name)
    command = [sys.executable, "-m", "indicators", "run", "--jobs", str(TOGETHER)]
    call([*command, *(run.id for run in runs)], **{store.HOME: str(folder)})


def floor(runs: Sequence[Run], folder: Path) -> None:
    """(e) The cells run by `exec`, their values formatted, in forks of a process that is warm."""
    plan = folder / "floor.json"
    told = [(str(run.source), dict(run.parameters)) for run in runs]
    plan.write_text(json.dumps(told), "utf-8")
    code = "from benchmarks.batch_ways import serve; import sys; serve(sys.argv[1])"
    paths = os.pathsep.join([str(Path(__file__).parents[1]), *sys.path[1:]])
    threads = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    call([sys.executable, "-c", code, str(plan)], PYTHONPATH=paths, **threads)


def serve(plan: str) -> None:
    """In a process of its own: warm up, then fork for each report, two at a time."""
    from indicators.batch.libraries import MODULES
    from indicators.batch.preread import read_ahead
    from indicators.batch.warming import warm

    warm(MODULES)
    read_ahead(store.root())
    going = 0
    for source, parameters in json.loads(Path(plan).read_text("utf-8")):
        if going == TOGETHER:
            os.wait()
            going -= 1
        if not os.fork():
            _run_cells(Path(source), parameters)
            os._exit(0)
        going += 1
    for _ in range(going):
        os.wait()


def _run_cells(source: Path, parameters: dict[str, Any]) -> None:
    from IPython.core.formatters import DisplayFormatter

    form: Callable[[object], object] = DisplayFormatter().format
    names: dict[str, Any] = {"display": form, "__name__": "__main__"}
    for cell in json.loads(source.read_text("utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            body = ast.parse("".join(cell["source"]))
            last = body.body.pop() if isinstance(body.body[-1], ast.Expr) else None
            exec(compile(body, "cell", "exec"), names)
            if isinstance(last, ast.Expr):
                form(eval(compile(ast.Expression(last.value), "cell", "eval"), names))
            if "parameters" in cell["metadata"].get("tags", ()):
                names.update(parameters)


def papermills(runs: Sequence[Run], folder: Path) -> None:
    """(g) papermill alone, as it is."""
    for run in runs:
        execute(run, folder / f"{run.id}.ipynb")


def warm_papermills(runs: Sequence[Run], folder: Path) -> None:
    """(g) papermill alone, as it is, with our provisioner: its zygote runs already."""
    for run in runs:
        execute(run, folder / f"{run.id}.ipynb", **{PROVISIONER: NAME})


@contextmanager
def shared_zygote() -> Iterator[None]:
    """The zygote that unmodified tools share, started beforehand and ended afterwards."""
    with TemporaryDirectory() as name:
        source, made = Path(name) / "in.ipynb", Path(name) / "out.ipynb"
        source.write_text(json.dumps(PARENT), "utf-8")
        command = [sys.executable, "-m", "papermill", str(source), str(made)]
        call(command, **{PROVISIONER: NAME})
        output = json.loads(made.read_text("utf-8"))["cells"][0]["outputs"][0]
        try:
            yield
        finally:
            os.kill(int("".join(output["text"])), 15)


def timed(way: Callable[[Sequence[Run], Path], None], runs: Sequence[Run]) -> float:
    """Seconds."""
    with TemporaryDirectory() as folder:
        begun = perf_counter()
        way(runs, Path(folder))
        return perf_counter() - begun
