"""The fits: weights that were put into simulated panels come out, and no later year goes in."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy.stats import t as student_t

from indicators.errors import SeriesError, UsageError
from indicators.growth import (
    Peers,
    fit_nations,
    fit_units,
    model_at,
    outlook,
    pooled_model,
    provinces,
    world,
)
from indicators.growth.learning import province_fit, student_fit
from indicators.growth.nations import (
    CALM,
    State,
    countries,
    designs,
    national_fit,
    signs,
    size_of_china,
    state_of,
)
from indicators.growth.pooled import weight_by_window
from indicators.growth.series import logs
from indicators.record import Basis, Measure

RNG = np.random.default_rng(7)
STEADY = State(recent=0.07, decade=0.08, last=0.065, sd=0.01, step=0.008, size=16.0)


def test_student_weights_are_recovered() -> None:
    n = 20_000
    design = np.column_stack([np.ones(n), RNG.normal(size=n)])
    shape = np.column_stack([np.ones(n), RNG.normal(size=n)])
    scale = np.exp(shape @ [-2.0, 0.4])
    outcome = design @ [0.5, -0.3] + scale * student_t.rvs(5, size=n, random_state=RNG)
    assert student_fit(outcome, design, shape) == pytest.approx([0.5, -0.3, -2.0, 0.4], abs=0.02)


def simulated_units(rho: float, tau: float) -> pd.DataFrame:
    years, units = range(1980, 2020), 60
    national = pd.Series(RNG.normal(0.06, 0.02, len(years)), index=years)
    excess = [RNG.normal(0, 0.03, units)]
    for _ in years[1:]:
        shock = tau * student_t.rvs(5, size=units, random_state=RNG)
        excess.append(rho * excess[-1] + shock)
    return pd.DataFrame(excess, index=years).add(national, axis=0)


def test_the_own_part_is_recovered() -> None:
    growth = simulated_units(0.6, 0.015)
    found = fit_units(growth, 1, 1, 2019)
    assert (found.rho, found.tau) == pytest.approx((0.6, 0.015), rel=0.05)
    assert (found.units, found.rows) == (60, 60 * 39)


def test_what_units_have_in_common_is_nobody_s_own() -> None:
    """Whatever shock all units share in a year, the same rho and tau are found."""
    growth = simulated_units(0.6, 0.015)
    shared = RNG.normal(0, 0.05, len(growth)).cumsum()
    one, other = (fit_units(g, 3, 2, 2019) for g in (growth, growth.add(shared, axis=0)))
    assert (other.rho, other.tau) == pytest.approx((one.rho, one.tau), rel=1e-4)


def test_a_permutation_of_units_changes_nothing() -> None:
    growth = simulated_units(0.5, 0.02)
    one = fit_units(growth, 1, 1, 2019)
    other = fit_units(growth[RNG.permutation(growth.columns)], 1, 1, 2019)
    assert (other.rho, other.tau) == pytest.approx((one.rho, one.tau), rel=1e-4)


def test_nothing_after_until_is_learnt() -> None:
    """A scrambled future leaves every weight as it was."""
    levels = countries()
    scrambled = levels.copy()
    scrambled.loc[2009:] = RNG.normal(9, 1, scrambled.loc[2009:].shape)
    for horizon in (1, 3):
        assert fit_nations(scrambled, horizon, 2008) == fit_nations(levels, horizon, 2008)
    panel = (1 + provinces(Measure.GROWTH) / 100).apply(logs)
    later = panel.copy()
    later.loc[2013:] = 9.0
    assert fit_units(later, 1, 1, 2012) == fit_units(panel, 1, 1, 2012)


def test_too_little_teaches_nothing() -> None:
    with pytest.raises(SeriesError, match="60 are wanted"):
        national_fit(1, 1960)
    with pytest.raises(SeriesError, match="too few years"):
        model_at(2001, 1, Basis.REAL, Peers.PROVINCE, 1, STEADY)


def test_china_is_no_country_of_its_own_panel() -> None:
    assert "CHN" in world().columns
    assert "CHN" not in countries().columns


@pytest.mark.parametrize("horizon", [1, 3, 5])
def test_calm_steady_and_large_nations_are_forecast_more_closely(horizon: int) -> None:
    fit = national_fit(horizon, 2019)
    for other in (replace(STEADY, sd=0.03), replace(STEADY, step=0.03), replace(STEADY, size=9.0)):
        assert fit.scale(other) > fit.scale(STEADY) > 0
    least = replace(STEADY, sd=CALM, step=CALM)
    assert fit.scale(replace(STEADY, sd=0.0, step=0.0)) == fit.scale(least)


def test_the_last_year_counts_beside_three_and_ten() -> None:
    fit = national_fit(1, 2019)
    one = replace(STEADY, last=STEADY.last + 0.01)
    assert fit.location(one) - fit.location(STEADY) == pytest.approx(0.01 * fit.d)
    assert fit.d > 0.1


def test_one_nation_is_seen_as_the_panel_sees_it() -> None:
    """Year by year and in a table of all countries: the same signs."""
    levels = countries().loc[2000:2015]
    place = levels.columns.get_loc("DEU")
    table = {name: sign[-1, place] for name, sign in signs(levels).items()}
    growth = levels["DEU"].diff().dropna().tolist()
    alone = state_of(growth, float(levels["DEU"].iloc[-1]))
    assert {name: getattr(alone, name) for name in table} == pytest.approx(table)


def test_few_levels_tell_fewer_signs() -> None:
    levels = countries().loc[1990:2015]
    widths = {}
    for known in (3, 5, 11):
        told = signs(levels, known)
        now = pd.DataFrame({name: sign[-1] for name, sign in told.items()}).dropna()
        widths[known] = tuple(part.shape[1] for part in designs(now))
    assert widths == {3: (3, 3), 5: (4, 4), 11: (4, 4)}


def test_the_size_of_a_nation_is_that_of_its_last_known_year() -> None:
    assert size_of_china(2010) < size_of_china(2019) == size_of_china(2025)


def test_nominal_growth_is_told_half_by_the_study_half_by_real_growth_and_prices() -> None:
    nation = replace(STEADY, prices=0.03)
    model = model_at(2018, 1, Basis.NOMINAL, Peers.NATION, 1, nation)
    study, fit = pooled_model(1, Basis.NOMINAL, Peers.NATION), national_fit(1, 2018)
    halves = float(study.national(0.09, 0.1)), fit.location(nation) + 0.03
    assert float(model.national(0.09, 0.1)) == pytest.approx(sum(halves) / 2)
    assert fit.scale(nation) < model.s < study.s
    assert model_at(2018, 1, Basis.NOMINAL, Peers.NATION, 1, None) == study


def test_the_last_year_of_a_province_tells_most() -> None:
    """Real growth: the longer the window, the wider what remains."""
    widths = [province_fit(1, window, Basis.REAL, 2019).tau for window in (1, 3, 9)]
    assert widths == sorted(widths)
    assert province_fit(1, 1, Basis.REAL, 2019).rho == pytest.approx(0.76, abs=0.01)


def test_nominal_growth_of_provinces_reverts_faster() -> None:
    assert province_fit(1, 1, Basis.NOMINAL, 2019).rho < 0.6


def test_cities_keep_the_study_s_numbers_from_2008_on() -> None:
    for basis in (Basis.REAL, Basis.NOMINAL):
        assert model_at(2015, 1, basis, Peers.CITY, 1, STEADY) == pooled_model(1, basis)
    early, fit = model_at(2007, 1, Basis.REAL, Peers.CITY, 1, STEADY), national_fit(1, 2007)
    middle = float(early.national(STEADY.recent, STEADY.decade))
    assert (middle, early.s) == pytest.approx((fit.location(STEADY), fit.scale(STEADY)))
    assert early.rho == pooled_model(1, Basis.REAL).rho


def test_the_nation_has_no_own_part() -> None:
    view = outlook(as_of=2018, basis=Basis.REAL, peers=Peers.NATION).forecast(1)
    assert (view.own_sd, view.location) == (0, view.national)
    assert view.chance(0.0) > view.chance(0.065) > view.chance(0.1)
    known = view.given(0.5)
    assert (known.chance(0.01), known.chance(0.2)) == (1, 0)
    assert pooled_model(1, Basis.NOMINAL, Peers.NATION).tau == 0


def test_a_short_national_series_is_told() -> None:
    assert outlook(as_of=2007, basis=Basis.REAL, peers=Peers.CITY).years == 7
    assert outlook(as_of=2015, basis=Basis.REAL, peers=Peers.CITY).years == 10


def test_longer_windows_weigh_less() -> None:
    """The study: 0.58, 0.56 and 0.26 over 1, 3 and 9 years, one year ahead; 0.34 to 0 at five."""
    assert [weight_by_window(1, w) for w in (1, 3, 9, 30)] == [0.58, 0.56, 0.26, 0.26]
    assert [weight_by_window(5, w) for w in (1, 3, 9)] == [0.34, 0.32, 0.0]
    assert 0.34 < weight_by_window(3, 1) < 0.58


def test_a_basis_without_prices_has_no_provinces() -> None:
    with pytest.raises(UsageError, match="real and nominal"):
        province_fit(1, 1, Basis.NONE, 2019)
