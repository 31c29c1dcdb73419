"""Figures as a Stata file: Chinese labels on the variables, long sentences kept whole."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime

import pandas as pd

from indicators.report.figures.tidy import Figures, Value

LONGEST = 2045  # bytes: longer text is a strL
WRITTEN = datetime(2000, 1, 1)  # one time for all: equal figures, equal bytes


def dta(figures: Figures) -> bytes:
    """A .dta of Stata 14 and later; what is not known is missing, `.` or an empty text."""
    frame = pd.DataFrame(
        {
            column.name: _numbers(values) if column.number else _texts(values)
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


def _numbers(values: Sequence[Value]) -> pd.Series[float]:
    return pd.Series([None if v is None else float(v) for v in values], dtype="float64")


def _texts(values: Sequence[Value]) -> pd.Series[str]:
    return pd.Series([str(v) if v is not None else "" for v in values], dtype=object)


def _longest(texts: pd.Series[str]) -> int:
    return max((len(text.encode()) for text in texts), default=0)
