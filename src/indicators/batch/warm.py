"""Warm kernels as those see them who want one: a zygote is asked for a kernel, which is held."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from indicators.batch.birth import PID, STALE, Request

PATIENCE = 120.0  # seconds for a zygote to import everything on a busy machine


class NotWarm(Exception):
    """No warm kernel for this caller, in a few words: a plain one will do."""


class Gone(NotWarm):
    """The zygote ended, or its libraries were changed: a new one may do."""


def available() -> bool:
    """Whether this system can fork kernels and tell of their ends."""
    needed = (hasattr(os, "pidfd_open"), hasattr(os, "memfd_create"), sys.platform == "linux")
    return all(needed)


class WarmKernel:
    """A kernel that a zygote forked, with the ways of `subprocess.Popen`."""

    stdin = stdout = stderr = None

    def __init__(self, line: socket.socket, pid: int, said: bytes) -> None:
        """`said` came in after the number; `lost` is a kernel that died with its zygote."""
        self.line, self.pid, self.said = line, pid, said
        self.returncode: int | None = None
        self.lost = False
        self._understand()

    def poll(self) -> int | None:
        """Its exit code, if it ended."""
        while self.returncode is None:
            try:
                self._take(self.line.recv(64))
            except BlockingIOError:
                return None
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Its exit code, at its end."""
        until = None if timeout is None else time.monotonic() + timeout
        while (code := self.poll()) is None:
            left = None if until is None else until - time.monotonic()
            if left is not None and left <= 0:
                raise subprocess.TimeoutExpired("kernel", timeout or 0)
            with suppress(BlockingIOError):
                self.line.settimeout(left)
                with suppress(TimeoutError):
                    self._take(self.line.recv(64))
                self.line.setblocking(False)
        return code

    async def ended(self) -> int:
        """Its exit code, as soon as it ended."""
        while (code := self.poll()) is None:
            self._take(await asyncio.get_running_loop().sock_recv(self.line, 64))
        return code

    def send_signal(self, number: int) -> None:
        """To the kernel alone."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """SIGTERM."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """SIGKILL."""
        self.send_signal(signal.SIGKILL)

    def close(self) -> None:
        """Let it go: what is left of its process group is killed."""
        if self.poll() is None:
            self.returncode = -signal.SIGKILL
        self.line.close()

    def _take(self, said: bytes) -> None:
        """Without its zygote a kernel is dead."""
        if not said and self.returncode is None:
            self.returncode = -signal.SIGKILL
            self.lost = True
        self.said += said
        self._understand()

    def _understand(self) -> None:
        line, ended, _ = self.said.partition(b"\n")
        if ended:
            self.returncode = int(line.removeprefix(b"exit "))


def ask(door: Path, request: Request, streams: Sequence[int]) -> WarmKernel:
    """A kernel of the zygote behind a door.

    Raises NotWarm when it has none, with the reason, and OSError when nobody is there.
    """
    line = _asked(door, request, streams)
    try:
        line.settimeout(PATIENCE)
        said = b""
        while b"\n" not in said:
            said += _heard(line.recv(64))
        line.setblocking(False)
        return _born(line, said)
    except BaseException as error:
        line.close()
        raise _slow(error) from None


async def ask_soon(door: Path, request: Request, streams: Sequence[int]) -> WarmKernel:
    """The same, for whoever has other things to do meanwhile."""
    line = _asked(door, request, streams)
    try:
        line.setblocking(False)
        async with asyncio.timeout(PATIENCE):
            said = b""
            while b"\n" not in said:
                said += _heard(await asyncio.get_running_loop().sock_recv(line, 64))
        return _born(line, said)
    except BaseException as error:
        line.close()
        raise _slow(error) from None


def _asked(door: Path, request: Request, streams: Sequence[int]) -> socket.socket:
    """A line to a zygote that has the request."""
    line = socket.socket(socket.AF_UNIX)
    try:
        line.connect(str(door))
        file = os.memfd_create("request")
        try:
            with open(file, "wb", closefd=False) as told:  # noqa: PTH123  # it has no path
                told.write(request.said())
            socket.send_fds(line, [b"k"], [file, *streams])
        finally:
            os.close(file)
    except BaseException:
        line.close()
        raise
    return line


def _heard(said: bytes) -> bytes:
    if not said:
        raise Gone("its zygote ended")
    return said


def _born(line: socket.socket, said: bytes) -> WarmKernel:
    answer, _, rest = said.partition(b"\n")
    what, _, about = answer.decode().partition(" ")
    if what == STALE:
        raise Gone("a library was changed")
    if what != PID:
        raise NotWarm(about)
    return WarmKernel(line, int(about), rest)


def _slow(error: BaseException) -> BaseException:
    return NotWarm("its zygote takes too long") if isinstance(error, TimeoutError) else error
