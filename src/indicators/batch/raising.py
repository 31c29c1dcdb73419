"""How a zygote is raised: by a process for itself, anew when it ends, or for all its user's."""

from __future__ import annotations

import fcntl
import logging
import socket
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock

from indicators.batch.birth import Request
from indicators.batch.inherited import fingerprint, kept
from indicators.batch.warm import Gone, WarmKernel, ask

IDLE = 120.0  # seconds that a zygote waits for the next of its user's processes
LAST = 1.0  # seconds for a zygote to end its kernels
MOST = 4  # zygotes of a process, one after another: what kills so many will kill the next one
LEAVE = "import os\nif os.fork(): os._exit(0)\n"  # nobody's child: it may outlive its starter
START = """
import gc, sys
gc.disable()  # nothing of what is imported is ever garbage
sys.path[:] = [path for path in sys.path if path]
from indicators.batch.zygote import main
main()
"""
logger = logging.getLogger(__name__)


class OwnZygote:
    """A zygote for one process alone, always behind the same door: it is replaced when it ends."""

    def __init__(self, door: Path, command: Sequence[str], environment: Mapping[str, str]) -> None:
        """Raise the first one. Raises OSError when that cannot be."""
        self.door, self.command, self.environment = door, command, environment
        self.lock = Lock()
        self.ended = False
        self.processes: list[subprocess.Popen[bytes]] = []
        self._raise()

    def ask(self, request: Request, streams: Sequence[int]) -> WarmKernel:
        """A kernel of it, or of the one that takes its place; any thread may ask.

        Raises NotWarm, Gone when no other one comes, or OSError.
        """
        while True:
            known = len(self.processes)
            try:
                return ask(self.door, request, streams)
            except Gone:
                if not self._replaced(known):
                    raise
            except (ConnectionError, FileNotFoundError):
                if not self._replaced(known):
                    raise Gone("its zygote ended") from None

    def end(self) -> None:
        """Kill it, if it did not end by itself, and its kernels with it; no other one comes."""
        with self.lock:
            self.ended = True
            self.lease.close()
            for process in self.processes:
                process.kill()
                process.wait()

    def see_off(self) -> None:
        """End it where its kernels are done with, and otherwise after a moment."""
        self.lease.close()
        with suppress(subprocess.TimeoutExpired):  # it is still importing
            self.processes[-1].wait(LAST)
        self.end()

    def _replaced(self, known: int) -> bool:
        """Whether there is another one than those that are known."""
        with self.lock:
            if len(self.processes) > known:
                return True
            if self.ended or known == MOST or self._failed():
                return False
            self.lease.close()
            self.door.unlink(missing_ok=True)
            self._raise()
            logger.warning("kernels are forked from a new process: the last one ended (%d)", known)
            return True

    def _failed(self) -> bool:
        """Whether it ended by an error of its own: the next one would, too."""
        with suppress(subprocess.TimeoutExpired):  # it serves on, but nobody new
            return self.processes[-1].wait(LAST) > 0
        return False

    def _raise(self) -> None:
        self.lease = socket.socket(socket.AF_UNIX)
        try:
            process = _start(self.door, self.command, self.environment, self.lease)
        except BaseException:
            self.lease.close()
            raise
        self.processes.append(process)


@contextmanager
def own_zygote(
    folder: Path, interpreter: Sequence[str], environment: Mapping[str, str], home: Path
) -> Iterator[OwnZygote]:
    """A zygote for this process alone, which ends with it or at the end of the block.

    It reads the data of the collection at `home` beforehand.

    Raises OSError when none can be started.
    """
    command = [*interpreter, "-c", START, "0", str(home)]
    zygote = OwnZygote(folder / "zygote", command, environment)
    try:
        yield zygote
    finally:
        zygote.see_off()


def shared_zygote(
    folder: Path,
    interpreter: Sequence[str],
    environment: Mapping[str, str],
    home: str = "",
    idle: float = IDLE,
) -> Path:
    """The door of a zygote for all processes that would inherit the same; it is started if need be.

    It reads the data of the collection at `home` beforehand, if any: kernels of another one forget
    it. Raises OSError when none can be started.
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
                command = [*interpreter, "-c", LEAVE + START, str(idle), home]
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
