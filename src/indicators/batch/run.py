"""Run a batch: what is due is handed to workers, each end is entered, the others go on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import indicators
from indicators import store
from indicators.batch import plan
from indicators.batch.bell import Bell
from indicators.batch.book import Book
from indicators.batch.crew import PAUSE, Attempt, Crew
from indicators.batch.desk import Desk
from indicators.batch.due import Due, due, longest_first
from indicators.batch.hold import outputs_of_one, workplace
from indicators.batch.inputs import Inputs, inputs
from indicators.batch.limits import Limits
from indicators.batch.place import kernels
from indicators.batch.plan import Run
from indicators.batch.progress import Progress
from indicators.batch.record import Outputs, RunRecord, read_states
from indicators.batch.stops import postponed
from indicators.batch.task import Outcome, Task
from indicators.errors import PlanError, UsageError
from indicators.workers import cores

LOOK = 0.05  # seconds between two looks whether runs that were stopped have ended
Submit = Callable[[Task], Future[Outcome]]


@dataclass(frozen=True, slots=True)
class Way:
    """How a batch is run.

    `jobs` runs at a time, their kernels forked from a `warm` process or each started: the pages are
    the same. `force` runs what is unchanged, too; `fail_fast` starts nothing more after a failure.
    `pdf` prints the pages that are not printed yet.
    """

    jobs: int = field(default_factory=cores)
    warm: bool = True
    force: bool = False
    fail_fast: bool = False
    limits: Limits = Limits()
    pause: float = PAUSE
    pdf: bool = False


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What a batch did: how each run ended, in the order of the plan, and what it left alone.

    `unchanged` runs were not run again; `left` ones not started after a failure (`fail_fast`).
    """

    records: tuple[RunRecord, ...]
    index: Path
    unchanged: int = 0
    left: int = 0

    @property
    def failed(self) -> tuple[RunRecord, ...]:
        """The runs that ended badly."""
        return tuple(record for record in self.records if not record.ok)

    @property
    def summary(self) -> str:
        """`12 run: 11 good, 1 failed; 3 unchanged`."""
        bad = len(self.failed)
        told = [f"{len(self.records)} run: {len(self.records) - bad} good, {bad} failed"]
        told += [f"{self.unchanged} unchanged"] if self.unchanged else []
        told += [f"{self.left} not started"] if self.left else []
        return "; ".join(told)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be run, and the runs that the index lists, whatever plan that is from."""

    runs: tuple[Run, ...]
    listed: tuple[str, ...]
    plan: str

    @classmethod
    def of(
        cls, plan_file: Path | None = None, only: Sequence[str] = (), given: Sequence[str] = ()
    ) -> Self:
        """The runs named by id, notebook or value of a plan, by default of the collection's own.

        `given` are parameters, `name=value`, for one run of the one notebook named. Raises
        PlanError (every fault, a line each) and UnknownName.
        """
        own = store.plan_file()
        if given:
            if len(only) != 1:
                raise UsageError("-p is for one notebook: indicators run NOTEBOOK -p NAME=VALUE")
            one = plan.single(only[0], given, store.notebooks_folder())
            return cls((one,), _listed(own), only[0])
        everything = plan.load(plan_file or own, store.notebooks_folder())
        chosen = plan.select(everything, only)
        if plan_file and plan_file.resolve() != own.resolve():
            return cls(chosen, _listed(own), plan_file.name)
        return cls(chosen, tuple(run.id for run in everything), own.name)


def _listed(own: Path) -> tuple[str, ...]:
    try:
        return tuple(run.id for run in plan.load(own, store.notebooks_folder()))
    except PlanError:  # not the plan that was asked for: the index goes on with what it knew
        return read_states(Outputs(store.outputs_folder()))[0]


def what_is_due(asked: Asked, *, force: bool = False) -> list[Due]:
    """What a batch would run, and why; nothing is changed."""
    outputs = Outputs(store.outputs_folder())
    return list(due(asked.runs, read_states(outputs)[1], _inputs(asked), outputs, force=force))


def run_batch(
    asked: Asked, way: Way, progress: Progress, executor: Executor | None = None
) -> BatchResult:
    """Run what is due of it, by workers of this machine, or by those of an executor.

    Any executor of the shape of `concurrent.futures` will do whose workers have the collection in
    the same place; `way.jobs` are handed to it at a time. A run that fails is in the result: the
    others go on, and its last good page stays. Raises UsageError when another batch runs or the
    outputs cannot be written, both before anything starts, and OSError when the record cannot be
    written any more.
    """
    outputs = Outputs(store.outputs_folder())
    with outputs_of_one(outputs, progress.note):
        given = _inputs(asked)
        book = Book(outputs, asked.listed, asked.plan)
        with Desk.open(book, given, progress) as desk:
            states = book.states()
            runs = list(due(asked.runs, states, given, outputs, force=way.force))
            unchanged = len(asked.runs) - len(runs)
            progress.begins(runs, unchanged)
            if runs:
                _run(longest_first(runs, states), desk, way, executor)
            printed = _printed(asked, outputs, way, progress) if way.pdf else 0
            index = desk.finish(printed=printed)
    records = tuple(desk.ended[place] for place in sorted(desk.ended))
    return BatchResult(records, index, unchanged, len(runs) - len(records))


def _printed(asked: Asked, outputs: Outputs, way: Way, progress: Progress) -> int:
    from indicators.batch.prints import print_pages  # pages are slow to import

    return print_pages((run.id for run in asked.runs), outputs, way.jobs, progress.note)


def _inputs(asked: Asked) -> Inputs:
    return inputs(store.root(), Path(indicators.__file__).parent, asked.listed)


def _run(runs: Sequence[Due], desk: Desk, way: Way, executor: Executor | None) -> None:
    """Every run to its end; whatever stops this stops the workers first."""
    with Bell() as bell, postponed(bell) as let_through, _workers(way, executor) as (submit, stop):
        crew: Crew[Due, Outcome] = Crew(bell, way.jobs, way.pause)

        def start(attempt: Attempt[Due]) -> Future[Outcome]:
            return submit(desk.start(attempt, way.limits, warm=way.warm))

        try:
            for attempt, future in crew.results(runs, start, let_through):
                record = desk.end(attempt, future, crew.again)
                del future  # its result is entered: nobody needs it again
                if way.fail_fast and record is not None and not record.ok:
                    crew.close()
        except BaseException:
            crew.close()
            for future in crew.out:
                future.cancel()
            while wait(crew.out, LOOK).not_done:
                stop()
            raise


@contextmanager
def _workers(way: Way, executor: Executor | None) -> Iterator[tuple[Submit, Callable[[], None]]]:
    """How a task is handed to a worker, and how those that work are stopped."""
    # papermill and what comes with it take seconds to import: only when something is to be run
    if executor is not None:
        from indicators.batch import distant

        yield lambda task: executor.submit(distant.perform, task), lambda: None
        return
    with (
        workplace() as folder,
        kernels(store.root(), folder, warm=way.warm) as place,
        ThreadPoolExecutor(way.jobs) as threads,
    ):
        from indicators.batch import work  # while the zygote imports what its kernels need

        yield lambda task: threads.submit(work.perform, task, place), place.stop
