"""Where a figure stands: its sentence without blanks around it, and how far into it.

What a document says before that sentence may change: the figure is found again by these words.
"""

from __future__ import annotations

from collections.abc import Iterator

from indicators.record import Document, Span
from indicators.text import split


def place(document: Document, sentence: Span, start: int) -> tuple[str, int]:
    """The words of a sentence, and where in them a figure begins."""
    words = trimmed(document, sentence)
    return _words(document, words), start - words.start


def around(document: Document, span: Span) -> Span | None:
    """The sentence, or the line of a table or of page furniture, that holds a stretch of text."""
    holding = (s for s in _stretches(document) if s.start <= span.start and span.end <= s.end)
    return min(holding, key=lambda s: s.end - s.start, default=None)


def again(document: Document, sentence: str) -> list[Span]:
    """Where a sentence or a line of these words stands."""
    return sorted({s for s in _stretches(document) if _words(document, s) == sentence})


def trimmed(document: Document, span: Span) -> Span:
    """A stretch of text without blanks around it."""
    words = span.of(document.text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.start + len(words.rstrip())))


def _words(document: Document, span: Span) -> str:
    return span.of(document.text).replace("\r", " ")  # csv would end its row


def _stretches(document: Document) -> Iterator[Span]:
    """The sentences, and the lines: a table and page furniture hold no sentence."""
    for sentence in split(document)[0]:
        yield trimmed(document, sentence.span)
    start = document.body
    for line in document.text[start:].split("\n"):
        yield trimmed(document, Span(start, start + len(line)))
        start += len(line) + 1
