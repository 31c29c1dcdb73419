import math

import pandas as pd
import pytest

from indicators.errors import BasisMismatch, SeriesError
from indicators.growth import (
    found_breaks,
    official,
    prices,
    provinces,
    rebuilt,
    revisions,
    shipped,
    splices,
)
from indicators.record import Basis, Measure


def changchun() -> tuple[pd.Series, pd.Series]:
    return official("220100", "gdp"), official("220100", "gdp", measure=Measure.GROWTH)


def test_changchun_breaks_at_the_census_and_not_by_growth() -> None:
    levels, growth = changchun()
    assert [s.year for s in splices(levels, growth, prices())] == [2019]
    (census,) = splices(levels, growth, prices())
    assert census.gap == pytest.approx(-0.2374, abs=5e-5)
    doubtful = [s for s in splices(levels, growth, prices(), 0.07) if s.year == 2020]
    assert doubtful[0].gap == pytest.approx(0.0761, abs=5e-5)


def test_the_splice_check_wants_nominal_levels_and_real_growth() -> None:
    levels, growth = changchun()
    with pytest.raises(BasisMismatch, match="a nominal series is wanted, this one is real"):
        splices(growth, levels, prices())


def test_rebuilding_follows_growth_over_the_break() -> None:
    levels, growth = changchun()
    whole = rebuilt(levels, growth, prices())
    assert whole.loc[2023] == levels.loc[2023]
    assert whole.loc[2019] / whole.loc[2018] == pytest.approx(1.03 * (1 + prices()[2019] / 100))
    assert whole.attrs["filled"] == [2013, 2017]
    assert whole.attrs["breaks"] == {}
    assert whole.loc[2017] / whole.loc[2016] == pytest.approx(6495.02 / 5986.42)


def test_rebuilding_refuses_to_guess() -> None:
    levels, growth = changchun()
    with pytest.raises(SeriesError, match="2019: neither real growth nor an unbroken level"):
        rebuilt(levels, growth.drop(2019), prices())


def test_the_splice_check_runs_over_everything_shipped() -> None:
    table = found_breaks()
    found = table[table["found"]]
    assert list(zip(found["code"], found["year"], strict=True)) == [
        ("220100", 2019),
        ("220101", 2019),
    ]
    assert found["gap"].tolist() == pytest.approx([-0.2374, -0.1431], abs=5e-5)
    declared = table[~table["found"]]
    assert {"fixed_investment", "population", "budget_revenue"} <= set(declared["indicator"])
    assert (declared["why"] != "").all() and declared["gap"].isna().all()


def test_a_break_that_is_put_in_is_found() -> None:
    levels = official("110000", "gdp", "mid-2021").copy()
    growth = official("110000", "gdp", measure=Measure.GROWTH)
    assert splices(levels, growth, prices()) == ()
    levels.loc[2013:] *= 0.8
    (cut,) = splices(levels, growth, prices())
    assert cut.year == 2013
    assert cut.gap == pytest.approx(math.log(0.8), abs=0.05)
    whole = rebuilt(levels.loc[2000:2019], growth, prices())
    assert whole[2013] / whole[2012] > 1.05


def test_two_vintages_of_one_year_are_no_growth() -> None:
    table = revisions()
    late = table[table["newer"] == "2025"].set_index("code")
    assert len(late) == 31 and set(late["year"]) == {2020}
    assert late["gap"]["110000"] == pytest.approx(
        math.log(
            provinces(vintage="2025")["110000"][2020]
            / provinces(vintage="mid-2021")["110000"][2020]
        )
    )
    assert late["gap"].abs().max() > 0.08


def test_everything_shipped_of_an_indicator() -> None:
    every = shipped("gdp")
    assert len(every) == 1 + 3 * 31 + 1 + 1 + 4
    assert all(series.index.is_unique and series.index.is_monotonic_increasing for series in every)
    assert all(series.attrs["basis"] is Basis.NOMINAL for series in every)
    assert shipped("exports") == []
