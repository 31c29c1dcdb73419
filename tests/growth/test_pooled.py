from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy.stats import t as student_t

from indicators.errors import BasisMismatch, SeriesError, UsageError
from indicators.growth import (
    Forecast,
    Level,
    Outlook,
    Peers,
    Rate,
    national_growth,
    outlook,
    pooled_model,
)
from indicators.growth.pooled import district_widening, spread
from indicators.growth.reported import common_excess
from indicators.record import Basis

NOW = Level(2021, 495.7, "亿元")


def own(value: float = 0.07, basis: Basis = Basis.REAL) -> Rate:
    return Rate(value, basis, 2012, 2021, value - 0.01, value + 0.01)


def test_the_shipped_numbers() -> None:
    model = pooled_model(1, Basis.REAL)
    assert (model.a, model.b, model.c, model.s) == (0.014, 0.480, 0.150, 0.026)
    assert (model.rho, model.tau) == (0.631, 0.015)
    assert pooled_model(5, Basis.NOMINAL).c == -0.023
    assert pooled_model(2, Basis.NOMINAL, Peers.PROVINCE).rho == 0.296


def test_four_years_lie_between_three_and_five() -> None:
    three, four, five = (pooled_model(h, Basis.NOMINAL) for h in (3, 4, 5))
    assert four.rho == pytest.approx((three.rho + five.rho) / 2)


@pytest.mark.parametrize("horizon", [0, 6])
def test_no_horizon_that_was_not_fitted(horizon: int) -> None:
    with pytest.raises(UsageError, match="fitted for 1 to 5 years"):
        pooled_model(horizon, Basis.REAL)


def test_no_panel_that_was_not_fitted() -> None:
    with pytest.raises(UsageError, match="no numbers were fitted"):
        pooled_model(1, Basis.REAL, Peers.PROVINCE)
    with pytest.raises(BasisMismatch, match="basis unknown"):
        pooled_model(1, Basis.UNKNOWN)
    with pytest.raises(BasisMismatch, match="nominal or real"):
        national_growth(Basis.NONE)


def test_a_code_tells_the_peers() -> None:
    codes = ("220000", "220100", "220102")
    assert [Peers.of(c) for c in codes] == [Peers.PROVINCE, Peers.CITY, Peers.DISTRICT]


def test_growing_like_the_nation_adds_nothing() -> None:
    national = pd.Series(0.06, index=range(2010, 2022))
    steady = Rate(float(np.expm1(0.06)), Basis.REAL, 2012, 2021, 0.05, 0.07)
    view = Outlook(2021, Basis.REAL, national, steady).forecast(1)
    assert view.location == pytest.approx(view.national)
    assert view.national == pytest.approx(0.014 + (0.480 + 0.150) * 0.06)


def test_what_peers_have_in_common_goes_on() -> None:
    """In 2012 the middle province outgrew the nation by 2.6 points: own growth is set beside it."""
    nation, common = national_growth(Basis.REAL), common_excess(2012)
    assert common[2012] == pytest.approx(0.026, abs=0.001)
    rho = pooled_model(1, Basis.REAL).rho
    for first, last in ((2011, 2012), (2009, 2011), (2008, 2010)):
        rate = Rate(0.12, Basis.REAL, first, last, 0.12, 0.12)
        told = outlook(rate, as_of=2012, peers=Peers.CITY).forecast(1)
        years = range(first + 1, last + 1)
        peers = np.mean([nation[year] + common[year] for year in years])
        beside = common[2012] + rho ** (1 + 2012 - last) * (rate.log - peers)
        assert told.location - told.national == pytest.approx(beside)


def test_nothing_in_common_where_it_is_not_known_or_not_meant() -> None:
    """Half of the provinces must have told it; nominal growth is measured from their middle."""
    assert set(common_excess(2026)) == {*range(2001, 2020), 2023, 2025}
    assert max(common_excess(2016)) == 2016
    model, rate = pooled_model(1, Basis.REAL), Rate(0.1, Basis.REAL, 2018, 2020, 0.1, 0.1)
    told = outlook(rate, as_of=2020, peers=Peers.CITY).forecast(1)
    excess = rate.log - national_growth(Basis.REAL).loc[2019:2020].mean()
    assert told.location - told.national == pytest.approx(model.rho * excess)
    early = Rate(0.1, Basis.REAL, 2011, 2012, 0.1, 0.1)
    assert outlook(early, as_of=2012, peers=Peers.CITY).common
    for other in (
        outlook(early, as_of=2012, peers=Peers.NATION),
        outlook(early, as_of=2012, indicator="retail_sales"),
        outlook(replace(early, basis=Basis.NOMINAL), as_of=2012),
    ):
        assert not other.common
    alone = outlook(as_of=2012, basis=Basis.REAL).forecast(1)
    assert alone.location == alone.national


def test_own_growth_counts_less_the_further_ahead() -> None:
    fast, slow = (outlook(own(v), as_of=2021) for v in (0.10, 0.04))
    pulls = [fast.forecast(h).location - slow.forecast(h).location for h in (1, 2, 3, 4, 5)]
    assert pulls == sorted(pulls, reverse=True)


def test_scenarios_hold_the_nation_and_average_to_the_whole() -> None:
    view = outlook(own(), as_of=2021).forecast(1)
    assert view.given(0.5).scale == view.own_sd
    bad, good = view.given(0.1), view.given(0.9)
    assert bad.chance(0.07) < view.given(0.5).chance(0.07) < good.chance(0.07)
    assert view.given(0.9).location == pytest.approx(0.026 * student_t.ppf(0.9, 5) + view.location)


def test_quantile_and_chance_are_inverse() -> None:
    view = outlook(own(), as_of=2021).forecast(3)
    for p in (0.05, 0.3, 0.5, 0.9):
        assert view.chance(view.quantile(p)) == pytest.approx(1 - p)


def test_simulated_units_are_recovered() -> None:
    """Growth drawn from the model gives its weights back, and lies in its bands as often as due."""
    rng, n, model = np.random.default_rng(20), 40_000, pooled_model(1, Basis.REAL)
    recent, decade = rng.normal(0.06, 0.03, (2, n))
    excess = rng.normal(0, 0.03, n)
    location = model.location(recent, decade, excess)
    grown = location + model.scale * student_t.rvs(5, size=n, random_state=rng)
    design = np.column_stack([np.ones(n), recent, decade, excess])
    found = np.linalg.lstsq(design, grown, rcond=None)[0]
    assert found == pytest.approx([model.a, model.b, model.c, model.rho], abs=0.03)
    low, high = model.quantiles(location, (0.1, 0.9)).T
    assert np.mean((low < grown) & (grown < high)) == pytest.approx(0.8, abs=0.01)


def test_many_units_at_once_get_what_each_gets_alone() -> None:
    """Quantiles nest, chances fall with the rate, and an array is the sum of its entries."""
    excess, model = np.linspace(-0.05, 0.05, 1000), pooled_model(2, Basis.NOMINAL)
    middles = model.location(0.08, 0.09, excess)
    quantiles, chances = model.quantiles(middles), model.chances(middles, 0.07)
    assert quantiles.shape == (1000, 5)
    assert (np.diff(quantiles, axis=1) > 0).all()
    assert (np.diff(chances) > 0).all()
    one = Forecast(2, Basis.NOMINAL, float(middles[7]), 0.0, model.s, model.tau)
    assert chances[7] == pytest.approx(one.chance(0.07))
    assert (model.chances(middles, 0.09) < chances).all()


def test_the_fan_starts_at_the_level_and_opens() -> None:
    fan = outlook(own(0.09, Basis.NOMINAL), as_of=2021).fan(NOW, 5)
    assert fan.index.tolist() == [2021, 2022, 2023, 2024, 2025, 2026]
    assert (fan.loc[2021] == 495.7).all()
    assert ((fan[0.9] / fan[0.1]).diff().dropna() > 0).all()
    assert fan.attrs == {"unit": "亿元", "basis": Basis.NOMINAL}


def test_bases_and_years_are_kept_apart() -> None:
    view = outlook(own(), as_of=2021)
    with pytest.raises(BasisMismatch, match="the level is nominal, the outlook real"):
        view.fan(NOW)
    with pytest.raises(UsageError, match="the fan starts in 2020"):
        outlook(as_of=2020).fan(NOW)
    with pytest.raises(BasisMismatch, match="own growth is real, the outlook nominal"):
        outlook(own(), as_of=2021, basis=Basis.NOMINAL)


def test_nothing_after_as_of_is_used() -> None:
    with pytest.raises(UsageError, match="a figure of 2021 is used as of 2020"):
        outlook(own(), as_of=2020)
    early = national_growth(Basis.REAL, 2020)
    with pytest.raises(UsageError, match="a figure of 2023 is used as of 2020"):
        Outlook(2020, Basis.REAL, early, common=common_excess(2023))
    assert national_growth(Basis.REAL, 2019).index.max() == 2019
    with pytest.raises(SeriesError, match="not all of 2022-2026 known"):
        outlook(as_of=2026)


def test_readings_hold_the_forecast_and_the_one_without_own_growth() -> None:
    view = outlook(own(), as_of=2021)
    readings = view.readings(1)
    assert view.forecast(1) in readings
    assert any(r.location == pytest.approx(r.national) for r in readings)
    assert max(r.own_sd for r in readings) == pytest.approx(0.015 * 0.041 / 0.020)
    city = outlook(own(), as_of=2021, peers=Peers.CITY)
    assert {r.own_sd for r in city.readings(1)} == {0.015}
    assert district_widening(1) == pytest.approx(2.05)


def test_other_indicators_take_their_own_spread() -> None:
    assert spread("budget_revenue") == pytest.approx(0.084 / 0.041)
    assert spread("retail_sales") == 1
    with pytest.raises(UsageError, match="population: no spread among peers known"):
        spread("population")
    view = outlook(own(0.05, Basis.NOMINAL), as_of=2021, indicator="budget_revenue").forecast(1)
    assert view.location == view.national
