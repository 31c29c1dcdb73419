"""outputs/record.sqlite: its tables, how it is opened, and how its troubles are told.

The file's `user_version` counts the steps of SCHEMA that it has taken. An older one takes the rest
when a batch opens it, all or none; a newer one is refused: we would not know what we break.
"""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from indicators.errors import UsageError

APPLICATION = 0x496E6469  # "Indi": the file is ours
NEEDED = 1 << 16  # bytes
WAIT = 30.0  # seconds for a reader to let go
SCHEMA: tuple[str, ...] = (
    """
    CREATE TABLE batch (
        number INTEGER PRIMARY KEY, plan TEXT NOT NULL, owner TEXT NOT NULL,
        started TEXT NOT NULL, ended TEXT, outcome TEXT NOT NULL DEFAULT 'running'
    );
    CREATE TABLE basis (
        digest TEXT PRIMARY KEY, versions TEXT NOT NULL, inputs TEXT NOT NULL
    );
    CREATE TABLE attempt (
        number INTEGER PRIMARY KEY, batch INTEGER NOT NULL REFERENCES batch,
        place INTEGER NOT NULL, run TEXT NOT NULL, notebook TEXT NOT NULL,
        parameters TEXT NOT NULL, identity TEXT NOT NULL, basis TEXT NOT NULL REFERENCES basis,
        reason TEXT NOT NULL, status TEXT NOT NULL, started TEXT NOT NULL, seconds REAL NOT NULL,
        error TEXT NOT NULL, page TEXT NOT NULL, size INTEGER NOT NULL, executed TEXT NOT NULL,
        title TEXT NOT NULL, answer TEXT NOT NULL
    );
    CREATE INDEX attempt_of_run ON attempt (run, number);
    CREATE INDEX attempt_by_status ON attempt (status, run, number);
    CREATE INDEX attempt_of_batch ON attempt (batch, place);
    CREATE TABLE planned (place INTEGER PRIMARY KEY, run TEXT NOT NULL);
    """,
)
REASONS = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_READONLY: errno.EROFS,
    sqlite3.SQLITE_PERM: errno.EACCES,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
}


def opened(file: Path) -> sqlite3.Connection:
    """The record, to be written: made when there is none, brought up to date when it is older.

    Each change is on the disk when it is committed. Raises UsageError for a file that is no record
    or is newer than this package, and OSError when it cannot be opened.
    """
    with told(file):
        connection = sqlite3.connect(file, timeout=WAIT, isolation_level=None)
        try:
            _brought_up(connection, _version(connection, file))
        except BaseException:
            connection.close()
            raise
    return connection


@contextmanager
def reading(file: Path) -> Iterator[sqlite3.Connection]:
    """The record as it stands, and nothing is changed: a batch may be writing on.

    Raises as `opened`, and UsageError for an older one: the next batch brings it up to date.
    """
    # what was closed in order is one file; a folder that is read-only has no place for a second
    alone = not file.with_name(f"{file.name}-wal").exists()
    with told(file), closing(_read_only(file, alone=alone)) as connection:
        if _version(connection, file) < len(SCHEMA):
            raise UsageError(f"{file}: of an older version: run a batch to bring it up to date")
        yield connection


@contextmanager
def changing(connection: sqlite3.Connection) -> Iterator[None]:
    """All of the changes in the block, or none."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def told(file: Path) -> Iterator[None]:
    """Troubles of the database as those of its file."""
    try:
        yield
    except sqlite3.OperationalError as error:
        code = REASONS.get(getattr(error, "sqlite_errorcode", 0) & 0xFF, errno.EIO)
        if code == errno.EIO and _is_full(file.parent):
            code = errno.ENOSPC
        raise OSError(code, str(error), str(file)) from error
    except sqlite3.DatabaseError as error:
        raise _no_record(file, str(error)) from None


def _is_full(folder: Path) -> bool:
    """Whether the disk has no room for more of a record: SQLite calls some of that an error."""
    try:
        about = os.statvfs(folder)
    except OSError:
        return False
    return about.f_bavail * about.f_frsize < NEEDED


def _read_only(file: Path, *, alone: bool) -> sqlite3.Connection:
    where = file.resolve().as_uri()
    connection = sqlite3.connect(f"{where}?mode=ro", uri=True, timeout=WAIT, isolation_level=None)
    try:
        connection.execute("PRAGMA schema_version")
    except sqlite3.OperationalError:
        connection.close()
        if not alone:
            raise
        connection = sqlite3.connect(f"{where}?immutable=1", uri=True, isolation_level=None)
    return connection


def _version(connection: sqlite3.Connection, file: Path) -> int:
    [application] = connection.execute("PRAGMA application_id").fetchone()
    [tables] = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if tables and application != APPLICATION:
        raise _no_record(file, "another program's database")
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > len(SCHEMA):
        has = f"it has version {version}, this package knows {len(SCHEMA)}"
        raise UsageError(f"{file}: {has}: use a newer package, or move the file away")
    return version


def _brought_up(connection: sqlite3.Connection, version: int) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    if version == len(SCHEMA):
        return
    with changing(connection):
        for step in SCHEMA[version:]:
            for statement in filter(str.strip, step.split(";")):
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {len(SCHEMA)}")


def _no_record(file: Path, why: str) -> UsageError:
    return UsageError(f"{file}: not a record of runs ({why}): restore it or move it away")
