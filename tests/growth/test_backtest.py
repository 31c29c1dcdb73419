"""The backtest: scores by closed form, nothing known later, planted models recovered."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import norm
from scipy.stats import t as student_t

from indicators.errors import BasisMismatch, SeriesError
from indicators.growth import bridge_sigma, provinces
from indicators.growth.backtest import entrants, hidden, panels, rolling, scores
from indicators.growth.backtest.entrants import Entrant
from indicators.growth.backtest.panels import Panel
from indicators.record import Basis

FIELD: dict[str, Entrant] = {
    "log-drift": entrants.drift,
    "log-drift, own error": entrants.drift_with_error,
    "pooled": entrants.pooled,
    "own pace": entrants.own_pace,
    "two levels": entrants.pooled_two_levels,
}


def few(panel: Panel) -> Panel:
    """The last three origins that have a year after them: enough for a test."""
    end = int(panel.growth.index[-1])
    return replace(panel, origins=range(end - 3, end))


@settings(max_examples=25, deadline=None)
@given(st.floats(-3, 3), st.floats(-1, 1), st.floats(0.2, 3), st.sampled_from([5.0, np.inf]))
def test_crps_is_the_integral_it_stands_for(y: float, m: float, s: float, n: float) -> None:
    def gap(x: float) -> float:
        return float((student_t.cdf((x - m) / s, n) - (x >= y)) ** 2)

    below = quad(gap, m - 300 * s, y, limit=400, points=[m - 3 * s] if y > m - 3 * s else None)[0]
    above = quad(gap, y, m + 300 * s, limit=400, points=[m + 3 * s] if y < m + 3 * s else None)[0]
    assert float(scores.crps(y, m, s, n)) == pytest.approx(below + above, rel=1e-3)


def test_crps_has_known_values() -> None:
    assert float(scores.crps(0, 0, 1, np.inf)) == pytest.approx((np.sqrt(2) - 1) / np.sqrt(np.pi))
    assert float(scores.crps(3, 0, 1e-9, 5)) == pytest.approx(3)
    assert scores.crps([0, 0], 0, [1, 2], np.inf)[1] == pytest.approx(
        2 * float(scores.crps(0, 0, 1, np.inf))
    )


def test_brier_of_a_coin_and_of_a_sage() -> None:
    assert scores.brier([0.5, 0.5], [True, False]) == 0.25
    assert scores.brier([1, 0], [True, False]) == 0


def test_the_band_holds_its_share() -> None:
    draw = np.random.default_rng(3).standard_t(5, 20_000) * 2 + 1
    for coverage in (0.5, 0.8, 0.95):
        assert scores.inside(draw, 1, 2, 5, coverage).mean() == pytest.approx(coverage, abs=0.01)


def test_years_are_resampled_never_rows() -> None:
    years = pd.DataFrame({"one": [1.0, 2.0, 3.0, 4.0]}, index=range(2010, 2014))
    assert scores.ratio_interval(years, 2 * years) == pytest.approx((0.5, 0.5))
    low, high = scores.ratio_interval(years, years * 0 + 2.5)
    assert low < 1 < high
    wider = scores.ratio_interval(
        pd.concat([years, years], axis=1), pd.concat([years * 0 + 2.5] * 2, axis=1)
    )
    assert wider == pytest.approx((low, high)), "a second place of the same years adds nothing"
    assert np.isnan(scores.ratio_interval(years, years, block=3)).all()


def test_a_perfect_forecaster_lies_on_the_diagonal() -> None:
    draw = np.random.default_rng(1)
    told = draw.uniform(size=50_000)
    table = scores.reliability(told, draw.uniform(size=50_000) < told)
    assert len(table) == 10 and table["cases"].sum() == 50_000
    assert (table["told"] - table["came"]).abs().max() < 0.03
    assert scores.reliability([1.0], [True])["told"].tolist() == [1.0]


@pytest.mark.parametrize("panel", panels.panels(), ids=lambda p: f"{p.name} {p.basis}")
@pytest.mark.parametrize("name", FIELD)
def test_scramble_the_future_and_the_forecast_stays(panel: Panel, name: str) -> None:
    origin = int(panel.growth.index[-1]) - 5
    future = panel.scrambled(origin)
    assert not future.growth.equals(panel.growth)
    one, other = (FIELD[name](p.until(origin), 10, 3) for p in (panel, future))
    pd.testing.assert_series_equal(one.location, other.location)
    pd.testing.assert_series_equal(one.scale, other.scale)
    assert not panel.outcome(origin, 3).equals(future.outcome(origin, 3))


def test_a_year_of_the_past_matters() -> None:
    """The counterpart: the test above could not pass by looking at nothing."""
    panel = panels.province_panel(Basis.NOMINAL)
    other = replace(panel, growth=panel.growth.copy())
    other.growth.loc[2015] += 0.2
    for entrant in FIELD.values():
        one, two = (entrant(p.until(2015), 5, 1) for p in (panel, other))
        assert (one.location - two.location).abs().min() > 1e-4


def test_order_and_names_of_places_change_nothing() -> None:
    panel = panels.province_panel(Basis.NOMINAL).until(2015)
    turned = replace(panel, growth=panel.growth[panel.growth.columns[::-1]])
    for entrant in FIELD.values():
        one, two = entrant(panel, 5, 3), entrant(turned, 5, 3)
        assert two.location[one.location.index].to_numpy() == pytest.approx(
            one.location.to_numpy(), abs=1e-6
        )


def planted(rho: float, tau: float, years: int = 120, places: int = 60) -> Panel:
    """Places that keep `rho` of their excess over a steady nation, and stray by `tau`."""
    draw = np.random.default_rng(5)
    excess = np.zeros((years, places))
    for year in range(1, years):
        excess[year] = rho * excess[year - 1] + tau * draw.standard_t(5, places)
    index = pd.RangeIndex(1900, 1900 + years)
    national = pd.Series(0.06 + 0.01 * draw.standard_normal(years), index)
    growth = pd.DataFrame(excess, index, [f"p{n}" for n in range(places)]).add(national, axis=0)
    others = 10 + pd.DataFrame(0.06 + 0.01 * draw.standard_normal((years, 100)), index).cumsum()
    origins = range(1990, 1990 + years - 91)
    return Panel("planted", Basis.REAL, growth, origins, national, others)


def test_what_was_planted_is_found_and_beats_the_naive() -> None:
    panel = planted(rho=0.5, tau=0.02)
    told = entrants.pooled(panel.until(1999), known=2, horizon=1)
    excess = panel.growth.loc[1999] - panel.national.loc[1999]  # type: ignore[union-attr]
    weight = np.polyfit(excess.to_numpy(), told.location[excess.index].to_numpy(), 1)[0]
    assert weight == pytest.approx(0.5, abs=0.05)
    field = {"log-drift": entrants.drift, "pooled": entrants.pooled}
    table = rolling.overall(rolling.yearly(rolling.rolled(panel, field, (3, 5), (1,))))
    ratio, high = (table.set_index("entrant")[name].to_dict() for name in ("ratio", "high"))
    assert ratio["pooled"] < high["pooled"] < 0.9
    assert ratio["log-drift"] == pytest.approx(1)


def test_all_are_scored_on_the_same_cases() -> None:
    forecasts = rolling.rolled(
        few(panels.world_panel()), {k: FIELD[k] for k in list(FIELD)[:3]}, (5,), (1,)
    )
    counted = forecasts.groupby(["entrant", "origin"])["place"].agg(["size", "nunique"])
    assert (counted["size"] == counted["nunique"]).all()
    assert counted["size"].groupby("origin").nunique().eq(1).all()
    by_year = rolling.yearly(forecasts)
    table = rolling.summary(by_year).set_index("entrant")
    assert table.loc["log-drift", "ratio"] == 1
    assert table["years"].tolist() == [3, 3, 3]
    kept = forecasts.drop(
        forecasts[(forecasts["entrant"] == "pooled") & (forecasts.index % 2 == 0)].index
    )
    halved = rolling.yearly(kept).xs("pooled", level="entrant")
    mine = kept[kept["entrant"] == "pooled"]
    naive = forecasts[forecasts["entrant"] == "log-drift"].merge(mine[["origin", "place"]])
    assert halved["naive"].to_numpy() == pytest.approx(
        naive.groupby("origin")["crps"].mean().to_numpy()
    )


def test_events_follow_the_forecast() -> None:
    row = {"outcome": [0.05], "location": [0.05], "scale": [0.02], "freedom": [np.inf]}
    table = rolling.events(pd.DataFrame(row), [0.0, 0.2])
    assert table["told"].tolist() == pytest.approx(
        [norm.sf(-2.5), norm.sf((np.log(1.2) - 0.05) / 0.02)]
    )
    assert table["came"].tolist() == [True, False]


def test_what_cannot_be_tried_is_refused() -> None:
    short = replace(panels.province_panel(Basis.NOMINAL), origins=range(2019, 2020))
    with pytest.raises(SeriesError, match="provinces: no origin has"):
        rolling.rolled(short, FIELD, (5,), (5,))
    with pytest.raises(BasisMismatch, match="national growth is nominal or real"):
        panels.province_panel(Basis.NONE)


def test_hidden_levels_of_a_proportional_panel_are_found() -> None:
    related = pd.Series(100 * np.exp(np.cumsum([0, 0.1, 0.02, 0.3, -0.1, 0.05])), range(2000, 2006))
    panel = pd.DataFrame({"a": 3 * related, "b": 0.5 * related})
    found = hidden.hidden_levels(panel, related, 0.05, gap=5)
    assert found.bent == pytest.approx(0, abs=1e-12)
    assert found.constant > 0.05 and found.in80 == 1 and found.levels == 8


def test_provinces_bent_by_the_nation() -> None:
    """Five thousand hidden levels: the bar is 0.46 of constant growth's error, 80 % in the band."""
    panel = provinces(vintage="mid-2021")
    nation = panel.sum(axis=1, min_count=31).dropna()
    found = hidden.hidden_levels(panel, nation, bridge_sigma("province by nation"))
    assert found.ratio <= 0.46
    assert 0.80 <= found.in80 <= 0.85


@pytest.mark.parametrize("horizon", [1, 3, 5])
def test_share_bands_hold_and_stay_inside(horizon: int) -> None:
    draw = np.random.default_rng(2)
    logit = np.cumsum(0.2 * draw.standard_normal((60, 80)), axis=0)
    shares = pd.DataFrame(1 / (1 + np.exp(-logit)), index=range(1960, 2020))
    found = hidden.share_bands(shares, horizon)
    assert found.in80 == pytest.approx(0.8, abs=0.04)
    assert found.naive80 < found.in80
    assert found.outside == 0


def test_a_naive_share_band_leaves_its_bounds_near_an_end() -> None:
    draw = np.random.default_rng(4)
    logit = -4 + np.cumsum(0.3 * draw.standard_normal((40, 50)), axis=0)
    found = hidden.share_bands(pd.DataFrame(1 / (1 + np.exp(-logit)), range(1980, 2020)), 5)
    assert found.outside == 0 < found.naive_outside
