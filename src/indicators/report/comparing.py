"""Several districts of one place side by side: what each announces, a year and per head."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import pandas as pd

from indicators import store
from indicators.errors import UnknownName
from indicators.growth import Entry, Panel, Shape, known, panel
from indicators.language import spoken
from indicators.record import Measure, Observation, Reading, Region, Status
from indicators.report import names
from indicators.subject import said

HEADS = 10_000  # residents that a count is told for


@dataclass(frozen=True, slots=True)
class Cell:
    """What one district states of one indicator: the target if there is one, else the figure."""

    entry: Entry
    resident: int | None

    @property
    def announced(self) -> bool:
        """Whether it is a target."""
        return self.entry.amount.series.status is Status.TARGET

    @property
    def years(self) -> int:
        """The years that a total is over; 1 for all other figures."""
        return self.entry.amount.years if self.entry.shape is Shape.TOTAL else 1

    @property
    def a_year(self) -> float:
        """The figure, a total as an amount a year."""
        return float(self.entry.value) / self.years

    @property
    def per_head(self) -> float | None:
        """A count a year for every HEADS residents; None where their number is not known."""
        return None if self.resident is None else self.a_year / self.resident * HEADS


@dataclass(frozen=True, slots=True)
class Standing:
    """How large a district is by official series: its newest level of GDP, its residents.

    `city` are the levels of its city, None where that year's is not shipped.
    """

    levels: pd.Series[float]
    city: pd.Series[float] | None
    residents: pd.Series[float] | None

    @property
    def year(self) -> int:
        """The year of the newest level."""
        return int(self.levels.index[-1])

    @property
    def gdp(self) -> float:
        """The newest level, in `unit`."""
        return float(self.levels.iloc[-1])

    @property
    def unit(self) -> str:
        """Of the levels."""
        return str(self.levels.attrs["unit"])

    @property
    def share(self) -> float | None:
        """Of the city's level of the same year."""
        return None if self.city is None else self.gdp / float(self.city[self.year])


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """The districts of a place that documents are about, and their figures in one panel.

    `cells` holds what each district states, by indicator and then by the district's name.
    """

    place: str
    districts: tuple[Region, ...]
    readings: tuple[Reading, ...]
    panel: Panel
    cells: Mapping[str, Mapping[str, Cell]]

    @property
    def indicators(self) -> tuple[str, ...]:
        """The indicators of which anything is stated, those of most districts first."""
        return tuple(sorted(self.cells, key=lambda name: (-len(self.cells[name]), name)))

    @property
    def together(self) -> tuple[str, ...]:
        """Those that two districts or more state, in whatever unit and measure."""
        return tuple(name for name in self.indicators if len(self.cells[name]) > 1)

    @property
    def shared(self) -> tuple[str, ...]:
        """Those that two districts or more state in one unit and measure."""
        return tuple(name for name in self.indicators if len(_alike(self.cells[name])) > 1)

    def alike(self, indicator: str) -> dict[str, Cell]:
        """The cells of an indicator that can be set beside each other, by district."""
        return _alike(self.cells[indicator])

    def targets(self, district: Region) -> list[Observation]:
        """Every target that the documents state of a district itself."""
        found = (o for reading in self.readings for o in reading.observations)
        own = (o for o in found if said.is_of(o, district.name))
        return [o for o in own if o.status is Status.TARGET]


def comparison(place: str) -> Comparison:
    """The districts of a place that documents are about; UnknownName with fewer than two."""
    districts = tuple(r for r in store.regions() if r.name.startswith(place) and r.name != place)
    if len(districts) < 2:
        names = "、".join(region.name for region in store.regions())
        raise UnknownName(f"place {place!r}: fewer than two districts of it; there are {names}")
    readings = tuple(r for district in districts for r in store.readings(district.name))
    found = panel(readings)
    return Comparison(place, districts, readings, found, _cells(found, districts))


def _cells(found: Panel, districts: Iterable[Region]) -> dict[str, dict[str, Cell]]:
    """Of each indicator what each district states: a target first, then the newest."""
    cells: dict[str, dict[str, Cell]] = {entry.amount.series.concept: {} for entry in found.entries}
    for district in districts:
        people = residents(district)
        resident = None if people is None else int(people.iloc[-1])
        own = [entry for entry in found.entries if said.is_of(entry.evidence[0], district.name)]
        own.sort(key=_concept)
        for concept, stated in groupby(own, key=_concept):
            cells[concept][district.name] = Cell(_foremost(list(stated)), resident)
    return cells


def _foremost(stated: Sequence[Entry]) -> Entry:
    sure = [e for e in stated if not e.contested and e.measure is not Measure.SHARE]
    return max(sure or stated, key=lambda e: (_is_target(e), e.measure, e.amount.last))


def residents(district: Region) -> pd.Series[float] | None:
    """The official number of residents by year, where it is shipped."""
    return known(district.code, "population")


def standing(district: Region) -> Standing | None:
    """A district's size, None where no official level of its GDP is shipped."""
    code = district.code or ""
    own, city = known(code, "gdp"), known(f"{code[:4]}00", "gdp")
    if own is None:
        return None
    beside = city if city is not None and own.index[-1] in city.index else None
    return Standing(own, beside, known(district.code, "population"))


def short(district: Region | str, place: str) -> str:
    """A district's name without the place's: 南关区, Nanguan District."""
    name = district if isinstance(district, str) else district.name
    if spoken() == "zh":
        return name.removeprefix(place)
    return names.place(name).removesuffix(f", {names.place(place)}").removeprefix(place)


def _alike(cells: Mapping[str, Cell]) -> dict[str, Cell]:
    """The cells that share the commonest unit, measure and status."""
    kinds = Counter(_kind(cell) for cell in cells.values())
    if not kinds:
        return {}
    main = max(kinds, key=lambda kind: (kinds[kind], kind))
    return {name: cell for name, cell in cells.items() if _kind(cell) == main}


def _kind(cell: Cell) -> tuple[str, str]:
    return cell.entry.amount.series.unit, cell.entry.measure.value


def _is_target(entry: Entry) -> bool:
    return entry.amount.series.status is Status.TARGET


def _concept(entry: Entry) -> str:
    return entry.amount.series.concept
