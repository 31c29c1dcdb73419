"""Closed targets: growth announced for a year, and the chance told before it began."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import norm

from indicators import store
from indicators.errors import SeriesError
from indicators.growth.backtest.scores import brier
from indicators.growth.blend import Past, blended
from indicators.growth.feasibility import chance
from indicators.growth.pooled import Peers
from indicators.growth.rates import Rate
from indicators.growth.series import growth_targets, known
from indicators.growth.targets import GrowthTarget
from indicators.growth.view import outlook
from indicators.record import Basis, Bound, Measure

OWN_YEARS = 1  # of own growth that a chance rests on: the year before adds nothing (methods.md)
ENOUGH = 5  # years of own growth for the naive mean and sd
COIN = 0.5
WHO = ("told", "pooled", "last", "own", "coin")
WHOLE_YEARS = (2021, 2023, 2025)  # the years in which all 31 provinces' targets are shipped


def known_growth(code: str, as_of: int) -> pd.Series[float]:
    """Real growth of a place in percent as known at the end of a year: official, then as reported.

    Outcomes of targets fill the years that the series lacks; no year after `as_of` is left.
    """
    both = _reported(store.series_folder(), code)
    return both[both.index <= as_of]


@lru_cache(maxsize=128)
def _reported(_: Path, code: str) -> pd.Series[float]:
    closed = growth_targets()
    closed = closed[(closed["code"] == code) & closed["outcome"].notna()]
    reported = closed.set_index("year")["outcome"]
    official = known(code, "gdp", measure=Measure.GROWTH)
    both = reported if official is None else official.combine_first(reported)
    return both.sort_index()


def own_rate(growth: pd.Series[float], longest: int = OWN_YEARS) -> Rate | None:
    """Mean growth of the last years that are known without a gap, at most `longest` of them."""
    if growth.empty:
        return None
    last = first = int(growth.index[-1])
    while first - 1 in growth.index and last - first + 1 < longest:
        first -= 1
    mean = float(np.expm1(np.log1p(growth.loc[first:last] / 100).mean()))
    return Rate(mean, Basis.REAL, first - 1, last, mean, mean)


def judged_targets(years: Collection[int] | None = None) -> pd.DataFrame:
    """Every target whose outcome is known, with the chance told at the end of the year before.

    Of all years, or of those named. A row per target: `code`, `region`, `year`, `target` (its low
    end, percent), `outcome`, `met`, `told` (as `indicators chance` tells it: pooled model,
    reference class and own record), `pooled` (that model alone), and the naive: `last` (1 where the
    last known growth reached it), `own` (by own mean and sd), `coin`. Left out: places without any
    known growth, and years before the national series says enough.
    """
    rows = growth_targets()
    rows = rows[rows["outcome"].notna()]
    if years is not None:
        rows = rows[rows["year"].isin(years)]
    found = [_judged(row) for _, row in rows.iterrows()]
    return pd.DataFrame([row for row in found if row is not None])


def scores(cases: pd.DataFrame, names: Sequence[str] = WHO) -> pd.DataFrame:
    """Brier score by who told, mean chance and share met: a row per name."""
    rows = [
        {
            "who": name,
            "brier": brier(cases[name], cases["met"]),
            "mean": float(cases[name].mean()),
            "met": float(cases["met"].mean()),
            "cases": len(cases),
            "years": cases["year"].nunique(),
        }
        for name in names
    ]
    return pd.DataFrame(rows)


def is_province(code: str) -> bool:
    """Whether a code is a province's."""
    return Peers.of(code) is Peers.PROVINCE


def _judged(row: pd.Series[Any]) -> dict[str, object] | None:
    code, as_of, low = str(row["code"]), int(row["year"]) - 1, float(row["low"])
    growth = known_growth(code, as_of)
    if growth.empty:
        return None
    peers = Peers.of(code)
    own = None if peers is Peers.NATION else own_rate(growth)
    try:
        view = outlook(own, as_of=as_of, basis=Basis.REAL, peers=peers)
    except SeriesError:  # too early: the national series begins in 2001
        return None
    target = GrowthTarget(low / 100, bound=Bound.LOWER)
    past = Past(_of(growth, as_of), _of(growth, as_of - 1), code)
    return {
        **{key: row[key] for key in ("code", "region", "year", "outcome")},
        "target": low,
        "met": float(row["outcome"]) >= low,
        "told": blended(target, view, past=past, at_risk=False).probability,
        "pooled": chance(target, view).probability,
        "last": float(growth.iloc[-1] >= low),
        "own": _own_odds(growth, low),
        "coin": COIN,
    }


def _of(growth: pd.Series[float], year: int) -> float | None:
    """Growth of a year as a rate, if known."""
    return float(growth.loc[year]) / 100 if year in growth.index else None


def _own_odds(growth: pd.Series[float], low: float) -> float:
    """By the mean and sd of own growth in the last years known, normal; a coin for fewer than 5."""
    lately = growth.iloc[-10:]
    if len(lately) < ENOUGH:
        return COIN
    return float(norm.sf((low - lately.mean()) / max(lately.std(ddof=1), 0.1)))
