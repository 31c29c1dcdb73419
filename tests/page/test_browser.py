"""The page as a reader gets it: in a browser, from a file, without a network."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_output

from indicators.batch.record import Outputs
from indicators.batch.site import write_index
from indicators.report import page

if TYPE_CHECKING:
    from page.conftest import Seen

WIDE = "<table><tr>" + "".join(f"<td>{n}000.5亿元</td>" for n in range(40)) + "</tr></table>"
CELLS = r"""# 南关区的增长 Growth

**南** **关** **&#x378;**

经初步核算，全年地区生产总值实现460.2亿元，按可比价格计算，同比增长6.5%。$y(t) = y_0 (1 + g)^t$

| a | b |
|---|---|
| 1 | 2 |
"""
ATTACK = """<script>document.title = 'broken'</script>
<img src="https://example.org/x.png" onerror="document.title = 'broken'">
<img src="nowhere.png" onerror="document.title = 'broken'">
<link rel="stylesheet" href="https://example.org/x.css">
<iframe src="https://example.org/"></iframe>
<style>@import 'https://example.org/y.css'; p { background: url(https://example.org/z) }</style>
"""


@pytest.fixture
def notebook(make_notebook: Callable[..., NotebookNode]) -> NotebookNode:
    made = make_notebook(CELLS, "x = 1")
    made.cells.append(
        new_code_cell(
            "show()",
            outputs=[
                new_output("display_data", {"text/html": ATTACK + WIDE}),
                new_output("display_data", {"image/svg+xml": svg()}, metadata={"alt": "chart"}),
            ],
        )
    )
    return made


def svg() -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="40">'
        '<image href="https://example.org/x.png"/><script>alert(1)</script>'
        '<text y="20">南</text></svg>'
    )


def value(seen: Seen, script: str) -> Any:
    return seen.page.evaluate(script)


def test_no_request_leaves_the_page_and_nothing_complains(
    show: Callable[..., Seen], notebook: NotebookNode
) -> None:
    seen = show(page.render(notebook))
    assert seen.requests == []
    assert seen.console == []
    assert seen.page.title() == "南关区的增长 Growth"
    assert value(seen, "[...document.images].every(image => image.naturalWidth > 0)")


def test_the_policy_stops_what_the_cleaning_would_miss(
    show: Callable[..., Seen], notebook: NotebookNode
) -> None:
    html = page.render(notebook)
    seen = show(html.replace("</main>", ATTACK + "</main>"))
    seen.page.wait_for_timeout(200)
    assert seen.page.title() == "南关区的增长 Growth"
    assert seen.sent == []
    assert any("Content Security Policy" in text for text in seen.console)


def test_without_cleaning_and_policy_the_attack_would_work(show: Callable[..., Seen]) -> None:
    seen = show(f"<title>whole</title>{ATTACK}")
    seen.page.wait_for_timeout(200)
    assert seen.page.title() == "broken"
    assert seen.sent


def test_chinese_is_drawn(show: Callable[..., Seen], notebook: NotebookNode) -> None:
    seen = show(page.render(notebook))
    south, gate, missing = [
        seen.page.locator("strong").nth(number).screenshot() for number in range(3)
    ]
    assert south != gate  # two boxes for missing glyphs would be alike
    assert missing not in (south, gate)


@pytest.mark.parametrize("width", [1100, 390, 320])
def test_the_page_never_scrolls_sideways(
    width: int, show: Callable[..., Seen], notebook: NotebookNode
) -> None:
    seen = show(page.render(notebook), width)
    assert value(seen, "document.documentElement.scrollWidth") <= width
    assert value(seen, "document.querySelector('.html .scroll').scrollWidth") > width


def test_dark_and_light_are_readable(show: Callable[..., Seen], notebook: NotebookNode) -> None:
    seen = show(page.render(notebook))
    colours = "[getComputedStyle(document.body).color, getComputedStyle(document.body).background]"
    light = value(seen, colours)
    seen.page.emulate_media(color_scheme="dark")
    dark = value(seen, colours)
    assert light[0] != dark[0]
    assert light[1] != dark[1]


def test_links_of_the_index_open_pages(
    show: Callable[..., Seen], notebook: NotebookNode, tmp_path: Path
) -> None:
    outputs = Outputs(tmp_path / "outputs")
    write_index(outputs)
    run = "01-path--长春市 100%#1"
    group = {"name": "长春市南关区", "entries": [entry(run)]}
    outputs.page(run).write_text(page.render(notebook), "utf-8")
    outputs.index.write_text(page.index([group], "1 run", {}, "feed.json"), "utf-8")
    seen = show(outputs.index)
    seen.page.get_by_role("link", name="增长").click()
    assert seen.page.title() == "南关区的增长 Growth"
    assert seen.console == []


def entry(run: str) -> dict[str, object]:
    names = "answer status status_text error facts indicator made made_text picture"
    known = dict.fromkeys(names.split(), "")
    return known | {"title": "增长", "link": quote(f"{run}.html"), "files": []}
