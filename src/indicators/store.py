"""Where files lie: the only module that knows."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from indicators import corrections, lexicon, listing, sources
from indicators.corrections import Corrected
from indicators.errors import CorrectionError, DocumentError, UnknownName, UsageError
from indicators.files import write, write_all
from indicators.reader import read
from indicators.record import Correction, Document, Observation, Reading, Region
from indicators.sources import entry
from indicators.sources.entry import Original

HOME = "INDICATORS_HOME"
MARKER = Path("notebooks") / "batch.toml"


def root() -> Path:
    """The collection's folder: $INDICATORS_HOME, else the nearest folder above that holds one.

    Raises UsageError when there is none: the package was installed without its collection.
    """
    named = os.environ.get(HOME)
    if named:
        return _named(named)
    return _above(os.getcwd())  # noqa: PTH109  # asked for with every figure of a page


@lru_cache(maxsize=8)
def _above(place: str) -> Path:
    here = Path(place)
    for folder in (here, *here.parents, *Path(__file__).resolve().parents):
        if (folder / MARKER).is_file():
            return folder
    raise UsageError(f"no {MARKER} above {here}: run inside the collection or set {HOME}")


@lru_cache(maxsize=8)
def _named(folder: str) -> Path:
    if not (Path(folder) / MARKER).is_file():
        raise UsageError(f"{HOME}={folder}: no {MARKER} there: point it at the collection")
    return Path(folder).resolve()


def documents_folder() -> Path:
    """The collection's own documents."""
    return root() / "data" / "documents"


def observations_file() -> Path:
    """What the package reads out of the documents, committed for review."""
    return root() / "data" / "observations.csv"


def corrections_file() -> Path:
    """What was corrected by hand of what the machine reads."""
    return root() / "data" / "corrections.csv"


def series_folder() -> Path:
    """Official series: one .csv with its .toml beside it."""
    return root() / "data" / "series"


def notebooks_folder() -> Path:
    """The collection's notebooks."""
    return root() / "notebooks"


def plan_file() -> Path:
    """Which notebooks run with which parameters."""
    return notebooks_folder() / "batch.toml"


def outputs_folder() -> Path:
    """What a batch builds; git ignores it."""
    return root() / "outputs"


@lru_cache(maxsize=8)
def _loaded(folder: Path) -> sources.Loaded:
    return sources.load_folder(folder)


@lru_cache(maxsize=8)
def _readings(folder: Path) -> tuple[Reading, ...]:
    return tuple(read(document) for document in _loaded(folder).documents)


@lru_cache(maxsize=8)
def _corrected(folder: Path, file: Path) -> Corrected:
    rows, bad = corrections.load(file)
    laid = corrections.corrected(_readings(folder), rows)
    return Corrected(laid.readings, (*bad, *laid.misfits))


def unreadable() -> tuple[DocumentError, ...]:
    """What of the collection's documents could not be read, an error each."""
    return _loaded(documents_folder()).failures


def misfits() -> tuple[CorrectionError, ...]:
    """The corrections that are wrong or no longer fit their text, an error each."""
    rows, bad = corrections.load(corrections_file())
    if not rows:  # nothing is laid over a reading: no document has to be read for it
        return bad
    return _corrected(documents_folder(), corrections_file()).misfits


def as_read() -> tuple[Reading, ...]:
    """The collection's documents as the machine reads them, without corrections."""
    return _readings(documents_folder())


def readings(region: str = "") -> tuple[Reading, ...]:
    """The collection's documents, read and corrected by hand; of one region when one is named.

    Raises UnknownName for a region that no document is about, and for a name of several.
    """
    everything = _corrected(documents_folder(), corrections_file()).readings
    if not region:
        return everything
    chosen = tuple(r for r in everything if lexicon.same_region(r.document.region, region))
    if not chosen:
        known = "、".join(sorted({r.document.region for r in everything}))
        raise UnknownName(f"region {region!r}: no document is about it; there are {known}")
    names = {lexicon.region(r.document.region).name for r in chosen}
    if len(names) > 1 and region not in names:
        raise UnknownName(f"region {region!r}: may be {'、'.join(sorted(names))}: say which")
    return chosen


def observations(region: str = "") -> tuple[Observation, ...]:
    """All observations of the collection, or of one region's documents."""
    return tuple(o for reading in readings(region) for o in reading.observations)


def document(name: str) -> Document:
    """One of the collection's documents by its name."""
    found = {r.document.name: r.document for r in readings()}
    if name not in found:
        raise UnknownName(f"document {name!r}: there are {', '.join(sorted(found))}")
    return found[name]


def write_observations() -> Path:
    """Write what the machine reads to data/observations.csv, sorted by document and place."""
    rows = (listing.row(o, r.document) for r in as_read() for o in r.observations)
    write(observations_file(), "\n".join([*listing.csv_lines(rows), ""]))
    return observations_file()


def keep(
    rows: Sequence[Correction],
    document: Document | None = None,
    *,
    original: Original | None = None,
    gone: Collection[Correction] = (),
) -> tuple[Path, ...]:
    """Enter corrections, and first the document they are about if it is new: the files written.

    `original` is the file it came in, `gone` are rows that are taken back. Raises UsageError for a
    document whose name another one has, CorrectionError for a row that fits no figure; nothing is
    written then.
    """
    texts: dict[Path, str | bytes] = {}
    known = {reading.document.name: reading for reading in as_read()}
    if document is not None and document.name in known:
        _same(known[document.name].document, document)
    elif document is not None:
        texts |= entry.files(document, original, documents_folder())
        known[document.name] = read(document)
    fresh = {f"row {number}": row for number, row in enumerate(rows, 1)}
    for misfit in corrections.corrected(list(known.values()), fresh).misfits:
        raise misfit
    if rows or gone:
        texts[corrections_file()] = corrections.entered(corrections_file(), rows, gone)
    write_all(texts)
    forget()
    return tuple(texts)


def _same(there: Document, document: Document) -> None:
    """Refuse a document that is in the collection as another one, or with another head."""
    if not entry.same_text(there, document):
        raise UsageError(
            f"{document.name}: the collection has another text of that name: give another name"
        )
    for field in ("region", "date", "title"):
        held, said = (" ".join(getattr(one, field).split()) for one in (there, document))
        if held != said:
            raise UsageError(
                f"{document.name}: the collection has it with {field} {held!r}, not {said!r}:"
                f" begin with opened({document.name!r}), or change its head"
            )


def forget() -> None:
    """Read the collection anew at the next call: its files have changed."""
    for cached in (_loaded, _readings, _corrected):
        cached.cache_clear()


def regions() -> tuple[Region, ...]:
    """The regions that the collection's documents are about, in the order of their codes."""
    found: Iterable[Region] = {lexicon.region(r.document.region) for r in readings()}
    return tuple(sorted(found, key=lambda region: (region.code or "", region.name)))
