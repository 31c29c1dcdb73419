"""A run in a process that outlives it, such as a worker of a cluster.

Such a process keeps what it needs to start kernels, so that a run pays for none of it. Before each
run it looks whether it has what the batch has: the same data, notebook, package and libraries; a
page of other figures would stand under the wrong identity.
"""

from __future__ import annotations

import atexit
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from threading import Lock

import indicators
from indicators.batch import work
from indicators.batch.hold import workplace
from indicators.batch.inputs import Inputs, inputs, versions
from indicators.batch.kernels import Place, kernels
from indicators.batch.task import Outcome, Task

_ONE = Lock()  # a worker may have several threads
_known: dict[Path, Inputs] = {}


def perform(task: Task) -> Outcome:
    """One run. That this worker is not as the batch needs it is in the outcome, as any failure."""
    try:
        with _ONE:
            missing = list(_differing(task))
            if missing:
                what = ", ".join(missing)
                return Outcome(f"a worker has another {what}: share the folder, install the same")
            place = _place(task.home, warm=task.warm)
    except OSError as error:
        return Outcome(f"a worker lacks {error.filename or task.home}: share the folder with it")
    return work.perform(task, place)


def _differing(task: Task) -> Iterator[str]:
    """What is not as the batch has it, by name."""
    given = _known.get(task.home)
    if given is None or not given.stand(task.run.source):
        given = _known[task.home] = inputs(task.home, Path(indicators.__file__).parent)
    yield from _unlike(task.versions, versions())
    yield from _unlike(task.inputs, given.of(task.run.source))


def _unlike(wanted: Mapping[str, str], there: Mapping[str, str]) -> Iterator[str]:
    yield from (name for name in sorted({*wanted, *there}) if wanted.get(name) != there.get(name))


@cache
def _place(home: Path, *, warm: bool) -> Place:
    """Where kernels come from, until this process ends."""
    stack = ExitStack()
    atexit.register(stack.close)
    return stack.enter_context(kernels(home, stack.enter_context(workplace()), warm=warm))
