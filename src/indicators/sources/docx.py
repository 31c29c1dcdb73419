"""Word documents: paragraphs and tables in the order of the body."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from lxml import etree

from indicators.sources import package
from indicators.sources.page import Extract, Page, Raw, Said, count

if TYPE_CHECKING:
    from docx.table import Table

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
SIGNS = {f"{W}tab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}


def extract(data: bytes, name: str) -> Extract:
    """The text of a Word document; DocumentError for a broken or protected one."""
    # a third of a second to import: only who reads a .docx pays for it
    import docx
    from docx.table import Table

    file = package.checked(data, name, ".docx")
    with package.reading(name, ".docx"):
        document = docx.Document(file)
        blocks = list(document.iter_inner_content())
        title = document.core_properties.title
    page = Page()
    for block in blocks:
        if isinstance(block, Table):
            _put(page, block)
        else:
            page.paragraph(text_of(block._p))
    if title:
        page.said.append(Said("title", title, "the properties of the file"))
    return page.done()


def text_of(element: etree._Element) -> str:
    """What is shown of a part: inserted runs too, deleted ones not, a text box once."""
    return "".join(_pieces(element))


def _pieces(element: etree._Element) -> Iterator[str]:
    for part in element:
        if part.tag == FALLBACK or part.tag == f"{W}del":
            continue
        if part.tag == f"{W}t":
            yield part.text or ""
        elif part.tag in SIGNS:
            yield SIGNS[str(part.tag)]
        else:
            yield from _pieces(part)
            if part.tag == f"{W}p":
                yield "\n"


def _put(page: Page, table: Table) -> None:
    """A table; one of a single row or column only lays out the page, its cells are paragraphs."""
    cells = _cells(table)
    if len({cell.row for cell in cells}) < 2 or len({cell.column for cell in cells}) < 2:
        for cell in cells:
            page.paragraph(cell.text)
    else:
        page.table(cells)


def _cells(table: Table) -> list[Raw]:
    """Each cell once, one that goes on below (vMerge) in the first of its rows.

    The file's own marks, not python-docx's grid of places: a cell may claim a million of them.
    """
    cells: list[Raw] = []
    above: dict[int, int] = {}
    for number, row in enumerate(table._tbl.tr_lst):
        column = _said(row, "trPr", "gridBefore") or 0
        places: dict[int, int] = {}
        for cell in row.tc_lst:
            columns = max(1, _said(cell, "tcPr", "gridSpan") or 1)
            merged = cell.find(f"{W}tcPr/{W}vMerge")
            if merged is not None and merged.get(f"{W}val") != "restart" and column in above:
                places[column] = above[column]
                first = cells[above[column]]
                cells[above[column]] = replace(first, rows=number - first.row + 1)
            else:
                places[column] = len(cells)
                cells.append(Raw(text_of(cell).strip(), number, column, 1, columns))
            column += columns
        above = places
    return cells


def _said(element: etree._Element, properties: str, name: str) -> int | None:
    found = element.find(f"{W}{properties}/{W}{name}")
    return None if found is None else count(found.get(f"{W}val"))
