"""Plain text and Markdown: the file is its own text, and lines in columns are a table.

Columns are parted by tabs, bars, wide blanks or several blanks. Lines are a table where a head
stands above two rows with figures, all with as many columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from indicators.record import Cell, Span, Table
from indicators.sources import encoding
from indicators.sources.page import CAPTION, Extract

BAR, TAB, BLANKS = re.compile(r"\|"), re.compile("\t"), re.compile("(?:\u3000| {2})[ \u3000]*")
RULE = re.compile(r"[\s|:—–-]*")
FIGURE = re.compile(r"[-+<>≤≥＜＞≈~〔\[(（]*\d[^。；]{0,15}")
YEAR = re.compile(r"\d{4}(?:年\S{0,6})?")
LINE = re.compile("^.*$", re.MULTILINE)
COLUMNS, ROWS, WIDEST = 3, 3, 40
Row = Sequence[Span]


def extract(data: bytes, name: str) -> Extract:
    """The text as it is, with the tables that its lines make."""
    text = encoding.decode(data, name)
    return Extract(text, tables(text))


def tables(text: str) -> tuple[Table, ...]:
    """The tables among the lines of a text, in order."""
    return tuple(_table(text, rows) for rows in _runs(text) if _is_table(text, rows))


def _runs(text: str) -> Iterator[list[Row]]:
    """Lines next to each other that have as many columns, three or more."""
    run: list[Row] = []
    for match in LINE.finditer(text):
        line = Span(*match.span())
        if "|" in match[0] and RULE.fullmatch(match[0]):
            continue  # |---|---|
        row = _cells(text, line) if line.end > line.start else []
        if run and len(row) != len(run[0]):
            yield run
            run = []
        if len(row) >= COLUMNS:
            run.append(row)
    yield run


def _cells(text: str, line: Span) -> Row:
    """The columns of a line without blanks and bold marks; an empty one has no length."""
    start, end = _framed(text, line)
    parts = BAR if "|" in text[start:end] else TAB if "\t" in text[start:end] else BLANKS
    found, place = [], start
    for gap in parts.finditer(text, start, end):
        found.append(Span(*_trimmed(text, place, gap.start())))
        place = gap.end()
    return [*found, Span(*_trimmed(text, place, end))]


def _framed(text: str, line: Span) -> tuple[int, int]:
    """A line without its blanks and its outermost bars: | | 2023 | has an empty first column."""
    start, end = _trimmed(text, line.start, line.end, " \u3000\r")
    opened = int(text.startswith("|", start, end))
    closed = int(end - start > opened and text.endswith("|", start, end))
    return start + opened, end - closed


def _trimmed(text: str, start: int, end: int, blanks: str = " \u3000\t\r*") -> tuple[int, int]:
    while start < end and text[start] in blanks:
        start += 1
    while end > start and text[end - 1] in blanks:
        end -= 1
    return start, end


def _is_table(text: str, rows: Sequence[Row]) -> bool:
    if len(rows) < ROWS:
        return False
    said = [[cell.of(text) for cell in row] for row in rows]
    if any(len(cell) > WIDEST or "。" in cell for row in said for cell in row):
        return False
    headed = not any(FIGURE.fullmatch(c) and not YEAR.fullmatch(c) for c in said[0])
    figured = sum(any(FIGURE.fullmatch(cell) for cell in row[1:]) for row in said[1:])
    return headed and figured >= ROWS - 1


def _table(text: str, rows: Sequence[Row]) -> Table:
    cells = [
        Cell(cell, line, column)
        for line, row in enumerate(rows)
        for column, cell in enumerate(row)
        if cell.end > cell.start
    ]
    start, end = rows[0][0].start, rows[-1][-1].end
    return Table(Span(start, end), tuple(cells), _above(text, start))


def _above(text: str, start: int) -> Span | None:
    """The short line right above: the title of the table."""
    lines = text[: text.rfind("\n", 0, start) + 1].rstrip().rsplit("\n", 1)
    title = lines[-1].strip()
    if not title or len(title) > CAPTION or "。" in title:
        return None
    place = text.rfind(title, 0, start)
    return Span(place, place + len(title))
