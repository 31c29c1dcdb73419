"""What ran, with which parameters, versions and inputs, how long, and how it ended.

    outputs/site/<id>.html           the page of the last good run, and index.html over all
    outputs/site/<id>.xlsx ...       its figures, tables and key chart for other programs
    outputs/notebooks/<id>.ipynb     its executed notebook
    outputs/site/failed/<id>.html    a page of the last run, if it failed: it shows where
    outputs/failed/<id>.ipynb        its executed notebook, with the traceback
    outputs/logs/<id>.log            what the kernel of the last run said, and its traceback
    outputs/record.sqlite            every batch and every attempt at a run

Every file is replaced whole. An attempt is in the record before it starts and as soon as it ended:
a crash loses the runs that it hits, no more.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from indicators.batch.database import reading
from indicators.errors import UsageError

OK, FAILED, INTERRUPTED, RUNNING = "ok", "failed", "interrupted", "running"
DONE, KILLED = "done", "killed"  # of a batch
# what may lie beside a page, in the order in which the index lists it
BESIDE = (".xlsx", ".csv", ".tables.csv", ".dta", ".sdmx.csv", ".svg", ".png", ".pdf")
SELECT = """
    SELECT run, notebook, parameters, status, started, seconds, error, page, executed, title,
           answer, versions, inputs, identity, reason, size, attempt.number
    FROM attempt JOIN basis ON basis.digest = attempt.basis
"""
LAST = f"{SELECT} WHERE attempt.number IN (SELECT max(number) FROM attempt GROUP BY run)"
GOOD = f"""
    {SELECT} WHERE attempt.number IN
    (SELECT max(number) FROM attempt WHERE status = '{OK}' GROUP BY run)
"""


@dataclass(frozen=True, slots=True)
class RunRecord:
    """One attempt at one run. Paths are relative to the outputs' folder; times are UTC.

    `reason` says why it was run, `identity` is the hash of all that it was made from, `size` the
    page's in bytes, `number` counts the attempts of all batches.
    """

    id: str
    notebook: str
    parameters: Mapping[str, object]
    status: str
    started: str
    seconds: float
    error: str = ""
    page: str = ""
    executed: str = ""
    title: str = ""
    answer: str = ""
    versions: Mapping[str, str] = field(default_factory=dict)
    inputs: Mapping[str, str] = field(default_factory=dict)
    identity: str = ""
    reason: str = ""
    size: int = 0
    number: int = 0

    @property
    def ok(self) -> bool:
        """Whether the run ended well."""
        return self.status == OK


@dataclass(frozen=True, slots=True)
class State:
    """A run's last attempt, and its last good one: the one its page shows."""

    last: RunRecord
    good: RunRecord | None = None


@dataclass(frozen=True, slots=True)
class BatchRecord:
    """One batch: `outcome` is `done`, `failed`, `interrupted`, `killed` or `running`."""

    number: int
    plan: str
    owner: str
    started: str
    ended: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Outputs:
    """Where the parts of a batch's outputs lie; no name leads out of its folder."""

    root: Path

    def page(self, run: str) -> Path:
        """The page of a run."""
        return self._file("site", run, "html")

    def notebook(self, run: str) -> Path:
        """The executed notebook of a run's last good attempt."""
        return self._file("notebooks", run, "ipynb")

    def failed(self, run: str) -> Path:
        """The executed notebook of a failed attempt."""
        return self._file("failed", run, "ipynb")

    def failed_page(self, run: str) -> Path:
        """The page of a failed attempt."""
        return self._file("site/failed", run, "html")

    def log(self, run: str) -> Path:
        """What the kernel of the last attempt said."""
        return self._file("logs", run, "log")

    @property
    def index(self) -> Path:
        """The page over all pages."""
        return self.root / "site" / "index.html"

    @property
    def record(self) -> Path:
        """The database of batches and attempts."""
        return self.root / "record.sqlite"

    def relative(self, path: Path) -> str:
        """A path in the record: good wherever the outputs are moved to."""
        return path.relative_to(self.root).as_posix()

    def _file(self, folder: str, run: str, suffix: str) -> Path:
        if not run or Path(run).name != run or run.startswith("."):
            raise UsageError(f"{run!r} is no name of a run: batch/names.py makes them")
        return self.root / folder / f"{run}.{suffix}"


def read_states(outputs: Outputs) -> tuple[tuple[str, ...], dict[str, State]]:
    """The runs of the last plan, and the latest state of every run that was ever tried.

    Raises UsageError for a record that cannot be read.
    """
    if not outputs.record.is_file():
        return (), {}
    with reading(outputs.record) as connection:
        return planned(connection), states(connection)


def read_batches(outputs: Outputs) -> tuple[BatchRecord, ...]:
    """Every batch, the first one first."""
    if not outputs.record.is_file():
        return ()
    with reading(outputs.record) as connection:
        rows = connection.execute(
            "SELECT number, plan, owner, started, coalesce(ended, ''), outcome FROM batch"
            " ORDER BY number"
        )
        return tuple(BatchRecord(*row) for row in rows)


def read_batch(outputs: Outputs, number: int) -> tuple[RunRecord, ...]:
    """The attempts of a batch, in the order of its plan."""
    with reading(outputs.record) as connection:
        return attempts(connection, number)


def attempts(connection: sqlite3.Connection, batch: int) -> tuple[RunRecord, ...]:
    """The attempts of a batch, in the order of its plan."""
    wanted = f"{SELECT} WHERE batch = ? ORDER BY place, attempt.number"
    return tuple(map(_record, connection.execute(wanted, (batch,))))


def planned(connection: sqlite3.Connection) -> tuple[str, ...]:
    """The runs of the collection's plan, in its order."""
    rows = connection.execute("SELECT run FROM planned ORDER BY place")
    return tuple(run for (run,) in rows)


def states(connection: sqlite3.Connection) -> dict[str, State]:
    """The latest state of every run."""
    good = {record.id: record for record in map(_record, connection.execute(GOOD))}
    last = map(_record, connection.execute(f"{LAST} ORDER BY run"))
    return {record.id: State(record, good.get(record.id)) for record in last}


def _record(row: tuple[object, ...]) -> RunRecord:
    run, notebook, parameters, *rest = row
    versions, inputs = (json.loads(str(text)) for text in rest[8:10])
    values = [*rest[:8], versions, inputs, *rest[10:]]
    return RunRecord(str(run), str(notebook), json.loads(str(parameters)), *values)


def now() -> str:
    """This second, in UTC: `2026-11-22T14:45:00Z`. For people: nothing is decided by it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
