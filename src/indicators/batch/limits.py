"""What a run may take: time for a cell and for the notebook, memory, and room for its outputs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from math import inf
from pathlib import Path

OUTPUT = 50 * 2.0**20
UNITS = ((2**30, "GB"), (2**20, "MB"), (2**10, "KB"))
SESSION, RESIDENT = 3, 21  # fields of /proc/PID/stat behind the name: the session, pages of memory


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds for a cell and for all cells of a notebook; bytes for its processes and its outputs.

    Outputs become a page, which is set in the memory of the batch, with all others that run then.

    Memory is what the run's processes keep resident, its children's included, looked at every
    tenth of a second where there is /proc. A limit of the system (RLIMIT_AS) would count addresses:
    linear algebra and arrow reserve gigabytes that they never touch, a fork has its zygote's, and
    each child would have as much again.
    """

    cell: float = 600.0
    notebook: float = inf
    memory: float = inf
    output: float = OUTPUT


def resident(session: int) -> int:
    """Bytes of memory in use by the processes of a session; 0 where the system does not tell."""
    pages = sum(one[RESIDENT] for one in _processes() if one[SESSION] == session)
    return pages * os.sysconf("SC_PAGE_SIZE") if pages else 0


def size(limit: float) -> str:
    """`2 GB`."""
    unit, name = next((u for u in UNITS if limit >= u[0]), (1, "bytes"))
    return f"{limit / unit:.3g} {name}"


def _processes() -> Iterator[list[int]]:
    """The numbers behind the name of every process."""
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = file.read_text("utf-8", "replace").rpartition(")")[2].split()
        except OSError:  # it has ended
            continue
        yield [0, *map(int, fields[1:])]
