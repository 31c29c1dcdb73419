"""Targets of growth, a level, a total over years; each knows what reaching it means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy.optimize import brentq
from scipy.special import stdtr, stdtrit

from indicators import lexicon
from indicators.errors import UsageError
from indicators.growth.counted import CountTarget, ShareTarget
from indicators.growth.learning import FREEDOM
from indicators.growth.levels import Level
from indicators.growth.pooled import Forecast
from indicators.growth.rates import rate_of
from indicators.growth.terms import Terms, level_now
from indicators.record import Basis, Bound, Measure, Observation, Status

FAR = 200.0  # scales of the Student t: beyond every chance that is told
RATES = (-0.9, 9.0)  # growth a year between which a required rate is sought


@dataclass(frozen=True, slots=True)
class GrowthTarget(Terms):
    """Growth over the next `years` years: `value` 0.07 is 7 % a year on average.

    `total` makes it growth from the first year to the last: 三年累计增长20%, 6.3 % a year.
    """

    value: float
    years: int = 1
    basis: Basis = Basis.REAL
    total: bool = field(default=False, kw_only=True)

    def horizon(self, as_of: int) -> int:
        """Years ahead."""
        return self.years

    def required(self, value: float, now: Level | None) -> float:
        """Growth a year that reaches `value`."""
        return rate_of(1 + value, self.years) if self.total else value

    def reached(self, value: float, ahead: Sequence[Forecast], now: Level | None) -> float:
        """Probability of `value` or more; `ahead` holds the forecasts over 1, 2, ... years."""
        return ahead[-1].chance(self.required(value, now))

    def outcome(self, p: float, ahead: Sequence[Forecast], now: Level | None) -> float:
        """The growth that stays below with probability p."""
        rate = ahead[-1].quantile(p)
        return float((1 + rate) ** self.years - 1) if self.total else rate


@dataclass(frozen=True, slots=True)
class LevelTarget(Terms):
    """A level to be reached in `year`, in the unit of the present level."""

    value: float
    year: int
    basis: Basis = Basis.NOMINAL
    unit: str | None = field(default=None, kw_only=True)

    def horizon(self, as_of: int) -> int:
        """Years ahead."""
        return self.year - as_of

    def required(self, value: float, now: Level | None) -> float:
        """Growth a year from the present level to `value`."""
        start = level_now(self, now)
        return rate_of(value / start.value, self.year - start.year)

    def reached(self, value: float, ahead: Sequence[Forecast], now: Level | None) -> float:
        """Probability of `value` or more."""
        return ahead[-1].chance(self.required(value, now))

    def outcome(self, p: float, ahead: Sequence[Forecast], now: Level | None) -> float:
        """The level that stays below with probability p."""
        growth = 1 + ahead[-1].quantile(p)
        return float(level_now(self, now).value * growth ** ahead[-1].horizon)


@dataclass(frozen=True, slots=True)
class CumulativeTarget(Terms):
    """A total over the next `years` years, in the unit of the present level.

    The quantile paths of the levels are added at one common quantile (comonotone), then inverted.
    """

    value: float
    years: int
    basis: Basis = Basis.NOMINAL
    unit: str | None = field(default=None, kw_only=True)

    def horizon(self, as_of: int) -> int:
        """Years ahead."""
        return self.years

    def required(self, value: float, now: Level | None) -> float:
        """The constant growth a year that adds up to `value`."""
        start, steps = level_now(self, now).value, np.arange(1, self.years + 1)

        def short(rate: float) -> float:
            return float(start * ((1 + rate) ** steps).sum() - value)

        if short(RATES[0]) > 0 or short(RATES[1]) < 0:
            raise UsageError(f"a total of {value:g} from {start:g} a year: out of all proportion")
        return float(brentq(short, *RATES))

    def reached(self, value: float, ahead: Sequence[Forecast], now: Level | None) -> float:
        """Probability of `value` or more."""
        if self._total(-FAR, ahead, now) > value:
            return 1.0
        if self._total(FAR, ahead, now) < value:
            return 0.0
        z = brentq(lambda z: self._total(z, ahead, now) - value, -FAR, FAR)
        return float(stdtr(FREEDOM, -z))

    def outcome(self, p: float, ahead: Sequence[Forecast], now: Level | None) -> float:
        """The total that stays below with probability p."""
        return self._total(float(stdtrit(FREEDOM, p)), ahead, now)

    def _total(self, z: float, ahead: Sequence[Forecast], now: Level | None) -> float:
        growth = [f.horizon * (f.location + f.scale * z) for f in ahead]
        return float(level_now(self, now).value * np.exp(growth).sum())


Target = GrowthTarget | LevelTarget | CumulativeTarget | ShareTarget | CountTarget


def target_of(
    observation: Observation, as_of: int, *, soft: bool = False, yearly: bool = False
) -> Target:
    """The growth or level target that a document announces, with its bound and rounding.

    A growth target must run from the year after `as_of`; over several years it is growth in total
    unless it is `yearly` (see `said.a_year`). Raises UsageError for what is no target.
    """
    o, q = observation, observation.quantity
    if o.status is not Status.TARGET or o.indicator_id is None or o.period is None:
        raise UsageError(f"{o.text}: no target of a known indicator and period")
    entry = lexicon.catalogue()[o.indicator_id]
    scale = 100.0 if o.measure is Measure.GROWTH else 1.0
    shared: dict[str, Any] = {
        "bound": q.bound if q.bound is not Bound.EXACT else Bound.LOWER,
        "resolution": float(q.resolution or 0) / scale,
        "high": None if q.high is None else float(q.high) / scale,
        "soft": soft,
    }
    value = float(q.value) / scale
    if o.measure is Measure.LEVEL:
        return LevelTarget(value, o.period.last, entry.level_basis, unit=q.unit, **shared)
    if o.measure is not Measure.GROWTH or q.unit != "%":
        raise UsageError(f"{o.text}: neither growth in per cent nor a level")
    if o.period.first != as_of + 1:
        raise UsageError(f"{o.text}: growth over {o.period} cannot be seen from the end of {as_of}")
    total = o.period.years > 1 and not yearly
    return GrowthTarget(value, o.period.years, entry.growth_basis, total=total, **shared)
