"""Tables: a figure belongs to the heads of its row and its column.

The row usually names what is measured and the column says how, when and in which unit; where rows
are years or places it is the other way round. Cells of words are read as sentences are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from indicators.frame import Frame, Setting
from indicators.furniture import NUMBER
from indicators.record import (
    Cell,
    Document,
    Observation,
    Origin,
    Span,
    Table,
    Unplaced,
)
from indicators.tables import figure, grid
from indicators.tables.rows import Sheet
from indicators.text import Sentence

__all__ = ["Reading", "read"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a table states, the numbers that are none, and its cells of words with their setting."""

    observations: tuple[Observation, ...]
    unplaced: tuple[Unplaced, ...]
    sentences: tuple[tuple[Setting, Sentence], ...]


def read(document: Document, folded: str, table: Table, frame: Frame, setting: Setting) -> Reading:
    """The reading of one table; `setting` holds where it stands in the text."""
    cells = grid.Grid.of(table, folded)
    sheet = Sheet(document, folded, table, cells, frame, setting)
    observations, taken = [], set[Cell]()
    unplaced: list[Unplaced] = []
    sentences: list[tuple[Setting, Sentence]] = []
    for block in grid.blocks(cells):
        for place in figure.places(sheet, block):
            taken.add(place.cell)
            made = figure.observe(sheet, place)
            if isinstance(made, Observation):
                observations.append(made)
                unplaced += _rest(document, place.cell, made.span)
            else:
                unplaced += _numbers(document, place.cell, made)
        for cell, period, status in figure.words(sheet, block):
            if cell not in taken:
                taken.add(cell)
                own = replace(setting, aims=False, source=Origin.TABLE) if period else setting
                own = replace(own, period=period or own.period, status=status or own.status)
                sentences.append((own, _sentence(folded, cell)))
    for cell in table.cells:
        if cell not in taken:
            unplaced += _numbers(document, cell, _reason(cells.texts[cell]))
    return Reading(tuple(observations), tuple(unplaced), tuple(sentences))


def _sentence(folded: str, cell: Cell) -> Sentence:
    """A cell of words as a sentence of its own paragraph."""
    return Sentence(cell.span.of(folded), range(cell.span.start, cell.span.end), heading=False)


def _reason(text: str) -> str:
    """Why a number of a head is no figure: it dates, or it belongs to a name (65岁及以上人口)."""
    return "date" if grid.is_time(text) or "年" in text or "月" in text else "name"


def _numbers(document: Document, cell: Cell, reason: str) -> Iterator[Unplaced]:
    for match in NUMBER.finditer(cell.span.of(document.text)):
        span = Span(cell.span.start + match.start(), cell.span.start + match.end())
        yield Unplaced(span, match[0], reason)


def _rest(document: Document, cell: Cell, span: Span) -> Iterator[Unplaced]:
    """Other numbers in the cell of a figure."""
    for number in _numbers(document, cell, "not understood"):
        if not number.span.overlaps(span):
            yield number
