"""Files are replaced whole, and what goes wrong with them is told with path and advice."""

from __future__ import annotations

import errno
import os
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
    part = path.with_name(f".{uuid4().hex}{PART}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror or str(error), str(path)) from error
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def trouble(error: OSError) -> str:
    """One line: where, what, and what to do."""
    what = (error.strerror or str(error)).lower()
    told = [str(error.filename or ""), what, ADVICE.get(error.errno or 0, "")]
    return ": ".join(part for part in told if part)
