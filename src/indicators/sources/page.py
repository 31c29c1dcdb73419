"""What a reader takes out of a file: lines in reading order, tables, what it says of itself.

Every format fills a `Page`; from then on all formats are one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from indicators.record import Cell, Span, Table

CAPTION = 60
SPAN = 200
SPACE = re.compile(r"[^\S\n]+")
CJK = r"[\u3000-\u9fff\uff00-\uffef%‰]"
# a line break of the file inside a Chinese sentence; between two digits it may part two numbers
SOFT = re.compile(rf"(?<={CJK})\s*\n\s*(?={CJK}|\d)|(?<=\d)\s*\n\s*(?={CJK}|\.\d)")


@dataclass(frozen=True, slots=True)
class Raw:
    """A cell as a file has it; `rows` and `columns` count what it takes."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    head: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """What a file says of itself outside its text: a field, its value and where that stands."""

    field: str
    value: str
    where: str


@dataclass(frozen=True, slots=True)
class Extract:
    """The text of a file with its tables, what the file sets aside, and what it says of itself."""

    text: str
    tables: tuple[Table, ...] = ()
    aside: tuple[Span, ...] = ()
    said: tuple[Said, ...] = ()


@dataclass(slots=True)
class Page:
    """Lines and tables in reading order."""

    lines: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    aside: list[Span] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    length: int = 0

    def line(self, text: str, aside: bool = False) -> Span:
        """Add a line without its blanks at the ends; `aside` marks it as furniture."""
        text = " ".join(text.split("\n")).strip()
        span = Span(self.length, self.length + len(text))
        if text:
            self.lines.append(text)
            self.length += len(text) + 1
            if aside:
                self.aside.append(span)
        return span

    def paragraph(self, text: str, aside: bool = False) -> None:
        """Add a text with line breaks of its own."""
        for line in text.split("\n"):
            self.line(line, aside)

    def table(self, cells: Sequence[Raw], caption: str = "") -> None:
        """Add a table, a line a row; a cell that takes several rows stands in its first."""
        above = self.line(caption) if caption.strip() else self._above()
        start, placed = self.length, []
        for row in rows_of(cells):
            place = self.length
            texts = [tidy(cell.text) for cell in row]
            for cell, text in zip(row, texts, strict=True):
                span = Span(place, place + len(text))
                placed.append(Cell(span, cell.row, cell.column, cell.rows, cell.columns, cell.head))
                place += len(text) + 1
            self.lines.append("\t".join(texts))
            self.length += len(self.lines[-1]) + 1
        if placed:
            end = max(self.length - 1, start)
            self.tables.append(Table(Span(start, end), tuple(placed), above))

    def _above(self) -> Span | None:
        """The short lines right above: the title of the table and its unit."""
        start = self.length
        for line in reversed(self.lines[-2:]):
            if len(line) > CAPTION or "。" in line or "\t" in line:
                break
            start -= len(line) + 1
        inside = self.tables and self.tables[-1].span.end > start
        return None if inside or start == self.length else Span(start, self.length - 1)

    def done(self) -> Extract:
        """All of it."""
        text = "\n".join(self.lines)
        return Extract(text, tuple(self.tables), tuple(self.aside), tuple(self.said))


def count(said: str | None, default: int = 1) -> int:
    """How many rows or columns a file says that a cell takes; what is no number, or absurd, is not.

    A file may say a thousand digits.
    """
    if not said or not (said.isascii() and said.isdigit()):
        return default
    return min(SPAN, int(said[:9]))


def tidy(text: str) -> str:
    """A text on one line: soft breaks join Chinese, every other run of blanks is one."""
    return SPACE.sub(" ", SOFT.sub("", text).replace("\n", " ")).strip()


def rows_of(cells: Sequence[Raw]) -> list[list[Raw]]:
    """The cells row by row, each row from left to right."""
    found: dict[int, list[Raw]] = {}
    for cell in sorted(cells, key=lambda cell: (cell.row, cell.column)):
        found.setdefault(cell.row, []).append(cell)
    return list(found.values())
