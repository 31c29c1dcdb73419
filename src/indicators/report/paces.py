"""A total that is asked for against a stated past total of the same thing: how much faster."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indicators import lexicon
from indicators.record import Bound, Measure, Observation, Region, Status

# of the total asked for and the past one -> of the pace; any other pair leaves a rough guide
BOUNDS = {
    (Bound.EXACT, Bound.EXACT): Bound.EXACT,
    (Bound.EXACT, Bound.LOWER): Bound.UPPER,
    (Bound.EXACT, Bound.UPPER): Bound.LOWER,
    (Bound.LOWER, Bound.EXACT): Bound.LOWER,
    (Bound.LOWER, Bound.UPPER): Bound.LOWER,
    (Bound.UPPER, Bound.EXACT): Bound.UPPER,
    (Bound.UPPER, Bound.LOWER): Bound.UPPER,
}


@dataclass(frozen=True, slots=True)
class Pace:
    """A total that is asked for, against a stated past total of the same thing: times a year.

    `low` and `high` count the rounding of both; `words` tells them with the bounds of both.
    """

    target: Observation
    past: Observation
    low: float
    ratio: float
    high: float

    @property
    def bound(self) -> Bound:
        """What the bounds of both leave: 4万 against 10万以上 is at most so much faster."""
        return BOUNDS.get((self.target.quantity.bound, self.past.quantity.bound), Bound.ABOUT)

    @property
    def words(self) -> str:
        """`1.33 times [1.11–1.58]`, or `at most 1.33 times (1.58 with rounding)`."""
        times = f"{self.ratio:.2f} times"
        if self.bound is Bound.UPPER:
            return f"at most {times} ({self.high:.2f} with rounding)"
        if self.bound is Bound.LOWER:
            return f"at least {times} ({self.low:.2f} with rounding)"
        interval = f"{times} [{self.low:.2f}–{self.high:.2f}]"
        return interval if self.bound is Bound.EXACT else f"roughly {interval}"

    @property
    def names(self) -> str:
        """That the two totals go by different words; empty where they do not."""
        if self.target.indicator == self.past.indicator:
            return ""
        return f"{self.target.indicator} and {self.past.indicator} are not the same words"


def paces(observations: Sequence[Observation], place: Region) -> Iterator[Pace]:
    """Totals asked for beside totals achieved: 4万 in three years against 10万 in ten."""
    totals = [o for o in observations if _is_total(o) and is_of(o, place)]
    for target in (o for o in totals if o.status is Status.TARGET):
        for past in (o for o in totals if o.status is Status.ACTUAL):
            if (target.indicator_id, target.quantity.unit) == (
                past.indicator_id,
                past.quantity.unit,
            ):
                (a, b, c), (x, y, z) = _a_year(target), _a_year(past)
                yield Pace(target, past, a / z, b / y, c / x)


def is_of(o: Observation, place: Region) -> bool:
    """Whether a figure is about the place itself and not about a zone or a town in it."""
    return lexicon.same_region(o.region.name, place.name)


def _is_total(o: Observation) -> bool:
    return (
        o.indicator_id is not None
        and o.measure is Measure.LEVEL
        and o.period is not None
        and o.period.years > 1
    )


def _a_year(o: Observation) -> tuple[float, float, float]:
    assert o.period is not None
    value, half = float(o.quantity.value), float(o.quantity.resolution or 0) / 2
    years = o.period.years
    return (value - half) / years, value / years, (value + half) / years
