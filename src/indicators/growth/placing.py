"""Where a stated figure belongs in a panel: its amount and its shape, or why it has no place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from indicators.interval import Interval, strict
from indicators.record import Bound, Measure, Observation, Reading, Status
from indicators.subject import Amount, Figure, figures, words

FLIPPED = {Bound.LOWER: Bound.UPPER, Bound.UPPER: Bound.LOWER}


class Shape(StrEnum):
    """Which figures may stand in one series; no two shapes are ever mixed."""

    ANNUAL = "annual"
    PART = "part of a year"
    TOTAL = "total over years"
    MEAN = "mean over years"


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure of the panel: what it is of, and every observation that states it.

    `value` and `within` (its rounding and bound) are in the unit of the amount; growth is in per
    cent, a decrease below 0. `contested`: another figure of the same says something else.
    """

    amount: Amount
    measure: Measure
    shape: Shape
    value: Decimal
    within: Interval
    bound: Bound
    evidence: tuple[Observation, ...]
    contested: bool = False

    @property
    def plain(self) -> bool:
        """Whether it is one number, and not 500亿元以上 or 6%至7%."""
        q = self.evidence[0].quantity
        return q.high is None and self.bound in (Bound.EXACT, Bound.ABOUT)

    @property
    def is_level(self) -> bool:
        """Whether a path may start from it: an achieved level of a year or of a part of one."""
        year = self.amount.years == 1 and self.measure is Measure.LEVEL
        return year and self.plain and self.amount.series.status is Status.ACTUAL


@dataclass(frozen=True, slots=True)
class Left:
    """A figure without a place in the panel, and why."""

    observation: Observation
    reason: str


def placed(readings: Sequence[Reading]) -> Iterator[Entry | Left]:
    """Every observation of the documents, placed or left with its reason; none is dropped."""
    for reading in readings:
        known = {id(figure.o): figure for figure in figures(reading)}
        for o in reading.observations:
            figure = known.get(id(o))
            yield place(figure) if figure is not None else Left(o, "no period is stated")


def place(figure: Figure) -> Entry | Left:
    """The place of one figure, or why it has none."""
    o = figure.o
    if figure.entry is None:
        return Left(o, "not an indicator of the catalogue")
    if not o.region.name:
        return Left(o, "no place is stated")
    if o.measure is Measure.MULTIPLE:
        return Left(o, "a multiple: it states no level")
    if o.measure in (Measure.LEVEL, Measure.SHARE):
        return _level(figure)
    if o.quantity.unit != "%":
        return Left(o, "a change in its own unit, no rate")
    return _growth(figure)


def _level(figure: Figure) -> Entry | Left:
    o, whole = figure.o, figure.first == figure.last
    near = figure.lead + o.indicator
    if not whole and (o.measure is Measure.SHARE or words.NO_TOTAL.search(near)):
        return Left(o, "over several years, and no total of them")
    unit = "%" if o.measure is Measure.SHARE else None
    amount, shape = figure.amount(unit=unit), Shape.ANNUAL if whole else Shape.TOTAL
    return _entry(figure, amount, shape)


def _growth(figure: Figure) -> Entry | Left:
    """Growth of a year stands by its year; over several it is a mean or a total, as is said."""
    o, base = figure.o, figure.base()
    if base is None or base >= figure.last:
        return Left(o, "growth against a time that is not told")
    amount = figure.rate()
    if base != amount.first - 1:
        amount = replace(amount, first=base + 1)
    if amount.years == 1:
        return _entry(figure, amount, Shape.ANNUAL)
    return _entry(figure, amount, Shape.MEAN if figure.mean else Shape.TOTAL)


def _entry(figure: Figure, amount: Amount, shape: Shape) -> Entry:
    o, q = figure.o, figure.o.quantity
    value, within, bound = q.value, strict(q), q.bound
    if o.measure is Measure.DECREASE:
        high = None if not within.low and bound is Bound.UPPER else -within.low
        low = -within.high if within.high is not None else Fraction(-100)
        value, within = -value, Interval(low, high)
        bound = FLIPPED.get(bound, bound)
    if shape is Shape.ANNUAL and amount.series.part:
        shape = Shape.PART
    measure = Measure.GROWTH if o.measure is Measure.DECREASE else o.measure
    return Entry(amount, measure, shape, value, within, bound, (o,))
