"""A table as rows and columns: which rows are heads, which columns name, which hold figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from indicators.lexicon.page import head_words
from indicators.record import Cell, Span, Table
from indicators.tables.value import Value, stated

YEAR = re.compile(r"(?:19|20)\d{2}年?(?:度|末|底)?(?:\([^()]*\))?")
PERIOD = re.compile(
    r"(?:(?:19|20)\d{2}年?)?(?:\d{1,2}-)?\d{1,2}月(?:份|末|底)?|(?:(?:19|20)\d{2}年)[^\d]{0,6}"
)
EMPTY = frozenset(("", "-", "--", "---", "/", "…", "……", "...", "*", "×", "无", "—"))
COUNTED = 3


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a table by row and column, a merged one in each of its places.

    `lines` holds where each row stands in the text.
    """

    cells: Mapping[tuple[int, int], Cell]
    texts: Mapping[Cell, str]
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    lines: Mapping[int, Span]

    @classmethod
    def of(cls, table: Table, folded: str) -> Grid:
        """The grid of a table of a document whose folded text is given."""
        places: dict[tuple[int, int], Cell] = {}
        for cell in table.cells:
            for row in range(cell.row, cell.row + cell.rows):
                for column in range(cell.column, cell.column + cell.columns):
                    places[row, column] = cell
        texts = {cell: cell.span.of(folded).strip() for cell in table.cells}
        lines: dict[int, Span] = {}
        for cell in table.cells:
            begun = lines.get(cell.row, cell.span)
            lines[cell.row] = Span(min(begun.start, cell.span.start), max(begun.end, cell.span.end))
        columns = tuple(sorted({column for _, column in places}))
        return cls(places, texts, tuple(sorted(lines)), columns, lines)

    def text(self, row: int, column: int) -> str:
        """The folded text of a place, empty where no cell is or a mark stands for nothing."""
        cell = self.cells.get((row, column))
        text = self.texts[cell] if cell is not None else ""
        return "" if text in EMPTY else text

    def value(self, row: int, column: int) -> Value | None:
        """The figure of a place; a year is none."""
        text = self.text(row, column)
        return None if not text or is_time(text) else stated(text)


def is_time(text: str) -> bool:
    """Whether a cell is a year or a month, and no figure."""
    return YEAR.fullmatch(text) is not None or PERIOD.fullmatch(text) is not None


@dataclass(slots=True)
class Block:
    """Rows under the same heads; `sections` says what stands alone in a row above others."""

    heads: tuple[int, ...]
    rows: list[int] = field(default_factory=list)
    sections: dict[int, int] = field(default_factory=dict)


def blocks(grid: Grid) -> Iterator[Block]:
    """A table in blocks: heads come first, and may come again further down."""
    heads: list[int] = []
    block: Block | None = None
    section: int | None = None
    for row in grid.rows:
        if _holds_figures(grid, row, block is not None):
            if block is None:
                block = Block(tuple(heads))
            block.rows.append(row)
            if section is not None:
                block.sections[row] = section
        elif len({grid.cells[row, c] for c in grid.columns if grid.text(row, c)}) <= 1:
            section = row if any(grid.text(row, c) for c in grid.columns) else section
        elif block is None:
            heads.append(row)
        elif _like_heads(grid, row):
            yield block
            block, heads, section = None, [row], None
        else:
            block.rows.append(row)
    if block is None and heads:
        # no figure at all: a table of words, with its heads in the first row
        block = Block(tuple(heads[:1]), heads[1:])
    if block is not None:
        yield block


def _holds_figures(grid: Grid, row: int, below: bool) -> bool:
    """Whether a row has a figure; at the top the numbers of a line of columns (1 2 3) are none."""
    if all(grid.cells[row, c].head for c in grid.columns if (row, c) in grid.cells) and not below:
        return False
    # a first column may number its rows
    return any(grid.value(row, c) is not None for c in grid.columns)


def _like_heads(grid: Grid, row: int) -> bool:
    words = [word for role in ("level", "growth", "target", "actual") for word in head_words(role)]
    said = [grid.text(row, c) for c in grid.columns[1:] if grid.text(row, c)]
    return bool(said) and all(is_time(text) or any(word in text for word in words) for text in said)


@dataclass(frozen=True, slots=True)
class Columns:
    """What each column of a block holds."""

    names: tuple[int, ...]
    units: tuple[int, ...]
    numbers: tuple[int, ...]
    values: tuple[int, ...]
    aside: tuple[int, ...]

    def naming(self, column: int) -> tuple[int, ...]:
        """The columns that name a figure of this one: the nearest to its left, side by side."""
        left = [c for c in self.names if c < column]
        run: list[int] = []
        for c in reversed(left):
            if run and any(v for v in (*self.values, *self.units) if c < v < run[-1]):
                break
            run.append(c)
        return tuple(reversed(run))

    def unit(self, column: int) -> int | None:
        """The column that says the unit of this one, beside the same names."""
        names = self.naming(column)
        since = names[0] if names else -1
        near = [c for c in self.units if c > since]
        return min(near, key=lambda c: abs(c - column)) if near else None


def columns(grid: Grid, block: Block) -> Columns:
    """The columns of a block by what they hold."""
    kinds: dict[str, list[int]] = {k: [] for k in ("names", "units", "numbers", "values", "aside")}
    for column in grid.columns:
        kinds[_kind(grid, block, column, bool(kinds["values"]))].append(column)
    if kinds["names"] == [] and kinds["aside"]:
        kinds["names"] = [kinds["aside"].pop(0)]
    return Columns(*(tuple(kinds[k]) for k in ("names", "units", "numbers", "values", "aside")))


def _kind(grid: Grid, block: Block, column: int, valued: bool) -> str:
    head = re.sub(r"\s|\(.*?\)", "", grid.text(block.heads[-1], column)) if block.heads else ""
    for role, kind in (("unit", "units"), ("number", "numbers"), ("aside", "aside")):
        if head in head_words(role):
            return kind
    texts = [grid.text(row, column) for row in block.rows]
    filled = [(row, text) for row, text in zip(block.rows, texts, strict=True) if text]
    figures = sum(grid.value(row, column) is not None for row, _ in filled)
    if column == grid.columns[0] and not head and _counts(texts):
        return "numbers"
    if filled and 2 * figures > len(filled):
        return "values"
    return "aside" if valued and not _named(grid, block, column) else "names"


def _named(grid: Grid, block: Block, column: int) -> bool:
    """Whether a column of words stands before figures again: two tables side by side."""
    behind = [c for c in grid.columns if c > column]
    return any(grid.value(row, c) is not None for row in block.rows for c in behind)


def _counts(texts: list[str]) -> bool:
    """1 2 3 …: a first column without a head that only numbers the rows."""
    return len(texts) >= COUNTED and texts == [str(n + 1) for n in range(len(texts))]
