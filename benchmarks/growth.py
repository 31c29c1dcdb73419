"""How good are the growth forecasts? Rolling origins, peers, paths, shares, closed targets, speed.

    python -m benchmarks.growth [--sample N] [--store]

Every ratio is taken in the same run on the same cases. statsmodels and statsforecast are slow one
series at a time: they see a sample of N places and origins for each panel and number of known
levels, and the pooled model is scored on that sample once more. `--store` writes the tables that
notebook 06 reads.
"""

from __future__ import annotations

import argparse
import os
import sys
from time import perf_counter

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before numpy: small fits only trip over threads

import numpy as np
import pandas as pd

from benchmarks import growth_peers
from indicators import store
from indicators.growth import bridge_sigma, provinces
from indicators.growth.backtest import bars, closed, entrants, hidden, panels, rolling
from indicators.growth.pooled import Peers, pooled_model
from indicators.record import Basis

NAIVE = {"log-drift": entrants.drift, "log-drift, own error": entrants.drift_with_error}
GAP = 9
UNITS, AHEAD = 100_000, (1, 2, 3, 5)


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, and store when asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sample", type=int, default=20, help="cases a panel and levels known")
    parser.add_argument("--store", action="store_true", help="write data/series/forecast_*.csv")
    asked = parser.parse_args(arguments)
    started = perf_counter()
    cells, sampled, two = measured(asked.sample)
    whole, targets = rolling.overall(cells), brier_scores()
    judged = bars.judged(
        whole, rolling.overall(two), path_score(), share_scores(), targets, speed()
    )
    for title, table in (
        ("rolling origins, all cases, means over levels known and horizons", whole),
        (f"peers, at most {asked.sample} cases a panel and levels known", rolling.overall(sampled)),
        ("two levels nine years apart", rolling.overall(two)),
        ("closed targets", targets),
        ("growth told beside them", closed.growth_scores(closed.judged_targets()).reset_index()),
        ("bars of the method beside what was measured", judged),
    ):
        print(f"\n{title}\n{table.round(3).to_string(index=False)}")
    if asked.store:
        scopes = {"all": cells, "sample": sampled, "two levels": two}
        told = [rolling.summary(table).assign(scope=name) for name, table in scopes.items()]
        write("forecast_scores", pd.concat(told, ignore_index=True))
        write("forecast_bars", judged)
    print(f"\n{perf_counter() - started:.0f} s")
    return 0


def measured(sample: int) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Scores by year: of all cases, of the sample that the peers see, of two levels only."""
    cells: list[pd.DataFrame] = []
    sampled: list[pd.DataFrame] = []
    two: list[pd.DataFrame] = []
    for panel in panels.panels():
        field = {**NAIVE, "pooled": entrants.pooled}
        forecasts = rolling.rolled(panel, field)
        cells.append(rolling.yearly(forecasts))
        cases = growth_peers.sampled(panel, forecasts, sample)
        peers = growth_peers.asked_all(panel, cases)
        both = pd.concat([growth_peers.same_cases(forecasts, peers), peers])
        sampled.append(rolling.yearly(both))
        ends = {"own pace": entrants.own_pace, "pooled": entrants.pooled_two_levels}
        apart = rolling.rolled(panel, ends, known=(GAP + 1,))
        two.append(rolling.yearly(apart, naive="own pace"))
        print(
            f"{panel.name} {panel.basis}: {len(forecasts)} forecasts, {len(cases)} sampled cases",
            flush=True,
        )
    return pd.concat(cells), pd.concat(sampled), pd.concat(two)


def path_score() -> hidden.PathScore:
    """Provinces bent by their sum, nine years between two known levels."""
    panel = provinces(vintage="mid-2021")
    nation = panel.sum(axis=1, min_count=31).dropna()
    return hidden.hidden_levels(panel, nation, bridge_sigma("province by nation"), GAP)


def share_scores() -> list[hidden.ShareScore]:
    """Each province's share of the sum, 1992-2020: shares of sectors are not shipped."""
    panel = provinces(vintage="mid-2021")
    shares = panel.div(panel.sum(axis=1), axis=0)
    return [hidden.share_bands(shares, horizon) for horizon in panels.HORIZONS]


def brier_scores() -> pd.DataFrame:
    """Closed targets of the provinces, and of the nation, the provinces and Changchun together."""
    cases = closed.judged_targets()
    whole = cases[cases["code"].map(closed.is_province) & cases["year"].isin(closed.WHOLE_YEARS)]
    named = {"provinces 2021, 2023, 2025": whole, "all closed targets": cases}
    return pd.concat(
        [closed.scores(some).assign(targets=name) for name, some in named.items()],
        ignore_index=True,
    )


def speed() -> float:
    """Seconds for the quantiles of 100,000 units over four horizons."""
    draw = np.random.default_rng(growth_peers.SEED)
    excess = draw.normal(0, 0.03, UNITS)
    started = perf_counter()
    for horizon in AHEAD:
        model = pooled_model(horizon, Basis.REAL, Peers.CITY)
        model.quantiles(model.location(0.06, 0.07, excess))
    return perf_counter() - started


def write(name: str, table: pd.DataFrame) -> None:
    """A stored result: data/series/`name`.csv; its .toml says how it came about."""
    table.round(4).to_csv(store.series_folder() / f"{name}.csv", index=False, lineterminator="\n")


if __name__ == "__main__":
    sys.exit(main())
