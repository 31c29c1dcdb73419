"""What one run does to itself, to its kernel or to the zygote reaches no other run."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from indicators.batch.kernels import Execution, Limits, Place, execute, kernels

Run = Callable[..., Execution]
TWO_MINUTES = Limits(120)
PATIENCE = 150  # seconds: on a busy machine a zygote imports for long
WHO = "import os, sys; print(os.getpid(), os.getppid(), 'seaborn' in sys.modules)"
HOLD = """
import sys, time
from pathlib import Path
from indicators.batch.kernels import execute, kernels
home = Path(sys.argv[1])
with kernels(home, home, warm=True) as place:
    execute(home / "notebooks" / "hang.ipynb", {}, home, place)
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    home = tmp_path_factory.mktemp("home")
    (home / "zygote").mkdir()
    with kernels(home, home / "zygote", warm=True) as place:
        yield place


@pytest.fixture
def run(place: Place, tmp_path: Path, save_notebook: Callable[..., Path]) -> Run:
    """`run("1 + 1", limits=Limits(60))`: the cells in a kernel of the module's zygote."""

    def run(*cells: str, limits: Limits = TWO_MINUTES, at: Place = place) -> Execution:
        source = save_notebook(tmp_path, "run", *cells)
        work = tmp_path / f"work-{len(list(tmp_path.iterdir()))}"
        work.mkdir()
        return execute(source, {}, work, at, limits)

    return run


def printed(done: Execution) -> list[str]:
    assert not done.error and done.notebook
    outputs = [out for cell in done.notebook.cells for out in cell.outputs]
    return "".join(out["text"] for out in outputs if "text" in out).split()


def gone(pid: int) -> bool:
    """Whether a process ended; one that only its parent has not taken note of did."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def soon(true: Callable[[], bool]) -> bool:
    until = time.monotonic() + PATIENCE
    while not true() and time.monotonic() < until:
        time.sleep(0.05)
    return true()


ENDS = {
    "exits": ("import os; os._exit(3)", "the kernel died (exit code 3) in cell 1"),
    "is killed": (
        "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
        "the kernel died (signal 9) in cell 1",
    ),
    "crashes": ("import ctypes; ctypes.string_at(0)", "the kernel died (signal 11) in cell 1"),
    "hangs": ("import time; time.sleep(600)", "cell 1 took longer than 3 s"),
    "does not heed signals": (
        "import signal, time\n"
        "for n in (2, 15): signal.signal(n, signal.SIG_IGN)\n"
        "while True: time.sleep(1)",
        "cell 1 took longer than 3 s",
    ),
    "fails": ("1 / 0", "ZeroDivisionError"),
    "closes everything": ("import os; os.closerange(3, 999)", ""),
}


@pytest.mark.parametrize("end", ENDS)
def test_the_next_run_is_as_if_the_last_had_never_been(end: str, run: Run) -> None:
    bad, error = ENDS[end]
    if error:
        limits = Limits(3 if "longer" in error else 60)
        assert run(bad, limits=limits).error.startswith(error)
    else:
        run(bad, limits=Limits(3))
    pid, zygote, warm = printed(run(WHO))
    assert warm == "True" and not gone(int(zygote))
    assert soon(lambda: gone(int(pid)))


def test_what_a_run_changes_stays_with_it(run: Run) -> None:
    change = """
import os, sys, numpy, pandas, matplotlib, indicators, signal
os.environ["LEAK"] = "1"; os.chdir("/"); sys.path.append("/leak"); sys.modules["leak"] = sys
numpy.LEAK = 1; pandas.options.display.max_rows = 3; matplotlib.rcParams["font.size"] = 99
indicators.read = None; os.umask(0o77); os.nice(5); signal.alarm(600)
held = bytearray(300_000_000); file = open("/dev/null"); os.dup2(1, 99)
"""
    ask = """
import os, sys, numpy, pandas, matplotlib, indicators, resource, gc
print("LEAK" in os.environ, os.getcwd(), "/leak" in sys.path, "leak" in sys.modules)
print(hasattr(numpy, "LEAK"), pandas.options.display.max_rows, matplotlib.rcParams["font.size"])
print(indicators.read is None, oct(os.umask(0)), os.nice(0), os.path.exists("/proc/self/fd/99"))
"""
    before = printed(run(ask))
    assert before[1] != "/"
    assert run(change).error == ""
    assert printed(run(ask)) == before


def test_each_run_draws_its_own_numbers(run: Run) -> None:
    draw = "import random, numpy; print(numpy.random.rand(), random.random())"
    one, other = printed(run(draw)), printed(run(draw))
    assert not set(one) & set(other)


def test_what_a_run_leaves_behind_ends_with_it(run: Run, place: Place) -> None:
    leave = """
import os, subprocess, time
child = subprocess.Popen(["sleep", "600"])
fork = os.fork()
if not fork: time.sleep(600)
print(child.pid, fork)
"""
    left = printed(run(leave))
    assert soon(lambda: all(gone(int(pid)) for pid in left))
    # also when the kernel itself died before them
    tell = "open('left', 'w').write(f'{child.pid} {fork}'); os._exit(1)"
    assert run(leave.replace("print(child.pid, fork)", tell)).error.startswith("the kernel died")
    died = (place.home / "left").read_text().split()
    assert soon(lambda: all(gone(int(pid)) for pid in died))


def test_a_run_has_a_process_group_of_its_own_and_one_thread_of_linear_algebra(run: Run) -> None:
    told = printed(
        run(
            "import os; print(os.getpgrp() == os.getpid(), os.getsid(0) == os.getpid())",
            "import numpy; before = len(os.listdir('/proc/self/task'))\n"
            "a = numpy.ones((500, 500)) @ numpy.ones((500, 500))\n"
            "print(len(os.listdir('/proc/self/task')) - before)",
        )
    )
    assert told == ["True", "True", "0"]


def test_a_folder_that_would_come_before_a_library_has_a_plain_kernel(
    run: Run, place: Place
) -> None:
    (place.home / "seaborn.py").write_text("HERE = 1")
    try:
        assert printed(run(WHO))[2] == "False"
        assert printed(run("import seaborn; print(seaborn.HERE)")) == ["1"]
    finally:
        (place.home / "seaborn.py").unlink()
    (place.home / "matplotlibrc").write_text("font.size: 7")
    try:
        size = "import matplotlib; print(matplotlib.rcParams['font.size'])"
        assert printed(run(size)) == ["7.0"]
    finally:
        (place.home / "matplotlibrc").unlink()
    assert printed(run(WHO))[2] == "True"


def test_a_zygote_that_is_killed_is_replaced_some_times(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("indicators.batch.raising.MOST", 2)
    with kernels(tmp_path, tmp_path, warm=True) as own:
        for _ in range(2):
            _, zygote, warm = printed(run(WHO, at=own))
            killing = f"import os, time; os.kill({zygote}, 9); time.sleep(600)"
            done = run(killing, at=own)
            assert warm == "True" and done.lost
            assert done.error.startswith(
                "the kernel died (with the process that it was forked from)"
            )
        assert printed(run(WHO, at=own))[2] == "False"
    told = [record.getMessage() for record in caplog.records]
    assert told[0] == "kernels are forked from a new process: the last one ended (1)"
    assert told[1].startswith("kernels are started, not forked: ") and len(told) == 2


def test_a_zygote_that_cannot_be_is_not_tried_again(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("indicators.batch.raising.START", "raise SystemExit('no such library')")
    with kernels(tmp_path, tmp_path, warm=True) as own:
        assert printed(run(WHO, at=own))[2] == "False"
        assert own.own and len(own.own.processes) == 1
    assert "kernels are started, not forked: its zygote ended no such library" in caplog.text


def test_a_caller_that_is_killed_takes_its_kernel_and_its_zygote_along(
    tmp_path: Path, save_notebook: Callable[..., Path]
) -> None:
    sign = tmp_path / "sign"
    tell = (
        f"import os, time\nopen({str(sign)!r}, 'w').write(f'{{os.getpid()}} {{os.getppid()}}\\n')"
    )
    save_notebook(tmp_path, "hang", f"{tell}\ntime.sleep(600)")
    with subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)]) as caller:
        try:
            assert soon(lambda: sign.is_file() and sign.read_text().endswith("\n"))
            kernel, zygote = map(int, sign.read_text().split())
            assert not gone(kernel) and not gone(zygote)
        finally:
            os.kill(caller.pid, signal.SIGKILL)
    assert soon(lambda: gone(kernel) and gone(zygote))
