"""PDF: the text layer, with lines of one paragraph joined and page numbers set aside."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from indicators.errors import DocumentError
from indicators.sources.page import Extract, Page

HYPHEN = {0x02: "-", 0xFFFE: "-", 0xFFFF: None, 0x00: None}
NUMBER = re.compile(
    r"\W{0,3}(?:第\s?)?\d{1,4}(?:\s?页)?(?:\s?[/共，,]\s?共?\s?\d{1,4}\s?页?)?\W{0,3}"
)
LETTERS = re.compile(r"[A-Za-z]$")
EDGE = 2
REPEATED = 3


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it is printed: its text, where it begins and ends on the page, how high it is."""

    text: str
    left: float
    right: float
    size: float
    aside: bool = False


def extract(data: bytes, name: str) -> Extract:
    """The text of a PDF.

    Raises DocumentError for a file that is broken, protected, or holds pictures of pages only.
    """
    # pdfium starts a library: only who reads a PDF pays for it
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as document:
            pages = [_lines(document[number]) for number in range(len(document))]
    except pypdfium2.PdfiumError as error:
        why = "protected by a password: save it without one"
        if "assword" not in str(error):
            why = "a broken pdf: save it again or take another copy"
        raise DocumentError(f"{name}: {why}") from error
    if not any(pages):
        raise DocumentError(f"{name}: no text layer: recognise it first (OCR)")
    return _page(_marked(pages))


def _lines(page: object) -> list[Line]:
    """The printed lines of a page in reading order, with their places."""
    text_page = page.get_textpage()  # type: ignore[attr-defined]
    text = text_page.get_text_range()
    # the text counts as pdfium's boxes do, unless it holds characters that have none
    boxed = len(text) == text_page.count_chars()
    found, start = [], 0
    for part in re.split(r"\r\n|\n|\r", text):
        shown = part.translate(HYPHEN).strip()
        if shown:
            first = start + len(part) - len(part.lstrip())
            last = start + len(part.rstrip()) - 1
            left, bottom, _, top = text_page.get_charbox(first) if boxed else (0, 0, 0, 0)
            right = text_page.get_charbox(last)[2] if boxed else float(2 * len(shown))
            found.append(Line(shown, left, right, max(top - bottom, 1.0)))
        start += len(part) + (2 if text.startswith("\r\n", start + len(part)) else 1)
    return found


def _marked(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Page numbers, and what stands at the edge of three pages or more, are set aside."""
    edges = Counter(line.text for page in pages for line in _edge(page))
    marked = []
    for page in pages:
        edge = set(_edge(page))
        marked.append(
            [
                replace(line, aside=True)
                if line in edge and (NUMBER.fullmatch(line.text) or edges[line.text] >= REPEATED)
                else line
                for line in page
            ]
        )
    return marked


def _edge(page: Sequence[Line]) -> tuple[Line, ...]:
    return (*page[:EDGE], *page[max(EDGE, len(page) - EDGE) :])


def _page(pages: Sequence[Sequence[Line]]) -> Extract:
    """All lines, those of one paragraph joined; what was set aside stands behind it."""
    page = Page()
    kept, waiting = "", []
    before: Line | None = None
    margins = _margins([line for one in pages for line in one if not line.aside])
    for line in (line for one in pages for line in one):
        if line.aside:
            waiting.append(line.text)
        elif before is not None and _runs_on(before, line, margins):
            # English words are parted by the line, Chinese ones and numbers are not
            kept += (" " if LETTERS.search(kept) else "") + line.text
            before = line
        else:
            _put(page, kept, waiting)
            kept, waiting, before = line.text, [], line
    _put(page, kept, waiting)
    return page.done()


def _put(page: Page, text: str, aside: Sequence[str]) -> None:
    page.line(text)
    for one in aside:
        page.line(one, aside=True)


def _margins(lines: Sequence[Line]) -> tuple[float, float]:
    """Where lines usually begin, and where full ones end."""
    if not lines:
        return 0.0, 0.0
    left = Counter(round(line.left) for line in lines).most_common(1)[0][0]
    return float(left), sorted(line.right for line in lines)[int(len(lines) * 0.9)]


def _runs_on(before: Line, line: Line, margins: tuple[float, float]) -> bool:
    """Whether a line goes on with the sentence before: that one is full, this one not indented."""
    left, right = margins
    full = before.right > right - 2 * before.size
    indented = line.left > left + 1.2 * line.size
    return full and not indented and abs(before.size - line.size) < 0.5 * before.size
