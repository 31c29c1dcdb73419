import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from indicators import store
from indicators.errors import SeriesError
from indicators.growth import (
    deflator,
    official,
    prices,
    provinces,
    schema,
    table,
)
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
        ("2201,长春市,2019,7000,early", "code '2201' must have six digits"),
        ("220100,,2019,7000,early", "region '' must be named"),
        ("220100,长春市,2019.5,7000,early", "year '2019.5' must be a whole number"),
        ("220100,长春市,219,7000,early", "year '219' must be a whole number from 1900"),
        ("220100,长春市,,7000,early", "year 'nan' must be a whole number"),
        ("220100,长春市,2019,七千,early", "value '七千' must be a number"),
        ("220100,长春市,2019,,early", "value 'nan' must be above 0 and known"),
        ("220100,长春市,2019,inf,early", "value 'inf' must be above 0 and known"),
        ("220100,长春市,2019,-1,early", "value '-1' must be above 0"),
        ("220100,长春市,2019,7000,mid", "vintage 'mid' must be one of early, late"),
        ("220100,长春市,2018,7100,late", "year '2018' is given twice"),
        ("220100,长春市,2018,7100", "4 fields, 5 are wanted"),
        ("220100,长春市,2018,7,100,late", "6 fields, 5 are wanted"),
        ("", "0 fields, 5 are wanted"),
    ],
)
def test_a_bad_row_is_named_by_line_and_column(tmp_path: Path, row: str, message: str) -> None:
    home = folder(tmp_path, [*GOOD, row, "220100,长春市,2020,5800,late"])
    with pytest.raises(SeriesError, match=rf"^some.csv:4: {re.escape(message)}"):
        official("220100", "gdp", folder=home)


def test_the_first_of_several_bad_rows_is_named(tmp_path: Path) -> None:
    rows = [*GOOD, "220100,长春市,2019,7000,mid", "22,长春市,2020,7000,early"]
    with pytest.raises(SeriesError, match="^some.csv:4: vintage 'mid'"):
        official("220100", "gdp", folder=folder(tmp_path, rows))


def test_growth_may_be_negative_but_leaves_something(tmp_path: Path) -> None:
    meta = META.replace('"level"', '"growth"').replace('"nominal"', '"real"')
    home = folder(tmp_path, ["220100,长春市,2019,-30,late"], meta=meta)
    assert official("220100", "gdp", measure=Measure.GROWTH, folder=home).tolist() == [-30]
    folder(tmp_path, ["220100,长春市,2020,-100,late"], meta=meta)
    with pytest.raises(SeriesError, match="some.csv:2: value '-100' must be above -100"):
        schema.rows(tmp_path / "some.csv", schema.meta(tmp_path / "some.toml"))


def test_a_file_must_be_whole(tmp_path: Path) -> None:
    with pytest.raises(SeriesError, match=r"some.csv:1: columns must be code,region"):
        official("220100", "gdp", folder=folder(tmp_path / "", GOOD, head="code,year,value"))


def test_meta_data_must_be_whole(tmp_path: Path) -> None:
    with pytest.raises(SeriesError, match=r"some.toml: no origin: add it"):
        lacking = META.replace("origin", "source")
        official("220100", "gdp", folder=folder(tmp_path, GOOD, meta=lacking))


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ('"series"', '"serie"', "kind 'serie': name one of model, series"),
        ('"nominal"', '"nominell"', "basis 'nominell': name one of nominal, real"),
        ('"gdp"', "gdp", "mend the file"),
    ],
)
def test_meta_data_must_be_known(tmp_path: Path, before: str, after: str, message: str) -> None:
    with pytest.raises(SeriesError, match=rf"^some.toml: .*{message}"):
        official("220100", "gdp", folder=folder(tmp_path, GOOD, meta=META.replace(before, after)))


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
    assert {file.stem for file in files} == {
        file.stem for file in store.series_folder().glob("*.toml")
    }
    described = (store.root() / "docs" / "data.md").read_text(encoding="utf-8")
    assert files
    for file in files:
        assert f"| `{file.stem}` |" in described
        assert b"\r" not in file.read_bytes()
        told = schema.meta(file.with_suffix(".toml"))
        assert told["title_zh"] and told["title_en"] and told["note"].strip()
        if told["kind"] != "model":
            assert len(schema.rows(file, told)) > 0
        for broken in told.get("breaks", []):
            assert {"code", "year", "why"} == set(broken)


def test_the_package_starts_without_pandera_and_pandas() -> None:
    for line, late in (
        ("import indicators.cli", ("pandera", "pandas", "statsmodels")),
        ("import indicators.growth", ("pandera", "statsmodels")),
    ):
        asked = f"import sys; {line}; print(*[m for m in {late} if m in sys.modules])"
        done = subprocess.run(
            [sys.executable, "-c", asked], check=True, capture_output=True, text=True
        )
        assert done.stdout.strip() == "", line


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
