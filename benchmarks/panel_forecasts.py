# /// script
# requires-python = ">=3.11"
# dependencies = ["statsforecast==2.1.1"]
# ///
"""statsforecast's AutoETS, AutoARIMA and AutoTheta, in an environment of their own.

statsforecast 2.1 needs pandas below 3 and this project pandas 3, so no environment holds both: the
benchmark runs this file with `uv run --script`. In: one JSON object, `series` (log levels) and
`horizons`. Out: by model a list with one entry a series, [horizon, location, scale] of mean log
growth a year, or none where the model refuses.
"""

from __future__ import annotations

import json
import sys
import warnings
from typing import Any

import numpy as np
from statsforecast.models import AutoARIMA, AutoETS, AutoTheta

MODELS = {"AutoETS": AutoETS, "AutoARIMA": AutoARIMA, "AutoTheta": AutoTheta}
WIDTH = 1.2815515655446004  # of an 80 % band, in sd


def told(model: Any, logs: list[float], horizons: list[int]) -> list[list[float]]:
    """Location and scale by horizon; none where the model refuses the series."""
    try:
        ahead = model(season_length=1).forecast(y=np.array(logs), h=max(horizons), level=[80])
    except Exception:  # whatever a model raises on a short series, it refuses it
        return []
    middle, low, high = (np.asarray(ahead[key], dtype=float) for key in ("mean", "lo-80", "hi-80"))
    rows = []
    for h in horizons:
        scale = (high[h - 1] - low[h - 1]) / (2 * WIDTH) / h
        row = [h, (middle[h - 1] - logs[-1]) / h, max(scale, 1e-6)]
        rows += [row] if np.isfinite(row).all() else []
    return rows


def main() -> None:
    """Read the question from stdin, write the answer to stdout."""
    warnings.simplefilter("ignore")
    asked = json.load(sys.stdin)
    answer = {
        name: [told(model, logs, asked["horizons"]) for logs in asked["series"]]
        for name, model in MODELS.items()
    }
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
