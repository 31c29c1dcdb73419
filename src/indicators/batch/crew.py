"""Attempts at tasks by any executor of the shape of `concurrent.futures`: handed out, taken back.

Few are handed out at a time, so that a batch of thousands is no larger in memory than one of ten,
and that one which is stopped has little to give up.
"""

from __future__ import annotations

import heapq
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

PAUSE = 1.0  # seconds before the second try; twice as many before each further one
LONGEST_PAUSE = 60.0


@dataclass(frozen=True, slots=True)
class Attempt(Generic[Item]):
    """An item, and how often it was tried before."""

    item: Item
    tries: int = 0


class Crew(Generic[Item, Result]):
    """Hands items out and yields what became of them, in the order in which they ended."""

    def __init__(
        self, submit: Callable[[Attempt[Item]], Future[Result]], ahead: int, pause: float = PAUSE
    ) -> None:
        """`submit` hands one out; at most `ahead` are out at a time."""
        self.submit, self.ahead, self.pause = submit, ahead, pause
        self.out: dict[Future[Result], Attempt[Item]] = {}
        self.later: list[tuple[float, int, Attempt[Item]]] = []
        self.closed = False
        self.count = 0

    def results(self, items: Iterable[Item]) -> Iterator[tuple[Attempt[Item], Future[Result]]]:
        """Every attempt with its ended future; `again` may be asked for between two of them.

        No future is kept after it was yielded: while one is held, a cluster that loses the worker
        that has its result does the task again.
        """
        left = iter(items)
        self._fill(left)
        while self.out or (self.later and not self.closed):
            pairs = self._ended()
            self._fill(left)  # the workers go on while the results are dealt with
            while pairs:
                yield pairs.pop()
            self._fill(left)

    def again(self, attempt: Attempt[Item]) -> float:
        """Try an item once more after a while; returns the seconds."""
        pause = min(self.pause * 2.0**attempt.tries, LONGEST_PAUSE)
        self.count += 1
        once_more = Attempt(attempt.item, attempt.tries + 1)
        heapq.heappush(self.later, (time.monotonic() + pause, self.count, once_more))
        return pause

    def close(self) -> None:
        """Hand out nothing more."""
        self.closed = True

    def _ended(self) -> list[tuple[Attempt[Item], Future[Result]]]:
        """What ended, once something did or is to be tried again."""
        if not self.out:
            time.sleep(self._patience() or 0)
            return []
        ended = wait(self.out, self._patience(), FIRST_COMPLETED).done
        return [(self.out.pop(future), future) for future in ended]

    def _fill(self, left: Iterator[Item]) -> None:
        while not self.closed and len(self.out) < self.ahead:
            attempt = self._next(left)
            if attempt is None:
                return
            self.out[self.submit(attempt)] = attempt

    def _next(self, left: Iterator[Item]) -> Attempt[Item] | None:
        if self.later and self.later[0][0] <= time.monotonic():
            return heapq.heappop(self.later)[2]
        return next((Attempt(item) for item in left), None)

    def _patience(self) -> float | None:
        """Seconds until something is to be tried again; none when all hands are full."""
        if not self.later or self.closed or len(self.out) >= self.ahead:
            return None
        return max(0.0, self.later[0][0] - time.monotonic())
