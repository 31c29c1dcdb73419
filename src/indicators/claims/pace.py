"""A total that is asked for against a stated past total of the same thing: how much faster."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from indicators.claims.claim import Both, Claim
from indicators.claims.implied import Implied, Kind
from indicators.interval import Interval, loose, strict
from indicators.record import Bound, Observation, Status

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

    `within` counts the rounding of both and not their bounds; `words` tells it with the bounds.
    """

    target: Observation
    past: Observation
    ratio: float
    within: Both

    @property
    def low(self) -> float:
        """The least that rounding leaves."""
        return float(self.within.strict.low)

    @property
    def high(self) -> float:
        """The most that rounding leaves; two totals are always above nothing."""
        assert self.within.strict.high is not None
        return float(self.within.strict.high)

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


def paces(claims: Sequence[Claim]) -> Iterator[Pace]:
    """Totals asked for beside totals achieved: 4万 in three years against 10万 in ten."""
    for target, past in _pairs(claims):
        yield _pace(target, past)


def implied_paces(claims: Sequence[Claim]) -> Iterator[Implied]:
    """The same as implied figures."""
    for target, past in _pairs(claims):
        pace, texts = _pace(target, past), (target.observation.text, past.observation.text)
        words = f"({texts[0]} / {target.years}) / ({texts[1]} / {past.years})"
        ratio = target.point / target.years / (past.point / past.years)
        yield Implied(Kind.PACE, target.over, ratio, pace.within, (target, past), words, pace.bound)


def _pairs(claims: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    totals = [c for c in claims if c.under is None and c.years > 1 and c.over.series.catalogued]
    for target in (c for c in totals if c.observation.status is Status.TARGET):
        for past in (c for c in totals if c.observation.status is Status.ACTUAL):
            if _what(target) == _what(past):
                yield target, past


def _what(c: Claim) -> tuple[str, str, str]:
    return c.over.series.concept, c.over.series.region, c.over.series.unit


def _pace(target: Claim, past: Claim) -> Pace:
    pairs = zip(_a_year(target), _a_year(past), strict=True)
    ratio = target.point / target.years / (past.point / past.years)
    within = Both(*(a / b for a, b in pairs))
    return Pace(target.observation, past.observation, float(ratio), within)


def _a_year(c: Claim) -> tuple[Interval, Interval]:
    """A total as an amount a year, its rounding counted as if it had no bound."""
    plain = replace(c.observation.quantity, bound=Bound.EXACT)
    exact, wide = strict(plain), loose(plain, c.observation.text)
    return exact.times(Fraction(1, c.years)), wide.times(Fraction(1, c.years))
