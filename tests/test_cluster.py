"""A real scheduler and workers, as processes of their own: what they do is what is done here."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import TypeVar

import psutil
import pytest

from indicators.cli import main
from indicators.dataset import Receipt

PATIENCE = 120.0
Found = TypeVar("Found")
TEXT = "2023年，全区固定资产投资{}.50亿元，增长{}%。\n"
# says which run it is and whose kernel it has; all but the first wait until they may go on
GATED = """
import os, time
from pathlib import Path
with Path("runs.log").open("a") as log:
    log.write(f"{number} {os.getppid()}\\n")
while number and not Path("go").exists():
    time.sleep(0.02)
number * 2
"""


def awaited(find: Callable[[], Found]) -> Found:
    """Wait until there is something."""
    end = time.monotonic() + PATIENCE
    while not (found := find()):
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.02)
    return found


@dataclass
class Cluster:
    """A scheduler's address, and its workers."""

    file: Path
    address: str
    workers: list[subprocess.Popen[bytes]]

    def work(self) -> None:
        """One more worker."""
        options = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1"]
        self.workers.append(_start("dask_worker", "--scheduler-file", str(self.file), *options))


def _start(program: str, *options: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", f"distributed.cli.{program}", *options]
    nowhere = subprocess.DEVNULL
    return subprocess.Popen(command, stdout=nowhere, stderr=nowhere, cwd="/", env=_environment())


def _environment() -> dict[str, str]:
    path = os.pathsep.join(filter(None, [*sys.path]))
    return {**os.environ, "PYTHONPATH": path}


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A scheduler with two workers of one thread, ended by their numbers."""
    file = tmp_path_factory.mktemp("cluster") / "scheduler.json"
    options = ["--port", "0", "--host", "127.0.0.1", "--no-dashboard", "--no-show"]
    scheduler = _start("dask_scheduler", "--scheduler-file", str(file), *options)
    found: list[subprocess.Popen[bytes]] = []
    try:
        awaited(lambda: file.is_file() and file.stat().st_size)
        cluster = Cluster(file, json.loads(file.read_text("utf-8"))["address"], found)
        for _ in range(2):
            cluster.work()
        yield cluster
    finally:
        for process in [*found, scheduler]:
            process.kill()
            process.wait()


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Enough documents for some parts, and one that is none."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    for number in range(180):
        text = f"长春市南关区2023年公报\n\n{TEXT.format(number + 10, number % 9)}"
        (folder / f"d{number:03}.txt").write_text(text, "utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    return folder


def content(folder: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file() and not file.name.endswith(".part")
    }


def kill_in_the_middle(
    cluster: Cluster, find: Callable[[], int], then: Callable[[], object] = lambda: None
) -> Thread:
    """Kill the worker that is to be found, let another one come, and do what is to be done then."""

    def kill() -> None:
        try:
            number = awaited(find)
            victim = next(one for one in cluster.workers if one.pid == number)
            cluster.workers.remove(victim)
            left = psutil.Process(victim.pid).children(recursive=True)
            victim.send_signal(signal.SIGKILL)
            victim.wait()
            cluster.work()
            psutil.wait_procs(left, PATIENCE)
            assert not any(
                one.is_running() and one.status() != psutil.STATUS_ZOMBIE for one in left
            )
        finally:
            then()

    thread = Thread(target=kill)
    thread.start()
    return thread


def test_lines_are_those_that_are_read_here(
    cluster: Cluster, corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = []
    for more in (["--jobs", "2"], ["--cluster", cluster.address]):
        assert main(["read", str(corpus), "--format", "jsonl", *more]) == 1
        said.append(capsys.readouterr())
    assert said[0] == said[1]
    assert len(said[0].out.splitlines()) == 360 and "broken.pdf: a broken pdf" in said[0].err


def test_a_worker_that_is_killed_while_it_reads_loses_and_repeats_nothing(
    cluster: Cluster, corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call = ["read", str(corpus), "--format", "parquet", "--to"]
    assert main([*call, str(tmp_path / "here")]) == 1
    here = capsys.readouterr()
    there, finished = tmp_path / "there", dict[Path, int]()

    def find() -> int:
        """Any worker once a part is finished for good: one with a failure may be tried again."""
        for file in (there / "parts").glob("*.json"):
            if not Receipt.heard(file.read_bytes()).failures:
                finished.setdefault(file, file.stat().st_mtime_ns)
        return cluster.workers[0].pid if finished else 0

    thread = kill_in_the_middle(cluster, find)
    assert main([*call, str(there), "--cluster", cluster.address]) == 1
    thread.join()
    assert content(there) == content(tmp_path / "here")
    assert capsys.readouterr().err == here.err
    assert finished and all(file.stat().st_mtime_ns == when for file, when in finished.items())


@pytest.fixture
def home(
    tmp_path: Path, save_notebook: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A collection of one gated notebook, planned four times."""
    save_notebook(tmp_path, "01-gated", "number: int = 0  # any", GATED)
    plan = '[[run]]\nnotebook = "01-gated"\nparameters.number = [0, 1, 2, 3]\n'
    (tmp_path / "notebooks" / "batch.toml").write_text(plan, "utf-8")
    (tmp_path / "data" / "documents").mkdir(parents=True)
    (tmp_path / "data" / "documents" / "a.md").write_text("新增就业300人。\n", "utf-8")
    monkeypatch.setenv("INDICATORS_HOME", str(tmp_path))
    return tmp_path


def made(outputs: Path) -> dict[str, bytes]:
    """The executed notebooks and their pages."""
    pages = {file.name: file.read_bytes() for file in (outputs / "site").glob("01-gated*.html")}
    return {**content(outputs / "notebooks"), **pages}


def test_a_worker_that_is_killed_while_it_runs_loses_and_repeats_nothing(
    cluster: Cluster, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outputs, log, killed = home / "outputs", home / "runs.log", list[str]()

    def find() -> int:
        """The worker that has finished the first run, and is in the middle of another."""
        if not (outputs / "site" / "01-gated--number-0.html").exists():
            return 0
        ran = dict(line.split() for line in log.read_text().splitlines())
        killed[:] = [one for one, worker in ran.items() if one != "0" and worker == ran["0"]]
        return int(ran["0"]) if killed else 0

    thread = kill_in_the_middle(cluster, find, (home / "go").touch)
    call = ["run", "--quiet", "--plain-kernels"]
    assert main([*call, "--cluster", cluster.address]) == 0, capsys.readouterr().err
    thread.join()
    ran = [line.split()[0] for line in log.read_text().splitlines()]
    assert sorted(ran) == sorted(["0", "1", "2", "3", *killed]) and killed
    assert "4 run: 4 good, 0 failed" in capsys.readouterr().out
    there = made(outputs)
    assert len(there) == 8
    shutil.rmtree(outputs)
    assert main(call) == 0, capsys.readouterr().err
    assert made(outputs) == there


def test_a_scheduler_that_is_not_there_is_named(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("indicators.cluster.PATIENCE", 1)
    assert main(["read", str(corpus), "--cluster", "tcp://127.0.0.1:9"]) == 2
    assert "tcp://127.0.0.1:9: no Dask scheduler answers there" in capsys.readouterr().err


def test_what_is_missing_is_said(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert main(["read", str(corpus), "--cluster", "tcp://x:1"]) == 2
    assert "pip install 'indicators[cluster]'" in capsys.readouterr().err


def test_memory_of_this_process_is_no_store_for_a_cluster(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call = ["read", str(corpus), "--format", "parquet", "--to", "memory://x"]
    assert main([*call, "--cluster", "tcp://x:1"]) == 2
    assert "no worker of a cluster reaches this memory" in capsys.readouterr().err
