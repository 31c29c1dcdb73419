"""The own part of the pooled model, learnt from the provinces, and the fit behind all learning."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from scipy.optimize import minimize

from indicators.errors import SeriesError, UsageError
from indicators.growth.series import logs, provinces
from indicators.record import Basis, Measure

FREEDOM = 5  # degrees of freedom of the Student t
LEAST = 60  # observations below which nothing is learnt

Floats = NDArray[np.float64]


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


@lru_cache(maxsize=256)
def province_fit(horizon: int, window: int, basis: Basis, until: int) -> OwnFit:
    """The own part from the provinces, on outcomes up to a year."""
    return fit_units(province_growth(basis), horizon, window, until)


def fit_units(growth: pd.DataFrame, horizon: int, window: int, until: int) -> OwnFit:
    """Later on past growth, both beyond the middle unit's of the same years.

    Log growth, a row per year, a column per unit. The year's shock is the nation's part, so it is
    in neither rho nor tau. No intercept; rho is kept within 0..1. SeriesError where fewer than 60
    outcomes end by `until`.
    """
    known = growth[growth.index <= until]
    excess = known.sub(known.median(axis=1), axis=0)
    own = trailing(excess, window).mean(axis=-1)
    cases = cases_of(known, later=later_mean(excess, horizon), own=own)
    demand_enough(len(cases), f"units up to {until}")
    later, own = cases["later"].to_numpy(), cases[["own"]].to_numpy()
    even = np.ones((len(cases), 1))
    rho = float(np.clip(student_fit(later, own, even)[0], 0, 1))
    tau = float(np.exp(student_fit(later - rho * own[:, 0], 0 * own, even)[1]))
    units = cases.index.get_level_values(-1).nunique()
    return OwnFit(horizon, window, until, rho, tau, len(cases), units)


def trailing(growth: pd.DataFrame, years: int) -> Floats:
    """The last `years` figures of each year and unit, on a third axis; NaN where one is missing."""
    values = growth.to_numpy(dtype=float)
    found = np.full((*values.shape, years), np.nan)
    if len(values) >= years:
        found[years - 1 :] = sliding_window_view(values, years, axis=0)
    return found


def later_mean(growth: pd.DataFrame, horizon: int) -> Floats:
    """Mean growth of the `horizon` years after each year."""
    found = np.full(growth.shape, np.nan)
    found[:-horizon] = trailing(growth, horizon).mean(axis=-1)[horizon:]
    return found


def cases_of(growth: pd.DataFrame, **columns: Floats) -> pd.DataFrame:
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
        closer = np.exp(-scale)
        z = (outcome - design @ weights[:k]) * closer
        grown = 1 + z * z / FREEDOM
        value = np.mean((FREEDOM + 1) / 2 * np.log(grown) + scale)
        pull = (FREEDOM + 1) / FREEDOM * z / grown
        steps = np.concatenate([-(pull * closer) @ design, (1 - pull * z) @ shape])
        return float(value), steps / len(outcome)

    found = minimize(loss, np.concatenate([start, spread]), jac=True, method="BFGS")
    return np.asarray(found.x, dtype=float)


def demand_enough(rows: int, what: str) -> None:
    """SeriesError where fewer than 60 outcomes could be learnt from."""
    if rows < LEAST:
        raise SeriesError(f"{what}: {rows} outcomes, {LEAST} are wanted: nothing can be learnt")


@lru_cache(maxsize=2)
def province_growth(basis: Basis) -> pd.DataFrame:
    """Real growth as published; nominal growth inside the longest vintage."""
    if basis is Basis.REAL:
        return logs(1 + provinces(Measure.GROWTH) / 100)
    if basis is not Basis.NOMINAL:
        raise UsageError(f"basis {basis}: provinces have real and nominal growth")
    panels = [provinces(vintage=name) for name in provinces().attrs["vintages"]]
    return logs(max(panels, key=len)).diff()
