"""Figures in the words of a page: 亿元, per cent, intervals; never twelve digits."""

from __future__ import annotations

from dataclasses import replace

from indicators.growth import Level, Rate
from indicators.record import Basis

YI = 1e8
LARGE = {"CNY": "亿元", "USD": "亿美元"}
PRICES = {
    Basis.NOMINAL: "at current prices",
    Basis.REAL: "at comparable prices",
    Basis.NONE: "no matter of prices",
    Basis.UNKNOWN: "prices unknown",
}


def in_large_unit(levels: tuple[Level, ...]) -> tuple[Level, ...]:
    """Money as 亿元 or 亿美元, as documents write large sums; other units as they are."""
    large = {x.unit for x in levels if x.unit in LARGE and x.value >= YI}
    return tuple(_in_yi(level) if level.unit in large else level for level in levels)


def _in_yi(level: Level) -> Level:
    unit, rounding = LARGE[level.unit], level.rounding / YI
    return replace(level, value=level.value / YI, rounding=rounding, unit=unit)


def number(value: float) -> str:
    """About four digits: 12,345 / 631 / 93.5 / 4.25."""
    size = abs(value)
    return f"{value:,.{0 if size >= 100 else 1 if size >= 10 else 2}f}"


def exact(value: float) -> str:
    """As many digits as were stated: 495.7, 220."""
    return f"{value:,.10g}"


def percent(rate: float, digits: int = 1) -> str:
    """0.0945 as `9.45%`; the minus is one that every font has."""
    return f"{100 * rate:.{digits}f}%"


def share(probability: float) -> str:
    """A chance in whole per cent; nothing is told as certain or as out of the question."""
    if probability < 0.005:
        return "<1%"
    return ">99%" if probability > 0.995 else f"{100 * probability:.0f}%"


def span(low: float, high: float, digits: int = 1) -> str:
    """An interval of rates: `[9.42-9.47]`, with an en dash."""
    return f"[{100 * low:.{digits}f}–{100 * high:.{digits}f}]"


def rate(rate: Rate) -> str:
    """A rate with its interval; two digits for arithmetic on stated levels, one after a model."""
    digits = 1 if rate.error else 2
    return f"{percent(rate.value, digits)} {span(rate.low, rate.high, digits)}"
