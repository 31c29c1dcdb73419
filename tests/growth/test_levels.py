from dataclasses import replace
from decimal import Decimal

import pytest

from indicators.errors import SeriesError, UnitMismatch, UnknownName, UsageError
from indicators.growth import GrowthTarget, Level, LevelTarget, agreed, stated_levels, target_of
from indicators.record import (
    Basis,
    Bound,
    Measure,
    Observation,
    Origin,
    Period,
    Quantity,
    Region,
    Span,
    Status,
)

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


def test_a_stated_level_keeps_its_evidence_and_its_rounding() -> None:
    (level,) = stated_levels([STATED], "南关区", "gdp")
    assert (level.year, level.value, level.unit) == (2019, 31840000000, "CNY")
    assert (level.low, level.high) == (31835000000, 31845000000)
    assert level.basis is Basis.NOMINAL
    assert level.evidence is STATED
    assert stated_levels([STATED], "220102", "gdp") == (level,)


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
    assert stated_levels([other], "长春市南关区", "gdp") == ()


def test_levels_come_by_year() -> None:
    later = replace(STATED, period=Period.year(2021))
    years = [level.year for level in stated_levels([later, STATED], "南关区", "gdp")]
    assert years == [2019, 2021]


def test_an_indicator_must_be_known() -> None:
    with pytest.raises(UnknownName, match="'gpd'"):
        stated_levels([STATED], "南关区", "gpd")


def test_of_levels_that_agree_the_finest_is_kept() -> None:
    coarse, fine = Level(2021, 500, "亿元", rounding=5), Level(2021, 495.7, "亿元", rounding=0.05)
    assert agreed([coarse, fine, Level(2012, 220, "亿元")])[1] == fine


def test_levels_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(SeriesError, match=r"2021: levels 480 and 495.7 contradict"):
        agreed([Level(2021, 480, "亿元", rounding=5), Level(2021, 495.7, "亿元", rounding=0.05)])
    with pytest.raises(UnitMismatch, match="two units"):
        agreed([Level(2021, 480, "亿元"), Level(2021, 480, "CNY")])


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
