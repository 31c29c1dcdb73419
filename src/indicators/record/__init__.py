"""The records of the domain: frozen, stated values as Decimal, evidence as spans of the text."""

from indicators.record.document import Cell, Document, Inferred, Span, Table
from indicators.record.kinds import Basis, Better, Bound, Kind, Measure, Origin, Scope, Status
from indicators.record.reading import (
    WHOLE,
    Correction,
    Observation,
    Reading,
    Unplaced,
    called,
)
from indicators.record.stated import Indicator, Period, Quantity, Region, plain

__all__ = [
    "WHOLE",
    "Basis",
    "Better",
    "Bound",
    "Cell",
    "Correction",
    "Document",
    "Indicator",
    "Inferred",
    "Kind",
    "Measure",
    "Observation",
    "Origin",
    "Period",
    "Quantity",
    "Reading",
    "Region",
    "Scope",
    "Span",
    "Status",
    "Table",
    "Unplaced",
    "called",
    "plain",
]
