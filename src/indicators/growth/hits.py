"""Closed targets of the nation and the provinces: how often they were met, and what was told."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd
from scipy.special import expit, logit

from indicators.errors import SeriesError
from indicators.growth.feasibility import CLIP, raw_chance
from indicators.growth.pooled import Peers
from indicators.growth.reported import known_growth, own_rate
from indicators.growth.series import Closed, closed_targets
from indicators.growth.targets import GrowthTarget
from indicators.growth.view import Outlook, outlook
from indicators.growth.votes import POINT, Past, votes
from indicators.record import Basis, Bound

PRIOR = 1.0  # sd of the normal prior of the log odds: a level is rarely off by more than that
# whose records move whose odds; cities keep the study's share of targets met
RECORDS = {Peers.NATION: (Peers.NATION,), Peers.PROVINCE: (Peers.NATION, Peers.PROVINCE)}

Asked = tuple[GrowthTarget, Outlook, Past]


def asked(one: Closed) -> Asked | None:
    """A target as it was asked at the end of the year before its own.

    None for a place without any known growth, and before the national series says enough.
    """
    code, as_of = one.code, one.year - 1
    growth, peers = known_growth(code, as_of), Peers.of(code)
    if growth.empty:
        return None
    own = None if peers is Peers.NATION else own_rate(growth)
    try:
        view = outlook(own, as_of=as_of, basis=Basis.REAL, peers=peers)
    except SeriesError:  # too early: the national series begins in 2001
        return None
    past = Past(_of(growth, as_of), _of(growth, as_of - 1), code)
    return GrowthTarget(one.low * POINT, bound=Bound.LOWER), view, past


@lru_cache(maxsize=256)
def odds_moved(peers: Peers, as_of: int) -> float:
    r"""Log odds that closed targets of this level were met beyond what was told of them.

    $\sum_y (o_y - e_y) / (\sum_y v_y + 1 / \sigma^2)$ over levels and years up to `as_of`: the
    share met, the mean told, the mean of told (1 - told); one step of Newton's from a normal prior.
    Targets of one year share its shock, so a year counts once however many they are. 0 for cities.
    """
    found = [hit for level in RECORDS.get(peers, ()) for hit in _hits(level, as_of)]
    if not found:
        return 0.0
    hits = pd.DataFrame(found, columns=["level", "year", "told", "met"])
    hits["spread"] = hits["told"] * (1 - hits["told"])
    years = hits.groupby(["level", "year"]).mean()
    beyond = (years["met"] - years["told"]).sum()
    return float(beyond / (years["spread"].sum() + 1 / PRIOR**2))


def told_and_met(peers: Peers, as_of: int) -> pd.DataFrame:
    """Closed targets of a level by year: mean `plain`, `told` with the odds moved, share `met`.

    All as it was told at the end of the year before.
    """
    hits = pd.DataFrame(_hits(peers, as_of), columns=["level", "year", "plain", "met"])
    moved = hits["year"].map(lambda year: odds_moved(peers, year - 1))
    hits["told"] = np.clip(expit(logit(hits["plain"]) + moved), *CLIP)
    return hits.groupby("year")[["plain", "told", "met"]].mean()


def _hits(level: Peers, as_of: int) -> list[tuple[str, int, float, float]]:
    """Level, year, what was told before the record moved it, and whether it was met."""
    closed = (targets for code, targets in closed_targets().items() if Peers.of(code) is level)
    return [
        (str(level), one.year, told, float(one.outcome >= one.low))
        for targets in closed
        for one in targets
        if one.year <= as_of and (told := _told(one)) is not None
    ]


@lru_cache(maxsize=1024)
def _told(one: Closed) -> float | None:
    """Mean of the models that vote, seen from the end of the year before."""
    question = asked(one)
    if question is None:
        return None
    target, view, past = question
    pooled = raw_chance(target, view)
    return float(np.clip(np.mean([pooled, *votes(target, view, past, pooled).values()]), *CLIP))


def _of(growth: pd.Series[float], year: int) -> float | None:
    """Growth of a year as a rate, if known."""
    return float(growth.loc[year]) * POINT if year in growth.index else None
