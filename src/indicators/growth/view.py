"""What is known at the end of a year, and what the pooled model says from there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import product
from math import isnan
from statistics import fmean

import pandas as pd

from indicators.errors import BasisMismatch, SeriesError, UsageError
from indicators.growth.levels import Level
from indicators.growth.nations import MEMORY, RECENT, State, size_of_china, state_of
from indicators.growth.pooled import (
    QUANTILES,
    Forecast,
    Peers,
    PooledModel,
    district_widening,
    model_at,
    spread,
    weight_by_window,
)
from indicators.growth.rates import Rate, national_growth
from indicators.growth.reported import common_excess
from indicators.record import Basis

SHORTEST = 5  # years of national growth that must be known


@dataclass(frozen=True, eq=False)
class Outlook:
    """What is known at the end of `as_of`: national growth, the own rate, the panel of peers.

    `national` is log growth by year, no year after `as_of`; see `outlook` for the shipped series.
    `common` is by how much the middle of the peers outgrew the nation, by year: that goes on, and
    own growth is measured from it. `shift` is an assumption: log growth a year by which the nation
    outgrows what the model says.
    """

    as_of: int
    basis: Basis
    national: pd.Series[float]
    own: Rate | None = None
    indicator: str = "gdp"
    peers: Peers = Peers.DISTRICT
    common: Mapping[int, float] = field(default_factory=dict)
    shift: float = 0.0

    def __post_init__(self) -> None:
        """Refuse a mixture of bases, figures after `as_of` and a national series with holes."""
        if self.own is not None and self.own.basis != self.basis:
            raise BasisMismatch(
                f"own growth is {self.own.basis}, the outlook {self.basis}: to_real or to_nominal"
            )
        own = self.own.last if self.own else self.as_of
        latest = max([*self._growth, *self.common, own])
        if latest > self.as_of:
            raise UsageError(f"a figure of {latest} is used as of {self.as_of}: leave it out")
        self.national_mean(self.as_of - SHORTEST, self.as_of)

    @property
    def since(self) -> int:
        """The year whose level the last ten years of national growth start from.

        Later where the series begins later: growth before 2001 was not gathered on every basis.
        """
        return max(self.as_of - MEMORY, min(self._growth) - 1)

    @property
    def years(self) -> int:
        """National years behind a forecast: peers share a shock, so years are what was observed."""
        return self.as_of - self.since

    def national_mean(self, first: int, last: int) -> float:
        """Mean national log growth a year from the level of `first` to that of `last`."""
        years = range(first + 1, last + 1)
        if not years or not all(year in self._growth for year in years):
            known = f"{min(self._growth)}-{max(self._growth)}" if self._growth else "no year"
            raise SeriesError(
                f"national {self.basis} growth: not all of {first + 1}-{last} known:"
                f" it is of {known}"
            )
        return fmean(self._growth[year] for year in years)

    @cached_property
    def nation(self) -> State | None:
        """The nation's real growth; beside nominal growth that of the official series.

        None where it is not known for five years without a gap.
        """
        growth = self._growth
        if self.basis is not Basis.REAL:
            growth = _years(_nation(Basis.REAL, self.as_of))
        first = max(self.as_of - MEMORY, min(growth) - 1)
        years = range(first + 1, self.as_of + 1)
        if len(years) < SHORTEST or not all(year in growth for year in years):
            return None
        above = [self._growth[y] - growth[y] for y in years if y in self._growth]
        size = size_of_china(self.as_of)
        return state_of([growth[y] for y in years], size, fmean(above))

    def forecast(self, horizon: int) -> Forecast:
        """Growth a year over the next `horizon` years (1 to 5)."""
        return self._forecast(self._fitted(self._model(horizon)), self.own)

    def readings(self, horizon: int) -> tuple[Forecast, ...]:
        """The defensible variants: own rate low, stated, high; its weight; tau wider.

        The study found that the own growth of nine years moved the score by nothing, hence the
        variant without it, and for cities' real growth the weight of its window. For a district
        tau is widened once more by the step from province to city: no panel holds districts.
        """
        model = self._fitted(self._model(horizon))
        own = self.own
        rates = (own, *(replace(own, value=v) for v in (own.low, own.high))) if own else (None,)
        wider = (1.0, district_widening(horizon)) if self.peers is Peers.DISTRICT else (1.0,)
        return tuple(
            self._forecast(replace(model, rho=rho, tau=model.tau * factor), rate)
            for rho, rate, factor in product(self._weights(model), rates, wider)
        )

    def fan(
        self, now: Level, horizon: int = 3, quantiles: Sequence[float] = QUANTILES
    ) -> pd.DataFrame:
        """Levels by year from `now` on: a column per quantile, in the unit of `now`."""
        if now.basis != self.basis:
            raise BasisMismatch(f"the level is {now.basis}, the outlook {self.basis}")
        if now.year != self.as_of:
            raise UsageError(f"the fan starts in {self.as_of}, the level is of {now.year}")
        ahead = [self.forecast(h) for h in range(1, horizon + 1)]
        rows = [[1.0] * len(quantiles)]
        rows += [[(1 + f.quantile(p)) ** f.horizon for p in quantiles] for f in ahead]
        years = pd.Index(range(now.year, now.year + horizon + 1), name="year")
        frame = pd.DataFrame(rows, index=years, columns=list(quantiles)) * now.value
        frame.attrs.update(unit=now.unit, basis=self.basis)
        return frame

    @cached_property
    def _growth(self) -> dict[int, float]:
        """National growth of the years that are known."""
        return _years(self.national)

    def _model(self, horizon: int) -> PooledModel:
        window = self.own.last - self.own.first if self.own else 1
        return model_at(self.as_of, horizon, self.basis, self.peers, window, self.nation)

    def _weights(self, model: PooledModel) -> tuple[float, ...]:
        city = self.peers in (Peers.CITY, Peers.DISTRICT) and self.basis is Basis.REAL
        if model.rho == 0 or self.own is None or not city:
            return model.rho, 0.0
        return model.rho, 0.0, weight_by_window(model.horizon, self.own.last - self.own.first)

    def _fitted(self, model: PooledModel) -> PooledModel:
        """The weight of own growth was learnt for GDP only; others take the peers' spread."""
        if self.indicator == "gdp" and self.own is not None:
            return model
        return replace(model, rho=0.0, tau=model.tau * spread(self.indicator))

    def _forecast(self, model: PooledModel, own: Rate | None) -> Forecast:
        recent = self.national_mean(self.as_of - RECENT, self.as_of)
        decade = self.national_mean(self.since, self.as_of)
        national = float(model.national(recent, decade)) + self.shift
        beside = self._beside(own, model.rho) if own else 0.0
        return Forecast(model.horizon, self.basis, national + beside, national, model.s, model.tau)

    def _beside(self, own: Rate, rho: float) -> float:
        """Beyond the nation: what peers have in common, and rho of own growth beyond theirs.

        The latter fades by rho a year that is missing. Where the peers' growth is not known of all
        these years, the nation's stands for it.
        """
        excess = own.log - self.national_mean(own.first, own.last)
        years = range(own.first + 1, own.last + 1)
        if not all(year in self.common for year in (*years, self.as_of)):
            return excess * rho ** (1 + self.as_of - own.last)
        beyond = excess - fmean(self.common[year] for year in years)
        return self.common[self.as_of] + beyond * rho ** (1 + self.as_of - own.last)


def outlook(
    own: Rate | None = None,
    *,
    as_of: int,
    basis: Basis | None = None,
    indicator: str = "gdp",
    peers: Peers = Peers.DISTRICT,
    shift: float = 0.0,
) -> Outlook:
    """The outlook from the shipped national series; on the basis of `own` unless one is given."""
    basis = basis or (own.basis if own else Basis.NOMINAL)
    alike = basis is Basis.REAL and indicator == "gdp" and peers is not Peers.NATION
    common = common_excess(as_of) if alike else {}
    return Outlook(as_of, basis, _nation(basis, as_of), own, indicator, peers, common, shift)


def _years(growth: pd.Series[float]) -> dict[int, float]:
    told = zip(growth.index.tolist(), growth.tolist(), strict=True)
    return {int(year): rate for year, rate in told if not isnan(rate)}


@lru_cache(maxsize=128)
def _nation(basis: Basis, as_of: int) -> pd.Series[float]:
    return national_growth(basis, as_of)
