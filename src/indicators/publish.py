"""What a batch left, brought to a store: pages, executed notebooks and parquet, only what changed.

    DEST/site, DEST/notebooks, DEST/tables     as in outputs/
    DEST/published.json                        the digest of each of these files

Runs are made in outputs/, which has the lock and the record. A file is put whole, the index after
all that it links to. A page that is not here any more stays there: nothing replaces it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from indicators.batch.hold import LOCK, lock
from indicators.batch.preread import forget
from indicators.batch.record import BESIDE, Outputs
from indicators.errors import IndicatorsError, UsageError
from indicators.files import below, digest
from indicators.remote import Place, put
from indicators.warehouse.build import FOLDER, database

LIST = "published.json"
FOLDERS = ("site", "notebooks", FOLDER)
SITE, FAILED = "site/", "site/failed/"
LONGEST_FIRST = sorted(BESIDE, key=len, reverse=True)
TOGETHER = 8  # files on their way at a time: a store is far, not slow
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Published:
    """How many files were put, and how many were there already."""

    put: int
    same: int

    def __str__(self) -> str:
        """`12 files published, 30 unchanged`."""
        return f"{self.put} files published, {self.same} unchanged"


def publish(outputs: Outputs, to: Place) -> Published:
    """Bring the last batch's outputs to a folder or a store.

    Raises OSError with the URL; what was put by then stays, and the next time goes on there.
    Raises UsageError while a batch runs, or for a list in the store that is none of ours; and, when
    all else is there, whatever is wrong with the data of which tables are made.
    """
    wrong: IndicatorsError | None = None
    with lock(outputs.root / LOCK):
        there = _listed(to / LIST)
        try:
            forget()  # data may have changed while the batch ran
            database()  # its tables tell of what was run just now
        except IndicatorsError as error:
            wrong = error
        here = dict(_files(outputs.root))
        changed = [name for name, known in here.items() if there.get(name) != known]
        with _kept(there, to):
            _put([name for name in changed if not _is_index(name)], here, there, outputs.root, to)
            _put([name for name in changed if _is_index(name)], here, there, outputs.root, to)
            for name in _outlived(there, here):
                with suppress(FileNotFoundError):
                    (to / name).unlink()
                del there[name]
    if wrong:
        raise wrong
    return Published(len(changed), len(here) - len(changed))


def _files(root: Path) -> Iterator[tuple[str, str]]:
    """The name and the digest of each file that is published."""
    for folder in FOLDERS:
        for file, _ in below(root / folder):
            if not file.name.startswith("."):
                yield file.relative_to(root).as_posix(), digest(file)


def _put(
    names: list[str], here: Mapping[str, str], there: dict[str, str], root: Path, to: Place
) -> None:
    """Put files, some at a time, and enter those that arrived."""

    def one(name: str) -> None:
        put(to / name, (root / name).read_bytes())
        there[name] = here[name]

    with ThreadPoolExecutor(TOGETHER) as threads:
        for _ in threads.map(one, names):
            pass


@contextmanager
def _kept(there: Mapping[str, str], to: Place) -> Iterator[None]:
    """The list is written however this ends: what arrived need not be put again."""
    before = dict(there)
    try:
        yield
    except BaseException:
        with suppress(OSError):  # what was wrong first is told
            _write_list(there, to)
        raise
    if there != before:
        _write_list(there, to)


def _write_list(there: Mapping[str, str], to: Place) -> None:
    told = {"format": FORMAT, "files": dict(sorted(there.items()))}
    put(to / LIST, json.dumps(told, ensure_ascii=False, indent=1).encode())


def _listed(file: Place) -> dict[str, str]:
    """What was published there, by name."""
    try:
        told = json.loads(file.read_bytes())
    except FileNotFoundError:
        return {}
    except ValueError:
        told = None
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise UsageError(f"{file}: no list of this package: choose another place, or remove it")
    return dict(told["files"])


def _is_index(name: str) -> bool:
    """Whether it links to the others; no run has such a name."""
    return name.startswith((f"{SITE}index.", f"{SITE}feed.json"))


def _outlived(there: Mapping[str, str], here: Mapping[str, str]) -> list[str]:
    """What was beside a page that is still here: its failed page, a form that is made no more.

    And the tables that are none of the last ones: who reads a folder of them reads all in it.
    """
    gone = (name for name in there if name not in here)
    return [name for name in gone if name.startswith(f"{FOLDER}/") or _page_of(name) in here]


def _page_of(name: str) -> str:
    """The good page that a file of the site goes with."""
    if name.startswith(FAILED):
        return f"{SITE}{name.removeprefix(FAILED)}"
    ending = next((end for end in LONGEST_FIRST if name.endswith(end)), "")
    return f"{name.removesuffix(ending)}.html" if ending and name.startswith(SITE) else ""
