"""Kernels for Jupyter's own tools: forked from a zygote where that can be, else started as ever.

JUPYTER_DEFAULT_PROVISIONER_NAME=indicators-warm papermill in.ipynb out.ipynb
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from subprocess import DEVNULL
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from jupyter_core.paths import jupyter_runtime_dir

from indicators import store
from indicators.batch.birth import LAUNCHER, Request
from indicators.batch.raising import shared_zygote
from indicators.batch.warm import Gone, NotWarm, WarmKernel, ask_soon, available
from indicators.errors import UsageError

NAME = "indicators-warm"
KNOWN = {"cwd", "env", "independent", "kernel_id", "extra_arguments", "stdin", "stdout", "stderr"}
EXIT = 0.1  # seconds between two questions of jupyter_client whether a kernel has ended


class WarmProvisioner(LocalProvisioner):
    """A kernel like any other, sooner; `door` is the zygote to ask, the user's shared one if ''."""

    door = ""
    leaving = False
    process: Any = None  # a WarmKernel, or a Popen

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork it, or start it when that could make a difference to what it does."""
        self.leaving = False
        try:
            self.process = await self._warm(cmd, kwargs)
        except (NotWarm, OSError) as reason:
            self.log.info("a plain kernel: %s", reason)
            return await super().launch_kernel(cmd, **kwargs)
        self.pid = self.pgid = self.process.pid
        self.cwd = kwargs.get("cwd") or Path.cwd()
        return self.connection_info

    async def poll(self) -> int | None:
        """Its exit code, if it ended; one that was asked to leave is awaited for a moment."""
        if self.leaving and isinstance(self.process, WarmKernel):
            await self._ended(EXIT)
        return await super().poll()

    async def wait(self) -> int | None:
        """Its exit code, at its end."""
        kernel = self.process
        if not isinstance(kernel, WarmKernel):
            return await super().wait()
        code = await kernel.ended()
        self._let_go()
        return code

    async def shutdown_requested(self, restart: bool = False) -> None:
        """From now on its end is expected."""
        self.leaving = True

    async def kill(self, restart: bool = False) -> None:
        """Kill it with its process group, and await its end, which is a matter of milliseconds."""
        await super().kill(restart)
        await self._ended(10 * EXIT)

    async def cleanup(self, restart: bool = False) -> None:
        """What a dead kernel left running ends too."""
        await super().cleanup(restart)
        self._let_go()

    async def _ended(self, patience: float) -> None:
        if isinstance(self.process, WarmKernel):
            with suppress(TimeoutError):
                await asyncio.wait_for(self.process.ended(), patience)

    def _let_go(self) -> None:
        if isinstance(self.process, WarmKernel):
            self.process.close()
            self.process = None

    async def _warm(self, command: Sequence[str], wanted: Mapping[str, Any]) -> WarmKernel:
        request, interpreter = _request(command, wanted)
        with ExitStack() as files:
            streams = _streams(wanted, files)
            if self.door:
                return await ask_soon(Path(self.door), request, streams)
            folder = Path(jupyter_runtime_dir())
            for last in (False, True):  # one that is leaving, or out of date, is replaced once
                door = shared_zygote(folder, interpreter, request.environment, _home())
                try:
                    return await ask_soon(door, request, streams)
                except (Gone, ConnectionError):
                    if last:
                        raise
            raise AssertionError("returned or raised above")


def _home() -> str:
    """The collection whose notebooks are run most likely; '' where there is none."""
    try:
        return str(store.root())
    except UsageError:
        return ""


def _request(command: Sequence[str], wanted: Mapping[str, Any]) -> tuple[Request, tuple[str, ...]]:
    """What to ask for, and the interpreter to run it; raises NotWarm for what we do not know."""
    if not available():
        raise NotWarm("this system has no fork that can be watched")
    if unknown := wanted.keys() - KNOWN:
        raise NotWarm(f"started with {', '.join(sorted(unknown))}")
    if wanted.get("independent"):
        raise NotWarm("it is to outlive its starter")
    if command[:3] != [sys.executable, "-m", LAUNCHER]:
        raise NotWarm("not this interpreter's own kernel")
    environment = {**(wanted.get("env") or os.environ), "JPY_PARENT_PID": str(os.getpid())}
    paths = environment.get("PYTHONPATH")
    if paths and not all(map(os.path.isabs, paths.split(os.pathsep))):
        raise NotWarm("PYTHONPATH is relative to its folder")
    folder = str(Path(wanted.get("cwd") or ".").expanduser().resolve())
    request = Request(tuple(command[3:]), folder, environment)
    return request, (sys.executable,)


def _streams(wanted: Mapping[str, Any], files: ExitStack) -> tuple[int, int, int]:
    """The kernel's standard streams, as `subprocess` would choose them."""
    nothing = os.open(os.devnull, os.O_RDWR)
    files.callback(os.close, nothing)

    def number(name: str, default: int) -> int:
        given = wanted.get(name)
        if given is None:
            return default
        if given == DEVNULL:
            return nothing
        file = given if isinstance(given, int) else given.fileno()
        if file < 0:
            raise NotWarm(f"{name} is to be a pipe")
        return int(file)

    return number("stdin", nothing), number("stdout", 1), number("stderr", 2)
