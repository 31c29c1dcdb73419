import pytest

from indicators.growth import (
    GrowthTarget,
    Level,
    LevelTarget,
    Outlook,
    Past,
    Peers,
    Rate,
    blended,
    chance,
    closed_targets,
    outlook,
)
from indicators.growth.at_risk import chance_at_risk, national_quantiles
from indicators.growth.votes import own_record, peers_share
from indicators.record import Basis, Bound


def city(as_of: int, last: float) -> Outlook:
    own = Rate(last, Basis.REAL, as_of - 1, as_of, last - 0.0005, last + 0.0005)
    return outlook(own, as_of=as_of, peers=Peers.CITY)


@pytest.mark.parametrize(
    ("ambition", "share"), [(-0.03, 0.62), (-0.005, 0.405), (0.0, 0.19), (0.015, 0.19)]
)
def test_the_classes_of_the_study_and_a_line_between_them(ambition: float, share: float) -> None:
    told = peers_share(0.08 + ambition, city(2017, 0.08), Past(0.08), pooled=0.5)
    assert told == pytest.approx(share)


def test_beyond_the_classes_the_pooled_model_speaks() -> None:
    view = city(2017, 0.08)
    assert peers_share(0.02, view, Past(0.08), pooled=0.9) == 0.9
    assert peers_share(0.12, view, Past(0.08), pooled=0.08) == 0.08


def test_after_a_national_slump_rebounds_are_met_more_often() -> None:
    slump = peers_share(0.065, city(2020, 0.03), Past(0.03, 0.06), pooled=0.3)
    usual = peers_share(0.065, city(2017, 0.03), Past(0.03, 0.06), pooled=0.3)
    assert [slump, usual] == pytest.approx([0.41, 0.19])


def test_after_a_rebound_ambition_is_measured_from_two_years() -> None:
    """8 % in 2021 after 2 % in 2020: a target of 6.5 % is above their mean, not below the last."""
    rebound = peers_share(0.065, city(2021, 0.08), Past(0.08, 0.02), pooled=0.3)
    alone = peers_share(0.065, city(2021, 0.08), Past(0.08), pooled=0.3)
    usual = peers_share(0.065, city(2017, 0.08), Past(0.08, 0.02), pooled=0.3)
    assert [rebound, usual] == pytest.approx([0.19, 0.62])
    assert alone == pytest.approx(0.19)


def test_the_forecast_says_what_the_chance_says() -> None:
    view, target = city(2017, 0.08), GrowthTarget(0.085)
    told = blended(target, view, past=Past(0.08, 0.082))
    models = dict(told.models)
    mean = (models["pooled"] + models["reference class"]) / 2
    assert told.probability == pytest.approx(mean)
    assert told.low <= told.probability <= told.high
    assert (told.median >= target.value) == (told.probability >= 0.5)
    assert told.scenarios.bad < told.scenarios.middling < told.scenarios.good
    assert told.ambition == pytest.approx(0.005)
    assert "分方法看" in told.sentence()
    assert "By model" in told.sentence("en")


def test_without_a_past_the_pooled_model_stands_alone() -> None:
    view, target = city(2017, 0.08), GrowthTarget(0.085)
    told = blended(target, view)
    assert told.probability == chance(target, view).probability
    assert dict(told.models).keys() == {"pooled", "growth at risk"}


def test_other_targets_are_the_pooled_model_s_alone() -> None:
    upper = GrowthTarget(0.06, bound=Bound.UPPER)
    assert blended(upper, city(2017, 0.08), past=Past(0.08)).models == ()
    now = Level(2017, 500, "亿元")
    level = LevelTarget(600, 2019)
    view = outlook(as_of=2017, basis=Basis.NOMINAL, peers=Peers.CITY)
    assert blended(level, view, now) == chance(level, view, now)


def test_the_record_of_a_place_ends_with_as_of() -> None:
    assert closed_targets("000000", 2015)["year"].max() == 2015
    assert closed_targets("999999", 2015).empty
    nation = closed_targets("000000", 2018).set_index("year")
    assert nation.loc[2014, "met"] == False  # noqa: E712  7.43 % against 7.5 %
    assert nation.loc[2018, "ambition"] == pytest.approx(-0.0045)


def test_a_good_record_is_no_certainty_and_ambition_counts_against_it() -> None:
    record = closed_targets("000000", 2018)
    easy, hard = own_record(record, -0.01), own_record(record, 0.03)
    assert 0.5 < easy < 1
    assert hard < easy


def test_growth_at_risk_falls_with_the_target_and_knows_no_later_country() -> None:
    view = city(2017, 0.08)
    told = [chance_at_risk(view, 1, rate) for rate in (0.0, 0.04, 0.08, 0.12)]
    assert told == sorted(told, reverse=True)
    assert 0 < told[-1] < told[0] < 1
    quantiles = national_quantiles(view, 1)
    assert list(quantiles) == sorted(quantiles)
    assert 0.04 < quantiles[2] < 0.08


def test_growth_at_risk_of_the_nation_itself() -> None:
    nation = outlook(as_of=2017, basis=Basis.REAL, peers=Peers.NATION)
    middle = float(national_quantiles(nation, 1)[2])
    assert chance_at_risk(nation, 1, middle) == pytest.approx(0.5, abs=0.03)
