"""Figures in the words of a page: 亿元, per cent, intervals; never twelve digits."""

from __future__ import annotations

from dataclasses import replace

from indicators.growth import Level, Rate

YI = 1e8
LARGE = "亿元"


def in_large_unit(levels: tuple[Level, ...]) -> tuple[Level, ...]:
    """Yuan as 亿元, as documents write large sums; other units as they are."""
    if not levels or levels[0].unit != "CNY" or max(level.value for level in levels) < YI:
        return levels
    return tuple(
        replace(level, value=level.value / YI, rounding=level.rounding / YI, unit=LARGE)
        for level in levels
    )


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
