"""Growth rates that know their basis, national growth, and the prices that convert."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import exp, expm1, log, log1p, sqrt
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.stats import norm

from indicators import store
from indicators.errors import BasisMismatch, BasisWarning, SeriesError, UsageError
from indicators.growth.series import logs, official, provinces, table
from indicators.record import Basis, Measure

NATION = "000000"
WIDTH = float(norm.ppf(0.9))  # of an 80 % band, in sd


@dataclass(frozen=True, slots=True)
class Rate:
    """Mean growth a year from the level of `first` to the level of `last`; 0.0945 is 9.45 %.

    `low` and `high` hold what rounding and, after a conversion, the deflator leave open (80 %);
    `error` is the sd that a conversion added, in log growth a year.
    """

    value: float
    basis: Basis
    first: int
    last: int
    low: float
    high: float
    error: float = 0.0

    @property
    def log(self) -> float:
        """Log growth a year."""
        return log1p(self.value)


@dataclass(frozen=True, slots=True)
class Deflator:
    """Mean price growth a year from `first` to `last`; 0.0193 is 1.93 %.

    `error` is the sd of local against national prices on a mean of so many years, in log growth.
    """

    rate: float
    error: float
    first: int
    last: int
    origin: str = "given"


def rate_of(multiple: float, years: float) -> float:
    """Growth a year that multiplies a level so in so many years: 翻一番 in ten is 0.0718."""
    if multiple <= 0 or years <= 0:
        raise UsageError(f"{multiple} times in {years} years: both must be above 0")
    return expm1(log(multiple) / years)


def to_real(rate: Rate, deflator: Deflator) -> Rate:
    """A nominal rate at comparable prices, the deflator's error added.

    Raises BasisMismatch unless the rate is nominal: a real rate must not be deflated twice.
    """
    return _converted(rate, deflator, Basis.NOMINAL, Basis.REAL, -1)


def to_nominal(rate: Rate, deflator: Deflator) -> Rate:
    """A real rate at current prices, the deflator's error added; BasisMismatch unless real."""
    return _converted(rate, deflator, Basis.REAL, Basis.NOMINAL, +1)


def on_basis(rate: Rate, basis: Basis, by: Deflator | None = None) -> Rate:
    """The rate on this basis: where it has the other, converted with a BasisWarning.

    By the national deflator of the rate's own years unless one is given; its error is added.
    """
    if rate.basis == basis:
        return rate
    if {rate.basis, basis} != {Basis.NOMINAL, Basis.REAL}:
        raise BasisMismatch(f"a {rate.basis} rate, {basis} is wanted: no prices lead there")
    by = by or deflator(rate.first, rate.last)
    warnings.warn(
        f"{rate.basis} growth {rate.first}-{rate.last} is wanted {basis}: converted by prices of"
        f" {100 * by.rate:.2f} % a year, sd {100 * by.error:.2f} points",
        BasisWarning,
        stacklevel=2,
    )
    return (to_real if basis is Basis.REAL else to_nominal)(rate, by)


def series_on_basis(series: pd.Series[float], basis: Basis) -> pd.Series[float]:
    """A series of levels on this basis, national prices chained from its first year; it warns.

    Raises SeriesError where prices of a year are not known. Of the error of national prices only
    the passing part, `passing_price_error` a year, bends what follows the series.
    """
    own = series.attrs.get("basis", Basis.UNKNOWN)
    if own == basis:
        return series
    if {own, basis} != {Basis.NOMINAL, Basis.REAL}:
        raise BasisMismatch(f"a {basis} series is wanted, this one is {own}: convert it first")
    steps = logs(1 + prices() / 100).reindex(range(series.index[0] + 1, series.index[-1] + 1))
    if steps.isna().any():
        raise SeriesError(
            f"prices of {steps.index[steps.isna()][0]}: not known: shorten the series"
        )
    chained = steps.cumsum().reindex(series.index, fill_value=0.0)
    moved: pd.Series[float] = series * np.exp(chained if basis is Basis.NOMINAL else -chained)
    moved.attrs.update({**series.attrs, "basis": basis})
    warnings.warn(
        f"a {own} series is wanted {basis}: converted by national prices",
        BasisWarning,
        stacklevel=2,
    )
    return moved


def national_growth(basis: Basis, as_of: int | None = None) -> pd.Series[float]:
    """Log growth by year up to `as_of`: real of the nation, or nominal of the median province.

    Nominal growth of a year is taken inside the earliest vintage that has it and kept to 0.1 log
    point, the precision of the published figures and of the study's inputs.
    """
    if basis is Basis.REAL:
        found = logs(1 + official(NATION, "gdp", measure=Measure.GROWTH) / 100)
    elif basis is Basis.NOMINAL:
        found = _median_province(store.series_folder()).copy()
    else:
        raise BasisMismatch(f"basis {basis}: national growth is nominal or real")
    found = found if as_of is None else found[found.index <= as_of]
    found.attrs["basis"] = basis
    return found


def estimated_nominal(as_of: int) -> pd.Series[float]:
    """National nominal growth up to `as_of`, its last year estimated where it is not out yet.

    Real growth is published first; the missing year takes it with the prices of the year before,
    and attrs `estimated` names it. Without real growth nothing is added.
    """
    found = national_growth(Basis.NOMINAL, as_of)
    real = national_growth(Basis.REAL, as_of)
    found.attrs["estimated"] = []
    if as_of in found.index or as_of not in real.index or as_of - 1 not in found.index:
        return found
    growth = float(found[as_of - 1] + real[as_of] - real[as_of - 1])
    longer = pd.concat([found, pd.Series([growth], index=[as_of])])
    longer.attrs.update({**found.attrs, "estimated": [as_of]})
    return longer


def prices(as_of: int | None = None) -> pd.Series[float]:
    """National implicit deflator of GDP, percent a year, indexed by year, up to `as_of`.

    Nominal over real growth. After the last national level the sum of the provinces of one vintage
    stands for the nation, against real growth as first released: attrs `mixed` names those years.
    """
    known = _prices(store.series_folder())
    result = (known if as_of is None else known[known.index <= as_of]).copy()
    result.attrs["mixed"] = [year for year in known.attrs["mixed"] if year in result.index]
    return result


@lru_cache(maxsize=8)
def _prices(_: Path) -> pd.Series[float]:
    real = official(NATION, "gdp", measure=Measure.GROWTH)
    one = logs(official(NATION, "gdp")).diff().dropna()
    sums = logs(provinces().sum(axis=1, min_count=31)).diff().dropna()
    nominal = pd.concat([one, sums[sums.index > one.index.max()]])
    steps = (nominal - logs(1 + real / 100)).dropna()
    result = pd.Series(100 * np.expm1(steps.to_numpy()), index=steps.index, name="prices")
    result.attrs["mixed"] = [int(y) for y in result.index if y > one.index.max()]
    return result


def deflator(first: int, last: int) -> Deflator:
    """Mean national prices between two years, with the error of taking them for local ones.

    Years of one vintage alone are used when they make up half of the window (2012-2021 takes
    2012-2019: 1.93 %), all years otherwise; `first`, `last` and `origin` of the result say which.
    """
    return _deflator(store.series_folder(), first, last)


@lru_cache(maxsize=256)
def _deflator(_: Path, first: int, last: int) -> Deflator:
    known = prices()
    window = known[(known.index > first) & (known.index <= last)]
    sure = window.drop(known.attrs["mixed"], errors="ignore")
    used, mixed = (sure, False) if 2 * len(sure) >= last - first else (window, True)
    if used.empty or (mixed and len(used) < last - first):
        raise SeriesError(f"prices {first}-{last}: not all known: give a Deflator of your own")
    return Deflator(
        rate=expm1(float(logs(1 + used / 100).mean())),
        error=price_error(len(used)),
        first=int(used.index.min()) - 1,
        last=int(used.index.max()),
        origin="national GDP deflator" + (", nominal and real of two vintages" if mixed else ""),
    )


def price_error(years: int) -> float:
    r"""Sd of local less national price growth on a mean of so many years, in log growth a year.

    A lasting and a passing part, $\sqrt{p + q / n}$, through the two measured points of
    price_error.csv (2.2 points in one year, 1.15 on a mean of seven).
    """
    lasting, passing = _price_variances()
    return sqrt(lasting + passing / years)


def passing_price_error() -> float:
    """Sd a year of the part of `price_error` that does not last."""
    return sqrt(_price_variances()[1])


def _price_variances() -> tuple[float, float]:
    points = table("price_error")
    (n, m), (u, v) = points["years"], points["sd"] ** 2
    passing = (u - v) / (1 / n - 1 / m)
    return u - passing / n, passing


def _converted(rate: Rate, by: Deflator, before: Basis, after: Basis, sign: int) -> Rate:
    if rate.basis != before:
        raise BasisMismatch(f"the rate is {rate.basis}, not {before}: nothing to convert")
    shift, slack = sign * log1p(by.rate), WIDTH * by.error
    return Rate(
        value=expm1(rate.log + shift),
        basis=after,
        first=rate.first,
        last=rate.last,
        low=(1 + rate.low) * exp(shift - slack) - 1,
        high=(1 + rate.high) * exp(shift + slack) - 1,
        error=sqrt(rate.error**2 + by.error**2),
    )


def middle_province(year: int) -> tuple[str, str]:
    """The province whose nominal growth of a year is the nation's, and the vintage: code, name.

    Raises SeriesError for a year of which no vintage tells growth.
    """
    for vintage, steps in _nominal_steps(store.series_folder()).items():
        if year in steps.index:
            told = sorted(
                zip(steps.loc[year].dropna(), steps.loc[year].dropna().index, strict=True)
            )
            return told[len(told) // 2][1], vintage
    raise SeriesError(f"{year}: no nominal growth of provinces")


def _median_province(folder: Path) -> pd.Series[float]:
    found = pd.Series(dtype=float)
    for steps in _nominal_steps(folder).values():
        found = found.combine_first(steps.median(axis=1).round(3))
    return found


@lru_cache(maxsize=8)
def _nominal_steps(_: Path) -> Mapping[str, pd.DataFrame]:
    """Log growth of each province inside each vintage, the oldest first."""
    vintages = provinces().attrs["vintages"]
    return {one: logs(provinces(vintage=one)).diff().iloc[1:] for one in vintages}
