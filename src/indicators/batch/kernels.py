"""One notebook through papermill, in a kernel of this very interpreter."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from subprocess import CalledProcessError
from typing import Any

import papermill
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from jupyter_core.utils import ensure_event_loop, run_sync
from nbformat import NotebookNode
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, papermill_engines
from papermill.translators import PythonTranslator, papermill_translators

from indicators.batch.provisioner import WarmProvisioner
from indicators.batch.signature import read_notebook
from indicators.batch.warm import available, own_zygote
from indicators.store import HOME

ENGINE = "indicators"
LOG = "kernel.log"  # what the kernel itself says, below the notebook's outputs
LONGEST_ERROR = 300  # characters
LONGEST_SOCKET = 90  # bytes: a Unix socket's path ends at 104 on some systems


class ReadableParameters(PythonTranslator):  # type: ignore[misc]
    """Writes 长春市 as itself: papermill would inject \\u957f\\u6625\\u5e02."""

    @classmethod
    def translate_escaped_str(cls, str_val: object) -> str:
        """A Python literal of the text."""
        return repr(str(str_val))


class OwnKernel(Engine):  # type: ignore[misc]
    """Starts the kernel of this interpreter, whatever kernel specs the user has installed."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: Any, kernel_name: str, *, work: Path, place: Place, timeout: int, **_: Any
    ) -> None:
        """Run the cells one after another; an error stays in the notebook for papermill to find."""
        manager = _manager(work, kernel_name, place.zygote)
        start = {"cwd": str(place.home), "env": environment(place.home, work)}
        with (work / LOG).open("wb") as log:
            try:
                PapermillNotebookClient(
                    nb_man, km=manager, timeout=timeout, shutdown_kernel="immediate"
                ).execute(cleanup_kc=True, stdout=log, stderr=log, **start)
            except KeyboardInterrupt:
                # what waits for the kernel will fail as that is ended, and nobody is there to hear
                ensure_event_loop().set_exception_handler(lambda *_: None)
                raise
            finally:
                # nbclient leaves a kernel behind that is interrupted while it starts
                if manager.has_kernel:
                    run_sync(manager.shutdown_kernel)(now=True)


@dataclass(frozen=True, slots=True)
class Place:
    """The collection's folder, and the door of the zygote for its kernels: without, plain ones."""

    home: Path
    zygote: Path | None = None


@contextmanager
def kernels(home: Path, work: Path, *, warm: bool) -> Iterator[Place]:
    """Where notebooks may run, for the time of a batch; the zygote's files lie in `work`."""
    with ExitStack() as stack:
        zygote = None
        if warm and available():
            with suppress(OSError, CalledProcessError):  # plain kernels do the same, later
                interpreter = (sys.executable,)
                own = own_zygote(work, interpreter, environment(home, work))
                zygote = stack.enter_context(own)
        yield Place(home, zygote)


@dataclass(frozen=True, slots=True)
class Execution:
    """What an attempt left: the notebook as far as it came, and its error in one line."""

    notebook: NotebookNode | None
    error: str


def execute(
    source: Path, parameters: Mapping[str, object], work: Path, place: Place, timeout: int
) -> Execution:
    """Run a notebook; its files lie in `work`, which the caller removes.

    `timeout` is in seconds for one cell. Whatever a notebook does comes back as an error.
    """
    papermill_translators.register("python", ReadableParameters)
    papermill_engines.register(ENGINE, OwnKernel)
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
            work=work,
            place=place,
            timeout=timeout,
        )
    except papermill.PapermillExecutionError as failed:
        error = one_line(f"{failed.ename}: {failed.evalue} (cell {failed.exec_count})")
    except Exception as died:  # a kernel that died, hangs or never came: the batch goes on
        error = one_line(f"{type(died).__name__}: {_first_line(str(died))} {_last_words(work)}")
    if not executed.is_file():
        return Execution(None, error)
    return Execution(_named(read_notebook(executed), source), error)


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


def _manager(work: Path, kernel_name: str, zygote: Path | None) -> AsyncKernelManager:
    connection = work / "k.json"
    # over TCP ipykernel warns in every run that the traffic is not encrypted
    ipc = os.name == "posix" and len(os.fsencode(connection)) < LONGEST_SOCKET
    manager = AsyncKernelManager(
        kernel_name=kernel_name,
        kernel_spec_manager=KernelSpecManager(kernel_dirs=[]),
        connection_file=str(connection),
        transport="ipc" if ipc else "tcp",
    )
    if zygote:
        manager.provisioner = WarmProvisioner(kernel_spec=manager.kernel_spec, parent=manager)
        manager.provisioner.door = str(zygote)
    return manager


def environment(home: Path, work: Path) -> dict[str, str]:
    """No start-up files of the user, and sets in one order: the same notebook, the same page."""
    own = {HOME: str(home), "IPYTHONDIR": str(work / "ipython"), "PYTHONHASHSEED": "0"}
    return {**os.environ, **own}


def _literal(path: Path) -> str:
    """papermill fills in {braces} of a path."""
    return str(path).replace("{", "{{").replace("}", "}}")


def _named(notebook: NotebookNode, source: Path) -> NotebookNode:
    """Without this machine's paths."""
    notebook.metadata.papermill.input_path = source.name
    notebook.metadata.papermill.output_path = source.name
    return notebook
