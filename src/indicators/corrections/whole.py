"""Whole figures: one that the machine missed, built from what a hand says of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from indicators.corrections.fields import FIELDS, changed, said
from indicators.corrections.place import again
from indicators.dimensions import indicator, quantity
from indicators.errors import CorrectionError
from indicators.record import (
    Correction,
    Document,
    Measure,
    Observation,
    Origin,
    Quantity,
    Region,
    Span,
    Status,
)
from indicators.text import fold

TOLD = tuple(field for field in FIELDS if field != "indicator")  # which has a column of its own
MEASURED = ("value", "unit", "bound")
NEEDED = ("measure", "period", "status")  # nothing in the text alone says them


def facts(observation: Observation) -> str:
    """A figure in the column `old` or `new`: `measure=level; value=315000; unit=吨; ...`."""
    return "; ".join(f"{field}={said(observation, field)}" for field in TOLD)


def filled(document: Document, span: Span, given: Mapping[str, str]) -> str:
    """The facts of a figure that a hand adds: what is not given is read where the words say it.

    Value, unit and bound are the quantity at that place, the id is that of the indicator's name,
    the region the document's. Raises CorrectionError for what nobody says.
    """
    told = {field: value.strip() for field, value in given.items()}
    lacking = [field for field in NEEDED if field not in told]
    if not told.get("indicator") or lacking:
        raise CorrectionError(f"no {', '.join(lacking) or 'indicator'}: say what the figure is")
    told.setdefault("indicator_id", indicator.identify(fold(told["indicator"])) or "")
    told.setdefault("region", document.region)
    if any(field not in told for field in MEASURED):
        told = {**_measured(document, span), **told}
    if any(";" in told[field] for field in TOLD):
        raise CorrectionError("a field holds a semicolon, which parts them: write another sign")
    return "; ".join(f"{field}={told[field]}" for field in TOLD)


def built(document: Document, row: Correction) -> Observation:
    """The figure that a row adds, where its sentence stands now.

    Raises CorrectionError for a sentence that is gone or stands several times, and for facts that
    are not whole or cannot be.
    """
    found = again(document, row.sentence)
    if len(found) != 1:
        many = f"stands {len(found)} times" if found else "stands no more"
        raise CorrectionError(
            f"{row.indicator} {row.text!r} was added, but its sentence {many}: add it anew, or"
            " remove the row"
        )
    start = found[0].start + row.at
    span = Span(start, start + len(row.text))
    made = _blank(document, row, span, found[0])
    for field, value in _facts(row.new).items():
        if field != "region" or value:
            made = changed(made, replace(row, field=field, new=value))
    read = _at(document, span)
    if read and (read.stated, read.unit) == (made.quantity.stated, made.quantity.unit):
        made = replace(made, quantity=replace(made.quantity, resolution=read.resolution))
    return replace(made, corrections=(row,))


def _blank(document: Document, row: Correction, span: Span, sentence: Span) -> Observation:
    """A figure of which nothing but its place and its name is known."""
    return Observation(
        document=document.name,
        span=span,
        text=row.text,
        indicator=row.indicator,
        indicator_id=None,
        measure=Measure.LEVEL,
        quantity=Quantity(Decimal(0), ""),
        period=None,
        period_source=Origin.NONE,
        status=Status.ACTUAL,
        region=Region(""),
        region_source=Origin.NONE,
        sentence=sentence,
    )


def _facts(new: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in new.split(";"))
    found = [(name.strip(), value.strip()) for name, _, value in pairs]
    if sorted(name for name, _ in found) != sorted(TOLD):
        raise CorrectionError(f"an added figure says {'=...; '.join(TOLD)}=..., each once")
    return dict(found)


def _measured(document: Document, span: Span) -> dict[str, str]:
    read = _at(document, span)
    if read is None:
        words = span.of(document.text)
        raise CorrectionError(
            f"{words!r} is no amount that can be read: give value, unit and bound,"
            " or quote number and unit only"
        )
    return {"value": read.stated, "unit": read.unit, "bound": read.bound.value}


def _at(document: Document, span: Span) -> Quantity | None:
    """The quantity that stands exactly there, with the words of its line around it."""
    text = document.text
    begin = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    line = fold(text[begin : None if end < 0 else end])
    for amount in quantity.find(line)[0]:
        if (amount.start + begin, amount.end + begin) == (span.start, span.end):
            return amount.value.quantity
    return None
