"""Excel sheets: each block of filled cells is a table, with numbers as the cells show them."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import TYPE_CHECKING

from indicators.errors import DocumentError
from indicators.sources import package
from indicators.sources.page import Extract, Page, Raw, rows_of

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

UNNAMED = re.compile(r"(?:sheet|工作表|表)\s?\d*", re.IGNORECASE)
QUOTED = re.compile(r'"([^"]*)"')
NOISE = re.compile(r"\[[^\]]*\]|_.|\*.|\\")
PLACES = re.compile(r"(?P<whole>[#0?,]*[#0?])(?:\.(?P<places>[0#?]+))?(?P<thousands>,*)")
NOTE = re.compile("注|说明|备注|资料来源|数据来源|来源|单位|\\d[.、]")
# python takes whole numbers of 4300 digits; Excel shows at most 30 decimals
WIDE, DECIMALS = Context(prec=5000), 30
# more than the largest yearbook; each takes half a kilobyte
MOST = 1_000_000
CELL = re.compile(rb"<(?:\w+:)?c\b")
# a program wrote the formula and nobody reckoned it; t="str" is one whose result is no text
UNRECKONED = re.compile(
    rb"<(?:\w+:)?c\b(?![^>]*\bt=[\"']str)[^>]*>\s*<(?:\w+:)?f\b[^<]*(?:</(?:\w+:)?f>)?\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
RANGE = re.compile(
    rb"<(?:\w+:)?(?:mergeCell|hyperlink)\b[^>]*?\bref\s*=\s*[\"']([$A-Z0-9]{1,20}:[$A-Z0-9]{1,20})[\"']"
)
Grid = dict[tuple[int, int], Raw]


def extract(data: bytes, name: str) -> Extract:
    """The visible sheets of a workbook; DocumentError for a broken or protected one."""
    # half a second to import: only who reads an .xlsx pays for it
    import openpyxl

    file = package.checked(data, name, ".xlsx")
    with package.reading(name, ".xlsx"):
        _check(file, name)
        book = openpyxl.load_workbook(file, data_only=True)
        visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        sheets = [(sheet.title, _grid(sheet)) for sheet in visible]
    page = Page()
    for title, grid in sheets:
        if not UNNAMED.fullmatch(title.strip()):
            page.line(title)
        for block in _blocks(grid):
            _put(page, block)
    return page.done()


def _check(file: io.BytesIO, name: str) -> None:
    """Refuse what openpyxl would make too many cells of: it makes each of a merged or linked range.

    And formulas without results, which would be lost in silence. Raises DocumentError.
    """
    cells = unreckoned = 0
    with zipfile.ZipFile(file) as archive:
        for member in archive.infolist():
            if "/worksheets/" in member.filename:
                sheet = archive.read(member)
                cells += len(CELL.findall(sheet))
                unreckoned += len(UNRECKONED.findall(sheet))
                cells += sum(_area(found[1].decode("ascii")) for found in RANGE.finditer(sheet))
    if cells > MOST:
        raise DocumentError(f"{name}: {cells:,} cells: no table of figures of that size; split it")
    if unreckoned:
        raise DocumentError(
            f"{name}: formulas without their results in {unreckoned} cells: open it in a "
            "spreadsheet program and save it"
        )


def _area(reference: str) -> int:
    from openpyxl.utils import range_boundaries

    left, top, right, bottom = (place or 0 for place in range_boundaries(reference))
    return (right - left + 1) * (bottom - top + 1)


def _grid(sheet: Worksheet) -> Grid:
    """The filled cells by row and column; only those that exist, a sheet may claim millions."""
    taken = {(r.min_row, r.min_col): r for r in sheet.merged_cells.ranges}
    found: Grid = {}
    for (row, column), cell in sorted(sheet._cells.items()):
        text = shown(cell) if cell.value is not None else ""
        if text:
            merged = taken.get((row, column))
            rows = merged.max_row - row + 1 if merged else 1
            columns = merged.max_col - column + 1 if merged else 1
            found[row, column] = Raw(text, row, column, rows, columns)
    return found


def _blocks(grid: Grid) -> Iterator[list[Raw]]:
    """The cells between empty rows."""
    block: list[Raw] = []
    reached = 0
    for (row, _), cell in grid.items():
        if block and row > reached + 1:
            yield block
            block = []
        block.append(cell)
        reached = max(reached, row + cell.rows - 1)
    if block:
        yield block


def _put(page: Page, block: Sequence[Raw]) -> None:
    """Titles above and notes below stand alone in their rows: they are lines, not cells."""
    rows = rows_of(block)
    first, last = 0, len(rows)
    while first < last and _alone(rows[first]):
        first += 1
    while last > first and _alone(rows[last - 1]) and NOTE.match(rows[last - 1][0].text):
        last -= 1
    for row in rows[:first]:
        page.paragraph("  ".join(cell.text for cell in row))
    if last - first > 1:
        page.table([cell for row in rows[first:last] for cell in row])
    else:
        last = first
    for row in rows[last:]:
        page.paragraph("  ".join(cell.text for cell in row))


def _alone(row: Sequence[Raw]) -> bool:
    return len(row) == 1 and row[0].rows == 1


def shown(cell: Cell) -> str:
    """What a cell shows: 0.056 in the format 0.0% is 5.6%."""
    value, form = cell.value, cell.number_format or "General"
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime.datetime | datetime.date):
        return _date(value, form)
    if isinstance(value, int | float | Decimal):
        return number(Decimal(repr(value) if isinstance(value, float) else value), form)
    return str(value).strip()


def number(value: Decimal, form: str) -> str:
    """A number in a number format, exact to the last digit that the format shows."""
    if not value.is_finite():
        return ""
    sections = form.split(";")
    section = sections[1] if value < 0 and len(sections) > 1 else sections[0]
    literals = "".join(QUOTED.findall(section))
    bare = NOISE.sub("", QUOTED.sub("", section))
    placed = PLACES.search(bare)
    if placed is None or form in ("General", "@") or "/" in bare:
        return _general(value) + literals
    scaled = WIDE.multiply(value, 100) if "%" in bare else value
    scaled = WIDE.divide(scaled, 1000 ** len(placed["thousands"]))
    places = min(DECIMALS, len(placed["places"] or ""))
    rounded = scaled.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, WIDE)
    if "#" in (placed["places"] or ""):
        least = (placed["places"] or "").count("0")
        rounded = _trimmed(rounded, least)
    text = format(rounded, ",f" if "," in placed["whole"] else "f")
    return text + ("%" if "%" in bare else "") + literals


def _general(value: Decimal) -> str:
    """As many digits as a cell shows: 0.1 + 0.2 is 0.3, not 0.30000000000000004."""
    if value == value.to_integral_value():
        return format(value.quantize(Decimal(1), context=WIDE), "f")
    digits = 11 if abs(value) < 10**10 else 15
    return format(_trimmed(Context(prec=digits, rounding=ROUND_HALF_UP).plus(value), 0), "f")


def _trimmed(value: Decimal, least: int) -> Decimal:
    """Without zeros at the end of its decimals, `least` of them kept."""
    text = format(value, "f")
    whole, _, places = text.partition(".")
    kept = places.rstrip("0").ljust(least, "0")
    return Decimal(f"{whole}.{kept}" if kept else whole)


def _date(value: datetime.date, form: str) -> str:
    """A date in Chinese, as far as its format goes: yyyy"年" is 2024年."""
    bare = NOISE.sub("", QUOTED.sub("", form)).lower()
    year, month, day = f"{value.year}年", f"{value.month}月", f"{value.day}日"
    if "d" in bare:
        return f"{year}{month}{day}" if "y" in bare else f"{month}{day}"
    if "m" in bare:
        return year + month if "y" in bare else month
    return year
