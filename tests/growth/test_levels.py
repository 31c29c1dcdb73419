from dataclasses import replace
from decimal import Decimal

import pytest

from indicators.errors import BasisMismatch, SeriesError, UnitMismatch, UnknownName, UsageError
from indicators.growth import (
    GrowthTarget,
    Level,
    LevelTarget,
    agreed,
    joined,
    outlook,
    stated_levels,
    target_of,
)
from indicators.growth import chance as chance_of
from indicators.language import Message, speaking
from indicators.reader import read
from indicators.record import (
    Basis,
    Bound,
    Document,
    Measure,
    Observation,
    Origin,
    Period,
    Quantity,
    Reading,
    Region,
    Span,
    Status,
)


def english(reason: Message) -> str:
    with speaking("en"):
        return str(reason)


STATED = Observation(
    document="report",
    span=Span(8, 13),
    text="318.4亿元",
    indicator="地区生产总值",
    indicator_id="gdp",
    measure=Measure.LEVEL,
    quantity=Quantity(Decimal("31840000000"), "CNY", resolution=Decimal("10000000")),
    period=Period.year(2019),
    period_source=Origin.CLAUSE,
    status=Status.ACTUAL,
    region=Region("长春市南关区", "220102"),
    region_source=Origin.DOCUMENT,
    sentence=Span(0, 14),
)
GROWTH = replace(
    STATED,
    text="6.5%左右",
    measure=Measure.GROWTH,
    status=Status.TARGET,
    period=Period.year(2022),
    quantity=Quantity(Decimal("6.5"), "%", Bound.ABOUT, resolution=Decimal("0.1")),
)


def reading(*observations: Observation) -> Reading:
    return Reading(Document("地区生产总值318.4亿元。", "report"), observations, ())


def levels_in(text: str, indicator: str = "gdp", date: str = "2022-08") -> tuple[Level, ...]:
    document = Document(text, region="长春市南关区", date=date)
    return stated_levels([read(document)], "长春市南关区", indicator)


def test_a_stated_level_keeps_its_evidence_and_its_rounding() -> None:
    (level,) = stated_levels([reading(STATED)], "南关区", "gdp")
    assert (level.year, level.value, level.unit) == (2019, 31840000000, "CNY")
    assert (level.low, level.high) == (31835000000, 31845000000)
    assert level.basis is Basis.NOMINAL
    assert level.evidence is STATED
    assert stated_levels([reading(STATED)], "220102", "gdp") == (level,)


@pytest.mark.parametrize(
    "other",
    [
        replace(STATED, status=Status.TARGET),
        replace(STATED, measure=Measure.GROWTH),
        replace(STATED, period=Period(2016, 2019)),
        replace(STATED, period=None),
        replace(STATED, indicator_id="retail_sales"),
        replace(STATED, region=Region("长春市二道区", "220105")),
        replace(STATED, quantity=replace(STATED.quantity, bound=Bound.LOWER)),
        replace(STATED, quantity=replace(STATED.quantity, high=Decimal("32000000000"))),
    ],
)
def test_only_actual_annual_levels_of_the_place_count(other: Observation) -> None:
    assert stated_levels([reading(other)], "长春市南关区", "gdp") == ()


def test_levels_come_by_year() -> None:
    later = replace(STATED, period=Period.year(2021))
    years = [level.year for level in stated_levels([reading(later, STATED)], "南关区", "gdp")]
    assert years == [2019, 2021]


def test_an_indicator_must_be_known() -> None:
    with pytest.raises(UnknownName, match="'gpd'"):
        stated_levels([reading(STATED)], "南关区", "gpd")


def test_of_levels_that_agree_the_finest_is_kept() -> None:
    coarse, fine = Level(2021, 500, "亿元", rounding=5), Level(2021, 495.7, "亿元", rounding=0.05)
    assert agreed([coarse, fine, Level(2012, 220, "亿元")])[1] == fine


def test_levels_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(SeriesError, match=r"2021: levels 480亿元 and 495.7亿元 contradict"):
        agreed([Level(2021, 480, "亿元", rounding=5), Level(2021, 495.7, "亿元", rounding=0.05)])
    with pytest.raises(SeriesError, match=r"levels 480亿元 and 495.7亿元 contradict"):
        agreed([Level(2021, 480e8, "CNY"), Level(2021, 495.7e8, "CNY")])


def test_levels_of_two_units_are_refused_in_whatever_years() -> None:
    text = "2012年，全区实际利用外资1亿元。2021年，实际利用外资3亿美元。"
    with pytest.raises(UnitMismatch, match="levels in CNY and USD"):
        agreed(levels_in(text, "foreign_capital"))


def test_levels_of_a_part_of_a_year_are_refused_and_put_aside() -> None:
    text = "2012年，全区地区生产总值220亿元；2021年，地区生产总值495.7亿元。"
    found = levels_in(f"{text}2022年上半年，全区地区生产总值240亿元。")
    assert [level.part for level in found] == ["", "", "上半年"]
    with pytest.raises(UsageError, match="上半年 only"):
        agreed(found)
    chosen = joined(found)
    assert [level.year for level in chosen.levels] == [2012, 2021]
    assert [(a.level.year, english(a.reason)) for a in chosen.aside] == [
        (2022, "上半年 only, a part of the year")
    ]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("2022年一季度，全区地区生产总值120亿元。", "一季度"),
        ("2022年前三季度，全区经济稳定，地区生产总值360亿元。", "前三季度"),
        ("2022年1—9月，全区地区生产总值360亿元。", "1-9月"),
        ("2022年前11个月，全区地区生产总值440亿元。", "前11个月"),
        ("2022年上半年，与去年同期相比，全区地区生产总值达240亿元。", "上半年"),
        ("2022年上半年，全区经济平稳。地区生产总值240亿元。", "上半年"),
        ("2022年1—12月，全区地区生产总值480亿元。", ""),
        ("2022年上半年形势复杂，全年地区生产总值480亿元。", ""),
        ("据2022年8月的访谈，2021年全区地区生产总值495.7亿元。", ""),
        ("截至2021年底，全区地区生产总值495.7亿元。", ""),
    ],
)
def test_a_part_of_a_year_is_known_by_the_words_before_the_figure(text: str, part: str) -> None:
    assert [level.part for level in levels_in(text, date="2023-01")] == [part]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "按可比价计算，2012年地区生产总值220亿元；2021年地区生产总值495.7亿元（2015年不变价）。",
            [(Basis.REAL, None), (Basis.REAL, 2015)],
        ),
        ("2021年，地区生产总值495.7亿元，按可比价格计算，比上年增长7%。", [(Basis.NOMINAL, None)]),
        ("2021年，地区生产总值495.7亿元，增长7%（可比价）。", [(Basis.NOMINAL, None)]),
        ("2021年，地区生产总值495.7亿元，按2020年不变价计算。", [(Basis.REAL, 2020)]),
        (
            "2012年，地区生产总值220亿元（2010年不变价）；2021年，地区生产总值495.7亿元。",
            [(Basis.REAL, 2010), (Basis.NOMINAL, None)],
        ),
        ("2021年，全区实现价值共享，地区生产总值495.7亿元。", [(Basis.NOMINAL, None)]),
    ],
)
def test_constant_prices_are_known_by_the_sentence(
    text: str, told: list[tuple[Basis, int | None]]
) -> None:
    assert [(level.basis, level.prices) for level in levels_in(text)] == told


def test_nominal_and_real_levels_never_join() -> None:
    text = "2012年，地区生产总值220亿元。2021年，地区生产总值495.7亿元（2015年不变价）。"
    mixed = levels_in(text)
    with pytest.raises(BasisMismatch, match="current and constant"):
        agreed(mixed)
    assert len(joined(mixed).levels) == 1
    (aside,) = joined(mixed).aside
    assert english(aside.reason) == "at constant prices, the others at current prices"
    two = (
        Level(2012, 220, "亿元", Basis.REAL, prices=2010),
        Level(2021, 495.7, "亿元", Basis.REAL, prices=2020),
    )
    with pytest.raises(BasisMismatch, match="two base years"):
        agreed(two)


def test_levels_in_dispute_are_both_put_aside_with_plain_figures() -> None:
    made = [Level(2012, 220e8, "CNY"), Level(2021, 495.7e8, "CNY"), Level(2021, 500e8, "CNY")]
    chosen = joined(made)
    assert [level.year for level in chosen.levels] == [2012]
    assert [english(a.reason) for a in chosen.aside] == [
        "contradicts CNY 50 bn of the same year",
        "contradicts CNY 49.57 bn of the same year",
    ]


def test_growth_over_years_is_a_total_unless_it_is_told_a_year() -> None:
    three = replace(GROWTH, period=Period(2022, 2024), quantity=Quantity(Decimal(20), "%"))
    total, yearly = target_of(three, 2021), target_of(three, 2021, yearly=True)
    assert isinstance(total, GrowthTarget) and total.total
    assert total.required(total.value, None) == pytest.approx(1.2 ** (1 / 3) - 1)
    assert yearly.required(yearly.value, None) == 0.2
    view = outlook(as_of=2021, basis=Basis.REAL)
    told, other = chance_of(total, view), chance_of(yearly, view)
    assert told.probability > 0.2 > 0.05 > other.probability
    assert told.band[0] == pytest.approx((1 + other.band[0]) ** 3 - 1)
    assert "累计增长20%" in told.sentence() and "20% in total in 2022–2024" in told.sentence("en")


def test_a_level_must_have_a_logarithm() -> None:
    with pytest.raises(SeriesError, match="must be above 0"):
        Level(2021, 0, "亿元")


def test_a_target_keeps_bound_and_rounding() -> None:
    assert target_of(GROWTH, 2021) == GrowthTarget(
        0.065, basis=Basis.REAL, bound=Bound.ABOUT, resolution=0.001
    )
    level = replace(STATED, status=Status.TARGET, period=Period.year(2025))
    assert target_of(level, 2021, soft=True) == LevelTarget(
        31840000000, 2025, resolution=10000000, unit="CNY", soft=True
    )


@pytest.mark.parametrize(
    ("observation", "message"),
    [
        (STATED, "no target"),
        (replace(GROWTH, measure=Measure.SHARE), "neither growth"),
        (replace(GROWTH, period=Period.year(2023)), "cannot be seen from the end of 2021"),
    ],
)
def test_what_is_no_target_is_refused(observation: Observation, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        target_of(observation, 2021)
