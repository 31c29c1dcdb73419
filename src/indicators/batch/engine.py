"""papermill's part of a run: the parameters as people write them, and a kernel of our choice."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, papermill_engines
from papermill.translators import PythonTranslator, papermill_translators

from indicators.batch.provisioner import WarmProvisioner
from indicators.batch.values import literal, plain
from indicators.store import HOME

ENGINE = "indicators"
LOG = "kernel.log"  # what the kernel itself says, below the notebook's outputs
LONGEST_SOCKET = 90  # bytes: a Unix socket's path ends at 104 on some systems
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")

Start = Callable[[str], AsyncKernelManager]  # of a kernel's name


class ReadableParameters(PythonTranslator):  # type: ignore[misc]
    """Writes 长春市 as itself: papermill would inject \\u957f\\u6625\\u5e02."""

    @classmethod
    def translate(cls, val: object) -> str:
        """A Python literal of the value: papermill would make text of dates, too."""
        return literal(plain(val))


class OwnKernel(Engine):  # type: ignore[misc]
    """Starts the kernel of this interpreter, whatever kernel specs the user has installed."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: Any,
        kernel_name: str,
        *,
        manager: Start,
        work: Path,
        home: Path,
        timeout: int,
        **_: Any,
    ) -> None:
        """Run the cells one after another; an error stays in the notebook for papermill to find."""
        start = {"cwd": str(home), "env": environment(home, work)}
        with (work / LOG).open("wb") as log:
            PapermillNotebookClient(
                nb_man, km=manager(kernel_name), timeout=timeout, shutdown_kernel="immediate"
            ).execute(cleanup_kc=True, stdout=log, stderr=log, **start)


def register() -> None:
    """Make both known to papermill."""
    papermill_translators.register("python", ReadableParameters)
    papermill_engines.register(ENGINE, OwnKernel)


def kernel_manager(kernel_name: str, work: Path, door: Path | None) -> AsyncKernelManager:
    """A manager whose files lie in `work`; its kernel comes from the zygote behind `door`."""
    connection = work / "k.json"
    # over TCP ipykernel warns in every run that the traffic is not encrypted
    ipc = os.name == "posix" and len(os.fsencode(connection)) < LONGEST_SOCKET
    manager = AsyncKernelManager(
        kernel_name=kernel_name,
        kernel_spec_manager=KernelSpecManager(kernel_dirs=[]),
        connection_file=str(connection),
        transport="ipc" if ipc else "tcp",
    )
    if door:
        manager.provisioner = WarmProvisioner(kernel_spec=manager.kernel_spec, parent=manager)
        manager.provisioner.door = str(door)
    return manager


def environment(home: Path, work: Path) -> dict[str, str]:
    """No start-up files of the user, and sets in one order: the same notebook, the same page.

    Linear algebra has one thread, unless the user says otherwise: notebooks are too small for more.
    """
    own = {HOME: str(home), "IPYTHONDIR": str(work / "ipython"), "PYTHONHASHSEED": "0"}
    return {**dict.fromkeys(THREADS, "1"), **os.environ, **own}
