"""Contradictions: the smallest sets of claims that cannot hold together, whatever was rounded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from indicators.claims.claim import Claim
from indicators.claims.solve import Constraint, Fixed, Ratio, Sum, bounds, conflicts
from indicators.interval import Interval, exactly
from indicators.record import Basis, Bound, Measure
from indicators.subject.series import Amount, splits

Within = Callable[[Claim], Interval]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Claims that cannot all be true, though they could without any one of them.

    `odd` is one of them, `left` what the others leave of it, and `point` the amount that they give
    where nothing was rounded, if they give one. `more` counts the larger sets, or others of its
    size, that one of these figures is in too. `doubtful`: only if no zero at the
    end of a figure hides a digit (5000家 for 5034).
    """

    claims: tuple[Claim, ...]
    odd: Claim
    left: Interval
    point: Fraction | None
    doubtful: bool
    more: int = 0

    @property
    def readable(self) -> tuple[Interval, Fraction | None, str]:
        """`left`, `point` and their unit, as the odd claim tells its own: growth in per cent."""
        unit, years = self.odd.over.series.unit, self.odd.years if self.odd.mean else 1
        if self.odd.is_share:
            return self.left.times(100), None if self.point is None else 100 * self.point, "%"
        if not self.odd.is_ratio:
            return self.left, self.point, unit
        if self.odd.observation.measure is Measure.MULTIPLE:
            return self.left, self.point, "x"
        point = None if self.point is None else exactly(self.point).growth(years).low
        return self.left.growth(years), point, "%"

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents that disagree, or the one that contradicts itself."""
        return tuple(sorted({claim.document.name for claim in self.claims}))


def contradictions(claims: Sequence[Claim]) -> tuple[Contradiction, ...]:
    """The smallest sets, no figure in two of them: those that no rounding explains, then the rest.

    One wrong figure is in conflict with all that hangs on it. The smallest set that holds it stands
    for the others, which `more` counts.
    """
    sure = conflicts([*_constraints(claims, _loose)])
    exact = conflicts([*_constraints(claims, _strict)])
    told: list[Contradiction] = []
    for found, doubtful in ((sure, False), (exact, True)):
        for numbers in found:
            chosen = [claims[i] for i in sorted(numbers)]
            place = next((n for n, one in enumerate(told) if _share(one.claims, chosen)), None)
            if place is None:
                told.append(_contradiction(chosen, doubtful))
            elif doubtful is told[place].doubtful:
                told[place] = replace(told[place], more=told[place].more + 1)
    return tuple(told)


def _share(one: Sequence[Claim], other: Sequence[Claim]) -> bool:
    """Whether a figure is in both."""
    return not {id(c.observation) for c in one}.isdisjoint(id(c.observation) for c in other)


def _contradiction(claims: Sequence[Claim], doubtful: bool) -> Contradiction:
    """The claims with the odd one: hemmed in by the others, a level, alone in its document."""
    told = Counter(claim.document.name for claim in claims)
    tried = [(odd, _left(odd, claims, _strict)) for odd in reversed(claims)]
    odd, left = max(
        tried, key=lambda x: (_hemmed(x[1]), x[0].under is None, -told[x[0].document.name])
    )
    exact = _left(odd, claims, _point)
    return Contradiction(
        tuple(claims), odd, left, exact.low if exact.low == exact.high else None, doubtful
    )


def _left(odd: Claim, claims: Sequence[Claim], reading: Within) -> Interval:
    """What the others leave of an amount, or of the ratio of two."""
    constraints = list(_constraints([c for c in claims if c is not odd], reading))
    if odd.under is None:
        return bounds(constraints, odd.over)
    levels = bounds(constraints, odd.over), bounds(constraints, odd.under)
    if odd.added:
        return levels[0] - levels[1]
    if all(map(_hemmed, levels)):
        return levels[0] / levels[1]
    free = [c for c in constraints if not isinstance(c, Fixed)]
    return bounds([Fixed(odd.under, exactly(1), -1), *free], odd.over)


def _hemmed(within: Interval) -> int:
    """How many sides an interval is closed on."""
    return bool(within.low) + (within.high is not None)


def _strict(claim: Claim) -> Interval:
    return claim.within.strict


def _loose(claim: Claim) -> Interval:
    return claim.within.loose


def _point(claim: Claim) -> Interval:
    """The figure as if nothing were rounded; one with a bound stays open."""
    q = claim.observation.quantity
    plain = q.bound is Bound.EXACT and q.high is None and claim.within.strict.high is not None
    return exactly(claim.point) if plain else claim.within.strict


def _constraints(claims: Sequence[Claim], reading: Within) -> Iterator[Constraint]:
    amounts: set[Amount] = set()
    for number, claim in enumerate(claims):
        if claim.over.first != claim.over.last:
            continue  # a total over years is of other years in the next document
        within = reading(claim)
        amounts |= {claim.over} | ({claim.under} if claim.under else set())
        if claim.under is None:
            yield Fixed(claim.over, within, number)
        elif claim.added:
            yield Fixed(("added", number), within, number)
            yield Sum(claim.over, (claim.under, ("added", number)), number)
        else:
            yield Ratio(claim.over, claim.under, within, number)
    yield from _sums(amounts)


def _sums(amounts: set[Amount]) -> Iterator[Sum]:
    """The wholes that are told beside some of their parts."""
    for amount in sorted(amounts):
        for whole, parts in splits():
            if amount.series.concept == whole and amount.series.basis is not Basis.REAL:
                named = tuple(amount.of(concept=part) for part in parts)
                if any(part in amounts for part in named):
                    yield Sum(amount, named)
