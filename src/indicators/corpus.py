"""A corpus: files read one by one, each told as soon as it is read, none of them kept."""

from __future__ import annotations

import traceback
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from indicators import ledger, listing, sources
from indicators.errors import DocumentError
from indicators.files import shown
from indicators.lexicon import candidates
from indicators.reader import read
from indicators.record import Document, Reading
from indicators.remote import Place, size
from indicators.sources.folder import File
from indicators.workers import Job, in_order

LEDGER = "ledger"
# a page takes milliseconds: what says nothing for so many seconds never will
PATIENCE, BYTES_A_SECOND = 60, 50_000
PART = 100_000


@dataclass(frozen=True, slots=True)
class Told:
    """A part of what a file gives: lines, what their reader should know, why there are no more."""

    path: Place
    lines: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    failure: str = ""


def told(files: Sequence[File], form: str, jobs: int) -> Generator[Told]:
    """Each file as lines of a format of `listing` or of the ledger, in the order of the files.

    A text alone is read in this process. Several files, or one whose format needs a library, are
    read in others, so that one that ends its process or takes forever is a failure by itself. What
    is told is the same for any number of `jobs`.
    """
    one = partial(tell, form=form)
    if len(files) < 2 and all(file.path.suffix.lower() in sources.PLAIN for file in files):
        for file in files:
            yield from one(file)
    else:
        yield from in_order(Job(one, _lost, _patience), files, min(jobs, len(files)))


def tell(file: File, form: str) -> Iterator[Told]:
    """One file; whatever goes wrong with it is told, not raised: the others must be read too."""
    try:
        reading = read(sources.load_file(file))
        yield from (Told(file.path, part) for part in _parts(_lines(reading, form)))
        yield Told(file.path, notes=tuple(_notes(reading)))
    except DocumentError as error:
        yield Told(file.path, failure=str(error))
    except MemoryError:
        yield _lost(file, "needs more memory than there is")
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        what = shown(f"{type(error).__name__}: {error}")
        yield _lost(file, f"{what} ({place.name}:{place.lineno}), a fault of this program")


def readings(files: Iterable[File]) -> tuple[list[Reading], list[DocumentError]]:
    """All files read together, for what compares one with another, and those that cannot be."""
    found: list[Reading] = []
    lost: list[DocumentError] = []
    for file in files:
        try:
            found.append(read(sources.load_file(file)))
        except DocumentError as error:
            lost.append(error)
    return found, lost


def _parts(lines: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Lines together, as many as hold some characters: a document may give a gigabyte of them."""
    part, size = [], 0
    for line in lines:
        part.append(line)
        size += len(line)
        if size > PART:
            yield tuple(part)
            part, size = [], 0
    yield tuple(part)


def _lost(file: File, why: str) -> Told:
    failure = f"{shown(file.path)}: {why}: read it alone, or report it with the file"
    return Told(file.path, failure=failure)


def _patience(file: File) -> float:
    """Seconds that a file may take: a minute, and more for large ones."""
    try:
        return PATIENCE + size(file.path) / BYTES_A_SECOND
    except OSError:  # which reading it will tell
        return PATIENCE


def _lines(reading: Reading, form: str) -> Iterator[str]:
    if form == LEDGER:
        return ledger.lines(reading)
    return listing.lines((listing.row(o, reading.document) for o in reading.observations), form)


def _notes(reading: Reading) -> Iterator[str]:
    """What a reader of the figures should know: what was missing, and what that did to them."""
    name = shown(reading.document.name)
    yield from (f"{name}: {gap}" for gap in _gaps(reading.document))
    if not reading.observations:
        yield f"{name}: states no figure ({len(reading.unplaced)} other numbers)"


def _gaps(document: Document) -> Iterator[str]:
    if document.inferred:
        told = (f"{i.field} {getattr(document, i.field)} from {i.where}" for i in document.inferred)
        yield shown("; ".join(told))
    missing = [name for name in ("title", "region", "date") if not getattr(document, name)]
    if missing:
        yield (
            f"no {' and no '.join(missing)}: give "
            f"{' '.join('--' + name for name in missing)}, a head or a row in documents.csv"
        )
    found = candidates(document.region) if document.region else ()
    if document.region and len(found) != 1:
        what = "is not in GB/T 2260: its code is left empty"
        if found:
            what = f"may be {'、'.join(found)}: which? give --region; its code is left empty"
        yield f"region {document.region!r} {what}"
