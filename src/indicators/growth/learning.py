"""The pooled model learnt from the shipped panels: the nation from other countries, provinces."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from scipy.optimize import minimize

from indicators.errors import SeriesError, UsageError
from indicators.growth.rates import national_growth
from indicators.growth.series import logs, provinces, world
from indicators.record import Basis, Measure

FREEDOM = 5  # degrees of freedom of the Student t
RECENT, MEMORY = 3, 10  # years of national growth that a forecast rests on
CALM = 0.005  # log growth: no nation is calmer than half a point a year
LEAST = 60  # observations below which nothing is learnt
CHINA = "CHN"  # its growth in the world panel is not the official one: it is left out

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class NationalFit:
    r"""$m = a + b\,\bar n_3 + c\,\bar n_{10}$, scale $s = s_0 v^q$, v the sd of the last ten years.

    Log growth a year over `horizon` years; `rows` of `countries`, outcomes up to `until`.
    """

    horizon: int
    until: int
    a: float
    b: float
    c: float
    base: float
    power: float
    rows: int
    countries: int

    def scale(self, volatility: float) -> float:
        """Scale of the Student t of a nation with this sd of log growth."""
        return float(self.base * max(volatility, CALM) ** self.power)


@dataclass(frozen=True, slots=True)
class OwnFit:
    """Weight `rho` and spread `tau` of own growth over a `window`, learnt up to `until`."""

    horizon: int
    window: int
    until: int
    rho: float
    tau: float
    rows: int
    units: int


@lru_cache(maxsize=128)
def national_fit(horizon: int, until: int) -> NationalFit:
    """The national level from all other countries, on outcomes up to a year."""
    return fit_nations(countries(), horizon, until)


@lru_cache(maxsize=256)
def province_fit(horizon: int, window: int, basis: Basis, until: int) -> OwnFit:
    """The own part from the provinces, on outcomes up to a year, beside the nation's growth."""
    growth = _provinces(basis)
    return fit_units(growth, national_growth(basis, until), horizon, window, until)


def fit_nations(growth: pd.DataFrame, horizon: int, until: int) -> NationalFit:
    """Maximum likelihood of the Student t on log growth: a row per year, a column per country.

    Raises SeriesError where fewer than 60 outcomes end by `until`.
    """
    cases = cases_of_nations(growth, horizon, until)
    design = np.column_stack([np.ones(len(cases)), cases["recent"], cases["decade"]])
    shape = np.column_stack([np.ones(len(cases)), np.log(cases["sd"])])
    found = student_fit(cases["later"].to_numpy(), design, shape)
    a, b, c, base, power = (float(x) for x in found)
    names = cases.index.get_level_values(-1).nunique()
    return NationalFit(horizon, until, a, b, c, float(np.exp(base)), power, len(cases), names)


def cases_of_nations(growth: pd.DataFrame, horizon: int, until: int) -> pd.DataFrame:
    """What followed on what: mean growth `later`; `recent`, `decade` and `sd` of ten years before.

    A row per year and country, outcomes up to `until`; SeriesError for fewer than 60.
    """
    known = growth[growth.index <= until]
    decade = _trailing(known, MEMORY)
    cases = _cases(
        known,
        later=_later(known, horizon),
        recent=_trailing(known, RECENT).mean(axis=-1),
        decade=decade.mean(axis=-1),
        sd=np.maximum(decade.std(axis=-1, ddof=1), CALM),
    )
    _demand(len(cases), f"countries up to {until}")
    return cases


def fit_units(
    growth: pd.DataFrame, national: pd.Series[float], horizon: int, window: int, until: int
) -> OwnFit:
    """Later excess over the nation on past excess: log growth, a row per year, a column per unit.

    No intercept; rho is kept within 0..1. SeriesError where fewer than 60 outcomes end by `until`.
    """
    known = growth[growth.index <= until]
    excess = known.sub(national.reindex(known.index), axis=0)
    own = _trailing(excess, window).mean(axis=-1)
    cases = _cases(known, later=_later(excess, horizon), own=own)
    _demand(len(cases), f"units up to {until}")
    later, own = cases["later"].to_numpy(), cases[["own"]].to_numpy()
    even = np.ones((len(cases), 1))
    rho = float(np.clip(student_fit(later, own, even)[0], 0, 1))
    tau = float(np.exp(student_fit(later - rho * own[:, 0], 0 * own, even)[1]))
    units = cases.index.get_level_values(-1).nunique()
    return OwnFit(horizon, window, until, rho, tau, len(cases), units)


def _trailing(growth: pd.DataFrame, years: int) -> Floats:
    """The last `years` figures of each year and unit, on a third axis; NaN where one is missing."""
    values = growth.to_numpy(dtype=float)
    found = np.full((*values.shape, years), np.nan)
    if len(values) >= years:
        found[years - 1 :] = sliding_window_view(values, years, axis=0)
    return found


def _later(growth: pd.DataFrame, horizon: int) -> Floats:
    """Mean growth of the `horizon` years after each year."""
    found = np.full(growth.shape, np.nan)
    found[:-horizon] = _trailing(growth, horizon).mean(axis=-1)[horizon:]
    return found


def _cases(growth: pd.DataFrame, **columns: Floats) -> pd.DataFrame:
    """A row per year and unit of which everything is known."""
    whole = np.all([np.isfinite(column) for column in columns.values()], axis=0)
    years, units = np.nonzero(whole)
    place = pd.MultiIndex.from_arrays([growth.index[years], growth.columns[units]])
    return pd.DataFrame({name: column[whole] for name, column in columns.items()}, index=place)


def student_fit(outcome: Floats, design: Floats, shape: Floats) -> Floats:
    """Weights of `design` in the location and of `shape` in the log scale, one array."""
    start = np.linalg.lstsq(design, outcome, rcond=None)[0]
    rough = np.log(np.std(outcome - design @ start) + 1e-9)
    spread = np.linalg.lstsq(shape, np.full(len(outcome), rough), rcond=None)[0]
    k = design.shape[1]

    def loss(weights: Floats) -> tuple[float, Floats]:
        """Mean negative log likelihood, constants left out, and its slope."""
        scale = shape @ weights[k:]
        z = (outcome - design @ weights[:k]) * np.exp(-scale)
        grown = 1 + z * z / FREEDOM
        value = np.mean((FREEDOM + 1) / 2 * np.log(grown) + scale)
        pull = (FREEDOM + 1) / FREEDOM * z / grown
        steps = [
            -(design * (pull * np.exp(-scale))[:, None]).mean(axis=0),
            (shape * (1 - pull * z)[:, None]).mean(axis=0),
        ]
        return float(value), np.concatenate(steps)

    found = minimize(loss, np.concatenate([start, spread]), jac=True, method="BFGS")
    return np.asarray(found.x, dtype=float)


def _demand(rows: int, what: str) -> None:
    if rows < LEAST:
        raise SeriesError(f"{what}: {rows} outcomes, {LEAST} are wanted: nothing can be learnt")


@lru_cache(maxsize=1)
def countries() -> pd.DataFrame:
    """Real log growth of all countries but China: a row per year, a column per country."""
    return world().drop(columns=CHINA).apply(logs).diff()


@lru_cache(maxsize=2)
def _provinces(basis: Basis) -> pd.DataFrame:
    """Real growth as published; nominal growth inside the longest vintage."""
    if basis is Basis.REAL:
        return (1 + provinces(Measure.GROWTH) / 100).apply(logs)
    if basis is not Basis.NOMINAL:
        raise UsageError(f"basis {basis}: provinces have real and nominal growth")
    panels = [provinces(vintage=name) for name in provinces().attrs["vintages"]]
    return max(panels, key=len).apply(logs).diff()
