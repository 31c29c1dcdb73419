"""What a run is made from: its notebook, the collection's data, the package, the libraries.

A page links to itself in the other languages of the plan: these, too, make it what it is.

Data is told apart by what stands in data/: a folder or a file of it as a whole. A notebook may read
any of it through the package, which no one can tell beforehand: a change in data/series is a change
for all of them.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from pathlib import Path

from indicators.batch.fitting import Run
from indicators.batch.partners import partners
from indicators.files import digest

DATA = "data"
PACKAGE = "indicators"
CACHE = "__pycache__"
LIBRARIES = ("ipykernel", "matplotlib", "nbconvert", "numpy", "pandas", "papermill", "scipy")


@cache
def versions() -> dict[str, str]:
    """What a page was made with."""
    found = {name: version(name) for name in (PACKAGE, *LIBRARIES)}
    return {"python": platform.python_version(), **found}


@dataclass(frozen=True, slots=True)
class Inputs:
    """SHA-256 of everything that runs read, each file read once a batch, and the plan's runs."""

    home: Path
    package: Path
    shared: Mapping[str, str]
    stamp: str
    planned: frozenset[str] = frozenset()
    notebooks: dict[Path, str] = field(default_factory=dict)
    known: dict[Path, str] = field(default_factory=dict)

    def of(self, notebook: Path) -> dict[str, str]:
        """The digests for one notebook, by name."""
        if notebook not in self.notebooks:
            self.notebooks[notebook] = digest(notebook)
        return {notebook.name: self.notebooks[notebook], **self.shared}

    def identity(self, run: Run) -> str:
        """The hash of all that makes a run what it is: equal ones have equal pages."""
        if run.source not in self.known:
            made_from = {"versions": versions(), "inputs": self.of(run.source)}
            self.known[run.source] = json.dumps(made_from, sort_keys=True)
        whole = f"{self.known[run.source]}\n{run.notebook}\n{sorted(run.parameters.items())!r}"
        if others := self.others(run):
            whole += f"\n{sorted(others.items())!r}"
        return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()

    def others(self, run: Run) -> dict[str, str]:
        """Language -> address of the same report in the other languages of the plan."""
        return partners(run, self.planned)

    def changed(self) -> bool:
        """Whether anything was written since: what was made meanwhile is from nobody knows what."""
        sources = self.notebooks.items()
        return self.stamp != _stamp(self.home, self.package) or any(
            not source.is_file() or digest(source) != known for source, known in sources
        )


def inputs(home: Path, package: Path, planned: Collection[str] = ()) -> Inputs:
    """The inputs of a collection now, and the ids of its plan."""
    stamp = _stamp(home, package)
    data = {f"{DATA}/{path.name}": digest(path) for path in _parts(home)}
    shared = {**data, PACKAGE: digest(package)}
    return Inputs(home, package, shared, stamp, frozenset(planned))


def _parts(home: Path) -> list[Path]:
    """What stands in data/, but for what no program reads: `.DS_Store`, an editor's copies."""
    folder = home / DATA
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    return [path for path in found if not path.name.startswith(".")]


def _files(folder: Path) -> Iterator[Path]:
    for file in sorted(folder.rglob("*")):
        if CACHE not in file.parts and file.is_file():
            yield file


def _stamp(home: Path, package: Path) -> str:
    """Of every file what the system changes at a write, and no program can set back."""
    total = hashlib.sha256()
    for part in [*_parts(home), package]:
        for file in _files(part) if part.is_dir() else [part]:
            about = file.stat()
            told = f"{file}\0{about.st_ino} {about.st_size} {about.st_ctime_ns}\n"
            total.update(os.fsencode(told))
    return total.hexdigest()
