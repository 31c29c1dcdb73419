"""Corrections by hand are data: data/corrections.csv, one field of one figure a row.

    document,sentence,at,text,indicator,field,old,new,reason,author,date

What the machine reads stays what it is; a correction is laid over it where the figure still stands
in its sentence and the machine still reads `old` there. One that no longer fits is told, and is
neither dropped nor applied.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from dataclasses import fields as fields_of
from datetime import date
from pathlib import Path

from indicators.corrections.fields import FIELDS, changed, said
from indicators.errors import CorrectionError
from indicators.record import Correction, Document, Observation, Reading

COLUMNS = tuple(field.name for field in fields_of(Correction))
KEY = COLUMNS.index("old")  # what stands before it says which field of which figure


@dataclass(frozen=True, slots=True)
class Corrected:
    """Readings with their corrections laid over them, and those that fit no longer."""

    readings: tuple[Reading, ...]
    misfits: tuple[CorrectionError, ...] = ()


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


def added(path: Path, rows: Iterable[Correction]) -> str:
    """The file's text with these rows; one that corrects the same field of a figure goes.

    Whatever else the file holds stays, a bad row too. Raises CorrectionError for another head.
    """
    load(path)  # its check of the head
    head, *kept = [record for _, record in _records(path)]
    fresh = [[str(value) for value in astuple(row)] for row in rows]
    same = {tuple(row[:KEY]) for row in fresh}
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerows([head, *(row for row in kept if tuple(row[:KEY]) not in same), *fresh])
    return buffer.getvalue()


def correction(
    document: Document,
    observation: Observation,
    field: str,
    new: str,
    *,
    reason: str,
    author: str,
    day: str = "",
) -> Correction:
    """A correction of one field of what was read; `day` is today unless it is given.

    Raises CorrectionError for a field that is not in FIELDS, a value it cannot have, or a reason or
    author that is missing.
    """
    sentence, at = _place(document, observation)
    made = Correction(
        document=document.name,
        sentence=sentence,
        at=at,
        text=observation.text,
        indicator=observation.indicator,
        field=field,
        old=said(observation, field),
        new=new.strip(),
        reason=reason.strip(),
        author=author.strip(),
        date=day or date.today().isoformat(),
    )
    _check(made)
    changed(observation, made)  # its check of the new value
    return made


def corrected(readings: Sequence[Reading], rows: Mapping[str, Correction]) -> Corrected:
    """Each correction laid over the one figure that it fits."""
    done = {reading.document.name: reading for reading in readings}
    as_read = dict(done)
    misfits: list[CorrectionError] = []
    for where, row in rows.items():
        try:
            place = _fitting(as_read.get(row.document), row)
            done[row.document] = _laid(done[row.document], place, row)
        except CorrectionError as error:
            misfits.append(CorrectionError(f"{where}: {row.document}: {error}"))
    return Corrected(tuple(done.values()), tuple(misfits))


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


def _correction(record: Sequence[str]) -> Correction:
    if len(record) != len(COLUMNS):
        raise CorrectionError("not as many fields as the head: quote commas inside a field")
    given = dict(zip(COLUMNS, record, strict=True))
    if not given["at"].isdecimal():
        raise CorrectionError(f"at {given['at']!r}: give the figure's place in its sentence")
    made = Correction(**{**given, "at": int(given["at"])})  # type: ignore[arg-type]
    _check(made)
    return made


def _check(row: Correction) -> None:
    for name in ("reason", "author"):
        if not getattr(row, name).strip():
            raise CorrectionError(f"no {name}: say {'why' if name == 'reason' else 'who'}")
    if not "".join((row.reason, row.author, row.new)).isprintable():
        raise CorrectionError("a reason, author or value is one line of plain characters")
    try:
        date.fromisoformat(row.date)
    except ValueError:
        raise CorrectionError(f"date {row.date!r}: write it as 2026-03-31") from None
    if row.field not in FIELDS:
        raise CorrectionError(f"field {row.field!r}: correct one of {', '.join(FIELDS)}")
    if row.new == row.old:
        raise CorrectionError(f"{row.field} is {row.old!r} already: remove the row")


def _place(document: Document, observation: Observation) -> tuple[str, int]:
    """The sentence without blanks around it, and where in it the figure begins."""
    sentence = observation.sentence.of(document.text).replace("\r", " ")  # csv would end its row
    blanks = len(sentence) - len(sentence.lstrip())
    return sentence.strip(), observation.span.start - observation.sentence.start - blanks


def _fitting(reading: Reading | None, row: Correction) -> int:
    """Which observation of the machine's reading a correction is about."""
    if reading is None:
        raise CorrectionError("no document of that name: restore it, or remove the row")
    key = (row.text, row.indicator, (row.sentence, row.at))
    found = [
        place
        for place, o in enumerate(reading.observations)
        if (o.text, o.indicator, _place(reading.document, o)) == key
    ]
    if len(found) != 1:
        many = f"read {len(found)} times in" if found else "not read any more in"
        raise CorrectionError(
            f"{row.indicator} {row.text!r} is {many} {row.sentence!r}: correct it anew,"
            " or remove the row"
        )
    now = said(reading.observations[found[0]], row.field)
    if now != row.old:
        better = "so the row can go" if now == row.new else "correct it anew, or remove the row"
        raise CorrectionError(
            f"{row.field} of {row.indicator} {row.text!r} is read as {now!r} now, not as"
            f" {row.old!r}: {better}"
        )
    return found[0]


def _laid(reading: Reading, place: int, row: Correction) -> Reading:
    before = reading.observations[place]
    if any(one.field == row.field for one in before.corrections):
        raise CorrectionError(f"{row.field} of {row.text!r} is corrected twice: keep one row")
    after = changed(before, row)
    return replace(
        reading,
        observations=(*reading.observations[:place], after, *reading.observations[place + 1 :]),
    )
