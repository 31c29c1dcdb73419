"""From a fork of the zygote to an ordinary kernel: what a started process would have, no more."""

from __future__ import annotations

import ctypes
import gc
import importlib.util
import itertools
import json
import multiprocessing
import os
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

DEBUGGER = "PYDEVD_USE_FRAME_EVAL", "NO"  # set by ipykernel's debugger as it is imported
LAUNCHER = "ipykernel_launcher"
PR_SET_PDEATHSIG = 1  # linux/prctl.h
# a zygote's answers: a kernel's number, its exit code, why there is none, that it is out of date
PID, EXIT, ERROR, STALE = "pid", "exit", "error", "stale"


@dataclass(frozen=True, slots=True)
class Request:
    """What a kernel is to start with; `arguments` follow the launcher's name."""

    arguments: tuple[str, ...]
    folder: str
    environment: Mapping[str, str]
    streams: tuple[int, ...] = ()

    def said(self) -> bytes:
        """As JSON: names of files may hold what is no character."""
        told = {
            "arguments": self.arguments,
            "folder": self.folder,
            "environment": dict(self.environment),
        }
        return json.dumps(told).encode()


def read_request(file: int, streams: tuple[int, ...]) -> Request:
    """The request in an open file, which is closed."""
    os.lseek(file, 0, os.SEEK_SET)
    with open(file, encoding="utf-8") as said:  # noqa: PTH123  # a file that has no path
        told = json.load(said)
    return Request(tuple(told["arguments"]), told["folder"], told["environment"], streams)


def become(request: Request, remember: Callable[[], None], own: Sequence[str]) -> None:
    """Run the kernel to its end, as `python -m ipykernel_launcher` would.

    `remember` is called where its folder and its variables are its own; `own` are the files of a
    started kernel.
    """
    from ipykernel.kernelapp import IPKernelApp

    _take(request)
    remember()
    _forget_luck()
    launcher = importlib.util.find_spec(LAUNCHER)
    sys.argv = [str(launcher and launcher.origin), *request.arguments]
    gc.enable()
    # a kernel without a parent's number talks as if it stood in a terminal
    kernel: Any = IPKernelApp.instance(parent_handle=os.getppid())
    with _without_guests(own):
        kernel.initialize(list(request.arguments))
    threading.Thread()  # the debugger makes one as it is imported, which a started kernel does here
    kernel.start()


def _take(request: Request) -> None:
    """The streams, folder, variables and signals of the caller instead of the zygote's."""
    for stream, file in enumerate(request.streams):
        os.dup2(file, stream)
        os.close(file)
    os.chdir(request.folder)
    os.environ.clear()
    os.environ.update(request.environment)
    os.environ.setdefault(*DEBUGGER)
    time.tzset()
    tempfile.tempdir = None
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)


@contextmanager
def _without_guests(own: Sequence[str]) -> Iterator[None]:
    """A kernel that lists its modules, whose files its debugger does not step into, finds its own.

    Not those that were imported for notebooks: to look at thousands would make the pages where they
    lie this process's own, 7 MB of them.
    """
    from ipykernel import ipkernel

    modules = {file: SimpleNamespace(__file__=file) for file in own}
    ipkernel.sys = SimpleNamespace(modules=modules)  # type: ignore[assignment,attr-defined]
    try:
        yield
    finally:
        ipkernel.sys = sys  # type: ignore[attr-defined]


def _forget_luck() -> None:
    """Every fork would draw the same numbers; `random` sees to itself."""
    import numpy as np

    np.random.seed()
    multiprocessing.current_process().authkey = os.urandom(32)
    threading._counter = itertools.count(1).__next__  # type: ignore[attr-defined]  # Thread-1, ...


def die_with(parent: int) -> None:
    """The system kills this process when its parent ends, however that comes about."""
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before it was asked
        os._exit(1)


def folder_shadows(folder: Path) -> str:
    """The file in a kernel's folder that it would import, or read, in place of a library's; or ''.

    A kernel's own folder comes first in its path, and matplotlib takes its settings from there.
    """
    known = {name.partition(".")[0] for name in sys.modules}
    for entry in sorted(folder.iterdir()):
        name = entry.name.partition(".")[0]
        is_module = entry.suffix in (".py", ".so") or (entry / "__init__.py").is_file()
        if entry.name == "matplotlibrc" or (name in known and is_module):
            return entry.name
    return ""
