"""Files are replaced whole, and what goes wrong with them is told with path and advice."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from uuid import uuid4

PART = ".part"
ADVICE = {
    errno.ENOSPC: "make room on this disk",
    errno.EDQUOT: "make room within the quota",
    errno.EROFS: "make this disk writable, or work in a copy",
    errno.EACCES: "change its permissions",
    errno.EPERM: "change its permissions",
}


def write(path: Path, text: str) -> None:
    """Replace a file as a whole: whoever opens it sees the old one or the new one, never a part.

    Raises OSError with the path of the file.
    """
    write_all({path: text})


def write_all(texts: Mapping[Path, str | bytes]) -> None:
    """Replace files that belong together, the first only when there is room for the last."""
    parts: dict[Path, Path] = {}
    try:
        for path, text in texts.items():
            parts[path] = path.with_name(f".{uuid4().hex}{PART}")
            path.parent.mkdir(parents=True, exist_ok=True)
            _write_through(parts[path], text)
        for path, part in parts.items():
            part.replace(path)
    except OSError as error:
        raise OSError(error.errno, error.strerror or str(error), str(path)) from error
    finally:
        for part in parts.values():
            part.unlink(missing_ok=True)


def _write_through(part: Path, text: str | bytes) -> None:
    with part.open("xb") as file:
        file.write(text.encode() if isinstance(text, str) else text)
        file.flush()
        os.fsync(file.fileno())


def digest(path: Path) -> str:
    """SHA-256 of a file's bytes; of a folder, of the names and bytes of its files in order."""
    if not path.is_dir():
        return hashlib.sha256(path.read_bytes()).hexdigest()
    files = (file for file in sorted(path.rglob("*")) if file.is_file())
    total = hashlib.sha256()
    for file in files:
        if "__pycache__" not in file.parts:
            total.update(os.fsencode(f"{file.relative_to(path).as_posix()}\0{digest(file)}\n"))
    return total.hexdigest()


def shown(name: object) -> str:
    r"""A name for a message: one line, with \n, \x1b and what is no character written out."""
    return "".join(
        c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in str(name)
    )


def trouble(error: OSError) -> str:
    """One line: where, what, and what to do."""
    what = (error.strerror or str(error)).lower()
    told = [shown(error.filename or ""), what, ADVICE.get(error.errno or 0, "")]
    return ": ".join(part for part in told if part)
