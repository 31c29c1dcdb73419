"""A notebook's cells in its kernel, one after another, without a wait that is not for an event.

papermill's client, with what it leaves in a notebook: each output is entered by nbclient's own
rules. Only the talk with the kernel is another. There, all is awaited that can be: the kernel's
welcome, the idle message and the reply that end a cell, and the end of the kernel itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from math import inf
from time import monotonic
from typing import Any

from nbclient.client import timestamp
from nbclient.exceptions import CellExecutionComplete, CellExecutionError
from papermill.clientwrap import PapermillNotebookClient

from indicators.batch.launch import Kernel
from indicators.batch.limits import Limits, resident, size
from indicators.batch.wires import Message, Wires
from indicators.report.notebooks import NotebookNode, nbformat

START = 120.0  # seconds for a kernel to be up on a busy machine
LOOK = 0.1  # seconds between two looks at the memory of a run, or at a kernel without a sign
LAST_WORDS = 0.05  # seconds for what a dead kernel said to come in, where its end does not show


class Stopped(CellExecutionError):
    """The notebook got no further: its kernel died, or a limit was reached."""


class Client(PapermillNotebookClient):  # type: ignore[misc]
    """Runs the cells of a managed notebook in a kernel; `stopped` says why it went no further."""

    def __init__(self, nb_man: Any, kernel: Kernel, limits: Limits) -> None:
        """`nb_man` is papermill's manager of the notebook."""
        super().__init__(nb_man)
        self.kernel, self.limits = kernel, limits
        self.stopped = ""
        self.until = inf
        self.said = 0

    def execute(self) -> None:
        """Run the cells; an error ends them and stays in the notebook.

        Raises Stopped when the kernel was never up.
        """
        self.reset_execution_trackers()
        self.kc = Wires(self.kernel.connection, self.kernel.end)
        with closing(self.kc):
            language = self._welcome()
            self.until = monotonic() + self.limits.notebook
            self.papermill_execute_cells()
            self.nb.metadata["language_info"] = language
            self.set_widgets_metadata()

    def execute_cell(self, cell: NotebookNode, cell_index: int, **_: Any) -> NotebookNode:
        """Run one cell; its outputs are entered in it as they come.

        Raises CellExecutionError for an error that the cell was not to have.
        """
        tags = cell.metadata.get("tags", ())
        if cell.cell_type != "code" or not cell.source.strip() or self.skip_cells_with_tag in tags:
            return cell
        cell.metadata["execution"] = {}
        cell.outputs = []
        self.clear_before_next_output = False
        self.code_cells_executed += 1
        try:
            reply = self._run(cell, cell_index, "raises-exception" in tags)
        except Stopped as reason:
            self._enter(cell, reason)
            raise
        if reply["status"] == "error" and "raises-exception" not in tags:
            raise CellExecutionError.from_cell_and_msg(cell, reply)
        return cell

    def _run(self, cell: NotebookNode, cell_index: int, may_fail: bool) -> Message:
        """The content of the reply to a cell's code, once it is idle."""
        asked = {
            "code": cell.source,
            "silent": False,
            "store_history": True,
            "user_expressions": {},
            "allow_stdin": False,
            "stop_on_error": not may_fail,
        }
        number = self.kc.ask("execute_request", asked)
        reply: Message | None = None
        idle = False
        said = self._heard(self.limits.cell)
        while not idle or reply is None:
            name, message = next(said)
            if message["parent_header"].get("msg_id") == number:
                if name == "shell":
                    reply = message["content"]
                    cell.metadata["execution"]["shell.execute_reply"] = timestamp(message)
                else:
                    idle = idle or self._take(message, cell, cell_index)
        return reply

    def _welcome(self) -> Message:
        """What language the kernel speaks, once it is up and sends us all it has to say."""
        number = self.kc.ask("kernel_info_request", {})
        language: Message | None = None
        welcome = False
        said = self._heard(START)
        while not welcome or language is None:
            name, message = next(said)
            if message["msg_type"] == "iopub_welcome":
                welcome = True
            elif name == "shell" and message["parent_header"].get("msg_id") == number:
                language = message["content"]["language_info"]
        return language

    def _take(self, message: Message, cell: NotebookNode, cell_index: int) -> bool:
        """Enter an output; whether it was the cell's last message.

        Raises Stopped instead when all outputs together would be too large.
        """
        self.said += _length(message["content"])
        if self.said > self.limits.output:
            what = f"with cell {self.code_cells_executed} the outputs are more than"
            raise self._stop("OutputLimit", f"{what} {size(self.limits.output)}")
        try:
            self.process_message(message, cell, cell_index)
        except CellExecutionComplete:
            return True
        return False

    def _enter(self, cell: NotebookNode, reason: Stopped) -> None:
        """Why it stopped, where a reader of the notebook will look."""
        cell.execution_count = self.code_cells_executed
        told = nbformat.v4.new_output(
            "error", ename=reason.ename, evalue=reason.evalue, traceback=[str(reason)]
        )
        cell.outputs.append(told)

    def _heard(self, seconds: float) -> Iterator[tuple[str, Message]]:
        """What the kernel says, as it comes.

        Raises Stopped at its end, after so many seconds, and when the run reaches a limit.
        """
        until = monotonic() + seconds
        while True:
            yield from self.kc.hear(self._patience(min(until, self.until)))
            if how := self.kernel.how_ended():
                yield from self.kc.hear_out(LAST_WORDS)
                raise self._stop("KernelDied", f"the kernel died ({how}) {self._place()}")
            self._check(until, seconds)

    def _patience(self, until: float) -> float:
        """Seconds to wait for the next event."""
        looks = self.kernel.end is None or self.limits.memory < inf
        left = max(until - monotonic(), 0)
        return min(left, LOOK if looks else START)

    def _check(self, until: float, seconds: float) -> None:
        cell = f"cell {self.code_cells_executed}" if self.code_cells_executed else "the start"
        if monotonic() >= self.until:
            why = f"the notebook took longer than {self.limits.notebook:g} s {self._place()}"
            raise self._stop("TimeLimit", why)
        if monotonic() >= until:
            raise self._stop("TimeLimit", f"{cell} took longer than {seconds:g} s")
        most = self.limits.memory
        if most < inf and resident(self.kernel.process.pid) > most:
            raise self._stop("MemoryLimit", f"{cell} needed more than {size(most)}")

    def _place(self) -> str:
        """Which cell it is in, by the number that the page shows."""
        number = self.code_cells_executed
        return f"in cell {number}" if number else "at its start"

    def _stop(self, kind: str, why: str) -> Stopped:
        self.stopped = why
        return Stopped(why, kind, why)


def _length(content: Message) -> int:
    """Characters that a message would add to the notebook."""
    parts = (content.get("text"), *content.get("data", {}).values())
    return sum(len(part) for part in parts if isinstance(part, str))
