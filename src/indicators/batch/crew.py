"""Attempts at tasks by any executor of the shape of `concurrent.futures`: handed out, taken back.

Few are handed out at a time, so that a batch of thousands is no larger in memory than one of ten,
and that one which is stopped has little to give up.
"""

from __future__ import annotations

import heapq
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Generic, TypeVar

from indicators.batch.bell import Bell

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

    def __init__(self, bell: Bell, ahead: int, pause: float = PAUSE) -> None:
        """At most `ahead` are out at a time; the bell rings when one of them ended."""
        self.bell, self.ahead, self.pause = bell, ahead, pause
        self.out: dict[Future[Result], Attempt[Item]] = {}
        self.ended: deque[Future[Result]] = deque()
        self.later: list[tuple[float, int, Attempt[Item]]] = []
        self.closed = False
        self.count = 0

    def results(
        self,
        items: Iterable[Item],
        submit: Callable[[Attempt[Item]], Future[Result]],
        before_waiting: Callable[[], None] = lambda: None,
    ) -> Iterator[tuple[Attempt[Item], Future[Result]]]:
        """Every attempt with its ended future; `again` may be asked for between two of them.

        `submit` hands one out; `before_waiting` is called when nothing else is to be done.
        No future is kept after it was yielded: while one is held, a cluster that loses the worker
        that has its result does the task again.
        """
        left = iter(items)
        self._fill(left, submit)
        while self.out or (self.later and not self.closed):
            before_waiting()
            pairs = [*self._waited()]
            self._fill(left, submit)  # the workers go on while the results are dealt with
            while pairs:
                yield pairs.pop(0)
            self._fill(left, submit)

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

    def _waited(self) -> Iterator[tuple[Attempt[Item], Future[Result]]]:
        """What ended; waits once, until something did, is to be tried again, or the bell rings."""
        if not self.ended:
            self.bell.wait(self._patience())
        while self.ended:
            future = self.ended.popleft()
            yield self.out.pop(future), future

    def _end(self, future: Future[Result]) -> None:
        self.ended.append(future)
        self.bell.ring()

    def _fill(
        self, left: Iterator[Item], submit: Callable[[Attempt[Item]], Future[Result]]
    ) -> None:
        while not self.closed and len(self.out) < self.ahead:
            attempt = self._next(left)
            if attempt is None:
                return
            future = submit(attempt)
            self.out[future] = attempt
            future.add_done_callback(self._end)

    def _next(self, left: Iterator[Item]) -> Attempt[Item] | None:
        if self.later and self.later[0][0] <= time.monotonic():
            return heapq.heappop(self.later)[2]
        return next((Attempt(item) for item in left), None)

    def _patience(self) -> float | None:
        """Seconds until something is to be tried again; none when all hands are full."""
        if not self.later or self.closed or len(self.out) >= self.ahead:
            return None
        return max(0.0, self.later[0][0] - time.monotonic())
