"""Laws of intervals: what was rounded lies in them, whatever is reckoned from it."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.interval import Interval, exactly, loose, strict
from indicators.record import Bound, Quantity

true_amounts = st.decimals("0.01", "99999", places=4, allow_nan=False, allow_infinity=False)
places = st.integers(0, 3)
years = st.integers(1, 12)


def stated(amount: Decimal, digits: int) -> Quantity:
    """The figure that a document gives for an amount: rounded to so many digits."""
    step = Decimal(1).scaleb(-digits)
    rounded = amount.quantize(step, ROUND_HALF_UP)
    return Quantity(rounded, "CNY", resolution=step)


def quantity(value: str, step: str, bound: Bound = Bound.EXACT) -> Quantity:
    return Quantity(Decimal(value), "CNY", bound, resolution=Decimal(step))


@given(true_amounts, places)
def test_what_was_rounded_lies_in_both_readings(amount: Decimal, digits: int) -> None:
    q = stated(amount, digits)
    assert amount in strict(q)
    wide = loose(q, str(q.value))
    assert wide.both(strict(q)) == strict(q)


@given(true_amounts, true_amounts, places, places, years)
def test_what_is_reckoned_from_rounded_figures_holds_the_truth(
    a: Decimal, b: Decimal, one: int, other: int, n: int
) -> None:
    left, right = (_positive(strict(stated(x, d))) for x, d in ((a, one), (b, other)))
    x, y = Fraction(a), Fraction(b)
    assert x * y in left * right
    assert x / y in left / right
    assert x + y in left + right
    assert x < y or x - y in left - right
    assert x**n in left.power(n)
    ratio = (left / right).root(n)
    assert ratio.low**n <= x / y and (ratio.high is None or x / y <= ratio.high**n)


@given(st.fractions(0, 10**6), years)
def test_a_root_is_rounded_outwards_and_tight(value: Fraction, n: int) -> None:
    found = exactly(value).root(n)
    assert found.high is not None and found.low**n <= value <= found.high**n
    assert found.high - found.low <= Fraction(1, 10**8)


@given(true_amounts, places, st.integers(1, 9))
def test_a_level_and_its_growth_hold_the_base(amount: Decimal, digits: int, rise: int) -> None:
    """Level and growth are both rounded; the base that nobody told lies in what they imply."""
    base = Fraction(amount)
    level = Decimal(round(base * (1 + Fraction(rise, 100)) * 10**6)) / 10**6
    growth = 100 * (Fraction(level) / base - 1)
    told = Quantity(Decimal(round(growth * 10)) / 10, "%", resolution=Decimal("0.1"))
    within = strict(stated(level, digits)) / (exactly(1) + strict(told).times(Fraction(1, 100)))
    assert base in _positive(within) or within.low < 0


@pytest.mark.parametrize(
    ("value", "step", "shown", "low", "high"),
    [
        ("100", "1", "100亿元", "99", "101"),  # two zeros, but never more than a hundredth
        ("5000", "1", "5000家", "4950", "5050"),
        ("4", "1", "4万人", "3.5", "4.5"),
        ("90", "1", "90亿元", "89.1", "90.9"),
        ("7.0", "0.1", "7.0%", "6.95", "7.05"),  # a zero behind the point is meant
        ("495.7", "0.1", "495.7亿元", "495.65", "495.75"),
    ],
)
def test_zeros_may_hide_digits(value: str, step: str, shown: str, low: str, high: str) -> None:
    found = loose(quantity(value, step), shown)
    assert found == Interval(Fraction(low), Fraction(high))


@pytest.mark.parametrize(
    ("bound", "low", "high"),
    [
        (Bound.LOWER, "7", None),
        (Bound.UPPER, "0", "7"),
        (Bound.ABOUT, "6", "8"),
        (Bound.EXACT, "6.5", "7.5"),
    ],
)
def test_bounds_widen(bound: Bound, low: str, high: str | None) -> None:
    found = strict(quantity("7", "1", bound))
    assert found == Interval(Fraction(low), None if high is None else Fraction(high))


def test_a_range_is_rounded_at_both_ends() -> None:
    q = replace(quantity("6", "1"), high=Decimal(7))
    assert strict(q) == Interval(Fraction("5.5"), Fraction("7.5"))


def test_an_interval_without_end_divides_to_nothing() -> None:
    endless = Interval(Fraction(2), None)
    assert exactly(1) / endless == Interval(Fraction(0), Fraction(1, 2))
    assert endless / endless == Interval(Fraction(0), None)
    assert (exactly(5) - endless) == Interval(Fraction(0), Fraction(3))


def _positive(within: Interval) -> Interval:
    return Interval(max(within.low, Fraction(0)), within.high)
