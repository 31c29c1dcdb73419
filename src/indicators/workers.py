"""Work in several processes: what each task yields, in the order of the tasks, little of it held.

A process that dies (killed, out of memory, a fault in a library) or takes too long loses its own
task, is named and replaced; the others go on. That is why this is no pool of `concurrent.futures`:
there one death breaks the pool, and nobody knows whose it was.
"""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from multiprocessing.connection import Connection, wait
from typing import Generic, TypeVar

Task = TypeVar("Task")
Part = TypeVar("Part")
# tasks that may be finished before their turn, for each process, and parts that one may be ahead
AHEAD, PARTS = 16, 16
LEAST = 1 << 30
# a fresh interpreter: nothing of this process (threads, open files, its main module) comes along.
# multiprocessing would refuse to start one in a worker of a cluster, which is a daemon itself
START = """\
import sys
from multiprocessing.connection import Connection
pipe = Connection(int(sys.argv[1]))
sys.path[:] = pipe.recv()
from indicators.workers import serve
serve(pipe)
"""


@dataclass(frozen=True, slots=True)
class Job(Generic[Task, Part]):
    """What to do with a task, what to say when it was lost, how many seconds to wait for a part.

    `work` is a function of a module, for it is called in another process, and raises nothing.
    """

    work: Callable[[Task], Iterable[Part]]
    lost: Callable[[Task, str], Part]
    patience: Callable[[Task], float]


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_order(job: Job[Task, Part], tasks: Iterable[Task], processes: int) -> Iterator[Part]:
    """The parts of each task, as soon as they and all before them are there.

    A process that is far ahead waits. Closing the iterator ends the processes.
    """
    numbered = enumerate(tasks)
    memory = max(LEAST, _memory() // (2 * processes))
    crew = [_Worker(job, memory) for _ in range(processes)]
    finished: dict[int, list[Part]] = {}
    turn = 0
    try:
        while True:
            free = [worker for worker in crew if not worker.busy]
            room = min(len(free), AHEAD * processes - len(finished))
            for worker, task in zip(free, islice(numbered, max(0, room)), strict=False):
                worker.give(*task)
            if not any(worker.busy for worker in crew):
                return
            for worker in _heard([w for w in crew if w.busy and w.wanted(turn)]):
                if not worker.busy:
                    finished[worker.number] = worker.taken()
            while turn in finished:
                yield from finished.pop(turn)
                turn += 1
            for worker in crew:
                if worker.busy and worker.number == turn:
                    yield from worker.taken()
    finally:
        for worker in crew:
            worker.end()


def _heard(crew: Sequence[_Worker[Task, Part]]) -> Iterator[_Worker[Task, Part]]:
    """Those that said something, or should have, once there is one."""
    left = min(worker.until for worker in crew) - time.monotonic()
    told = wait([worker.pipe for worker in crew], max(0.0, left))
    for worker in crew:
        if worker.pipe in told:
            worker.hear()
            yield worker
        elif worker.until <= time.monotonic():
            worker.give_up()
            yield worker


class _Worker(Generic[Task, Part]):
    """A process that does one task at a time."""

    def __init__(self, job: Job[Task, Part], memory: int) -> None:
        """Start it."""
        self.job, self.memory = job, memory
        self.number, self.until = 0, 0.0
        self.tasks: list[Task] = []
        self.parts: list[Part] = []
        self._start()

    @property
    def busy(self) -> bool:
        """Whether it has a task."""
        return bool(self.tasks)

    def wanted(self, turn: int) -> bool:
        """Whether more of it can be used now."""
        return self.number == turn or len(self.parts) < PARTS

    def give(self, number: int, task: Task) -> None:
        """Hand a task over; that the process is dead already shows when it should answer."""
        self.number = number
        self.tasks.append(task)
        self.until = time.monotonic() + self.job.patience(task)
        with contextlib.suppress(OSError):
            self.pipe.send(task)

    def hear(self) -> None:
        """Take the next part, or that there is none: the task is done, or its process is dead."""
        try:
            said: list[Part] = self.pipe.recv()
        except (EOFError, OSError):
            return self._lose(_death(self.process.wait()))
        self.parts += said
        self.until = time.monotonic() + self.job.patience(self.tasks[0])
        if not said:
            self.tasks.clear()
        return None

    def give_up(self) -> None:
        """End a process that takes too long."""
        self._lose(f"took more than {self.job.patience(self.tasks[0]):.0f} seconds")

    def taken(self) -> list[Part]:
        """The parts that came since it was last asked."""
        parts, self.parts = self.parts, []
        return parts

    def end(self) -> None:
        """End the process, whatever it does."""
        self.process.kill()
        self.process.wait()
        self.pipe.close()

    def _lose(self, why: str) -> None:
        self.end()
        self._start()
        self.parts.append(self.job.lost(self.tasks.pop(), why))

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        command = [sys.executable, "-c", START, str(theirs.fileno())]
        # Ctrl-C goes to all processes of a terminal: this one ends the others, they need no notice
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        with theirs:
            self.process = subprocess.Popen(
                command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL
            )
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        self.pipe = Connection(ours.detach())
        for first in (sys.path, self.job.work, self.memory):
            self.pipe.send(first)


def serve(pipe: Connection) -> None:
    """Send the parts of each task, then an end, until nobody is left to ask."""
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        work, memory = pipe.recv(), pipe.recv()
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        within = memory if most == resource.RLIM_INFINITY else min(memory, most)
        resource.setrlimit(resource.RLIMIT_AS, (within, most))
        while True:
            for part in work(pipe.recv()):
                pipe.send([part])
            pipe.send([])


def _death(code: int | None) -> str:
    if code is not None and code < 0:
        return f"ended its process by {signal.Signals(-code).name}"
    return f"ended its process with exit code {code}"


def _memory() -> int:
    """Bytes of this machine: the processes together may have half of them."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
