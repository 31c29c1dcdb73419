"""Claims as constraints on unknown positive amounts, and the smallest sets of them in conflict.

An amount is any hashable name. Bounds are passed from amount to amount until none gets tighter;
where a lower bound lies above an upper one the claims behind both are in conflict. Dropping one
claim after the other leaves a set that is in conflict only as a whole (deletion filter); leaving
out each claim of every conflict in turn finds the other sets (Reiter 1987).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from indicators.interval import Interval, exactly

Amount = Hashable
MOST_SEARCHES = 400  # of one group of amounts: a group with more conflicts than that shows enough


@dataclass(frozen=True, slots=True)
class Fixed:
    """`amount` lies in `within`; `claim` is the number of the claim that says so."""

    amount: Amount
    within: Interval
    claim: int


@dataclass(frozen=True, slots=True)
class Ratio:
    """`over` is `within` times `under`: growth, a multiple, a share."""

    over: Amount
    under: Amount
    within: Interval
    claim: int


@dataclass(frozen=True, slots=True)
class Sum:
    """`whole` is all `parts` together: true by definition, or by a claim."""

    whole: Amount
    parts: tuple[Amount, ...]
    claim: int = -1


Constraint = Fixed | Ratio | Sum


def conflicts(constraints: Sequence[Constraint]) -> tuple[frozenset[int], ...]:
    """Every set of claims that cannot hold together while any part of it can; small ones first."""
    found = {one for group in _groups(_tied(constraints)) for one in _searched(group)}
    return tuple(sorted(found, key=lambda one: (len(one), sorted(one))))


def bounds(constraints: Sequence[Constraint], amount: Amount) -> Interval:
    """What constraints without a conflict leave of one amount."""
    found = _Bounds(constraints)
    found.conflict()
    return found.sides[amount].within if amount in found.sides else Interval(Fraction(0), None)


def amounts_of(constraint: Constraint) -> tuple[Amount, ...]:
    """The amounts that a constraint ties together."""
    if isinstance(constraint, Fixed):
        return (constraint.amount,)
    if isinstance(constraint, Ratio):
        return constraint.over, constraint.under
    return constraint.whole, *constraint.parts


def _searched(group: Sequence[Constraint]) -> Iterator[frozenset[int]]:
    """The conflicts of one group: each found is left out by each of its claims in turn."""
    known: set[frozenset[int]] = set()
    todo: list[frozenset[int]] = [frozenset()]
    seen = {frozenset[int]()}
    while todo and len(seen) < MOST_SEARCHES:
        without = todo.pop(0)
        here = next((one for one in known if not one & without), None)
        if here is None:
            here = _smallest([c for c in group if c.claim not in without])
            if here is None:
                continue
            known.add(here)
            yield here
        for claim in sorted(here):
            wider = without | {claim}
            if wider not in seen:
                seen.add(wider)
                todo.append(wider)


def _smallest(constraints: Sequence[Constraint]) -> frozenset[int] | None:
    """A conflict that is none without any one of its claims, or None."""
    found = _conflict(constraints)
    if found is None:
        return None
    for claim in sorted(found):
        rest = [c for c in constraints if c.claim < 0 or c.claim in found - {claim}]
        found = found if _conflict(rest) is None else found - {claim}
    return found


def _conflict(constraints: Sequence[Constraint]) -> frozenset[int] | None:
    """Some claims in conflict: first with what is fixed, then by ratios and sums alone.

    Ratios and sums hold at any scale, so one amount may be taken as 1.
    """
    found = _Bounds(constraints).conflict()
    if found is not None:
        return found
    free = _tied([c for c in constraints if not isinstance(c, Fixed)])
    ratios = {amount for c in free if isinstance(c, Ratio) for amount in amounts_of(c)}
    for amount in sorted(ratios, key=repr):
        found = _Bounds([Fixed(amount, exactly(1), -1), *free]).conflict()
        if found is not None:
            return found
    return None


@dataclass(slots=True)
class _Side:
    """The best bounds of one amount, and the claims behind each."""

    within: Interval = field(default_factory=lambda: Interval(Fraction(0), None))
    low: frozenset[int] = frozenset()
    high: frozenset[int] = frozenset()


class _Bounds:
    """Bounds of all amounts, made tighter in rounds."""

    def __init__(self, constraints: Sequence[Constraint]) -> None:
        """Nothing is known yet but that amounts are positive."""
        self.constraints = constraints
        self.sides: dict[Amount, _Side] = {a: _Side() for c in constraints for a in amounts_of(c)}

    def conflict(self) -> frozenset[int] | None:
        """The claims behind the first two bounds that cross, or None."""
        for _ in range(len(self.sides) + 2):
            tighter = False
            for amount, within, low, high in self._passed():
                tighter |= self._take(amount, within, low, high)
                side = self.sides[amount]
                if side.within.empty:
                    return (side.low | side.high) - {-1}
            if not tighter:
                return None
        return None

    def _take(
        self, amount: Amount, within: Interval, low: frozenset[int], high: frozenset[int]
    ) -> bool:
        side = self.sides[amount]
        both = side.within.both(within)
        if both == side.within:
            return False
        side.low = low if both.low > side.within.low else side.low
        side.high = high if both.high != side.within.high else side.high
        side.within = both
        return True

    def _passed(self) -> Iterator[tuple[Amount, Interval, frozenset[int], frozenset[int]]]:
        """What each constraint says of each of its amounts, and by which claims."""
        for c in self.constraints:
            own = frozenset({c.claim})
            if isinstance(c, Fixed):
                yield c.amount, c.within, own, own
            elif isinstance(c, Ratio):
                under, over = self.sides[c.under], self.sides[c.over]
                yield c.over, under.within * c.within, under.low | own, under.high | own
                yield c.under, over.within / c.within, over.low | own, over.high | own
            else:
                yield from self._of_sum(c, own)

    def _of_sum(
        self, c: Sum, own: frozenset[int]
    ) -> Iterator[tuple[Amount, Interval, frozenset[int], frozenset[int]]]:
        whole, parts = self.sides[c.whole], [self.sides[part] for part in c.parts]
        lows, highs = _all(p.low for p in parts) | own, _all(p.high for p in parts) | own
        yield c.whole, _total(parts), lows, highs
        for place, part in enumerate(c.parts):
            others = parts[:place] + parts[place + 1 :]
            low = whole.low | own | _all(p.high for p in others)
            high = whole.high | own | _all(p.low for p in others)
            yield part, whole.within - _total(others), low, high


def _total(sides: Iterable[_Side]) -> Interval:
    total = exactly(0)
    for side in sides:
        total += side.within
    return total


def _all(claims: Iterable[frozenset[int]]) -> frozenset[int]:
    return frozenset[int]().union(*claims)


def _tied(constraints: Sequence[Constraint]) -> list[Constraint]:
    """Without those that cannot conflict: nothing else speaks of the amounts they lead to."""
    kept = list(constraints)
    while True:
        uses = Counter(amount for c in kept for amount in set(amounts_of(c)))
        tied = [c for c in kept if sum(uses[a] > 1 for a in amounts_of(c)) >= _ends(c)]
        if len(tied) == len(kept):
            return kept
        kept = tied


def _ends(constraint: Constraint) -> int:
    """Of how many of its amounts something else must speak, that a constraint matters."""
    return 1 if isinstance(constraint, Fixed) else 2


def _groups(constraints: Sequence[Constraint]) -> list[list[Constraint]]:
    """The constraints that share amounts, directly or through others, in groups."""
    leader: dict[Amount, Amount] = {}

    def top(amount: Amount) -> Amount:
        while leader.setdefault(amount, amount) != amount:
            amount = leader[amount]
        return amount

    for c in constraints:
        first, *rest = amounts_of(c)
        for other in rest:
            leader[top(other)] = top(first)
    groups: dict[Amount, list[Constraint]] = {}
    for c in constraints:
        groups.setdefault(top(amounts_of(c)[0]), []).append(c)
    return list(groups.values())
