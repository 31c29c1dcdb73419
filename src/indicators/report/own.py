"""A place's own growth as an outlook can use it, and from which year an outlook is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from indicators.errors import DocumentError, SeriesError
from indicators.growth import Outlook, Rate, deflator, outlook, to_nominal, to_real
from indicators.language import Message
from indicators.record import Basis, Document

YEAR_AND_MONTH = slice(0, 7)


def last_full_year(document: Document) -> int | None:
    """The last year whose figures its author knew: in December the year itself; None undated."""
    if not document.date[:4].isdigit():
        return None
    year = int(document.date[:4])
    return year if document.date[YEAR_AND_MONTH].endswith("-12") else year - 1


def newest_full_year(documents: Iterable[Document]) -> int:
    """That of the newest document. Raises DocumentError when none has a date."""
    listed = list(documents)
    known = [year for one in listed if (year := last_full_year(one)) is not None]
    if not known:
        names = "、".join(one.name for one in listed)
        raise DocumentError(f"{names}: no date, so no year to look ahead from: give a date")
    return max(known)


def converted(rate: Rate | None, basis: Basis) -> tuple[Rate | None, Message | None]:
    """The rate on this basis, or why it cannot be told on it."""
    if rate is None or rate.basis == basis:
        return rate, None
    try:
        prices = deflator(rate.first, rate.last)
    except SeriesError:
        told = Message(f"basis.{basis}")
        return None, Message.of("why.prices", first=rate.first, last=rate.last, basis=told)
    return (to_real if basis is Basis.REAL else to_nominal)(rate, prices), None


def seen(as_of: int, basis: Basis, own: Rate | None, indicator: str, shift: float = 0.0) -> Outlook:
    """The outlook at the end of a year; own growth only where the nation's is known beside it."""
    alone = outlook(None, as_of=as_of, basis=basis, indicator=indicator, shift=shift)
    return alone if own is None or unmatched(alone, own) else replace(alone, own=own)


def unmatched(view: Outlook, own: Rate) -> Message | None:
    """Why own growth cannot be set against the nation's; None where it can."""
    try:
        view.national_mean(own.first, own.last)
    except SeriesError:
        told = Message(f"basis.{view.basis}")
        return Message.of("why.unmatched", first=own.first + 1, last=own.last, basis=told)
    return None
