"""Closed targets: growth announced for a year, and the chance told before it began."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import pandas as pd
from scipy.stats import norm

from indicators.growth.backtest.scores import brier
from indicators.growth.blend import POOLED, blended
from indicators.growth.hits import asked
from indicators.growth.pooled import Peers
from indicators.growth.reported import known_growth
from indicators.growth.series import Closed, growth_targets

ENOUGH = 5  # years of own growth for the naive mean and sd
COIN = 0.5
TAILS = 0.2  # of outcomes outside an 80 % band
HALF = 0.05  # of the last digit of published growth
POINTS = 100
WHO = ("told", "pooled", "last", "own", "coin")
WHOLE_YEARS = (2021, 2023, 2025)  # the years in which all 31 provinces' targets are shipped


def judged_targets(years: Collection[int] | None = None) -> pd.DataFrame:
    """Every target whose outcome is known, with the chance told at the end of the year before.

    Of all years, or of those named. A row per target: `code`, `region`, `year`, `target` (its low
    end, percent), `outcome`, `met`, `told` (as `indicators chance` tells it: by all models, its
    odds moved), `pooled` (that model alone), and the naive: `last` (1 where the last known growth
    reached it), `own` (by own mean and sd), `coin`; growth as told beside it, percent: `median`,
    `low80`, `high80`. Left out: places without any known growth, and
    years before the national series says enough.
    """
    rows = growth_targets().dropna(subset=["outcome"])
    if years is not None:
        rows = rows[rows["year"].isin(years)]
    found = [_judged(row) for row in rows.to_dict("records")]
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


def growth_scores(cases: pd.DataFrame) -> pd.DataFrame:
    """How good the growth told beside the targets was, by level, in points.

    A row per level: `score` of median and 80 % band together (weighted interval score: Bracher,
    Ray, Gneiting and Reich 2021, lower is better), `error` of the median, `width` of the band, its
    share of outcomes `in80`.
    """
    low, high, y = cases["low80"], cases["high80"], cases["outcome"]
    error, width = (y - cases["median"]).abs(), high - low
    missed = (low - y).clip(lower=0) + (y - high).clip(lower=0)
    score = (error / 2 + TAILS / 2 * width + missed) / 1.5
    inside = (y >= low - HALF) & (y <= high + HALF)
    told = pd.DataFrame({"score": score, "error": error, "width": width, "in80": inside})
    return told.groupby(cases["code"].map(Peers.of).rename("level")).mean()


def is_province(code: str) -> bool:
    """Whether a code is a province's."""
    return Peers.of(code) is Peers.PROVINCE


def _judged(row: dict[Any, Any]) -> dict[str, object] | None:
    one = Closed(row["code"], row["year"], row["low"], row["outcome"])
    question, low = asked(one), one.low
    if question is None:
        return None
    target, view, past = question
    growth = known_growth(one.code, view.as_of)
    told = blended(target, view, past=past, at_risk=False)
    return {
        **{key: row[key] for key in ("code", "region", "year", "outcome")},
        "target": low,
        "met": one.outcome >= low,
        "told": told.probability,
        "pooled": dict(told.models)[POOLED],
        "last": float(growth.iloc[-1] >= low),
        "own": _own_odds(growth, low),
        "coin": COIN,
        "median": POINTS * told.median,
        "low80": POINTS * told.band[0],
        "high80": POINTS * told.band[1],
    }


def _own_odds(growth: pd.Series[float], low: float) -> float:
    """By the mean and sd of own growth in the last years known, normal; a coin for fewer than 5."""
    lately = growth.iloc[-10:]
    if len(lately) < ENOUGH:
        return COIN
    return float(norm.sf((low - lately.mean()) / max(lately.std(ddof=1), 0.1)))
