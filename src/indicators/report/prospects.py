"""Which of a region's stated targets a chance can be told for, and what is said of the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from indicators import lexicon, store
from indicators.errors import SeriesError
from indicators.growth import (
    Chance,
    Forecast,
    Level,
    LevelTarget,
    Outlook,
    Rate,
    agreed,
    chance,
    deflator,
    growth_between,
    outlook,
    pooled_model,
    stated_levels,
    table,
    target_of,
    to_real,
)
from indicators.growth.targets import Target
from indicators.record import Basis, Measure, Observation, Reading, Region, Status

# no panel holds these: the first stands in, the others widen the range of the chance
STAND_INS: Mapping[str, tuple[str, ...]] = {
    "district_budget_revenue": ("budget_revenue",),
    "industrial_output": ("budget_revenue", "gdp", "fixed_investment"),
}
STRIVES = "力争"


@dataclass(frozen=True, slots=True)
class Judged:
    """A target with its chance; `base` is the level of the year before that it starts from."""

    observation: Observation
    chance: Chance
    peers: tuple[str, ...]
    base: Level | None = None

    @property
    def base_span(self) -> tuple[float, float, float]:
        """The base at its least, as it is, at its largest: exact about both roundings."""
        assert self.base is not None and self.base.evidence is not None
        growth, t = self.base.evidence, self.chance.target
        if growth.measure is not Measure.GROWTH:
            return self.base.low, self.base.value, self.base.high
        rate, half = (
            float(growth.quantity.value) / 100,
            float(growth.quantity.resolution or 0) / 200,
        )
        low = (t.value - t.resolution / 2) / (1 + rate + half)
        return low, self.base.value, (t.value + t.resolution / 2) / (1 + rate - half)


@dataclass(frozen=True, slots=True)
class Unjudged:
    """A target no chance is told for, and why."""

    observation: Observation
    reason: str


@dataclass(frozen=True, slots=True)
class Pace:
    """A total that is asked for, against a stated past total of the same thing: times a year."""

    target: Observation
    past: Observation
    low: float
    ratio: float
    high: float


@dataclass(frozen=True, slots=True)
class Prospects:
    """Every target that the region's documents state, judged or counted with its reason."""

    region: Region
    horizon: int
    judged: tuple[Judged, ...]
    unjudged: tuple[Unjudged, ...]
    paces: tuple[Pace, ...]

    @property
    def count(self) -> int:
        """All targets: none is dropped."""
        return len(self.judged) + len(self.unjudged)


def prospects(region: str, horizon: int = 3) -> Prospects:
    """The targets of a region's documents, the likeliest first.

    Raises UnknownName for a region without documents, UsageError for a horizon that the model was
    not fitted for.
    """
    pooled_model(horizon, Basis.NOMINAL)  # its check of the horizon
    readings = store.readings(region)
    place = lexicon.region(readings[0].document.region)
    everything = [o for reading in readings for o in reading.observations]
    judged: list[Judged] = []
    unjudged: list[Unjudged] = []
    for reading in readings:
        judge = _Judge(place, horizon, reading, everything)
        for o in (o for o in reading.observations if o.status is Status.TARGET):
            found = judge.judge(o)
            if isinstance(found, Judged):
                judged.append(found)
            else:
                unjudged.append(Unjudged(o, found))
    judged.sort(key=lambda j: -j.chance.probability)
    return Prospects(place, horizon, tuple(judged), tuple(unjudged), tuple(_paces(everything)))


def rounded(judged: Judged) -> Chance:
    """The chance of reaching the target within its rounding: 6.5% may be told as 7%."""
    c, now = judged.chance, judged.base
    target = replace(c.target, value=c.target.value - c.target.resolution / 2)
    return _told(target, _views(judged.peers, c.as_of, c.basis, c.own), now)


def forecast(judged: Judged) -> Forecast:
    """The forecast behind a chance."""
    c = judged.chance
    return _views(judged.peers, c.as_of, c.basis, c.own)[0].forecast(c.horizon)


@dataclass(frozen=True, slots=True)
class _Judge:
    """The targets of one document, seen from the end of the year before it was written."""

    place: Region
    horizon: int
    reading: Reading
    everything: Sequence[Observation]

    @property
    def as_of(self) -> int:
        return int(self.reading.document.date[:4]) - 1

    def judge(self, o: Observation) -> Judged | str:
        """The chance, or the reason why none is told."""
        if reason := self.refusal(o):
            return reason
        assert o.indicator_id is not None
        peers = STAND_INS.get(o.indicator_id, (o.indicator_id,))
        soft = STRIVES in o.sentence.of(self.reading.document.text)
        target = target_of(o, self.as_of, soft=soft)
        now = self.level_before(o, target) if isinstance(target, LevelTarget) else None
        if isinstance(target, LevelTarget) and now is None:
            return "no level of the year before is stated"
        own = self.own(o.indicator_id, target.basis)
        try:
            told = _told(target, _views(peers, self.as_of, target.basis, own), now)
        except SeriesError as missing:  # the nation's growth is not known to the document's date
            return str(missing)
        return Judged(o, told, peers, now)

    def refusal(self, o: Observation) -> str:
        """Why the model cannot speak about this target at all; empty when it can."""
        if o.measure is Measure.SHARE:
            return "a share: where it starts from is not stated"
        if o.measure not in (Measure.GROWTH, Measure.LEVEL):
            return "a change in the way of working: no model of it"
        if o.measure is Measure.LEVEL and o.quantity.unit != "CNY":
            return "a count: how such counts spread among peers is not known"
        if o.indicator_id is None:
            return "not an indicator of the catalogue"
        if not set(STAND_INS.get(o.indicator_id, (o.indicator_id,))) <= _spreads():
            return "how its growth spreads among peers is not known"
        return self.time_refusal(o)

    def time_refusal(self, o: Observation) -> str:
        """Why the target's time cannot be judged."""
        if o.period is None or o.period.first != self.as_of + 1:
            return "no period that begins now is stated"
        if o.period.last > self.as_of + self.horizon:
            return f"lies beyond {self.as_of + self.horizon}, the horizon asked for"
        if o.measure is Measure.LEVEL and o.period.years > 1:
            return "a total over years: no level of the year before is stated"
        return ""

    def level_before(self, o: Observation, target: LevelTarget) -> Level | None:
        """The level it starts from: stated, or implied by a growth target of the same year."""
        stated = stated_levels(self.everything, self.place.name, o.indicator_id or "")
        for level in agreed(stated):
            if level.year == self.as_of:
                return level
        for other in self.reading.observations:
            same = (other.indicator_id, other.period, other.status, other.region) == (
                o.indicator_id,
                o.period,
                o.status,
                o.region,
            )
            if same and other.measure is Measure.GROWTH and other.quantity.unit == "%":
                return _implied(self.as_of, target, other)
        return None

    def own(self, indicator: str, basis: Basis) -> Rate | None:
        """Own growth between stated levels, on the target's basis."""
        past = [o for o in self.everything if o.period and o.period.last <= self.as_of]
        levels = agreed(stated_levels(past, self.place.name, indicator))
        if len(levels) < 2:
            return None
        nominal = growth_between(levels[0], levels[-1])
        if basis is Basis.NOMINAL:
            return nominal
        return to_real(nominal, deflator(nominal.first, nominal.last))


def _implied(year: int, target: LevelTarget, growth: Observation) -> Level:
    """100亿元 at +7% stand on a base of 93.46亿元 [92.56-94.37]; see `Judged.base_span`."""
    value = target.value / (1 + float(growth.quantity.value) / 100)
    return Level(year, value, target.unit or "", target.basis, evidence=growth)


def _views(peers: Sequence[str], as_of: int, basis: Basis, own: Rate | None) -> tuple[Outlook, ...]:
    return tuple(outlook(own, as_of=as_of, basis=basis, indicator=name) for name in peers)


def _told(target: Target, views: Sequence[Outlook], now: Level | None) -> Chance:
    """The chance by the first view; its range covers those of all."""
    told = [chance(target, view, now) for view in views]
    return replace(told[0], low=min(c.low for c in told), high=max(c.high for c in told))


def _spreads() -> set[str]:
    return set(table("peer_spread")["indicator"])


def _paces(observations: Sequence[Observation]) -> Iterator[Pace]:
    """Totals asked for beside totals achieved: 4万 in three years against 10万 in ten."""
    totals = [o for o in observations if _is_total(o)]
    for target in (o for o in totals if o.status is Status.TARGET):
        for past in (o for o in totals if o.status is Status.ACTUAL):
            if (target.indicator_id, target.quantity.unit, target.region) == (
                past.indicator_id,
                past.quantity.unit,
                past.region,
            ):
                (a, b, c), (x, y, z) = _a_year(target), _a_year(past)
                yield Pace(target, past, a / z, b / y, c / x)


def _is_total(o: Observation) -> bool:
    return (
        o.indicator_id is not None
        and o.measure is Measure.LEVEL
        and o.period is not None
        and o.period.years > 1
    )


def _a_year(o: Observation) -> tuple[float, float, float]:
    assert o.period is not None
    value, half = float(o.quantity.value), float(o.quantity.resolution or 0) / 2
    years = o.period.years
    return (value - half) / years, value / years, (value + half) / years
