"""What can be taken along from a page that was sent alone, and how it leads to other pages."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from matplotlib.image import imread
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_output
from playwright.sync_api import Locator

from indicators.language import speaking
from indicators.report import charts, page, tables
from indicators.report.evidence import STATED, elsewhere, linked
from indicators.report.trajectory import trajectory

if TYPE_CHECKING:
    from page.conftest import Seen

Show = Callable[..., "Seen"]
SOUTH = "长春市南关区"
KIN = {
    "01-what-the-documents-say--长春市南关区": "01.html",
    "02-growth-path--长春市绿园区": "02.html",
}


def page_of(make_notebook: Callable[..., NotebookNode], **about: object) -> str:
    """A page with a chart, a table of figures that others were worked out from, and its run."""
    notebook = make_notebook("# T", "## 结果")
    notebook.metadata["language"] = "zh"
    with speaking("zh"):
        known = trajectory(SOUTH)
        for shown in (charts.growth(known), tables.growth.rates(known), tables.growth.years(known)):
            data: Any = shown._repr_mimebundle_()
            metadata: dict[str, Any] = {}
            if isinstance(data, tuple):
                data, metadata = data
            output = new_output("display_data", data, metadata=metadata)
            notebook.cells.append(new_code_cell("show()", outputs=[output]))
    counted = f"<p>{linked(f'{elsewhere(34, STATED, SOUTH)} figures')}</p>"
    notebook.cells.append(
        new_code_cell("n", outputs=[new_output("display_data", {"text/html": counted})])
    )
    said = {"title": "T", "answer": "so", "region": SOUTH, "region_name": SOUTH}
    notebook.cells.append(
        new_code_cell("save()", outputs=[new_output("display_data", {page.GLUE: said})])
    )
    notebook.metadata[page.ABOUT] = {"run": "02--南关", "region": SOUTH, **about}
    return page.render(notebook)


def taken(seen: Seen, button: Locator, path: Path) -> bytes:
    with seen.page.expect_download() as download:
        button.click()
    download.value.save_as(path / download.value.suggested_filename)
    return (path / download.value.suggested_filename).read_bytes()


def test_tables_and_pictures_are_taken_from_a_page_alone(
    show: Show, make_notebook: Callable[..., NotebookNode], tmp_path: Path
) -> None:
    seen = show(page_of(make_notebook))
    table = taken(seen, seen.page.get_by_role("button", name="CSV").last, tmp_path)
    rows = list(csv.reader(io.StringIO(table.decode("utf-8-sig"))))
    assert table.startswith(b"\xef\xbb\xbf") and len(rows) == 14
    assert rows[1][:2] == ["2012", "220"] and rows[-1][0] == "2024"
    picture = taken(seen, seen.page.get_by_role("button", name="PNG"), tmp_path)
    (tmp_path / "chart.png").write_bytes(picture)
    drawn = imread(str(tmp_path / "chart.png"))
    assert drawn.shape[1] > 1000 and float(np.std(drawn[..., :3])) > 0.05, "not blank"
    assert seen.sent == [] and seen.console == []


def test_the_files_beside_a_page_are_named_once(
    show: Show, make_notebook: Callable[..., NotebookNode]
) -> None:
    seen = show(page_of(make_notebook), script=False)
    links = seen.page.locator(".files a").all()
    assert [link.inner_text() for link in links] == ["xlsx", "csv", "dta", "sdmx.csv"]
    assert seen.page.get_by_role("button").count() == 0, "nothing that does nothing"


def test_a_figure_shows_the_row_that_it_was_worked_out_in(
    show: Show, make_notebook: Callable[..., NotebookNode]
) -> None:
    seen = show(page_of(make_notebook))
    link, tip = seen.page.locator("#t-years-2014 a").first, seen.page.locator("#tip")
    link.hover()
    tip.wait_for(state="visible")
    row = seen.page.locator(str(link.get_attribute("href"))).locator("td").all_inner_texts()
    assert all(cell.split("：")[0] in tip.inner_text() for cell in row)
    link.focus()
    seen.page.keyboard.press("Escape")
    tip.wait_for(state="hidden")
    assert seen.console == []


def test_counts_lead_to_the_page_that_lists_them(
    make_notebook: Callable[..., NotebookNode],
) -> None:
    html = page_of(make_notebook, kin=KIN)
    assert '<a class="page" href="01.html">34</a> figures' in html
    assert '<a href="01.html">文件载明的数字</a>' in html
    assert 'href="02.html"' not in html, "of another region"
    assert f'href="index.html#region={"%E9%95%BF"}' in html
    assert '">34</a> figures' not in page_of(make_notebook), "alone it is no link"


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "https://example.org/x.html", '"><script>.html', "//x.html"]
)
def test_an_address_of_anything_else_is_no_page(
    address: str, make_notebook: Callable[..., NotebookNode]
) -> None:
    html = page_of(make_notebook, kin=dict.fromkeys(KIN, address))
    assert address not in html and 'class="page"' not in html
