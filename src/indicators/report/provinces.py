"""The provinces' growth targets of one year, each with its chance seen from the year before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from indicators.errors import UsageError
from indicators.growth import (
    Chance,
    GrowthTarget,
    Outlook,
    Past,
    Peers,
    Rate,
    blended,
    growth_targets,
    outlook,
)
from indicators.record import Basis, Bound

POINT = 0.01
NATION = "全国"
TARGETS = "growth_targets.csv"  # holds targets and outcomes
ROUNDING = 0.0005  # growth is published to 0.1 %


@dataclass(frozen=True, slots=True)
class Announced:
    """A province's target with its growth of the year before; rates are fractions.

    `view` is what its chance was seen from; `met` says whether it was reached, None while nobody
    knows.
    """

    code: str
    region: str
    stated: str
    last: float
    view: Outlook
    chance: Chance
    met: bool | None

    @property
    def ambition(self) -> float:
        """The target, at its low end, less the growth of the year before."""
        return round(self.chance.target.value - self.last, 6)


@dataclass(frozen=True, slots=True, eq=False)
class Announcements:
    """The targets of `year`, the likeliest first; `past` are the closed ones of earlier years."""

    year: int
    found: tuple[Announced, ...]
    without: tuple[str, ...]
    past: pd.DataFrame

    @property
    def higher(self) -> int:
        """How many targets lie above the growth of the year before."""
        return sum(one.ambition > 0 for one in self.found)


def years() -> tuple[int, ...]:
    """The years of targets with the growth of the year before."""
    rows = growth_targets()
    rows = rows[rows["code"].map(_province)]
    before = rows.dropna(subset=["outcome"])["year"] + 1
    return tuple(sorted({int(year) for year in rows["year"]} & {int(year) for year in before}))


def announcements(year: int) -> Announcements:
    """The provinces' targets of a year whose growth of the year before is known.

    `without` names the others. Raises UsageError where no province announced anything.
    """
    rows = growth_targets()
    rows = rows[rows["code"].map(_province)]
    last = rows[rows["year"] == year - 1].set_index("code")["outcome"].dropna()
    asked = rows[rows["year"] == year]
    if asked.empty or last.empty:
        told = ", ".join(map(str, years()))
        raise UsageError(f"{year}: no targets with the growth before them: there are {told}")
    known = asked["code"].isin(last.index)
    found = [_announced(row, last[row["code"]] * POINT) for _, row in asked[known].iterrows()]
    return Announcements(
        year=year,
        found=tuple(sorted(found, key=lambda one: (-one.chance.probability, one.code))),
        without=tuple(asked[~known]["region"]),
        past=rows[(rows["year"] < year) & rows["outcome"].notna()],
    )


def _province(code: str) -> bool:
    return Peers.of(code) is Peers.PROVINCE


def _announced(row: pd.Series[Any], last: float) -> Announced:
    year, code = int(row["year"]), str(row["code"])
    low, high, outcome = (float(row[name]) * POINT for name in ("low", "high", "outcome"))
    bound = Bound(str(row["bound"]))
    target = GrowthTarget(
        low,
        bound=Bound.LOWER if bound is Bound.EXACT else bound,
        resolution=_resolution(str(row["stated"])),
        high=high if high > low else None,
    )
    own = Rate(last, Basis.REAL, year - 2, year - 1, last - ROUNDING, last + ROUNDING)
    view = outlook(own, as_of=year - 1, peers=Peers.PROVINCE)
    told = blended(target, view, past=Past(last, code=code))
    met = None if pd.isna(outcome) else outcome >= low
    return Announced(code, str(row["region"]), str(row["stated"]), last, view, told, met)


def _resolution(stated: str) -> float:
    """One unit of the last digit: a tenth of a point where a decimal is written."""
    return POINT / 10 if "." in stated else POINT
