"""Points of a chart: where they are, each tells its figure and leads to what made it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_output

from indicators import store
from indicators.language import speaking
from indicators.report import charts, page, tables
from indicators.report.checking import checked
from indicators.report.comparing import comparison
from indicators.report.marks import laid
from indicators.report.prospects import prospects
from indicators.report.provinces import announcements
from indicators.report.theme import Chart
from indicators.report.trajectory import trajectory

if TYPE_CHECKING:
    from page.conftest import Seen

SVG = "image/svg+xml"
HOSTILE = "<script>document.title='broken'</script>\u202e<img src=x onerror=alert(1)>"


def with_charts(notebook: NotebookNode, *shown: Any) -> NotebookNode:
    for one in shown:
        data, metadata = one._repr_mimebundle_(), {}
        if isinstance(data, tuple):
            data, metadata = data
        output = new_output("display_data", data, metadata=metadata)
        notebook.cells.append(new_code_cell("show()", outputs=[output]))
    return notebook


def drawn(chart: Chart) -> set[tuple[float, float]]:
    """Where markers stand in the picture, in per cent of it."""
    svg = chart.svg()
    size = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    assert size is not None
    wide, high = map(float, size.groups())
    uses = re.findall(r'<use [^>]*x="([\d.]+)" y="([\d.]+)"', svg)
    return {(100 * float(x) / wide, 100 * float(y) / high) for x, y in uses}


def points(chart: Chart) -> list[dict[str, Any]]:
    return laid([mark for mark in chart.marks if mark.to is None])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_they_lie_on_what_is_drawn(language: str) -> None:
    with speaking(language):
        for chart in (
            charts.growth(trajectory("长春市绿园区")),
            charts.provinces(announcements(2026)),
        ):
            places = drawn(chart)
            for mark in points(chart):
                off = min(abs(mark["left"] - x) + abs(mark["top"] - y) for x, y in places)
                assert off < 0.3, mark


def boxes(chart: Chart) -> set[tuple[float, ...]]:
    """The rectangles of the picture: left, top, width and height in per cent of it."""
    svg = chart.svg()
    size = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    assert size is not None
    wide, high = map(float, size.groups())
    found = set()
    for path in re.findall(r'd="(M [^"]*?z) ?"', svg.replace("\n", " ")):
        pairs = [tuple(map(float, pair)) for pair in re.findall(r"([\d.]+) ([\d.]+)", path)]
        xs, ys = [x for x, _ in pairs], [y for _, y in pairs]
        box = min(xs) / wide, min(ys) / high, (max(xs) - min(xs)) / wide, (max(ys) - min(ys)) / high
        found.add(tuple(100 * share for share in box))
    return found


def test_bars_and_cells_are_where_they_are_drawn() -> None:
    for chart in (
        charts.statements(store.readings("长春市绿园区")),
        charts.structure(comparison("长春市")),
    ):
        drawn, marks = boxes(chart), laid(chart.marks)
        assert len(marks) > 2
        for mark in marks:
            box = [mark[key] for key in ("left", "top", "wide", "high")]
            off = min(abs(box[0] - b[0]) + abs(box[2] - b[2]) for b in drawn)
            inside = any(b[1] - 2 <= box[1] and box[1] + box[3] <= b[1] + b[3] + 2 for b in drawn)
            assert off < 0.4 and inside, mark


def test_every_chart_tells_its_figures() -> None:
    """Bars, ranges and cells of a table as well as points."""
    shown = [
        charts.statements(store.readings("长春市南关区")),
        charts.growth(trajectory("长春市南关区")),
        charts.growth(trajectory("长春市二道区")),
        charts.targets(prospects("长春市绿园区")),
        charts.targets(prospects("长春市南关区")),
        charts.claims(checked("长春市南关区")),
        charts.claims(checked("长春市二道区")),
        charts.comparison(comparison("长春市")),
        charts.structure(comparison("长春市")),
        charts.provinces(announcements(2026)),
    ]
    for chart in shown:
        assert chart.marks and all(mark["to"] for mark in laid(chart.marks))
        assert chart.svg()


def test_each_says_its_figure_and_leads_to_it(
    show: Callable[..., Seen], make_notebook: Callable[..., NotebookNode]
) -> None:
    with speaking("zh"):
        known = trajectory("长春市南关区")
        shown = charts.growth(known), tables.growth.years(known)
        notebook = with_charts(make_notebook("## 图"), *shown)
    notebook.metadata["language"] = "zh"
    for script in (True, False):
        seen = show(page.render(notebook), 390, script)
        marks = seen.page.locator(".marks li")
        assert marks.count() == 13
        words = marks.last.locator("span")
        hidden = words.bounding_box()
        assert hidden is not None and hidden["width"] <= 1
        marks.last.hover()
        box = words.bounding_box()
        assert (
            box is not None
            and box["width"] > 60
            and box["x"] >= 0
            and box["x"] + box["width"] <= 390
        )
        assert "2024年" in words.inner_text() and "亿元" in words.inner_text()
        marks.last.locator("a").click(force=True)
        assert seen.page.locator("tr:target").inner_text().startswith("2024")
        marks.nth(9).locator("a").click(force=True)
        assert seen.page.locator("#evidence mark:target").inner_text() == "495.7亿元"
        assert seen.page.locator('#evidence .uses a[href="#u2"]').count() == 1, "and back"
        assert seen.console == []


def test_marks_of_others_do_nothing(
    show: Callable[..., Seen], make_notebook: Callable[..., NotebookNode]
) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="100"></svg>'
    ways = ("javascript:alert(1)", "https://example.org/", 't-x" onclick="alert(1)', "t-nowhere")
    marks = [{"left": 5, "top": 5, "words": HOSTILE, "to": to} for to in ways]
    output = new_output("display_data", {SVG: svg}, metadata={SVG: {"alt": "x", "marks": marks}})
    notebook = make_notebook("# T")
    notebook.cells.append(new_code_cell("x", outputs=[output]))
    seen = show(page.render(notebook))
    assert seen.page.locator(".marks li").count() == len(ways)
    assert seen.page.locator(".marks a, .marks script, .marks img").count() == 0
    assert seen.page.title() == "T" and seen.sent == [] and seen.console == []


@pytest.mark.parametrize(
    "bad", [{"left": "5%;color:red", "top": 5}, {"top": 5}, {"left": [5], "top": 5}, {"left": None}]
)
def test_a_mark_without_a_place_is_left_out(
    bad: dict[str, Any], make_notebook: Callable[..., NotebookNode]
) -> None:
    marks = [{**bad, "words": "x", "to": ""}]
    output = new_output(
        "display_data", {SVG: "<svg/>"}, metadata={SVG: {"alt": "x", "marks": marks}}
    )
    notebook = make_notebook("# T")
    notebook.cells.append(new_code_cell("x", outputs=[output]))
    assert "<li " not in page.render(notebook)
