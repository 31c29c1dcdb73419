"""How soon the death of a kernel is known: from the signal to the end of its run.

A kernel that waits in its second cell is killed by another thread; measured is the time until
`execute` has returned its notebook with the error entered, its kernel's process group killed and
its sockets closed. First on the machine as it is, then with two busy processes for each core.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from threading import Thread
from time import perf_counter, sleep

from indicators.batch.kernels import Place, execute, kernels
from indicators.workers import cores

BAR = 0.1  # seconds
CELLS = ("1 + 1", "import os, signal; open('pid', 'w').write(f'{os.getpid()}\\n'); signal.pause()")
BUSY = "while True: pass"


def deaths(count: int) -> None:
    """Print both."""
    with TemporaryDirectory() as name, kernels(Path(name), Path(name), warm=True) as place:
        (Path(name) / "data" / "documents").mkdir(parents=True)
        source = _notebook(Path(name))
        _death(place, source, Path(name) / "first")  # it waits for the zygote
        for others in (0, 2 * cores()):
            with _busy(others):
                late = [_death(place, source, Path(name) / f"{others}-{n}") for n in range(count)]
            told = f"median {1000 * median(late):.0f} ms, worst {1000 * max(late):.0f} ms"
            beside = f"{others} busy processes beside" if others else "nothing beside"
            print(f"{count} deaths, {beside}: {told} (<= {1000 * BAR:.0f} ms)", flush=True)


def _notebook(home: Path) -> Path:
    from indicators.report.notebooks import nbformat

    cells = [nbformat.v4.new_code_cell(text) for text in CELLS]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), home / "dies.ipynb")
    return home / "dies.ipynb"


def _death(place: Place, source: Path, work: Path) -> float:
    """Seconds until one was known."""
    work.mkdir()
    sign = place.home / "pid"
    sign.unlink(missing_ok=True)
    killed: list[float] = []

    def kill() -> None:
        while not (sign.exists() and sign.read_text().endswith("\n")):
            sleep(0.005)
        sleep(0.05)  # it waits by now
        killed.append(perf_counter())
        os.kill(int(sign.read_text()), signal.SIGKILL)

    killer = Thread(target=kill)
    killer.start()
    done = execute(source, {}, work, place)
    known = perf_counter()
    killer.join()
    if done.error != "the kernel died (signal 9) in cell 2":
        raise SystemExit(done.error)
    return known - killed[0]


@contextmanager
def _busy(count: int) -> Iterator[None]:
    processes = [subprocess.Popen([sys.executable, "-c", BUSY]) for _ in range(count)]
    try:
        yield
    finally:
        for process in processes:
            process.kill()
            process.wait()
