"""The levels that documents state: what a growth path starts from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from indicators import lexicon
from indicators.errors import SeriesError, UnknownName
from indicators.growth.placing import Entry, place
from indicators.language.figures import amount
from indicators.record import Basis, Observation, Reading
from indicators.subject import figures, said


@dataclass(frozen=True, slots=True)
class Level:
    """A stated level of one year: 地区生产总值495.7亿元 in 2021.

    `value` is in `unit`; `rounding` is half a unit of the last digit shown, in the same unit.
    `part` names the part of the year that the level covers (上半年), empty for all of it; `prices`
    is the year whose prices a real level is told at, where the document names it; `scope` what the
    level is of beyond its name (市本级), empty for the whole of the place.
    """

    year: int
    value: float
    unit: str
    basis: Basis = Basis.NOMINAL
    rounding: float = 0.0
    evidence: Observation | None = None
    part: str = ""
    prices: int | None = None
    scope: str = ""

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
        return amount(self.value, self.unit)

    def __str__(self) -> str:
        """The same."""
        return self.amount


def stated_levels(readings: Iterable[Reading], region: str, indicator_id: str) -> tuple[Level, ...]:
    """The levels that documents state of a region, by year.

    Targets, growth figures, ranges, bounds (超过500亿元) and runs of years are left out; a level of
    a part of a year says so in `part`, one at constant prices (不变价, 可比价) is real, one on a
    scope of its own (市本级) says so in `scope`. Each keeps its observation as evidence; one year
    may occur more than once (see `joined`).
    """
    if indicator_id not in lexicon.catalogue():
        raise UnknownName(f"indicator {indicator_id!r}: see indicator.toml for those there are")
    chosen = [
        _level(reading, entry)
        for reading in readings
        for figure in figures(reading)
        if figure.o.indicator_id == indicator_id and said.is_of(figure.o, region)
        if isinstance(entry := place(figure), Entry) and entry.is_level
    ]
    return tuple(sorted(chosen, key=lambda level: (level.year, level.value)))


def _level(reading: Reading, entry: Entry) -> Level:
    """An entry of the panel as a level to start a path from."""
    (o,), series = entry.evidence, entry.amount.series
    told = said.prices(reading.document, o) if series.basis is Basis.REAL else None
    return Level(
        year=entry.amount.last,
        value=float(entry.value),
        unit=series.unit,
        basis=series.basis,
        rounding=float(o.quantity.resolution or 0) / 2,
        evidence=o,
        part=series.part,
        prices=told.base if told else None,
        scope=series.scope,
    )
