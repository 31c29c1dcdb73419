"""outputs/indicators.duckdb and outputs/tables/*.parquet: made anew when what they hold changed."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from pathlib import Path
from uuid import uuid4

from indicators import store
from indicators.dataset.parts import package
from indicators.files import PART, digest, write_all

NAME = "indicators.duckdb"
FOLDER = "tables"


def database() -> Path:
    """The database of the collection, built unless the one that is there holds the same.

    It holds the same when documents, corrections, series, record and this package are the same.
    Raises OSError when outputs/ cannot be written.
    """
    file = store.outputs_folder() / NAME
    wanted = identity()
    if _built_from(file) != wanted:
        _build(file, wanted)
    return file


def tables(file: Path) -> Mapping[str, int]:
    """The tables of a database and how many rows each has."""
    import duckdb

    with duckdb.connect(file, read_only=True) as connection:
        names = [row[0] for row in connection.execute("SHOW TABLES").fetchall()]
        return {name: connection.table(name).shape[0] for name in names if name != "built"}


def identity() -> str:
    """What the content depends on."""
    from indicators.batch.record import Outputs, read_states

    states = read_states(Outputs(store.outputs_folder()))[1]
    data = store.root() / "data"
    told = [package(), digest(data), *(repr(state) for _, state in sorted(states.items()))]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def _built_from(file: Path) -> str:
    import duckdb

    if not file.is_file():
        return ""
    try:
        with duckdb.connect(file, read_only=True) as connection:
            row = connection.execute("SELECT identity FROM built").fetchone()
            return str(row[0]) if row else ""
    except duckdb.Error:  # of another version, or no database: it is only a copy
        return ""


def _build(file: Path, wanted: str) -> None:
    """Parquet first, then the database out of that; each file is replaced whole."""
    import duckdb
    import pyarrow as pa
    import pyarrow.parquet as pq

    from indicators.warehouse.contents import TABLES

    folder = file.parent / FOLDER
    part = file.with_name(f".{uuid4().hex}{PART}")
    made: dict[Path, str | bytes] = {}
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with duckdb.connect(part) as connection:
            for name, table in TABLES.items():
                columns = pa.Table.from_pylist(list(table.rows()), pa.schema(table.columns.items()))
                sink = io.BytesIO()
                pq.write_table(columns, sink, compression="zstd")
                made[folder / f"{name}.parquet"] = sink.getvalue()
                connection.register("given", columns)
                connection.execute(f'CREATE TABLE "{name}" AS SELECT * FROM given')
                connection.unregister("given")
            connection.execute("CREATE TABLE built AS SELECT ? AS identity", [wanted])
        write_all(made)
        part.replace(file)
    except duckdb.IOException as error:
        raise OSError(None, f"cannot be written: {str(error).splitlines()[0]}", str(file)) from None
    finally:
        part.unlink(missing_ok=True)
