"""Growth between two stated levels: constant, or bent by a related annual series."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.stats import norm

from indicators.errors import BasisMismatch, SeriesError, UnitMismatch, UsageError
from indicators.growth.joining import agreed
from indicators.growth.levels import Level
from indicators.growth.rates import Rate, passing_price_error, rate_of, series_on_basis
from indicators.growth.series import table
from indicators.record import Basis

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ConstantGrowth:
    r"""$y(t) = y_0 (1 + g)^{t - t_0}$: the path behind 年均增长6.5%."""

    base: float
    rate: float
    start: int = 0
    basis: Basis = Basis.UNKNOWN

    @classmethod
    def between(cls, first: Level, last: Level) -> Self:
        """The constant path through two levels; errors as `growth_between`."""
        rate = growth_between(first, last)
        return cls(first.value, rate.value, first.year, rate.basis)

    def level(self, years: ArrayLike) -> Floats:
        """Level in these years (years since the base while `start` is 0), in the unit of `base`."""
        since = np.asarray(years, dtype=float) - self.start
        return np.asarray(self.base * (1 + self.rate) ** since)

    def frame(self, years: ArrayLike) -> pd.DataFrame:
        """One column `level`, indexed by year."""
        index = pd.Index(np.asarray(years, dtype=int), name="year")
        frame = pd.DataFrame({"level": self.level(years)}, index=index)
        frame.attrs["basis"] = self.basis
        return frame


@dataclass(frozen=True, slots=True, eq=False)
class BentPath:
    r"""Two levels joined along a related annual series x: a district's path by its city's.

    $\log y(t) = \log x(t) + $ the straight line between the two end ratios $\log(y/x)$: Denton's
    proportional method on points, in logs. Only what x does beside a straight line matters, so a
    constant error in the growth of x drops out. `sigma`: log points per root of a year.
    """

    first: Level
    last: Level
    related: pd.Series[float]
    sigma: float

    @classmethod
    def between(
        cls, first: Level, last: Level, related: pd.Series[float], sigma: float | None = None
    ) -> Self:
        """The bent path; sigma from peers (prefectures by their province) unless given.

        A related series on the other basis is converted by national prices with a BasisWarning, and
        the passing part of their error widens the band. Raises SeriesError when the related series
        lacks a year or is broken between the levels, BasisMismatch when its basis is unknown.
        """
        growth_between(first, last)  # its checks
        sigma = bridge_sigma() if sigma is None else sigma
        if related.attrs.get("basis") != first.basis:
            related = series_on_basis(related, first.basis)
            sigma = float(np.hypot(sigma, passing_price_error()))
        years = range(first.year, last.year + 1)
        if missing := sorted(set(years) - set(related.index)):
            raise SeriesError(f"related series: no {missing[0]}: choose another or chain it")
        broken = [y for y in related.attrs.get("breaks", {}) if first.year < y <= last.year]
        if broken:
            raise SeriesError(f"related series breaks in {min(broken)}: use rebuilt() first")
        return cls(first, last, related, sigma)

    def level(self, years: ArrayLike) -> Floats:
        """Level in these whole years, all between the two ends, in the unit of the two levels."""
        wanted = self._inside(years)
        share = (wanted - self.first.year) / (self.last.year - self.first.year)
        ends = [np.log(e.value / self.related.loc[e.year]) for e in (self.first, self.last)]
        x = self.related.reindex(wanted).to_numpy(dtype=float)
        return np.asarray(x * np.exp(ends[0] + (ends[1] - ends[0]) * share))

    def band(self, years: ArrayLike, coverage: float = 0.8) -> tuple[Floats, Floats]:
        """Low and high level that hold the truth with this probability (`bridge_sd`)."""
        sd = bridge_sd(self._inside(years), self.first.year, self.last.year, self.sigma)
        width = norm.ppf((1 + coverage) / 2) * sd
        level = self.level(years)
        return level * np.exp(-width), level * np.exp(width)

    def frame(self, coverage: float = 0.8) -> pd.DataFrame:
        """Columns `level`, `low`, `high`, indexed by year from end to end."""
        years = np.arange(self.first.year, self.last.year + 1)
        low, high = self.band(years, coverage)
        index = pd.Index(years, name="year")
        frame = pd.DataFrame({"level": self.level(years), "low": low, "high": high}, index=index)
        frame.attrs.update(basis=self.first.basis, unit=self.first.unit, coverage=coverage)
        return frame

    def _inside(self, years: ArrayLike) -> NDArray[np.int64]:
        wanted = np.asarray(years, dtype=np.int64)
        if ((wanted < self.first.year) | (wanted > self.last.year)).any():
            raise UsageError(f"the path runs {self.first.year}-{self.last.year}: ask within it")
        return wanted


def growth_between(first: Level, last: Level) -> Rate:
    """Mean growth a year between two levels; low and high are exact about their rounding.

    Raises UnitMismatch, BasisMismatch, and UsageError when `last` is not the later one or covers a
    part of its year.
    """
    if first.unit != last.unit:
        raise UnitMismatch(f"cannot compare {first.unit} with {last.unit}: convert one first")
    if first.basis != last.basis:
        raise BasisMismatch(f"cannot compare {first.basis} with {last.basis}: convert one first")
    years = last.year - first.year
    if years < 1:
        raise UsageError(f"levels of {first.year} and {last.year}: the second must be later")
    agreed((first, last))  # neither of a part of a year, no two base years
    return Rate(
        value=rate_of(last.value / first.value, years),
        basis=first.basis,
        first=first.year,
        last=last.year,
        low=rate_of(last.low / first.high, years),
        high=rate_of(last.high / first.low, years),
    )


def bridge_sd(years: ArrayLike, first: int, last: int, sigma: float) -> Floats:
    r"""Sd of the log level between two known years, a Brownian bridge.

    $\sigma \sqrt{s (1 - s) (t_1 - t_0)}$ with s the share of the way; 0 at both ends.
    """
    share = (np.asarray(years, dtype=float) - first) / (last - first)
    return np.asarray(sigma * np.sqrt(share * (1 - share) * (last - first)))


def bridge_sigma(panel: str = "prefecture by province", path: str = "bent") -> float:
    r"""Sigma of the bridge from the peers' error on hidden levels (bridge_error.csv).

    Over the inner years of a gap n the bridge's mean square is $\sigma^2 (n + 1) / 6$; `path` is
    `bent` or `constant`. No panel holds districts: prefectures stand in for them.
    """
    row = table("bridge_error").set_index("panel").loc[panel]
    return float(row[path] / np.sqrt((row["gap"] + 1) / 6))
