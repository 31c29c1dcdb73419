"""Files to documents: a file or a folder in, texts with their metadata and every failure out.

One file a format: each takes bytes and gives an `Extract`; `.txt` and `.md` are their own text.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from indicators.errors import DocumentError
from indicators.record import Document
from indicators.sources import encoding, furniture, head
from indicators.sources.infer import infer
from indicators.sources.page import Extract

# an ending and the module that reads it; a module comes with the library for its format, and only
# who reads such a file pays for that
READERS = {".txt": "", ".md": "", ".html": "html", ".htm": "html", ".pdf": "pdf"} | {
    ".docx": "docx",
    ".xlsx": "xlsx",
}
READABLE = tuple(READERS)
TABLE = "documents.csv"
COLUMNS = ("document", "title", "region", "date")


@dataclass(frozen=True, slots=True)
class Loaded:
    """The documents that could be read, and for each other one the error that says why not."""

    documents: tuple[Document, ...]
    failures: tuple[DocumentError, ...] = ()


def load(path: Path, given: Mapping[str, str] | None = None) -> Document:
    """One file as a document; `given` (title, region, date) goes before what its head says.

    What neither says is inferred from the content where it can be. Raises DocumentError for a file
    that cannot be read, is empty, or has a broken head.
    """
    if path.suffix.lower() not in READERS:
        raise DocumentError(
            f"{path}: no reader for {path.suffix or 'a file without an ending'}: "
            f"give one of {', '.join(READABLE)}"
        )
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DocumentError(f"{path}: {(error.strerror or 'unreadable').lower()}") from error
    if not data.strip():
        raise DocumentError(f"{path}: empty: there is no text to read")
    extract = _reader(path.suffix.lower())(data, str(path))
    return document(extract, path.stem, str(path), given)


def _reader(ending: str) -> Callable[[bytes, str], Extract]:
    module = READERS[ending]
    if not module:
        return lambda data, name: Extract(encoding.decode(data, name))
    reader: Callable[[bytes, str], Extract] = import_module(f"{__name__}.{module}").extract
    return reader


def document(
    extract: Extract, name: str, where: str, given: Mapping[str, str] | None = None
) -> Document:
    """What a reader took out of a file, as a document."""
    text = extract.text
    found = head.parse(text, where)
    if not text[found.body :].strip():
        raise DocumentError(f"{where}: empty: there is no text to read")
    fields = {**found.fields, **_said(given)}
    head.checked_date(fields.get("date", ""), where)
    skipped = furniture.spans(text, extract.aside, found.body)
    values, inferred = infer(extract, skipped, fields, found.body)
    return Document(
        text=text,
        name=name,
        body=found.body,
        skipped=skipped,
        tables=extract.tables,
        inferred=inferred,
        **{**fields, **values},
    )


def load_folder(folder: Path, given: Mapping[str, str] | None = None) -> Loaded:
    """The documents of a folder in the order of their names; documents.csv describes them."""
    try:
        described, failures = _described(folder / TABLE)
        paths = sorted(p for p in folder.iterdir() if _readable(p))
    except OSError as error:
        return Loaded((), (DocumentError(f"{folder}: {(error.strerror or 'unreadable').lower()}"),))
    missing = sorted(set(described) - {p.stem for p in paths})
    failures += [
        DocumentError(f"{folder / TABLE}: no file for {name!r} beside it") for name in missing
    ]
    if not paths and not failures:
        failures.append(DocumentError(f"{folder}: holds no {' or '.join(READABLE)} file"))
    loaded = _load_each((p, {**described.get(p.stem, {}), **_said(given)}) for p in paths)
    return Loaded(loaded.documents, (*loaded.failures, *failures))


def load_all(paths: Iterable[Path], given: Mapping[str, str] | None = None) -> Loaded:
    """Files and folders as documents, in the order given."""
    documents: list[Document] = []
    failures: list[DocumentError] = []
    for path in paths:
        loaded = load_folder(path, given) if path.is_dir() else _load_each([(path, given or {})])
        documents += loaded.documents
        failures += loaded.failures
    return Loaded(tuple(documents), tuple(failures))


def _said(given: Mapping[str, str] | None) -> dict[str, str]:
    return {key: value for key, value in (given or {}).items() if value}


def _readable(path: Path) -> bool:
    """Whether a file of a folder is a document; Word leaves ~$name.docx beside an open one."""
    return path.suffix.lower() in READABLE and path.is_file() and not path.name.startswith("~$")


def _load_each(items: Iterable[tuple[Path, Mapping[str, str]]]) -> Loaded:
    documents, failures = [], []
    for path, given in items:
        try:
            documents.append(load(path, given))
        except DocumentError as error:
            failures.append(error)
    return Loaded(tuple(documents), tuple(failures))


def _described(table: Path) -> tuple[dict[str, dict[str, str]], list[DocumentError]]:
    """documents.csv by document, and a failure for each row that is broken: the others count."""
    found: dict[str, dict[str, str]] = {}
    failures: list[DocumentError] = []
    if not table.is_file():
        return found, failures
    try:
        text = encoding.decode(table.read_bytes(), str(table))
        reader = csv.DictReader(io.StringIO(text), strict=True)
        if not set(COLUMNS) <= set(reader.fieldnames or ()):
            raise DocumentError(f"{table}:1: the head must hold {','.join(COLUMNS)}")
        for row in reader:
            fault = _fault(row, found)
            if fault:
                failures.append(DocumentError(f"{table}:{reader.line_num}: {fault}"))
            if row["document"] not in found:
                found[row["document"]] = {key: row[key] or "" for key in COLUMNS[1:]}
    except csv.Error as error:
        failures.append(DocumentError(f"{table}: {error}: mend the quotation marks of that row"))
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
