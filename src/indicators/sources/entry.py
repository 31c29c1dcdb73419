"""A document as files of a folder, so that reading the folder gives it back as it is."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from indicators.errors import DocumentError, UsageError
from indicators.record import Document
from indicators.sources import PLAIN, encoding, head, load_folder
from indicators.sources.folder import COLUMNS, TABLE


@dataclass(frozen=True, slots=True)
class Original:
    """The file that a document came in."""

    data: bytes
    ending: str


def files(document: Document, original: Original | None, folder: Path) -> dict[Path, str | bytes]:
    """What to write: a text under its head, any other file as it came with a row that says of it.

    Raises UsageError where a file has that name, or where reading it would give another text.
    """
    same = sorted(path.name for path in folder.glob("*") if path.stem == document.name)
    if same:
        raise UsageError(f"{same[0]} is in the collection and not this text: give another name")
    made: dict[str, str | bytes] = {f"{document.name}.md": head.headed(document)}
    if original and original.ending not in PLAIN:
        described = _described(folder / TABLE, document)
        made = {f"{document.name}{original.ending}": original.data, TABLE: described}
    if not same_text(_read(made, document.name), document):
        raise UsageError(f"{document.name}: would be read as another text: put its file there")
    return {folder / name: content for name, content in made.items()}


def same_text(one: Document, other: Document) -> bool:
    """Whether two documents say the same, whatever their heads do."""
    return one.text[one.body :].strip() == other.text[other.body :].strip()


def _described(table: Path, document: Document) -> str:
    """documents.csv with a row for one more document; its other columns stay."""
    text = encoding.decode(table.read_bytes(), table.name) if table.is_file() else ""
    reader = csv.DictReader(io.StringIO(text), strict=True)
    names = list(reader.fieldnames or COLUMNS)
    if not set(COLUMNS) <= set(names):
        raise DocumentError(f"{table.name}:1: the head must hold {','.join(COLUMNS)}")
    said: Mapping[str, str] = {
        "document": document.name,
        **{name: " ".join(getattr(document, name).split()) for name in COLUMNS[1:]},
    }
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, names, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows([*(row for row in reader if row["document"] != document.name), said])
    return buffer.getvalue()


def _read(made: Mapping[str, str | bytes], name: str) -> Document:
    """The document as the folder would give it."""
    with tempfile.TemporaryDirectory(prefix="indicators-") as folder:
        for file, content in made.items():
            data = content.encode() if isinstance(content, str) else content
            (Path(folder) / file).write_bytes(data)
        loaded = load_folder(Path(folder))
    for document in loaded.documents:
        if document.name == name:
            return document
    raise loaded.failures[0]
