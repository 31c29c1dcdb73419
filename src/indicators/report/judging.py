"""The chance of one stated target, or the reason why none is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from indicators.claims import Claim, Implied, base_before
from indicators.errors import BasisMismatch, SeriesError, UnitMismatch, UsageError
from indicators.growth import (
    Chance,
    Forecast,
    Level,
    LevelTarget,
    Outlook,
    Rate,
    chance,
    growth_between,
    joined,
    stated_levels,
    table,
    target_of,
)
from indicators.growth.targets import Target
from indicators.language import Message
from indicators.record import Basis, Measure, Observation, Reading, Region
from indicators.report.own import converted, last_full_year, seen
from indicators.subject import said

# no panel holds these: the first stands in, the others widen the range of the chance
STAND_INS: Mapping[str, tuple[str, ...]] = {
    "district_budget_revenue": ("budget_revenue",),
    "fiscal_revenue": ("budget_revenue",),
    "industrial_output": ("budget_revenue", "gdp", "fixed_investment"),
}
STRIVES = "力争"
UNMODELLED = (Measure.SHARE, Measure.DECREASE, Measure.MULTIPLE)


@dataclass(frozen=True, slots=True)
class Judged:
    """A target with its chance.

    `base` is the level of the year before that it starts from, `implied` how it follows from a
    growth target, where it is not stated; `read_as` says how growth over
    several years was read; `own_missing` why own growth, though stated, is not used.
    """

    observation: Observation
    chance: Chance
    peers: tuple[str, ...]
    base: Level | None = None
    read_as: Message | None = None
    own_missing: Message | None = None
    implied: Implied | None = None

    @property
    def base_span(self) -> tuple[float, float, float]:
        """The base at its least, as it is, at its largest: exact about both roundings."""
        assert self.base is not None
        if self.implied is None:
            return self.base.low, self.base.value, self.base.high
        within = self.implied.within.strict
        high = float("inf") if within.high is None else float(within.high)
        return float(within.low), self.base.value, high


@dataclass(frozen=True, slots=True)
class Unjudged:
    """A target no chance is told for, and why: a message of `because`."""

    observation: Observation
    reason: Message

    @property
    def kind(self) -> Message:
        """The reason in short: the message of the same name among `reason`."""
        return Message(f"reason.{self.reason.name.partition('.')[2]}")


def because(name: str, **values: object) -> Message:
    """A reason: `count`, `past`, ..."""
    return Message.of(f"because.{name}", **values)


def rounded(judged: Judged) -> Chance:
    """The chance of reaching the target within its rounding: 6.5% may be told as 7%."""
    c, now = judged.chance, judged.base
    target = replace(c.target, value=c.target.value - c.target.resolution / 2)
    return _told(target, _views(judged.peers, c.as_of, c.basis, c.own), now)


def forecast(judged: Judged) -> Forecast:
    """The forecast behind a chance."""
    return view(judged).forecast(judged.chance.horizon)


def view(judged: Judged) -> Outlook:
    """The outlook behind a chance."""
    c = judged.chance
    return _views(judged.peers, c.as_of, c.basis, c.own)[0]


@dataclass(frozen=True, slots=True)
class Judge:
    """The targets of one document, seen from the last full year before it was written."""

    place: Region
    horizon: int
    reading: Reading
    readings: Sequence[Reading]
    claims: Sequence[Claim]

    def judge(self, o: Observation) -> Judged | Unjudged:
        """The chance, or the reason why none is told."""
        as_of = last_full_year(self.reading.document)
        if as_of is None:
            return Unjudged(o, because("undated"))
        if reason := _refusal(o, self.place) or _time_refusal(o, as_of, self.horizon):
            return Unjudged(o, reason)
        try:
            return self._judged(o, as_of)
        except (SeriesError, UsageError, UnitMismatch, BasisMismatch) as wrong:
            return Unjudged(o, because("model", detail=str(wrong)))

    def _judged(self, o: Observation, as_of: int) -> Judged | Unjudged:
        assert o.indicator_id is not None
        document = self.reading.document
        peers = STAND_INS.get(o.indicator_id, (o.indicator_id,))
        soft, yearly = STRIVES in o.sentence.of(document.text), said.a_year(document, o)
        target = target_of(o, as_of, soft=soft, yearly=yearly)
        now = implied = None
        if isinstance(target, LevelTarget):
            now, implied, now_missing = self._level_before(o, target, as_of)
            if now is None:
                return Unjudged(o, now_missing or because("start"))
        own, missing = converted(self._between(o.indicator_id, as_of), target.basis)
        told = _told(target, _views(peers, as_of, target.basis, own), now)
        if own is not None and told.own is None:
            missing = because("nation")
        return Judged(o, told, peers, now, _read_as(o, target, yearly), missing, implied)

    def _level_before(
        self, o: Observation, target: LevelTarget, as_of: int
    ) -> tuple[Level | None, Implied | None, Message | None]:
        """The level it starts from: stated, or implied by growth of the same year; or why not."""
        chosen = joined(stated_levels(self.readings, self.place.name, o.indicator_id or ""))
        for level in chosen.levels:
            if level.year == as_of:
                return level, None, None
        for aside in chosen.aside:
            if aside.level.year == as_of:
                told = {"year": as_of, "amount": aside.level, "why": aside.reason}
                return None, None, because("disputed", **told)
        implied = base_before(self.claims, o)
        if implied is None:
            return None, None, None
        return _level(implied, target), implied, None

    def _between(self, indicator: str, as_of: int) -> Rate | None:
        """Own growth between the stated levels up to a year, on their basis."""
        stated = stated_levels(self.readings, self.place.name, indicator)
        levels = joined(level for level in stated if level.year <= as_of).levels
        return growth_between(levels[0], levels[-1]) if len(levels) > 1 else None


def _refusal(o: Observation, place: Region) -> Message | None:
    """Why the model cannot speak about this target at all; None when it can."""
    if not said.is_of(o, place.name):
        return because("place", place=o.region.name)
    if o.measure in UNMODELLED:
        return because(o.measure.value)
    if o.measure is Measure.GROWTH and o.quantity.unit != "%":
        return because("increase")
    if o.measure is Measure.LEVEL and o.quantity.unit != "CNY":
        return because("count")
    if o.indicator_id is None:
        return because("catalogue")
    if not set(STAND_INS.get(o.indicator_id, (o.indicator_id,))) <= _spreads():
        return because("spread")
    return None


def _time_refusal(o: Observation, as_of: int, horizon: int) -> Message | None:
    """Why the target's time cannot be judged."""
    if o.period is None:
        return because("period")
    if o.period.last <= as_of:
        return because("past", period=o.period)
    if o.period.first != as_of + 1:
        return because("later")
    if o.period.last > as_of + horizon:
        return because("beyond", year=as_of + horizon)
    if o.measure is Measure.LEVEL and o.period.years > 1:
        return because("total")
    return None


def _read_as(o: Observation, target: Target, yearly: bool) -> Message | None:
    """How growth over several years was read, and by which words."""
    if o.measure is not Measure.GROWTH or o.period is None or o.period.years == 1:
        return None
    if yearly:
        return Message("read_as.yearly")
    return Message.of("read_as.total", figure=o.text, years=o.period.years)


def _level(implied: Implied, target: LevelTarget) -> Level:
    """The implied base of a target as the level it starts from; its evidence is the growth."""
    year, growth = implied.amount.last, implied.claims[-1].observation
    return Level(year, float(implied.value), implied.unit, target.basis, evidence=growth)


def _views(peers: Sequence[str], as_of: int, basis: Basis, own: Rate | None) -> tuple[Outlook, ...]:
    return tuple(seen(as_of, basis, own, name) for name in peers)


def _told(target: Target, views: Sequence[Outlook], now: Level | None) -> Chance:
    """The chance by the first view; its range covers those of all."""
    told = [chance(target, view, now) for view in views]
    return replace(told[0], low=min(c.low for c in told), high=max(c.high for c in told))


def _spreads() -> set[str]:
    return set(table("peer_spread")["indicator"])
