"""What ran, with which parameters, versions and inputs, how long, and how it ended.

    outputs/notebooks/<id>.ipynb    the executed notebook of the last good run
    outputs/site/<id>.html          its page, and index.html over all
    outputs/failed/<id>.ipynb       the executed notebook of a failed run, with its traceback
    outputs/runs/<start>.json       one file a batch: every run of it
    outputs/record.json             the latest state: each run's last attempt and last good one

Every file is replaced whole, the records after every run: a crash loses the run it hits, no more.
"""

from __future__ import annotations

import hashlib
import json
import platform
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from itertools import chain, count
from pathlib import Path

from indicators.errors import UsageError
from indicators.files import write

LIBRARIES = ("ipykernel", "matplotlib", "nbconvert", "numpy", "pandas", "papermill", "scipy")
OK, FAILED, INTERRUPTED = "ok", "failed", "interrupted"


@dataclass(frozen=True, slots=True)
class RunRecord:
    """One attempt at one run. Paths are relative to the outputs' folder; times are UTC."""

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
class Outputs:
    """Where the parts of a batch's outputs lie."""

    root: Path

    def page(self, run: str) -> Path:
        """The page of a run."""
        return self.root / "site" / f"{run}.html"

    def notebook(self, run: str) -> Path:
        """The executed notebook of a run's last good attempt."""
        return self.root / "notebooks" / f"{run}.ipynb"

    def failed(self, run: str) -> Path:
        """The executed notebook of a failed attempt."""
        return self.root / "failed" / f"{run}.ipynb"

    @property
    def index(self) -> Path:
        """The page over all pages."""
        return self.root / "site" / "index.html"

    @property
    def state(self) -> Path:
        """The latest state of every run."""
        return self.root / "record.json"


class Book:
    """The record while a batch runs: it is written anew at every entry."""

    def __init__(self, outputs: Outputs, plan: Iterable[str], started: str) -> None:
        """Open the book on what earlier batches left.

        Raises UsageError when that record cannot be read: writing on would lose it.
        """
        self.outputs = outputs
        self.plan = tuple(plan)
        self.started = started
        self.states = read_states(outputs)[1]
        self.records: list[RunRecord] = []
        self.file = _free(outputs.root / "runs" / re.sub("[-:]", "", started))

    def enter(self, record: RunRecord) -> None:
        """Note one attempt."""
        before = self.states.get(record.id)
        good = record if record.ok else before.good if before else None
        self.states[record.id] = State(record, good)
        self.records.append(record)
        batch = {"started": self.started, "runs": [asdict(one) for one in self.records]}
        write_json(self.file, batch)
        states = {run: asdict(state) for run, state in sorted(self.states.items())}
        write_json(self.outputs.state, {"plan": self.plan, "runs": states})


def _free(stem: Path) -> Path:
    """A file that no earlier batch wrote: two can start in one second."""
    ends = chain([""], (f"-{number}" for number in count(2)))
    names = (stem.with_name(f"{stem.name}{end}.json") for end in ends)
    return next(name for name in names if not name.exists())


def read_states(outputs: Outputs) -> tuple[tuple[str, ...], dict[str, State]]:
    """The runs of the last plan, and the latest state of every run that was ever tried."""
    if not outputs.state.is_file():
        return (), {}
    try:
        kept = json.loads(outputs.state.read_text("utf-8"))
        states = {run: _state(state) for run, state in kept["runs"].items()}
        return tuple(kept["plan"]), states
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        message = f"{outputs.state}: not a record of runs ({error}): restore it or move it away"
        raise UsageError(message) from None


def _state(kept: Mapping[str, dict[str, object]]) -> State:
    good = kept["good"]
    return State(_record(kept["last"]), _record(good) if good else None)


def _record(kept: dict[str, object]) -> RunRecord:
    return RunRecord(**kept)  # type: ignore[arg-type]  # JSON: a wrong field is a TypeError above


def now() -> str:
    """This second, in UTC: `2026-11-22T14:45:00Z`."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@cache
def versions() -> dict[str, str]:
    """What a page was made with."""
    found = {name: version(name) for name in ("indicators", *LIBRARIES)}
    return {"python": platform.python_version(), **found}


def digests(home: Path, notebook: Path, package: Path) -> dict[str, str]:
    """SHA-256 of what a run reads: its notebook, the data, and the package's own code and words."""
    folders = {name: home / "data" / name for name in ("documents", "series")}
    inputs = {f"data/{name}": _digest(folder) for name, folder in folders.items()}
    return {notebook.name: _digest(notebook), **inputs, "indicators": _digest(package)}


def _digest(path: Path) -> str:
    """Of a file its bytes; of a folder the names and bytes of its files, in order."""
    if path.is_file():
        return hashlib.sha256(path.read_bytes()).hexdigest()
    files = [file for file in sorted(path.rglob("*")) if file.is_file()]
    total = hashlib.sha256()
    for file in files:
        if "__pycache__" not in file.parts:
            total.update(f"{file.relative_to(path).as_posix()}\0{_digest(file)}\n".encode())
    return total.hexdigest()


def write_json(path: Path, content: object) -> None:
    """Replace a file by readable JSON."""
    # a parameter of a type that JSON lacks (a date) is kept as it prints
    write(path, json.dumps(content, ensure_ascii=False, indent=1, default=str) + "\n")
