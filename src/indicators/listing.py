"""Observations as lines: the contract of `indicators read` in jsonl, csv and as a table."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import islice

from indicators.record import Document, Observation

FIELDS = (
    *("document", "start", "end", "text", "indicator", "indicator_id", "measure", "value", "unit"),
    *("bound", "period", "period_source", "status", "region", "region_code", "sentence"),
)
FORMATS = ("table", "jsonl", "csv")
ROWS = 1000
SHOWN = ("document", "indicator", "text", "measure", "bound", "period", "status", "region")


Row = dict[str, str | int | None]


def row(observation: Observation, document: Document) -> Row:
    """One observation as the fields of FIELDS; the value is a decimal as text."""
    o = observation
    return {
        "document": o.document,
        "start": o.span.start,
        "end": o.span.end,
        "text": o.text,
        "indicator": o.indicator,
        "indicator_id": o.indicator_id,
        "measure": o.measure.value,
        "value": o.quantity.stated,
        "unit": o.quantity.unit,
        "bound": o.quantity.bound.value,
        "period": str(o.period) if o.period else None,
        "period_source": o.period_source.value,
        "status": o.status.value,
        "region": o.region.name or None,
        "region_code": o.region.code,
        "sentence": o.sentence.of(document.text).strip(),
    }


def lines(rows: Iterable[Row], form: str) -> Iterator[str]:
    """A line a row, as far as one can be made without the others; `page` sets them under a head.

    Of a table, the cells with tabs between them.
    """
    return {"jsonl": _jsonl, "csv": _csv, "table": _cells}[form](rows)


def page(given: Iterable[str], form: str) -> Iterator[str]:
    """Lines under the head of their format; a table has a head over each thousand rows."""
    if form == "csv":
        yield ",".join(FIELDS)
    if form == "table":
        yield from _table(given)
    else:
        yield from given


def csv_lines(rows: Iterable[Row]) -> Iterator[str]:
    """A head and one line a row; None is empty."""
    return page(lines(rows, "csv"), "csv")


def _jsonl(rows: Iterable[Row]) -> Iterator[str]:
    for item in rows:
        yield json.dumps(item, ensure_ascii=False)


def _csv(rows: Iterable[Row]) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, FIELDS, lineterminator="")
    for item in rows:
        writer.writerow(item)
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def _cells(rows: Iterable[Row]) -> Iterator[str]:
    for item in rows:
        yield "\t".join(clipped(str(item[key] if item[key] is not None else "-")) for key in SHOWN)


def _table(given: Iterable[str]) -> Iterator[str]:
    """Columns for a terminal; a Chinese character is as wide as two.

    The widths of a column are known when all its cells are: of so many rows, so that a table of any
    length takes no more memory than those.
    """
    waiting = iter(given)
    block = list(islice(waiting, ROWS))
    while True:
        cells = [SHOWN, *(line.split("\t") for line in block)]
        widths = [max(width(line[i]) for line in cells) for i in range(len(SHOWN))]
        for line in cells:
            padded = (c + " " * (wide - width(c)) for c, wide in zip(line, widths, strict=True))
            yield "  ".join(padded).rstrip()
        block = list(islice(waiting, ROWS))
        if not block:
            return


def width(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(map(_columns, text))


def _columns(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def clipped(text: str, columns: int = 32) -> str:
    """The text on one line, cut to so many columns; what would steer a terminal is left out."""
    text = "".join(c if c.isprintable() else " " for c in text)
    text = " ".join(text.split())
    wide, kept = 0, 0
    for number, character in enumerate(text, 1):
        wide += _columns(character)
        if wide > columns:
            return text[:kept] + "…"
        if wide < columns:  # room is left for the sign that something is missing
            kept = number
    return text
