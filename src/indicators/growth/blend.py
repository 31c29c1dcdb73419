"""What several models say of one target, and one chance from them: the mean of those that scored.

For the nation and the provinces the odds are moved by their record: how often such targets were
met beside what was told of them.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy.special import expit, logit, stdtrit

from indicators.growth.at_risk import chance_at_risk
from indicators.growth.feasibility import CLIP, Chance, chance
from indicators.growth.hits import odds_moved
from indicators.growth.learning import FREEDOM
from indicators.growth.levels import Level
from indicators.growth.targets import GrowthTarget, Target
from indicators.growth.view import Outlook
from indicators.growth.votes import Past, is_like_the_closed, votes

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
    its odds moved by the record of its level; the forecast is shifted to say the same, so that
    scenarios and band agree with it. `low` and `high` span all models, growth at risk with them
    unless `at_risk` is false: it takes the longest and moves nothing else. Errors as `chance`.
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


def _shift(plain: Chance, view: Outlook, wanted: float) -> float:
    """By how much the middle must move for the pooled forecast to give the wanted chance."""
    scale = view.forecast(plain.horizon).scale
    least, most = np.clip([plain.raw, wanted], 1e-6, 1 - 1e-6)
    return float(scale * (stdtrit(FREEDOM, most) - stdtrit(FREEDOM, least)))


def _clipped(probability: float) -> float:
    return min(max(probability, CLIP[0]), CLIP[1])
