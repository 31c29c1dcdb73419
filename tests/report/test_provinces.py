import re

import pytest

from indicators.errors import UsageError
from indicators.growth import growth_targets
from indicators.language import speaking
from indicators.report import answers, charts, names, tables
from indicators.report.evidence import bare
from indicators.report.province_charts import short
from indicators.report.provinces import Announcements, announcements


@pytest.fixture(scope="module")
def known() -> Announcements:
    return announcements(2026)


def test_every_province_has_a_chance(known: Announcements) -> None:
    assert (len(known.found), known.without) == (31, ())
    assert all(one.met is None for one in known.found), "nobody knows yet"
    told = [one.chance.probability for one in known.found]
    assert told == sorted(told, reverse=True)
    assert {one.chance.as_of for one in known.found} == {2025}


def test_ambition_is_the_target_less_last_growth(known: Announcements) -> None:
    rows = growth_targets()
    asked = rows[rows["year"] == 2026].set_index("region")["low"].to_dict()
    last = rows[rows["year"] == 2025].set_index("region")["outcome"].to_dict()
    for one in known.found:
        assert 100 * one.ambition == pytest.approx(asked[one.region] - last[one.region])
    assert known.higher == sum(one.ambition > 0 for one in known.found)


def test_a_range_shows_its_high_end_and_about_its_rounding(known: Announcements) -> None:
    ranges = [one for one in known.found if one.chance.high_end is not None]
    assert ranges
    assert all("—" in one.stated for one in ranges)
    about = [one for one in known.found if one.chance.within is not None]
    assert about
    assert all("左右" in one.stated for one in about)


def test_of_two_that_ask_the_same_the_faster_is_likelier(known: Announcements) -> None:
    five = [one for one in known.found if one.chance.target.value == 0.05]
    assert [one.last for one in five] == sorted((one.last for one in five), reverse=True)


def test_the_answer_counts_what_may_be_expected(known: Announcements) -> None:
    said = answers.provinces(known)
    expected = round(sum(one.chance.probability for one in known.found))
    assert f"about {expected} of 31 provinces" in said.answer
    assert said.region == "全国"
    assert names.place(known.found[-1].region) in said.answer


def test_the_tables_and_the_chart_hold_all(known: Announcements) -> None:
    for one in (tables.provinces.announced, tables.provinces.chances):
        assert len(one(known).frame) == 31
    assert tables.provinces.record(known).frame["year"].tolist() == ["2019", "2021", "2023", "2025"]
    assert tables.provinces.record(known).frame["told_then"].map(bare).tolist() == [
        *("39% → 57%", "29% → 46%", "36% → 57%", "29% → 50%")
    ]
    assert "182 other countries" in str(tables.provinces.formula(known))
    expected = tables.provinces.doubts(known).frame["expected"].map(bare)
    met = expected.str.split().str[0].astype(int)
    assert met.iloc[5] <= met.iloc[6] <= met.iloc[7]
    assert met.iloc[1] < met.iloc[0], "the record raises the odds"
    chart = charts.provinces(known)
    assert all(short(one.region) in chart.alt for one in known.found)


@pytest.mark.parametrize(
    ("region", "name"), [("广西壮族自治区", "广西"), ("吉林省", "吉林"), ("北京市", "北京")]
)
def test_short_names(region: str, name: str) -> None:
    with speaking("zh"):
        assert short(region) == name


@pytest.mark.parametrize("year", [2018, 2025, 2027])
def test_years_without_targets_or_the_growth_before(year: int) -> None:
    """2025 has targets, but growth of 2024 was not gathered."""
    with pytest.raises(UsageError, match=rf"{year}: no targets with the growth before them"):
        announcements(year)


def test_each_forecast_is_the_arithmetic_that_stands_beside_it(known: Announcements) -> None:
    for row in tables.provinces.reckoned(known).frame.itertuples():
        shared, rho, own, peers, middle = map(float, re.findall(r"\d+\.\d+", bare(str(row.middle))))
        assert shared + rho * (own - peers) == pytest.approx(middle, abs=0.11), row.province
        mean, chance = (int(n) for n in re.findall(r"\d+", bare(str(row.moved))))
        pooled, reference = (
            int(bare(str(row.pooled)).strip("%")),
            bare(str(row.reference)).strip("%"),
        )
        assert (pooled + int(reference)) / 2 == pytest.approx(mean, abs=1)
        assert chance > mean, "earlier targets were met more often than was told"
