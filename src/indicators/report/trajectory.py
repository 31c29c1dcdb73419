"""What is known of one indicator's growth in one region: where it came from, where it may go.

`trajectory` takes what the documents state. Two levels or more make a path; with one or none there
is no path to draw, and the page says so and tells what the nation and the peers say.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import exp, isfinite

import pandas as pd

from indicators import lexicon, store
from indicators.errors import SeriesError, UnknownName, UsageError
from indicators.growth import (
    Aside,
    Chance,
    Course,
    GrowthTarget,
    Level,
    Outlook,
    Rate,
    Splice,
    chance,
    growth_between,
    joined,
    known,
    pooled_model,
    stated_levels,
)
from indicators.language import Message, say
from indicators.record import Basis, Indicator, Measure, Observation, Reading, Region, Status
from indicators.report import names, neighbour
from indicators.report.amounts import in_large_unit
from indicators.report.neighbour import Neighbour
from indicators.report.own import converted, newest_full_year, seen, unmatched
from indicators.subject import said


@dataclass(frozen=True, eq=False)
class Trajectory:
    """The evidence of one indicator in one region, and the outlook from it.

    `levels` are the stated ones that may be joined, one a year; `aside` those that may not, each
    with its reason; `elsewhere` and `grown` are single official levels of other years and official
    growth, which are shown and never joined. `asked` is the growth a year whose chance is told.
    Two assumptions may be made: `first`, that the first joined level was larger by this share than
    stated (`levels` have it so), and `nation`, log growth a year by which the nation outgrows what
    the model says.
    """

    region: Region
    indicator: Indicator
    horizon: int
    asked: float
    as_of: int
    stated: tuple[Level, ...]
    levels: tuple[Level, ...]
    aside: tuple[Aside, ...]
    elsewhere: pd.Series[float] | None
    grown: pd.Series[float] | None
    targets: tuple[Observation, ...]
    multiples: tuple[Observation, ...]
    city: Neighbour | None
    first: float = 0.0
    nation: float = 0.0

    @property
    def between(self) -> Rate | None:
        """Own growth between the first and the last stated level, on their basis."""
        return growth_between(self.levels[0], self.levels[-1]) if len(self.levels) > 1 else None

    @cached_property
    def course(self) -> Course | None:
        """History and projection in one; None without two levels that may be joined."""
        if len(self.levels) < 2:
            return None
        nominal = self.levels[0].basis is Basis.NOMINAL
        related = self.city.rebuilt if self.city is not None and nominal else None
        view = None if self.silence else self.view(self.levels[-1].basis, self.between)
        return Course.through(self.levels, related, view, self.horizon)

    @property
    def bent(self) -> bool:
        """Whether the city's series shaped the path."""
        course, city = self.course, self.city
        if course is None or city is None:
            return False
        return any(piece.related is city.rebuilt for piece in course.pieces)

    @property
    def basis(self) -> Basis:
        """The basis on which the indicator's growth is published."""
        return self.indicator.growth_basis

    def view(self, basis: Basis, own: Rate | None) -> Outlook:
        """The outlook at the end of `as_of`; raises SeriesError where there is none (`silence`)."""
        return seen(self.as_of, basis, own, self.indicator.id, self.nation)

    @cached_property
    def silence(self) -> Message | None:
        """Why nothing is told of the years ahead; None where something is."""
        try:
            for basis in {self.basis, *(level.basis for level in self.levels)}:
                self.view(basis, None)
        except SeriesError:
            return Message.of("why.silence", as_of=self.as_of)
        return None

    def own(self, between: Rate | None) -> Rate | None:
        """A rate on the basis of published growth; None where that cannot be told (`unreal`)."""
        return converted(between, self.basis)[0]

    @property
    def unreal(self) -> Message | None:
        """Why own growth cannot be told on the basis of published growth, or not be used."""
        own, reason = converted(self.between, self.basis)
        if reason or own is None or self.silence:
            return reason
        return unmatched(self.view(self.basis, None), own)

    def say(self, name: str, /, **values: object) -> str:
        """A message about this indicator in this place."""
        inside = names.indicator(self.indicator, inside=True)
        about = {
            "indicator": names.indicator(self.indicator),
            "place": names.place(self.region.name),
        }
        return say(name, inside=inside, **about, **values)

    def chance(self, own: Rate | None) -> Chance:
        """The chance of the growth asked for in the next year, for this own growth."""
        return chance(GrowthTarget(self.asked, basis=self.basis), self.view(self.basis, own))

    def ahead(self, quantiles: Iterable[float] = (0.1, 0.25, 0.5, 0.75, 0.9)) -> pd.DataFrame:
        """Growth a year over the next 1, 2, ... years: a row per last year."""
        view = self.view(self.basis, self.own(self.between))
        forecasts = [view.forecast(h) for h in range(1, self.horizon + 1)]
        rows = [[f.quantile(p) for p in quantiles] for f in forecasts]
        years = pd.Index([self.as_of + f.horizon for f in forecasts], name="year")
        return pd.DataFrame(rows, index=years, columns=list(quantiles))

    def with_first(self, shift: float) -> Rate | None:
        """Own growth had the first level been another, `shift` log points away."""
        if len(self.levels) < 2:
            return None
        return growth_between(_scaled(self.levels[0], exp(shift)), self.levels[-1])

    @property
    def census(self) -> Splice | None:
        """The largest break of the city's levels between the two stated ones."""
        if self.city is None or len(self.levels) < 2:
            return None
        first, last = self.levels[0].year, self.levels[-1].year
        inside = [s for s in self.city.breaks if first < s.year <= last]
        return max(inside, key=lambda s: abs(s.gap), default=None)


def trajectory(
    region: str,
    indicator: str = "gdp",
    horizon: int = 3,
    asked: float = 7.0,
    *,
    first: float = 0.0,
    nation: float = 0.0,
    readings: Sequence[Reading] | None = None,
) -> Trajectory:
    """What the collection knows, or what these readings say; `asked` in per cent a year.

    Assumptions: `first`, per cent by which the first stated level was larger than stated, and
    `nation`, points a year by which the nation outgrows what the model says.

    >>> trajectory("长春市南关区", "gdp", horizon=5, asked=6.5, nation=-1).as_of
    2021

    Raises UnknownName for a region or indicator nobody knows, UsageError for a horizon beyond what
    the model was fitted for, a first level that would be nothing, or what is no number.
    """
    readings, entry = store.readings(region) if readings is None else readings, _entry(indicator)
    for name, value in (("asked", asked), ("first", first), ("nation", nation)):
        if not isfinite(value):
            raise UsageError(f"{name} {value}: give a number, such as 7")
    if first <= -100:
        raise UsageError(f"first {first:g}: nothing would be left of the level: above -100")
    pooled_model(horizon, Basis.NOMINAL)  # its check of the horizon
    place = lexicon.region(readings[0].document.region)
    everything = [o for reading in readings for o in reading.observations]
    found = [o for o in everything if o.indicator_id == indicator and said.is_of(o, place.name)]
    stated = in_large_unit(stated_levels(readings, place.name, indicator))
    chosen = joined(stated)
    levels, documents = chosen.levels, [reading.document for reading in readings]
    if first and levels:
        levels = (_scaled(levels[0], 1 + first / 100), *levels[1:])
    return Trajectory(
        region=place,
        indicator=entry,
        horizon=horizon,
        asked=asked / 100,
        as_of=levels[-1].year if len(levels) > 1 else newest_full_year(documents),
        stated=stated,
        levels=levels,
        aside=chosen.aside,
        elsewhere=neighbour.elsewhere(place, indicator, levels),
        grown=known(place.code, indicator, measure=Measure.GROWTH),
        targets=tuple(o for o in found if o.status is Status.TARGET),
        multiples=tuple(o for o in found if o.measure is Measure.MULTIPLE),
        city=neighbour.city(place, indicator),
        first=first / 100 if levels else 0.0,
        nation=nation / 100,
    )


def _scaled(level: Level, factor: float) -> Level:
    return replace(level, value=level.value * factor, rounding=level.rounding * factor)


def _entry(indicator: str) -> Indicator:
    known = lexicon.catalogue()
    if indicator not in known:
        raise UnknownName(f"indicator {indicator!r}: see indicator.toml for those there are")
    if known[indicator].level_basis is not Basis.NOMINAL:
        raise UsageError(f"indicator {indicator!r}: no sum of money, so no path: name one")
    return known[indicator]
