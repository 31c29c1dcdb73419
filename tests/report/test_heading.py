"""The head of a chart: its finding over what is drawn, in lines that the picture holds."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators import store
from indicators.language import LANGUAGES, speaking
from indicators.report import charts, heading, theme
from indicators.report.checking import checked
from indicators.report.comparing import comparison
from indicators.report.prospects import prospects
from indicators.report.provinces import announcements
from indicators.report.scorecard import scorecard
from indicators.report.theme import Chart
from indicators.report.trajectory import trajectory

SOUTH, EAST, GREEN = "长春市南关区", "长春市二道区", "长春市绿园区"
WORDS = st.text(st.sampled_from("地区生产总值，；（）7%.–− abcdefg"), max_size=120)
# each chart with what its head must say: figures that hang on what is known
HEADS: dict[str, tuple[Callable[[], Chart], tuple[str, ...]]] = {
    "path": (lambda: charts.growth(trajectory(SOUTH)), ("9.45%", "2024", "亿元")),
    "ahead": (lambda: charts.growth(trajectory(SOUTH, horizon=1)), ("9.45%", "2022")),
    "rates": (lambda: charts.growth(trajectory(EAST)), ("2022", "5.0%", "二道区", "可比价")),
    "stated": (lambda: charts.statements(store.readings(SOUTH)), ("34", "11", "23")),
    "chances": (lambda: charts.targets(prospects(GREEN)), ("7个", "5个", "28–59%")),
    "reasons": (lambda: charts.targets(prospects(SOUTH)), ("11", "8个")),
    "implied": (lambda: charts.claims(checked(SOUTH)), ("12", "1%")),
    "claims": (lambda: charts.claims(checked(EAST)), ("18",)),
    "together": (lambda: charts.comparison(comparison("长春市")), ("个指标", "1个")),
    "kinds": (lambda: charts.structure(comparison("长春市")), ("数量", "71–91%")),
    "provinces": (lambda: charts.provinces(announcements(2026)), ("31", "18", "2026")),
}


@pytest.mark.parametrize("name", HEADS)
def test_a_chart_says_what_it_shows(name: str) -> None:
    make, figures = HEADS[name]
    with speaking("zh"):
        words = [text.get_text() for text in make().figure.texts]
    assert len(words) >= 2, "a finding, and what is drawn"
    assert all(figure in "".join(words) for figure in figures), words


def test_scores_say_what_they_show() -> None:
    card = scorecard()
    for language in LANGUAGES:
        with speaking(language):
            ratios, trust = charts.ratios(card), charts.reliability(card)
        means = card.means["ratio"]
        told = "".join(text.get_text() for text in ratios.figure.texts)
        assert f"{means.min():.2f}" in told and f"{means.max():.2f}" in told
        assert "−" in "".join(text.get_text() for text in trust.figure.texts)


@given(WORDS)
def test_lines_hold_all_words_in_order(text: str) -> None:
    lines = heading.folded(text, 200, 14)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_lines_are_as_wide_as_they_may_be() -> None:
    lines = heading.folded("地区生产总值，" * 12, 140, 14)
    assert max(map(len, lines)) <= 10 and not any(line.startswith("，") for line in lines)
    assert heading.folded("CNY 49.57 bn in 2021", 60, 14) == ["CNY", "49.57", "bn in", "2021"]


def test_the_drawing_begins_under_its_head() -> None:
    with theme.style():
        one = theme.figure(2, "发现", "单位")
        two = theme.figure(2, "一个很长很长的发现" * 5, "单位")
    assert two.get_size_inches()[1] > one.get_size_inches()[1] > 2
    for figure in (one, two):
        axes = figure.add_subplot()
        figure.draw_without_rendering()
        assert axes.get_window_extent().y1 < min(
            text.get_window_extent().y0 for text in figure.texts
        )
