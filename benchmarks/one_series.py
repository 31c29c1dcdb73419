"""Peers that see one series at a time: statsmodels' ARIMA, ETS, Theta, UnobservedComponents.

Each is given the log levels that are known and says location and scale of mean log growth a year
over every horizon; one that refuses a series, or says no positive scale, is counted as refusing.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import norm

Floats = NDArray[np.float64]
Told = dict[int, tuple[float, float]]  # horizon -> location, scale
Peer = Callable[[Floats, Sequence[int]], Told]

WIDTH = float(norm.ppf(0.9))


def arima(logs: Floats, horizons: Sequence[int]) -> Told:
    """ARIMA(1,1,0) with drift, by maximum likelihood."""
    from statsmodels.tsa.arima.model import ARIMA

    fitted = ARIMA(logs, order=(1, 1, 0), trend="t").fit()
    ahead = fitted.get_forecast(max(horizons))
    return _told(logs, horizons, ahead.predicted_mean, ahead.se_mean)


def ets(logs: Floats, horizons: Sequence[int]) -> Told:
    """ETS(A,A,N): Holt's linear trend."""
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel

    fitted = ETSModel(pd.Series(logs), error="add", trend="add").fit(disp=False)
    ahead = fitted.get_prediction(start=len(logs), end=len(logs) + max(horizons) - 1)
    return _told(logs, horizons, ahead.predicted_mean, np.sqrt(ahead.var_pred_mean))


def theta(logs: Floats, horizons: Sequence[int]) -> Told:
    """The Theta method, without a season."""
    from statsmodels.tsa.forecasting.theta import ThetaModel

    fitted = ThetaModel(pd.Series(logs), period=1, deseasonalize=False).fit()
    band = fitted.prediction_intervals(max(horizons), alpha=0.2)
    middle = np.asarray(fitted.forecast(max(horizons)))
    spread = (band["upper"] - band["lower"]).to_numpy() / (2 * WIDTH)
    return _told(logs, horizons, middle, spread)


def components(logs: Floats, horizons: Sequence[int]) -> Told:
    """UnobservedComponents: local linear trend, variances by maximum likelihood."""
    from statsmodels.tsa.statespace.structural import UnobservedComponents

    fitted = UnobservedComponents(logs, level="lltrend").fit(disp=False)
    ahead = fitted.get_forecast(max(horizons))
    return _told(logs, horizons, ahead.predicted_mean, ahead.se_mean)


PEERS: dict[str, Peer] = {
    "statsmodels ARIMA": arima,
    "statsmodels ETS": ets,
    "statsmodels Theta": theta,
    "statsmodels UnobservedComponents": components,
}


def asked(peer: Peer, logs: Floats, horizons: Sequence[int]) -> Told:
    """What a peer says; empty where it refuses. Its warnings on short series are expected."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            told = peer(logs, horizons)
        except (ValueError, IndexError, np.linalg.LinAlgError, ZeroDivisionError):
            return {}
    sound = {h: t for h, t in told.items() if np.isfinite(t).all()}
    return {h: (m, max(s, 1e-6)) for h, (m, s) in sound.items()}


def _told(logs: Floats, horizons: Sequence[int], level: object, spread: object) -> Told:
    ahead, sd = np.asarray(level, dtype=float), np.asarray(spread, dtype=float)
    return {h: (float(ahead[h - 1] - logs[-1]) / h, float(sd[h - 1]) / h) for h in horizons}
