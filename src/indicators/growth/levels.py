"""The levels that documents state: what a growth path starts from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from indicators import lexicon
from indicators.errors import SeriesError, UnitMismatch, UnknownName
from indicators.record import Basis, Bound, Measure, Observation, Status


@dataclass(frozen=True, slots=True)
class Level:
    """A stated level of one year: 地区生产总值495.7亿元 in 2021.

    `value` is in `unit`; `rounding` is half a unit of the last digit shown, in the same unit.
    """

    year: int
    value: float
    unit: str
    basis: Basis = Basis.NOMINAL
    rounding: float = 0.0
    evidence: Observation | None = None

    def __post_init__(self) -> None:
        """Refuse what has no logarithm."""
        if not self.value > self.rounding >= 0:
            raise SeriesError(f"{self.year}: level {self.value} ± {self.rounding}: must be above 0")

    @property
    def low(self) -> float:
        """The least amount that the stated figure may stand for."""
        return self.value - self.rounding

    @property
    def high(self) -> float:
        """The largest amount that the stated figure may stand for."""
        return self.value + self.rounding


def stated_levels(
    observations: Iterable[Observation], region: str, indicator_id: str
) -> tuple[Level, ...]:
    """The levels of single past years that documents state of a region, by year.

    Targets, growth figures, ranges, bounds (超过500亿元) and runs of years are left out. Each level
    keeps its observation as evidence; one year may occur more than once (see `agreed`).
    """
    if indicator_id not in lexicon.catalogue():
        raise UnknownName(f"indicator {indicator_id!r}: see indicator.toml for those there are")
    basis = lexicon.catalogue()[indicator_id].level_basis
    chosen = [o for o in observations if _is_level(o, indicator_id) and _is_of(o, region)]
    levels = [_level(o, basis) for o in chosen]
    return tuple(sorted(levels, key=lambda level: (level.year, level.value)))


def agreed(levels: Iterable[Level]) -> tuple[Level, ...]:
    """One level a year: of several that agree within their rounding, the finest.

    Raises SeriesError for a year whose levels contradict each other, UnitMismatch for two units.
    """
    ordered = sorted(levels, key=lambda level: level.year)
    return tuple(_finest(list(same)) for _, same in groupby(ordered, key=lambda x: x.year))


def _is_level(o: Observation, indicator_id: str) -> bool:
    plain = o.quantity.high is None and o.quantity.bound in (Bound.EXACT, Bound.ABOUT)
    dated = o.period is not None and o.period.years == 1
    said = o.measure is Measure.LEVEL and o.status is Status.ACTUAL
    return o.indicator_id == indicator_id and plain and dated and said


def _is_of(o: Observation, region: str) -> bool:
    return region == o.region.code or lexicon.same_region(o.region.name, region)


def _level(o: Observation, basis: Basis) -> Level:
    assert o.period is not None  # _is_level asked for it
    rounding = float(o.quantity.resolution or 0) / 2
    return Level(o.period.first, float(o.quantity.value), o.quantity.unit, basis, rounding, o)


def _finest(same: list[Level]) -> Level:
    if len({level.unit for level in same}) > 1:
        raise UnitMismatch(f"{same[0].year}: levels in two units: convert one first")
    if max(level.low for level in same) > min(level.high for level in same):
        stated = " and ".join(f"{level.value:g}" for level in same)
        raise SeriesError(f"{same[0].year}: levels {stated} contradict each other: choose one")
    return min(same, key=lambda level: level.rounding)
