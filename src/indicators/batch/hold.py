"""What a batch holds while it runs: the outputs, shared with no other, and a folder to work in.

A lock is a file that names its owner. The system frees it however the owner ends, so what stands in
a file that can be locked was left by an owner that was killed.
"""

from __future__ import annotations

import fcntl
import os
import platform
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile, gettempdir
from typing import TextIO

from indicators.batch.record import Outputs, now
from indicators.errors import UsageError
from indicators.files import PART, trouble

LOCK = "batch.lock"
OWNER = "owner.lock"
WORK = "indicators-"
ROOM = bytes(1 << 20)  # a page with its charts


@contextmanager
def outputs_of_one(outputs: Outputs, note: Callable[[str], None]) -> Iterator[None]:
    """Hold the outputs for one batch, freed of what killed ones left.

    Raises UsageError when another batch holds them, or when they cannot be written.
    """
    try:
        outputs.root.mkdir(parents=True, exist_ok=True)
        _check_room([outputs.root, *filter(Path.is_dir, outputs.root.iterdir())])
    except OSError as error:
        raise UsageError(f"{trouble(error)}: nothing was started") from error
    with lock(outputs.root / LOCK) as left:
        if left:
            note(f"taking over from a batch that was killed: {left}")
        for part in outputs.root.rglob(f".*{PART}"):
            part.unlink(missing_ok=True)
        sweep()
        yield


@contextmanager
def workplace() -> Iterator[Path]:
    """A folder of this process's own, removed at the end, or by `sweep` after a kill."""
    with TemporaryDirectory(prefix=WORK, ignore_cleanup_errors=True) as name:
        folder = Path(name)
        with lock(folder / OWNER):
            yield folder


def sweep() -> None:
    """Remove the work folders whose owner was killed."""
    for file in Path(gettempdir()).glob(f"{WORK}*/{OWNER}"):
        with suppress(UsageError, OSError), lock(file) as left:
            if left:
                shutil.rmtree(file.parent)


@contextmanager
def lock(path: Path) -> Iterator[str]:
    """Hold a file, with this process named in it; yields what a killed owner left there.

    Raises UsageError when another process holds it.
    """
    with _locked(path) as file:
        file.seek(0)
        left = file.read().strip()
        file.truncate(0)
        file.write(f"pid {os.getpid()}, since {now()}, on {platform.node()}\n")
        file.flush()
        try:
            yield left
        finally:
            path.unlink(missing_ok=True)


def _locked(path: Path) -> TextIO:
    while True:
        file = path.open("a+", encoding="utf-8")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if path.exists() and os.path.samestat(os.fstat(file.fileno()), path.stat()):
                return file
        except BlockingIOError:
            file.seek(0)
            owner = file.read().strip()
            file.close()
            raise UsageError(f"another batch runs: {owner}: wait for its end, or end it") from None
        file.close()  # its owner removed it while we waited: the next one is ours to make


def _check_room(folders: Sequence[Path]) -> None:
    """Whether each folder can be written, and each disk that they lie on has room for a page."""
    disks: set[int] = set()
    for folder in folders:
        try:
            with TemporaryFile(dir=folder) as probe:
                if (disk := folder.stat().st_dev) not in disks:
                    disks.add(disk)
                    probe.write(ROOM)
                    probe.flush()
                    os.fsync(probe.fileno())
        except OSError as error:
            raise OSError(error.errno, error.strerror, str(folder)) from error
