"""What a document states, what a hand corrected of it, and what found no place."""

from __future__ import annotations

from dataclasses import dataclass

from indicators import markup
from indicators.markup import Mark
from indicators.record.document import Document, Span
from indicators.record.kinds import Measure, Origin, Status
from indicators.record.stated import Period, Quantity, Region


@dataclass(frozen=True, slots=True)
class Correction:
    """One field of one observation, corrected by hand: a row of data/corrections.csv.

    The figure is `text`, `at` characters into the `sentence` (without blanks around it), and
    `indicator` as the machine reads it tells it from another that shares the place. `old` is what
    the machine reads, `new` what holds instead; both as `indicators read --format csv` prints them.
    """

    document: str
    sentence: str
    at: int
    text: str
    indicator: str
    field: str
    old: str
    new: str
    reason: str
    author: str
    date: str

    @property
    def note(self) -> str:
        """What was corrected, by whom, when and why, in a line."""
        told = f"{self.field} {self.old or '-'} → {self.new or '-'}"
        return f"{told}: {self.reason} ({self.author}, {self.date})"


@dataclass(frozen=True, slots=True)
class Observation:
    """One quantity that a document states about a place, with its evidence.

    `span` holds number and unit only; `indicator` is in the document's own words and script;
    `rules` names what was applied, in order, for `indicators explain`. `corrections` are those of a
    hand that are in its fields; the evidence stays what the document says.
    """

    document: str
    span: Span
    text: str
    indicator: str
    indicator_id: str | None
    measure: Measure
    quantity: Quantity
    period: Period | None
    period_source: Origin
    status: Status
    region: Region
    region_source: Origin
    sentence: Span
    rules: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()

    @property
    def facts(self) -> tuple[str, ...]:
        """What it says, in the order of `markup.FACTS`."""
        q, period = self.quantity, str(self.period or "-")
        return (
            *(self.indicator, self.measure.value, f"{q.stated} {q.unit}", q.bound.value),
            *(period, self.status.value, self.region.name or "-"),
        )

    def _repr_html_(self) -> str:
        """Its facts, the evidence first, and what a hand corrected."""
        place = f"{self.text} ({self.document}:{self.span.start}..{self.span.end})"
        corrected = "; ".join(c.note for c in self.corrections)
        pairs = zip(markup.FACTS, markup.told(self.facts), strict=True)
        return markup.facts([("evidence", place), *pairs, ("corrected", corrected)])


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A number that became no observation, and why: name, threshold, date, ordinal, ..."""

    span: Span
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything a document states, and every number that found no place."""

    document: Document
    observations: tuple[Observation, ...]
    unplaced: tuple[Unplaced, ...]

    def _repr_html_(self) -> str:
        """The text with what was read in it, as a notebook shows it."""
        marks = [
            Mark(o.span.start, o.span.end, o.facts, "; ".join(c.note for c in o.corrections))
            for o in self.observations
        ]
        marks += [Mark(u.span.start, u.span.end, (u.reason,)) for u in self.unplaced]
        return markup.page(self.document.text, marks)
