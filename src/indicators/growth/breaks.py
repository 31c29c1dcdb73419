"""Breaks of official levels: found, listed, repaired; a break is never growth."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from indicators import lexicon
from indicators.errors import SeriesError
from indicators.growth.rates import prices
from indicators.growth.series import demand, known, logs, shipped
from indicators.record import Basis, Measure

SPLICE = 0.10  # log points: beyond it a step of the level is a break, never growth


@dataclass(frozen=True, slots=True)
class Splice:
    """A year whose level does not follow from the year before; log points, not percent."""

    year: int
    level_growth: float
    real_growth: float
    prices: float

    @property
    def gap(self) -> float:
        """Level growth less real growth less prices, in log points."""
        return self.level_growth - self.real_growth - self.prices


def splices(
    levels: pd.Series[float],
    real_growth: pd.Series[float],
    price_growth: pd.Series[float],
    threshold: float = SPLICE,
) -> tuple[Splice, ...]:
    """The years in which a published level breaks away from published growth and prices.

    `levels` nominal; `real_growth` real, in percent; `price_growth` too. Source: the splice check
    of docs/methods.md: |dlog level - log(1 + real) - log(1 + prices)| > threshold (log points).
    """
    demand(levels, Basis.NOMINAL)
    demand(real_growth, Basis.REAL)
    years = [y for y in levels.index if all(y in s.index for s in (real_growth, price_growth))]
    found = [
        Splice(
            int(y),
            math.log(levels[y] / levels[y - 1]),
            math.log1p(real_growth[y] / 100),
            math.log1p(price_growth[y] / 100),
        )
        for y in years
        if y - 1 in levels.index
    ]
    return tuple(s for s in found if abs(s.gap) > threshold)


def found_breaks(threshold: float = SPLICE) -> pd.DataFrame:
    """Every break of a shipped level: found by `splices` in GDP, or declared in a file's .toml.

    A row per region, vintage and year: `code`, `region`, `file`, `indicator`, `vintage`, `year`,
    `gap` in log points / 100 (NaN where only declared), `found`, `why` (empty where only found).
    """
    rows = [row for series in _levels() for row in _breaks(series, threshold)]
    order = ["indicator", "code", "vintage", "year"]
    columns = ["code", "region", "file", "indicator", "vintage", "year", "gap", "found", "why"]
    return pd.DataFrame(rows, columns=columns).sort_values(order, ignore_index=True)


def revisions(indicator: str = "gdp") -> pd.DataFrame:
    """What chaining two vintages would count as growth: log ratio of levels of one year.

    A row per region and pair of vintages, at their last common year: `code`, `region`, `older`,
    `newer`, `year`, `gap` in log points / 100.
    """
    by_code: dict[str, list[pd.Series[float]]] = {}
    for series in shipped(indicator):
        by_code.setdefault(str(series.attrs["code"]), []).append(series)
    rows = [_revision(a, b) for same in by_code.values() for a, b in pairwise(same)]
    return pd.DataFrame(rows, columns=["code", "region", "older", "newer", "year", "gap"])


def _levels() -> Iterator[pd.Series[float]]:
    for indicator in lexicon.catalogue():
        yield from shipped(indicator)


def _breaks(levels: pd.Series[float], threshold: float) -> Iterator[dict[str, object]]:
    about = levels.attrs
    gaps = {s.year: s.gap for s in _found(levels, threshold)}
    for year in sorted({*gaps, *about["breaks"]} & set(levels.index)):
        yield {
            **{key: about[key] for key in ("code", "region", "vintage", "file")},
            "indicator": levels.name,
            "year": year,
            "gap": gaps.get(year, math.nan),
            "found": year in gaps,
            "why": about["breaks"].get(year, ""),
        }


def _found(levels: pd.Series[float], threshold: float) -> tuple[Splice, ...]:
    """The splice check needs the same region's real growth: GDP has it, no other indicator."""
    growth = known(str(levels.attrs["code"]), str(levels.name), measure=Measure.GROWTH)
    if growth is None or growth.attrs["basis"] is not Basis.REAL:
        return ()
    return splices(levels, growth, prices(), threshold)


def _revision(older: pd.Series[float], newer: pd.Series[float]) -> dict[str, object]:
    year = max(set(older.index) & set(newer.index))
    return {
        **{key: older.attrs[key] for key in ("code", "region")},
        "older": older.attrs["vintage"],
        "newer": newer.attrs["vintage"],
        "year": int(year),
        "gap": math.log(newer[year] / older[year]),
    }


def rebuilt(
    levels: pd.Series[float], real_growth: pd.Series[float], price_growth: pd.Series[float]
) -> pd.Series[float]:
    """A nominal series without breaks: real growth and prices chained back from the last level.

    A year without published real growth takes the growth of the level, unless a break (declared or
    found by `splices`) lies in it: then SeriesError. attrs `filled` names such years, `breaks` is
    empty. Prices are national, in percent; their constant error drops out of a bent path.
    """
    demand(levels, Basis.NOMINAL)
    demand(real_growth, Basis.REAL)
    grown = logs(1 + real_growth / 100) + logs(1 + price_growth / 100)
    steps = grown.reindex(levels.index)
    filled = [int(y) for y in levels.index[1:] if np.isnan(steps[y])]
    broken = set(levels.attrs.get("breaks", {}))
    broken |= {s.year for s in splices(levels, real_growth, price_growth)}
    if hopeless := [y for y in filled if y in broken or y - 1 not in levels.index]:
        raise SeriesError(f"{hopeless[0]}: neither real growth nor an unbroken level: add one")
    steps = steps.fillna(logs(levels).diff())
    back = steps.iloc[1:].sum() - steps.iloc[1:].cumsum().reindex(levels.index, fill_value=0.0)
    chained = levels.iloc[-1] * np.exp(-back.to_numpy(dtype=float))
    series = pd.Series(chained, index=levels.index, name=levels.name)
    series.attrs.update({**levels.attrs, "breaks": {}, "filled": filled})
    series.attrs["origin"] = f"{levels.attrs.get('origin', '')}; real growth and prices chained"
    return series
