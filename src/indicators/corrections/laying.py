"""Corrections laid over what the machine reads, each where it fits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from indicators.corrections.fields import changed, said
from indicators.corrections.place import place
from indicators.corrections.whole import built
from indicators.errors import CorrectionError
from indicators.record import Correction, Reading, Unplaced

REMOVED = "removed"  # why the number of a figure that a hand removed is no observation
SHOWN = 40  # characters of a sentence in a message


@dataclass(frozen=True, slots=True)
class Corrected:
    """Readings with their corrections laid over them, and those that fit no longer."""

    readings: tuple[Reading, ...]
    misfits: tuple[CorrectionError, ...] = ()


def corrected(readings: Sequence[Reading], rows: Mapping[str, Correction]) -> Corrected:
    """Each correction laid over the one figure that it fits.

    What is no figure goes first, then those that were missed come, then fields are changed.
    """
    sheets = {reading.document.name: _Sheet(reading) for reading in readings}
    misfits: dict[str, CorrectionError] = {}
    for where, row in sorted(rows.items(), key=lambda item: _order(item[1])):
        try:
            if row.document not in sheets:
                raise CorrectionError("no document of that name: restore it, or remove the row")
            sheets[row.document].lay(row)
        except CorrectionError as error:
            misfits[where] = CorrectionError(f"{where}: {row.document}: {error}")
    told = tuple(misfits[where] for where in rows if where in misfits)
    return Corrected(tuple(sheet.reading() for sheet in sheets.values()), told)


def _order(row: Correction) -> int:
    return 0 if row.removes else 1 if row.adds else 2


class _Sheet:
    """One document's reading while corrections are laid over it."""

    def __init__(self, reading: Reading) -> None:
        """As the machine reads it."""
        self.read = reading
        self.base = list(reading.observations)  # as read or as added: what rows are about
        self.now = list(self.base)
        self.removed: dict[int, Correction] = {}

    def lay(self, row: Correction) -> None:
        """Apply one row. Raises CorrectionError where it does not fit."""
        if row.adds:
            self._add(row)
        elif row.removes:
            self._remove(row)
        else:
            self._change(row)

    def reading(self) -> Reading:
        """What holds now; a reading that nobody corrected is the one that came in."""
        if self.now == list(self.read.observations) and not self.removed:
            return self.read
        left = [o for number, o in enumerate(self.now) if number not in self.removed]
        spans = {o.span for o in left}
        free = [u for u in self.read.unplaced if not any(u.span.overlaps(s) for s in spans)]
        gone = tuple(
            replace(self.now[number], corrections=(*self.now[number].corrections, row))
            for number, row in self.removed.items()
        )
        lost = {o.span: o.text for o in gone if not any(o.span.overlaps(s) for s in spans)}
        free += [Unplaced(span, text, REMOVED) for span, text in lost.items()]
        return Reading(
            self.read.document,
            tuple(sorted(left, key=lambda o: o.span.start)),
            tuple(sorted(free, key=lambda u: u.span)),
            gone,
        )

    def _add(self, row: Correction) -> None:
        made = built(self.read.document, row)
        left = (o for number, o in enumerate(self.base) if number not in self.removed)
        for other in left:
            if (other.span, other.indicator) == (made.span, made.indicator):
                twice = "is added twice: keep one row"
                better = twice if other.corrections else "is read by now, so the row can go"
                raise CorrectionError(f"{row.indicator} {row.text!r} {better}")
            if other.span != made.span and other.span.overlaps(made.span):
                raise CorrectionError(
                    f"{row.text!r} shares characters with {other.text!r} of {other.indicator}:"
                    " correct or remove that one"
                )
        self.base.append(made)
        self.now.append(made)

    def _change(self, row: Correction) -> None:
        number = self._figure(row)
        now = said(self.base[number], row.field)
        if now != row.old:
            better = "so the row can go" if now == row.new else "correct it anew, or remove the row"
            raise CorrectionError(
                f"{row.field} of {row.indicator} {row.text!r} is read as {now!r} now, not as"
                f" {row.old!r}: {better}"
            )
        if any(one.field == row.field for one in self.now[number].corrections):
            raise CorrectionError(f"{row.field} of {row.text!r} is corrected twice: keep one row")
        self.now[number] = changed(self.now[number], row)

    def _remove(self, row: Correction) -> None:
        number = self._figure(row)
        if number in self.removed:
            raise CorrectionError(f"{row.text!r} is removed twice: keep one row")
        self.removed[number] = row

    def _figure(self, row: Correction) -> int:
        """Which observation a correction is about, by its place in `base`."""
        document, key = self.read.document, (row.text, row.indicator, (row.sentence, row.at))
        found = [
            number
            for number, o in enumerate(self.base)
            if (o.text, o.indicator) == key[:2]
            and place(document, o.sentence, o.span.start) == key[2]
        ]
        if len(found) != 1:
            many = f"read {len(found)} times in" if found else "not read any more in"
            better = (
                "so the row can go"
                if row.removes and not found
                else ("correct it anew, or remove the row")
            )
            raise CorrectionError(
                f"{row.indicator} {row.text!r} is {many} {_short(row.sentence)}: {better}"
            )
        return found[0]


def _short(sentence: str) -> str:
    return repr(sentence if len(sentence) <= SHOWN else f"{sentence[:SHOWN]}…")
