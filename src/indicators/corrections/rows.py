"""data/corrections.csv: its rows, and what may stand in one."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Sequence
from dataclasses import astuple
from dataclasses import fields as fields_of
from datetime import date
from pathlib import Path

from indicators.corrections.fields import FIELDS
from indicators.errors import CorrectionError
from indicators.record import WHOLE, Correction

COLUMNS = tuple(field.name for field in fields_of(Correction))
KEY = COLUMNS.index("old")  # what stands before it says which field of which figure


def load(path: Path) -> tuple[dict[str, Correction], tuple[CorrectionError, ...]]:
    """The rows of a file by where they stand (`corrections.csv:2`), and an error for a bad row.

    Without the file there are none. Raises CorrectionError for another head.
    """
    head, *records = _records(path)
    if tuple(head[1]) != COLUMNS:
        raise CorrectionError(f"{path.name}:1: the head must be {','.join(COLUMNS)}")
    rows: dict[str, Correction] = {}
    bad: list[CorrectionError] = []
    for line, record in records:
        where = f"{path.name}:{line}"
        try:
            rows[where] = _correction(record)
        except CorrectionError as error:
            bad.append(CorrectionError(f"{where}: {error}"))
    return rows, tuple(bad)


def entered(path: Path, rows: Iterable[Correction], gone: Collection[Correction] = ()) -> str:
    """The file's text with these rows and without those that are taken back.

    One that corrects the same field of a figure goes, too; whatever else the file holds stays, a
    bad row as well. Raises CorrectionError for another head.
    """
    load(path)  # its check of the head
    head, *kept = [record for _, record in _records(path)]
    fresh = [_record(row) for row in rows]
    same = {tuple(row[:KEY]) for row in fresh} | {tuple(_record(row)[:KEY]) for row in gone}
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerows([head, *(row for row in kept if tuple(row[:KEY]) not in same), *fresh])
    return buffer.getvalue()


def checked(row: Correction) -> Correction:
    """The row itself; CorrectionError for one that nobody could apply."""
    for name in ("reason", "author"):
        if not getattr(row, name).strip():
            raise CorrectionError(f"no {name}: say {'why' if name == 'reason' else 'who'}")
    if not "".join((row.reason, row.author, row.new)).isprintable():
        raise CorrectionError("a reason, author or value is one line of plain characters")
    try:
        date.fromisoformat(row.date)
    except ValueError:
        raise CorrectionError(f"date {row.date!r}: write it as 2026-03-31") from None
    if row.field not in (*FIELDS, WHOLE):
        known = ", ".join((*FIELDS, WHOLE))
        raise CorrectionError(f"field {row.field!r}: correct one of {known}")
    if row.new == row.old:
        raise CorrectionError(f"{row.field} is {row.old!r} already: there is nothing to correct")
    if row.field == WHOLE and row.old and row.new:
        raise CorrectionError("figure: a row without `old` adds one, one without `new` removes it")
    if not row.text or row.sentence[row.at : row.at + len(row.text)] != row.text:
        raise CorrectionError(f"{row.text!r} is not at {row.at} of its sentence: count from 0")
    return row


def _records(path: Path) -> list[tuple[int, list[str]]]:
    """The head and the rows, each with its line; the head alone without the file."""
    if not path.is_file():
        return [(1, list(COLUMNS))]
    try:
        reader = csv.reader(
            io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""), strict=True
        )
        return [(reader.line_num, record) for record in reader if record] or [(1, [])]
    except (csv.Error, UnicodeDecodeError) as error:
        raise CorrectionError(f"{path.name}: {error}: mend it, it is UTF-8 with commas") from None


def _record(row: Correction) -> list[str]:
    return [str(value) for value in astuple(row)]


def _correction(record: Sequence[str]) -> Correction:
    if len(record) != len(COLUMNS):
        raise CorrectionError("not as many fields as the head: quote commas inside a field")
    given = dict(zip(COLUMNS, record, strict=True))
    if not given["at"].isdecimal():
        raise CorrectionError(f"at {given['at']!r}: give the figure's place in its sentence")
    return checked(Correction(**{**given, "at": int(given["at"])}))  # type: ignore[arg-type]
