"""Warm kernels as those see them who want one: find or start a zygote, ask it, hold its kernel."""

from __future__ import annotations

import asyncio
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from indicators.batch.birth import PID, STALE, Request
from indicators.batch.inherited import fingerprint, kept

IDLE = 120.0  # seconds that a zygote waits for the next of its user's processes
LAST = 1.0  # seconds for a zygote to end its kernels
PATIENCE = 120.0  # seconds for a zygote to import everything on a busy machine
LEAVE = "import os\nif os.fork(): os._exit(0)\n"  # nobody's child: it may outlive its starter
START = """
import sys
sys.path[:] = [path for path in sys.path if path]
from indicators.batch.zygote import main
main()
"""


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
        """`said` came in after the number."""
        self.line, self.pid, self.said = line, pid, said
        self.returncode: int | None = None
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


@dataclass(frozen=True, slots=True)
class OwnZygote:
    """A zygote of this process: where it is asked, and what it is."""

    door: Path
    process: subprocess.Popen[bytes]

    def end(self) -> None:
        """Kill it, if it did not end by itself, and its kernels with it."""
        self.process.kill()
        self.process.wait()


@contextmanager
def own_zygote(
    folder: Path, interpreter: Sequence[str], environment: Mapping[str, str], home: Path
) -> Iterator[OwnZygote]:
    """A zygote for this process alone, which ends with it or at the end of the block.

    It reads the data of the collection at `home` beforehand.

    Raises OSError when none can be started.
    """
    door = folder / "zygote"
    with socket.socket(socket.AF_UNIX) as lease:
        command = [*interpreter, "-c", START, "0", str(home)]
        zygote = OwnZygote(door, _start(door, command, environment, lease))
        try:
            yield zygote
        finally:
            lease.close()
            with suppress(subprocess.TimeoutExpired):  # it is still importing
                zygote.process.wait(LAST)
            zygote.end()


def shared_zygote(
    folder: Path, interpreter: Sequence[str], environment: Mapping[str, str], idle: float = IDLE
) -> Path:
    """The door of a zygote for all processes that would inherit the same; it is started if need be.

    Raises OSError when none can be started.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    door = folder / f"zygote-{fingerprint(interpreter, environment)}"
    with door.with_suffix(".lock").open("w") as lock, socket.socket(socket.AF_UNIX) as first:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            first.connect(str(door))
        except (FileNotFoundError, ConnectionRefusedError):
            door.unlink(missing_ok=True)
            with socket.socket(socket.AF_UNIX) as caller:
                command = [*interpreter, "-c", LEAVE + START, str(idle)]
                _start(door, command, environment, caller).wait()
    return door


def _start(
    door: Path, command: Sequence[str], environment: Mapping[str, str], first: socket.socket
) -> subprocess.Popen[bytes]:
    """Start a zygote with a first caller at its door; those who come before it is ready wait."""
    with socket.socket(socket.AF_UNIX) as listening, door.with_suffix(".log").open("wb") as log:
        listening.bind(str(door))
        listening.listen()
        first.connect(str(door))
        return subprocess.Popen(
            command,
            stdin=listening.fileno(),
            stdout=subprocess.DEVNULL,
            stderr=log,
            cwd="/",
            env=kept(environment),
            start_new_session=True,
        )
