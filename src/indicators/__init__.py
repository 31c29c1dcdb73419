"""Reads Chinese local-government documents into observations.

>>> from indicators import Document, read
>>> text = "2012年，地区生产总值220亿元；2021年，地区生产总值495.7亿元。"
>>> [(o.indicator, o.quantity.stated, str(o.period)) for o in read(Document(text)).observations]
[('地区生产总值', '22000000000', '2012'), ('地区生产总值', '49570000000', '2021')]
"""

from indicators.read import read
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
