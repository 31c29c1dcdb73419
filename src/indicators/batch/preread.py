"""What a zygote has read of a collection's data, and whether that still is what stands there.

A kernel that is forked has it read already. A figure of a file that was changed since then would be
stale, so a kernel looks first, and forgets everything if anything is not as it was.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from indicators import store
from indicators.errors import UsageError
from indicators.files import below
from indicators.growth import series

COARSE = 1.0  # seconds: a file may be written twice in one tick of a file system's clock
State = tuple[int, int, int, int]  # of a file: inode, size, and when content and entry changed


@dataclass(frozen=True, slots=True)
class Preread:
    """The files of a collection as they were when they were read."""

    home: Path
    files: dict[str, State]


def read_ahead(home: Path) -> Preread | None:
    """Read the documents and the series of a collection, if they lie still."""
    os.environ[store.HOME] = str(home)
    with suppress(Exception):  # a kernel that wants the bad file will say what is wrong with it
        found = Preread(store.root(), _files(store.root()))
        store.readings()
        series.read_all()
        last = max((times for _, _, *kept in found.files.values() for times in kept), default=0)
        if found == Preread(found.home, _files(home)) and time.time() - last / 1e9 > COARSE:
            return found
    forget()
    return None


def keep_if_true(found: Preread | None) -> None:
    """Forget what was read unless it is of this process's collection, and unchanged."""
    if found is None:
        return
    try:
        home = store.root()
        same = home == found.home and _files(home) == found.files
    except (OSError, UsageError):
        same = False
    if not same:
        forget()


def forget() -> None:
    """Empty every cache of this package: all of them may hold what was reckoned from the data."""
    for name, module in tuple(sys.modules.items()):
        if name.partition(".")[0] == "indicators":
            for one in tuple(vars(module).values()):
                if hasattr(one, "cache_clear"):
                    one.cache_clear()


def _files(home: Path) -> dict[str, State]:
    return {
        str(file): (about.st_ino, about.st_size, about.st_mtime_ns, about.st_ctime_ns)
        for file, about in below(home / "data")
    }
