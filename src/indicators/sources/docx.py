"""Word documents: paragraphs and tables in the order of the body."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from indicators.sources import package
from indicators.sources.page import Extract, Page, Raw, Said, count

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
SIGNS = {f"{W}tab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}


def extract(data: bytes, name: str) -> Extract:
    """The text of a Word document; DocumentError for a broken or protected one."""
    # a third of a second to import: only who reads a .docx pays for it
    import docx

    file = package.checked(data, name, ".docx")
    with package.reading(name, ".docx"):
        document = docx.Document(file)
        body, title = document.element.body, document.core_properties.title
    page = Page()
    _fill(page, body)
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


def _fill(page: Page, container: etree._Element) -> None:
    """The paragraphs and tables of a part in their order, those of content controls too."""
    for part in _inside(container, f"{W}p", f"{W}tbl"):
        if part.tag == f"{W}tbl":
            _put(page, part)
        else:
            page.paragraph(text_of(part))


def _inside(container: etree._Element, *tags: str) -> Iterator[etree._Element]:
    """The next elements of these kinds, whatever they are wrapped in that says nothing."""
    for part in container:
        if part.tag in tags:
            yield part
        elif part.tag not in (FALLBACK, f"{W}del"):
            yield from _inside(part, *tags)


def _put(page: Page, table: etree._Element) -> None:
    """A table; one of a single row or column only lays out the page: its cells hold what counts."""
    cells = _cells(table)
    if len({cell.row for cell in cells}) < 2 or len({cell.column for cell in cells}) < 2:
        for cell in _inside(table, f"{W}tc"):
            _fill(page, cell)
    else:
        page.table(cells)


def _cells(table: etree._Element) -> list[Raw]:
    """Each cell once, one that goes on below (vMerge) in the first of its rows.

    The file's own marks, not python-docx's grid of places: a cell may claim a million of them.
    """
    cells: list[Raw] = []
    above: dict[int, int] = {}
    for number, row in enumerate(_inside(table, f"{W}tr")):
        column = _said(row, "trPr", "gridBefore") or 0
        places: dict[int, int] = {}
        for cell in _inside(row, f"{W}tc"):
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
