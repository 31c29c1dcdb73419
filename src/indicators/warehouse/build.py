"""The DuckDB file and parquet of outputs/: made anew when what they hold changed.

tables/paths/province=22/paths.parquet     of a table whose rows have a region
tables/runs.parquet                        of one whose rows have none
"""

from __future__ import annotations

import hashlib
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from indicators import lexicon, store
from indicators.dataset.parts import package
from indicators.dataset.schema import partition
from indicators.files import PART, below, digest, write_all

if TYPE_CHECKING:
    import pyarrow as pa

    from indicators.warehouse.contents import Row, Table

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

    from indicators.warehouse.contents import TABLES

    folder = file.parent / FOLDER
    part = file.with_name(f".{uuid4().hex}{PART}")
    made: dict[Path, str | bytes] = {}
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with duckdb.connect(part) as connection:
            for name, table in TABLES.items():
                rows, schema = list(table.rows()), pa.schema(table.columns.items())
                for place, some in _laid(name, table, rows):
                    made[folder / place] = _parquet(pa.Table.from_pylist(some, schema))
                columns = pa.Table.from_pylist(rows, schema)
                connection.register("given", columns)
                connection.execute(f'CREATE TABLE "{name}" AS SELECT * FROM given')
                connection.unregister("given")
            connection.execute("CREATE TABLE built AS SELECT ? AS identity", [wanted])
        write_all(made)
        part.replace(file)
        for old in [one for one, _ in below(folder) if one not in made]:
            old.unlink()  # of a place that nothing is told of any more
    except duckdb.IOException as error:
        raise OSError(None, f"cannot be written: {str(error).splitlines()[0]}", str(file)) from None
    finally:
        part.unlink(missing_ok=True)


def _laid(name: str, table: Table, rows: Sequence[Row]) -> Iterator[tuple[str, list[Row]]]:
    """The files of a table below its folder, with their rows in the table's order."""
    if not table.placed:
        yield f"{name}.parquet", list(rows)
        return
    found: defaultdict[str, list[Row]] = defaultdict(list, {} if rows else {partition(None): []})
    for row in rows:
        found[partition(_code(row))].append(row)
    for province, some in sorted(found.items()):
        yield f"{name}/{province}/{name}.parquet", some


def _code(row: Row) -> object:
    """Of the place that a row is about, as its document says or as the name has it alone."""
    return row.get("region_code") or lexicon.region(str(row["region"] or "")).code


def _parquet(rows: pa.Table) -> bytes:
    import pyarrow.parquet as pq

    sink = io.BytesIO()
    pq.write_table(rows, sink, compression="zstd")
    return sink.getvalue()
