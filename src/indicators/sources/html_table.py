"""Tables of figures in HTML pages: their cells and captions as they are shown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.etree import _Element as Element

from indicators.sources.page import Raw, count, tidy

DROPPED = frozenset(
    ("script", "style", "noscript", "template", "head", "select", "option", "button", "svg")
    + ("iframe", "textarea", "input", "object", "audio", "video", "canvas")
)
MOST = 500_000
LARGEST = 200


def cells_of(table: Element) -> list[Raw]:
    """The cells of a table of figures; none for a table that only lays out the page."""
    if table.find(".//table") is not None:
        return []
    cells, taken = [], set[tuple[int, int]]()
    lines = list(table.iter("tr"))
    for number, row in enumerate(lines):
        column = 0
        for cell in row.iterchildren("td", "th"):
            while (number, column) in taken:
                column += 1
            rows = min(_taken(cell, "rowspan"), len(lines) - number)
            columns = _taken(cell, "colspan")
            if len(taken) + rows * columns > MOST:
                return []
            taken |= {(number + r, column + c) for r in range(rows) for c in range(columns)}
            text = tidy("".join(text_of(cell)))
            cells.append(Raw(text, number, column, rows, columns, cell.tag == "th"))
            column += columns
    return cells if _figures(cells) else []


def _figures(cells: list[Raw]) -> bool:
    """Two rows, two columns, a digit below the first row, and no cell as long as an article."""
    if len({c.row for c in cells}) < 2 or len({c.column for c in cells}) < 2:
        return False
    if any(len(cell.text) > LARGEST for cell in cells):
        return False
    return any(cell.row and re.search(r"\d", cell.text) for cell in cells)


def _taken(cell: Element, name: str) -> int:
    return max(1, count(cell.get(name, "").strip()))


def text_of(cell: Element) -> Iterator[str]:
    """What an element shows, in pieces."""
    for element in cell.iter():
        if element.tag not in DROPPED:
            yield element.text or ""
        if element is not cell:
            yield ("\n" if element.tag in ("br", "p", "div") else "") + (element.tail or "")


def caption_of(table: Element) -> str:
    """The caption that the page itself marks as one, or nothing."""
    caption = table.find("caption")
    return tidy("".join(text_of(caption))) if caption is not None else ""
