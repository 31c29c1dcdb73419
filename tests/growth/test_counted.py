import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import nbinom

from indicators.errors import SeriesError, UsageError
from indicators.growth import CountTarget, Level, Peers, ShareTarget, chance, outlook
from indicators.record import Basis

VIEW = outlook(as_of=2021, basis=Basis.REAL, peers=Peers.CITY)


def share(percent: float) -> Level:
    return Level(2021, percent, "%", Basis.NONE)


def count(n: float) -> Level:
    return Level(2021, n, "家", Basis.NONE)


@settings(deadline=None)
@given(st.floats(0.1, 99.9), st.integers(1, 5), st.floats(0.001, 0.999))
def test_no_band_of_a_share_leaves_0_to_100(now: float, years: int, p: float) -> None:
    target = ShareTarget(0.5, 2021 + years)
    ahead = [VIEW.forecast(h) for h in range(1, years + 1)]
    assert 0 < target.outcome(p, ahead, share(now)) < 1


def test_a_share_has_no_drift_and_no_national_year() -> None:
    told = chance(ShareTarget(0.35, 2024), VIEW, share(35))
    assert told.probability == pytest.approx(0.5)
    assert told.median == pytest.approx(0.35)
    assert told.scenarios.bad == told.scenarios.good == told.probability
    assert "与全国年景无关" in told.sentence()
    assert "whatever the national year" in told.sentence("en")


def test_the_study_s_widths_of_shares() -> None:
    """80 % of the logit lie within 1.28 sd: 0.23 over three years for the secondary sector."""
    low, high = chance(ShareTarget(0.5, 2024), VIEW, share(50)).band
    assert np.log(high / (1 - high)) == pytest.approx(1.2816 * 0.23, abs=1e-4)
    assert low == pytest.approx(1 - high)
    tertiary = chance(ShareTarget(0.5, 2024, "tertiary"), VIEW, share(50)).band
    assert tertiary[1] < high


def test_the_required_change_of_a_share_is_in_points() -> None:
    assert ShareTarget(0.38, 2024).required(0.38, share(35)) == pytest.approx(0.01)


@pytest.mark.parametrize("value", [0.0, 1.0, 1.2, -0.1])
def test_no_share_beyond_its_bounds(value: float) -> None:
    with pytest.raises(UsageError, match="between 0 and 100"):
        ShareTarget(value, 2024)


def test_a_share_that_starts_beyond_its_bounds() -> None:
    with pytest.raises(SeriesError, match="between 0 and 100"):
        chance(ShareTarget(0.5, 2024), VIEW, share(100))
    with pytest.raises(UsageError, match="secondary or tertiary"):
        chance(ShareTarget(0.5, 2024, "quaternary"), VIEW, share(40))


def test_a_large_count_is_log_normal() -> None:
    target, last = CountTarget(1500, 2024, "家"), VIEW.forecast(3)
    told = chance(target, VIEW, count(1200))
    assert told.median == pytest.approx(1200 * np.exp(3 * last.location))
    variance = (3 * np.hypot(last.national_sd, target.spread)) ** 2 + 1 / 1200
    assert np.log(told.band[1] / told.median) == pytest.approx(1.2816 * variance**0.5, rel=1e-4)


def test_few_are_a_negative_binomial_of_the_same_variance() -> None:
    target, last = CountTarget(15, 2022, "家"), VIEW.forecast(1)
    middle = 12 * np.exp(last.location)
    relative = np.hypot(last.national_sd, target.spread)
    size, part = target._size(last, middle)
    assert nbinom.mean(size, part) == pytest.approx(middle)
    assert nbinom.var(size, part) / middle**2 == pytest.approx(relative**2 + 1 / middle)
    told = chance(target, VIEW, count(12))
    assert told.raw == pytest.approx(np.sum(nbinom.pmf(range(15, 400), size, part)))


@pytest.mark.parametrize("n", [12, 1200])
def test_a_higher_count_is_never_likelier(n: int) -> None:
    told = [chance(CountTarget(n * k / 10, 2023, "家"), VIEW, count(n)).raw for k in range(5, 25)]
    assert told == sorted(told, reverse=True)


def test_a_count_needs_a_count() -> None:
    with pytest.raises(UsageError, match="level of basis none"):
        chance(CountTarget(15, 2022), VIEW, Level(2021, 12, "亿元"))
    with pytest.raises(UsageError, match="in 家, the count in 人"):
        chance(CountTarget(15, 2022, "家"), VIEW, Level(2021, 12, "人", Basis.NONE))
