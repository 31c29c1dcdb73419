"""The peers of the growth benchmark, on a sample of the cases of the pooled model."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.one_series import PEERS, Floats, Told, asked
from indicators.growth.backtest.entrants import Predicted
from indicators.growth.backtest.panels import HORIZONS, KNOWN, Panel
from indicators.growth.backtest.rolling import CELL, scored

SEED = 7
SCRIPT = Path(__file__).with_name("panel_forecasts.py")
Case = tuple[int, int, str]  # levels known, origin, place


def sampled(panel: Panel, forecasts: pd.DataFrame, size: int) -> list[Case]:
    """At most `size` places and origins for each number of known levels, all horizons."""
    draw = np.random.default_rng(SEED)
    chosen: list[Case] = []
    for known in KNOWN:
        rows = forecasts[(forecasts["known"] == known) & (forecasts["horizon"] == max(HORIZONS))]
        pairs = rows[["origin", "place"]].drop_duplicates().to_numpy().tolist()
        picked = draw.permutation(len(pairs))[:size]
        chosen += [(known, int(pairs[n][0]), str(pairs[n][1])) for n in sorted(picked)]
    return chosen


def asked_all(panel: Panel, cases: list[Case]) -> pd.DataFrame:
    """The forecasts of every peer that can be run."""
    return pd.concat([one_series(panel, cases), statsforecast(panel, cases)], ignore_index=True)


def one_series(panel: Panel, cases: list[Case]) -> pd.DataFrame:
    """statsmodels' models, one series at a time."""
    told = {
        name: [asked(peer, logs(panel, case), HORIZONS) for case in cases]
        for name, peer in PEERS.items()
    }
    return pd.concat([*_rows(panel, cases, told)], ignore_index=True)


def statsforecast(panel: Panel, cases: list[Case]) -> pd.DataFrame:
    """statsforecast's automatic models; an empty frame where they cannot be run."""
    question = {"series": [list(logs(panel, case)) for case in cases], "horizons": list(HORIZONS)}
    uv = Path(sys.executable).with_name("uv")
    command = [str(uv), "run", "--quiet", "--no-project", "--python", sys.executable, "--script"]
    done = subprocess.run(
        [*command, str(SCRIPT)], input=json.dumps(question), capture_output=True, text=True
    )
    if done.returncode:
        print(f"statsforecast: not tried: {done.stderr.strip().splitlines()[-1]}")
        return pd.DataFrame()
    told = {
        f"statsforecast {name}": [{h: (m, s) for h, m, s in one} for one in answers]
        for name, answers in json.loads(done.stdout).items()
    }
    return pd.concat([*_rows(panel, cases, told)], ignore_index=True)


def same_cases(forecasts: pd.DataFrame, peers: pd.DataFrame) -> pd.DataFrame:
    """The forecasts of the panel's own entrants on the cases that the peers were asked about."""
    keys = [*CELL, "origin", "place"]
    return forecasts.merge(peers[keys].drop_duplicates(), on=keys)


def logs(panel: Panel, case: Case) -> Floats:
    """The log levels that are known at the origin, the first of them 0."""
    known, origin, place = case
    growth = panel.until(origin).growth[place].iloc[1 - known :].to_numpy(dtype=float)
    return np.concatenate([[0.0], np.cumsum(growth)])


def _rows(panel: Panel, cases: list[Case], told: dict[str, list[Told]]) -> Iterator[pd.DataFrame]:
    for name, answers in told.items():
        for case, answer in zip(cases, answers, strict=True):
            known, origin, place = case
            for horizon, (location, scale) in answer.items():
                one = Predicted(
                    pd.Series({place: location}), pd.Series({place: scale}), freedom=np.inf
                )
                yield scored(panel, one, name, (known, horizon, origin))
