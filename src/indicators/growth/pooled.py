"""The pooled two-level model: its numbers, as the study fitted them or as learnt at use."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtr, stdtrit

from indicators.errors import BasisMismatch, SeriesError, UsageError
from indicators.growth.learning import FREEDOM, OwnFit, province_fit
from indicators.growth.nations import NationalFit, State, national_fit
from indicators.growth.series import table
from indicators.record import Basis

LONGEST = 5  # years ahead that were fitted
STUDY = 2008  # last outcome that the shipped numbers were fitted on
WIDEST = 9  # years of own growth: longer windows weigh like nine
QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9)

Floats = NDArray[np.float64]


class Peers(StrEnum):
    """The panel that a place is compared with. Districts borrow the cities' numbers."""

    NATION = "nation"
    PROVINCE = "province"
    CITY = "city"
    DISTRICT = "district"

    @classmethod
    def of(cls, code: str) -> Peers:
        """By code: 000000 China, 220000 a province, 220100 a city, 220102 a district."""
        if code == "000000":
            return cls.NATION
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

    def chances(self, location: ArrayLike, rate: ArrayLike) -> Floats:
        """Probability of at least this growth a year (0.07 is 7 %), an entry per unit."""
        z = (np.log1p(np.asarray(rate, dtype=float)) - np.asarray(location)) / self.scale
        return np.asarray(stdtr(FREEDOM, -z))

    def quantiles(self, location: ArrayLike, p: Sequence[float] = QUANTILES) -> Floats:
        """Log growth a year: a row per unit, a column per probability."""
        steps = self.scale * stdtrit(FREEDOM, np.asarray(p))
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
        return float(np.expm1(self.location + self.scale * stdtrit(FREEDOM, p)))

    def chance(self, rate: float) -> float:
        """Probability of at least this growth a year."""
        gap = float(np.log1p(rate)) - self.location
        if self.scale == 0:  # China itself in a year that is known to be such
            return float(gap <= 0)
        return float(stdtr(FREEDOM, -gap / self.scale))

    def given(self, p: float) -> Forecast:
        """The same with the national part known to lie at its quantile p: a bad year is 0.1."""
        shift = self.national_sd * float(stdtrit(FREEDOM, p))
        return replace(self, location=self.location + shift, national_sd=0.0)


@lru_cache(maxsize=128)
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
    national = [_between(horizon, rows, name) for name in ("a", "b", "c", "s")]
    if peers is Peers.NATION:
        a, b, c, s = national
        return PooledModel(horizon, basis, a, b, c, s, rho=0.0, tau=0.0)
    panel = Peers.CITY if peers is Peers.DISTRICT else peers
    own = [_between(horizon, rows, f"{panel}_{name}") for name in ("rho", "tau")]
    if np.isnan(own).any():
        raise UsageError(f"{panel}, {basis}: no numbers were fitted: use the other basis")
    return PooledModel(horizon, basis, *national, *own)


@lru_cache(maxsize=1024)
def model_at(
    as_of: int, horizon: int, basis: Basis, peers: Peers, window: int, nation: State | None
) -> PooledModel:
    """The model as it could be known at the end of a year, for own growth over a window.

    Cities and districts keep the study's numbers, which score better than a refit; where those
    already knew later years (before 2008) the real national term is learnt again. China and the
    provinces are learnt at use: from other countries (`nation` is its own state, None where its
    real growth is not known) and from the provinces' own panel.
    """
    city = peers in (Peers.CITY, Peers.DISTRICT)
    fitted = peers if city or basis is not Basis.REAL else Peers.NATION
    model = pooled_model(horizon, basis, fitted)
    early = basis is Basis.REAL and as_of < STUDY
    if nation is not None and (early or not city):
        model = learnt(model, national_fit(horizon, as_of), nation)
    if peers is Peers.PROVINCE:
        own = _province(horizon, window, basis, as_of)
        model = replace(model, rho=own.rho, tau=own.tau) if own else model
    return model


def learnt(model: PooledModel, fit: NationalFit, nation: State) -> PooledModel:
    """The national term learnt from other countries: in place of the study's, or beside it.

    Real: what the last year adds is fixed, so it is part of a. Nominal: no world panel has it, so
    the middle is the mean of two, the study's and the real one with the prices of ten years on top;
    of the study's scale the part of real growth gives way to the one learnt for this nation.
    """
    middle, scale = fit.location(nation), fit.scale(nation)
    if model.basis is Basis.REAL:
        return replace(model, a=fit.a + fit.d * nation.last, b=fit.b, c=fit.c, s=scale)
    priced = np.sqrt(model.s**2 - pooled_model(model.horizon, Basis.REAL, Peers.NATION).s ** 2)
    middle = (model.a + middle + nation.prices) / 2
    return replace(model, a=middle, b=model.b / 2, c=model.c / 2, s=float(np.hypot(priced, scale)))


@lru_cache(maxsize=128)
def weight_by_window(horizon: int, window: int) -> float:
    """Weight of own real growth of a city by the length of its window: own_weight.csv."""
    rows = table("own_weight")
    known = [
        float(np.interp(min(window, WIDEST), one["window"], one["rho"]))
        for _, one in rows.groupby("horizon")
    ]
    return float(np.interp(horizon, sorted(set(rows["horizon"])), known))


def _between(horizon: int, rows: pd.DataFrame, name: str) -> float:
    return float(np.interp(horizon, rows["horizon"], rows[name]))


def _province(horizon: int, window: int, basis: Basis, as_of: int) -> OwnFit | None:
    """Learnt for the window, or the longest shorter one that the years up to `as_of` allow."""
    for years in range(min(window, WIDEST), 0, -1):
        with suppress(SeriesError):
            return province_fit(horizon, years, basis, as_of)
    if basis is Basis.REAL:
        raise SeriesError(f"provinces, real, up to {as_of}: too few years to learn from")
    return None


def district_widening(horizon: int) -> float:
    """How much wider tau is for cities than for provinces (nominal): once more for districts."""
    city = pooled_model(horizon, Basis.NOMINAL, Peers.CITY)
    return city.tau / pooled_model(horizon, Basis.NOMINAL, Peers.PROVINCE).tau


@lru_cache(maxsize=32)
def spread(indicator: str) -> float:
    """Spread among peers without own growth, over the city tau of GDP; never below 1.

    From peer_spread.csv; GDP itself 4.7 / 4.1. The floor is there because no panel holds districts.
    """
    known = table("peer_spread").set_index("indicator")["sd"]
    if indicator not in known.index:
        raise UsageError(f"{indicator}: no spread among peers known: there are {list(known.index)}")
    return max(1.0, float(known[indicator]) / pooled_model(1, Basis.NOMINAL).tau)
