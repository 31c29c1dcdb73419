"""A process that has everything imported, and forks itself into a kernel whenever it is asked to.

It is asked through a Unix socket, one connection a kernel: a byte comes with four open files (the
request as JSON, and the kernel's standard streams), and `pid N`, later `exit N` go back. A caller
that closes its connection, or dies, ends its kernel with all of its process group. The zygote ends
when nobody has been connected for a while. It starts no thread, for a fork would lose it.
"""

from __future__ import annotations

import gc
import os
import selectors
import signal
import socket
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from indicators.batch.birth import (
    ERROR,
    EXIT,
    PID,
    STALE,
    Request,
    become,
    die_with,
    folder_shadows,
    read_request,
)
from indicators.batch.libraries import MODULES, kernel_files, source_times

STREAMS = 3
FRESH = 1.0  # seconds for which a look at thousands of files is good


@dataclass(slots=True)
class Kernel:
    """A kernel that this process forked; `fd` tells its end, and its pid is kept till it may go."""

    pid: int
    fd: int


class Zygote:
    """Serves its callers, one process and one thread, until it is a kernel or nobody is left."""

    def __init__(self, door: socket.socket, idle: float) -> None:
        """Callers come in at `door`; `idle` seconds without one are the end."""
        self.door, self.idle = door, idle
        self.kernels: dict[socket.socket, Kernel | None] = {}
        self.selector = selectors.DefaultSelector()
        self.selector.register(door, selectors.EVENT_READ)
        self.sources = source_times()
        self.looked = monotonic()

    def serve(self) -> Request | None:
        """Fork for whoever asks: in the fork its request is returned, here nothing at the end."""
        while ready := self.selector.select(None if self.kernels else self.idle):
            for key, _ in ready:
                if key.fileobj is self.door:
                    self._let_in()
                elif key.fileobj in self.kernels:
                    if request := self._hear(key.fileobj):
                        return request
                elif key.data in self.kernels:
                    self._tell_end(key.data)
        return None

    def _let_in(self) -> None:
        try:
            line, _ = self.door.accept()
        except OSError:  # no room for another: whoever is here is served
            return self._shut_door()
        line.setblocking(False)
        self.kernels[line] = None
        self.selector.register(line, selectors.EVENT_READ)
        return None

    def _hear(self, line: socket.socket) -> Request | None:
        """Take a request, or the end of a line; in the fork, the request to become."""
        said, files = b"", list[int]()
        with suppress(OSError):
            said, files, _, _ = socket.recv_fds(line, 1, 1 + STREAMS)
        if len(files) == 1 + STREAMS and not self.kernels[line] and _waits(line):
            request = self._checked(line, files)
            if request and self._fork(line):
                return request
        elif not said or files:
            self._drop(line)
        for file in files:
            os.close(file)
        return None

    def _checked(self, line: socket.socket, files: list[int]) -> Request | None:
        """What is asked for, if a fork is what a started kernel would be; else it is told."""
        if self._is_stale():
            _say(line, STALE)
            self._shut_door()
            return None
        try:
            request = read_request(files.pop(0), tuple(files))
            shadow = folder_shadows(Path(request.folder))
        except Exception as error:  # whatever is wrong with one must not end the others
            _say(line, f"{ERROR} {type(error).__name__}: {error}")
            return None
        if shadow:
            _say(line, f"{ERROR} {shadow} in its folder would come before a library")
        return None if shadow else request

    def _is_stale(self) -> bool:
        """Whether a library was changed since it was imported: no kernel may have half of each."""
        if monotonic() - self.looked < FRESH:
            return False
        self.looked = monotonic()
        return source_times() != self.sources

    def _fork(self, line: socket.socket) -> bool:
        """Whether this process is the fork."""
        parent = os.getpid()
        try:
            pid = os.fork()
        except OSError as error:
            _say(line, f"{ERROR} {error}")
            return False
        if pid:
            kernel = self.kernels[line] = Kernel(pid, os.pidfd_open(pid))
            self.selector.register(kernel.fd, selectors.EVENT_READ, line)
            return False
        die_with(parent)
        os.setsid()
        line.setblocking(True)
        _say(line, f"{PID} {os.getpid()}")
        self._forget()
        return True

    def _tell_end(self, line: socket.socket) -> None:
        """The end of a kernel; it stays a zombie, so that its number is nobody else's."""
        kernel = self.kernels[line]
        if kernel is None:
            return
        ended = os.waitid(os.P_PIDFD, kernel.fd, os.WEXITED | os.WNOWAIT)
        if ended is not None:
            own = ended.si_code == os.CLD_EXITED
            _say(line, f"{EXIT} {ended.si_status if own else -ended.si_status}")
        self.selector.unregister(kernel.fd)

    def _drop(self, line: socket.socket) -> None:
        """Its caller is gone, and so is its kernel, with all that is in its process group."""
        if kernel := self.kernels.pop(line):
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(kernel.pid, signal.SIGKILL)
            with suppress(ProcessLookupError):  # killed before it had a group
                os.kill(kernel.pid, signal.SIGKILL)
            os.waitpid(kernel.pid, 0)
            with suppress(KeyError):
                self.selector.unregister(kernel.fd)
            os.close(kernel.fd)
        self.selector.unregister(line)
        line.close()

    def _shut_door(self) -> None:
        """Nobody else: those who are here are served to their end."""
        if self.door.fileno() >= 0:
            self.selector.unregister(self.door)
            self.door.close()
        self.idle = 0

    def _forget(self) -> None:
        """A fork has nothing of its parent's: a line it held would hold back the caller's end."""
        for line, kernel in self.kernels.items():
            line.close()
            if kernel:
                os.close(kernel.fd)
        self.selector.close()
        self.door.close()


def _waits(line: socket.socket) -> bool:
    """Whether the caller is still there: it may have given up while all was imported."""
    try:
        return bool(line.recv(1, socket.MSG_PEEK))
    except BlockingIOError:
        return True
    except OSError:
        return False


def _say(line: socket.socket, words: str) -> None:
    with suppress(OSError):  # the caller is gone: its line will tell
        line.sendall(f"{words}\n".encode())


def main() -> None:
    """Serve at the listening socket that is standard input: `IDLE` seconds after the last."""
    door = socket.socket(fileno=os.dup(0))
    with Path(os.devnull).open("r+b", buffering=0) as nothing:
        for stream in (0, 1):
            os.dup2(nothing.fileno(), stream)
    from indicators.batch.warming import check_threads, warm

    own = "\0".join(kernel_files())
    warm(MODULES)
    from indicators.batch.preread import keep_if_true, read_ahead  # pandas comes with it

    read = read_ahead(Path(sys.argv[2])) if sys.argv[2] else None
    check_threads()
    gc.freeze()  # a fork that collects would touch, and so copy, every page
    request = Zygote(door, float(sys.argv[1])).serve()
    if request is None:
        os._exit(0)  # to take all of it down in order takes a while, for which a batch would wait
    become(request, lambda: keep_if_true(read), own.split("\0"))
