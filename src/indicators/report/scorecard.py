"""How good the forecasts were: what the benchmark stored, and what is quick enough to try again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from indicators.errors import UsageError
from indicators.growth import table
from indicators.growth.backtest import closed, entrants, rolling
from indicators.growth.backtest.panels import HORIZONS, KNOWN, Panel, province_panel
from indicators.growth.backtest.scores import reliability
from indicators.record import Basis

Score = dict[str, Any]

FIELD = {
    "log-drift": entrants.drift,
    "log-drift, own error": entrants.drift_with_error,
    "pooled": entrants.pooled,
}
RATES = (0.04, 0.06, 0.08, 0.10, 0.12)  # growth a year whose chance is told for reliability


@dataclass(frozen=True, slots=True, eq=False)
class Scorecard:
    """Stored scores of every panel and peer, the provinces tried again, their closed targets.

    `cells` and `bars` are forecast_scores.csv and forecast_bars.csv; `forecasts` holds the live
    rolling origins of the provinces by basis, `live` their scores by entrant, `cases` every closed
    target with its chance.
    """

    region: str
    known: int
    horizon: int
    cells: pd.DataFrame
    bars: pd.DataFrame
    panels: dict[Basis, Panel]
    forecasts: dict[Basis, pd.DataFrame]
    cases: pd.DataFrame
    live: dict[Basis, dict[str, Score]]

    @property
    def stored(self) -> str:
        """How the stored tables came about."""
        return str(self.cells.attrs["origin"])

    @property
    def pooled(self) -> pd.DataFrame:
        """Stored scores of the pooled model on all cases: a row per panel, levels and horizon."""
        cells = self.cells
        return cells[(cells["scope"] == "all") & (cells["entrant"] == "pooled")]

    @property
    def means(self) -> pd.DataFrame:
        """`ratio` and `in80` of the pooled model by panel and basis, over levels and horizons."""
        return self.pooled.groupby(["panel", "basis"])[["ratio", "in80"]].mean()

    @property
    def brier(self) -> str:
        """What the bar is called that the Brier score of the provinces' closed targets has."""
        return str(self.bars.index[self.bars["what"].str.startswith("Brier, provinces")][0])

    @property
    def whole_years(self) -> pd.DataFrame:
        """Closed targets of the provinces in the years of which all are shipped."""
        found = self.cases
        whole = found["year"].isin(closed.WHOLE_YEARS)
        return found[whole & found["code"].map(closed.is_province)]

    def trust(self, basis: Basis) -> pd.DataFrame:
        """Reliability of the chances of reaching 4, 6, ... 12 % a year: `told`, `came`, `cases`."""
        found = self.forecasts[basis]
        told = rolling.events(found[found["entrant"] == "pooled"], RATES)
        return reliability(told["told"], told["came"])

    def told(self, cases: pd.DataFrame) -> dict[str, Score]:
        """Brier score, mean chance and share met of some closed targets, by who told."""
        return {str(row["who"]): row for row in rows(closed.scores(cases))}


def rows(frame: pd.DataFrame) -> list[Score]:
    """The rows of a table, each column -> value."""
    return [{str(key): value for key, value in row.items()} for row in frame.to_dict("records")]


def scorecard(region: str = "全国", known: int = 5, horizon: int = 1) -> Scorecard:
    """Stored scores, and the provinces tried again with `known` levels and `horizon` years ahead.

    Raises UsageError for levels or a horizon that the design does not have.
    """
    if known not in KNOWN or horizon not in HORIZONS:
        raise UsageError(f"{known} levels, {horizon} years: there are {KNOWN} and {HORIZONS}")
    panels = {basis: province_panel(basis) for basis in (Basis.REAL, Basis.NOMINAL)}
    forecasts = {
        basis: rolling.rolled(panel, FIELD, (known,), (horizon,)) for basis, panel in panels.items()
    }
    return Scorecard(
        region=region,
        known=known,
        horizon=horizon,
        cells=table("forecast_scores"),
        bars=table("forecast_bars"),
        panels=panels,
        forecasts=forecasts,
        cases=closed.judged_targets(),
        live={basis: _live(told) for basis, told in forecasts.items()},
    )


def _live(forecasts: pd.DataFrame) -> dict[str, Score]:
    """Scores by entrant."""
    table = rolling.summary(rolling.yearly(forecasts))
    return {str(row["entrant"]): row for row in rows(table)}
