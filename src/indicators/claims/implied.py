"""What claims imply without being said: bases, parts, averages, growth a year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from itertools import groupby, pairwise
from math import log

from indicators.claims.claim import Both, Claim
from indicators.interval import exactly
from indicators.record import Basis, Bound, Observation
from indicators.subject.series import Amount, Series, splits

Grown = tuple[str, str, str, int, int]
ONE = Fraction(1)
PRICES = (-0.1, 0.2)  # log growth a year: beyond it levels are of two censuses, never prices


class Kind(StrEnum):
    """What an implied figure is."""

    BASE = "base"
    REACHED = "reached"
    GROWTH = "growth a year"
    BREAK = "break, no growth"
    PART = "part"
    WHOLE = "whole"
    REST = "rest"
    AVERAGE = "average a year"
    PACE = "pace"


@dataclass(frozen=True, slots=True)
class Implied:
    """A figure that follows from `claims`: `value`, and where it lies once rounding is counted.

    `amount` is what it is the amount of; of growth it is what has grown, of a pace what is asked
    for. `formula` is the arithmetic in the figures' own words; `told` the bound where the interval
    does not show it.
    """

    kind: Kind
    amount: Amount
    value: Fraction
    within: Both
    claims: tuple[Claim, ...]
    formula: str
    told: Bound | None = None

    @property
    def bound(self) -> Bound:
        """Which side of the figure the bounds of its claims leave open."""
        if self.told is not None:
            return self.told
        if self.within.strict.high is None:
            return Bound.LOWER
        if not self.within.strict.low and self.value > 0:
            return Bound.UPPER
        about = any(c.observation.quantity.bound is Bound.ABOUT for c in self.claims)
        return Bound.ABOUT if about else Bound.EXACT

    @property
    def unit(self) -> str:
        """The unit of `value`: that of the amount, `%` for growth, `x` for a pace."""
        units = {Kind.GROWTH: "%", Kind.BREAK: "%", Kind.PACE: "x"}
        return units.get(self.kind, self.amount.series.unit)


def implied(claims: Sequence[Claim]) -> tuple[Implied, ...]:
    """The implied figures that no claim states already, by document and place of their claims."""
    levels = [c for c in claims if c.under is None]
    stated = {c.over: c for c in reversed(levels)}  # of several the first
    real = {_grown(c): c for c in claims if c.is_ratio and c.over.series.basis is Basis.REAL}
    found = [
        *(one for c in claims if c.under is not None for one in _other_end(c, stated)),
        *_rests(stated),
        *(average(c) for c in levels if c.years > 1),
        *(_broken(growth(a, b), real) for a, b in _neighbours(levels)),
        *(yearly(c) for c in claims if c.is_ratio and c.years > 1 and "番" in c.observation.text),
    ]
    found.sort(key=lambda x: [(c.document.name, c.observation.span) for c in x.claims])
    return tuple(found)


def base(level: Claim, change: Claim) -> Implied:
    """What a level grew from: 100亿元 at +7 % come from 93.46亿元 [92.56-94.37]."""
    assert change.under is not None
    if change.added:
        value = level.point - change.point
        within = Both(*(a - b for a, b in zip(level.within, change.within, strict=True)))
        words = f"{level.observation.text} - {change.observation.text}"
    else:
        value = level.point / change.point
        within = Both(*(a / b for a, b in zip(level.within, change.within, strict=True)))
        words = f"{level.observation.text} / {_factor(change)}"
    kind = Kind.WHOLE if change.is_share else Kind.BASE
    return Implied(kind, change.under, value, within, (level, change), words)


def base_before(claims: Sequence[Claim], stated: Observation) -> Implied | None:
    """What the level that a figure states grew from, by a change of the same thing and time."""
    level = next((c for c in claims if c.observation is stated and c.under is None), None)
    if level is None:
        return None
    changes = (c for c in claims if c.is_ratio and c.years == 1 and c.over == level.over)
    change = next((c for c in changes if c.within.strict.low), None)
    return base(level, change) if change is not None else None


def reached(level: Claim, change: Claim) -> Implied:
    """What a level grows to, or the part that a share is: 35% of 495.7亿元."""
    value = level.point + change.point if change.added else level.point * change.point
    pairs = zip(level.within, change.within, strict=True)
    within = Both(*(a + b if change.added else a * b for a, b in pairs))
    sign = f" + {change.observation.text}" if change.added else f" × {_factor(change)}"
    kind = Kind.PART if change.is_share else Kind.REACHED
    words = level.observation.text + sign
    return Implied(kind, change.over, value, within, (level, change), words)


def average(total: Claim) -> Implied:
    """A total over years as an amount a year: 4万人 in three years are 1.33万人."""
    within = Both(*(x.times(ONE / total.years) for x in total.within))
    words = f"{total.observation.text} / {total.years}"
    return Implied(Kind.AVERAGE, total.over, total.point / total.years, within, (total,), words)


def growth(first: Claim, last: Claim) -> Implied:
    """Growth a year between two stated levels, in per cent."""
    years = last.over.last - first.over.last
    ratios = (b / a for a, b in zip(first.within, last.within, strict=True))
    within = Both(*(x.growth(years) for x in ratios))
    value = exactly(last.point / first.point).growth(years).low
    words = f"({last.observation.text} / {first.observation.text})^(1/{years}) - 1"
    return Implied(Kind.GROWTH, last.over, value, within, (first, last), words)


def yearly(multiple: Claim) -> Implied:
    """A multiple as growth a year: 翻一番 in ten years is 7.18 %."""
    within = Both(*(x.growth(multiple.years) for x in multiple.within))
    value = exactly(multiple.point).growth(multiple.years).low
    words = f"{_factor(multiple)}^(1/{multiple.years}) - 1"
    return Implied(Kind.GROWTH, multiple.over, value, within, (multiple,), words)


def rest(whole: Claim, parts: Sequence[Claim], missing: Amount) -> Implied:
    """What is left of a whole besides its stated parts."""
    value, within = whole.point, whole.within
    for part in parts:
        value -= part.point
        within = Both(*(a - b for a, b in zip(within, part.within, strict=True)))
    words = " - ".join(c.observation.text for c in (whole, *parts))
    return Implied(Kind.REST, missing, value, within, (whole, *parts), words)


def _other_end(change: Claim, stated: dict[Amount, Claim]) -> Iterator[Implied]:
    """The end of a change or a share that is not stated, where the other one is."""
    assert change.under is not None
    over, under = stated.get(change.over), stated.get(change.under)
    if over is not None and under is None and change.within.strict.low > 0:
        yield base(over, change)
    elif under is not None and over is None:
        yield reached(under, change)


def _rests(stated: dict[Amount, Claim]) -> Iterator[Implied]:
    """The one part of a whole that is not stated."""
    for amount, claim in stated.items():
        if amount.series.basis is Basis.REAL or amount.years > 1:
            continue
        for parts in (parts for whole, parts in splits() if whole == amount.series.concept):
            named = [amount.of(concept=part) for part in parts]
            missing = [x for x in named if x not in stated]
            if len(missing) == 1:
                known = [stated[x] for x in named if x in stated]
                if sum(c.point for c in known) < claim.point:
                    yield rest(claim, known, missing[0])


def _neighbours(levels: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Levels of one thing in one document, each with that of the next year that is told."""
    plain = [c for c in levels if c.years == 1 and _grows(c)]
    ordered = sorted(plain, key=lambda c: (c.document.name, _thing(c.over.series), c.over.last))
    for _, same in groupby(ordered, key=lambda c: (c.document.name, _thing(c.over.series))):
        first_of_year = {c.over.last: c for c in reversed(list(same))}
        yield from pairwise(first_of_year[year] for year in sorted(first_of_year))


def _grown(c: Claim) -> Grown:
    """What has grown, told in which document, since when and until when."""
    s = c.over.series
    return c.document.name, s.concept, s.region, c.over.last - c.years, c.over.last


def _broken(one: Implied, real: Mapping[Grown, Claim]) -> Implied:
    """A break where real growth stated of the same years is further off than prices explain."""
    first, last = one.claims
    s, years = last.over.series, (first.over.last, last.over.last)
    change = real.get((last.document.name, s.concept, s.region, *years))
    if change is None or s.basis is Basis.REAL or not change.point > 0:
        return one
    gap = log(last.point / first.point) - log(change.point)
    low, high = (x * (years[1] - years[0]) for x in PRICES)
    if low <= gap <= high:
        return one
    words = f"{one.formula} ≠ {change.observation.text}"
    return replace(one, kind=Kind.BREAK, claims=(first, last, change), formula=words)


def _grows(c: Claim) -> bool:
    """Whether growth can be told: of a catalogued amount, no share and not what came anew."""
    s = c.over.series
    came_anew = s.scope.startswith(("新", "净增")) or s.name.startswith("新增")
    return s.catalogued and s.unit != "%" and not came_anew and c.within.strict.low > 0


def _thing(series: Series) -> tuple[str, ...]:
    """What stays the same when a figure of another year, or a target, is told."""
    s = series
    return s.concept, s.region, s.unit, s.basis, s.part, s.scope, s.document


def _factor(change: Claim) -> str:
    """The figure of a change as it is reckoned with: (1 + 7%), 35%, 2 倍."""
    text, point = change.observation.text, change.point
    if change.is_share:
        return text if "%" in text or not text[-1].isdigit() else f"{text}%"
    if change.observation.measure == "multiple":
        return f"{float(point):g}"
    inner = f"(1 {'+' if point >= 1 else '-'} {text.lstrip('-')})"
    return f"{inner}^{change.years}" if change.mean else inner
