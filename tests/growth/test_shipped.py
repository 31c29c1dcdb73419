"""What data/series holds: panels, the world, targets with what became of them."""

import re
from pathlib import Path

import pytest

from indicators import store
from indicators.errors import SeriesError
from indicators.growth import growth_targets, official, provinces, world
from indicators.record import Basis, Measure


def test_what_is_shipped() -> None:
    assert set(provinces().columns) == set(provinces(Measure.GROWTH).columns)
    for indicator in ("population", "budget_revenue", "fixed_investment", "income"):
        panel = provinces(indicator=indicator)
        assert panel.shape[1] == 31 and not panel.isna().any().any(), indicator
    paid = provinces(Measure.GROWTH, indicator="consumer_prices")
    nation = official("000000", "consumer_prices", measure=Measure.GROWTH)
    assert (paid.median(axis=1) - nation).abs().max() < 1  # points
    assert provinces(vintage="end-2020").index.tolist() == list(range(2000, 2020))
    with pytest.raises(SeriesError, match="no vintage '2019': name one of"):
        provinces(vintage="2019")
    with pytest.raises(SeriesError, match=r"province_exports\.csv: missing"):
        provinces(indicator="exports")


def test_a_break_of_all_regions_is_one_of_each() -> None:
    for code in provinces(indicator="fixed_investment").columns:
        assert 2011 in official(code, "fixed_investment").attrs["breaks"]


def test_the_world() -> None:
    panel = world()
    assert panel.shape == (70, 183)
    assert panel.iloc[-1].notna().all()
    holes = panel.notna().astype(int).diff().eq(-1).any()
    assert not holes.any(), "from its first year on each country is whole"
    assert panel.attrs["basis"] is Basis.REAL
    assert "CC BY 4.0" in panel.attrs["licence"] and "Feenstra" in panel.attrs["origin"]


def test_targets_and_what_became_of_them() -> None:
    told = growth_targets()
    whole = told[told["code"].str.endswith("0000") & (told["code"] != "000000")]
    assert whole.groupby("year").size().loc[[2021, 2023, 2025, 2026]].tolist() == [31] * 4
    assert whole[whole["year"] == 2026]["outcome"].isna().all()
    assert whole[whole["year"].isin([2023, 2025])]["outcome"].notna().all()
    ranged = told[told["low"] < told["high"]]
    assert ranged["stated"].str.contains("—").all()
    assert (told["outcome"].isna() == (told["vintage"] == "")).all()


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("110000,北京市,2030,6,5,lower,6%以上,,", "low '6' must not be above high"),
        ("110000,北京市,2030,5,5,least,5%以上,,", "bound 'least' must be one of exact"),
        ("110000,北京市,2030,5,5,lower,,,", "stated '' must be quoted"),
        ("110000,北京市,2030,5,5,lower,5%以上,好,first release", "outcome '好' must be a number"),
        ("110000,北京市,2026,5,5,lower,5%以上,,", "year '2026' is given twice"),
    ],
)
def test_a_bad_target_is_named(tmp_path: Path, row: str, message: str) -> None:
    for ending in ("csv", "toml"):
        source = store.series_folder() / f"growth_targets.{ending}"
        (tmp_path / source.name).write_bytes(source.read_bytes())
    file = tmp_path / "growth_targets.csv"
    line = len(file.read_text("utf-8").splitlines()) + 1
    file.write_text(file.read_text("utf-8") + row + "\n", "utf-8")
    with pytest.raises(SeriesError, match=rf"^growth_targets.csv:{line}: {re.escape(message)}"):
        growth_targets(tmp_path)
