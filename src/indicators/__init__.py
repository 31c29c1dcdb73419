"""Reads Chinese local-government documents into observations.

>>> from indicators import Document, read
>>> text = "2012年，地区生产总值220亿元；2021年，地区生产总值495.7亿元。"
>>> [(o.indicator, o.quantity.stated, str(o.period)) for o in read(Document(text)).observations]
[('地区生产总值', '22000000000', '2012'), ('地区生产总值', '49570000000', '2021')]
"""

from typing import TYPE_CHECKING, Any

from indicators.record import (
    Document,
    Observation,
    Period,
    Quantity,
    Reading,
    Region,
    Span,
    Unplaced,
)

if TYPE_CHECKING:
    from indicators.reader import read

__all__ = [
    "Document",
    "Observation",
    "Period",
    "Quantity",
    "Reading",
    "Region",
    "Span",
    "Unplaced",
    "read",
]


def __getattr__(name: str) -> Any:
    """`read`, which brings its grammar along: who only wants records does not wait for it."""
    if name != "read":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from indicators.reader import read as function

    globals()[name] = function
    return function


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
