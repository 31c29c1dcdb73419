"""Figures in the words of a page: sums, per cent, intervals; never twelve digits."""

from __future__ import annotations

from dataclasses import replace

from indicators.growth import Level, Rate
from indicators.language import term
from indicators.language.figures import Scale, amount, scale
from indicators.record import Basis

YI = 1e8
LARGE = {"CNY": "亿元", "USD": "亿美元"}


def in_large_unit(levels: tuple[Level, ...]) -> tuple[Level, ...]:
    """Money as 亿元 or 亿美元, as documents write large sums; other units as they are."""
    large = {x.unit for x in levels if x.unit in LARGE and x.value >= YI}
    return tuple(_in_yi(level) if level.unit in large else level for level in levels)


def _in_yi(level: Level) -> Level:
    unit, rounding = LARGE[level.unit], level.rounding / YI
    return replace(level, value=level.value / YI, rounding=rounding, unit=unit)


def level(one: Level) -> str:
    """A stated level with as many digits as were stated: 495.7亿元, CNY 49.57 bn."""
    return amount(one.value, one.unit)


def number(value: float) -> str:
    """About four digits: 12,345 / 631 / 93.5 / 4.25."""
    size = abs(value)
    return f"{value:,.{0 if size >= 100 else 1 if size >= 10 else 2}f}"


def told(value: float, by: Scale) -> str:
    """A computed amount with about four digits and its unit."""
    return f"{by.before}{number(value / by.factor)}{by.after}"


def bare(value: float, by: Scale) -> str:
    """The same without its unit, which stands once for the table."""
    return number(value / by.factor)


def scale_of(levels: tuple[Level, ...]) -> Scale:
    """The scale on which all of a path is told: that of its last level."""
    return scale(levels[-1].value, levels[-1].unit)


def prices(basis: Basis) -> str:
    """当年价, at current prices."""
    return term("prices", basis)


def percent(rate: float, digits: int = 1) -> str:
    """0.0945 as `9.45%`; the minus is one that every font has."""
    return f"{100 * rate:.{digits}f}%"


def asked(rate: float) -> str:
    """A growth rate that was asked for, as it was: `7%`, `6.5%`."""
    return f"{100 * rate:.10g}%"


def share(probability: float) -> str:
    """A chance in whole per cent; nothing is told as certain or as out of the question."""
    if probability < 0.005:
        return "<1%"
    return ">99%" if probability > 0.995 else f"{100 * probability:.0f}%"


def range_of(low: float, high: float) -> str:
    """A range of chances: `24–46%`; `50%` where both ends round to it."""
    if share(low) == share(high):
        return share(low)
    return f"{share(low).removesuffix('%')}–{share(high)}"


def span(low: float, high: float, digits: int = 1) -> str:
    """An interval of rates: `[9.42–9.47]`, with an en dash."""
    return f"[{100 * low:.{digits}f}–{100 * high:.{digits}f}]"


def rate(rate: Rate) -> str:
    """A rate with its interval; two digits for arithmetic on stated levels, one after a model."""
    digits = 1 if rate.error else 2
    return f"{percent(rate.value, digits)} {span(rate.low, rate.high, digits)}"
