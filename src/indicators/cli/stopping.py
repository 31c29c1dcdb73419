"""A command that is stopped ends in order."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

INTERRUPTED, TERMINATED = 128 + signal.SIGINT, 128 + signal.SIGTERM


class Terminated(KeyboardInterrupt):
    """SIGTERM, taken as Ctrl-C is: processes ended, the record of a batch written."""


@contextmanager
def terminable() -> Iterator[None]:
    """SIGTERM and Ctrl-C stop in order; a second one ends at once what should hang meanwhile."""
    stops = (signal.SIGTERM, signal.SIGINT)
    # a shell starts what it puts in the background with Ctrl-C ignored: so it stays
    heard = [number for number in stops if signal.getsignal(number) is not signal.SIG_IGN]
    before = {number: signal.signal(number, _stopped) for number in heard}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _stopped(number: int, _: FrameType | None) -> None:
    signal.signal(number, signal.SIG_DFL)
    if number == signal.SIGTERM:
        raise Terminated("stopped by SIGTERM")
    raise KeyboardInterrupt
