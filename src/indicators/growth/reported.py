"""Real growth of a place as it was known at the end of a year, from whatever told it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd

from indicators import store
from indicators.growth.learning import province_growth
from indicators.growth.rates import Rate, national_growth, price_error, prices
from indicators.growth.series import closed_targets, known, logs, provinces
from indicators.record import Basis, Measure

HALF = 16  # provinces of 31: of fewer nothing common is told
OWN_YEARS = 1  # of own growth that a chance rests on: the year before adds nothing (methods.md)


def known_growth(code: str, as_of: int) -> pd.Series[float]:
    """Real growth of a place in percent as known at the end of a year; no later year is left.

    Official, else as reported beside a target, else of a province from its levels.
    """
    return _known(store.series_folder(), code, as_of).copy()


@lru_cache(maxsize=256)
def _known(home: Path, code: str, as_of: int) -> pd.Series[float]:
    found, levels = _published(home, code), by_levels(as_of)
    found = found.combine_first(levels[code].dropna()) if code in levels else found
    return found[found.index <= as_of]


@lru_cache(maxsize=128)
def _published(_: Path, code: str) -> pd.Series[float]:
    closed = closed_targets().get(code, ())
    years = pd.Index([one.year for one in closed], dtype="int64", name="year")
    reported = pd.Series([one.outcome for one in closed], index=years, dtype=float)
    official = known(code, "gdp", measure=Measure.GROWTH)
    both = reported if official is None else official.combine_first(reported)
    both.attrs.clear()  # two origins; and pandas copies them, one by one, at every step
    return both.sort_index()


@lru_cache(maxsize=64)
def by_levels(as_of: int) -> pd.DataFrame:
    r"""Real growth of the provinces from their levels and national prices, percent: an estimate.

    $n + \lambda (y - p - n)$: local prices stray from national ones, so of the excess over the
    nation only the share $\lambda$ is kept that is growth, by the spread of published growth.
    """
    nation = national_growth(Basis.REAL, as_of)
    published = province_growth(Basis.REAL).sub(nation, axis=0).dropna(how="all")
    spread = float(np.nanvar(published.to_numpy()))
    kept = spread / (spread + price_error(1) ** 2)
    steps = logs(provinces()).diff().sub(logs(1 + prices(as_of) / 100), axis=0)
    excess = steps.sub(nation, axis=0).dropna(how="all")
    real = (kept * excess).add(nation.reindex(excess.index), axis=0)
    return 100 * real.apply(np.expm1)


def common_excess(as_of: int) -> Mapping[int, float]:
    """By how much the middle province outgrew the nation, by year up to `as_of`: log real growth.

    Of growth that is published or reported beside targets; years are left out in which that is of
    fewer than half of the provinces (2020, 2021, 2022, 2024).
    """
    return _common(store.series_folder(), as_of)


@lru_cache(maxsize=64)
def _common(home: Path, as_of: int) -> Mapping[int, float]:
    told = pd.DataFrame({code: _published(home, code) for code in provinces().columns})
    known = told[told.count(axis=1) >= HALF]
    beyond = (logs(1 + known.median(axis=1) / 100) - national_growth(Basis.REAL, as_of)).dropna()
    return dict(zip(beyond.index.tolist(), beyond.tolist(), strict=True))


def own_rate(growth: pd.Series[float], longest: int = OWN_YEARS) -> Rate | None:
    """Mean growth of the last years that are known without a gap, at most `longest` of them."""
    if growth.empty:
        return None
    last = first = int(growth.index[-1])
    while first - 1 in growth.index and last - first + 1 < longest:
        first -= 1
    mean = float(np.expm1(np.log1p(growth.loc[first:last] / 100).mean()))
    return Rate(mean, Basis.REAL, first - 1, last, mean, mean)
