"""The record while a batch runs: each change of it is on the disk before the next one."""

from __future__ import annotations

import hashlib
import json
import os
import platform
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from indicators.batch import record
from indicators.batch.database import changing, opened, told
from indicators.batch.record import (
    DONE,
    FAILED,
    INTERRUPTED,
    KILLED,
    RUNNING,
    Outputs,
    RunRecord,
    State,
    now,
)

LOST = "its batch was killed"


class Book:
    """One batch in the record; it must be the only one (`hold.outputs_of_one`)."""

    def __init__(self, outputs: Outputs, planned: Iterable[str], plan: str) -> None:
        """Open it: what a killed batch left running is entered as interrupted.

        Raises UsageError when the record cannot be read, OSError when it cannot be written.
        """
        self.outputs = outputs
        self.planned = tuple(planned)
        self.connection = opened(outputs.record)
        with self._changing():
            run = self.connection.execute
            self.stale = self._stale(self.planned)
            run("UPDATE attempt SET status = ?, error = ? WHERE status = ?", _LEFT)
            run("UPDATE batch SET outcome = ? WHERE outcome = ?", (KILLED, RUNNING))
            owner = f"pid {os.getpid()} on {platform.node()}"
            made = run(
                "INSERT INTO batch (plan, owner, started) VALUES (?, ?, ?)", (plan, owner, now())
            )
            self.number = int(made.lastrowid or 0)
            run("DELETE FROM planned")
            self.connection.executemany(
                "INSERT INTO planned VALUES (?, ?)", enumerate(self.planned)
            )

    def begin(self, attempt: RunRecord, place: int) -> RunRecord:
        """Enter an attempt that is about to start; returns it with its number."""
        basis = _json({"versions": attempt.versions, "inputs": attempt.inputs})
        digest = hashlib.sha256(basis.encode()).hexdigest()
        row = (self.number, place, attempt.id, attempt.notebook, _json(attempt.parameters))
        row2 = (attempt.identity, digest, attempt.reason, RUNNING, attempt.started)
        with self._changing():
            self.connection.execute(
                "INSERT OR IGNORE INTO basis VALUES (?, ?, ?)",
                (digest, _json(attempt.versions), _json(attempt.inputs)),
            )
            made = self.connection.execute(
                "INSERT INTO attempt (batch, place, run, notebook, parameters, identity, basis,"
                " reason, status, started, seconds, error, page, size, executed, title, answer)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, '', '', 0, '', '', '')",
                (*row, *row2),
            )
        return replace(attempt, number=int(made.lastrowid or 0))

    def end(self, attempt: RunRecord) -> None:
        """Enter how it ended."""
        ended = (attempt.status, attempt.seconds, attempt.error, attempt.page, attempt.size)
        about = (attempt.executed, attempt.title, attempt.answer, attempt.identity)
        with self._changing():
            self.connection.execute(
                "UPDATE attempt SET status = ?, seconds = ?, error = ?, page = ?, size = ?,"
                " executed = ?, title = ?, answer = ?, identity = ? WHERE number = ?",
                (*ended, *about, attempt.number),
            )

    def states(self) -> dict[str, State]:
        """The latest state of every run."""
        with told(self.outputs.record):
            return record.states(self.connection)

    def close(self, outcome: str) -> None:
        """Enter how the batch ended; what it left running was interrupted."""
        try:
            with self._changing():
                left = (INTERRUPTED, "stopped", RUNNING)
                run = self.connection.execute
                run("UPDATE attempt SET status = ?, error = ? WHERE status = ?", left)
                run(
                    "UPDATE batch SET outcome = ?, ended = ? WHERE number = ?",
                    (outcome, now(), self.number),
                )
        finally:
            with told(self.outputs.record):
                self.connection.close()

    def _stale(self, planned: tuple[str, ...]) -> bool:
        """Whether the files over all runs are not what the last batch left, or list other runs."""
        last = self.connection.execute("SELECT outcome FROM batch ORDER BY number DESC LIMIT 1")
        ended = last.fetchone() in ((DONE,), (FAILED,))
        return not ended or planned != record.planned(self.connection)

    @contextmanager
    def _changing(self) -> Iterator[None]:
        with told(self.outputs.record), changing(self.connection):
            yield


_LEFT = (INTERRUPTED, LOST, RUNNING)


def _json(content: object) -> str:
    # a parameter of a type that JSON lacks (a date) is kept as it prints
    return json.dumps(content, ensure_ascii=False, default=str)
