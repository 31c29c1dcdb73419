"""The pooled two-level model: the nation's forecast, and a little of the place's own growth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import product

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.stats import t as student_t

from indicators.errors import BasisMismatch, SeriesError, UsageError
from indicators.growth.levels import Level
from indicators.growth.rates import Rate, national_growth
from indicators.growth.series import table
from indicators.record import Basis

FREEDOM = 5  # degrees of freedom of the Student t
LONGEST = 5  # years ahead that were fitted
MEMORY = 10  # years of national growth that a forecast rests on
QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9)

Floats = NDArray[np.float64]


class Peers(StrEnum):
    """The panel that a place is compared with. Districts borrow the cities' numbers."""

    PROVINCE = "province"
    CITY = "city"
    DISTRICT = "district"

    @classmethod
    def of(cls, code: str) -> Peers:
        """By the GB/T 2260 code: 220000 a province, 220100 a city, 220102 a district."""
        if code.endswith("0000"):
            return cls.PROVINCE
        return cls.CITY if code.endswith("00") else cls.DISTRICT


@dataclass(frozen=True, slots=True)
class PooledModel:
    r"""$m = a + b\,\bar n_3 + c\,\bar n_{10} + \rho\,(\bar y - \bar n_w)$, sd s and tau.

    Log growth a year over `horizon` years. All arithmetic takes arrays, one entry per unit.
    """

    horizon: int
    basis: Basis
    a: float
    b: float
    c: float
    s: float
    rho: float
    tau: float

    @property
    def scale(self) -> float:
        """Scale of the Student t: national and own part together."""
        return float(np.hypot(self.s, self.tau))

    def national(self, recent: ArrayLike, decade: ArrayLike) -> Floats:
        """The national term from the mean national growth of 3 and of 10 years."""
        return np.asarray(self.a + self.b * np.asarray(recent) + self.c * np.asarray(decade))

    def location(self, recent: ArrayLike, decade: ArrayLike, excess: ArrayLike) -> Floats:
        """With the own part: `excess` is own less national mean growth over the own window."""
        return np.asarray(self.national(recent, decade) + self.rho * np.asarray(excess))

    def quantiles(self, location: ArrayLike, p: Sequence[float] = QUANTILES) -> Floats:
        """Log growth a year: a row per unit, a column per probability."""
        steps = self.scale * student_t.ppf(np.asarray(p), FREEDOM)
        return np.asarray(np.asarray(location, dtype=float)[..., None] + steps)


@dataclass(frozen=True, slots=True)
class Forecast:
    """Log growth a year over the next `horizon` years: Student t, 5 degrees of freedom.

    `national` is the national term alone; `national_sd` and `own_sd` make up the scale.
    """

    horizon: int
    basis: Basis
    location: float
    national: float
    national_sd: float
    own_sd: float

    @property
    def scale(self) -> float:
        """Scale of the Student t."""
        return float(np.hypot(self.national_sd, self.own_sd))

    def quantile(self, p: float) -> float:
        """Growth a year (0.07 is 7 %) that stays below with this probability."""
        return float(np.expm1(self.location + self.scale * student_t.ppf(p, FREEDOM)))

    def chance(self, rate: float) -> float:
        """Probability of at least this growth a year."""
        return float(student_t.sf((np.log1p(rate) - self.location) / self.scale, FREEDOM))

    def given(self, p: float) -> Forecast:
        """The same with the national part known to lie at its quantile p: a bad year is 0.1."""
        shift = self.national_sd * float(student_t.ppf(p, FREEDOM))
        return replace(self, location=self.location + shift, national_sd=0.0)


@dataclass(frozen=True, slots=True, eq=False)
class Outlook:
    """What is known at the end of `as_of`: national growth, the own rate, the panel of peers.

    `national` is log growth by year, no year after `as_of`; see `outlook` for the shipped series.
    """

    as_of: int
    basis: Basis
    national: pd.Series[float]
    own: Rate | None = None
    indicator: str = "gdp"
    peers: Peers = Peers.DISTRICT

    def __post_init__(self) -> None:
        """Refuse a mixture of bases, figures after `as_of` and a national series with holes."""
        if self.own is not None and self.own.basis != self.basis:
            raise BasisMismatch(
                f"own growth is {self.own.basis}, the outlook {self.basis}: to_real or to_nominal"
            )
        latest = max([*self.national.index, self.own.last if self.own else self.as_of])
        if latest > self.as_of:
            raise UsageError(f"a figure of {latest} is used as of {self.as_of}: leave it out")
        self.national_mean(self.as_of - MEMORY, self.as_of)

    def national_mean(self, first: int, last: int) -> float:
        """Mean national log growth a year from the level of `first` to that of `last`."""
        window = self.national.reindex(range(first + 1, last + 1))
        if window.isna().any():
            raise SeriesError(f"national {self.basis} growth: not all of {first + 1}-{last} known")
        return float(window.mean())

    def forecast(self, horizon: int) -> Forecast:
        """Growth a year over the next `horizon` years (1 to 5)."""
        model = pooled_model(horizon, self.basis, self.peers)
        return self._forecast(self._fitted(model), self.own)

    def readings(self, horizon: int) -> tuple[Forecast, ...]:
        """The defensible variants: own rate low, stated, high; own part used or not; tau wider.

        The study found that the own growth of nine years moved the score by nothing, hence the
        variant without it. For a district tau is widened once more by the step from province to
        city, because no panel holds districts.
        """
        model = self._fitted(pooled_model(horizon, self.basis, self.peers))
        own = self.own
        rates = (own, *(replace(own, value=v) for v in (own.low, own.high))) if own else (None,)
        wider = (1.0, district_widening(horizon)) if self.peers is Peers.DISTRICT else (1.0,)
        return tuple(
            self._forecast(replace(model, rho=rho, tau=model.tau * factor), rate)
            for rho, rate, factor in product((model.rho, 0.0), rates, wider)
        )

    def fan(
        self, now: Level, horizon: int = 3, quantiles: Sequence[float] = QUANTILES
    ) -> pd.DataFrame:
        """Levels by year from `now` on: a column per quantile, in the unit of `now`."""
        if now.basis != self.basis:
            raise BasisMismatch(f"the level is {now.basis}, the outlook {self.basis}")
        if now.year != self.as_of:
            raise UsageError(f"the fan starts in {self.as_of}, the level is of {now.year}")
        ahead = [self.forecast(h) for h in range(1, horizon + 1)]
        rows = [[1.0] * len(quantiles)]
        rows += [[(1 + f.quantile(p)) ** f.horizon for p in quantiles] for f in ahead]
        years = pd.Index(range(now.year, now.year + horizon + 1), name="year")
        frame = pd.DataFrame(rows, index=years, columns=list(quantiles)) * now.value
        frame.attrs.update(unit=now.unit, basis=self.basis)
        return frame

    def _fitted(self, model: PooledModel) -> PooledModel:
        """The weight of own growth was learnt for GDP only; others take the peers' spread."""
        if self.indicator == "gdp" and self.own is not None:
            return model
        return replace(model, rho=0.0, tau=model.tau * spread(self.indicator))

    def _forecast(self, model: PooledModel, own: Rate | None) -> Forecast:
        recent = self.national_mean(self.as_of - 3, self.as_of)
        decade = self.national_mean(self.as_of - MEMORY, self.as_of)
        excess = own.log - self.national_mean(own.first, own.last) if own else 0.0
        location = float(model.location(recent, decade, excess))
        national = float(model.national(recent, decade))
        return Forecast(model.horizon, self.basis, location, national, model.s, model.tau)


def outlook(
    own: Rate | None = None,
    *,
    as_of: int,
    basis: Basis | None = None,
    indicator: str = "gdp",
    peers: Peers = Peers.DISTRICT,
) -> Outlook:
    """The outlook from the shipped national series; on the basis of `own` unless one is given."""
    basis = basis or (own.basis if own else Basis.NOMINAL)
    return Outlook(as_of, basis, national_growth(basis, as_of), own, indicator, peers)


def pooled_model(horizon: int, basis: Basis, peers: Peers = Peers.CITY) -> PooledModel:
    """The shipped numbers (pooled_model.csv); 4 years lie halfway between 3 and 5.

    Raises UsageError beyond five years and where nothing was fitted (provinces, real).
    """
    if basis not in (Basis.NOMINAL, Basis.REAL):
        raise BasisMismatch(f"basis {basis}: the model knows nominal and real growth only")
    if not 1 <= horizon <= LONGEST:
        raise UsageError(f"horizon {horizon}: the model was fitted for 1 to {LONGEST} years")
    numbers_of = table("pooled_model")
    rows = numbers_of[numbers_of["basis"] == basis]
    panel = Peers.CITY if peers is Peers.DISTRICT else peers
    names = ["a", "b", "c", "s", f"{panel}_rho", f"{panel}_tau"]
    numbers = [float(np.interp(horizon, rows["horizon"], rows[name])) for name in names]
    if np.isnan(numbers).any():
        raise UsageError(f"{panel}, {basis}: no numbers were fitted: use the other basis")
    return PooledModel(horizon, basis, *numbers)


def district_widening(horizon: int) -> float:
    """How much wider tau is for cities than for provinces (nominal): once more for districts."""
    city = pooled_model(horizon, Basis.NOMINAL, Peers.CITY)
    return city.tau / pooled_model(horizon, Basis.NOMINAL, Peers.PROVINCE).tau


def spread(indicator: str) -> float:
    """Spread among peers without own growth, over the city tau of GDP; never below 1.

    From peer_spread.csv; GDP itself 4.7 / 4.1. The floor is there because no panel holds districts.
    """
    known = table("peer_spread").set_index("indicator")["sd"]
    if indicator not in known.index:
        raise UsageError(f"{indicator}: no spread among peers known: there are {list(known.index)}")
    return max(1.0, float(known[indicator]) / pooled_model(1, Basis.NOMINAL).tau)
