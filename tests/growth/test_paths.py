import math
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.errors import BasisMismatch, BasisWarning, SeriesError, UnitMismatch, UsageError
from indicators.growth import (
    BentPath,
    ConstantGrowth,
    Deflator,
    Level,
    Rate,
    bridge_sd,
    bridge_sigma,
    deflator,
    growth_between,
    official,
    on_basis,
    prices,
    rate_of,
    rebuilt,
    to_nominal,
    to_real,
)
from indicators.record import Basis, Measure

FIRST = Level(2012, 220, "亿元", rounding=0.5)
LAST = Level(2021, 495.7, "亿元", rounding=0.05)

levels = st.floats(1, 1e6)
growths = st.lists(st.floats(-0.2, 0.3), min_size=4, max_size=4)


def nominal(values: list[float], first: int = 2012) -> pd.Series:
    series = pd.Series(values, index=range(first, first + len(values)))
    series.attrs["basis"] = Basis.NOMINAL
    return series


def test_doubling_in_ten_years() -> None:
    assert rate_of(2, 10) == pytest.approx(0.0718, abs=5e-5)
    assert ConstantGrowth(1, rate_of(2, 10)).level(10) == pytest.approx(2)


def test_constant_growth_meets_both_ends() -> None:
    path = ConstantGrowth.between(FIRST, LAST)
    assert path.level([2012, 2021]) == pytest.approx([220, 495.7])
    assert path.frame(range(2012, 2022))["level"].loc[2016] == pytest.approx(
        220 * math.exp(4 / 9 * math.log(495.7 / 220))
    )


@given(levels, levels, st.floats(0, 0.4), st.floats(0, 0.4))
def test_rounding_contains_every_growth_it_may_hide(a: float, b: float, u: float, v: float) -> None:
    stated = growth_between(
        Level(2012, a, "x", rounding=a / 2), Level(2020, b, "x", rounding=b / 2)
    )
    hidden = rate_of(b * (1 + v) / (a * (1 - u)), 8)
    assert stated.low <= stated.value <= stated.high
    assert stated.low - 1e-12 <= hidden <= stated.high + 1e-12


@given(levels, levels, growths)
def test_a_bent_path_meets_both_ends(a: float, b: float, growth: list[float]) -> None:
    related = nominal([100, *(100 * np.cumprod(1 + np.array(growth)))])
    path = BentPath.between(Level(2012, a, "x"), Level(2016, b, "x"), related, 0.05)
    assert path.level([2012, 2016]) == pytest.approx([a, b])
    low, high = path.band([2012, 2014])
    assert low[0] == pytest.approx(high[0])
    assert low[1] < path.level([2014])[0] < high[1]


@given(levels, st.floats(0.1, 10), growths)
def test_a_proportional_series_is_found_exactly(a: float, k: float, growth: list[float]) -> None:
    related = nominal([a, *(a * np.cumprod(1 + np.array(growth)))])
    ends = [Level(y, k * float(related.loc[y]), "x") for y in (2012, 2016)]
    path = BentPath.between(ends[0], ends[1], related, 0.05)
    assert path.level(related.index) == pytest.approx(k * related.to_numpy())


@given(growths, st.floats(-0.05, 0.05))
def test_a_constant_error_in_the_related_growth_drops_out(growth: list[float], e: float) -> None:
    one = nominal([1, *np.cumprod(1 + np.array(growth))])
    other = nominal(list(one.to_numpy() * np.exp(e * np.arange(5))))
    a, b = Level(2012, 3, "x"), Level(2016, 4, "x")
    same = BentPath.between(a, b, other, 0.05).level(one.index)
    assert BentPath.between(a, b, one, 0.05).level(one.index) == pytest.approx(same)


def test_a_steady_series_bends_nothing() -> None:
    steady = nominal([100 * 1.05**t for t in range(10)])
    years = range(2012, 2022)
    bent = BentPath.between(FIRST, LAST, steady).level(years)
    assert bent == pytest.approx(ConstantGrowth.between(FIRST, LAST).level(years))


def test_changchun_as_published_is_refused_and_rebuilt_is_taken() -> None:
    published = official("220100", "gdp")
    with pytest.raises(SeriesError, match=r"breaks in 2019: use rebuilt\(\) first"):
        BentPath.between(FIRST, LAST, published)
    growth = official("220100", "gdp", measure=Measure.GROWTH)
    path = BentPath.between(FIRST, LAST, rebuilt(published, growth, prices())).frame()
    assert (path["level"].diff().dropna() > 0).all()
    assert path["level"].loc[2019] / path["level"].loc[2018] == pytest.approx(1.054, abs=0.001)
    assert path.attrs["unit"] == "亿元"


def test_a_bent_path_needs_every_year_and_one_basis() -> None:
    short = nominal([1.0, 1.1, 1.2])
    with pytest.raises(SeriesError, match="no 2015"):
        BentPath.between(FIRST, LAST, short)
    odd = short.copy()
    odd.attrs["basis"] = Basis.UNKNOWN
    with pytest.raises(BasisMismatch, match="a nominal series is wanted, this one is unknown"):
        BentPath.between(FIRST, LAST, odd)
    with pytest.raises(UsageError, match="runs 2012-2014"):
        BentPath.between(FIRST, Level(2014, 230, "亿元"), short).level([2015])


def test_a_real_series_bends_nominal_levels_with_a_warning_and_a_wider_band() -> None:
    growth = official("220100", "gdp", measure=Measure.GROWTH)
    years = range(2018, 2024)
    real = pd.Series(100.0, index=years)
    real.loc[2019:] = 100 * (1 + growth.loc[2019:2023] / 100).cumprod()
    real.attrs["basis"] = Basis.REAL
    ends = Level(2018, 300, "亿元"), Level(2023, 400, "亿元")
    with pytest.warns(BasisWarning, match="real series is wanted nominal"):
        path = BentPath.between(*ends, real)
    levels = official("220100", "gdp")
    chained = rebuilt(levels, growth, prices())
    same = BentPath.between(*ends, chained)
    assert path.level(years) == pytest.approx(same.level(years))
    assert path.sigma > same.sigma
    early = pd.Series(1.0, index=range(1995, 2000))
    early.attrs["basis"] = Basis.REAL
    with pytest.raises(SeriesError, match="prices of 1996: not known"):
        BentPath.between(Level(1995, 3, "x"), Level(1999, 4, "x"), early)


def test_a_rate_of_the_other_basis_is_converted_with_a_warning_and_its_error() -> None:
    stated = growth_between(FIRST, LAST)
    with pytest.warns(BasisWarning, match=r"converted by prices of 1.93 % a year, sd 1.15 points"):
        real = on_basis(stated, Basis.REAL)
    assert real == to_real(stated, deflator(2012, 2021))
    assert real.error > 0 and real.low < stated.low - 0.02
    assert on_basis(stated, Basis.NOMINAL) is stated
    with pytest.raises(BasisMismatch, match="no prices lead"):
        on_basis(stated, Basis.UNKNOWN)


def test_levels_must_be_comparable() -> None:
    with pytest.raises(UnitMismatch, match="亿元 with CNY"):
        growth_between(FIRST, Level(2021, 4.957e10, "CNY"))
    with pytest.raises(BasisMismatch, match="nominal with real"):
        growth_between(FIRST, Level(2021, 495.7, "亿元", Basis.REAL))
    with pytest.raises(UsageError, match="the second must be later"):
        growth_between(LAST, FIRST)
    with pytest.raises(UsageError, match="both must be above 0"):
        rate_of(2, 0)


@given(st.floats(-0.2, 0.3), st.floats(-0.05, 0.1))
def test_converting_there_and_back(value: float, price: float) -> None:
    rate = Rate(value, Basis.NOMINAL, 2012, 2021, value, value)
    by = Deflator(price, 0.01, 2012, 2021)
    back = to_nominal(to_real(rate, by), by)
    assert back.value == pytest.approx(value)
    assert back.low < value < back.high  # an error once added does not go away
    assert back.error == pytest.approx(0.01 * math.sqrt(2))


@pytest.mark.parametrize("convert", [to_real, to_nominal])
def test_a_rate_is_converted_once(convert: Callable[[Rate, Deflator], Rate]) -> None:
    wrong = Basis.REAL if convert is to_real else Basis.NOMINAL
    with pytest.raises(BasisMismatch, match="nothing to convert"):
        convert(Rate(0.07, wrong, 2012, 2021, 0.07, 0.07), Deflator(0.02, 0.01, 2012, 2021))


def test_the_bridge_is_widest_in_the_middle_and_recovers_its_error() -> None:
    years, sigma = np.arange(2013, 2021), bridge_sigma()
    sd = bridge_sd(years, 2012, 2021, sigma)
    assert np.sqrt(np.mean(sd**2)) == pytest.approx(0.088)
    assert bridge_sd(2012, 2012, 2021, sigma) == 0
    assert sd.argmax() in (3, 4)
