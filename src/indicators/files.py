"""Files are replaced whole, and what goes wrong with them is told with path and advice."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

PART = ".part"
CACHE = "__pycache__"
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
    total = hashlib.sha256()
    for file, _ in below(path):
        total.update(os.fsencode(f"{file.relative_to(path).as_posix()}\0{digest(file)}\n"))
    return total.hexdigest()


def below(folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
    """The files below a folder in order, links followed, and what the system says of each.

    What Python compiled is left out, and a folder that was seen: a link may lead back up.
    """
    seen: set[tuple[int, int]] = set()
    for place, folders, names in os.walk(folder, followlinks=True):
        about = os.stat(place)  # noqa: PTH116  # hundreds, at every run's end
        if (about.st_dev, about.st_ino) in seen:
            folders.clear()
            continue
        seen.add((about.st_dev, about.st_ino))
        folders[:] = sorted(set(folders) - {CACHE})
        for name in sorted(names):
            with suppress(FileNotFoundError):  # a link that leads nowhere
                about = os.stat(f"{place}{os.sep}{name}")  # noqa: PTH116
                if stat.S_ISREG(about.st_mode):
                    yield Path(place, name), about


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
