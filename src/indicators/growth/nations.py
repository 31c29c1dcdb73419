"""The national part of the pooled model, learnt from all other countries of the world panel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import exp, log, sqrt
from statistics import fmean, stdev

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from indicators.growth.learning import (
    cases_of,
    demand_enough,
    later_mean,
    student_fit,
    trailing,
)
from indicators.growth.series import logs, world

RECENT, MEMORY = 3, 10  # years of national growth that a forecast rests on
CALM = 0.005  # log growth: no nation is calmer than half a point a year
CHINA = "CHN"  # its growth in the world panel is not the official one: it is left out
LOCATION = ("recent", "decade", "last")
SPREAD = ("sd", "step", "size")

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class State:
    """What is known of a nation at the end of a year: real log growth a year.

    Means of 3 and of 10 years; the last year, no further from the mean of the ten than their `sd`
    (a shock does not go on); the typical `step` from year to year of the last three; `size`, log
    real GDP; `prices`, what nominal growth was above real.
    """

    recent: float
    decade: float
    last: float
    sd: float
    step: float
    size: float
    prices: float = 0.0


@dataclass(frozen=True, slots=True)
class NationalFit:
    r"""$m = a + b\,\bar n_3 + c\,\bar n_{10} + d\,n_1$, scale $s = s_0 v^q u^r Y^k$.

    Log growth a year over `horizon` years; v the sd of ten years, u the step from year to year, Y
    real GDP; `rows` of `countries`, outcomes up to `until`.
    """

    horizon: int
    until: int
    a: float
    b: float
    c: float
    d: float
    base: float
    calm: float
    steady: float
    large: float
    rows: int
    countries: int

    def location(self, now: State) -> float:
        """Middle of the Student t."""
        return self.a + self.b * now.recent + self.c * now.decade + self.d * now.last

    def scale(self, now: State) -> float:
        """Scale of the Student t: nations that are calm, steady and large are forecast closely."""
        calm, steady = (log(max(x, CALM)) for x in (now.sd, now.step))
        return exp(self.base + self.calm * calm + self.steady * steady + self.large * now.size)


def state_of(growth: Sequence[float], size: float, prices: float = 0.0) -> State:
    """The state behind the last years' growth, five at least, the newest last."""
    steps = [(later - one) ** 2 for one, later in pairwise(growth)][-RECENT:]
    decade, sd = fmean(growth[-MEMORY:]), stdev(growth[-MEMORY:])
    return State(
        recent=fmean(growth[-RECENT:]),
        decade=decade,
        last=min(max(growth[-1], decade - sd), decade + sd),
        sd=sd,
        step=sqrt(fmean(steps) / 2),
        size=size,
        prices=prices,
    )


def signs(levels: pd.DataFrame, known: int = MEMORY + 1) -> dict[str, Floats]:
    """The same by year and country, as far as `known` levels of each tell it.

    `levels` is log real GDP: a row per year, a column per country.
    """
    growth, years = levels.diff(), known - 1
    lately, last = trailing(growth, min(MEMORY, years)), growth.to_numpy(dtype=float)
    found = {
        "recent": trailing(growth, min(RECENT, years)).mean(axis=-1),
        "last": last,
        "sd": np.maximum(lately.std(axis=-1, ddof=1), CALM),
        "size": levels.to_numpy(dtype=float),
    }
    if years > RECENT:
        decade, steps = lately.mean(axis=-1), trailing(growth.diff() ** 2, RECENT)
        found["decade"] = decade
        found["last"] = np.clip(last, decade - found["sd"], decade + found["sd"])
        found["step"] = np.maximum(np.sqrt(steps.mean(axis=-1) / 2), CALM)
    return found


def cases_of_nations(
    levels: pd.DataFrame, horizon: int, until: int, known: int = MEMORY + 1
) -> pd.DataFrame:
    """What followed on what: mean growth `later` beside the signs before it.

    A row per year and country, outcomes up to `until`; SeriesError for fewer than 60.
    """
    seen = _seen(levels, until)
    cases = cases_of(seen, later=later_mean(seen.diff(), horizon), **signs(seen, known))
    demand_enough(len(cases), f"countries up to {until}")
    return cases


def designs(cases: pd.DataFrame) -> tuple[Floats, Floats]:
    """What the middle and the log of the scale are linear in: an intercept, then the signs told.

    Of few known levels not all signs can be told; `size` is a logarithm already.
    """
    one = np.ones(len(cases))
    middle = [cases[name].to_numpy() for name in LOCATION if name in cases]
    shape = [cases[name] for name in SPREAD if name in cases]
    logged = [np.asarray(sign if sign.name == "size" else logs(sign)) for sign in shape]
    return np.column_stack([one, *middle]), np.column_stack([one, *logged])


def fit_nations(levels: pd.DataFrame, horizon: int, until: int) -> NationalFit:
    """Maximum likelihood of the Student t on log real GDP: a row per year, a column per country.

    Raises SeriesError where fewer than 60 outcomes end by `until`.
    """
    if _seen(levels, until).equals(_seen(countries(), until)):
        return national_fit(horizon, until)  # which is learnt once
    return _fitted(cases_of_nations(levels, horizon, until), horizon, until)


@lru_cache(maxsize=128)
def national_fit(horizon: int, until: int) -> NationalFit:
    """The national level from all other countries, on outcomes up to a year."""
    return _fitted(cases_until(horizon, until), horizon, until)


@lru_cache(maxsize=1)  # half a megabyte, and asked for twice in a row
def cases_until(horizon: int, until: int) -> pd.DataFrame:
    """`cases_of_nations` of the shipped countries."""
    return cases_of_nations(countries(), horizon, until)


def _seen(levels: pd.DataFrame, until: int) -> pd.DataFrame:
    return levels[levels.index <= until]


def _fitted(cases: pd.DataFrame, horizon: int, until: int) -> NationalFit:
    found = student_fit(cases["later"].to_numpy(), *designs(cases))
    a, b, c, d, base, calm, steady, large = (float(x) for x in found)
    rows, names = len(cases), cases.index.get_level_values(-1).nunique()
    return NationalFit(horizon, until, a, b, c, d, base, calm, steady, large, rows, names)


@lru_cache(maxsize=1)
def countries() -> pd.DataFrame:
    """Log real GDP of all countries but China: a row per year, a column per country."""
    return logs(world().drop(columns=CHINA))


@lru_cache(maxsize=64)
def size_of_china(as_of: int) -> float:
    """Its log real GDP in the world panel, at the end of a year or of the last one there."""
    levels = _china()
    return log(float(levels[levels.index <= as_of].iloc[-1]))


@lru_cache(maxsize=1)
def _china() -> pd.Series[float]:
    return world()[CHINA]
