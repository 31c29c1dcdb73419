"""Tables that are wider than a phone: there their rows are cards, each figure after its head."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_output

from indicators.report import page
from indicators.report.table import table

if TYPE_CHECKING:
    from page.conftest import Seen

# the second and the third mean something in CSS and in HTML
HEADS = ("省份", "Chance 'of' \"50%\" \\", "</style><b>x</b>; } &amp;", "年景（差、中、好）")
BEFORE = """[...document.querySelectorAll("tbody tr:first-child td")].map(
  (cell) => getComputedStyle(cell, "::before").content)
  .map((said) => said === "none" ? "" : JSON.parse(said))"""
SCROLLS = "((box) => box.scrollWidth > box.clientWidth)(document.querySelector('.scroll'))"


@pytest.fixture
def html(make_notebook: Callable[..., NotebookNode]) -> str:
    """A page with one wide table of three rows."""
    rows = [
        {head: f"{name}{n}：比手机宽得多的一段话" for n, head in enumerate(HEADS)}
        for name in ("丙", "甲", "乙")
    ]
    shown = {
        "text/html": table("各省", *rows, heads=dict(zip(HEADS, HEADS, strict=True)))._repr_html_()
    }
    notebook = make_notebook("# 各省")
    notebook.cells.append(new_code_cell("x", outputs=[new_output("display_data", shown)]))
    return page.render(notebook)


@pytest.mark.parametrize("script", [True, False])
def test_each_figure_stands_after_its_head(
    script: bool, html: str, show: Callable[..., Seen]
) -> None:
    seen = show(html, 390, script)
    if script:
        assert seen.page.evaluate(BEFORE) == ["", *HEADS[1:]]
        assert not seen.page.evaluate(SCROLLS)
    cells = [
        cell.bounding_box() for cell in seen.page.locator("tbody tr").first.locator("td").all()
    ]
    tops = [box["y"] for box in cells if box]
    assert tops == sorted(set(tops)), "below each other"
    assert max(box["x"] + box["width"] for box in cells if box) <= 390
    assert seen.page.locator("thead th").count() == len(HEADS)
    assert seen.console == []


def test_the_heads_above_the_cards_sort_them(html: str, show: Callable[..., Seen]) -> None:
    seen = show(html, 390)
    seen.page.get_by_role("columnheader", name="省份").get_by_role("button").click()
    first = seen.page.locator("tbody tr td:first-child").all_inner_texts()
    assert [cell[0] for cell in first] == ["丙", "甲", "乙"]  # by their sound: bing, jia, yi


@pytest.mark.parametrize("medium", ["print", "screen"])
def test_paper_and_screens_have_columns(medium: str, html: str, show: Callable[..., Seen]) -> None:
    seen = show(html, 390 if medium == "print" else 1440)
    if medium == "print":
        seen.page.emulate_media(media="print")
    assert seen.page.evaluate(BEFORE) == [""] * len(HEADS)
    cells = [
        cell.bounding_box() for cell in seen.page.locator("tbody tr").first.locator("td").all()
    ]
    assert len({box["y"] for box in cells if box}) == 1


def test_a_narrow_table_stays_one(
    show: Callable[..., Seen], make_notebook: Callable[..., NotebookNode]
) -> None:
    shown = {"text/html": table("年", {"year": "2021", "level": "495.7"})._repr_html_()}
    notebook = make_notebook("# 年")
    notebook.cells.append(new_code_cell("x", outputs=[new_output("display_data", shown)]))
    assert show(page.render(notebook), 390).page.locator(".stacked").count() == 0
