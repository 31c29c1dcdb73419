"""Ctrl-C and SIGTERM while a batch hands out its runs: heard where it waits, and nowhere else.

An exception that comes up between any two steps would lose the run that is just being handed out,
or leave a lock of the standard library held: the batch would wait for what nobody ends.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from indicators.batch.bell import Bell

STOPS = (signal.SIGTERM, signal.SIGINT)
Handler = Callable[[int, FrameType | None], object]


@contextmanager
def postponed(bell: Bell) -> Iterator[Callable[[], None]]:
    """Within the block a signal rings the bell, and does no more.

    What is yielded lets the first signal that came do what it was to do before; so does the end of
    the block. From then on signals are what they were: a second one need not wait.
    """
    if threading.current_thread() is not threading.main_thread():
        yield lambda: None  # signals are the main thread's
        return
    heard: list[tuple[int, FrameType | None]] = []
    before = _replaced(lambda number, frame: heard.append((number, frame)))
    rung = signal.set_wakeup_fd(bell.rope.fileno(), warn_on_full_buffer=False)

    def let_through() -> None:
        if heard and before:
            number, frame = heard[0]
            act = before[number]
            _restore(before)
            act(number, frame)

    try:
        yield let_through
        let_through()
    finally:
        _restore(before)
        signal.set_wakeup_fd(rung)


def _replaced(handler: Handler) -> dict[int, Handler]:
    """What signals did until now, but for those that are ignored: so they stay."""
    heard: dict[int, Handler] = {}
    for stop in STOPS:
        before = signal.getsignal(stop)
        if callable(before):
            heard[stop] = before
    for number in heard:
        signal.signal(number, handler)
    return heard


def _restore(before: dict[int, Handler]) -> None:
    while before:
        signal.signal(*before.popitem())
