"""What a page costs against nbconvert's own HTML of the same executed notebooks, turn about.

    python -m benchmarks.page [NOTEBOOK.ipynb ...] [--rounds 5]

Without names: those of the last batch, outputs/notebooks. `ours` is a page in a process that has
set its prose and code before, as a batch has; the first page of a notebook is told apart.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

import nbformat
from nbconvert import HTMLExporter
from nbformat import NotebookNode

from indicators import store
from indicators.report import page

HOSTS = re.compile(r'(?:src|href)="https?://([^/"]+)')
PICTURES = re.compile(r"data:image/[^\"]*")


def main() -> None:
    """Print milliseconds, kilobytes and hosts asked for, of both, and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("notebooks", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    call = parser.parse_args()
    files = call.notebooks or sorted((store.outputs_folder() / "notebooks").glob("*.ipynb"))
    exporter = HTMLExporter()
    print(f"{'notebook':44}{'first':>8}{'ours':>8}{'nbconvert':>11}{'ratio':>7}   KB, KB, hosts")
    ratios = []
    for file in files:
        notebook = nbformat.read(file, as_version=4)

        def theirs(one: NotebookNode = notebook) -> str:
            return str(exporter.from_notebook_node(one)[0])

        def ours(one: NotebookNode = notebook) -> str:
            return page.render(one)

        first, html = timed(ours)
        _, other = timed(theirs)  # it compiles its template at the first
        rounds = [(timed(ours)[0], timed(theirs)[0]) for _ in range(call.rounds)]
        mine, usual = (median(times) for times in zip(*rounds, strict=True))
        ratios.append(mine / usual)
        sizes = ", ".join(f"{len(text.encode()) / 1000:.0f}" for text in (html, other))
        told = f"{first:8.1f}{mine:8.1f}{usual:11.1f}{mine / usual:7.3f}"
        bare = len(PICTURES.sub("", html).encode()) / 1000
        hosts = len(set(HOSTS.findall(other)))
        print(f"{file.stem[:44]:44}{told}   {sizes} ({bare:.0f} without charts), {hosts}")
    print(f"median ratio {median(ratios):.3f}")


def timed(act: Callable[[], str]) -> tuple[float, str]:
    """Milliseconds, and what was made."""
    begun = perf_counter()
    made = act()
    return 1000 * (perf_counter() - begun), made


if __name__ == "__main__":
    main()
