"""One kernel for one run: forked from a zygote, or started; it ends with its run."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from subprocess import DEVNULL, Popen
from typing import Any

from jupyter_client.connect import write_connection_file
from jupyter_client.launcher import launch_kernel

from indicators.batch.birth import LAUNCHER, Request
from indicators.batch.place import LOG, Place, environment
from indicators.batch.warm import NotWarm, WarmKernel

LONGEST_SOCKET = 90  # bytes: a Unix socket's path ends at 104 on some systems


@dataclass(frozen=True, eq=False, slots=True)
class Kernel:
    """A kernel that runs; `end` is a file that is ready when it ends, if the system has such."""

    process: WarmKernel | Popen[bytes]
    connection: dict[str, Any]
    end: int | None

    @property
    def lost(self) -> bool:
        """Whether it died because the process ended that it was forked from."""
        return isinstance(self.process, WarmKernel) and self.process.lost

    def how_ended(self) -> str:
        """`signal 9`, `exit code 3`, or nothing while it lives."""
        code = self.process.poll()
        if code is None:
            return ""
        if self.lost:
            return "with the process that it was forked from"
        return f"signal {-code}" if code < 0 else f"exit code {code}"

    def kill(self) -> None:
        """It and its process group, whether it heeds signals or not."""
        kill(self.process)


@contextmanager
def kernel(place: Place, work: Path) -> Iterator[Kernel]:
    """A kernel whose files lie in `work`, what it says itself in its log.

    Whatever it started in its process group ends with it.
    """
    file = work / "k.json"
    # over TCP ipykernel warns in every run that the traffic is not encrypted
    ipc = os.name == "posix" and len(os.fsencode(file)) < LONGEST_SOCKET
    transport, address = ("ipc", str(work / "k")) if ipc else ("tcp", "127.0.0.1")
    key = os.urandom(16).hex().encode()
    write_connection_file(str(file), transport=transport, ip=address, key=key)
    arguments = ("-f", str(file), "--HistoryManager.hist_file=:memory:")
    with ExitStack() as stack:
        log = stack.enter_context((work / LOG).open("wb")).fileno()
        process = _process(place, work, arguments, log)
        stack.callback(_end, process)
        made = Kernel(process, json.loads(file.read_text("utf-8")), _sign(process, stack))
        stack.enter_context(place.known(made.kill))
        yield made


def _end(process: WarmKernel | Popen[bytes]) -> None:
    """Kill all of it; a forked kernel's number is nobody else's until it is let go."""
    kill(process)
    if isinstance(process, WarmKernel):
        process.close()
    else:
        process.wait()


def _process(
    place: Place, work: Path, arguments: tuple[str, ...], log: int
) -> WarmKernel | Popen[bytes]:
    variables = {**environment(place.home, work), "JPY_PARENT_PID": str(os.getpid())}
    if place.door:
        try:
            with open(os.devnull, "rb") as nothing:  # noqa: PTH123
                request = Request(arguments, str(place.home), variables)
                return place.forked(request, (nothing.fileno(), log, log))
        except (NotWarm, OSError) as reason:
            place.tell(f"kernels are started, not forked: {reason} {_last_line(place.door)}")
    command = [sys.executable, "-m", LAUNCHER, *arguments]
    return launch_kernel(
        command, stdin=DEVNULL, stdout=log, stderr=log, env=variables, cwd=str(place.home)
    )


def _last_line(door: Path) -> str:
    """What a zygote said last: why it ended, if it did."""
    try:
        said = door.with_suffix(".log").read_text("utf-8", "replace").strip()
    except OSError:
        return ""
    return said.rpartition("\n")[2]


def _sign(process: WarmKernel | Popen[bytes], stack: ExitStack) -> int | None:
    """A file that is ready when it ends."""
    if isinstance(process, WarmKernel):
        return process.line.fileno()
    if not hasattr(os, "pidfd_open"):
        return None
    watched = os.pidfd_open(process.pid)
    stack.callback(os.close, watched)
    return watched


def kill(process: WarmKernel | Popen[bytes]) -> None:
    """A kernel with its process group, where there are such."""
    with suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
