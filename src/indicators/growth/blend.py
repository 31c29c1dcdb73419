"""What several models say of one target, and one chance from them: the mean of those that scored.

The study found the mean of pooled model, reference class and logit on past targets best (0.225
against 0.227 of the pooled model alone). `docs/methods.md` gives the scores on the shipped targets.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit, logit, stdtrit

from indicators.growth.at_risk import chance_at_risk
from indicators.growth.feasibility import CLIP, Chance, chance
from indicators.growth.learning import FREEDOM
from indicators.growth.levels import Level
from indicators.growth.pooled import Peers
from indicators.growth.series import growth_targets, official, table
from indicators.growth.targets import GrowthTarget, Target
from indicators.growth.view import Outlook
from indicators.record import Basis, Bound, Measure

SWING = 0.02  # log growth: after a jump of the nation last growth is a poor measure
ENOUGH = 5  # closed targets of a place below which they are too few to learn from
MOST = 20  # outcomes of provinces in a year: fewer were not gathered at random
CITIES_MET = 0.35  # of the study's closed targets: its base rate scores p (1 - p) = 0.227
FLAT = 2.0  # sd of the normal prior of the logit's weights
POINT = 0.01


@dataclass(frozen=True, slots=True)
class Past:
    """Own real growth (0.07 is 7 %) in the year of the outlook and the year before, if known.

    `code` names the place whose earlier targets and outcomes may be learnt from.
    """

    last: float | None = None
    before: float | None = None
    code: str | None = None


def blended(
    target: Target,
    view: Outlook,
    now: Level | None = None,
    past: Past | None = None,
    *,
    at_risk: bool = True,
) -> Chance:
    """The chance by all models that know something of this target.

    `probability` is the mean of the pooled model, the reference class and the place's own record;
    the forecast is shifted to say the same, so that scenarios and band agree with it. `low` and
    `high` span all models, growth at risk with them unless `at_risk` is false: it takes the longest
    and moves nothing else. Errors as `chance`.
    """
    plain = chance(target, view, now)
    told = opinions(plain, view, past or Past(), at_risk=at_risk)
    if not told:
        return plain
    pooled = plain.raw
    votes = [p for name, p in told.items() if name != "growth at risk"]
    mean = float(np.mean([pooled, *votes]))
    result = chance(target, view, now, shift=_shift(plain, view, pooled, mean)) if votes else plain
    return replace(
        result,
        low=min(plain.low, result.probability, *map(_clipped, told.values())),
        high=max(plain.high, result.probability, *map(_clipped, told.values())),
        models=(("pooled", plain.probability), *told.items()),
        ambition=None if past is None or past.last is None else target.value - past.last,
    )


def opinions(plain: Chance, view: Outlook, past: Past, *, at_risk: bool = True) -> dict[str, float]:
    """What other models say of a real growth target, by name; nothing of other targets."""
    target = plain.target
    if not isinstance(target, GrowthTarget) or target.basis is not Basis.REAL:
        return {}
    if target.bound is Bound.UPPER or view.indicator != "gdp":
        return {}
    found: dict[str, float] = {}
    if target.years == 1 and view.peers is not Peers.NATION and past.last is not None:
        found["reference class"] = peers_share(target.value, view, past, plain.raw)
    if target.years == 1 and past.code is not None and past.last is not None:
        record = closed_targets(past.code, view.as_of)
        if len(record) >= ENOUGH:
            found["own record"] = own_record(record, target.value - past.last)
    if at_risk and target.years == plain.horizon:
        found["growth at risk"] = chance_at_risk(view, plain.horizon, plain.required)
    return found


def peers_share(value: float, view: Outlook, past: Past, pooled: float) -> float:
    """Share of peers with such an ambition that met their target (peer_ambition.csv), monotone.

    Past -4 points the pooled model may say more, past +2 it may say less. When national growth has
    just risen by more than two points ambition is measured from the mean of two years, as the
    offices report it; when it has fallen by so much the share of rebounds is the least. For
    provinces the odds are moved by those at which their own closed targets were met.
    """
    assert past.last is not None
    easy, hard, rebound = expit(logit(_shares()) + _provinces_ahead(view))
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


def _provinces_ahead(view: Outlook) -> float:
    """Log odds of meeting a target, provinces less cities, by years whose outcomes are known."""
    return _odds_of_provinces(view.as_of) if view.peers is Peers.PROVINCE else 0.0


@lru_cache(maxsize=64)
def _odds_of_provinces(as_of: int) -> float:
    rows = growth_targets()
    closed = rows[(rows["year"] <= as_of) & rows["outcome"].notna()]
    provinces = closed[closed["code"].map(Peers.of) == Peers.PROVINCE]
    met = (provinces["outcome"] >= provinces["low"]).groupby(provinces["year"])
    shares = met.mean()[met.count() >= MOST]
    return 0.0 if shares.empty else float(logit(shares.mean()) - logit(CITIES_MET))


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
    rows = growth_targets()
    rows = rows[(rows["code"] == code) & (rows["year"] <= as_of) & rows["outcome"].notna()]
    if rows.empty:
        return pd.DataFrame(columns=["year", "ambition", "met"])
    growth = official(code, "gdp", measure=Measure.GROWTH)
    last = (rows["year"] - 1).map(growth)
    found = pd.DataFrame(
        {
            "year": rows["year"],
            "ambition": (rows["low"] - last) * POINT,
            "met": rows["outcome"] >= rows["low"],
        }
    )
    return found.dropna()


@lru_cache(maxsize=1)
def _shares() -> tuple[float, float, float]:
    """Met with an ambition of -4..-1 points, of 0..2, of more."""
    rows = table("peer_ambition")
    easy, hard, rebound = ((rows["met_low"] + rows["met_high"]) / 2).tolist()
    return easy, hard, rebound


def _shift(plain: Chance, view: Outlook, pooled: float, wanted: float) -> float:
    """By how much the middle must move for the pooled forecast to give the wanted chance."""
    scale = view.forecast(plain.horizon).scale
    least, most = np.clip([pooled, wanted], 1e-6, 1 - 1e-6)
    return float(scale * (stdtrit(FREEDOM, most) - stdtrit(FREEDOM, least)))


def _clipped(probability: float) -> float:
    return min(max(probability, CLIP[0]), CLIP[1])
