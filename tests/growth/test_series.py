from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from indicators import store
from indicators.errors import BasisMismatch, SeriesError
from indicators.growth import deflator, official, prices, provinces, rebuilt, splices, table
from indicators.growth.rates import price_error
from indicators.growth.series import logs
from indicators.record import Basis, Measure

META = """
kind = "series"
indicator = "gdp"
measure = "level"
unit = "亿元"
basis = "nominal"
origin = "a bulletin"
licence = "none stated"
[[vintages]]
name = "early"
released = 2020
[[vintages]]
name = "late"
released = 2024
[[breaks]]
code = "220100"
year = 2019
why = "census"
"""
HEAD = "code,region,year,value,vintage"
GOOD = ["220100,长春市,2018,7000,early", "220100,长春市,2018,5600,late"]


def folder(tmp_path: Path, rows: list[str], head: str = HEAD, meta: str = META) -> Path:
    (tmp_path / "some.csv").write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    (tmp_path / "some.toml").write_text(meta, encoding="utf-8")
    return tmp_path


def changchun() -> tuple[pd.Series, pd.Series]:
    return official("220100", "gdp"), official("220100", "gdp", measure=Measure.GROWTH)


def test_a_series_carries_what_it_is() -> None:
    series = official("220100", "gdp")
    assert series.loc[2018] == 7175.71
    assert series.attrs["unit"] == "亿元"
    assert series.attrs["basis"] is Basis.NOMINAL
    assert "Changchun" in series.attrs["origin"]
    assert set(series.attrs["breaks"]) == {2019, 2020}


def test_one_vintage_at_a_time(tmp_path: Path) -> None:
    home = folder(tmp_path, GOOD)
    assert official("220100", "gdp", folder=home).tolist() == [5600]
    assert official("220100", "gdp", "early", folder=home).tolist() == [7000]
    with pytest.raises(SeriesError, match=r"no vintage 'mid' of 220100: name one of \['early'"):
        official("220100", "gdp", "mid", folder=home)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("2201,长春市,2019,7000,early", "some.csv:4: the code must have six digits"),
        ("220100,长春市,2019.5,7000,early", "some.csv:4: the year must be a whole number"),
        ("220100,长春市,2019,七千,early", "some.csv:4: the value must be a number"),
        ("220100,长春市,2019,-1,early", "some.csv:4: a level must be above 0"),
        ("220100,长春市,2019,7000,mid", "some.csv:4: the vintage must be one of"),
        ("220100,长春市,2018,7100,late", "some.csv:4: this year is given twice"),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, row: str, message: str) -> None:
    with pytest.raises(SeriesError, match=message):
        official("220100", "gdp", folder=folder(tmp_path, [*GOOD, row]))


def test_a_file_must_be_whole(tmp_path: Path) -> None:
    with pytest.raises(SeriesError, match=r"some.csv:1: columns must be code,region"):
        official("220100", "gdp", folder=folder(tmp_path / "", GOOD, head="code,year,value"))


def test_meta_data_must_be_whole(tmp_path: Path) -> None:
    with pytest.raises(SeriesError, match=r"some.toml: no origin: add it"):
        lacking = META.replace("origin", "source")
        official("220100", "gdp", folder=folder(tmp_path, GOOD, meta=lacking))


def test_a_csv_needs_its_toml(tmp_path: Path) -> None:
    folder(tmp_path, GOOD)
    (tmp_path / "stray.csv").write_text(HEAD, encoding="utf-8")
    with pytest.raises(SeriesError, match=r"stray.csv: no .toml beside it"):
        official("220100", "gdp", folder=tmp_path)


def test_an_unknown_series_or_table() -> None:
    with pytest.raises(SeriesError, match="no file of data/series"):
        official("999999", "gdp")
    with pytest.raises(SeriesError, match="no table of model constants"):
        table("nation_gdp")


def test_every_file_has_meta_data_that_say_where_it_comes_from() -> None:
    files = sorted(store.series_folder().glob("*.csv"))
    described = (store.root() / "docs" / "data.md").read_text(encoding="utf-8")
    assert files
    for file in files:
        assert file.with_suffix(".toml").is_file()
        assert f"| `{file.stem}` |" in described
        assert b"\r" not in file.read_bytes()


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


def test_national_prices() -> None:
    known = prices()
    assert round(known[2012], 2) == 2.33
    assert known.attrs["mixed"] == [2020, 2021, 2022, 2023, 2024]
    assert prices(2021).index.max() == 2021
    late = deflator(2019, 2023)
    assert (late.first, late.last) == (2019, 2023)
    assert "two vintages" in late.origin
    with pytest.raises(SeriesError, match="not all known"):
        deflator(2022, 2026)


def test_the_price_error_is_what_the_provinces_show() -> None:
    growth = provinces(Measure.GROWTH)
    local = provinces(vintage="mid-2021").apply(logs).diff() - np.log1p(growth / 100)
    gaps = local.sub(np.log1p(prices() / 100), axis=0).loc[2001:2019]
    assert gaps.stack().std() == pytest.approx(price_error(1), abs=0.0005)
    assert gaps.loc[2013:].mean().std() == pytest.approx(price_error(7), abs=0.0005)
    assert price_error(1) > price_error(3) > price_error(9)
