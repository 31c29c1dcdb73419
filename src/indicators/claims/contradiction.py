"""Contradictions: the smallest sets of claims that cannot hold together, whatever was rounded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from indicators import lexicon
from indicators.claims.claim import Claim
from indicators.claims.solve import Constraint, Fixed, Ratio, Sum, bounds, conflicts
from indicators.interval import Interval, exactly
from indicators.record import Basis, Bound, Kind, Measure
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
    others = (_said(n, c, reading) for n, c in enumerate(claims) if c is not odd)
    constraints = [*(one for said in others for one in said), *_definitions(claims)]
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
    for number, claim in enumerate(claims):
        yield from _said(number, claim, reading)
    yield from _definitions(claims)


def _said(number: int, claim: Claim, reading: Within) -> Iterator[Constraint]:
    """What a claim says of its amounts."""
    within = reading(claim)
    if claim.under is None:
        yield Fixed(claim.over, within, number)
    elif claim.added:
        yield Fixed(("added", number), within, number)
        yield Sum(claim.over, (claim.under, ("added", number)), number)
    else:
        yield Ratio(claim.over, claim.under, within, number)


def _definitions(claims: Sequence[Claim]) -> Iterator[Sum]:
    """What holds of their amounts whatever is claimed."""
    yield from _sums({x for c in claims for x in (c.over, c.under) if x is not None})
    yield from _totals(claims)


def _sums(amounts: set[Amount]) -> Iterator[Sum]:
    """The wholes that are told beside some of their parts."""
    for amount in sorted(amounts):
        for whole, parts in splits():
            if amount.series.concept == whole and amount.series.basis is not Basis.REAL:
                named = tuple(amount.of(concept=part) for part in parts)
                if any(part in amounts for part in named):
                    yield Sum(amount, named)


def _totals(claims: Sequence[Claim]) -> Iterator[Sum]:
    """Totals over years beside what the same document tells of some of these years."""
    told = sorted({(c.document.name, c.over) for c in claims if c.under is None and _adds_up(c)})
    for document, total in (one for one in told if one[1].years > 1):
        within = [x for name, x in told if name == document and x != total and _is_within(x, total)]
        single = tuple(x for x in within if x.years == 1)
        whole = len({x.first for x in single}) == total.years
        for parts in {single, *((x,) for x in within if x.years > 1)} - {()}:
            rest = () if whole and parts is single else (("rest of", total, parts),)
            yield Sum(total, (*parts, *rest))


def _adds_up(c: Claim) -> bool:
    """Whether the figures of single years add up to that of all: flows, at current prices."""
    series = c.over.series
    entry = lexicon.catalogue().get(series.concept)
    return entry is not None and entry.kind is Kind.FLOW and series.basis is not Basis.REAL


def _is_within(year: Amount, total: Amount) -> bool:
    """Whether a time of the same thing lies in the years of a total, whatever its vintage."""
    same = replace(year.series, vintage="", document="") == replace(
        total.series, vintage="", document=""
    )
    return same and total.first <= year.first and year.last <= total.last
