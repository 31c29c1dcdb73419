"""papermill's part of a run: the parameters as people write them, and a kernel of our choice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from indicators.report.notebooks import NotebookNode  # isort: skip  # before what imports nbformat

import papermill
from papermill.engines import Engine, papermill_engines
from papermill.translators import PythonTranslator, papermill_translators

from indicators.batch.client import Client
from indicators.batch.launch import kernel
from indicators.batch.limits import Limits
from indicators.batch.place import LOG, Place
from indicators.batch.values import literal, plain

ENGINE = "indicators"


class ReadableParameters(PythonTranslator):  # type: ignore[misc]
    """Writes 长春市 as itself: papermill would inject \\u957f\\u6625\\u5e02."""

    @classmethod
    def translate(cls, val: object) -> str:
        """A Python literal of the value: papermill would make text of dates, too."""
        return literal(plain(val))


@dataclass(slots=True)
class Left:
    """What there is of a notebook when it ends, and why its kernel or we ended it, if so.

    `lost` is a kernel that ended by no fault of its own: with the process that it was forked from.
    """

    notebook: NotebookNode | None = None
    stopped: str = ""
    lost: bool = False


class OwnKernel(Engine):  # type: ignore[misc]
    """Runs the cells in a kernel of this interpreter, whatever kernel specs the user has."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: Any,
        kernel_name: str,
        *,
        place: Place,
        work: Path,
        limits: Limits,
        left: Left,
        **_: Any,
    ) -> None:
        """Run the cells one after another; an error stays in the notebook for papermill to find.

        What is left of it is told before anything can go wrong.
        """
        left.notebook = nb_man.nb
        with kernel(place, work) as own:
            client = Client(nb_man, own, limits)
            try:
                client.execute()
            finally:
                left.stopped, left.lost = client.stopped, own.lost


def register() -> None:
    """Make both known to papermill."""
    papermill_translators.register("python", ReadableParameters)
    papermill_engines.register(ENGINE, OwnKernel)


def executed(
    source: Path,
    parameters: Mapping[str, object],
    work: Path,
    place: Place,
    limits: Limits,
) -> tuple[Left, str]:
    """The notebook as far as it came in a kernel of its own, and its error or nothing."""
    register()
    left = Left()
    error = ""
    try:
        papermill.execute_notebook(
            _literal(source),
            None,
            dict(parameters),
            engine_name=ENGINE,
            kernel_name="python3",
            language="python",
            progress_bar=False,
            autosave_cell_every=0,
            place=place,
            work=work,
            limits=limits,
            left=left,
        )
    except papermill.PapermillExecutionError as failed:
        error = f"{failed.ename}: {failed.evalue} (cell {failed.exec_count})"
    except Exception as died:  # a kernel that never came, a notebook that is none
        error = f"{type(died).__name__}: {died}"
    if left.stopped:
        error = f"{left.stopped} {_last_words(work)}"
    return left, error


def _last_words(work: Path) -> str:
    """What the kernel itself said, if it did: `Segmentation fault`."""
    log = work / LOG
    return log.read_text("utf-8", "replace").strip() if log.is_file() else ""


def _literal(path: Path) -> str:
    """papermill fills in {braces} of a path."""
    return str(path).replace("{", "{{").replace("}", "}}")
