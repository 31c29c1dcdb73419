"""The chance of a target, with all that must stand beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf

import numpy as np

from indicators import markup
from indicators.errors import BasisMismatch, UsageError
from indicators.growth import wording
from indicators.growth.levels import Level
from indicators.growth.pooled import LONGEST, Forecast, Peers
from indicators.growth.rates import Rate
from indicators.growth.series import table
from indicators.growth.targets import GrowthTarget, Target
from indicators.growth.view import Outlook
from indicators.language import say, spoken, term
from indicators.record import Basis, Bound

CLIP = (0.05, 0.95)  # one year ahead nobody knows more: real targets are hard
BAND = (0.1, 0.9)
SCENARIOS = (0.1, 0.5, 0.9)


@dataclass(frozen=True, slots=True)
class Scenarios:
    """The chance in a bad, a middling and a good national year (10, 50, 90 %), never clipped."""

    bad: float
    middling: float
    good: float


@dataclass(frozen=True, slots=True)
class Chance:
    """The chance of a target and what it rests on; rates are per year, 0.07 is 7 %.

    `probability` is clipped one year ahead to 0.05-0.95, `raw` is not; `low` and `high` span the
    defensible readings of the model (`Outlook.readings`); `national` is the rate that the national
    term alone gives; `median` and `band`, which holds 80 % of outcomes, are in the unit of the
    target; `within` is the chance of reaching 左右 within its rounding, `high_end` that of the
    upper end of a range; `reference` the share of peers with this `ambition` that met their
    targets; `models` what each model says, where several were asked. `years` counts the national
    years behind it: peers share the year's shock, so years are what was observed.
    """

    target: Target
    horizon: int
    as_of: int
    basis: Basis
    probability: float
    raw: float
    low: float
    high: float
    scenarios: Scenarios
    required: float
    own: Rate | None
    national: float
    median: float
    band: tuple[float, float]
    years: int
    within: float | None = None
    high_end: float | None = None
    ambition: float | None = None
    reference: tuple[float, float] | None = None
    models: tuple[tuple[str, float], ...] = ()
    peers: Peers = Peers.DISTRICT

    @property
    def clipped(self) -> bool:
        """Whether the model was surer than one year ahead allows."""
        return self.probability != self.raw

    def sentence(self, language: str = "zh") -> str:
        """The chance in words, `zh` or `en`; other languages raise UsageError."""
        return wording.sentence(self, language)

    def _repr_html_(self) -> str:
        """The sentence, and the figures that must stand beside it, as a notebook shows them."""
        needed = say("word.pair", one=f"{self.required:.2%}", other=term("basis", self.basis))
        beside = (
            ("chance", f"{self.probability:.0%}"),
            ("range", f"{self.low:.0%}–{self.high:.0%}"),
            ("required", needed),
            ("as_of", str(self.as_of)),
            ("years_behind", str(self.years)),
        )
        return markup.said(self.sentence(spoken())) + markup.facts(beside)


def chance(
    target: Target,
    view: Outlook,
    now: Level | None = None,
    *,
    last_growth: float | None = None,
    shift: float = 0.0,
) -> Chance:
    """The chance of a target as seen from an outlook.

    `now` is the level of the year `view.as_of`; level and cumulative targets need it. `last_growth`
    is real growth in that year: a one-year target then gets its ambition and reference class.
    `shift` moves the middle of every forecast, in log growth a year (see `blend`).
    Raises BasisMismatch for a real target before a nominal outlook or the reverse, UnitMismatch,
    and UsageError for a level of another year or a target more than five years ahead.
    """
    horizon = _horizon(target, view, now)
    ahead = _ahead(view, horizon, shift)
    variants = zip(*(view.readings(h) for h in range(1, horizon + 1)), strict=True)
    told = [_clip(_met(target, target.value, v, now), horizon) for v in variants]
    raw = _met(target, target.value, ahead, now)
    given = [_met(target, target.value, [f.given(p) for f in ahead], now) for p in SCENARIOS]
    ambition = _ambition(target, last_growth)
    return Chance(
        target=target,
        horizon=horizon,
        as_of=view.as_of,
        basis=view.basis,
        probability=_clip(raw, horizon),
        raw=raw,
        low=min(told),
        high=max(told),
        scenarios=Scenarios(*given),
        required=target.required(target.value, now),
        own=view.own,
        national=float(np.expm1(ahead[-1].national)),
        median=target.outcome(0.5, ahead, now),
        band=(target.outcome(BAND[0], ahead, now), target.outcome(BAND[1], ahead, now)),
        years=view.years,
        peers=view.peers,
        within=_within(target, ahead, now),
        high_end=None if target.high is None else _at(target, target.high, ahead, now),
        ambition=ambition,
        reference=None if ambition is None else reference_class(ambition),
    )


def raw_chance(target: Target, view: Outlook, now: Level | None = None) -> float:
    """The `raw` of `chance` alone, for whoever asks of many targets. Errors as there."""
    return _met(target, target.value, _ahead(view, _horizon(target, view, now)), now)


def reference_class(ambition: float) -> tuple[float, float] | None:
    """Share of prefectures with such an ambition that met their target, low and high.

    `ambition` is the target less the growth of the year before (0.01 is a point); None where the
    study gives no figure. Source: peer_ambition.csv.
    """
    points = round(ambition, 6)  # 0.065 - 0.085 must be -2 points, not a hair less
    for row in table("peer_ambition").fillna(inf).to_dict("records"):
        if row["above"] <= points <= row["up_to"]:
            return float(row["met_low"]), float(row["met_high"])
    return None


def _horizon(target: Target, view: Outlook, now: Level | None) -> int:
    if target.basis not in (view.basis, Basis.NONE):
        raise BasisMismatch(
            f"the target is {target.basis}, the outlook {view.basis}: convert own growth with "
            "to_real or to_nominal and take the outlook on the target's basis"
        )
    if not isinstance(target, GrowthTarget) and now is not None and now.year != view.as_of:
        raise UsageError(f"the level is of {now.year}: the outlook starts in {view.as_of}")
    horizon = target.horizon(view.as_of)
    if horizon < 1:
        raise UsageError(f"the target lies not after {view.as_of}: nothing lies ahead")
    if horizon > LONGEST:
        raise UsageError(
            f"{horizon} years ahead of {view.as_of}: the model was fitted for 1 to {LONGEST}"
        )
    return horizon


def _ahead(view: Outlook, horizon: int, shift: float = 0.0) -> list[Forecast]:
    """A forecast for each of the next years."""
    told = [view.forecast(years) for years in range(1, horizon + 1)]
    return [replace(f, location=f.location + shift) for f in told] if shift else told


def _met(target: Target, value: float, ahead: Sequence[Forecast], now: Level | None) -> float:
    reached = target.reached(value, ahead, now)
    return 1 - reached if target.bound is Bound.UPPER else reached


def _at(target: Target, value: float, ahead: Sequence[Forecast], now: Level | None) -> float:
    return _clip(_met(target, value, ahead, now), len(ahead))


def _within(target: Target, ahead: Sequence[Forecast], now: Level | None) -> float | None:
    if target.bound is not Bound.ABOUT:
        return None
    return _at(target, target.value - target.resolution / 2, ahead, now)


def _ambition(target: Target, last_growth: float | None) -> float | None:
    """The study's classes are of one-year real growth targets: no others have one."""
    if last_growth is None or not isinstance(target, GrowthTarget):
        return None
    fits = target.years == 1 and target.basis is Basis.REAL
    return target.value - last_growth if fits else None


def _clip(probability: float, horizon: int) -> float:
    return min(max(probability, CLIP[0]), CLIP[1]) if horizon == 1 else probability
