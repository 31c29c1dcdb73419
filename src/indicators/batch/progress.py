"""What a batch tells while it runs: a live view, lines, or an object a line for machines."""

from __future__ import annotations

import json
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Protocol, TextIO

from indicators.batch.due import Due
from indicators.batch.fitting import Run
from indicators.batch.record import RunRecord
from indicators.files import shown

RECENT = 20  # runs by whose pace the time left is told


class Progress(Protocol):
    """Hears what happens; one that is told the end of a batch is not asked again."""

    def begins(self, due: Sequence[Due], unchanged: int) -> None:
        """So many runs have to be run, so many need not be."""

    def starts(self, run: Run) -> None:
        """A run was handed to a worker."""

    def ends(self, run: Run, record: RunRecord, again: float | None) -> None:
        """An attempt ended; it is tried again after so many seconds, if any."""

    def note(self, text: str) -> None:
        """Something that people should know."""


class Lines:
    """A line for each run that ended."""

    def __init__(self, out: TextIO) -> None:
        """Write to a file, at once."""
        self.out, self.count, self.done = out, 0, 0

    def begins(self, due: Sequence[Due], unchanged: int) -> None:
        """Nothing is told of the unchanged ones: the summary counts them."""
        self.count = len(due)

    def starts(self, run: Run) -> None:
        """Told at its end: several run at once."""

    def ends(self, run: Run, record: RunRecord, again: float | None) -> None:
        """`[3/15] 02-growth-path 长春市南关区 … ok 1.2 s`."""
        self.done += again is None
        error = f": {record.error}" if record.error else ""
        later = "" if again is None else f"; tried again in {again:g} s"
        told = f"{run.label} … {record.status} {record.seconds} s{error}{later}"
        self._say(f"[{self.done}/{self.count}] {shown(told)}\n")

    def note(self, text: str) -> None:
        """As the command's other notes."""
        self._say(f"indicators: note: {text}\n")

    def _say(self, text: str) -> None:
        self.out.write(text)
        self.out.flush()


class Events:
    """An object a line: `event` is `begins`, `starts`, `ends`, or `note`."""

    def __init__(self, out: TextIO) -> None:
        """Write to a file, at once."""
        self.out = out

    def begins(self, due: Sequence[Due], unchanged: int) -> None:
        """How many, and which with the reasons."""
        runs = [{"run": one.run.id, "reason": one.reason} for one in due]
        self._say("begins", due=len(due), unchanged=unchanged, runs=runs)

    def starts(self, run: Run) -> None:
        """Its name."""
        self._say("starts", run=run.id)

    def ends(self, run: Run, record: RunRecord, again: float | None) -> None:
        """How it ended."""
        told = {name: getattr(record, name) for name in ("status", "seconds", "error", "page")}
        self._say("ends", run=run.id, **told, again=again)

    def note(self, text: str) -> None:
        """The text."""
        self._say("note", text=text)

    def _say(self, event: str, **about: object) -> None:
        self.out.write(json.dumps({"event": event, **about}, ensure_ascii=False) + "\n")
        self.out.flush()


class Live:
    """A view for a terminal: done, failed, running, and the time left."""

    def __init__(self, out: TextIO) -> None:
        """rich is imported where a terminal is."""
        from rich.console import Console
        from rich.live import Live as View

        self.console = Console(file=out, highlight=False, markup=False)
        self.count, self.good, self.failed = 0, 0, 0
        self.running: dict[str, tuple[str, float]] = {}
        self.ended: deque[float] = deque(maxlen=RECENT)
        self.view = View(console=self.console, get_renderable=self._shown, refresh_per_second=4)

    def begins(self, due: Sequence[Due], unchanged: int) -> None:
        """The pace is told from now on."""
        self.count = len(due)
        self.ended.append(time.monotonic())

    def starts(self, run: Run) -> None:
        """It is among the running."""
        self.running[run.id] = (shown(run.label), time.monotonic())

    def ends(self, run: Run, record: RunRecord, again: float | None) -> None:
        """A failure stays on the screen."""
        self.running.pop(run.id, None)
        if again is None:
            self.good += record.ok
            self.failed += not record.ok
            self.ended.append(time.monotonic())
        if not record.ok:
            later = "" if again is None else f"; tried again in {again:g} s"
            told = shown(f"{record.status} {run.label}: {record.error}{later}")
            self.console.print(told, style="red")

    def note(self, text: str) -> None:
        """Above the view."""
        self.console.print(f"note: {text}", style="yellow")

    def _shown(self) -> Any:
        from rich.console import Group
        from rich.progress_bar import ProgressBar
        from rich.text import Text

        done = self.good + self.failed
        told = f"{done} of {self.count} done, {self.failed} failed, {len(self.running)} running"
        now = time.monotonic()
        lines = [f"  {label}  {now - since:.0f} s" for label, since in self.running.values()]
        head = Text(f"{told}{self._left(done)}")
        return Group(head, ProgressBar(max(self.count, 1), done, 60), *map(Text, lines))

    def _left(self, done: int) -> str:
        if len(self.ended) < 2 or done >= self.count:
            return ""
        pace = (self.ended[-1] - self.ended[0]) / (len(self.ended) - 1)
        minutes, seconds = divmod(round(pace * (self.count - done)), 60)
        return f", about {minutes}:{seconds:02} left"


@contextmanager
def progress(out: TextIO, *, events: bool = False) -> Iterator[Progress]:
    """What fits the place: a live view in a terminal, else lines, or events when asked for."""
    if events:
        yield Events(out)
    elif not out.isatty():
        yield Lines(out)
    else:
        live = Live(out)
        view: AbstractContextManager[object] = live.view
        with view:
            yield live
