"""A corpus in parts: which files are read together, and what a part is known by."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import indicators
from indicators.files import digest
from indicators.remote import Place
from indicators.sources.folder import File

SMALLEST, LARGEST = 32, 512  # files of a part, on average
FEW = 16  # parts that a corpus should have, so that several workers have one each
FORMAT = 1  # another number when files of the same name would have another content

Part = tuple[File, ...]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a finished part gave: its files, what it holds, what its reader should know."""

    name: str
    files: tuple[str, ...] = ()
    documents: int = 0
    observations: int = 0
    notes: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()

    def said(self) -> bytes:
        """As JSON."""
        return (json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n").encode(
            errors="surrogatepass"
        )

    @classmethod
    def heard(cls, data: bytes) -> Receipt:
        """Back from JSON."""
        told = json.loads(data.decode(errors="surrogatepass"))
        fields = {k: tuple(v) if isinstance(v, list) else v for k, v in told.items()}
        return cls(**fields)  # type: ignore[arg-type]  # JSON: our own, as it was written


def parts(files: Sequence[File]) -> Iterator[Part]:
    """The files in their order, each once, in parts.

    A part ends behind a file whose name says so, as one of `size` does: a file that comes or goes
    changes its own part and leaves the others as they were. It is the same for any number of
    workers.
    """
    every = {file.path: file for file in files}.values()
    size = _size(len(every))
    part: list[File] = []
    for file in every:
        part.append(file)
        if len(part) == 4 * size or _hash(file.path.name) % size == 0:
            yield tuple(part)
            part = []
    if part:
        yield tuple(part)


def _size(files: int) -> int:
    """A power of two: where a corpus grows past one, parts are joined and not cut elsewhere."""
    return min(LARGEST, max(SMALLEST, 1 << (files // FEW).bit_length() >> 1))


def identity(part: Part) -> str:
    """A name for what a part gives: this package, its files in order, what is given about each."""
    told = [str(FORMAT), package()]
    told += [json.dumps([f.name, sorted(f.given.items()), _content(f.path)]) for f in part]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:24]


@cache
def package() -> str:
    """This package: its code and its words."""
    return digest(Path(indicators.__file__).parent)


def _hash(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode(errors="surrogateescape")).digest()[:8])


def _content(path: Place) -> str:
    """Of a file here its bytes; of one in a store what that says of it, for it would be fetched."""
    try:
        return digest(path) if isinstance(path, Path) else path.version()
    except OSError as error:  # which reading it will tell
        return str(error)
