"""The levels that documents state: what a growth path starts from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from indicators import lexicon
from indicators.errors import SeriesError, UnknownName
from indicators.record import Basis, Bound, Measure, Observation, Reading, Status
from indicators.subject import said

YI = 1e8


@dataclass(frozen=True, slots=True)
class Level:
    """A stated level of one year: 地区生产总值495.7亿元 in 2021.

    `value` is in `unit`; `rounding` is half a unit of the last digit shown, in the same unit.
    `part` names the part of the year that the level covers (上半年), empty for all of it; `prices`
    is the year whose prices a real level is told at, where the document names it.
    """

    year: int
    value: float
    unit: str
    basis: Basis = Basis.NOMINAL
    rounding: float = 0.0
    evidence: Observation | None = None
    part: str = ""
    prices: int | None = None

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

    @property
    def amount(self) -> str:
        """The figure for readers: 495.7亿元, never eleven digits."""
        if self.unit == "CNY" and self.value >= YI:
            return f"{self.value / YI:,.10g}亿元"
        return f"{self.value:,.10g}{self.unit}"


def stated_levels(readings: Iterable[Reading], region: str, indicator_id: str) -> tuple[Level, ...]:
    """The levels that documents state of a region, by year.

    Targets, growth figures, ranges, bounds (超过500亿元) and runs of years are left out; a level of
    a part of a year says so in `part`, one at constant prices (不变价, 可比价) is real. Each keeps
    its observation as evidence; one year may occur more than once (see `joined`).
    """
    if indicator_id not in lexicon.catalogue():
        raise UnknownName(f"indicator {indicator_id!r}: see indicator.toml for those there are")
    basis = lexicon.catalogue()[indicator_id].level_basis
    chosen = [
        _level(reading, o, basis)
        for reading in readings
        for o in reading.observations
        if _is_level(o, indicator_id) and said.is_of(o, region)
    ]
    return tuple(sorted(chosen, key=lambda level: (level.year, level.value)))


def _is_level(o: Observation, indicator_id: str) -> bool:
    plain = o.quantity.high is None and o.quantity.bound in (Bound.EXACT, Bound.ABOUT)
    dated = o.period is not None and o.period.years == 1
    stated = o.measure is Measure.LEVEL and o.status is Status.ACTUAL
    return o.indicator_id == indicator_id and plain and dated and stated


def _level(reading: Reading, o: Observation, basis: Basis) -> Level:
    assert o.period is not None  # _is_level asked for it
    told = said.prices(reading.document, o) if basis is Basis.NOMINAL else None
    return Level(
        year=o.period.first,
        value=float(o.quantity.value),
        unit=o.quantity.unit,
        basis=Basis.REAL if told and told.constant else basis,
        rounding=float(o.quantity.resolution or 0) / 2,
        evidence=o,
        part=said.part_of_year(reading.document, o),
        prices=told.base if told and told.constant else None,
    )
