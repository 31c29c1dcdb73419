"""Charts at their extremes: every glyph there, nothing clipped, no two words on each other."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import combinations
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.font_manager import FontProperties, findfont
from matplotlib.ft2font import FT2Font
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from indicators import store
from indicators.growth import Level
from indicators.language import LANGUAGES, speaking
from indicators.record import Period
from indicators.report import charts, theme
from indicators.report.axes import spread
from indicators.report.checking import checked
from indicators.report.comparing import comparison
from indicators.report.drawing import DPI
from indicators.report.growth_charts import growth
from indicators.report.prospects import Prospects, prospects
from indicators.report.provinces import announcements
from indicators.report.scorecard import Scorecard, scorecard
from indicators.report.theme import Chart
from indicators.report.trajectory import Trajectory, trajectory

REGIONS = ["长春市南关区", "长春市二道区", "长春市绿园区"]
SOUTH, EAST, GREEN = REGIONS
BOTH = (SOUTH, EAST)


@pytest.fixture(scope="module")
def south() -> Trajectory:
    return trajectory(SOUTH)


@pytest.fixture(scope="module")
def green() -> Prospects:
    return prospects(GREEN)


@pytest.fixture(autouse=True, params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    """Every chart in both languages: words are longer in the one, glyphs wider in the other."""
    with speaking(request.param):
        yield request.param


@pytest.fixture(scope="module")
def card() -> Scorecard:
    return scorecard()


def boxes(chart: Chart) -> Iterator[tuple[str, Bbox]]:
    """Every word of a chart and where it lies, in pixels of the picture that a page shows."""
    chart.figure.dpi = DPI
    wide, high = chart.figure.bbox.size
    with theme.style():
        renderer = RendererSVG(wide, high, io.StringIO(), image_dpi=DPI)  # type: ignore[no-untyped-call]
        chart.figure.draw(renderer)
        for text in drawn(chart):
            yield text.get_text(), Text.get_window_extent(text, renderer)


def drawn(chart: Chart) -> Iterator[Text]:
    """The words of a chart without the labels of ticks beyond the ends of an axis."""
    yield from chart.figure.texts
    for ax in chart.figure.axes:
        yield from ax.texts
        yield from (ax.title, ax._left_title)  # type: ignore[attr-defined]
        yield from (ax.xaxis.label, ax.yaxis.label)
        for axis, (low, high) in ((ax.xaxis, ax.get_xlim()), (ax.yaxis, sorted(ax.get_ylim()))):
            ticks = axis.get_major_ticks() if axis.get_visible() else []
            inside = [tick for tick in ticks if low <= tick.get_loc() <= high]
            labels = (label for tick in inside for label in (tick.label1, tick.label2))
            yield from (label for label in labels if label.get_visible())


def legible(chart: Chart) -> int:
    """How many words the chart has; none clipped, none on another."""
    found = [(text, box) for text, box in boxes(chart) if text.strip()]
    width, height = chart.figure.bbox.size
    for text, box in found:
        x0, y0, x1, y1 = box.padded(-0.5).extents
        inside = x0 >= 0 and y0 >= 0 and x1 <= width and y1 <= height
        assert inside, f"{text!r} is clipped: {box} in {width} x {height}"
    for (one, a), (other, b) in combinations(found, 2):
        assert not a.padded(-1).overlaps(b.padded(-1)), f"{one!r} lies on {other!r}"
    return len(found)


def with_levels(known: Trajectory, *levels: tuple[int, float]) -> Trajectory:
    made = tuple(Level(year, value, "亿元", rounding=value / 1000) for year, value in levels)
    return replace(known, stated=made, levels=made, as_of=made[-1].year)


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("horizon", [1, 2, 5])
def test_growth_is_legible(region: str, horizon: int) -> None:
    assert legible(charts.growth(trajectory(region, horizon=horizon))) > 5


@pytest.mark.parametrize("region", REGIONS)
def test_statements_and_targets_are_legible(region: str) -> None:
    assert legible(charts.statements(store.readings(region))) > 5
    assert legible(charts.targets(prospects(region))) > 5


@pytest.mark.parametrize("region", REGIONS)
def test_claims_are_legible(region: str) -> None:
    assert legible(charts.claims(checked(region))) > 2


def test_districts_side_by_side_are_legible() -> None:
    known = comparison("长春市")
    assert legible(charts.comparison(known)) > 15
    alone = {name: cells for name, cells in known.cells.items() if len(cells) == 1}
    assert legible(charts.comparison(replace(known, cells=alone))) > 15
    every = {name: dict.fromkeys(BOTH, next(iter(cells.values()))) for name, cells in alone.items()}
    assert legible(charts.comparison(replace(known, cells=every))) > 60
    assert legible(charts.structure(known)) > 5


@pytest.mark.parametrize(
    "levels",
    [
        [(2020, 440.0), (2021, 495.7)],
        [(2012, 220.0), (2016, 330.0), (2021, 495.7)],
        [(2012, 22_000_000.0), (2021, 49_570_000.0)],
        [(2012, 0.012), (2021, 0.025)],
        [(2012, 220.0), (2021, 90.0)],
        [(2008, 5.0), (2021, 5000.0)],
        [(2019, 300.0), (2021, 300.0)],
    ],
)
@pytest.mark.parametrize("horizon", [1, 5])
def test_paths_are_legible_at_extremes(
    south: Trajectory, levels: list[tuple[int, float]], horizon: int
) -> None:
    assert legible(growth(replace(with_levels(south, *levels), horizon=horizon))) > 5


def test_a_path_without_a_city_is_legible(south: Trajectory) -> None:
    alone = replace(south, city=None)
    assert not alone.bent
    assert legible(growth(alone)) > 5


@pytest.mark.parametrize("value", [300.0, 650.0, 5000.0])
def test_a_level_target_is_marked(south: Trajectory, value: float, language: str) -> None:
    said = south.levels[-1].evidence
    assert said is not None
    quantity = replace(said.quantity, value=Decimal(value) * 10**8)
    announced = replace(said, text=f"{value:g}亿元", quantity=quantity, period=Period.year(2024))
    chart = growth(replace(south, targets=(announced,)))
    assert legible(chart) > 5
    told = [text for text, _ in boxes(chart)]
    targets = {"zh": f"目标{value:g}亿元，可能性", "en": f"target CNY {value / 10:g} bn, chance "}
    assert any(text.startswith(targets[language]) for text in told)


@pytest.mark.parametrize("place", range(7))
def test_a_single_chance_is_legible(green: Prospects, place: int) -> None:
    assert legible(charts.targets(replace(green, judged=(green.judged[place],)))) > 5


def test_the_font_is_the_simplified_one() -> None:
    """The first face of the file is Japanese, which draws 直 and 角 otherwise."""
    with theme.style():
        path = findfont(FontProperties(family=mpl.rcParams["font.family"]))
    font = FT2Font(str(path), face_index=getattr(path, "face_index", 0))
    assert font.family_name == theme.FAMILY
    assert all(font.get_char_index(ord(sign)) for sign in "亿元区直角税費≥≤≈–→%")


def test_the_picture_is_reproducible_and_has_words(south: Trajectory, language: str) -> None:
    one, other = charts.growth(south), charts.growth(south)
    assert one.svg() == other.svg()
    data, metadata = one._repr_mimebundle_()
    assert metadata["image/svg+xml"]["alt"] == one.alt
    first, last = {
        "zh": ("2012年220亿元", "2021年495.7亿元"),
        "en": ("2012: CNY 22 bn", "2021: CNY 49.57 bn"),
    }[language]
    assert first in one.alt and last in one.alt
    svg = str(data["image/svg+xml"])
    assert "<dc:date>" not in svg
    assert len(svg) < 30_000
    assert f">{first.partition('年')[0][:4]}" in svg, "words are text"


PHONE = 390 - 2 * 16  # pixels that a page has for a chart on a phone
SIZE = re.compile(r"font-size: ([\d.]+)px")


def test_no_word_is_small_on_a_phone_or_moves_where_it_is_smaller(
    south: Trajectory, green: Prospects
) -> None:
    """Every chart: ten pixels high; shown smaller on a screen it stays hung where it is aligned."""
    known = comparison("长春市")
    made = [
        *(charts.growth(one) for one in (south, trajectory(GREEN))),
        *(charts.targets(one) for one in (green, replace(green, judged=()))),
        charts.statements(store.readings(SOUTH)),
        charts.claims(checked(SOUTH)),
        charts.comparison(known),
        charts.structure(known),
        charts.provinces(announcements(2026)),
    ]
    for chart in made:
        svg = chart.svg()
        words = re.findall("<text [^>]*>", svg)
        sizes = {float(size) for word in words for size in SIZE.findall(word)}
        assert min(sizes) * PHONE / (theme.WIDTH * DPI) >= 10
        shown = set(re.findall(r'\[style\*="font-size: ([\d.]+)px"\]', svg))
        assert sizes <= {float(size) for size in shown}
        assert all("text-anchor: " in word and "translate" not in word for word in words)


def test_the_theme_leaves_no_trace(tmp_path: Path, south: Trajectory) -> None:
    before = dict(mpl.rcParams)
    charts.growth(south)
    assert dict(mpl.rcParams) == before


@given(st.lists(st.floats(0, 1), min_size=1, max_size=5), st.floats(0.01, 0.2))
def test_labels_are_pushed_apart_and_keep_their_order(values: list[float], gap: float) -> None:
    placed = spread(values, gap)
    assert (np.diff(sorted(placed)) >= gap - 1e-6).all()
    order = np.argsort(values, kind="stable")
    assert (np.diff(np.asarray(placed)[order]) > 0).all()
    if len(values) == 1:
        assert placed == values


def test_one_and_many_provinces_are_legible() -> None:
    known = announcements(2026)
    assert legible(charts.provinces(known)) > 31
    assert legible(charts.provinces(replace(known, found=known.found[:1]))) > 3


def test_scores_are_legible(card: Scorecard) -> None:
    assert legible(charts.ratios(card)) > 10
    assert legible(charts.reliability(card)) > 5
