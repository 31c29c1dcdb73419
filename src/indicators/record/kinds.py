"""The words of the domain: what a figure measures, how it is bounded, where things were found."""

from __future__ import annotations

from enum import StrEnum


class Measure(StrEnum):
    """What a figure measures of its indicator."""

    LEVEL = "level"
    SHARE = "share"
    GROWTH = "growth"
    DECREASE = "decrease"
    MULTIPLE = "multiple"


class Bound(StrEnum):
    """How the document bounds a figure: 5% / 5%以上 / 5%以内 / 5%左右."""

    EXACT = "exact"
    LOWER = "lower"
    UPPER = "upper"
    ABOUT = "about"


class Status(StrEnum):
    """Achieved, or announced."""

    ACTUAL = "actual"
    TARGET = "target"


class Basis(StrEnum):
    """At current prices, at comparable prices, or not a matter of prices."""

    NOMINAL = "nominal"
    REAL = "real"
    NONE = "none"
    UNKNOWN = "unknown"


class Kind(StrEnum):
    """How the figures of an indicator behave.

    A flow adds up over a year; a stock is an amount and a count a number of firms or facilities at
    a moment; a rate is a ratio, standard or concentration; an index is prices against earlier ones.
    """

    FLOW = "flow"
    STOCK = "stock"
    RATE = "rate"
    INDEX = "index"
    COUNT = "count"


class Scope(StrEnum):
    """Whether growth is of the levels as stated, or among the units of both years (可比口径)."""

    STATED = "stated"
    COMPARABLE = "comparable"


class Better(StrEnum):
    """Which way an indicator should move."""

    MORE = "more"
    LESS = "less"
    NEITHER = "neither"


class Origin(StrEnum):
    """Where a period or a region was found; `hand`: in a correction."""

    CLAUSE = "clause"
    SENTENCE = "sentence"
    TABLE = "table"
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    TITLE = "title"
    DATE = "date"
    DOCUMENT = "document"
    HAND = "hand"
    NONE = "none"
