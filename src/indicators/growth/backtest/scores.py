"""Scores of probability forecasts, and how sure they are: years are resampled, never rows."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.special import beta, stdtr, stdtrit

Floats = NDArray[np.float64]

DRAWS = 2000
SEED = 20261122


def crps(outcome: ArrayLike, location: ArrayLike, scale: ArrayLike, freedom: ArrayLike) -> Floats:
    """Continuous ranked probability score of a Student t; `freedom` inf is the normal.

    In the unit of the outcome, lower is better, a point forecast scores its absolute error. Closed
    form: Jordan, Krueger and Lerch 2019, Journal of Statistical Software 90(12).
    """
    y, m, s, n = np.broadcast_arrays(*map(np.asarray, (outcome, location, scale, freedom)))
    z = (y - m) / s
    tail = z * (2 * stdtr(n, z) - 1)
    flat = np.isinf(n)
    k = np.where(flat, 2.0, n)  # any number: the normal does not use it
    apart = 2 * np.sqrt(k) / (k - 1) * beta(0.5, k - 0.5) / beta(0.5, k / 2) ** 2
    density = (1 + z * z / k) ** (-(k + 1) / 2) / (np.sqrt(k) * beta(0.5, k / 2))
    heavy = 2 * density * (k + z * z) / (k - 1) - apart
    normal = np.exp(-z * z / 2) / np.sqrt(2 * np.pi)
    return np.asarray(s * (tail + np.where(flat, 2 * normal - 1 / np.sqrt(np.pi), heavy)))


def inside(
    outcome: ArrayLike, location: ArrayLike, scale: ArrayLike, freedom: float, coverage: float
) -> NDArray[np.bool_]:
    """Whether the outcome lies in the central band of this coverage."""
    width = stdtrit(freedom, (1 + coverage) / 2) * np.asarray(scale)
    return np.asarray(np.abs(np.asarray(outcome) - location) <= width)


def brier(chance: ArrayLike, met: ArrayLike) -> float:
    """Mean squared distance of chances from 0 or 1: 0.25 is a coin, lower is better."""
    return float(np.mean((np.asarray(chance, dtype=float) - np.asarray(met, dtype=float)) ** 2))


def ratio_interval(
    mine: pd.DataFrame, other: pd.DataFrame, block: int = 1, coverage: float = 0.8
) -> tuple[float, float]:
    """Interval of the mean over columns of mean(mine) / mean(other): a row per year.

    NaN where a column has no such year, in both alike. Bootstrap of blocks of `block` neighbouring
    years, because peers share the year's shock and horizons overlap: 300 places in 8 years are 8
    observations. NaN, NaN for fewer years than two blocks.
    """
    count = len(mine)
    if count < 2 * block:
        return np.nan, np.nan
    starts = np.random.default_rng(SEED).integers(0, count, size=(DRAWS, -(-count // block)))
    picked = ((starts[..., None] + np.arange(block)) % count).reshape(DRAWS, -1)[:, :count]
    times = np.stack([np.bincount(years, minlength=count) for years in picked]).astype(float)
    a, b = (times @ np.nan_to_num(x.to_numpy(dtype=float)) for x in (mine, other))
    drawn = b > 0
    ratios = np.where(drawn, a / np.where(drawn, b, 1), 0).sum(axis=1) / drawn.sum(axis=1)
    low, high = np.quantile(ratios, [(1 - coverage) / 2, (1 + coverage) / 2])
    return float(low), float(high)


def reliability(chance: ArrayLike, met: ArrayLike, bins: int = 10) -> pd.DataFrame:
    """A reliability diagram as a table: of the cases told p, how many came true.

    A row per occupied bin of equal width: `told` (mean chance), `came` (share), `cases`.
    """
    told, came = np.asarray(chance, dtype=float), np.asarray(met, dtype=float)
    place = np.minimum((told * bins).astype(int), bins - 1)
    frame = pd.DataFrame({"bin": place, "told": told, "came": came})
    grouped = frame.groupby("bin")
    means = grouped[["told", "came"]].mean()
    return means.assign(cases=grouped.size()).reset_index(drop=True)
