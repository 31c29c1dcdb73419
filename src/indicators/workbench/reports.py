"""A question written down as a run of a batch file, and run as a report."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from indicators import store
from indicators.batch import plan
from indicators.batch.names import identity
from indicators.batch.record import Outputs
from indicators.errors import PlanError
from indicators.files import write
from indicators.language import VARIABLE
from indicators.workbench.question import REPORT, Question

HEAD = "# Questions written down in notebooks/00-explore.ipynb: indicators run --plan FILE\n"


@dataclass(frozen=True, slots=True)
class Report:
    """The page of a question: `error` says in a line why there is none."""

    page: Path
    error: str = ""


def explored_file() -> Path:
    """The batch file of the questions that were written down."""
    return store.outputs_folder() / "explored.toml"


def name_of(question: Question) -> str:
    """The id of the question's run."""
    return identity(REPORT, question.parameters)


def write_down(question: Question) -> Path:
    """Add the question to the batch file unless it stands there; the file.

    Raises PlanError where that file, or the new run in it, is no plan: it then stays as it was.
    """
    file = explored_file()
    before = file.read_text("utf-8") if file.is_file() else HEAD
    if before != HEAD and name_of(question) in {run.id for run in _runs(file)}:
        return file
    write(file, f"{before}\n{question.entry}")
    try:
        _runs(file)
    except PlanError:
        write(file, before)
        raise
    return file


def count() -> int:
    """How many questions were written down."""
    return len(_runs(explored_file()))


def run(question: Question) -> Report:
    """Run the question as a report, by the command that runs every other."""
    file, name = write_down(question), name_of(question)
    command = [sys.executable, "-m", "indicators", "run", "--plan", str(file), name]
    plain = {name: value for name, value in os.environ.items() if name != VARIABLE}
    done = subprocess.run(
        command, cwd=store.root(), env=plain, capture_output=True, text=True, check=False
    )
    page = Outputs(store.outputs_folder()).page(name)
    if done.returncode == 0 and page.is_file():
        return Report(page)
    said = [line for line in done.stderr.splitlines() if line.strip()]
    return Report(page, said[-1] if said else f"ended with {done.returncode}")


def _runs(file: Path) -> tuple[plan.Run, ...]:
    return plan.load(file, store.notebooks_folder())
