"""Every figure on a page leads to the clause that states it, and the clause leads back."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from bs4 import BeautifulSoup, Tag
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_output

from indicators import store
from indicators.batch.record import BESIDE
from indicators.record import Observation
from indicators.report import page
from indicators.report.evidence import CLOSE, MIDDLE, OPEN, anchor, bare, bundle, cited, linked
from indicators.report.mime import EVIDENCE

Make = Callable[..., NotebookNode]


def display(
    text: str, more: dict[str, Any] | None = None, *, evidence: bool = True
) -> NotebookNode:
    """A cell that shows a table with cited figures, and carries their evidence."""
    table = f"<table><caption>t</caption><tr><td>{linked(text)}</td></tr></table>"
    data = {"text/html": table, **({EVIDENCE: bundle(text)} if evidence else {})}
    cell: NotebookNode = new_code_cell(
        "show()", outputs=[new_output("display_data", data | (more or {}))]
    )
    return cell


@pytest.fixture(scope="module")
def observations() -> tuple[Observation, ...]:
    return store.observations()


@pytest.fixture(scope="module")
def made(make_notebook: Make, observations: tuple[Observation, ...]) -> BeautifulSoup:
    """A page that cites every figure of the collection, the first ten twice."""
    notebook = make_notebook("# T", "## Data", "x = 1", "## Result")
    notebook.cells.insert(2, display(" ".join(map(cited, observations))))
    notebook.cells.append(display(" ".join(cited(o, "so many") for o in observations[:10])))
    return BeautifulSoup(page.render(notebook), "html.parser")


def uses(made: BeautifulSoup) -> list[Tag]:
    return made.select("main a[href^='#e-']")


def test_every_figure_lands_on_its_clause(
    made: BeautifulSoup, observations: tuple[Observation, ...]
) -> None:
    links = uses(made)
    assert len(links) == len(observations) + 10
    for link, o in zip(links, (*observations, *observations[:10]), strict=True):
        document = store.document(o.document)
        target = made.find(id=str(link["href"]).removeprefix("#"))
        assert isinstance(target, Tag) and target.name in ("mark", "span")
        if target.name == "mark":
            assert target.get_text() == document.text[o.span.start : o.span.end] == o.text
        quote = target.find_parent("blockquote")
        assert quote is not None
        assert quote.get_text() == o.sentence.of(document.text).strip()
        article = target.find_parent("article")
        assert article is not None
        words = article.get_text(" ")
        assert document.title in words and document.issuer in words and document.date in words


def test_every_use_is_linked_back(made: BeautifulSoup) -> None:
    back = [str(link["href"]).removeprefix("#") for link in made.select(".uses a")]
    assert sorted(back) == sorted(str(link["id"]) for link in uses(made) if link.get("id"))
    for row in made.select("tr"):
        ways = [link["href"] for link in row.select("a[href^='#e-'][id]")]
        assert sorted(set(ways)) == sorted(ways), "a row has one way back for each figure"
        assert set(ways) == {link["href"] for link in row.select("a[href^='#e-']")}
    names = {str(link["aria-label"]) for link in made.select(".uses a")}
    assert any("Data" in name for name in names) and any("Result" in name for name in names)


def test_no_place_has_two_things(made: BeautifulSoup) -> None:
    ids = [str(tag["id"]) for tag in made.find_all(id=True)]
    assert len(ids) == len(set(ids))


def test_clauses_stand_in_the_order_of_the_text(made: BeautifulSoup) -> None:
    for article in made.select("#evidence article"):
        first = article.find("mark")
        assert isinstance(first, Tag)
        document = next(
            r.document
            for r in store.readings()
            if str(first["id"]).startswith(anchor(r.document.name, 0, 0).removesuffix("0-0"))
        )
        quotes = [quote.get_text() for quote in article.find_all("blockquote")]
        places = [document.text.index(quote) for quote in quotes]
        assert places == sorted(places)


def test_what_the_notebook_does_not_carry_is_no_link(
    make_notebook: Make, observations: tuple[Observation, ...]
) -> None:
    notebook = make_notebook("# T", "x = 1")
    notebook.cells.append(display(cited(observations[0]), evidence=False))
    shown = BeautifulSoup(page.render(notebook), "html.parser")
    assert not uses(shown) and observations[0].text in shown.get_text()
    assert not shown.find(id="evidence")


def test_the_marks_never_show() -> None:
    o = store.observations()[0]
    text = f"a {cited(o)} b {OPEN}broken{MIDDLE}c{CLOSE} {CLOSE}d"
    for shown in (bare(text), str(linked(text))):
        assert not {OPEN, MIDDLE, CLOSE} & set(shown)
    assert bare(text) == f"a {o.text} b c d"
    assert str(linked(f"<b>{cited(o, '<i>')}")).startswith("&lt;b&gt;<a ")
    assert "&lt;i&gt;</a>" in linked(f"<b>{cited(o, '<i>')}")


def test_anchors_of_two_documents_never_meet() -> None:
    names = ["报告 一", "报告-一", "报告/一", "a.b", "a b"]
    anchors = {anchor(name, 1, 2) for name in names}
    assert len(anchors) == len(names)
    assert not any(set(' "#<>') & set(one) for one in anchors)


def test_the_figures_beside_a_page_are_those_it_cites(
    make_notebook: Make, observations: tuple[Observation, ...]
) -> None:
    notebook = make_notebook("# T", "x = 1")
    some = observations[:5]
    notebook.cells.append(display(" ".join(map(cited, some)), {"image/svg+xml": "<svg/>"}))
    made = page.beside(notebook)
    assert set(made) == {".csv", ".tables.csv", ".dta", ".sdmx.csv", ".xlsx", ".svg"}
    assert set(made) <= set(BESIDE)
    rows = list(csv.DictReader(io.StringIO(made[".csv"].decode("utf-8-sig"))))
    assert [row["text"] for row in rows] == [o.text for o in some]
    book = openpyxl.load_workbook(io.BytesIO(made[".xlsx"]))
    assert book["t"]["A2"].value == " ".join(o.text for o in some)
    [cell] = csv.DictReader(io.StringIO(made[".tables.csv"].decode("utf-8-sig")))
    assert cell == {"table": "t", "row": "1", "column": "1", "value": book["t"]["A2"].value}
    assert page.beside(notebook) == made


def test_computed_tables_are_tidy_text_too(make_notebook: Make) -> None:
    table = (
        "<table><caption>路径 path</caption><thead><tr><th>年</th><th>亿元</th></tr></thead>"
        "<tr><td>2023</td><td>4,957.5</td></tr><tr><td>2024</td><td></td></tr></table>"
    )
    notebook = make_notebook("# T", "x = 1")
    shown = new_output("display_data", {"text/html": table})
    notebook.cells.append(new_code_cell("show()", outputs=[shown]))
    made = page.beside(notebook)
    assert set(made) == {".tables.csv", ".xlsx"}
    rows = list(csv.reader(io.StringIO(made[".tables.csv"].decode("utf-8-sig"))))
    assert rows == [
        ["table", "row", "column", "value"],
        ["路径 path", "1", "年", "2023"],
        ["路径 path", "1", "亿元", "4957.5"],
        ["路径 path", "2", "年", "2024"],
    ]


def test_tables_of_one_caption_are_told_apart(make_notebook: Make) -> None:
    notebook = make_notebook("# T", "x = 1")
    for n in (1, 2):
        html = f"<table><caption>核对</caption><tr><td>{n}</td></tr></table>"
        output = new_output("display_data", {"text/html": html})
        notebook.cells.append(new_code_cell("show()", outputs=[output]))
    made = page.beside(notebook)
    rows = list(csv.DictReader(io.StringIO(made[".tables.csv"].decode("utf-8-sig"))))
    assert [(row["table"], row["value"]) for row in rows] == [("核对", "1"), ("核对 (2)", "2")]


def test_a_page_is_the_same_for_the_same_inputs(
    make_notebook: Make, observations: tuple[Observation, ...]
) -> None:
    notebook = make_notebook("# T", "x = 1")
    notebook.cells.append(display(" ".join(map(cited, observations))))
    said = {"title": "T", "answer": "so", "region": "r"}
    notebook.cells.append(display("", {page.GLUE: said}))
    first = {"run": "r", "notebook": "n", "started": "2026-01-01T00:00:00Z", "seconds": 1.0}
    notebook.metadata[page.ABOUT] = first
    once = page.render(notebook)
    notebook.metadata[page.ABOUT] = first | {"started": "2027-01-01T00:00:00Z", "seconds": 9.0}
    assert page.render(notebook) == once
    newest = max(store.document(o.document).date for o in observations)
    assert f'<time datetime="{newest}">' in once
