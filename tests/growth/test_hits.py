"""The record of closed targets: what was met beyond what was told moves the odds, year by year."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import logit

from indicators.growth import GrowthTarget, Past, Peers, Rate, blended, chance, outlook
from indicators.growth import hits as hits_of
from indicators.growth.hits import asked, odds_moved, told_and_met
from indicators.growth.rates import national_growth
from indicators.growth.reported import by_levels, known_growth
from indicators.growth.series import Closed, closed_targets, official
from indicators.record import Basis, Measure

TOLD = {2001: 0.4, 2002: 0.4, 2003: 0.4}


def records(monkeypatch: pytest.MonkeyPatch, *rows: tuple[str, int, float]) -> None:
    """Closed targets of the record: code, year, outcome against a target of 7; TOLD is told."""
    closed = {
        code: tuple(Closed(*row[:2], 7.0, row[2]) for row in rows if row[0] == code)
        for code, *_ in rows
    }
    monkeypatch.setattr(hits_of, "closed_targets", lambda: closed)
    monkeypatch.setattr(hits_of, "_told", lambda one: TOLD[one.year])
    odds_moved.cache_clear()


@pytest.fixture(autouse=True)
def forgotten() -> object:
    yield
    odds_moved.cache_clear()


def test_three_years_met_move_the_odds_by_one_step(monkeypatch: pytest.MonkeyPatch) -> None:
    records(monkeypatch, *(("000000", year, 8.0) for year in TOLD))
    step = 3 * 0.6 / (3 * 0.24 + 1)
    assert odds_moved(Peers.NATION, 2003) == pytest.approx(step)
    assert odds_moved(Peers.PROVINCE, 2003) == pytest.approx(step), "provinces learn from it too"
    assert odds_moved(Peers.NATION, 2001) == pytest.approx(0.6 / 1.24), "2002 is not known yet"
    assert odds_moved(Peers.NATION, 2000) == 0
    assert odds_moved(Peers.CITY, 2003) == odds_moved(Peers.DISTRICT, 2003) == 0


def test_a_year_counts_once_however_many_its_provinces(monkeypatch: pytest.MonkeyPatch) -> None:
    one = [("110000", 2001, 6.0)]
    many = [(f"{code}0000", 2001, 6.0) for code in range(11, 41)]
    moved = []
    for rows in (one, many):
        records(monkeypatch, *rows)
        moved.append(odds_moved(Peers.PROVINCE, 2001))
    assert moved[0] == pytest.approx(moved[1]) == pytest.approx(-0.4 / 1.24)
    assert odds_moved(Peers.NATION, 2001) == 0, "the nation learns from its own record alone"


def test_what_came_as_told_moves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [(f"{code}0000", 2001, 8.0 if code < 15 else 6.0) for code in range(11, 21)]
    records(monkeypatch, *rows)
    assert odds_moved(Peers.PROVINCE, 2001) == pytest.approx(0, abs=1e-12)


def test_the_chance_of_the_nation_is_moved_by_that_much() -> None:
    view = outlook(as_of=2018, basis=Basis.REAL, peers=Peers.NATION)
    told = blended(GrowthTarget(0.06), view, past=Past(0.0675, 0.0695, "000000"))
    models = dict(told.models)
    mean = np.mean([models["pooled"], models["own record"]])
    assert odds_moved(Peers.NATION, 2018) > 0.5
    assert logit(told.probability) - logit(mean) == pytest.approx(
        odds_moved(Peers.NATION, 2018), abs=1e-6
    )
    assert models["record of targets"] == told.probability
    assert "完成情况修正" in told.sentence()
    three = blended(GrowthTarget(0.06, years=3), view)
    assert "record of targets" not in dict(three.models), "the closed targets are of one year"


def test_what_a_record_adds_lies_at_the_target() -> None:
    """It is of targets, not of growth: the median stays, a range's high end gains nothing."""
    view = outlook(as_of=2025, basis=Basis.REAL, peers=Peers.NATION)
    plain = chance(GrowthTarget(0.045, high=0.05), view)
    told = blended(GrowthTarget(0.045, high=0.05), view, past=Past(0.05, 0.05, "000000"))
    assert told.probability > plain.probability + 0.1
    assert told.median == pytest.approx(plain.median) and told.high_end == plain.high_end
    assert plain.band[0] < told.band[0] < 0.045 < told.band[1] == pytest.approx(plain.band[1])
    hard = blended(GrowthTarget(0.052), view, past=Past(0.05, 0.05, "000000"))
    assert 0.5 < hard.probability < told.probability
    assert hard.median == 0.052, "more likely met than not, but by no more than just"


@settings(deadline=None, max_examples=40)
@given(
    st.floats(-0.02, 0.12).map(lambda x: round(x, 3)),
    st.floats(-0.03, 0.15).map(lambda x: round(x, 3)),
    st.sampled_from([2012, 2018, 2022, 2025]),
)
def test_band_median_and_chance_tell_one_story(value: float, last: float, as_of: int) -> None:
    own = Rate(last, Basis.REAL, as_of - 1, as_of, last, last)
    view = outlook(own, as_of=as_of, peers=Peers.PROVINCE)
    told = blended(GrowthTarget(value), view, past=Past(last), at_risk=False)
    assert told.band[0] <= told.median <= told.band[1]
    for probability, level in ((0.5, told.median), (0.9, told.band[0]), (0.1, told.band[1])):
        if abs(told.raw - probability) > 1e-6:
            assert (level >= value) == (told.raw > probability)


def test_moved_odds_came_nearer_to_what_was_met() -> None:
    """Of the provinces' four years: told without the record, with it, and met."""
    years = told_and_met(Peers.PROVINCE, 2025)
    assert years.index.tolist() == [2019, 2021, 2023, 2025]
    off = years[["plain", "told"]].sub(years["met"], axis=0).mean().abs()
    assert off["told"] < 0.15 < off["plain"]
    assert told_and_met(Peers.PROVINCE, 2023).equals(years.loc[:2023])


def test_cities_are_not_moved() -> None:
    own = Rate(0.08, Basis.REAL, 2016, 2017, 0.0795, 0.0805)
    view = outlook(own, as_of=2017, peers=Peers.CITY)
    told = dict(blended(GrowthTarget(0.085), view, past=Past(0.08, 0.082)).models)
    assert told.keys() == {"pooled", "reference class", "growth at risk"}


def test_a_target_is_asked_from_the_year_before() -> None:
    one = next(one for one in closed_targets()["110000"] if one.year == 2023)
    question = asked(one)
    assert question is not None
    target, view, past = question
    assert (target.value, view.as_of, view.peers) == (0.045, 2022, Peers.PROVINCE)
    assert past.before == pytest.approx(0.085)
    assert asked(replace(one, code="990000")) is None, "no growth of it is known"


def test_levels_tell_the_growth_that_was_not_gathered() -> None:
    """Between the nation's growth and what national prices leave of the levels."""
    found, nation = by_levels(2022), national_growth(Basis.REAL, 2022)
    assert found.index.max() == 2022 and by_levels(2019).index.max() == 2019
    assert found.loc[2022].std() < 2.2, "a share of the prices' error alone is kept"
    assert found.loc[2022].mean() == pytest.approx(100 * np.expm1(nation[2022]), abs=1.0)
    for code in ("140000", "320000"):
        published = official(code, "gdp", measure=Measure.GROWTH)
        growth = known_growth(code, 2022)
        assert growth.loc[2019] == published.loc[2019], "what was published stays"
        assert growth.loc[2022] == found.loc[2022, code]


def test_levels_tell_growth_better_than_the_nation_alone() -> None:
    """On the years that both know: closer to what was published than the nation's growth is."""
    apart, alone = [], []
    nation = 100 * national_growth(Basis.REAL).map(np.expm1)
    for code in by_levels(2019):
        published = official(str(code), "gdp", measure=Measure.GROWTH)
        told = by_levels(2019)[code].dropna()
        apart += (told - published[told.index]).tolist()
        alone += (nation[told.index] - published[told.index]).tolist()
    assert np.sqrt(np.mean(np.square(apart))) < np.sqrt(np.mean(np.square(alone)))
