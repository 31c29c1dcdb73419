"""Targets without prices: a share of a whole, a count of things."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import sqrt

import numpy as np
from scipy.special import expit, logit
from scipy.stats import nbinom, norm

from indicators.errors import SeriesError, UsageError
from indicators.growth.levels import Level
from indicators.growth.pooled import Forecast
from indicators.growth.rates import rate_of
from indicators.growth.series import table
from indicators.growth.terms import Terms, level_now
from indicators.record import Basis

FEW = 20  # below so many a count is a negative binomial, not a log-normal


@dataclass(frozen=True, slots=True)
class ShareTarget(Terms):
    """A share of a whole in `year`: `value` 0.35 is 35 %. The level it starts from is one too.

    The logit walks at random without drift (no year of the nation moves it), so that no band leaves
    0..100 %; its sd over so many years is that of the peers' `sector` (share_walk.csv).
    """

    value: float
    year: int
    sector: str = "secondary"
    basis: Basis = field(default=Basis.NONE, init=False)
    unit: str | None = field(default="%", init=False)

    def __post_init__(self) -> None:
        """Refuse what is no share."""
        if not 0 < self.value < 1:
            raise UsageError(f"a share of {100 * self.value:g} %: it must lie between 0 and 100")

    def horizon(self, as_of: int) -> int:
        """Years ahead."""
        return self.year - as_of

    def required(self, value: float, now: Level | None) -> float:
        """Change a year that reaches `value`, in parts of the whole: 0.005 is half a point."""
        start = level_now(self, now)
        return (value - _part(start)) / (self.year - start.year)

    def reached(self, value: float, ahead: Sequence[Forecast], now: Level | None) -> float:
        """Probability of `value` or more; of `ahead` only the number of years counts."""
        start = _part(level_now(self, now))
        return float(norm.sf((logit(value) - logit(start)) / self._sd(len(ahead))))

    def outcome(self, p: float, ahead: Sequence[Forecast], now: Level | None) -> float:
        """The share that stays below with probability p."""
        start = _part(level_now(self, now))
        return float(expit(logit(start) + self._sd(len(ahead)) * norm.ppf(p)))

    def _sd(self, horizon: int) -> float:
        rows = table("share_walk")
        rows = rows[rows["sector"] == self.sector]
        if rows.empty:
            raise UsageError(f"sector {self.sector!r}: secondary or tertiary")
        return float(np.interp(horizon, rows["horizon"], rows["sd"]))


@dataclass(frozen=True, slots=True)
class CountTarget(Terms):
    """A count of things in `year`, firms for instance: log-normal, few of them negative binomial.

    `spread` is the peers' sd of one-year log growth. Counts have no prices: the middle is real
    growth, var(log) = (h sd)^2 + 1 / n.
    """

    value: float
    year: int
    unit: str | None = None
    spread: float = 0.101
    basis: Basis = field(default=Basis.REAL, init=False)

    def horizon(self, as_of: int) -> int:
        """Years ahead."""
        return self.year - as_of

    def required(self, value: float, now: Level | None) -> float:
        """Growth a year from the present count to `value`."""
        start = _count(self, now)
        return rate_of(value / start.value, self.year - start.year)

    def reached(self, value: float, ahead: Sequence[Forecast], now: Level | None) -> float:
        """Probability of `value` or more."""
        start, last = _count(self, now).value, ahead[-1]
        middle = start * np.exp(last.horizon * last.location)
        if start < FEW:
            size, share = self._size(last, middle)
            return float(nbinom.sf(np.ceil(value) - 1, size, share))
        return float(norm.sf((np.log(value) - np.log(middle)) / self._sd(last, start)))

    def outcome(self, p: float, ahead: Sequence[Forecast], now: Level | None) -> float:
        """The count that stays below with probability p."""
        start, last = _count(self, now).value, ahead[-1]
        middle = start * np.exp(last.horizon * last.location)
        if start < FEW:
            return float(nbinom.ppf(p, *self._size(last, middle)))
        return float(middle * np.exp(self._sd(last, start) * norm.ppf(p)))

    def _relative(self, last: Forecast) -> float:
        return last.horizon * float(np.hypot(last.national_sd, self.spread))

    def _sd(self, last: Forecast, start: float) -> float:
        return sqrt(self._relative(last) ** 2 + 1 / start)

    def _size(self, last: Forecast, middle: float) -> tuple[float, float]:
        """Of a negative binomial whose mean is `middle` and whose variance adds (h sd)^2 to 1/n."""
        size = 1 / self._relative(last) ** 2
        return size, size / (size + middle)


def _part(now: Level) -> float:
    if not 0 < now.value < 100:
        raise SeriesError(f"{now.year}: a share of {now.value:g} %: it must lie between 0 and 100")
    return now.value / 100


def _count(target: CountTarget, now: Level | None) -> Level:
    """The present count. A count has no prices, so its level is of basis none."""
    if now is None or now.basis is not Basis.NONE:
        raise UsageError("a count starts from a present count, a level of basis none")
    if target.unit is not None and now.unit != target.unit:
        raise UsageError(f"the target is in {target.unit}, the count in {now.unit}: convert one")
    return now
