"""Who forecasts: the naive log-drift and the pooled model, of many levels and of two.

Each sees `Panel.until(origin)` and nothing else, and says a Student t (or normal) of mean log
growth a year over the next `horizon` years, for every place of which `known` levels are seen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from indicators.errors import UsageError
from indicators.growth.backtest.panels import Panel
from indicators.growth.learning import FREEDOM, fit_units, student_fit
from indicators.growth.nations import (
    MEMORY,
    RECENT,
    cases_of_nations,
    designs,
    fit_nations,
    signs,
    size_of_china,
    state_of,
)
from indicators.growth.pooled import Peers, learnt, pooled_model

LONGEST_WINDOW = 9  # years of own growth beyond which its weight was not learnt
STILL = 1e-4  # log growth: the least scale, where a place grew evenly

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Predicted:
    """Student t of mean log growth a year, by place; `freedom` inf is the normal."""

    location: pd.Series[float]
    scale: pd.Series[float]
    freedom: float


Entrant = Callable[[Panel, int, int], Predicted]


def seen_growth(panel: Panel, known: int) -> pd.DataFrame:
    """The last `known` - 1 growth rates of the places that have them all."""
    return panel.growth.iloc[1 - known :].dropna(axis=1)


def drift(panel: Panel, known: int, horizon: int) -> Predicted:
    """Log-drift with normal errors: own mean, own sd, years independent."""
    growth = seen_growth(panel, known)
    sd = growth.std(ddof=1).clip(lower=STILL)
    return Predicted(growth.mean(), sd / np.sqrt(horizon), np.inf)


def drift_with_error(panel: Panel, known: int, horizon: int) -> Predicted:
    """Log-drift, the error of its own mean added: the textbook's random walk with drift."""
    growth = seen_growth(panel, known)
    sd = growth.std(ddof=1).clip(lower=STILL)
    return Predicted(growth.mean(), sd * np.sqrt(1 / horizon + 1 / (known - 1)), np.inf)


def pooled(panel: Panel, known: int, horizon: int) -> Predicted:
    """The pooled model: of a nation its own level, of a province nation and own part."""
    if panel.national is None:
        return _nations(panel, known, horizon)
    return _units(panel, known, horizon)


def own_pace(panel: Panel, known: int, horizon: int) -> Predicted:
    """Two levels only: own growth between them goes on, normal errors as large as the peers'.

    The sd is that of all places' yearly growth about their own mean of as many years.
    """
    growth = seen_growth(panel, known)
    about = panel.growth - panel.growth.rolling(known - 1).mean().shift(1)
    sd = float(np.sqrt((about**2).stack().mean()))
    return Predicted(growth.mean(), growth.mean() * 0 + sd / np.sqrt(horizon), np.inf)


def pooled_two_levels(panel: Panel, known: int, horizon: int) -> Predicted:
    """Two levels only: the pooled model, which sees no year between them."""
    if panel.national is not None:
        return _units(panel, known, horizon)  # it uses nothing but the mean
    mean = panel.growth.rolling(known - 1).mean()
    later = panel.growth.rolling(horizon).mean().shift(-horizon)
    past = pd.concat({"mean": mean.stack(), "later": later.stack()}, axis=1).dropna()
    weights = student_fit(past["later"].to_numpy(), _design(past, ["mean"]), _design(past, []))
    now = mean.iloc[-1].dropna()
    location = weights[0] + weights[1] * now
    return Predicted(location, location * 0 + float(np.exp(weights[2])), FREEDOM)


def _nations(panel: Panel, known: int, horizon: int) -> Predicted:
    """The national level of the pooled model on as many years as are seen of each country."""
    assert panel.others is not None
    past = cases_of_nations(panel.others, horizon, int(panel.growth.index[-1]), known)
    found = signs(panel.others, known).items()
    now = pd.DataFrame({name: sign[-1] for name, sign in found}, panel.others.columns).dropna()
    middle, shape = designs(past)
    weights = student_fit(past["later"].to_numpy(), middle, shape)
    k = middle.shape[1]
    middle, shape = designs(now)
    location, scale = middle @ weights[:k], np.exp(shape @ weights[k:])
    return Predicted(pd.Series(location, now.index), pd.Series(scale, now.index), FREEDOM)


def _design(cases: pd.DataFrame, names: list[str]) -> Floats:
    return np.column_stack([np.ones(len(cases)), *(cases[name].to_numpy() for name in names)])


def _units(panel: Panel, known: int, horizon: int) -> Predicted:
    """Nation and own part, both learnt up to the origin; of nominal growth half is the study's."""
    assert panel.national is not None
    until, window = int(panel.growth.index[-1]), min(known - 1, LONGEST_WINDOW)
    own = fit_units(panel.growth, horizon, window, until)
    middle, spread = national_part(panel, horizon)
    growth = seen_growth(panel, known)
    peers = panel.growth.median(axis=1)
    common = float(peers.iloc[-1] - panel.national.iloc[-1])
    excess = growth.mean() - peers.iloc[1 - known :].mean()
    scale = float(np.hypot(spread, own.tau))
    return Predicted(middle + common + own.rho * excess, excess * 0 + scale, FREEDOM)


@lru_cache(maxsize=256)
def national_part(panel: Panel, horizon: int) -> tuple[float, float]:
    """Location and scale of the nation's forecast from its years up to the origin."""
    assert panel.national is not None
    if panel.others is None:
        raise UsageError(f"{panel.name}: no countries to learn the national part from")
    until, lately = int(panel.growth.index[-1]), panel.national.iloc[-MEMORY:]
    real = (panel.national if panel.real is None else panel.real).iloc[-MEMORY:]
    prices = float((panel.national - real).mean())
    state = state_of(real.tolist(), size_of_china(until), prices)
    fit = fit_nations(panel.others, horizon, until)
    model = learnt(pooled_model(horizon, panel.basis, Peers.NATION), fit, state)
    return float(model.national(lately.iloc[-RECENT:].mean(), lately.mean())), model.s
