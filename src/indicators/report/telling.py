"""Implied figures and contradictions in the words of a page."""

from __future__ import annotations

from fractions import Fraction

from indicators.claims import Claim, Contradiction, Implied, Interval
from indicators.claims.implied import Kind
from indicators.language import say, spoken, term
from indicators.language.figures import scale, span
from indicators.record import Bound, Observation
from indicators.report import names
from indicators.report.names import concept


def name(one: Implied, *, inside: bool = False) -> str:
    """What an implied figure is of."""
    return concept(one.amount.series.concept, inside=inside)


def when(one: Implied) -> str:
    """The years that it is of."""
    return span(one.amount.first, one.amount.last)


def value(one: Implied) -> str:
    """The figure with its bound, without its interval."""
    return term("limit", one.bound, figure=amount(_end(one), one.unit))


def told(one: Implied) -> str:
    """`93.46亿元 [92.56–94.37]`, `至少120亿元`."""
    if one.told is not None or one.bound in (Bound.EXACT, Bound.ABOUT):
        figure = spanned(one.value, one.within.strict, one.unit)
        said = term("limit", one.bound, figure=figure)
    else:
        said = value(one)
    return say("claims.grows", figure=said) if one.kind is Kind.GROWTH else said


def against(one: Contradiction) -> str:
    """What is said, and what the other claims leave: `90亿元，而应为93.46亿元 [92.56–94.37]`."""
    stated, (left, point, unit) = names.stated(one.odd.observation, bound=False), one.readable
    if left.high is None:
        other = term("limit", Bound.LOWER, figure=amount(left.low, unit))
    elif not one.left.low:
        other = term("limit", Bound.UPPER, figure=amount(left.high, unit))
    else:
        other = spanned((left.low + left.high) / 2 if point is None else point, left, unit)
    return say("claims.against", stated=stated, other=other)


def spanned(middle: Fraction, within: Interval, unit: str) -> str:
    """A value with its interval, in a unit for readers."""
    by = scale(middle, unit)
    high = "…" if within.high is None else by.digits(within.high, reckoned=True)
    return f"{by.tell(middle, reckoned=True)} [{by.digits(within.low, reckoned=True)}–{high}]"


def amount(size: Fraction, unit: str) -> str:
    """A value in a unit for readers, whole where it is whole: 1.33万人, 13,333 people."""
    by = scale(size, unit)
    return by.tell(size, reckoned=(size / Fraction(by.factor)).denominator != 1)


def interval(low: Fraction, high: Fraction | None, unit: str) -> str:
    """Both ends, or that there is no upper one."""
    if high is None:
        return term("limit", Bound.LOWER, figure=amount(low, unit))
    return say("claims.between", low=amount(low, unit), high=amount(high, unit))


def readable(claim: Claim, within: Interval) -> str:
    """What a claim leaves: a share in per cent, a ratio as times."""
    if claim.is_share:
        high = None if within.high is None else 100 * within.high
        return interval(100 * within.low, high, "%")
    unit = "x" if claim.is_ratio else claim.over.series.unit
    return interval(within.low, within.high, unit)


def formula(one: Implied) -> str:
    """The arithmetic, in the figures as they are written on this page."""
    said = one.formula
    for o in _longest_first(one) if spoken() != "zh" else ():
        said = said.replace(o.text, names.stated(o, bound=False))
    return said.replace(" - ", " − ").replace(" / ", " ÷ ")


def _longest_first(one: Implied) -> list[Observation]:
    """So that no figure is looked for inside another."""
    return sorted((c.observation for c in one.claims), key=lambda o: -len(o.text))


def _end(one: Implied) -> Fraction:
    """The end that a bound leaves; the value itself where there is none."""
    if one.told is not None or one.bound in (Bound.EXACT, Bound.ABOUT):
        return one.value
    strict = one.within.strict
    end = strict.low if one.bound is Bound.LOWER else strict.high
    return end or Fraction(0)
