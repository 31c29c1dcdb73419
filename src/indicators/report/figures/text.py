"""Figures as text: .csv that Excel opens as Chinese, and SDMX-CSV 2.0 as statistical offices swap.

A cell that a spreadsheet would take for a formula gets an apostrophe: documents are not trusted.
"""

from __future__ import annotations

import csv as _csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from indicators.record import plain
from indicators.report.figures.tidy import Figures, Value

FLOW = "INDICATORS:FIGURES(1.1)"
UNKNOWN, NONE = "_X", "_Z"  # SDMX: unspecified, not applicable
FORMULA = re.compile(r"[=@＝＠＋－\t\r\n]|[+-](?![\d.,]+[^\d\s()!]{0,6}$)")
HEADS = (
    *("STRUCTURE", "STRUCTURE_ID", "ACTION", "FREQ", "REF_AREA", "INDICATOR", "MEASURE"),
    *("STATUS", "VARIANT", "AS_OF", "SOURCE", "TIME_PERIOD"),
    *("OBS_VALUE", "UPPER_VALUE", "UNIT_MEASURE", "BOUND"),
    *("REF_AREA_NAME", "INDICATOR_NAME", "TEXT", "SOURCE_TITLE", "SOURCE_ISSUER", "SOURCE_DATE"),
)


def csv(figures: Figures) -> bytes:
    """Tidy .csv in UTF-8 with the mark by which Excel knows it; values are exact."""
    names = [column.name for column in figures.columns]
    return _lines([names, *(map(_cell, row) for row in figures.rows)], "utf-8-sig")


def sdmx(figures: Figures) -> bytes:
    """SDMX-CSV 2.0; a figure without a period has no place in it and stands in the .csv alone.

    A period of several years is a range of time, `2012-01-01/P10Y`; `SOURCE` is the document and
    the place in it, `VARIANT` and `AS_OF` tell forecasts and scores apart: every key is single.
    """
    return _lines([HEADS, *_observations(figures)], "utf-8")


def _observations(figures: Figures) -> Iterator[Sequence[str]]:
    names, taken = [column.name for column in figures.columns], Counter[Sequence[str]]()
    for row in figures.rows:
        one = dict(zip(names, map(_cell, row), strict=True))
        if not one["first_year"]:
            continue
        what = (one["region_code"] or UNKNOWN, one["indicator_id"] or UNKNOWN, one["measure"])
        seen = (one["status"], one.get("variant") or NONE, one.get("as_of") or NONE)
        source = f"{one['document']}:{one['char_start']}" if one["document"] else NONE
        period = _period(one["first_year"], one["last_year"])
        key = (*what, *seen, source, period)
        taken[key] += 1
        if taken[key] > 1:  # a number may state two things that no code tells apart
            source += f"/{taken[key]}"
        yield (
            *("dataflow", FLOW, "I", "A", *what, *seen, source, period),
            *(one["value"], one["high"], one["unit"], one["bound"], one["region"]),
            *(one["indicator"], one["text"], one["title"], one["issuer"], one["date"]),
        )


def _period(first: str, last: str) -> str:
    return first if first == last else f"{first}-01-01/P{int(last) - int(first) + 1}Y"


def _cell(value: Value) -> str:
    if isinstance(value, str):
        return f"'{value}" if FORMULA.match(value) else value
    return "" if value is None else plain(value) if isinstance(value, Decimal) else str(value)


def _lines(rows: Iterable[Iterable[str]], encoding: str) -> bytes:
    buffer = io.StringIO()
    _csv.writer(buffer, lineterminator="\r\n").writerows(rows)
    return buffer.getvalue().encode(encoding)
