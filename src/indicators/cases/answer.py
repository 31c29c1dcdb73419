"""The chance of a case: own growth found in its known figures, then asked of every model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import expm1, log1p
from typing import Any

from indicators.cases.case import Case, Kind, bound_of
from indicators.errors import SeriesError, UsageError
from indicators.growth import (
    Chance,
    CountTarget,
    CumulativeTarget,
    GrowthTarget,
    Level,
    LevelTarget,
    Outlook,
    Past,
    Peers,
    Rate,
    ShareTarget,
    agreed,
    blended,
    deflator,
    estimated_nominal,
    growth_between,
    national_growth,
    outlook,
    to_nominal,
    to_real,
)
from indicators.growth.targets import Target
from indicators.record import Basis

PER_CENT = 100.0
FASTEST = 1.0  # growth a year; nominal growth of provinces reached 48 % in 1994, of new zones more
TOUCHING = 1e-9  # two figures whose roundings only touch do not agree


@dataclass(frozen=True, slots=True)
class Answer:
    """A case with its chance, and what of its known figures could not be used, with the reason."""

    case: Case
    chance: Chance
    notes: tuple[str, ...] = ()


def answer(case: Case) -> Answer:
    """The chance of a case by all models that know something of it.

    Raises an IndicatorsError, in one line, for what cannot be answered.
    """
    target = _target(case)
    own, notes = _own(case, target)
    view = _view(case, target, own)
    if own is not None and (reason := _unmatched(view, own)):
        view, notes = _view(case, target, None), [*notes, reason]
    told = blended(target, view, _now(case, target), _past(case))
    return Answer(case, told, tuple([*_unused(case), *notes, *_estimated(view)]))


def _target(case: Case) -> Target:
    q, years = case.target, case.horizon
    scale = PER_CENT if q.unit == "%" else 1.0
    value = float(q.value) / scale
    terms: dict[str, Any] = {
        "bound": bound_of(q),
        "resolution": float(q.resolution or 0) / scale,
        "high": None if q.high is None else float(q.high) / scale,
        "soft": case.soft,
    }
    if case.kind is Kind.SHARE:
        sector = "tertiary" if case.indicator.startswith(("tertiary", "finance")) else "secondary"
        return ShareTarget(value, case.year, sector, **terms)
    if q.unit == "%":
        total = case.kind is Kind.CUMULATIVE
        return GrowthTarget(value, years, case.basis, total=total, **terms)
    if case.kind is Kind.COUNT:
        return CountTarget(value, case.year, q.unit, **terms)
    if case.kind is Kind.CUMULATIVE:
        return CumulativeTarget(value, years, case.basis, unit=q.unit, **terms)
    return LevelTarget(value, case.year, case.basis, unit=q.unit, **terms)


def _view(case: Case, target: Target, own: Rate | None) -> Outlook:
    """Shares and counts have no prices: they are seen beside real growth."""
    basis = Basis.REAL if target.basis is Basis.NONE else target.basis
    indicator = "gdp" if isinstance(target, ShareTarget | CountTarget) else case.indicator
    if basis is Basis.NOMINAL and _nominal(case.as_of).attrs["estimated"]:
        return Outlook(case.as_of, basis, _nominal(case.as_of), own, indicator, case.peers)
    return outlook(own, as_of=case.as_of, basis=basis, indicator=indicator, peers=case.peers)


def _estimated(view: Outlook) -> list[str]:
    return [
        f"national nominal growth of {year} is not out: real growth, prices as the year before"
        for year in view.national.attrs.get("estimated", ())
    ]


def _own(case: Case, target: Target) -> tuple[Rate | None, list[str]]:
    """Own growth on the basis of the target: of the last year known, else between the levels.

    Of several years of growth the last alone counts: among the provinces the year before it adds
    nothing (docs/methods.md). China's own growth is the national series.
    """
    if isinstance(target, ShareTarget | CountTarget) or case.peers is Peers.NATION:
        return None, []
    growing = case.kind is Kind.GROWTH
    rates = _rates(case, target.basis if growing else Basis.REAL)
    levels = _levels(case, Basis.NOMINAL if growing else target.basis)
    if rates:
        found = rates[-1]
    elif len(levels) > 1:
        found = growth_between(levels[0], levels[-1])
    else:
        return None, []
    if abs(found.log) > log1p(FASTEST):
        raise UsageError(
            f"known: growth of {found.value:+.0%} a year {found.first}-{found.last}:"
            " it doubles or halves every year: check the figures"
        )
    if found.basis == target.basis:
        return found, []
    try:
        prices = deflator(found.first, found.last)
    except SeriesError as unknown:
        return None, [f"own growth is {found.basis}, the target {target.basis}: {unknown}"]
    return (to_real if target.basis is Basis.REAL else to_nominal)(found, prices), []


def _rates(case: Case, basis: Basis) -> list[Rate]:
    """Known growth by year, of two that agree the finer; UsageError for two that do not."""
    known = [one for one in case.known if one.percent]
    for one, other in pairwise(known):
        apart = abs(float(one.quantity.value - other.quantity.value))
        if one.year == other.year and apart > one.half + other.half - TOUCHING:
            stated = f"{one.quantity.stated}% and {other.quantity.stated}%"
            raise UsageError(f"known: {one.year}: growth of {stated}: choose one")
    finest = {one.year: one for one in sorted(known, key=lambda one: (one.year, -one.half))}
    return [_rate(k.year, float(k.quantity.value), k.half, basis) for k in finest.values()]


def _rate(year: int, percent: float, half: float, basis: Basis) -> Rate:
    low, value, high = ((percent + step) / PER_CENT for step in (-half, 0.0, half))
    return Rate(value, basis, year - 1, year, low, high)


def _levels(case: Case, basis: Basis) -> tuple[Level, ...]:
    """Known amounts, one a year. Raises SeriesError for a year with two that differ."""
    return agreed(
        Level(one.year, float(one.quantity.value), one.quantity.unit, basis, one.half)
        for one in case.known
        if not one.percent
    )


def _now(case: Case, target: Target) -> Level | None:
    """The level that the target starts from: it must be of the year `as_of`."""
    if isinstance(target, GrowthTarget):
        return None
    if isinstance(target, ShareTarget):
        known = [one for one in case.known if one.percent]
        levels: Sequence[Level] = agreed(
            Level(one.year, float(one.quantity.value), "%", Basis.NONE, one.half) for one in known
        )
    else:
        levels = _levels(case, Basis.NONE if isinstance(target, CountTarget) else target.basis)
    for level in levels:
        if level.year == case.as_of:
            return level
    raise UsageError(f"known: no {case.kind} of {case.as_of}: the target starts from it: add it")


def _past(case: Case) -> Past:
    """Own real growth of the last two years; that of China is the national series."""
    if case.basis is not Basis.REAL or case.kind is not Kind.GROWTH:
        return Past()
    if case.peers is Peers.NATION:
        growth = {int(y): expm1(g) for y, g in _national(case.as_of).items()}
    else:
        growth = {rate.last: rate.value for rate in _rates(case, Basis.REAL)}
    return Past(growth.get(case.as_of), growth.get(case.as_of - 1), case.region)


@lru_cache(maxsize=64)
def _nominal(as_of: int) -> Any:
    return estimated_nominal(as_of)


@lru_cache(maxsize=64)
def _national(as_of: int) -> Any:
    return national_growth(Basis.REAL, as_of)


def _unmatched(view: Outlook, own: Rate) -> str:
    """Why own growth cannot be set against the nation's; empty where it can."""
    try:
        view.national_mean(own.first, own.last)
    except SeriesError as missing:
        return f"{missing}: own growth is not used"
    return ""


def _unused(case: Case) -> list[str]:
    found = [f"known: {one.year} lies after as_of {case.as_of}: not used" for one in case.later]
    if case.peers is Peers.NATION and case.known and case.kind is Kind.GROWTH:
        found.append("known: growth of China is taken from the official series")
    return found
