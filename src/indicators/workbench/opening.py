"""How a document of one's own comes in: pasted, as a file, or out of the collection."""

from __future__ import annotations

import re
import tempfile
from dataclasses import replace
from pathlib import Path

from indicators import sources, store
from indicators.sources.entry import Original
from indicators.workbench.own import Own

UNNAMED = "own-document"


def bring(
    text: str | Path, *, name: str = "", region: str = "", date: str = "", title: str = ""
) -> Own:
    """A text, or the file at a path, as a document of one's own.

    What is not given is taken from the text's head or inferred from its content. Raises
    DocumentError for what cannot be read, UnknownName for a region that nobody knows.
    """
    given = _given(region, date, title)
    if isinstance(text, Path):
        own = Own(sources.load(text, given))
        own = replace(own, original=Original(text.read_bytes(), text.suffix.lower()))
    else:
        own = _loaded(text.encode(), f"{name or UNNAMED}.txt", given)
    return replace(own, document=replace(own.document, name=_safe(name or own.document.name)))


def dropped(
    data: bytes, file: str, *, name: str = "", region: str = "", date: str = "", title: str = ""
) -> Own:
    """A file that was dropped into the page, by its bytes and its name."""
    own = _loaded(data, file, _given(region, date, title))
    return replace(own, document=replace(own.document, name=_safe(name or own.document.name)))


def opened(document: str) -> Own:
    """A document of the collection, to be corrected."""
    text = store.document(document)
    made = tuple(
        correction
        for reading in store.readings()
        if reading.document.name == document
        for _, correction in reading.corrections
    )
    said = map(str, store.misfits())
    return Own(text, made, made, misfits=tuple(line for line in said if f": {document}: " in line))


def _loaded(data: bytes, file: str, given: dict[str, str]) -> Own:
    """By the reader of the file's format, which opens files: in a folder that goes again."""
    ending = Path(file).suffix.lower()
    with tempfile.TemporaryDirectory(prefix="indicators-") as folder:
        path = Path(folder) / f"{_safe(Path(file).stem)}{ending}"
        path.write_bytes(data)
        return Own(sources.load(path, given), original=Original(data, ending))


def _given(region: str, date: str, title: str) -> dict[str, str]:
    date = sources.head.checked_date(date.strip(), "date")
    return {"region": region.strip(), "date": date, "title": title.strip()}


def _safe(name: str) -> str:
    """A name that is safe as a file's: letters of any script, digits, dots and dashes."""
    return re.sub(r"[^\w.-]+", "_", name).strip("._")[:80] or UNNAMED
