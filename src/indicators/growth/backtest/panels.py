"""The panels that forecasts are tried on, and what of them is seen at an origin."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import pandas as pd

from indicators.growth.nations import countries
from indicators.growth.rates import national_growth
from indicators.growth.series import logs, provinces
from indicators.record import Basis, Measure

KNOWN = (3, 5, 10, 20)  # levels that are known of a place
HORIZONS = (1, 3, 5)
SEED = 20261122
NOMINAL_FIRST = 2008  # the nominal national numbers of the study knew outcomes up to 2006/2008


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """Log growth by year of many places: a row per year, a column per place.

    `national` is the growth of what they lie in (None for nations themselves), `real` its real
    growth where the panel is nominal; `others` log real GDP of the world's countries, from which a
    national forecast is learnt. `origins` are the years at whose end a forecast is made.
    """

    name: str
    basis: Basis
    growth: pd.DataFrame
    origins: range
    national: pd.Series[float] | None = None
    others: pd.DataFrame | None = None
    real: pd.Series[float] | None = None

    def until(self, year: int) -> Panel:
        """What is seen at the end of a year: nothing later is left in any part of it."""
        return replace(
            self,
            growth=self.growth.loc[:year],
            national=None if self.national is None else self.national.loc[:year],
            others=None if self.others is None else self.others.loc[:year],
            real=None if self.real is None else self.real.loc[:year],
        )

    def scrambled(self, year: int) -> Panel:
        """The same with every figure after a year replaced by noise: a forecast must not notice."""
        draw = np.random.default_rng(SEED)

        def noise(frame: pd.DataFrame) -> pd.DataFrame:
            other, later = frame.copy(), frame.index > year
            other.loc[later] = draw.normal(0.3, 0.5, size=(later.sum(), frame.shape[1]))
            return other

        def noises(series: pd.Series[float] | None) -> pd.Series[float] | None:
            return None if series is None else noise(series.to_frame("nation"))["nation"]

        return replace(
            self,
            growth=noise(self.growth),
            national=noises(self.national),
            others=None if self.others is None else noise(self.others),
            real=noises(self.real),
        )

    def outcome(self, origin: int, horizon: int) -> pd.Series[float]:
        """Mean log growth a year over the years after the origin, by place."""
        return self.growth.loc[origin + 1 : origin + horizon].mean()


@lru_cache(maxsize=64)
def seen_at(panel: Panel, year: int) -> Panel:
    """`Panel.until`, the same object whoever asks, so that what it teaches is learnt once."""
    return panel.until(year)


def world_panel() -> Panel:
    """Real growth of 182 countries (all but China), every other origin of 1990-2018."""
    levels = countries()
    return Panel("world", Basis.REAL, levels.diff(), range(1990, 2019, 2), others=levels)


def province_panel(basis: Basis) -> Panel:
    """Growth of the 31 provinces beside the nation: real (origins from 2007) or nominal (2008).

    Real growth as published; nominal growth inside the vintage mid-2021, the nation's by the median
    province. BasisMismatch for any other basis.
    """
    national = national_growth(basis)
    if basis is Basis.REAL:
        growth = (provinces(Measure.GROWTH) / 100).apply(np.log1p)
        return Panel("provinces", basis, growth, range(2007, 2019), national, countries())
    growth = logs(provinces(vintage="mid-2021")).diff().iloc[1:]
    origins, real = range(NOMINAL_FIRST, 2020), national_growth(Basis.REAL)
    return Panel("provinces", basis, growth, origins, national, countries(), real)


def panels() -> tuple[Panel, ...]:
    """Every panel that is shipped. Prefectures are not: no official panel of them is."""
    return world_panel(), province_panel(Basis.REAL), province_panel(Basis.NOMINAL)
