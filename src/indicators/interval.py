"""Intervals of positive amounts: what a stated figure may stand for once rounding is counted.

Fractions, never floats; `None` as the upper end means that there is none. A root, which is no
fraction, is rounded outwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import isqrt

from indicators.record import Bound, Quantity

TENTH = Fraction(1, 10)
LOOSEST = Fraction(1, 100)  # of a figure: so far may trailing zeros hide digits
ROOT_DIGITS = 8


@dataclass(frozen=True, slots=True)
class Interval:
    """Amounts from `low` to `high`, both included; `high` None is without end."""

    low: Fraction
    high: Fraction | None

    @property
    def empty(self) -> bool:
        """Whether no amount lies in it."""
        return self.high is not None and self.low > self.high

    def __contains__(self, amount: Fraction | Decimal | int) -> bool:
        """Whether an amount lies in it."""
        value = Fraction(amount)
        return self.low <= value and (self.high is None or value <= self.high)

    def both(self, other: Interval) -> Interval:
        """The amounts that lie in both."""
        highs = [x.high for x in (self, other) if x.high is not None]
        return Interval(max(self.low, other.low), min(highs, default=None))

    def __mul__(self, other: Interval) -> Interval:
        """All products."""
        high = None if self.high is None or other.high is None else self.high * other.high
        return Interval(self.low * other.low, high)

    def __truediv__(self, other: Interval) -> Interval:
        """All ratios."""
        low = Fraction(0) if other.high is None else self.low / other.high
        return Interval(low, None if self.high is None or not other.low else self.high / other.low)

    def __add__(self, other: Interval) -> Interval:
        """All sums."""
        high = None if self.high is None or other.high is None else self.high + other.high
        return Interval(self.low + other.low, high)

    def __sub__(self, other: Interval) -> Interval:
        """What is left of an amount; never less than nothing."""
        low = Fraction(0) if other.high is None else max(Fraction(0), self.low - other.high)
        return Interval(low, None if self.high is None else self.high - other.low)

    def times(self, factor: Fraction | int) -> Interval:
        """Every amount, so many times."""
        return Interval(self.low * factor, None if self.high is None else self.high * factor)

    def power(self, years: int) -> Interval:
        """The total ratio of so many years at this ratio a year."""
        return Interval(self.low**years, None if self.high is None else self.high**years)

    def root(self, years: int) -> Interval:
        """The ratio a year that gives this one in so many years, rounded outwards."""
        low = _root(self.low, years, up=False)
        return Interval(low, None if self.high is None else _root(self.high, years, up=True))

    def growth(self, years: int) -> Interval:
        """A ratio over so many years as growth a year in per cent; below 0 is a decrease."""
        low, high = self.root(years).low, self.root(years).high
        return Interval(100 * (low - 1), None if high is None else 100 * (high - 1))


def exactly(amount: Fraction | Decimal | int) -> Interval:
    """One amount and no other."""
    return Interval(Fraction(amount), Fraction(amount))


def strict(quantity: Quantity) -> Interval:
    """Half a unit of the last digit shown either way: 100亿元 is 99.5 to 100.5."""
    return _around(quantity, Fraction(quantity.resolution or 0) / 2)


def loose(quantity: Quantity, shown: str) -> Interval:
    """The same where zeros at the end of `shown` may hide digits: 5000家 may be 5034.

    Half a unit of the last other digit, at most a hundredth of the figure: who writes 100亿元 for
    95 has not rounded. Zeros behind a decimal point (7.0%) were written to be believed.
    """
    step = Fraction(quantity.resolution or 0)
    hidden = _zeros(shown)
    half = max(step / 2, min(step * 10**hidden / 2, abs(Fraction(quantity.value)) * LOOSEST))
    return _around(quantity, half)


def _around(quantity: Quantity, half: Fraction) -> Interval:
    """The figure with its rounding and its bound.

    以上 and 突破 leave the upper end open, 以内 the lower; 左右 names no tolerance, so it is taken
    wide: one unit of the last digit or a tenth of the figure, whichever is more.
    """
    value = Fraction(quantity.value)
    top = value if quantity.high is None else Fraction(quantity.high)
    if quantity.bound is Bound.LOWER:
        return Interval(value, None)
    if quantity.bound is Bound.UPPER:
        return Interval(Fraction(0), top)
    if quantity.bound is Bound.ABOUT:
        half = max(half, Fraction(quantity.resolution or 0), abs(top) * TENTH)
    return Interval(value - half, top + half)


def _zeros(shown: str) -> int:
    digits = "".join(sign for sign in shown if sign.isdigit() or sign == ".")
    return 0 if "." in digits or not digits.strip("0") else len(digits) - len(digits.rstrip("0"))


def _root(value: Fraction, years: int, *, up: bool) -> Fraction:
    """An n-th root to ROOT_DIGITS decimals, the next one below or above."""
    scale = 10**ROOT_DIGITS
    whole, rest = divmod(value.numerator * scale**years, value.denominator)
    found = _integer_root(whole, years)
    exact = not rest and found**years == whole
    return Fraction(found + (up and not exact), scale)


def _integer_root(value: int, years: int) -> int:
    """The largest whole number whose n-th power is not above `value` (Newton)."""
    if years == 2:
        return isqrt(value)
    if value < 2 or years == 1:
        return value
    guess = 1 << -(-value.bit_length() // years)
    while True:
        better = ((years - 1) * guess + value // guess ** (years - 1)) // years
        if better >= guess:
            return guess
        guess = better
