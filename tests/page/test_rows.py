"""A figure of data/series on a page: the way to its row and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_output

from indicators.language import speaking
from indicators.report import page, shipped
from indicators.report.evidence import learnt, sourced
from indicators.report.table import table

if TYPE_CHECKING:
    from page.conftest import Seen

HEBEI = {"code": "130000", "year": 2025}
TARGETS = "growth_targets.csv"


def test_a_page_shows_the_row_with_its_file(
    show: Callable[..., Seen], make_notebook: Callable[..., NotebookNode]
) -> None:
    cell = sourced("5.6%", TARGETS, "outcome", **HEBEI)
    whole = learnt("182 countries", "world_real_gdp.csv")
    with speaking("en"):
        shown = table("Growth", {"rate": cell, "from": whole})._repr_mimebundle_()
    notebook = make_notebook("# Growth")
    notebook.metadata["language"] = "en"
    notebook.cells.append(new_code_cell("x", outputs=[new_output("display_data", shown)]))
    seen = show(page.render(notebook))
    seen.page.locator("main td a[href^='#e-']").first.click()
    mark = seen.page.locator("#evidence mark:target")
    assert mark.inner_text() == "5.6"
    row = mark.locator("xpath=ancestor::li")
    line = shipped.file(TARGETS).line(shipped.place(TARGETS, "outcome", **HEBEI).start)
    assert row.locator("blockquote").inner_text() == line.of(shipped.file(TARGETS).text)
    article = row.locator("xpath=ancestor::article")
    assert "government work reports" in article.inner_text() and TARGETS in article.inner_text()
    row.locator(".uses a").first.click()
    assert seen.page.locator("main td a[href^='#e-']").first.evaluate("a => a.matches(':target')")
    assert seen.page.locator("#evidence blockquote").last.inner_text() == "all 10,399 rows"
    assert seen.console == []
