"""The path once more, by a Kalman smoother with its variance given: a check of the closed form."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.stats import norm

from indicators.errors import SeriesError
from indicators.growth.joining import agreed
from indicators.growth.levels import Level


def smoothed(
    levels: Sequence[Level], related: pd.Series[float], sigma: float, coverage: float = 0.8
) -> pd.DataFrame:
    r"""Columns `level`, `low`, `high` by year between the first level and the last.

    $\log(y / x)$ is a random walk with `sigma` a year, seen without error where a level is known:
    statsmodels' `UnobservedComponents(level="rwalk")`, smoothed at the variance given. Estimated
    from two points that variance would collapse to zero, so it is never estimated here.
    """
    from statsmodels.tsa.statespace.structural import UnobservedComponents

    known = {level.year: level.value for level in agreed(levels)}
    index = pd.RangeIndex(min(known), max(known) + 1, name="year")
    x = related.reindex(index)
    if x.isna().any():
        raise SeriesError(f"related series: no {index[x.isna()][0]}: choose another or chain it")
    ratio = (pd.Series(known, dtype=float).reindex(index) / x).to_numpy(dtype=float)
    model = UnobservedComponents(np.log(ratio), level="rwalk")
    states = model.smooth([sigma**2])
    centre = np.log(x.to_numpy()) + states.smoothed_state[0]
    spread = np.sqrt(np.maximum(states.smoothed_state_cov[0, 0], 0))
    width = norm.ppf((1 + coverage) / 2) * spread
    columns = {"level": centre, "low": centre - width, "high": centre + width}
    return pd.DataFrame(columns, index=index).apply(np.exp)
