"""Levels hidden between two known ones, and shares of later years: what paths and bands miss."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import expit
from scipy.stats import norm

from indicators.growth.levels import Level
from indicators.growth.paths import BentPath, ConstantGrowth
from indicators.growth.series import logs
from indicators.record import Basis


@dataclass(frozen=True, slots=True)
class PathScore:
    """Root mean squared error of hidden log levels (log points / 100), and the band's share."""

    bent: float
    constant: float
    in80: float
    levels: int
    years: int

    @property
    def ratio(self) -> float:
        """Of the bent path's error to that of constant growth."""
        return self.bent / self.constant


def hidden_levels(
    panel: pd.DataFrame, related: pd.Series[float], sigma: float, gap: int = 9
) -> PathScore:
    """Every run of `gap` years of every column: both ends known, the levels between compared.

    `panel` holds nominal levels, a row per year; `related` bends, without breaks.
    """
    related = related.copy()
    related.attrs["basis"] = Basis.NOMINAL
    bent, constant, inside = [], [], []
    starts = [int(y) for y in panel.index if y + gap in panel.index and y in related.index]
    for place in panel:
        for start in starts:
            ends = [Level(y, float(panel[place][y]), "x") for y in (start, start + gap)]
            years = np.arange(start + 1, start + gap)
            truth = panel[place].reindex(years).to_numpy(dtype=float)
            path = BentPath.between(ends[0], ends[1], related, sigma)
            low, high = path.band(years)
            bent.append(np.log(path.level(years) / truth))
            constant.append(np.log(ConstantGrowth.between(*ends).level(years) / truth))
            inside.append((low <= truth) & (truth <= high))
    return PathScore(
        bent=float(np.sqrt(np.mean(np.square(bent)))),
        constant=float(np.sqrt(np.mean(np.square(constant)))),
        in80=float(np.mean(inside)),
        levels=int(np.size(bent)),
        years=len(starts) + gap,
    )


@dataclass(frozen=True, slots=True)
class ShareScore:
    """Coverage of 80 % bands of shares, and how many bands leave 0..100 %: ours and the naive."""

    horizon: int
    in80: float
    outside: float
    naive80: float
    naive_outside: float
    cases: int
    years: int


def share_bands(shares: pd.DataFrame, horizon: int, known: int = 5) -> ShareScore:
    """Rolling origins of the logit random walk without drift, against each place's own drift.

    `shares` in 0..1, a row per year; the sd of the logit's step over the horizon comes from all
    places up to the origin, the naive's drift and sd from its own last `known` levels.
    """
    logit = shares.apply(_logit)
    ours, ours_out, naive, naive_out, used = [], [], [], [], 0
    width = float(norm.ppf(0.9))
    for origin in shares.index[horizon + known : -horizon]:
        past, truth = logit.loc[:origin], shares.loc[origin + horizon]
        sd = float(np.sqrt((past.diff(horizon) ** 2).stack().mean()))
        low, high = _share(past.loc[origin] - width * sd), _share(past.loc[origin] + width * sd)
        steps = shares.loc[:origin].iloc[-known:].diff()
        middle = shares.loc[origin] + horizon * steps.mean()
        own = width * steps.std() * np.sqrt(horizon)
        ours.append((low <= truth) & (truth <= high))
        ours_out.append((low < 0) | (high > 1))
        naive.append(abs(truth - middle) <= own)
        naive_out.append((middle - own < 0) | (middle + own > 1))
        used += 1
    return ShareScore(
        horizon=horizon,
        in80=float(np.mean(ours)),
        outside=float(np.mean(ours_out)),
        naive80=float(np.mean(naive)),
        naive_outside=float(np.mean(naive_out)),
        cases=int(np.size(ours)),
        years=used,
    )


def _logit(share: pd.Series[float]) -> pd.Series[float]:
    return logs(share) - logs(1 - share)


def _share(logit: pd.Series[float]) -> pd.Series[float]:
    return pd.Series(expit(logit.to_numpy(dtype=float)), index=logit.index)
