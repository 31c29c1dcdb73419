"""Figures as a Stata file: Chinese labels on the variables, long sentences kept whole."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from indicators.report.figures.tidy import Figures, Value

if TYPE_CHECKING:
    import pandas as pd

LONGEST = 2045  # bytes: longer text is a strL
WRITTEN = datetime(2000, 1, 1)  # one time for all: equal figures, equal bytes


def dta(figures: Figures) -> bytes:
    """A .dta of Stata 14 and later; what is not known is missing, `.` or an empty text."""
    import pandas as pd  # here: evidence needs the rows, and pandas is slow to come

    frame = pd.DataFrame(
        {
            column.name: pd.Series(_numbers(values), dtype="float64")
            if column.number
            else pd.Series(_texts(values), dtype=object)
            for column in figures.columns
            for values in [figures.column(column.name)]
        }
    )
    long = [c.name for c in figures.columns if not c.number and _longest(frame[c.name]) > LONGEST]
    buffer = io.BytesIO()
    frame.to_stata(
        buffer,
        version=118,  # Stata 14 and later: Unicode
        write_index=False,
        variable_labels={column.name: column.zh for column in figures.columns},
        convert_strl=long,
        time_stamp=WRITTEN,
        data_label="Indicators",
    )
    return buffer.getvalue()


def _numbers(values: Sequence[Value]) -> list[float | None]:
    return [None if value is None else float(value) for value in values]


def _texts(values: Sequence[Value]) -> list[str]:
    return ["" if value is None else str(value) for value in values]


def _longest(texts: pd.Series[str]) -> int:
    return max((len(text.encode()) for text in texts), default=0)
