"""Parts to parquet: DEST/observations/province=22/<part>.parquet, a receipt a part, one list."""

from __future__ import annotations

import io
import json
from collections.abc import Generator, Iterable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from itertools import groupby

import pyarrow as pa
import pyarrow.parquet as pq

from indicators.corpus import Told, told
from indicators.dataset.parts import Part, Receipt, identity
from indicators.dataset.schema import SCHEMA, Columns, partition, rows
from indicators.remote import Place, put

FORM = "jsonl"
ROWS = 20_000  # held as Python objects before they become columns
LIST = "dataset.json"


@dataclass(slots=True)
class _Table:
    """One parquet file while it is made, in memory: a part's share of a province is small."""

    sink: io.BytesIO = field(default_factory=io.BytesIO)
    waiting: list[Columns] = field(default_factory=list)
    writer: pq.ParquetWriter | None = None

    def add(self, row: Columns) -> None:
        self.waiting.append(row)
        if len(self.waiting) == ROWS:
            self.flush()

    def flush(self) -> None:
        if self.writer is None:
            self.writer = pq.ParquetWriter(self.sink, SCHEMA, compression="zstd")
        self.writer.write_table(pa.Table.from_pylist(self.waiting, SCHEMA))
        self.waiting.clear()

    def done(self) -> bytes:
        self.flush()
        assert self.writer is not None
        self.writer.close()
        return self.sink.getvalue()


def here(parts: Sequence[Part], to: Place, jobs: int) -> Generator[Receipt, None, None]:
    """The receipts of all parts in order, those that are not finished read by processes here."""
    names = [identity(part) for part in parts]
    finished = {name: one for name in names if (one := receipt(to, name))}
    waiting = [number for number, name in enumerate(names) if name not in finished]
    number_of = {file.path: number for number in waiting for file in parts[number]}
    files = [file for number in waiting for file in parts[number]]
    with closing(told(files, FORM, jobs)) as stream:
        groups = groupby(stream, key=lambda one: number_of[one.path])
        for name in names:
            if name in finished:
                yield finished[name]
            else:
                yield write_part(to, name, next(groups)[1])


def write_part(to: Place, name: str, files: Iterable[Told]) -> Receipt:
    """Its rows by province, then its receipt: without one a part counts as not begun."""
    tables: dict[str, _Table] = {}
    paths, notes, failures = set[Place](), list[str](), list[str]()
    observations = 0
    for one in files:
        paths.add(one.path)
        notes += one.notes
        failures += [one.failure] * bool(one.failure)
        for row in rows(one.lines):
            tables.setdefault(partition(row["region_code"]), _Table()).add(row)
            observations += 1
            if row["low"] is None:
                notes.append(f"{row['document']}: {row['value']} fits no decimal of 38 digits")
    written = []
    for where, table in sorted(tables.items()):
        written.append(f"observations/{where}/{name}.parquet")
        put(to / written[-1], table.done())
    told = Receipt(
        *(name, tuple(written), len(paths) - len(failures), observations),
        *(tuple(notes), tuple(failures)),
    )
    put(_receipt(to, name), told.said())
    return told


def receipt(to: Place, name: str) -> Receipt | None:
    """What a part gave, when it is finished; one with a failure is tried again."""
    try:
        found = Receipt.heard(_receipt(to, name).read_bytes())
    except FileNotFoundError:
        return None
    return None if found.failures else found


def finish(to: Place, receipts: Sequence[Receipt]) -> None:
    """List the files that belong together, then remove those of parts that are no more."""
    listed = {
        "parts": [one.name for one in receipts],
        "files": [file for one in receipts for file in one.files],
        "documents": sum(one.documents for one in receipts),
        "observations": sum(one.observations for one in receipts),
    }
    put(to / LIST, (json.dumps(listed, indent=1) + "\n").encode())
    wanted = {one.name for one in receipts}
    receipts_there: list[Place] = list((to / "parts").iterdir())
    for file in receipts_there:
        if file.suffix == ".json" and file.stem not in wanted:
            for old in Receipt.heard(file.read_bytes()).files:
                with suppress(FileNotFoundError):
                    (to / old).unlink()
            file.unlink()


def _receipt(to: Place, name: str) -> Place:
    return to / "parts" / f"{name}.json"
