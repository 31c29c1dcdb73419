"""Figures as an Excel workbook: a sheet of figures, the meaning of its columns, sheets beside."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from indicators.report.figures.tidy import Figures, Value

NARROW, WIDE = 9, 60  # columns of a sheet, in characters
CELL = 32_767  # characters: what a cell of Excel holds
ROWS = 1_048_576  # rows of a sheet
CREATED = datetime(2000, 1, 1)  # one time for all: equal figures, equal bytes
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
FORBIDDEN = re.compile(r"[\[\]:*?/\\']")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of its own: a name, heads, and rows under them."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def workbook(figures: Figures, *beside: Sheet) -> bytes:
    """The figures under Chinese heads, further sheets, and what each column means."""
    columns = figures.columns
    meanings = tuple((c.zh, c.name, c.en) for c in columns)
    sheets = [
        *([Sheet("数据 figures", tuple(c.zh for c in columns), figures.rows)] if columns else []),
        *beside,
        *([Sheet("说明 columns", ("列 column", "name", "meaning"), meanings)] if columns else []),
    ]
    buffer = io.BytesIO()
    with Workbook(buffer, OPTIONS) as book:
        book.set_properties({"title": "Indicators", "created": CREATED})
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        for name, sheet in zip(_names(sheets), sheets, strict=True):
            _fill(book.add_worksheet(name), sheet, head)
    return buffer.getvalue()


def _fill(page: Worksheet, sheet: Sheet, head: Format) -> None:
    """Heads that stay in sight and filter; rows; columns as wide as what they hold."""
    page.write_row(0, 0, sheet.heads, head)
    for number, row in enumerate(sheet.rows[: ROWS - 1], 1):
        for place, value in enumerate(row):
            _write(page, number, place, value)
    for place, name in enumerate(sheet.heads):
        widest = max((_width(row[place]) for row in sheet.rows[:200]), default=0)
        page.set_column(place, place, max(NARROW, min(WIDE, max(_width(name), widest) + 1)))
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, len(sheet.rows), max(len(sheet.heads) - 1, 0))


def _write(page: Worksheet, row: int, column: int, value: Value) -> None:
    """Numbers as numbers; text as text, whatever it begins with."""
    if isinstance(value, Decimal | int):
        page.write_number(row, column, float(value))
    elif value:
        page.write_string(row, column, value[:CELL])


def _width(value: Value) -> int:
    return sum(2 if ord(sign) > 0x2E80 else 1 for sign in str(value or ""))


def _names(sheets: Sequence[Sheet]) -> Iterable[str]:
    """Names that Excel takes: 31 characters, none of []:*?/\\', no two alike."""
    taken: set[str] = set()
    for sheet in sheets:
        name = stem = FORBIDDEN.sub(" ", sheet.name).strip()[:31] or "Sheet"
        number = 2
        while name.lower() in taken:
            name, number = f"{stem[:27]} {number}", number + 1
        taken.add(name.lower())
        yield name
