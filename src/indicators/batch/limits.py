"""What a run may take: time for a cell and for the notebook, and memory."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds for a cell and for all cells of a notebook; bytes for the processes of its run."""

    cell: float = 600.0
    notebook: float = inf
    memory: float = inf
