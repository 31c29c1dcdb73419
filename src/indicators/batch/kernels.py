"""One notebook through papermill, in a kernel of its own: forked from a zygote, or started."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from indicators.batch.limits import Limits
from indicators.batch.place import Place, kernels
from indicators.report.notebooks import NotebookNode

__all__ = ["Execution", "Limits", "Place", "execute", "kernels", "one_line"]

LONGEST_ERROR = 300  # characters


@dataclass(frozen=True, slots=True)
class Execution:
    """What an attempt left: the notebook as far as it came, and its error in one line.

    `lost` ones failed by no fault of their own: their kernel died with the process it came from.
    """

    notebook: NotebookNode | None
    error: str
    lost: bool = False


def execute(
    source: Path,
    parameters: Mapping[str, object],
    work: Path,
    place: Place,
    limits: Limits = Limits(),  # noqa: B008  # it is frozen
) -> Execution:
    """Run a notebook; its files lie in `work`, which the caller makes for it alone, and removes.

    Whatever a notebook does comes back as an error. Any number of threads may call this at once,
    and any number of processes that were given the place: one zygote serves them all, and each run
    has a kernel, sockets and a log of its own. `Place.stop`, from another thread, ends the runs of
    its process; an exception in this thread (Ctrl-C, SIGTERM) ends the kernel and goes on its way.
    """
    # papermill takes a second to import: meanwhile the zygote imports what its kernels need
    from indicators.batch.engine import executed

    left, error = executed(source, parameters, work, place, limits)
    return Execution(left.notebook and _named(left.notebook, source), one_line(error), left.lost)


def one_line(text: str) -> str:
    """A message without colours and line breaks, cut where it would fill a screen."""
    words = " ".join(re.sub(r"\x1b\[[0-9;]*[A-Za-z]", "", text).split())
    plain = "".join(c for c in words if c.isprintable())
    return plain if len(plain) <= LONGEST_ERROR else plain[:LONGEST_ERROR] + "…"


def _named(notebook: NotebookNode, source: Path) -> NotebookNode:
    """Without this machine's paths."""
    notebook.metadata.papermill.input_path = source.name
    notebook.metadata.papermill.output_path = source.name
    return notebook
