"""Growth at risk: the national part by quantile regression instead of a Student t.

Source: Adrian, Boyarchenko and Giannone (2019), American Economic Review 109(4); IMF WP/18/180.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import stdtr

from indicators.growth.learning import FREEDOM
from indicators.growth.nations import cases_until
from indicators.growth.view import Outlook

LEVELS = (0.1, 0.3, 0.5, 0.7, 0.9)  # the middles of five equally likely parts
COLUMNS = ["recent", "decade", "sd"]


def chance_at_risk(view: Outlook, horizon: int, rate: float) -> float:
    """Probability of at least this growth a year: five national outcomes, the own part on each.

    The regression is on real growth of all other countries up to `view.as_of`: growth over
    `horizon` years on mean growth of 3 and 10 years and the sd of the latter.
    """
    ahead = view.forecast(horizon)
    own = ahead.location - ahead.national
    middles = national_quantiles(view, horizon) + own
    gaps = np.log1p(rate) - middles
    if ahead.own_sd == 0:  # the nation itself: five steps would jump, so their edges are joined
        return float(np.interp(np.log1p(rate), middles, 1 - np.asarray(LEVELS)))
    return float(stdtr(FREEDOM, -gaps / ahead.own_sd).mean())


def national_quantiles(view: Outlook, horizon: int) -> NDArray[np.float64]:
    """National log growth a year at the LEVELS, sorted so that no two cross."""
    now = view.nation
    assert now is not None, "an outlook on real growth knows five years of it"
    weights = _weights(horizon, view.as_of)
    return np.sort(weights @ np.array([1.0, *(getattr(now, name) for name in COLUMNS)]))


@lru_cache(maxsize=64)
def _weights(horizon: int, until: int) -> NDArray[np.float64]:
    """A row per level: intercept and weights of the COLUMNS."""
    # statsmodels takes a second to import: only this regression needs it
    from statsmodels.regression.quantile_regression import QuantReg

    cases = cases_until(horizon, until)
    design = pd.DataFrame({"one": 1.0, **{name: cases[name] for name in COLUMNS}})
    model = QuantReg(cases["later"].to_numpy(), design.to_numpy())
    return np.array([model.fit(q=level, p_tol=1e-4).params for level in LEVELS])
