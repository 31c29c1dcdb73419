"""What is known of a target beside the pooled model: targets of peers, targets of the place.

The study found the mean of pooled model, reference class and logit on past targets best (0.225
against 0.227 of the pooled model alone). `docs/methods.md` gives the scores on the shipped targets.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit

from indicators import store
from indicators.growth import series
from indicators.growth.pooled import Peers
from indicators.growth.series import official, table
from indicators.growth.targets import GrowthTarget, Target
from indicators.growth.view import Outlook
from indicators.record import Basis, Bound, Measure

SWING = 0.02  # log growth: after a jump of the nation last growth is a poor measure
ENOUGH = 5  # closed targets of a place below which they are too few to learn from
FLAT = 2.0  # sd of the normal prior of the logit's weights
POINT = 0.01
OWN_RECORD = "own record"


@dataclass(frozen=True, slots=True)
class Past:
    """Own real growth (0.07 is 7 %) in the year of the outlook and the year before, if known.

    `code` names the place whose earlier targets and outcomes may be learnt from.
    """

    last: float | None = None
    before: float | None = None
    code: str | None = None


def is_like_the_closed(target: Target, view: Outlook) -> bool:
    """Whether it is of the kind whose outcomes were gathered: real growth of GDP or more."""
    if not isinstance(target, GrowthTarget) or target.basis is not Basis.REAL:
        return False
    return target.bound is not Bound.UPPER and view.indicator == "gdp"


def votes(target: GrowthTarget, view: Outlook, past: Past, pooled: float) -> dict[str, float]:
    """What the peers' targets and the place's own say of a target of one year, by name.

    `pooled` is what the pooled model says. Empty where growth of the year before is not known.
    """
    found: dict[str, float] = {}
    if target.years != 1 or past.last is None:
        return found
    if view.peers is not Peers.NATION:
        found["reference class"] = peers_share(target.value, view, past, pooled)
    if past.code is not None:
        record = closed_targets(past.code, view.as_of)
        if len(record) >= ENOUGH:
            found[OWN_RECORD] = own_record(record, target.value - past.last)
    return found


def peers_share(value: float, view: Outlook, past: Past, pooled: float) -> float:
    """Share of peers with such an ambition that met their target (peer_ambition.csv), monotone.

    Past -4 points the pooled model may say more, past +2 it may say less. When national growth has
    just risen by more than two points ambition is measured from the mean of two years, as the
    offices report it; when it has fallen by so much the share of rebounds is the least.
    """
    assert past.last is not None
    easy, hard, rebound = _shares()
    rise = _rise(view)
    base = past.last
    if rise > SWING:
        before = past.last - rise if past.before is None else past.before
        base = (before + past.last) / 2
    points = round((value - base) / POINT, 6)
    share = float(np.interp(points, [-1, 0], [easy, hard]))
    if rise < -SWING:
        share = max(share, rebound)
    if points < -4:
        return max(share, pooled)
    return min(share, pooled) if points > (6 if share >= rebound else 2) else share


def _rise(view: Outlook) -> float:
    """National log growth of the last year less that of the year before."""
    last, now = view.as_of - 1, view.as_of
    return view.national_mean(last, now) - view.national_mean(last - 1, last)


def own_record(record: pd.DataFrame, ambition: float) -> float:
    """Logit of meeting a target on its ambition, learnt from the place's own closed targets.

    Ridge: both weights have a normal prior, so that a clean record is no certainty.
    """
    points, met = record["ambition"].to_numpy() / POINT, record["met"].to_numpy(dtype=float)

    def loss(weights: NDArray[np.float64]) -> float:
        chances = np.clip(expit(weights[0] - np.exp(weights[1]) * points), 1e-9, 1 - 1e-9)
        fit = met * np.log(chances) + (1 - met) * np.log(1 - chances)
        return float(-fit.sum() + weights[0] ** 2 / (2 * FLAT) + (weights[1] + 1) ** 2 / 2)

    level, slope = minimize(loss, np.array([0.0, -1.0]), method="Nelder-Mead").x
    return float(expit(level - np.exp(slope) * ambition / POINT))


def closed_targets(code: str, as_of: int) -> pd.DataFrame:
    """A place's targets whose outcome was known at the end of a year: `year`, `ambition`, `met`."""
    found = _closed(store.series_folder(), code)
    return found[found["year"] <= as_of]


@lru_cache(maxsize=128)
def _closed(_: Path, code: str) -> pd.DataFrame:
    targets = series.closed_targets().get(code, ())
    if not targets:
        return pd.DataFrame(columns=["year", "ambition", "met"])
    growth = official(code, "gdp", measure=Measure.GROWTH).dropna()
    rows = [
        (one.year, (one.low - growth[one.year - 1]) * POINT, one.outcome >= one.low)
        for one in targets
        if one.year - 1 in growth
    ]
    return pd.DataFrame(rows, columns=["year", "ambition", "met"])


@lru_cache(maxsize=1)
def _shares() -> tuple[float, float, float]:
    """Met with an ambition of -4..-1 points, of 0..2, of more."""
    rows = table("peer_ambition")
    easy, hard, rebound = ((rows["met_low"] + rows["met_high"]) / 2).tolist()
    return easy, hard, rebound
