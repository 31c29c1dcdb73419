"""Rolling origins: what was forecast, what came, and how far apart by panel and years ahead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd
from scipy.special import stdtr

from indicators.errors import SeriesError
from indicators.growth.backtest.entrants import Entrant, Predicted
from indicators.growth.backtest.panels import HORIZONS, KNOWN, Panel, seen_at
from indicators.growth.backtest.scores import crps, inside, ratio_interval

PANEL = ["panel", "basis"]
CELL = [*PANEL, "known", "horizon"]
NAIVE = "log-drift"
POINTS = 100  # scores are told in log points


def rolled(
    panel: Panel,
    entrants: Mapping[str, Entrant],
    known: Sequence[int] = KNOWN,
    horizons: Sequence[int] = HORIZONS,
) -> pd.DataFrame:
    """A row per forecast: panel, basis, known, horizon, origin, place, entrant, outcome, scores.

    An origin is used when every entrant can speak there, so all are scored on the same cases.
    """
    cells = [
        cell
        for levels in known
        for horizon in horizons
        for origin in panel.origins
        for cell in _cell(panel, entrants, levels, horizon, origin)
    ]
    if not cells:
        raise SeriesError(f"{panel.name}: no origin has {known} levels and {horizons} years after")
    return pd.concat(cells, ignore_index=True)


def scored(panel: Panel, told: Predicted, name: str, at: tuple[int, int, int]) -> pd.DataFrame:
    """One entrant's forecasts beside what came: a row per place.

    `at` is known levels, horizon and origin.
    """
    known, horizon, origin = at
    outcome = panel.outcome(origin, horizon)
    places = told.location.index.intersection(outcome.dropna().index)
    y, m, s = (x.reindex(places).to_numpy() for x in (outcome, told.location, told.scale))
    columns = {
        "panel": panel.name,
        "basis": str(panel.basis),
        "known": known,
        "horizon": horizon,
        "origin": origin,
        "entrant": name,
        "place": places,
        "outcome": y,
        "location": m,
        "scale": s,
        "freedom": told.freedom,
        "crps": POINTS * crps(y, m, s, told.freedom),
        "error": POINTS * (m - y),
        "in80": inside(y, m, s, told.freedom, 0.8),
        "in95": inside(y, m, s, told.freedom, 0.95),
    }
    return pd.DataFrame(columns)


def yearly(forecasts: pd.DataFrame, naive: str = NAIVE) -> pd.DataFrame:
    """Means of an origin's places: cell, entrant, origin -> scores, `cases` and the `naive` crps.

    The naive is averaged over the cases that the entrant answered, so a ratio is always of the same
    cases. Years are the unit from here on: peers share the year's shock.
    """
    case = [*CELL, "origin", "place"]
    usual = forecasts.loc[forecasts["entrant"] == naive, [*case, "crps"]]
    joined = forecasts.merge(usual.rename(columns={"crps": "naive"}), on=case)
    joined["square"] = joined["error"] ** 2
    grouped = joined.groupby([*CELL, "entrant", "origin"])
    means = grouped[["crps", "naive", "square", "in80", "in95"]].mean()
    return means.assign(cases=grouped.size())


def summary(by_year: pd.DataFrame) -> pd.DataFrame:
    """A row per cell and entrant: cases, years, crps, rmse, coverage, ratio to the naive, its 80 %.

    `by_year` is `yearly`; `low` and `high` are NaN where the years are too few for an interval.
    """
    return pd.DataFrame(
        [
            {**dict(zip([*CELL, "entrant"], key, strict=True)), **_scores(rows)}
            for key, rows in by_year.groupby([*CELL, "entrant"])
        ]
    )


def overall(by_year: pd.DataFrame) -> pd.DataFrame:
    """Means over the cells of a panel, its interval by blocks of as many years as are forecast."""
    return pd.DataFrame(
        [
            {**dict(zip([*PANEL, "entrant"], key, strict=True)), **_scores(rows)}
            for key, rows in by_year.groupby([*PANEL, "entrant"])
        ]
    )


def _scores(rows: pd.DataFrame) -> dict[str, float]:
    """Means over cells of means over years, with the interval of the ratio."""
    cells = rows.groupby(["known", "horizon"])
    means = cells[["crps", "naive", "square", "in80", "in95"]].mean()
    flat = rows.reset_index()
    mine, other = (
        flat.pivot(index="origin", columns=["known", "horizon"], values=name)
        for name in ("crps", "naive")
    )
    low, high = ratio_interval(mine, other, int(flat["horizon"].max()))
    return {
        "cases": int(rows["cases"].sum()),
        "years": len(mine),
        "crps": float(means["crps"].mean()),
        "rmse": float(np.sqrt(means["square"]).mean()),
        "in80": float(means["in80"].mean()),
        "in95": float(means["in95"].mean()),
        "ratio": float((means["crps"] / means["naive"]).mean()),
        "low": low,
        "high": high,
    }


def events(forecasts: pd.DataFrame, rates: Sequence[float]) -> pd.DataFrame:
    """What was told of reaching each rate (0.07 is 7 % a year) and whether it came, case by case.

    Columns `told` and `came`, the input of `reliability`.
    """
    y, m, s, n = (forecasts[c].to_numpy() for c in ("outcome", "location", "scale", "freedom"))
    told = [stdtr(n, (m - np.log1p(rate)) / s) for rate in rates]
    came = [y >= np.log1p(rate) for rate in rates]
    return pd.DataFrame({"told": np.concatenate(told), "came": np.concatenate(came)})


def _cell(
    panel: Panel, entrants: Mapping[str, Entrant], known: int, horizon: int, origin: int
) -> Iterator[pd.DataFrame]:
    if origin + horizon > panel.growth.index[-1]:
        return
    seen = seen_at(panel, origin)
    if len(seen.growth) < known - 1:
        return
    try:
        told = {name: entrant(seen, known, horizon) for name, entrant in entrants.items()}
    except SeriesError:  # too few years to learn from
        return
    common = set.intersection(*(set(one.location.index) for one in told.values()))
    for name, one in told.items():
        rows = scored(panel, one, name, (known, horizon, origin))
        yield rows[rows["place"].isin(common)]
