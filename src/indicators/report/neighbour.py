"""What official series say beside the documents: the city around a district, single years."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pandas as pd

from indicators import store
from indicators.growth import Level, Splice, known, prices, rebuilt, splices
from indicators.record import Measure, Region


@dataclass(frozen=True, slots=True, eq=False)
class Neighbour:
    """The city around a district: its levels as published, and rebuilt without breaks."""

    name: str
    published: pd.Series[float]
    rebuilt: pd.Series[float]
    growth: pd.Series[float]
    breaks: tuple[Splice, ...]


def elsewhere(place: Region, indicator: str, levels: tuple[Level, ...]) -> pd.Series[float] | None:
    """Official levels of the district in years that its documents do not state."""
    single = known(place.code, indicator)
    if single is None:
        return None
    other = single.drop([level.year for level in levels], errors="ignore")
    other.attrs.update(single.attrs)
    return None if other.empty else other


def city(place: Region, indicator: str) -> Neighbour | None:
    """The city that a district belongs to, where its levels and growth are shipped."""
    return _city(store.series_folder(), (place.code or "")[:4] + "00", indicator)


@lru_cache(maxsize=64)
def _city(_: Path, code: str, indicator: str) -> Neighbour | None:
    published = known(code, indicator)
    growth = known(code, indicator, measure=Measure.GROWTH)
    if published is None or growth is None:
        return None
    steps = prices()
    return Neighbour(
        name=str(published.attrs["region"]),
        published=published,
        rebuilt=rebuilt(published, growth, steps),
        growth=growth,
        breaks=splices(published, growth, steps),
    )
