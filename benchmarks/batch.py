"""How long a batch takes against what users do without it, and against the least it could take.

All ways make the same reports of this project's own notebooks, spread over its plan, in one run,
turn about, so that a busy machine is fair to all. Printed are seconds a round, ratios of the totals
and the bars they are to reach; then how soon the death of a kernel is known. With --scale it tells
instead what a cheap report costs in a batch of 10, 100, 1,000, with --deaths that last alone.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, sleep

from benchmarks import batch_ways as ways
from benchmarks.batch_deaths import deaths
from benchmarks.cheap import collection
from indicators import store
from indicators.batch import plan
from indicators.batch.fitting import Run
from indicators.batch.kernels import execute, kernels

PRIVATE = """
import re
rollup = open("/proc/self/smaps_rollup").read()
sum(map(int, re.findall(r"Private_\\w+:\\s+(\\d+)", rollup)))
"""
DEATHS = 30
SHORT = 4  # reports of the loop where it would take too long


def main() -> None:
    """Print every round, then the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--reports", type=int, default=20)
    parser.add_argument("--scale", type=int, nargs="*", default=[], help="10 100 1000")
    parser.add_argument("--deaths", type=int, default=0, help="so many alone")
    asked = parser.parse_args()
    for reports in asked.scale:
        scale(reports)
    if asked.deaths:
        deaths(asked.deaths)
    if asked.scale or asked.deaths:
        return
    everything = plan.load(store.plan_file(), store.notebooks_folder())
    count = min(asked.reports, len(everything))
    runs = [everything[place * len(everything) // count] for place in range(count)]
    compare(runs, asked.rounds)
    deaths(DEATHS)


def compare(runs: Sequence[Run], rounds: int) -> None:
    """All ways, turn about."""
    steps = (ways.loop, ways.two, ways.pool, ways.batch, ways.floor)
    totals = dict.fromkeys((*(step.__name__ for step in steps), "one", "plain", "provisioned"), 0.0)
    few = runs[:: max(1, len(runs) // SHORT)][:SHORT]
    for number in range(1, rounds + 1):
        for step in steps:
            tell(totals, number, step.__name__, ways.timed(step, runs))
        tell(totals, number, "one", one_by_one(runs))
        tell(totals, number, "plain", ways.timed(ways.papermills, few))
        with ways.shared_zygote():
            tell(totals, number, "provisioned", ways.timed(ways.warm_papermills, few))
    for name, ratio, bar in (
        ("(d) loop / indicators run", totals["loop"] / totals["batch"], ">= 15"),
        ("    two at once / indicators run", totals["two"] / totals["batch"], ""),
        ("(d) pool / indicators run", totals["pool"] / totals["batch"], ">= 4.5"),
        ("(e) floor / indicators run", totals["floor"] / totals["batch"], ">= 0.65"),
        ("(f) a warm report / one of the loop's", totals["one"] / totals["loop"], "<= 0.1"),
        ("(g) papermill with our provisioner", totals["provisioned"] / totals["plain"], "<= 0.6"),
    ):
        print(f"{name:40} {ratio:6.2f}  {bar}")
    print(f"reports a minute: {60 * len(runs) * rounds / totals['batch']:.0f}")


def tell(totals: dict[str, float], number: int, name: str, seconds: float) -> None:
    """A line a measurement."""
    totals[name] += seconds
    print(f"round {number}: {name:12} {seconds:7.1f} s", flush=True)


def one_by_one(runs: Sequence[Run]) -> float:
    """Seconds of (f): report after report, page included, where a zygote waits; and its memory."""
    from indicators.report import page

    most, seconds = 0, 0.0
    with TemporaryDirectory() as name, kernels(store.root(), Path(name), warm=True) as place:
        for number, run in enumerate([runs[0], *runs]):  # the first waits for the zygote
            work = Path(name) / str(number)
            work.mkdir()
            begun = perf_counter()
            done = execute(run.source, run.parameters, work, place)
            if done.error or done.notebook is None:
                raise SystemExit(f"{run.id}: {done.error}")
            page.render(done.notebook)
            seconds += perf_counter() - begun if number else 0
        for run in {run.source: run for run in runs}.values():
            most = max(most, private(run, Path(name), place))
    print(f"private memory of a worker, at most: {most / 1000:.0f} MB (<= 80)", flush=True)
    return seconds


def private(run: Run, folder: Path, place: object) -> int:
    """Kilobytes of a kernel that no other process has, at the end of a notebook."""
    from indicators.batch.kernels import Place
    from indicators.report.notebooks import nbformat

    assert isinstance(place, Place)
    notebook = nbformat.read(run.source, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell(PRIVATE))
    source, work = folder / f"asks-{run.id}.ipynb", folder / f"memory-{run.id}"
    nbformat.write(notebook, source)
    work.mkdir()
    done = execute(source, run.parameters, work, place)
    assert done.notebook
    return int(done.notebook.cells[-1].outputs[0].data["text/plain"])


def scale(reports: int) -> None:
    """Seconds a report, and the memory of `indicators run`, for a cheap notebook."""
    with TemporaryDirectory() as name:
        home = Path(name)
        variables = {**os.environ, **collection(home, reports)}
        command = [sys.executable, "-m", "indicators", "run", "--jobs", str(ways.TOGETHER)]
        begun = perf_counter()
        with (home / "log").open("w") as log:
            going = subprocess.Popen(command, env=variables, stdout=log, stderr=log)
            memory = 0
            while going.poll() is None:
                memory = max(memory, resident(going.pid))
                sleep(0.1)
        if going.returncode:
            raise SystemExit((home / "log").read_text("utf-8")[-2000:])
        each = 1000 * (perf_counter() - begun) / reports
    print(f"{reports:5} reports: {each:6.0f} ms each, parent {memory / 1000:.0f} MB", flush=True)


def resident(pid: int) -> int:
    """Kilobytes in use by a process; 0 when it has ended."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS")), 0)


if __name__ == "__main__":
    main()
