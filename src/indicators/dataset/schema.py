"""Observations as columns: those of `indicators read`, and what SQL would have to parse.

A stated value stays as it is written (`value`, text: 7.20 is not 7.2). Beside it stand its two ends
as decimals of 26 digits before and 12 behind the point, so that sums are exact.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal

import pyarrow as pa

from indicators.listing import FIELDS

NUMBER = pa.decimal128(38, 12)
BEFORE, BEHIND = 26, 12
PLACE = (("start", pa.int64()), ("end", pa.int64()))
ADDED = (
    *(("low", NUMBER), ("high", NUMBER)),
    *(("first_year", pa.int32()), ("last_year", pa.int32())),
)
TYPES = {**{name: pa.string() for name in FIELDS}, **dict(PLACE), **dict(ADDED)}
SCHEMA = pa.schema([pa.field(name, kind) for name, kind in TYPES.items()])
PARTITION = "province"
NOWHERE = "none"  # of a place whose code is unknown

Columns = dict[str, object]


def rows(lines: Iterable[str]) -> Iterator[Columns]:
    """The rows of lines of jsonl, with their added columns."""
    for line in lines:
        row = json.loads(line)
        low, high = ends(row["value"])
        first, last = years(row["period"])
        yield {**row, "low": low, "high": high, "first_year": first, "last_year": last}


def ends(value: str) -> tuple[Decimal | None, Decimal | None]:
    """Both ends of `7.2` or `6..7`; None for one of more digits than a decimal column holds.

    >>> ends("6..6.5")
    (Decimal('6'), Decimal('6.5'))
    """
    low, _, high = value.partition("..")
    return _fitting(Decimal(low)), _fitting(Decimal(high or low))


def years(period: str | None) -> tuple[int | None, int | None]:
    """First and last year of `2021` or `2012/2021`."""
    if not period:
        return None, None
    first, _, last = period.partition("/")
    return int(first), int(last or first)


def partition(code: object) -> str:
    """`province=22`: the folder of what is about the place of that code, or of one without."""
    return f"{PARTITION}={code[:2] if isinstance(code, str) else NOWHERE}"


def _fitting(number: Decimal) -> Decimal | None:
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int), "stated values are finite"
    return number if exponent >= -BEHIND and number.adjusted() < BEFORE else None
