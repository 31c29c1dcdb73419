"""The search for conflicts: none among true figures, the smallest among false ones."""

from __future__ import annotations

import random
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.claims.solve import Constraint, Fixed, Ratio, Sum, conflicts
from indicators.interval import Interval

NAMES = "abcde"
amounts = st.fixed_dictionaries({name: st.integers(1, 50).map(Fraction) for name in NAMES})
few = settings(deadline=None, max_examples=60)  # a search may be long; time is no law
kinds = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES), st.integers(0, 3)), max_size=8
)


def around(value: Fraction, part: Fraction = Fraction(1, 50)) -> Interval:
    return Interval(value * (1 - part), value * (1 + part))


def true_claims(truth: dict[str, Fraction], told: list[tuple[str, str, int]]) -> list[Constraint]:
    """Constraints that all hold of the true amounts; each third is a level, the rest ratios."""
    found: list[Constraint] = [Sum("all", tuple(NAMES))]
    for number, (a, b, kind) in enumerate(told):
        if kind == 0 or a == b:
            found.append(Fixed(a, around(truth[a]), number))
        elif kind == 1:
            found.append(Fixed("all", around(sum(truth.values(), Fraction(0))), number))
        else:
            found.append(Ratio(a, b, around(truth[a] / truth[b]), number))
    return found


@few
@given(amounts, kinds)
def test_what_is_true_is_in_no_conflict(
    truth: dict[str, Fraction], told: list[tuple[str, str, int]]
) -> None:
    assert conflicts(true_claims(truth, told)) == ()


@few
@given(amounts, kinds, st.data())
def test_every_conflict_is_one_and_none_of_its_parts_is(
    truth: dict[str, Fraction], told: list[tuple[str, str, int]], data: st.DataObject
) -> None:
    given_claims = true_claims(truth, told)
    for number in data.draw(st.sets(st.integers(0, 7), max_size=2)):
        given_claims = [_falsified(c, number) for c in given_claims]
    for found in conflicts(given_claims):
        assert conflicts(_only(given_claims, found)) == (found,)
        for claim in found:
            assert conflicts(_only(given_claims, found - {claim})) == ()


@few
@given(amounts, kinds, st.integers(0, 7), st.integers(0, 99))
def test_the_order_changes_nothing(
    truth: dict[str, Fraction], told: list[tuple[str, str, int]], number: int, seed: int
) -> None:
    given_claims = [_falsified(c, number) for c in true_claims(truth, told)]
    shuffled: list[Constraint] = list(given_claims)
    random.Random(seed).shuffle(shuffled)
    assert set(conflicts(shuffled)) == set(conflicts(given_claims))


@few
@given(amounts, kinds, st.integers(0, 7), st.fractions("0.01", 100))
def test_a_scale_changes_nothing(
    truth: dict[str, Fraction], told: list[tuple[str, str, int]], number: int, scale: Fraction
) -> None:
    given_claims = [_falsified(c, number) for c in true_claims(truth, told)]
    assert conflicts([_scaled(c, scale) for c in given_claims]) == conflicts(given_claims)


def test_all_conflicts_are_found_the_small_ones_first() -> None:
    told: list[Constraint] = [
        Fixed("2023", around(Fraction(90), Fraction(0)), 0),
        Fixed("2024", around(Fraction(100), Fraction(0)), 1),
        Ratio("2024", "2023", around(Fraction(107, 100), Fraction(0)), 2),
        Fixed("2023", around(Fraction(80), Fraction(0)), 3),
    ]
    assert conflicts(told) == (frozenset({0, 3}), frozenset({0, 1, 2}), frozenset({1, 2, 3}))


def test_growth_rates_alone_can_conflict() -> None:
    told: list[Constraint] = [
        Ratio("2022", "2020", around(Fraction(3, 2)), 0),
        Ratio("2021", "2020", around(Fraction(11, 10)), 1),
        Ratio("2022", "2021", around(Fraction(11, 10)), 2),
    ]
    assert conflicts(told) == (frozenset({0, 1, 2}),)


def _falsified(c: Constraint, number: int) -> Constraint:
    """The claim of this number told twice as large."""
    if isinstance(c, Sum) or c.claim != number:
        return c
    if isinstance(c, Fixed):
        return Fixed(c.amount, c.within.times(2), c.claim)
    return Ratio(c.over, c.under, c.within.times(2), c.claim)


def _scaled(c: Constraint, scale: Fraction) -> Constraint:
    return Fixed(c.amount, c.within.times(scale), c.claim) if isinstance(c, Fixed) else c


def _only(given_claims: list[Constraint], kept: frozenset[int]) -> list[Constraint]:
    return [c for c in given_claims if c.claim < 0 or c.claim in kept]
