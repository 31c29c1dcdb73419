"""What several models say of one target, and one chance from them: the mean of those that scored.

For the nation and the provinces the odds are moved by their record: how often such targets were
met beside what was told of them. A record speaks of targets, not of growth: what it adds to a
chance heaps up at the target, as reported growth does (Lyu, Wang, Zhang and Zhang 2018).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy.special import expit, logit, stdtrit

from indicators.growth.at_risk import chance_at_risk
from indicators.growth.feasibility import BAND, CLIP, Chance, chance
from indicators.growth.hits import odds_moved
from indicators.growth.learning import FREEDOM
from indicators.growth.levels import Level
from indicators.growth.targets import GrowthTarget, Target
from indicators.growth.view import Outlook
from indicators.growth.votes import OWN_RECORD, Past, is_like_the_closed, votes

POOLED = "pooled"  # the model that always speaks, among the `models` of a chance


def blended(
    target: Target,
    view: Outlook,
    now: Level | None = None,
    past: Past | None = None,
    *,
    at_risk: bool = True,
) -> Chance:
    """The chance by all models that know something of this target.

    `probability` is the mean of the pooled model, the reference class and the place's own record,
    its odds moved by the record of its level; the scenarios are those of a forecast that is shifted
    to say the same, median and band agree with it, too (`_heaped`). `low` and `high` span all
    models, growth at risk with them unless `at_risk` is false: it takes the longest and moves
    nothing else. Errors as `chance`.
    """
    plain, past = chance(target, view, now), past or Past()
    if not isinstance(target, GrowthTarget) or not is_like_the_closed(target, view):
        return plain
    told = votes(target, view, past, plain.raw)
    extra = {}
    if at_risk and target.years == plain.horizon:
        extra["growth at risk"] = chance_at_risk(view, plain.horizon, plain.required)
    moved = odds_moved(view.peers, view.as_of) if target.years == 1 else 0.0
    result = plain
    if told or moved:
        wanted = float(np.mean([plain.raw, *told.values()]))
        wanted = float(expit(logit(_clipped(wanted)) + moved)) if moved else wanted
        result = chance(target, view, now, shift=_shift(plain, view, wanted))
        growing = float(np.mean([plain.raw, *(p for m, p in told.items() if m != OWN_RECORD)]))
        if growing < wanted:
            result = _heaped(result, target, view, _shift(plain, view, growing))
    if moved:
        extra["record of targets"] = result.probability
    every = [plain.low, plain.high, result.probability, *map(_clipped, (told | extra).values())]
    return replace(
        result,
        low=min(every),
        high=max(every),
        models=((POOLED, plain.probability), *told.items(), *extra.items()),
        ambition=None if past.last is None else target.value - past.last,
    )


def _heaped(told: Chance, target: GrowthTarget, view: Outlook, shift: float) -> Chance:
    """Median, band and high end where what the records add to the chance lies at the target.

    The forecast with its `shift` is what model and class say of growth; of its misses a share is
    left, evenly, and the others just reach the target.
    """
    forecast = view.forecast(told.horizon)
    ahead = [replace(forecast, location=forecast.location + shift)]
    left = (1 - told.raw) / (1 - target.reached(target.value, ahead, None))

    def outcome(p: float) -> float:
        if p < 1 - told.raw:
            return target.outcome(p / left, ahead, None)
        return max(target.value, target.outcome(p, ahead, None))

    high_end = None if target.high is None else _clipped(target.reached(target.high, ahead, None))
    band = (outcome(BAND[0]), outcome(BAND[1]))
    return replace(told, median=outcome(0.5), band=band, high_end=high_end)


def _shift(plain: Chance, view: Outlook, wanted: float) -> float:
    """By how much the middle must move for the pooled forecast to give the wanted chance."""
    scale = view.forecast(plain.horizon).scale
    least, most = np.clip([plain.raw, wanted], 1e-6, 1 - 1e-6)
    return float(scale * (stdtrit(FREEDOM, most) - stdtrit(FREEDOM, least)))


def _clipped(probability: float) -> float:
    return min(max(probability, CLIP[0]), CLIP[1])
