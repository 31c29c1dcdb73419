"""What a worker does, here or on another machine: one run, from its notebook to its page.

Nothing is kept between two tasks: a worker needs the collection's folder and this package, no more.
Pages and record are written by the batch alone, so that no two can write one file, and what a lost
worker did is as if it had never been.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import Any

from indicators.batch.hold import workplace
from indicators.batch.kernels import Place, execute, one_line
from indicators.batch.place import LOG
from indicators.batch.signature import signature
from indicators.batch.task import Outcome, Task
from indicators.batch.values import carried
from indicators.report import page
from indicators.report.notebooks import NotebookNode, nbformat

INJECTED = "injected-parameters"  # the tag of papermill's cell, whose name it draws by lot
TIMES = ("start_time", "end_time", "duration")
COLOURS = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


def perform(task: Task, place: Place) -> Outcome:
    """One run, its kernel from that place. Whatever goes wrong is in the outcome."""
    began = perf_counter()
    notebook, error, log = None, "", ""
    try:
        with workplace() as work:
            given = {name: carried(value) for name, value in task.run.parameters.items()}
            done = execute(task.run.source, given, work, place, task.limits)
            notebook, error, log = done.notebook, done.error, _said(work)
        if notebook is None:
            return Outcome(error or "no notebook came back", log=log, seconds=_since(began))
        return replace(_told(task, notebook, error, log, began), lost=done.lost)
    except Exception as wrong:  # no page from this notebook: the others go on
        text = nbformat.writes(notebook) if notebook is not None else ""
        reason = error or one_line(f"{type(wrong).__name__}: {wrong}")
        return Outcome(reason, notebook=text, log=log, seconds=_since(began))


def _told(task: Task, notebook: NotebookNode, error: str, log: str, began: float) -> Outcome:
    steady(notebook)
    notebook.metadata[page.ABOUT] = about(task)
    html = page.render(notebook)
    return Outcome(
        error=error,
        notebook=nbformat.writes(notebook),
        page=html,
        beside={} if error else page.beside(notebook),
        log="\n".join(filter(None, [log, *_tracebacks(notebook)])),
        title=page.title(notebook),
        answer=page.glue(notebook).get("answer", ""),
        seconds=_since(began),
    )


def about(task: Task) -> dict[str, object]:
    """What the foot of a page tells, and its table of parameters: nothing of when or how long."""
    parameters = [
        {
            "name": one.name,
            "value": str(task.run.parameters.get(one.name, one.default.strip("\"'"))),
            "help": one.help,
        }
        for one in signature(task.run.source).values()
    ]
    return {
        "run": task.run.id,
        "notebook": task.run.notebook,
        "region": str(task.run.parameters.get("region", "")),
        "parameters": parameters,
        "versions": dict(task.versions),
        "inputs": dict(task.inputs),
        **({"alternates": dict(task.alternates)} if task.alternates else {}),
        **({"kin": dict(task.kin)} if task.kin else {}),
    }


def steady(notebook: NotebookNode) -> None:
    """Take out what differs between two equal runs: times, and names drawn by lot.

    When it ran and how long stands in the record.
    """
    _timeless(notebook.metadata)
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        _timeless(cell.metadata)
        if INJECTED in cell.metadata.get("tags", ()) and "id" in cell:
            cell.id = INJECTED


def _timeless(metadata: Mapping[str, Any]) -> None:
    about = metadata.get("papermill", {})
    for time in TIMES:
        about.pop(time, None)


def _said(work: Path) -> str:
    """What the kernel itself said, below the notebook's outputs."""
    log = work / LOG
    return log.read_text("utf-8", "replace").strip() if log.is_file() else ""


def _tracebacks(notebook: NotebookNode) -> list[str]:
    outputs = [out for cell in notebook.cells for out in cell.get("outputs", ())]
    errors = [out.traceback for out in outputs if out.output_type == "error"]
    return [COLOURS.sub("", "\n".join(lines)) for lines in errors]


def _since(began: float) -> float:
    return round(perf_counter() - began, 1)
