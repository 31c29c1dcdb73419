"""What a run is made from: its notebook, the collection's data, the package, the libraries.

A page links to itself in the other languages of the plan, and to the other pages about its region:
these, too, make it what it is.

Data is told apart by what stands in data/: a folder or a file of it as a whole. A notebook may read
any of it through the package, which no one can tell beforehand: a change in data/series is a change
for all of them.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.metadata import version
from pathlib import Path

from indicators.batch.fitting import Run
from indicators.batch.partners import kin, partners
from indicators.files import below, digest

DATA = "data"
PACKAGE = "indicators"
LIBRARIES = ("ipykernel", "matplotlib", "nbconvert", "numpy", "pandas", "papermill", "scipy")


@cache
def versions() -> dict[str, str]:
    """What a page was made with."""
    found = {name: version(name) for name in (PACKAGE, *LIBRARIES)}
    return {"python": platform.python_version(), **found}


@dataclass(frozen=True, slots=True)
class Inputs:
    """SHA-256 of everything that runs read, as it stands at one time, and the plan's runs."""

    home: Path
    package: Path
    shared: Mapping[str, str]
    stamps: Stamps
    planned: frozenset[str] = frozenset()
    notebooks: dict[Path, tuple[str, str]] = field(default_factory=dict)
    known: dict[Path, str] = field(default_factory=dict)

    def of(self, notebook: Path) -> dict[str, str]:
        """The digests for one notebook, by name."""
        if notebook not in self.notebooks:
            self.notebooks[notebook] = _stamp([notebook]), digest(notebook)
        return {notebook.name: self.notebooks[notebook][1], **self.shared}

    def identity(self, run: Run) -> str:
        """The hash of all that makes a run what it is: equal ones have equal pages."""
        if run.source not in self.known:
            made_from = {"versions": versions(), "inputs": self.of(run.source)}
            self.known[run.source] = json.dumps(made_from, sort_keys=True)
        whole = f"{self.known[run.source]}\n{run.notebook}\n{sorted(run.parameters.items())!r}"
        for links in (self.others(run), self.kin(run)):
            whole += f"\n{sorted(links.items())!r}" if links else ""
        return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()

    def others(self, run: Run) -> dict[str, str]:
        """Language -> address of the same report in the other languages of the plan."""
        return partners(run, self.planned)

    def kin(self, run: Run) -> dict[str, str]:
        """`notebook--region` -> address of the plan's other pages about its region."""
        return kin(run, self.planned)

    def stand(self, notebook: Path) -> bool:
        """Whether nothing that a run of a notebook reads was written since they were read."""
        then = self.notebooks.get(notebook)
        return self.stamps == _stamps(self.home, self.package) and (
            then is None or then[0] == _stamp([notebook])
        )

    def renewed(self) -> Inputs:
        """Data and notebooks as they stand now.

        The package stays what it was: this process has it in memory, and so has its zygote. Once
        that was changed no inputs stand any more.
        """
        fresh = inputs(self.home, self.package, self.planned)
        package = {PACKAGE: self.shared[PACKAGE]}
        return replace(
            fresh,
            shared={**fresh.shared, **package},
            stamps=replace(fresh.stamps, package=self.stamps.package),
        )


@dataclass(frozen=True, slots=True)
class Stamps:
    """What changes at every write to the data, and to the package."""

    data: str
    package: str


def inputs(home: Path, package: Path, planned: Collection[str] = ()) -> Inputs:
    """The inputs of a collection now, and the ids of its plan."""
    stamps = _stamps(home, package)  # before the digests: what is written meanwhile is seen
    data = {f"{DATA}/{path.name}": digest(path) for path in _parts(home)}
    shared = {**data, PACKAGE: digest(package)}
    return Inputs(home, package, shared, stamps, frozenset(planned))


def _parts(home: Path) -> list[Path]:
    """What stands in data/, but for what nobody reads: `.DS_Store`, an editor's copies, pipes."""
    folder = home / DATA
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    read = (path for path in found if not path.name.startswith("."))
    return [path for path in read if path.is_file() or path.is_dir()]


def _stamps(home: Path, package: Path) -> Stamps:
    return Stamps(_stamp(_parts(home)), _stamp([package]))


def _stamp(parts: Iterable[Path]) -> str:
    """Of every file what the system changes at a write, and no program can set back."""
    total = hashlib.sha256()
    for part in parts:
        for file, about in below(part) if part.is_dir() else _alone(part):
            told = f"{file}\0{about.st_ino} {about.st_size} {about.st_ctime_ns}\n"
            total.update(os.fsencode(told))
    return total.hexdigest()


def _alone(file: Path) -> Iterator[tuple[Path, os.stat_result]]:
    with suppress(FileNotFoundError):  # it went: that is a change
        yield file, file.stat()
