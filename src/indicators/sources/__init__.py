"""Files to documents: a file or a folder in, texts with their metadata and every failure out.

One file a format: each takes bytes and gives an `Extract`; `.txt` and `.md` are their own text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from importlib import import_module

from indicators import furniture
from indicators.errors import DocumentError
from indicators.files import shown
from indicators.record import Document
from indicators.remote import Place
from indicators.sources import folder, head
from indicators.sources.folder import File
from indicators.sources.infer import infer
from indicators.sources.page import Extract

# an ending and the module that reads it; a module comes with the library for its format, and only
# who reads such a file pays for that
READERS = {".txt": "plain", ".md": "plain", ".html": "html", ".htm": "html", ".pdf": "pdf"} | {
    ".docx": "docx",
    ".xlsx": "xlsx",
}
READABLE = tuple(READERS)
PLAIN = tuple(ending for ending, module in READERS.items() if module == "plain")


@dataclass(frozen=True, slots=True)
class Loaded:
    """The documents that could be read, and for each other one the error that says why not."""

    documents: tuple[Document, ...]
    failures: tuple[DocumentError, ...] = ()


def load(path: Place, given: Mapping[str, str] | None = None) -> Document:
    """One file as a document; `given` (title, region, date) goes before what its head says.

    What neither says is inferred from the content where it can be. Raises DocumentError for a file
    that cannot be read, is empty, or has a broken head.
    """
    where = shown(path)
    if path.suffix.lower() not in READERS:
        raise DocumentError(
            f"{where}: no reader for {shown(path.suffix) or 'a file without an ending'}: "
            f"give one of {', '.join(READABLE)}"
        )
    try:
        # a pipe or a device of that name would be waited for
        if path.exists() and not path.is_file():
            raise DocumentError(f"{where}: not a file: give a file or a folder")
        data = path.read_bytes()
    except OSError as error:
        raise DocumentError(f"{where}: {(error.strerror or 'unreadable').lower()}") from error
    if not data.strip():
        raise DocumentError(f"{where}: empty: there is no text to read")
    extract = _reader(path.suffix.lower())(data, where)
    return document(extract, path.stem, where, given)


def _reader(ending: str) -> Callable[[bytes, str], Extract]:
    reader: Callable[[bytes, str], Extract]
    reader = import_module(f"{__name__}.{READERS[ending]}").extract
    return reader


def document(
    extract: Extract, name: str, where: str, given: Mapping[str, str] | None = None
) -> Document:
    """What a reader took out of a file, as a document."""
    text = extract.text
    found = head.parse(text, where)
    if not text[found.body :].strip():
        raise DocumentError(f"{where}: empty: there is no text to read")
    fields = {**found.fields, **folder.said(given)}
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


def listed(paths: Iterable[Place], given: Mapping[str, str] | None = None) -> folder.Listed:
    """The files that some files and folders stand for, in that order, each with a name of its own.

    One whose name occurs again under another path is named by its path.
    """
    parts = [(path, _listed(path, given)) for path in paths]
    names = Counter(file.name for _, part in parts for file in part.files)
    files = (
        replace(file, name=str(path / file.name if path.is_dir() else path))
        if names[file.name] > 1
        else file
        for path, part in parts
        for file in part.files
    )
    return folder.Listed(tuple(files), tuple(f for _, part in parts for f in part.failures))


def _listed(path: Place, given: Mapping[str, str] | None) -> folder.Listed:
    if path.is_dir():
        return folder.listed(path, READABLE, given)
    return folder.Listed((File(path, path.stem, folder.said(given)),))


def load_all(paths: Iterable[Place], given: Mapping[str, str] | None = None) -> Loaded:
    """Files and folders as documents, in the order given."""
    found = listed(paths, given)
    documents: list[Document] = []
    failures: list[DocumentError] = []
    for file in found.files:
        try:
            documents.append(load_file(file))
        except DocumentError as error:
            failures.append(error)
    return Loaded(tuple(documents), (*failures, *found.failures))


def load_folder(path: Place, given: Mapping[str, str] | None = None) -> Loaded:
    """The documents of a folder in the order of their names."""
    return load_all([path], given)


def load_file(file: File) -> Document:
    """A listed file as a document under the name it was listed by."""
    return replace(load(file.path, file.given), name=file.name)
