"""What a document states, what a hand corrected of it, and what found no place."""

from __future__ import annotations

from dataclasses import dataclass

from indicators import markup
from indicators.language import say, term
from indicators.markup import Mark
from indicators.record.document import Document, Span
from indicators.record.kinds import Measure, Origin, Status
from indicators.record.stated import Period, Quantity, Region

WHOLE = "figure"  # what a correction changes that adds or removes a figure


def called(field: str, value: str) -> str:
    """A value of a field in the language in use; what is no word of ours stays as it is."""
    if field == "bound" and value:
        return term("bound", value, figure="…")
    return term(field, value) if field in ("measure", "status") and value else value


@dataclass(frozen=True, slots=True)
class Correction:
    """One field of one observation, corrected by hand: a row of data/corrections.csv.

    The figure is `text`, `at` characters into the `sentence` (without blanks around it), and
    `indicator` as the machine reads it tells it from another that shares the place. `old` is what
    the machine reads, `new` what holds instead; both as `indicators read --format csv` prints them.
    Where `field` is WHOLE, a figure is added (`old` is empty) or removed (`new` is).
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
    def figure(self) -> tuple[str, str, int, str, str]:
        """Which figure it is about, whatever it changes of it."""
        return (self.document, self.sentence, self.at, self.text, self.indicator)

    @property
    def adds(self) -> bool:
        """Whether it adds a figure that the machine missed."""
        return self.field == WHOLE and not self.old

    @property
    def removes(self) -> bool:
        """Whether it removes what is no figure."""
        return self.field == WHOLE and not self.new

    @property
    def what(self) -> str:
        """What was corrected, in the language in use."""
        if self.field == WHOLE:
            return say("correction.added" if self.adds else "correction.removed")
        old, new = (called(self.field, value) or "—" for value in (self.old, self.new))
        return f"{term('field', self.field)} {old} → {new}"

    @property
    def note(self) -> str:
        """What was corrected, by whom, when and why, in a line."""
        by = say("statements.by", author=self.author, date=self.date)
        return say("correction.note", what=self.what, reason=self.reason, by=by)


@dataclass(frozen=True, slots=True)
class Observation:
    """One quantity that a document states about a place, with its evidence.

    `span` holds number and unit only; `indicator` is in the document's own words and script;
    `rules` names what was applied, in order; `grounds` say why it has its period and its status
    (`indicators explain` shows both). `corrections` are those of a hand that are in its fields;
    the evidence stays what the document says.
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
    grounds: tuple[str, str] = ("", "")
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
    """Everything a document states, and every number that found no place.

    `removed` are observations that a hand took out; their numbers are among `unplaced`, too.
    """

    document: Document
    observations: tuple[Observation, ...]
    unplaced: tuple[Unplaced, ...]
    removed: tuple[Observation, ...] = ()

    @property
    def corrections(self) -> tuple[tuple[Observation, Correction], ...]:
        """What a hand corrected, each with its figure: those that stand, then those removed."""
        figures = (*self.observations, *self.removed)
        return tuple((o, correction) for o in figures for correction in o.corrections)

    def _repr_html_(self) -> str:
        """The text with what was read in it, as a notebook shows it."""
        marks = [
            Mark(o.span.start, o.span.end, o.facts, "; ".join(c.note for c in o.corrections))
            for o in self.observations
        ]
        notes = {o.span: "; ".join(c.note for c in o.corrections) for o in self.removed}
        marks += [
            Mark(u.span.start, u.span.end, (u.reason,), notes.get(u.span, ""))
            for u in self.unplaced
        ]
        return markup.page(self.document.text, marks)
