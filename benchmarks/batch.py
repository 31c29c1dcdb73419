"""How long a batch takes against what users do without it: a loop of papermill and nbconvert.

Both make the same reports (notebook 01, the three districts) in the same run, turn about, so that a
busy machine is fair to both. Printed is the ratio of their times, and each round's.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from indicators import store
from indicators.batch.progress import Lines
from indicators.batch.run import Asked, Way, run_batch

NOTEBOOK = "01-what-the-documents-say"


def loop(folder: Path, regions: list[str]) -> float:
    """Seconds of the shell loop: papermill, then nbconvert, a report at a time."""
    source = store.notebooks_folder() / f"{NOTEBOOK}.ipynb"
    environment = {**os.environ, store.HOME: str(store.root())}
    begun = perf_counter()
    for number, region in enumerate(regions):
        made = folder / f"{number}.ipynb"
        execute = [
            sys.executable,
            "-m",
            "papermill",
            "-p",
            "region",
            region,
            str(source),
            str(made),
        ]
        convert = [sys.executable, "-m", "nbconvert", "--to", "html", str(made)]
        for command in (execute, convert):
            subprocess.run(command, check=True, capture_output=True, env=environment)
    return perf_counter() - begun


def batch(regions: list[str]) -> float:
    """Seconds of the batch for the same reports, pages and index included."""
    begun = perf_counter()
    asked = Asked.of(only=[f"{NOTEBOOK}--{region}" for region in regions])
    result = run_batch(asked, Way(force=True), Lines(StringIO()))
    if result.failed:
        raise SystemExit(f"{result.failed[0].id}: {result.failed[0].error}")
    return perf_counter() - begun


def main() -> None:
    """Print every round and the ratio of the totals."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=2)
    rounds = parser.parse_args().rounds
    regions = [region.name for region in store.regions()]
    totals = [0.0, 0.0]
    for number in range(1, rounds + 1):
        with TemporaryDirectory() as folder:
            times = loop(Path(folder), regions), batch(regions)
        totals = [total + time for total, time in zip(totals, times, strict=True)]
        print(f"round {number}: loop {times[0]:.1f} s, indicators run {times[1]:.1f} s")
    print(f"papermill + nbconvert loop / indicators run: {totals[0] / totals[1]:.2f}")


if __name__ == "__main__":
    main()
