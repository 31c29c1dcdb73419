"""History and projection in one object; and the smoother that must find the same path."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.errors import SeriesError, UnitMismatch, UsageError
from indicators.growth import (
    BentPath,
    Course,
    Level,
    bridge_sigma,
    growth_between,
    official,
    outlook,
    prices,
    rebuilt,
    smoothed,
)
from indicators.record import Basis, Measure

LEVELS = [Level(2012, 220, "亿元"), Level(2016, 330, "亿元"), Level(2021, 495.7, "亿元")]


def city() -> pd.Series:
    growth = official("220100", "gdp", measure=Measure.GROWTH)
    return rebuilt(official("220100", "gdp"), growth, prices())


def nominal(values: np.ndarray) -> pd.Series:
    series = pd.Series(values, index=range(2012, 2012 + len(values)))
    series.attrs["basis"] = Basis.NOMINAL
    return series


def course(horizon: int = 3) -> Course:
    view = outlook(growth_between(LEVELS[0], LEVELS[-1]), as_of=2021)
    return Course.through(LEVELS, city(), view, horizon)


def test_history_and_projection_are_one_table() -> None:
    made = course()
    table = made.frame()
    assert table.index.tolist() == list(range(2012, 2025))
    assert table["part"].value_counts().to_dict() == {"path": 7, "stated": 3, "outlook": 3}
    for level in LEVELS:
        row = table.loc[level.year]
        assert [row["level"], row["low"], row["high"]] == pytest.approx([level.value] * 3)
    assert (table["low"] <= table["level"]).all() and (table["level"] <= table["high"]).all()
    assert not table.isna().any().any()
    fan = made.fan
    assert fan is not None
    assert table["level"].loc[2024] == fan[0.5].loc[2024]
    assert table.attrs["unit"] == "亿元"


def test_without_a_view_there_is_history_only() -> None:
    made = Course.through(LEVELS, city())
    assert made.fan is None
    assert made.frame().index.max() == 2021


def test_it_draws_what_it_tabulates() -> None:
    made = course()
    ax = made.plot()
    path, constant, points, fan = (line.get_xydata() for line in ax.lines)
    assert np.asarray(path)[:, 1] == pytest.approx(made.history["level"].to_numpy())
    assert np.asarray(constant)[-1] == pytest.approx([2021, 495.7])
    assert [tuple(p) for p in np.asarray(points)] == [(x.year, x.value) for x in LEVELS]
    assert np.asarray(fan)[:, 0].tolist() == [2021, 2022, 2023, 2024]
    assert len(ax.collections) == 3
    assert made.plot(ax) is ax


def test_a_gap_that_the_related_series_does_not_cover_has_constant_growth() -> None:
    made = Course.through([Level(1999, 50, "亿元"), *LEVELS], city())
    early, *late = made.pieces
    assert early.sigma == bridge_sigma(path="constant")
    assert all(piece.sigma == bridge_sigma() for piece in late)
    years = np.arange(1999, 2013)
    steps = np.diff(np.log(early.level(years)))
    assert steps == pytest.approx(steps[0])
    assert made.widest == pytest.approx(early.sigma * 13**0.5 / 2)


def test_what_no_course_goes_through() -> None:
    with pytest.raises(UsageError, match="1 level: a course goes through two or more"):
        Course.through(LEVELS[:1])
    with pytest.raises(UnitMismatch):
        Course.through([*LEVELS, Level(2022, 5e10, "元")])
    with pytest.raises(SeriesError):  # two levels of one year that differ
        Course.through([*LEVELS, Level(2021, 600, "亿元")])


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.floats(-0.2, 0.3), min_size=9, max_size=9),
    st.floats(1, 1e4),
    st.floats(0.3, 5),
    st.floats(0.01, 0.3),
    st.floats(0.5, 0.95),
)
def test_the_smoother_finds_the_closed_form(
    growth: list[float], base: float, ratio: float, sigma: float, coverage: float
) -> None:
    related = nominal(base * np.exp(np.cumsum([0, *growth])))
    first, last = Level(2012, base * ratio, "亿元"), Level(2021, 2 * base, "亿元")
    found = smoothed([first, last], related, sigma, coverage)
    closed = BentPath.between(first, last, related, sigma).frame(coverage)
    for column in ("level", "low", "high"):
        assert found[column].to_numpy() == pytest.approx(closed[column].to_numpy(), rel=1e-5)


def test_the_smoother_finds_a_course_of_several_levels() -> None:
    made = Course.through(LEVELS, city())
    found = smoothed(LEVELS, city(), bridge_sigma())
    for column in ("level", "low", "high"):
        assert found[column].to_numpy() == pytest.approx(made.history[column].to_numpy(), rel=1e-5)
    with pytest.raises(SeriesError, match="no 2005"):
        smoothed([Level(2005, 1, "亿元"), *LEVELS], city(), 0.05)
