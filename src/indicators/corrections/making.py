"""A row for what a hand corrects, adds or removes, refused where nobody could apply it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from indicators.corrections.fields import changed, said
from indicators.corrections.place import around, place
from indicators.corrections.rows import checked
from indicators.corrections.whole import built, facts, filled
from indicators.errors import CorrectionError
from indicators.record import WHOLE, Correction, Document, Observation, Span


def correction(
    document: Document,
    observation: Observation,
    field: str,
    new: str,
    *,
    reason: str,
    author: str,
    day: str = "",
) -> Correction:
    """A correction of one field of what was read; `day` is today unless it is given.

    Raises CorrectionError for a field that is not in FIELDS, a value it cannot have, or a reason or
    author that is missing.
    """
    change = (field, said(observation, field), new.strip())
    row = _row(document, observation, change, (reason, author, day))
    changed(observation, row)  # its check of the new value
    return row


def removal(
    document: Document, observation: Observation, *, reason: str, author: str, day: str = ""
) -> Correction:
    """What was read is no figure: a telephone number, a part of a name."""
    return _row(document, observation, (WHOLE, facts(observation), ""), (reason, author, day))


def addition(
    document: Document,
    span: Span,
    given: Mapping[str, str],
    *,
    reason: str,
    author: str,
    day: str = "",
) -> Correction:
    """A figure that was not read: its place, and its fields as observations.csv has them.

    `given` names `indicator`, `measure`, `period` and `status`; value, unit, bound, indicator_id
    and region are read from the text where they are not given. Raises CorrectionError for what is
    missing or cannot be.
    """
    words, held = span.of(document.text), around(document, span)
    if held is None or not words or words != words.strip():
        raise CorrectionError(f"{words!r} is no part of one sentence: quote number and unit only")
    sentence, at = place(document, held, span.start)
    row = Correction(
        *(document.name, sentence, at, words, given.get("indicator", "").strip()),
        *(WHOLE, "", filled(document, span, given)),
        *_by(reason, author, day),
    )
    built(document, checked(row))  # its check of each field
    return row


def key(document: Document, o: Observation) -> tuple[str, str, int, str, str]:
    """`Correction.figure` of the rows that are about a figure."""
    return (document.name, *place(document, o.sentence, o.span.start), o.text, o.indicator)


def _row(
    document: Document,
    o: Observation,
    change: tuple[str, str, str],
    by: tuple[str, str, str],
) -> Correction:
    return checked(Correction(*key(document, o), *change, *_by(*by)))


def _by(reason: str, author: str, day: str) -> tuple[str, str, str]:
    return reason.strip(), author.strip(), day or date.today().isoformat()
