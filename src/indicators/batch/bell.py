"""What ends the waiting of a thread: rung by others, and by the system at a signal.

A signal that comes just before a thread begins to wait for a lock or a queue is heard when that
waiting is over, and a busy machine makes the moment long. At a file it is heard.
"""

from __future__ import annotations

import select
import socket
from contextlib import suppress
from math import ceil
from types import TracebackType
from typing import Self

ALL = 1 << 16  # bytes: more rings than anybody has not answered


class Bell:
    """Two ends of a line: whoever writes at one wakes who waits at the other."""

    def __init__(self) -> None:
        """It is silent."""
        self.ear, self.rope = socket.socketpair()
        self.rope.setblocking(False)
        self.poll = select.poll()
        self.poll.register(self.ear, select.POLLIN)

    def __enter__(self) -> Self:
        """For the time of a block."""
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        """Nobody hears it any more."""
        self.ear.close()
        self.rope.close()

    def ring(self) -> None:
        """From any thread, any number of times, and when nobody listens any more."""
        with suppress(OSError):  # or so many rings are not heard yet that there is no room
            self.rope.send(b"\0")

    def wait(self, seconds: float | None) -> None:
        """Until it rings, or has rung since the last time; at most so many seconds, if any."""
        if self.poll.poll(None if seconds is None else ceil(1000 * seconds)):
            self.ear.recv(ALL)
