"""Where a batch enters what begins and what ended: record, files, index, and what is told."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from indicators.batch.book import Book
from indicators.batch.crew import Attempt
from indicators.batch.due import Due
from indicators.batch.fitting import Run
from indicators.batch.inputs import Inputs, versions
from indicators.batch.keeping import Keeper
from indicators.batch.limits import Limits
from indicators.batch.progress import Progress
from indicators.batch.record import DONE, FAILED, INTERRUPTED, RUNNING, RunRecord, now
from indicators.batch.task import Outcome, Task
from indicators.errors import IndicatorsError

SHARE = 0.05  # of a batch's time may go into writing its index anew
LOST_RETRIES = 1  # of a run whose kernel another one took along; it may be the culprit, too
STOPPED = "stopped by the user"
MOVED = "data or program changed while the batch ran: run it again, {} of its pages are outdated"


@dataclass(frozen=True, slots=True)
class Begun:
    """A run that was handed out at a time, and the inputs that there were."""

    run: Run
    record: RunRecord
    since: float
    inputs: Inputs


class Desk:
    """The desk of one batch; it is in one thread."""

    def __init__(self, book: Book, inputs: Inputs, progress: Progress) -> None:
        """Open it on a book."""
        self.book, self.inputs, self.progress = book, inputs, progress
        self.keeper = Keeper(book.outputs)
        self.begun: dict[int, Begun] = {}
        self.ended: dict[int, RunRecord] = {}
        self.moved = False
        self.next_index = 0.0

    @classmethod
    @contextmanager
    def open(cls, book: Book, inputs: Inputs, progress: Progress) -> Iterator[Self]:
        """A desk that enters how its batch ended, however it did."""
        desk = cls(book, inputs, progress)
        try:
            yield desk
        except BaseException as stop:
            with suppress(OSError):  # what was wrong first is told
                desk.stopped(stop)
                book.close(INTERRUPTED)
            raise
        book.close(FAILED if any(not one.ok for one in desk.ended.values()) else DONE)

    def start(self, attempt: Attempt[Due], limits: Limits, *, warm: bool) -> Task:
        """Enter that a run is handed out, and what a worker needs for it."""
        one = attempt.item
        made_from = self.inputs.of(one.run.source)
        record = RunRecord(
            one.run.id,
            one.run.notebook,
            one.run.parameters,
            RUNNING,
            now(),
            0.0,
            versions=versions(),
            inputs=made_from,
            identity=self.inputs.identity(one.run),
            reason=one.reason,
        )
        entered = self.book.begin(record, one.place)
        self.begun[one.place] = Begun(one.run, entered, time.monotonic(), self.inputs)
        self.progress.starts(one.run)
        links = self.inputs.others(one.run), self.inputs.kin(one.run)
        return Task(one.run, self.inputs.home, limits, versions(), made_from, warm, *links)

    def end(
        self,
        attempt: Attempt[Due],
        future: Future[Outcome],
        again: Callable[[Attempt[Due]], float],
    ) -> RunRecord | None:
        """Enter how an attempt ended; its record, or nothing when it is tried again."""
        one, outcome = attempt.item, _outcome(future)
        record = self.keeper.keep(self._made_from(self.begun[one.place]), outcome)
        self.book.end(record)
        del self.begun[one.place]
        retries = max(one.run.retries, LOST_RETRIES if outcome.lost else 0)
        if not record.ok and attempt.tries < retries:
            self.progress.ends(one.run, record, again(attempt))
            return None
        self.ended[one.place] = record
        self.progress.ends(one.run, record, None)
        self.renew_index()
        return record

    def renew_index(self) -> None:
        """Write the index, unless it would take more than its share of the batch's time."""
        began = time.monotonic()
        if began < self.next_index:
            return
        with suppress(OSError, IndicatorsError):  # at the end it is written again, its trouble told
            self._write_index()
        self.next_index = time.monotonic() + (time.monotonic() - began) / SHARE

    def finish(self, *, printed: int = 0) -> Path:
        """Look whether the data stood still, and leave the index as the record is.

        `printed` pages have files now that they had not.
        """
        index = self.book.outputs.index
        if self.moved:
            outdated = sum(self._outdated(one) for one in self.ended.values())
            self.progress.note(MOVED.format(outdated))
        if self.ended or printed or self.book.stale or not index.is_file():
            return self._write_index()
        return index

    def stopped(self, why: BaseException) -> None:
        """Enter what was running as interrupted, and say so in the index."""
        error = str(why) if isinstance(why, KeyboardInterrupt) else ""
        for begun in self.begun.values():
            seconds = round(time.monotonic() - begun.since, 1)
            stopped = replace(begun.record, status=INTERRUPTED, seconds=seconds)
            stopped = replace(stopped, error=error or STOPPED)
            self.progress.ends(begun.run, stopped, None)
            self.book.end(stopped)
        self._write_index()

    def _made_from(self, begun: Begun) -> RunRecord:
        """The record of a run that ended: without identity if its inputs changed meanwhile.

        Nobody knows then what its kernel read. The runs after it are entered with what is there
        now; a kernel that was forked forgets what its zygote has read and was changed.
        """
        if begun.inputs.stand(begun.run.source):
            return begun.record
        self.moved = True
        self.inputs = self.inputs.renewed()
        return replace(begun.record, identity="")

    def _outdated(self, record: RunRecord) -> bool:
        """Whether a page is from data that is no longer there."""
        return not record.identity or not self.inputs.shared.items() <= record.inputs.items()

    def _write_index(self) -> Path:
        from indicators.batch import site

        return site.write_index(self.book.outputs)


def _outcome(future: Future[Outcome]) -> Outcome:
    """What came back; a worker that was lost is a run that failed."""
    try:
        return future.result()
    except (Exception, CancelledError) as lost:
        error = lost
    said = " ".join(str(error).split())
    return Outcome(f"its worker was lost: {type(error).__name__}: {said}"[:300])
