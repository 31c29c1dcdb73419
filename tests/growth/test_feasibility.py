import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.errors import BasisMismatch, UnitMismatch, UsageError
from indicators.growth import (
    Chance,
    CumulativeTarget,
    GrowthTarget,
    Level,
    LevelTarget,
    Outlook,
    Rate,
    chance,
    outlook,
    reference_class,
)
from indicators.growth.targets import Target
from indicators.record import Basis, Bound

NOW = Level(2021, 495.7, "亿元", rounding=0.05)
REAL = outlook(Rate(0.074, Basis.REAL, 2012, 2021, 0.058, 0.090), as_of=2021)
NOMINAL = outlook(Rate(0.0945, Basis.NOMINAL, 2012, 2021, 0.0942, 0.0948), as_of=2021)


def real(value: float, years: int = 1, bound: Bound = Bound.LOWER) -> Chance:
    return chance(GrowthTarget(value, years, bound=bound), REAL)


@settings(deadline=None)
@given(st.floats(-0.2, 0.3), st.floats(0.001, 0.1))
def test_a_higher_target_is_never_likelier(value: float, step: float) -> None:
    assert real(value + step).probability <= real(value).probability


@settings(deadline=None)
@given(st.floats(-0.2, 0.3), st.integers(1, 5))
def test_the_chance_lies_in_its_range(value: float, years: int) -> None:
    c = real(value, years)
    assert 0 <= c.low <= c.probability <= c.high <= 1
    assert c.scenarios.bad <= c.scenarios.middling <= c.scenarios.good


@pytest.mark.parametrize(("value", "told"), [(0.25, 0.05), (-0.20, 0.95)])
def test_one_year_is_never_certain(value: float, told: float) -> None:
    c = real(value)
    assert (c.probability, c.clipped) == (told, True)
    assert not real(value, 3).clipped


def test_a_level_is_the_growth_that_it_takes() -> None:
    level = chance(LevelTarget(650, 2024), NOMINAL, NOW)
    growth = chance(GrowthTarget(level.required, 3, Basis.NOMINAL), NOMINAL)
    assert level.probability == pytest.approx(growth.probability)
    assert (1 + level.required) ** 3 * NOW.value == pytest.approx(650)


def test_a_total_of_one_year_is_a_level() -> None:
    total = chance(CumulativeTarget(540, 1), NOMINAL, NOW)
    level = chance(LevelTarget(540, 2022), NOMINAL, NOW)
    assert total.probability == pytest.approx(level.probability)
    assert total.required == pytest.approx(level.required)
    assert total.band == pytest.approx(level.band)


@settings(deadline=None)
@given(st.floats(1000, 3000))
def test_the_band_of_a_total_inverts_its_chance(value: float) -> None:
    ahead = [NOMINAL.forecast(h) for h in (1, 2, 3)]
    target = CumulativeTarget(value, 3)
    p = target.reached(value, ahead, NOW)
    assert target.outcome(1 - p, ahead, NOW) == pytest.approx(value)


def test_a_total_beyond_all_bounds() -> None:
    ahead = [NOMINAL.forecast(h) for h in (1, 2)]
    target = CumulativeTarget(1.0, 2)
    assert target.reached(1e-30, ahead, NOW) == 1
    assert target.reached(1e30, ahead, NOW) == 0
    with pytest.raises(UsageError, match="out of all proportion"):
        target.required(1e9, NOW)


def test_about_has_two_readings() -> None:
    c = chance(GrowthTarget(0.07, bound=Bound.ABOUT, resolution=0.01), REAL)
    assert c.within == pytest.approx(real(0.065).probability)
    assert c.within is not None and c.within > c.probability
    assert "四舍五入" in c.sentence()
    assert "within its rounding" in c.sentence("en")


def test_a_range_is_met_at_its_low_end() -> None:
    c = chance(GrowthTarget(0.06, high=0.07), REAL)
    assert c.probability == real(0.06).probability
    assert c.high_end == real(0.07).probability
    assert "上限" in c.sentence()


def test_an_upper_bound_turns_the_chance_round() -> None:
    assert real(0.07, bound=Bound.UPPER).raw == pytest.approx(1 - real(0.07).raw)


def test_striving_is_said() -> None:
    soft = chance(GrowthTarget(0.07, soft=True), REAL)
    assert soft.probability == real(0.07).probability
    assert "力争" in soft.sentence()
    assert "strives" in soft.sentence("en")


@pytest.mark.parametrize(
    ("ambition", "share"),
    [(-0.04, (0.59, 0.65)), (0.065 - 0.085, (0.59, 0.65)), (0.008, (0.18, 0.20))],
)
def test_the_reference_class(ambition: float, share: tuple[float, float]) -> None:
    assert reference_class(ambition) == share


def test_rebounds_are_a_class_of_their_own_and_gaps_have_none() -> None:
    assert reference_class(0.05) == (0.39, 0.43)
    assert reference_class(-0.005) is None
    assert reference_class(-0.10) is None


def test_ambition_belongs_to_real_targets_of_one_year() -> None:
    one = chance(GrowthTarget(0.07), REAL, last_growth=0.062)
    assert one.ambition == pytest.approx(0.008)
    assert one.reference == (0.18, 0.20)
    three = chance(GrowthTarget(0.07, 3), REAL, last_growth=0.062)
    assert (three.ambition, three.reference) == (None, None)


@pytest.mark.parametrize(
    ("target", "view", "now", "error", "message"),
    [
        (GrowthTarget(0.07), NOMINAL, None, BasisMismatch, "to_real"),
        (LevelTarget(650, 2024), REAL, NOW, BasisMismatch, "the target is nominal"),
        (LevelTarget(650, 2024, unit="CNY"), NOMINAL, NOW, UnitMismatch, "in CNY, the level in"),
        (LevelTarget(650, 2024), NOMINAL, None, UsageError, "no present level"),
        (
            LevelTarget(650, 2024),
            NOMINAL,
            Level(2020, 460, "亿元"),
            UsageError,
            "the level is of 2020",
        ),
        (
            LevelTarget(650, 2024),
            NOMINAL,
            Level(2021, 460, "亿元", Basis.REAL),
            BasisMismatch,
            "the level real",
        ),
        (LevelTarget(650, 2021), NOMINAL, NOW, UsageError, "nothing lies ahead"),
        (LevelTarget(650, 2030), NOMINAL, NOW, UsageError, "fitted for 1 to 5"),
    ],
)
def test_wrong_calls(
    target: Target, view: Outlook, now: Level | None, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        chance(target, view, now)


def test_the_chinese_sentence() -> None:
    said = chance(GrowthTarget(0.07), REAL).sentence()
    assert said.startswith("2022年增长7%以上（按可比价）的可能性约为33%")
    assert "分别为不到5%、约20%、约92%" in said
    assert "本地2012—2021年年均7.4%" in said


def test_the_english_sentence() -> None:
    said = chance(CumulativeTarget(1700, 3, unit="亿元"), NOMINAL, NOW).sentence("en")
    assert said.startswith("The chance of a total of at least CNY 170 bn in 2022–2024 is about 65%")
    assert "against 9.45% in 2012–2021" in said


def test_money_is_told_in_hundred_millions() -> None:
    now = Level(2021, 4.957e10, "CNY")
    c = chance(LevelTarget(6.5e10, 2024, unit="CNY"), NOMINAL, now)
    assert c.sentence().startswith("2024年达到650亿元以上")
    assert "CNY 65 bn in 2024" in c.sentence("en")


def test_a_third_language() -> None:
    with pytest.raises(UsageError, match="zh or en"):
        real(0.07).sentence("fr")
