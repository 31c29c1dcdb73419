"""Run a batch: one after another, on after a failure, every file replaced whole."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter
from typing import TextIO

import nbformat
from nbformat import NotebookNode

import indicators
from indicators import store
from indicators.batch import plan, site
from indicators.batch.hold import outputs_of_one, workplace
from indicators.batch.kernels import Place, execute, kernels, one_line
from indicators.batch.plan import Run
from indicators.batch.record import (
    FAILED,
    INTERRUPTED,
    OK,
    Book,
    Outputs,
    RunRecord,
    digests,
    now,
    read_states,
    versions,
)
from indicators.batch.signature import signature
from indicators.errors import PlanError
from indicators.files import trouble, write, write_all
from indicators.report import page

TIMEOUT = 600  # seconds for one cell: a notebook that hangs must not hold up the others


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What a batch did."""

    records: tuple[RunRecord, ...]
    index: Path

    @property
    def failed(self) -> tuple[RunRecord, ...]:
        """The runs that ended badly."""
        return tuple(record for record in self.records if not record.ok)


def run_batch(
    plan_file: Path | None = None,
    only: Sequence[str] = (),
    *,
    timeout: int = TIMEOUT,
    warm: bool = True,
    progress: TextIO | None = None,
) -> BatchResult:
    """Run a plan, or of it the runs named by id, notebook or value; the collection's by default.

    The kernels are forked from one that is warm, or each is started: the pages are the same.
    Raises PlanError (every fault, a line each), UnknownName, and UsageError when another batch runs
    or the outputs cannot be written, all before anything starts. A run that fails is in the result:
    the others go on, and its last good page stays. OSError: the record itself cannot be written.
    """
    home = store.root()
    everything = plan.load(plan_file or store.plan_file(), store.notebooks_folder())
    chosen = plan.select(everything, only)
    outputs = Outputs(store.outputs_folder())
    told = progress or sys.stderr
    with outputs_of_one(outputs, lambda note: _say(told, f"indicators: note: {note}\n")):
        book = Book(outputs, _listed(everything, plan_file, outputs), now())
        with workplace() as work, kernels(home, work, warm=warm) as place:
            batch = _Batch(place, outputs, book, timeout, told)
            for number, run in enumerate(chosen, 1):
                batch.run(run, f"[{number}/{len(chosen)}]")
        return BatchResult(tuple(book.records), site.write_index(outputs))


def _listed(runs: Sequence[Run], plan_file: Path | None, outputs: Outputs) -> list[str]:
    """The runs that the index expects: those of the collection's plan, whatever plan is run."""
    own = store.plan_file()
    if plan_file and plan_file.resolve() != own.resolve():
        try:
            runs = plan.load(own, store.notebooks_folder())
        except PlanError:  # not the plan that was asked for: the index goes on with what it knew
            return list(read_states(outputs)[0])
    return [run.id for run in runs]


def _say(told: TextIO, text: str) -> None:
    """Progress, at once."""
    told.write(text)
    told.flush()


@dataclass(frozen=True, slots=True)
class _Batch:
    place: Place
    outputs: Outputs
    book: Book
    timeout: int
    told: TextIO

    def run(self, run: Run, count: str) -> None:
        """One run: announced, attempted, entered in the record and in the index."""
        _say(self.told, f"{count} {run.label} … ")
        began = perf_counter()
        record = RunRecord(run.id, run.notebook, run.parameters, INTERRUPTED, now(), 0.0)
        try:
            record = self.attempt(run, record, began)
        except KeyboardInterrupt as stop:
            record = replace(record, error=str(stop) or "stopped by the user")
            raise
        finally:
            record = replace(record, seconds=round(perf_counter() - began, 1))
            error = f": {record.error}" if record.error else ""
            _say(self.told, f"{record.status} {record.seconds} s{error}\n")
            self.book.enter(record)
            with suppress(OSError):  # at the end it is written once more, and its trouble told
                site.write_index(self.outputs)

    def attempt(self, run: Run, record: RunRecord, began: float) -> RunRecord:
        """The record of one attempt; its files are written when it is whole."""
        notebook = None
        try:
            inputs = digests(self.place.home, run.source, Path(indicators.__file__).parent)
            record = replace(record, versions=versions(), inputs=inputs)
            with workplace() as work:
                done = execute(run.source, run.parameters, work, self.place, self.timeout)
            notebook = done.notebook
            if done.error or notebook is None:
                return self.keep_failed(record, notebook, done.error)
            seconds = round(perf_counter() - began, 1)
            return self.keep_good(run, replace(record, seconds=seconds), notebook)
        except OSError as error:
            return self.keep_failed(record, notebook, self.trouble(error))
        except Exception as error:  # no page from this notebook: on to the next
            reason = one_line(f"{type(error).__name__}: {error}")
            return self.keep_failed(record, notebook, reason)

    def keep_good(self, run: Run, record: RunRecord, notebook: NotebookNode) -> RunRecord:
        """Put page and notebook in the place of the last ones."""
        notebook.metadata[page.ABOUT] = about(run, record)
        html = page.render(notebook)
        executed = nbformat.writes(notebook)
        file = self.outputs.page(run.id)
        beside = {file.with_suffix(end): made for end, made in page.beside(notebook).items()}
        write_all({self.outputs.notebook(run.id): executed, file: html, **beside})
        self.outputs.failed(run.id).unlink(missing_ok=True)
        return replace(
            record,
            status=OK,
            page=self.relative(self.outputs.page(run.id)),
            executed=self.relative(self.outputs.notebook(run.id)),
            title=page.title(notebook),
            answer=page.glue(notebook).get("answer", ""),
        )

    def keep_failed(
        self, record: RunRecord, notebook: NotebookNode | None, error: str
    ) -> RunRecord:
        """Keep the notebook with its traceback, beside the last good one."""
        executed = ""
        if notebook is not None:
            try:
                write(self.outputs.failed(record.id), nbformat.writes(notebook))
                executed = self.relative(self.outputs.failed(record.id))
            except OSError as lost:
                error = f"{error}; its notebook is lost: {self.trouble(lost)}"
        return replace(record, status=FAILED, error=error, executed=executed)

    def trouble(self, error: OSError) -> str:
        """One line without this machine's paths: the index shows it."""
        return one_line(trouble(error)).replace(f"{self.place.home}{os.sep}", "")

    def relative(self, path: Path) -> str:
        """A path in the record: good wherever the outputs are moved to."""
        return path.relative_to(self.outputs.root).as_posix()


def about(run: Run, record: RunRecord) -> dict[str, object]:
    """What the foot of a page tells, and its table of parameters."""
    parameters = [
        {
            "name": one.name,
            "value": str(run.parameters.get(one.name, one.default.strip("\"'"))),
            "help": one.help,
        }
        for one in signature(run.source).values()
    ]
    return {
        "run": run.id,
        "notebook": run.notebook,
        "region": str(run.parameters.get("region", "")),
        "parameters": parameters,
        "started": record.started,
        "seconds": record.seconds,
        "versions": dict(record.versions),
        "inputs": dict(record.inputs),
    }
