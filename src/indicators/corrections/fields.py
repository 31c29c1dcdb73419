"""The fields of an observation that a hand may correct: what they say, and how one is changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from indicators import lexicon
from indicators.errors import CorrectionError
from indicators.record import Bound, Correction, Measure, Observation, Origin, Period, Status


def said(observation: Observation, field: str) -> str:
    """What an observation says in a field, as `indicators read --format csv` prints it."""
    if field not in FIELDS:
        raise CorrectionError(f"field {field!r}: correct one of {', '.join(FIELDS)}")
    q = observation.quantity
    told: dict[str, object] = {"value": q.stated, "unit": q.unit, "bound": q.bound.value}
    told |= {"period": observation.period or "", "region": observation.region.name}
    return str(told[field] if field in told else getattr(observation, field) or "")


def changed(observation: Observation, row: Correction) -> Observation:
    """The observation with one field corrected, and the correction kept beside it.

    Raises CorrectionError for a value that the field cannot have.
    """
    try:
        other = FIELDS[row.field](observation, row.new)
    except (ValueError, InvalidOperation, KeyError):
        raise CorrectionError(f"{row.field} cannot be {row.new!r}: {WANTED[row.field]}") from None
    return replace(other, corrections=(*observation.corrections, row))


def _name(o: Observation, new: str) -> Observation:
    if not new:
        raise ValueError
    return replace(o, indicator=new)


def _id(o: Observation, new: str) -> Observation:
    return replace(o, indicator_id=lexicon.catalogue()[new].id if new else None)


def _value(o: Observation, new: str) -> Observation:
    low, *high = map(_decimal, new.split(".."))
    if len(high) > 1 or (high and high[0] <= low):
        raise ValueError
    return replace(o, quantity=replace(o.quantity, value=low, high=high[0] if high else None))


def _decimal(text: str) -> Decimal:
    value = Decimal(text)
    if not value.is_finite():
        raise ValueError
    return value


def _unit(o: Observation, new: str) -> Observation:
    if not new:
        raise ValueError
    return replace(o, quantity=replace(o.quantity, unit=new))


def _bound(o: Observation, new: str) -> Observation:
    return replace(o, quantity=replace(o.quantity, bound=Bound(new)))


def _period(o: Observation, new: str) -> Observation:
    years = [int(year) for year in new.split("/")] if new else []
    period = Period(years[0], years[-1]) if years else None
    if len(years) > 2 or any(not 1900 <= year <= 2100 for year in years):
        raise ValueError
    return replace(o, period=period, period_source=Origin.HAND)


def _region(o: Observation, new: str) -> Observation:
    if not new:
        raise ValueError
    return replace(o, region=lexicon.region(new), region_source=Origin.HAND)


FIELDS: Mapping[str, Callable[[Observation, str], Observation]] = {
    "indicator": _name,
    "indicator_id": _id,
    "measure": lambda o, new: replace(o, measure=Measure(new)),
    "value": _value,
    "unit": _unit,
    "bound": _bound,
    "period": _period,
    "status": lambda o, new: replace(o, status=Status(new)),
    "region": _region,
}
WANTED: Mapping[str, str] = {
    "indicator": "give its name",
    "indicator_id": "give an id of indicator.toml, or nothing",
    "measure": f"give one of {', '.join(Measure)}",
    "value": "give a plain number such as 49570000000, or low..high",
    "unit": "give the unit",
    "bound": f"give one of {', '.join(Bound)}",
    "period": "give a year such as 2021, both ends such as 2012/2021, or nothing",
    "status": f"give one of {', '.join(Status)}",
    "region": "give the region's name",
}
