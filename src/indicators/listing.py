"""Observations as lines: the contract of `indicators read` in jsonl, csv and as a table."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from indicators.record import Document, Observation

FIELDS = (
    *("document", "start", "end", "text", "indicator", "indicator_id", "measure", "value", "unit"),
    *("bound", "period", "period_source", "status", "region", "region_code", "sentence"),
)
SHOWN = ("document", "indicator", "text", "measure", "bound", "period", "status", "region")


def row(observation: Observation, document: Document) -> dict[str, str | int | None]:
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


Row = dict[str, str | int | None]


def jsonl(rows: Iterable[Row]) -> Iterator[str]:
    """One JSON object a line."""
    for item in rows:
        yield json.dumps(item, ensure_ascii=False)


def csv_lines(rows: Iterable[Row]) -> Iterator[str]:
    """A head and one line a row; None is empty."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, FIELDS, lineterminator="")
    writer.writeheader()
    yield _taken(buffer)
    for item in rows:
        writer.writerow(item)
        yield _taken(buffer)


def _taken(buffer: io.StringIO) -> str:
    line = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return line


def table(rows: Iterable[Row]) -> Iterator[str]:
    """Columns for a terminal; a Chinese character is as wide as two."""
    shown = [[str(item[key] if item[key] is not None else "-") for key in SHOWN] for item in rows]
    lines: Sequence[Sequence[str]] = [SHOWN, *([clipped(cell) for cell in line] for line in shown)]
    widths = [max(width(line[i]) for line in lines) for i in range(len(SHOWN))]
    for line in lines:
        padded = (
            cell + " " * (wide - width(cell)) for cell, wide in zip(line, widths, strict=True)
        )
        yield "  ".join(padded).rstrip()


def width(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(map(_columns, text))


def _columns(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def clipped(text: str, columns: int = 32) -> str:
    """The text on one line, cut to so many columns."""
    text = " ".join(text.split())
    wide, kept = 0, 0
    for number, character in enumerate(text, 1):
        wide += _columns(character)
        if wide > columns:
            return text[:kept] + "…"
        if wide < columns:  # room is left for the sign that something is missing
            kept = number
    return text
