"""Several districts of one place side by side: what each announces, a year and per head."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """The districts of a place that documents are about, and their figures in one panel."""

    place: str
    districts: tuple[Region, ...]
    readings: tuple[Reading, ...]
    panel: Panel

    def cells(self, indicator: str) -> dict[str, Cell]:
        """What each district states of an indicator, by name: a target first, then the newest."""
        found: dict[str, Cell] = {}
        for district in self.districts:
            own = [e for e in self.panel.entries if _is(e, indicator, district)]
            own = [e for e in own if not e.contested and e.measure is not Measure.SHARE] or own
            if own:
                best = max(own, key=lambda e: (_is_target(e), e.measure, e.amount.last))
                found[district.name] = Cell(best, residents(district))
        return found

    @property
    def indicators(self) -> tuple[str, ...]:
        """The indicators of which anything is stated, those of most districts first."""
        counts = Counter({name: len(self.cells(name)) for name in _concepts(self.panel)})
        return tuple(sorted(counts, key=lambda name: (-counts[name], name)))

    @property
    def shared(self) -> tuple[str, ...]:
        """Those that two districts or more state in one unit and measure."""
        return tuple(name for name in self.indicators if len(_alike(self.cells(name))) > 1)

    def alike(self, indicator: str) -> dict[str, Cell]:
        """The cells of an indicator that can be set beside each other, by district."""
        return _alike(self.cells(indicator))

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
    return Comparison(place, districts, readings, panel(readings))


def residents(district: Region) -> int | None:
    """The newest official number of residents, where it is shipped."""
    series = known(district.code, "population")
    return None if series is None else int(series.iloc[-1])


def short(district: Region | str, place: str) -> str:
    """A district's name without the place's: 南关区, Nanguan District."""
    name = district if isinstance(district, str) else district.name
    if spoken() == "zh":
        return name.removeprefix(place)
    return names.place(name).removesuffix(f", {names.place(place)}").removeprefix(place)


def _alike(cells: dict[str, Cell]) -> dict[str, Cell]:
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


def _is(entry: Entry, indicator: str, district: Region) -> bool:
    own = said.is_of(entry.evidence[0], district.name)
    return own and entry.amount.series.concept == indicator


def _concepts(found: Panel) -> set[str]:
    return {entry.amount.series.concept for entry in found.entries}
