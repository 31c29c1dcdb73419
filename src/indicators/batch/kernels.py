"""One notebook through papermill, in a kernel of its own: forked from a zygote, or started."""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from threading import Lock, Thread

import nbformat
import papermill
from jupyter_client.manager import AsyncKernelManager
from jupyter_core.utils import ensure_event_loop
from nbformat import NotebookNode

from indicators.batch.engine import ENGINE, LOG, environment, kernel_manager, register
from indicators.batch.warm import OwnZygote, available, own_zygote

LONGEST_ERROR = 300  # characters
PAUSE = 0.05  # seconds between two looks whether a run that was stopped has ended


class Place:
    """Where notebooks run: the collection's folder, and a zygote from the first kernel on."""

    def __init__(self, home: Path, work: Path, stack: ExitStack, *, warm: bool) -> None:
        """The zygote's files lie in `work`; it ends with the stack."""
        self.home, self.work, self.stack, self.warm = home, work, stack, warm
        self.managers: list[AsyncKernelManager] = []
        self.starting = Lock()

    @property
    def zygote(self) -> OwnZygote | None:
        """The zygote, or nothing where each kernel is started: it does the same, later."""
        with self.starting:
            return self._zygote

    def stop(self) -> None:
        """Kill what runs; ask again until all runs have ended, for one may be launched just now."""
        born = any([_kill(manager) for manager in list(self.managers)])
        if self._zygote and not born:  # it may be importing still
            self._zygote.end()

    @cached_property
    def _zygote(self) -> OwnZygote | None:
        if self.warm and available():
            with suppress(OSError):
                own = own_zygote(self.work, (sys.executable,), environment(self.home, self.work))
                return self.stack.enter_context(own)
        return None


@contextmanager
def kernels(home: Path, work: Path, *, warm: bool) -> Iterator[Place]:
    """A place for notebooks, for the time of a batch."""
    with ExitStack() as stack:
        yield Place(home, work, stack, warm=warm)


@dataclass(frozen=True, slots=True)
class Execution:
    """What an attempt left: the notebook as far as it came, and its error in one line."""

    notebook: NotebookNode | None
    error: str


def execute(
    source: Path, parameters: Mapping[str, object], work: Path, place: Place, timeout: int
) -> Execution:
    """Run a notebook; its files lie in `work`, which the caller removes.

    `timeout` is in seconds for one cell. Whatever a notebook does comes back as an error. Whatever
    stops this (Ctrl-C, SIGTERM) ends the kernel first.
    """
    done: Future[Execution] = Future()
    run = partial(_execute, source, parameters, work, place, timeout)
    # a signal is heard in the main thread alone: it must not come between asyncio and its loop,
    # which would go on with half of what was stopped when the next thing is asked of it
    thread = Thread(target=_settle, args=(done, run), daemon=True)
    try:
        thread.start()
        return done.result()
    except BaseException:
        while thread.is_alive():
            place.stop()
            time.sleep(PAUSE)
        raise


def _settle(done: Future[Execution], run: partial[Execution]) -> None:
    """A thread's work, with the loop in which jupyter_client will talk to the kernel."""
    with closing(ensure_event_loop()):
        try:
            done.set_result(run())
        except BaseException as error:
            done.set_exception(error)


def _kill(manager: AsyncKernelManager) -> bool:
    """Its kernel, if there is one already; the thread that waits for it sees to the rest."""
    process = getattr(manager.provisioner, "process", None)
    if process is not None and process.returncode is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    return process is not None


def _execute(
    source: Path,
    parameters: Mapping[str, object],
    work: Path,
    place: Place,
    timeout: int,
) -> Execution:
    own: list[AsyncKernelManager] = []

    def manager(kernel_name: str) -> AsyncKernelManager:
        door = place.zygote.door if place.zygote else None
        own.append(kernel_manager(kernel_name, work, door))
        place.managers.append(own[-1])
        return own[-1]

    register()
    executed = work / "executed.ipynb"
    error = ""
    try:
        papermill.execute_notebook(
            _literal(source),
            _literal(executed),
            dict(parameters),
            engine_name=ENGINE,
            kernel_name="python3",
            language="python",
            progress_bar=False,
            manager=manager,
            work=work,
            home=place.home,
            timeout=timeout,
        )
    except papermill.PapermillExecutionError as failed:
        error = one_line(f"{failed.ename}: {failed.evalue} (cell {failed.exec_count})")
    except Exception as died:  # a kernel that died, hangs or never came: the batch goes on
        error = one_line(f"{type(died).__name__}: {_first_line(str(died))} {_last_words(work)}")
    finally:
        for one in own:
            place.managers.remove(one)
    if not executed.is_file():
        return Execution(None, error)
    return Execution(_named(nbformat.read(executed, as_version=4), source), error)


def one_line(text: str) -> str:
    """A message without colours and line breaks, cut where it would fill a screen."""
    words = " ".join(re.sub(r"\x1b\[[0-9;]*[A-Za-z]", "", text).split())
    plain = "".join(c for c in words if c.isprintable())
    return plain if len(plain) <= LONGEST_ERROR else plain[:LONGEST_ERROR] + "…"


def _first_line(message: str) -> str:
    """nbclient appends the whole cell to some messages."""
    return message.strip().partition("\n")[0]


def _last_words(work: Path) -> str:
    """What the kernel itself said, if it did: `Segmentation fault`."""
    log = work / LOG
    return log.read_text("utf-8", "replace").strip() if log.is_file() else ""


def _literal(path: Path) -> str:
    """papermill fills in {braces} of a path."""
    return str(path).replace("{", "{{").replace("}", "}}")


def _named(notebook: NotebookNode, source: Path) -> NotebookNode:
    """Without this machine's paths."""
    notebook.metadata.papermill.input_path = source.name
    notebook.metadata.papermill.output_path = source.name
    return notebook
