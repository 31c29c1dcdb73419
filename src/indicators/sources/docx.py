"""Word documents: paragraphs and tables in the order of the body."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from lxml import etree

from indicators.errors import DocumentError
from indicators.sources import package
from indicators.sources.page import Extract, Page, Raw, Said

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
SIGNS = {f"{W}tab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}


def extract(data: bytes, name: str) -> Extract:
    """The text of a Word document; DocumentError for a broken or protected one."""
    # a third of a second to import: only who reads a .docx pays for it
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    file = package.checked(data, name, ".docx")
    try:
        document = docx.Document(file)
        return _page(document).done()
    except (PackageNotFoundError, KeyError, ValueError, etree.LxmlError, zipfile.BadZipFile) as e:
        raise DocumentError(f"{name}: a broken .docx: save it again") from e


def _page(document: Document) -> Page:
    from docx.table import Table

    page = Page()
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            _put(page, block)
        else:
            page.paragraph(text_of(block._p))
    title = document.core_properties.title
    if title:
        page.said.append(Said("title", title, "the properties of the file"))
    return page


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
    cells = list(_cells(table))
    if len({cell.row for cell in cells}) < 2 or len({cell.column for cell in cells}) < 2:
        for cell in cells:
            page.paragraph(cell.text)
    else:
        page.table(cells)


def _cells(table: Table) -> Iterator[Raw]:
    """Each cell once: a merged one stands in the first of its places."""
    grid: dict[tuple[int, int], etree._Element] = {}
    for number, row in enumerate(table.rows):
        first = row.grid_cols_before
        for place, cell in enumerate(row.cells):
            grid[number, first + place] = cell._tc
    places: dict[etree._Element, list[tuple[int, int]]] = {}
    for where, element in grid.items():
        places.setdefault(element, []).append(where)
    for element, found in places.items():
        (row_, column), (last_row, last_column) = found[0], found[-1]
        rows, columns = last_row - row_ + 1, last_column - column + 1
        yield Raw(text_of(element).strip(), row_, column, rows, columns)
