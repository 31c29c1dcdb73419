"""Office files are zip archives: opened only when they are what they seem, and not too large."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager

from indicators.errors import DocumentError

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# a document of a thousand pages unpacks to some tens of megabytes
LARGEST, LARGEST_TEXT = 300_000_000, 100_000_000
RATIO = 200
PART = 20_000_000
MEMBERS = 10_000


def checked(data: bytes, name: str, kind: str) -> io.BytesIO:
    """The bytes as a file to open.

    Raises DocumentError for one that is protected, broken, of another kind, or would unpack to
    more than a document holds.
    """
    if data.startswith(COMPOUND):
        raise DocumentError(
            f"{name}: protected by a password, or of the old format: save it as {kind} without one"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise DocumentError(f"{name}: a broken {kind}: save it again") from error
    sizes = [member.file_size for member in members]
    texts = [member.file_size for member in members if member.filename.endswith(".xml")]
    bombs = [m for m in members if m.file_size > max(PART, RATIO * m.compress_size)]
    large = sum(sizes) > LARGEST or sum(texts) > LARGEST_TEXT
    if len(members) > MEMBERS or large or bombs:
        raise DocumentError(f"{name}: unpacks to {sum(sizes):,} bytes: no document of that size")
    return io.BytesIO(data)


@contextmanager
def reading(name: str, kind: str) -> Iterator[None]:
    """What a library raises for a broken file, as one clear DocumentError.

    The libraries promise nothing: a part that is missing or malformed ends in an AttributeError, a
    TypeError or an OSError from deep inside.
    """
    try:
        yield
    except (DocumentError, MemoryError):
        raise
    except Exception as error:
        raise DocumentError(f"{name}: a broken {kind}: save it again") from error
