"""Targets of prefectures as a file asks of them: every year, every way to write what is known.

The chances are set against the formula of docs/methods.md written out once more from its published
numbers, and against outcomes drawn from it.
"""

from collections.abc import Iterator

import numpy as np
import pytest
from scipy.stats import t as student_t

from indicators.cases import Row
from indicators.cases.told import tell
from indicators.growth import national_growth
from indicators.growth.reported import common_excess
from indicators.record import Basis

YEARS = range(2008, 2022)  # as_of: from then on the study's numbers hold
NATION = national_growth(Basis.REAL)
A, B, C, S, RHO, TAU = 0.014, 0.480, 0.150, 0.026, 0.631, 0.015
CLASSES = {-3: 0.62, -1: 0.62, 0: 0.19, 1: 0.19, 2: 0.19}  # ambition, points: share met
LIKE = {"level": "city", "kind": "growth", "basis": "real"}
NOW = {"as_of": "2015", "year": "2016", "target": "8%"}


def row(as_of: int, last: float, target: float) -> Row:
    asked = {"as_of": str(as_of), "year": str(as_of + 1), "target": f"{target:g}%"}
    return Row("", LIKE | asked | {"case": "1", "known": f"{as_of}:{last:+g}%"})


def pooled(as_of: int, last: float) -> tuple[float, float]:
    """Location and scale, log growth."""
    recent = NATION.loc[as_of - 2 : as_of].mean()
    decade = NATION.loc[max(as_of - 9, 2001) : as_of].mean()
    common = common_excess(as_of).get(as_of, 0.0)
    own = np.log1p(last / 100) - NATION[as_of] - common
    return A + B * recent + C * decade + common + RHO * own, float(np.hypot(S, TAU))


def chance_of(as_of: int, last: float, target: float) -> float:
    location, scale = pooled(as_of, last)
    return float(student_t.sf((np.log1p(target / 100) - location) / scale, 5))


def steady(as_of: int) -> bool:
    """The nation has neither jumped nor fallen by two points: classes are told as they are."""
    return abs(NATION[as_of] - NATION[as_of - 1]) <= 0.02


def questions() -> Iterator[tuple[int, float, float]]:
    for as_of in YEARS:
        for last in (6.0, 8.5, 12.5):
            yield from ((as_of, last, last + points) for points in CLASSES)


def test_a_chance_is_the_mean_of_model_and_class_in_every_year() -> None:
    asked = [case for case in questions() if steady(case[0])]
    assert len({as_of for as_of, *_ in asked}) >= 10
    answers, failures = tell([row(*case) for case in asked])
    assert failures == []
    for (as_of, last, target), answer in zip(asked, answers, strict=True):
        model, share = chance_of(as_of, last, target), CLASSES[round(target - last)]
        told = answer.answer.chance
        assert dict(told.models)["pooled"] == pytest.approx(np.clip(model, 0.05, 0.95))
        wanted = np.clip((model + share) / 2, 0.05, 0.95)
        assert told.probability == pytest.approx(wanted, abs=1e-6), (as_of, last, target)


def test_simulated_prefectures_meet_their_targets_as_often_as_the_model_says() -> None:
    """Year by year and bin by bin; a clipped chance is as far off as the clip makes it."""
    draw = np.random.default_rng(2008)
    asked = [*questions()]
    answers, _ = tell([row(*case) for case in asked])
    told = np.array([dict(a.answer.chance.models)["pooled"] for a in answers])
    ends = np.array([pooled(as_of, last) for as_of, last, _ in asked])
    noise = student_t.rvs(5, size=(400, len(asked)), random_state=draw)
    met = ends[:, 0] + ends[:, 1] * noise >= np.log1p([t / 100 for *_, t in asked])
    share = met.mean(axis=0)
    assert np.abs(told - np.clip(share, 0.05, 0.95)).max() < 0.1
    assert told.mean() == pytest.approx(share.mean(), abs=0.01)
    for low in (0.05, 0.2, 0.4, 0.6):
        some = (told > low) & (told <= low + 0.2)
        assert told[some].mean() == pytest.approx(share[some].mean(), abs=0.02)
    score = np.mean((told - met) ** 2)
    assert score == pytest.approx(np.mean(told * (1 - told)), abs=0.01)


@pytest.mark.parametrize("as_of", [2008, 2020, 2022])
def test_after_a_fall_of_the_nation_nobody_s_rebound_is_ruled_out(as_of: int) -> None:
    low, high = (tell([row(as_of, 3, 3 + up)])[0][0].answer.chance for up in (1, 4))
    for told in (low, high):
        assert dict(told.models)["reference class"] == pytest.approx(0.41)


def test_after_a_jump_ambition_is_measured_from_two_years() -> None:
    """8.5 % in 2021 after 2.5 %: 7 % for 2022 is no modest target."""
    words = row(2021, 8.5, 7).words | {"known": "2020:+2.5%;2021:+8.5%"}
    (answer,), _ = tell([Row("", words)])
    assert dict(answer.answer.chance.models)["reference class"] == pytest.approx(0.19)


SAME = (
    "2015:8%",
    "2015:+8.0%",
    "2015=8%",
    "2015年：８％",
    "2014:8.2%;2015:8%",
    "2015:8%;2014:8.2%",
    " 2014:8.2% ; 2015:8.0% ;",
    "2012:11%;2015:8%",  # years between are missing
    "2014:1000亿元;2015:1070亿元;2015:8%",  # levels beside growth
    "2015:8%;2016:1%",  # the year that is asked about
)


def test_however_it_is_written_what_is_known_says_the_same() -> None:
    rows = [Row("", LIKE | NOW | {"case": known, "known": known}) for known in SAME]
    answers, failures = tell(rows)
    assert failures == []
    (one,) = {f"{a.answer.chance.probability:.12f}" for a in answers}
    for target in ("8.0%", "8%以上", "不低于8%", "8%—8.5%", "力争8%", "8％"):
        (answer,), _ = tell([Row("", rows[0].words | {"target": target})])
        assert f"{answer.answer.chance.probability:.12f}" == one, target


def test_a_chance_falls_with_the_target_and_rises_with_what_was_reached() -> None:
    for as_of in YEARS:
        chances = [
            [tell([row(as_of, last, target)])[0][0].answer.chance.probability for last in (5, 9)]
            for target in (6, 8)
        ]
        (easy, easier), (hard, harder) = chances
        assert hard < easy < easier
        assert hard < harder < easier


def test_without_the_last_year_only_the_model_speaks() -> None:
    """No class can be told, and what is known of an earlier year counts for less."""
    spoken = {}
    for known in ("2015:12%", "2014:12%", ""):
        (answer,), _ = tell([Row("", LIKE | NOW | {"case": "1", "known": known})])
        spoken[known] = dict(answer.answer.chance.models)
    assert "reference class" in spoken["2015:12%"]
    assert "reference class" not in spoken["2014:12%"] | spoken[""]
    model = [one["pooled"] for one in spoken.values()]
    assert model == sorted(model, reverse=True)
