"""What a document and a report cost, and what many of them cost in machines and hours.

Costs are seconds of a core (CPU time), so that a busy machine is fair. What a cluster adds to a
report is the time that a worker needs for one more, less what the batch needs without a cluster;
beside it stands a result's way to one and back. docs/scale.md says what follows from them.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from distributed import Client, LocalCluster

from benchmarks.cheap import collection
from indicators import read, sources, store
from indicators.batch.bell import Bell
from indicators.batch.crew import Crew
from indicators.batch.record import Outputs, read_states
from indicators.batch.task import Outcome
from indicators.cluster import Cluster

Row = tuple[str, str]
HOURS = 3600
BAR = 10.0  # ms a report
ROUNDS = 10
CHARACTERS = 60_000  # of a page and of its notebook, most of them one byte
ONE_WORKER = {"n_workers": 1, "threads_per_worker": 1, "dashboard_address": None}
FEW, MANY = 20, 120  # cheap reports


def children() -> float:
    """CPU seconds of all processes that were started here and ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def documents(folder: Path, count: int) -> Iterator[Row]:
    """Core seconds and bytes of a document read to parquet, the start included."""
    own = sorted(store.documents_folder().glob("*.md"))
    for number in range(count):
        shutil.copy(own[number % len(own)], folder / f"d{number:05}.md")
    characters = sum(len(file.read_text("utf-8")) for file in folder.glob("*.md"))
    to, began = folder / "to", children()
    command = [sys.executable, "-m", "indicators", "read", str(folder), "--format", "parquet"]
    subprocess.run([*command, "--to", str(to)], check=True, capture_output=True)
    seconds = children() - began
    size = sum(file.stat().st_size for file in to.rglob("*.parquet"))
    loaded = [sources.load(file) for file in own]
    stated = sum(len(read(one).observations) for one in loaded) * count // len(own)
    began = process_time()
    for _ in range(ROUNDS):
        for one in loaded:
            read(one)
    alone = (process_time() - began) / ROUNDS
    yield "characters a document", f"{characters / count:,.0f}"
    yield "observations a document", f"{stated / count:.1f}"
    yield "core seconds a document, to parquet", f"{seconds / count:.4f}"
    yield "of these reading alone", f"{alone / len(own):.4f}"
    yield "bytes of parquet an observation", f"{size / stated:.1f}"
    yield "core hours, 10 million such documents", f"{seconds / count * 1e7 / HOURS:,.0f}"
    yield "GB of parquet, 10 million such documents", f"{size / count * 1e7 / 1e9:.1f}"


def reports() -> Iterator[Row]:
    """Core seconds and bytes of a report of the collection, its page included."""
    began = children()
    command = [sys.executable, "-m", "indicators", "run", "--force", "--quiet"]
    subprocess.run(command, check=True, capture_output=True)
    seconds = children() - began
    outputs = Outputs(store.outputs_folder())
    runs = read_states(outputs)[1]
    size = sum(outputs.page(run).stat().st_size for run in runs)
    each = seconds / len(runs)
    yield f"core seconds a report, of {len(runs)}", f"{each:.2f}"
    yield "kB a page", f"{size / len(runs) / 1e3:.0f}"
    yield "core hours, 3,000 counties x 10 notebooks", f"{each * 30_000 / HOURS:,.1f}"


def dispatch(count: int) -> Iterator[Row]:
    """Milliseconds from handing a report out until its page and notebook are here, work aside."""
    with LocalCluster(**ONE_WORKER) as cluster, Client(cluster) as client:
        executor = client.get_executor(pure=False)
        taken = []
        for _ in range(count):
            began = perf_counter()
            executor.submit(_answer, CHARACTERS).result()
            taken.append(1000 * (perf_counter() - began))
        began = perf_counter()
        with Bell() as bell:
            crew: Crew[int, Outcome] = Crew(bell, Cluster(client).ahead())
            for _, future in crew.results(
                range(count), lambda _: executor.submit(_answer, CHARACTERS)
            ):
                future.result()
                del future
        each = 1000 * (perf_counter() - began) / count
    yield "ms there and back, one alone, median", f"{sorted(taken)[count // 2]:.1f}"
    yield "ms there and back, handed out as a batch does", f"{each:.1f} (bar {BAR:.0f})"


def added(rounds: int) -> Iterator[Row]:
    """Milliseconds that each of many cheap reports takes longer by a cluster's one worker."""
    here, there = [], []
    for _ in range(rounds):
        here.append(_each())
        with LocalCluster(**ONE_WORKER, processes=True) as cluster:
            by_worker = "--cluster", cluster.scheduler_address
            _batch(FEW, *by_worker)  # what a worker imports once is no report's
            there.append(_each(*by_worker))
    yield "ms a cheap report, one at a time here", " ".join(f"{ms:.1f}" for ms in here)
    yield "ms a cheap report, by one worker", " ".join(f"{ms:.1f}" for ms in there)
    yield "ms a report that a cluster adds", f"{median(there) - median(here):.1f} (bar {BAR:.0f})"


def _each(*options: str) -> float:
    """Milliseconds of one more report: a batch of many less one of few, so that no start counts."""
    return 1000 * (_batch(MANY, *options) - _batch(FEW, *options)) / (MANY - FEW)


def _batch(reports: int, *options: str) -> float:
    """Seconds of a batch of so many, kernels and start included."""
    with TemporaryDirectory() as name:
        variables = {**os.environ, **collection(Path(name), reports)}
        command = [sys.executable, "-m", "indicators", "run", "--quiet", "--jobs", "1", *options]
        began = perf_counter()
        subprocess.run(command, check=True, capture_output=True, env=variables)
        return perf_counter() - began


def _answer(characters: int) -> Outcome:
    return Outcome(notebook="n" * characters, page="p" * characters)


def main() -> None:
    """Print every figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=500)
    parser.add_argument("--tasks", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=3, help="of cheap reports, turn about")
    parser.add_argument("--no-reports", action="store_true", help="leave the reports out")
    call = parser.parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    with TemporaryDirectory() as name:
        rows = list(documents(Path(name), call.documents))
    rows += [*dispatch(call.tasks), *added(call.rounds)]
    rows += [] if call.no_reports else reports()
    for what, figure in rows:
        print(f"{what:<44}{figure:>16}")


if __name__ == "__main__":
    main()
