"""Parts through an executor of the shape of `concurrent.futures`, such as a cluster's."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import Executor, Future
from contextlib import closing
from functools import partial
from typing import TypeVar

from indicators.corpus import Told, told
from indicators.dataset.parts import Part, Receipt, identity, package
from indicators.dataset.write import FORM, receipt, write_part
from indicators.errors import UsageError
from indicators.remote import Place

Result = TypeVar("Result")


def receipts(
    parts: Sequence[Part], to: Place, executor: Executor
) -> Generator[Receipt, None, None]:
    """The receipts of all parts in order; workers write to the store themselves."""
    task = partial(_write, to=to, expected=package())
    yield from in_order(executor, task, parts, len(parts))


def lines(
    parts: Iterable[Part], form: str, executor: Executor, ahead: int
) -> Generator[Told, None, None]:
    """What `corpus.told` gives, read by workers; so many parts may wait for their turn."""
    task = partial(_tell, form=form, expected=package())
    for one in in_order(executor, task, parts, ahead):
        yield from one


def in_order(
    executor: Executor, task: Callable[[Part], Result], parts: Iterable[Part], ahead: int
) -> Generator[Result, None, None]:
    """The results in the order of the parts; those not begun are cancelled when nobody asks."""
    waiting = deque[Future[Result]]()
    try:
        for part in parts:
            waiting.append(executor.submit(task, part))
            if len(waiting) >= ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for future in waiting:
            future.cancel()


def _write(part: Part, to: Place, expected: str) -> Receipt:
    """One part, unless it is finished; what a killed worker wrote of it is replaced."""
    _check(expected)
    name = identity(part)
    done = receipt(to, name)
    if done:
        return done
    with closing(told(part, FORM, 1)) as files:
        return write_part(to, name, files)


def _tell(part: Part, form: str, expected: str) -> tuple[Told, ...]:
    _check(expected)
    with closing(told(part, form, 1)) as files:
        return tuple(files)


def _check(expected: str) -> None:
    """Raises UsageError: workers of another version would give another result."""
    if package() != expected:
        raise UsageError("a worker has another version of this package: install the same there")
