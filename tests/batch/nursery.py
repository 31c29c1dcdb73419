"""Batches that are killed at any moment, and what must hold after each: run by test_kills.py.

`python nursery.py HOME SEED KILLS`. Every batch is a fork of this process. Runs are trivial, all
else is the real thing. Half of the batches end at a call of a function that the seed chooses, the
others by a signal at a time that it chooses, in the middle of whatever is going on.
"""

from __future__ import annotations

import gc
import hashlib
import os
import random
import signal
import sqlite3
import sys
import time
from concurrent.futures import Executor, Future
from contextlib import closing
from io import StringIO
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any

import indicators.batch
from indicators.batch import run
from indicators.batch.inputs import inputs
from indicators.batch.progress import Lines
from indicators.batch.record import Outputs, State, read_states
from indicators.batch.run import Asked, Way, run_batch, what_is_due
from indicators.batch.task import Outcome, Task
from indicators.files import write

LINES = 400  # of a page: it takes several writes


def expected(run: str, inputs: object) -> str:
    """The page of a run: another one for other inputs, and one can see that it is whole."""
    line = hashlib.sha256(f"{run} {inputs}".encode()).hexdigest()
    return "<html>\n" + f"{line}\n" * LINES + "</html>\n"


class Trivial(Executor):
    """Does a task at once; a file counts what was done."""

    def __init__(self, log: Path) -> None:
        self.log = log

    def submit(self, _: Any, task: Task, /, *args: Any, **kwargs: Any) -> Future[Any]:  # type: ignore[override]
        with self.log.open("a") as log:
            log.write(f"{task.run.id}\n")
        page = expected(task.run.id, dict(task.inputs))
        future: Future[Any] = Future()
        beside = {".csv": page.encode()}
        future.set_result(Outcome(notebook=page, page=page, beside=beside, title="题", answer="答"))
        return future


class Nursery:
    """One collection, and its batches."""

    def __init__(self, home: Path, seed: int) -> None:
        self.home, self.luck = home, random.Random(seed)
        self.outputs = Outputs(home / "outputs")
        self.log = home / "done.log"
        os.environ["INDICATORS_HOME"] = str(home)
        # the package's own files never change here: hundreds of them would be read each time
        run._inputs = lambda asked: inputs(home, home / "notebooks")
        self.renew()

    def renew(self) -> None:
        """Other data: every run is due."""
        (self.home / "data" / "value").write_text(str(self.luck.random()))

    def batch(self, at: int = 0) -> int:
        """Fork a batch that kills itself at that call of a function; never at 0."""
        if pid := os.fork():
            return pid
        code = 1
        try:
            if at:
                sys.setprofile(killer(at))
            run_batch(Asked.of(), Way(jobs=2), Lines(StringIO()), Trivial(self.log))
            code = 0
        finally:
            os._exit(code)

    def calls(self) -> int:
        """How many calls a whole batch makes, about."""
        count = 0

        def counted(*_: object) -> None:
            nonlocal count
            count += 1

        sys.setprofile(counted)
        run_batch(Asked.of(), Way(jobs=2), Lines(StringIO()), Trivial(self.log))
        sys.setprofile(None)
        return count

    def check(self, before: dict[str, State]) -> None:
        """No page is lost, no half file to be seen, the record is whole and tells the truth."""
        with closing(sqlite3.connect(self.outputs.record)) as record:
            assert record.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        _, states = read_states(self.outputs)
        assert before.keys() <= states.keys(), "a run is gone from the record"
        for name, state in states.items():
            assert state.good or not before.get(name, state).good, (
                f"{name}: its good attempt is gone"
            )
            if state.good:
                kept = self.outputs.page(name).read_text("utf-8")
                assert kept.endswith("</html>\n") and len(set(kept.splitlines())) == 3, name
            if state.last.ok:
                assert kept == expected(name, dict(state.last.inputs)), f"{name}: another page"
                assert self.outputs.notebook(name).read_text("utf-8") == kept
                assert self.outputs.page(name).with_suffix(".csv").read_text("utf-8") == kept
        for file in self.outputs.root.rglob("*.html"):
            assert file.name.startswith(".") or file.read_text("utf-8").endswith("</html>\n"), file

    def goes_on(self, due: set[str]) -> None:
        """The next batch runs what was left, and nothing else."""
        self.log.write_text("")
        assert os.waitpid(self.batch(), 0)[1] == 0, "the next batch failed"
        assert set(self.log.read_text().split()) == due, "not what was due"
        assert not what_is_due(Asked.of())
        parts = [file for file in self.outputs.root.rglob(".*") if file.is_file()]
        assert not parts, f"left: {parts}"


def killer(at: int) -> Any:
    """A profile function that ends its process at that call."""
    left = at

    def count(_: FrameType, event: str, __: object) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    return count


def light() -> None:
    """Without what sets pages: it is 200 MB that every fork would have to map."""

    def write_index(outputs: Outputs) -> Path:
        write(outputs.index, f"<html>\n{read_states(outputs)}\n</html>\n")
        return outputs.index

    for name, only in (("site", write_index), ("distant", None)):
        module = ModuleType(f"indicators.batch.{name}")
        setattr(module, only.__name__ if only else "perform", only)
        sys.modules[module.__name__] = module
        setattr(indicators.batch, name, module)


def main(home: Path, seed: int, kills: int) -> None:
    """So many kills, and after each a look."""
    nursery = Nursery(home, seed)
    calls = nursery.calls()
    began = time.monotonic()
    nursery.renew()
    os.waitpid(nursery.batch(), 0)
    length = time.monotonic() - began
    killed, begun = 0, 0
    while killed < kills:
        begun += 1
        assert begun < 4 * kills, "batches end before they are killed"
        if nursery.luck.random() < 0.5:
            nursery.renew()
        before = read_states(nursery.outputs)[1]
        by_call = begun % 2 == 1
        if by_call:
            pid = nursery.batch(nursery.luck.randint(1, calls))
        else:
            pid = nursery.batch()
            time.sleep(nursery.luck.uniform(0, length))
            os.kill(pid, signal.SIGKILL)
        status = os.waitpid(pid, 0)[1]
        assert status in (0, signal.SIGKILL), f"batch {begun} ended with {status}"
        killed += status == signal.SIGKILL
        # what a batch takes depends on what is due and on what else the machine does
        nearer = 1.05 if status else 0.85
        if by_call:
            calls = max(1, int(calls * nearer))
        else:
            length *= nearer
        nursery.check(before)
        if begun % 4 == 0:
            nursery.goes_on({one.run.id for one in what_is_due(Asked.of())})
            nursery.check(before)
    print(f"{killed} of {begun} killed")


if __name__ == "__main__":
    light()
    gc.freeze()
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
