"""Files of a store that fsspec knows (s3://, memory://, ...), by the names that pathlib has."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from indicators.errors import UsageError
from indicators.files import write_all

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

FILE, FOLDER = "file", "directory"


@dataclass(frozen=True, slots=True, order=True)
class Remote:
    """A file or folder by its URL; `kind` is known where its folder was listed."""

    url: str
    kind: str = field(default="", compare=False)

    def __str__(self) -> str:
        """The URL."""
        return self.url

    def __truediv__(self, name: str) -> Remote:
        """What lies in this folder under that name."""
        return Remote(f"{self.url.rstrip('/')}/{name}")

    @property
    def name(self) -> str:
        """The last part of the URL."""
        return PurePosixPath(self.url).name

    @property
    def stem(self) -> str:
        """The name without its ending."""
        return PurePosixPath(self.url).stem

    @property
    def suffix(self) -> str:
        """The ending with its dot."""
        return PurePosixPath(self.url).suffix

    def exists(self) -> bool:
        """Whether there is anything of that name."""
        return bool(self.kind or self._kind())

    def is_file(self) -> bool:
        """Whether it is a file."""
        return (self.kind or self._kind()) == FILE

    def is_dir(self) -> bool:
        """Whether it is a folder; in a store that has none, whether names begin with it."""
        return (self.kind or self._kind()) == FOLDER

    def is_symlink(self) -> bool:
        """Never: stores have no links."""
        return False

    def iterdir(self) -> Iterator[Remote]:
        """What lies in this folder, in no order."""
        with _told(self) as (files, path):
            for entry in files.ls(path, detail=True):
                yield Remote((self / PurePosixPath(entry["name"]).name).url, entry["type"])

    def read_bytes(self) -> bytes:
        """The whole file."""
        with _told(self) as (files, path):
            return bytes(files.cat_file(path))

    def write_bytes(self, data: bytes) -> None:
        """Put the whole file at once: a store shows it when it is complete."""
        with _told(self) as (files, path):
            files.pipe_file(path, data)

    def unlink(self) -> None:
        """Remove the file."""
        with _told(self) as (files, path):
            files.rm_file(path)

    def version(self) -> str:
        """What the store says of this content (its ETag, size and time): another after a change."""
        with _told(self) as (files, path):
            return str(files.ukey(path))

    def _kind(self) -> str:
        with _told(self) as (files, path):
            try:
                return str(files.info(path)["type"])
            except FileNotFoundError:
                return ""


Place = Path | Remote


def place(said: str) -> Place:
    """A path, or a URL of a store; `file://` is a path.

    Raises UsageError for a store that fsspec does not know, that is not there, or whose library is
    not installed.
    """
    scheme, mark, rest = said.partition("://")
    if not mark:
        return Path(said)
    if scheme == "file":
        return Path(rest)
    try:
        _store(said)
    except OSError as error:  # some stores are spoken to at once
        what = (error.strerror or str(error)).lower()
        raise UsageError(f"{said}: {what}: is it there, and spelt so?") from None
    return Remote(said)


def size(where: Place) -> int:
    """Bytes of a file; raises OSError."""
    if isinstance(where, Path):
        return where.stat().st_size
    with _told(where) as (files, path):
        return int(files.size(path) or 0)


def put(where: Place, data: bytes) -> None:
    """Replace a file as a whole, its folders made where a store has any; raises OSError."""
    if isinstance(where, Path):
        write_all({where: data})
    else:
        where.write_bytes(data)


def _store(url: str) -> tuple[AbstractFileSystem, str]:
    from fsspec.core import url_to_fs

    try:
        return url_to_fs(url)  # type: ignore[no-any-return]
    except (ImportError, ValueError) as error:
        what = str(error).partition("\n")[0].rstrip(".")
        raise UsageError(f"{url}: {what[:1].lower()}{what[1:]}") from None


@contextmanager
def _told(where: Remote) -> Iterator[tuple[AbstractFileSystem, str]]:
    """The store and the path in it; what its library raises becomes an OSError with the URL."""
    try:
        yield _store(where.url)
    except FileNotFoundError:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), where.url) from None
    except OSError as error:
        what = (error.strerror or str(error)).partition("\n")[0]
        raise OSError(error.errno or errno.EIO, what, where.url) from None
    except (UsageError, GeneratorExit):
        raise
    except Exception as error:  # libraries of stores have their own trees: no credentials, no net
        what = f"{type(error).__name__}: {error}".partition("\n")[0]
        raise OSError(errno.EIO, what, where.url) from error
