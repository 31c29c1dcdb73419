"""A figure where it stands: of which amount it speaks, and against which year a change is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from indicators import lexicon
from indicators.record import (
    Basis,
    Document,
    Indicator,
    Measure,
    Observation,
    Reading,
    Scope,
    Status,
)
from indicators.subject import said, words
from indicators.subject.series import (
    Amount,
    Series,
    bare,
    concept,
    related,
    status_in,
    vintage,
)
from indicators.text import fold

CHANGES = (Measure.GROWTH, Measure.DECREASE)
MONEY = ("CNY", "USD")
PLAN = range(3, 6)  # years of a plan, whose growth is told against the year before it
FARTHEST = 30  # years back that a change may be told against


@dataclass(frozen=True, slots=True)
class Figure:
    """An observation in its document, behind the figures `before` it in its sentence.

    `since` is where the figure right before it ends. It has a period.
    """

    document: Document
    o: Observation
    since: int
    before: tuple[Observation, ...]

    @property
    def first(self) -> int:
        """The first year of its period."""
        assert self.o.period is not None
        return self.o.period.first

    @property
    def last(self) -> int:
        """The last year of its period."""
        assert self.o.period is not None
        return self.o.period.last

    @property
    def said(self) -> str:
        """The sentence up to it."""
        return words.before(self.document, self.o)

    @property
    def lead(self) -> str:
        """What stands between the figure before it and itself."""
        return words.lead(self.document, self.o, self.since)

    @property
    def mean(self) -> bool:
        """Whether a change is told a year: 年均增长7%."""
        return said.a_year(self.document, self.o) or bool(words.MEAN.search(self.lead))

    @property
    def entry(self) -> Indicator | None:
        """Its indicator in the catalogue."""
        return lexicon.catalogue().get(self.o.indicator_id or "")

    def amount(self, *, unit: str | None = None, basis: Basis | None = None) -> Amount:
        """What it speaks of, over its whole period."""
        o = self.o
        what, known = concept(fold(o.indicator))
        what, known = (o.indicator_id, True) if o.indicator_id else (what, known)
        series = Series(
            concept=what,
            region=o.region.code or o.region.name,
            unit=o.quantity.unit if unit is None else unit,
            basis=basis or self._level_basis(),
            status=o.status,
            part=said.part_of_year(self.document, o),
            scope=self._scope(),
            vintage=self._vintage(self.last, o.status),
            document="" if known else self.document.name,
        )
        return Amount(series, self.first, self.last)

    def rate(self) -> Amount:
        """What a rate of change is told of, over its period; of part of a year where it says so."""
        return self.amount(unit="%", basis=self._growth_basis())

    def grown(self) -> Amount:
        """What a change ends at: the level of its last year, on the basis of the growth."""
        amount = self.amount(unit=self.level_unit, basis=self._growth_basis())
        own = self.entry is not None and self.entry.growth_scope is Scope.COMPARABLE
        if own or words.SCOPE.search(self.said):
            amount = amount.of(scope="、".join(p for p in (amount.series.scope, "可比") if p))
        return Amount(amount.series, self.last, self.last)

    def at(self, amount: Amount, year: int) -> Amount:
        """The same thing in the year that it is compared with."""
        status = status_in(year, self.o, self.document)
        series = amount.of(status=status, vintage=self._vintage(year, status)).series
        return Amount(series, year, year)

    def named(self, name: str, unit: str = "") -> Amount:
        """The amount of a part or a whole at its own time; `unit` where the catalogue has none."""
        what, known = concept(name)
        if not known and concept(name + "增加值")[1]:
            what, known = concept(name + "增加值")
        entry = lexicon.catalogue().get(what)
        unit = entry.unit if entry else unit
        own = "" if known else self.document.name
        return self.amount(unit=unit, basis=basis_of(unit)).of(concept=what, document=own)

    @property
    def level_unit(self) -> str:
        """The unit of the level beside it, else that of the catalogue."""
        for other in reversed(self.before):
            if other.measure is Measure.LEVEL and other.indicator == self.o.indicator:
                return other.quantity.unit
        return self.entry.unit if self.entry else ""

    def base(self) -> int | None:
        """The year that a change is told against; None where that is open."""
        if words.OTHER_BASE.search(self.lead + words.behind(self.document, self.o)[:8]):
            return None
        return self._base_of_year() if self.first == self.last else self._base_of_run()

    def _base_of_year(self) -> int | None:
        """同比, or the year that is named; a multiple and growth a year name theirs."""
        earlier = tuple(range(self.last - FARTHEST, self.last))
        if self.mean:
            return words.base_year(self.said, earlier)
        named = words.base_year(self.lead, earlier)
        last_year = self.o.measure is not Measure.MULTIPLE or words.OF_LAST_YEAR.search(self.lead)
        return named or (self.last - 1 if last_year else None)

    def _base_of_run(self) -> int | None:
        """The year before a plan, or the one of two that the sentence names."""
        assert self.o.period is not None
        named = words.base_year(self.said, (self.first - 1, self.first))
        per_cent = self.o.measure in CHANGES and self.o.quantity.unit in ("%", "x")
        told = self.mean or not per_cent or words.TOTAL.search(self.lead)
        return named or (self.first - 1 if told and self.o.period.years in PLAN else None)

    def _vintage(self, year: int, status: Status) -> str:
        state = vintage(status, year, self.document)
        if status is Status.ACTUAL and self.o.status is Status.ACTUAL and year == self.last:
            state += " expected" * bool(words.EXPECTED.search(self.said))
            state += " revised" * bool(words.REVISED.search(self.said))
        return state

    def _scope(self) -> str:
        """What it leaves out or is about beyond its name; empty for the whole of the place."""
        name = fold(self.o.indicator)
        near = self.lead.replace(name, "")
        told = [self._whose(name), *sorted(set(words.SCOPE.findall(near)))]
        told += [word for word in related("apart") if bare(name) == word]
        counted = self.o.measure is Measure.LEVEL and self.first == self.last
        if counted and self.o.quantity.unit not in MONEY:
            own = self.entry.zh if self.entry else ""
            told += [verb for verb in words.added(near + name[:2]) if verb not in own]
        told += ["力争"] if self._stretches else []
        return "、".join(part for part in told if part)

    def _whose(self, name: str) -> str:
        """Whose figure it is where that is not the place itself, by paragraph or heading.

        Only accounts are told of one level: 区本级财政收入 is no scope of what follows.
        """
        region, document, o = self.o.region.name, self.document, self.o
        texts = [words.paragraph(document, o), words.heading(document, o)]
        told = next((w for t in texts if (w := words.whose(t, region)) is not None), "")
        return told if told[-1:] != "级" or words.FISCAL.search(name) else ""

    @property
    def _stretches(self) -> bool:
        """Whether it is a second, higher aim: 增长12%、力争15%."""
        o, told = self.o, self.before[-1:]
        same = [
            (x.indicator, x.measure, x.period) == (o.indicator, o.measure, o.period) for x in told
        ]
        return any(same) and bool(words.STRETCH.search(self.lead))

    def _level_basis(self) -> Basis:
        told = said.prices(self.document, self.o)
        if told is not None and told.constant:
            return Basis.REAL
        return self.entry.level_basis if self.entry else basis_of(self.o.quantity.unit)

    def _growth_basis(self) -> Basis:
        if self.entry is None or self.entry.level_basis is not Basis.NOMINAL:
            return self._level_basis()
        if words.REAL.search(self.said):
            return Basis.REAL
        nominal = self.o.measure is Measure.MULTIPLE or words.NOMINAL.search(self.lead)
        return Basis.NOMINAL if nominal else self.entry.growth_basis


def figures(reading: Reading) -> Iterator[Figure]:
    """The figures of a document that have a period and a name, each where it stands."""
    sentence, since, before = None, 0, list[Observation]()
    for o in reading.observations:
        if o.sentence != sentence:
            sentence, since, before = o.sentence, o.sentence.start, []
        if o.period is not None and o.indicator:
            yield Figure(reading.document, o, since, tuple(before))
        since = max(since, o.span.end)
        before.append(o)


def basis_of(unit: str) -> Basis:
    """Sums of money are at current prices unless more is said."""
    return Basis.NOMINAL if unit in MONEY else Basis.NONE
