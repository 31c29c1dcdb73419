"""The files of a folder: which are documents, and what its documents.csv says of each."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from indicators.errors import DocumentError
from indicators.files import shown
from indicators.remote import Place
from indicators.sources import encoding

TABLE = "documents.csv"
COLUMNS = ("document", "title", "region", "date")


@dataclass(frozen=True, slots=True)
class File:
    """A file to read, the name of its document, and what is given about it."""

    path: Place
    name: str
    given: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Listed:
    """The files of folders in order, and what is wrong before any of them is opened."""

    files: tuple[File, ...]
    failures: tuple[DocumentError, ...] = ()


def listed(folder: Place, endings: Iterable[str], given: Mapping[str, str] | None = None) -> Listed:
    """The documents of a folder in the order of their names; documents.csv describes them.

    A document is known by its file's name without the ending. Were a.md and a.txt both kept, the
    place of a figure in one would be sought in the other: they are a failure.
    """
    where = shown(folder)
    try:
        described, failures = _described(folder / TABLE)
        found = (p for p in folder.iterdir() if _is_document(p, tuple(endings)))
        paths = sorted(found, key=lambda path: path.name)
    except OSError as error:
        return Listed((), (DocumentError(f"{where}: {(error.strerror or 'unreadable').lower()}"),))
    names = _by_name(paths)
    failures += [
        DocumentError(f"{where}/{TABLE}: no file for {name!r} beside it")
        for name in sorted(set(described) - set(names))
    ]
    failures += [_twins(where, same) for same in names.values() if len(same) > 1]
    if not paths and not failures:
        failures.append(DocumentError(f"{where}: holds no {' or '.join(endings)} file"))
    files = (
        File(path, path.stem, {**described.get(path.stem, {}), **said(given)})
        for path in paths
        if len(names[path.stem]) == 1
    )
    return Listed(tuple(files), tuple(failures))


def said(given: Mapping[str, str] | None) -> dict[str, str]:
    """What is given and not empty."""
    return {key: value for key, value in (given or {}).items() if value}


def _is_document(path: Place, endings: tuple[str, ...]) -> bool:
    """Whether a name in a folder is a document's; Word leaves ~$name.docx beside an open one.

    A link that leads nowhere counts, so that reading it says so.
    """
    named = path.suffix.lower() in endings and not path.name.startswith("~$")
    return named and not path.is_dir()


def _by_name(paths: Sequence[Place]) -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = {}
    for path in paths:
        found.setdefault(path.stem, []).append(path)
    return found


def _twins(where: str, paths: Sequence[Place]) -> DocumentError:
    files = " and ".join(shown(path.name) for path in paths)
    return DocumentError(f"{where}: {files} share the name {paths[0].stem!r}: rename one")


def _described(table: Place) -> tuple[dict[str, dict[str, str]], list[DocumentError]]:
    """documents.csv by document, and a failure for each row that is broken: the others count."""
    found: dict[str, dict[str, str]] = {}
    failures: list[DocumentError] = []
    if not table.is_file():
        return found, failures
    where = shown(table)
    try:
        text = encoding.decode(table.read_bytes(), where)
        reader = csv.DictReader(io.StringIO(text), strict=True)
        if not set(COLUMNS) <= set(reader.fieldnames or ()):
            raise DocumentError(f"{where}:1: the head must hold {','.join(COLUMNS)}")
        for row in reader:
            fault = _fault(row, found)
            if fault:
                failures.append(DocumentError(f"{where}:{reader.line_num}: {fault}"))
            if row["document"] not in found:
                found[row["document"]] = {key: row[key] or "" for key in COLUMNS[1:]}
    except csv.Error as error:
        failures.append(DocumentError(f"{where}: {error}: mend the quotation marks of that row"))
    except DocumentError as error:
        failures.append(error)
    return {name: fields for name, fields in found.items() if name}, failures


def _fault(row: Mapping[str | None, object], found: Mapping[str, object]) -> str:
    """What is wrong with a row of documents.csv, or nothing."""
    name = row["document"]
    if not name or name in found:
        return f"document {name!r} is empty or given twice: keep one row"
    if None in row or None in row.values():
        return f"document {name!r} has not as many fields as the head: quote commas inside a field"
    return ""
