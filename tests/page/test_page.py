"""A page is one file, harmless whatever the outputs hold, and says what the notebook said."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_output

from indicators.report import page
from indicators.report.page.clean import clean

Make = Callable[..., NotebookNode]
PIXEL = (  # a PNG of one point
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5E"
    "rkJggg=="
)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>x()</script></svg>'


def output(data: dict[str, Any], **metadata: Any) -> NotebookNode:
    cell: NotebookNode = new_code_cell(
        "show()", outputs=[new_output("display_data", data, metadata=metadata)]
    )
    return cell


def about(text: str) -> dict[str, Any]:
    """What the batch tells of a run, all of it the same words."""
    return {
        "region": text,
        "run": text,
        "notebook": text,
        "started": "2026-11-22T14:45:00Z",
        "seconds": 1.5,
        "parameters": [{"name": text, "value": text, "help": text}],
        "versions": {"python": "3.11"},
        "inputs": {text: "0" * 64},
    }


def soup(notebook: NotebookNode) -> BeautifulSoup:
    return BeautifulSoup(page.render(notebook), "html.parser")


def test_title_is_the_first_heading_shown(make_notebook: Make) -> None:
    notebook = make_notebook("## Data", "x = 1")
    notebook.cells.append(output({"text/markdown": "# 南关区 <b>能</b>否 *达标*?"}))
    notebook.cells.append(output({"text/html": "<h1>later</h1>"}))
    assert page.title(notebook) == "南关区 能否 达标?"
    assert "<title>南关区 能否 达标?</title>" in page.render(notebook)
    notebook.metadata[page.ABOUT] = about("长春市二道区")
    assert "能否 达标? · 长春市二道区</title>" in page.render(notebook)


def test_the_title_that_the_notebook_gives_itself_wins(make_notebook: Make) -> None:
    notebook = make_notebook("x = 1")
    assert page.title(notebook) == "Untitled"
    notebook.cells.insert(0, make_notebook("# Heading").cells[0])
    notebook.cells.append(output({page.GLUE: {"title": "Growth", "answer": "<yes>"}}))
    assert page.title(notebook) == "Growth"
    assert page.glue(notebook) == {"title": "Growth", "answer": "<yes>"}
    assert 'name="description" content="&lt;yes&gt;"' in page.render(notebook)


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<img src="https://example.org/pixel.png">',
    '<svg onload=alert(1)><a href="javascript:alert(1)">x</a></svg>',
    '<a href="java\tscript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<iframe src="https://example.org"></iframe>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<style>@import 'https://example.org/x.css'; main { display: none }</style>",
    '<p style="background: url(https://example.org/x)">x</p>',
    '<meta http-equiv="refresh" content="0;url=https://example.org">',
    '<base href="https://example.org/"><form action="/x"><input name=a></form>',
    '<link rel="stylesheet" href="https://example.org/x.css">',
    "</main></body><script>alert(1)</script>",
    "[x](javascript:alert(1)) ![x](https://example.org/x.png)",
    r"$\text{<script>alert(1)</script>}$ $$\href{javascript:alert(1)}{x}$$",
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("form", ["text/html", "text/markdown", "text/plain", "text/latex"])
def test_hostile_outputs_become_harmless(form: str, text: str, make_notebook: Make) -> None:
    notebook = make_notebook("# Title", "x = 1")
    empty = soup(notebook)
    notebook.cells.append(output({form: text}))
    made = soup(notebook)
    assert made.main is not None
    for tag in made.main.find_all(True):
        assert tag.name not in ("script", "style", "svg", "iframe", "form", "input", "meta", "base")
        assert not [name for name in tag.attrs if name.startswith("on")]
        assert str(tag.get("src", "data:image/")).startswith("data:image/")
        assert str(tag.get("href", "#")).startswith(("#", "http"))
        assert "url" not in str(tag.get("style", ""))
    assert len(made.find_all(["main", "body", "script"])) == len(
        empty.find_all(["main", "body", "script"])
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_stay_words(text: str, make_notebook: Make) -> None:
    """As the title, the answer, the alternative text and every parameter."""
    notebook = make_notebook("# Title", "x = 1")
    notebook.cells.append(output({page.GLUE: {"title": text, "answer": text}}))
    notebook.cells.append(output({"image/png": PIXEL}, alt=text))
    notebook.metadata[page.ABOUT] = about(text)
    made = soup(notebook)
    assert made.find("img", alt=text)
    assert made.find("td", string=text)
    assert made.find("meta", attrs={"name": "description"}, content=text)
    assert len(made.find_all("script")) == 1
    assert not made.find_all(["iframe", "form", "base"])
    listed = page.index([{"name": text, "entries": [entry(text)]}], text, {}, "feed.json")
    shown = BeautifulSoup(listed, "html.parser")
    assert shown.find("h2", string=text)
    assert len(shown.find_all("script")) == 1
    assert not shown.find_all(["img", "iframe", "form"])


def entry(text: str) -> dict[str, object]:
    names = "title answer status status_text error facts indicator made made_text"
    return dict.fromkeys(names.split(), text) | {"link": "x.html", "picture": "", "files": []}


def test_results_come_first_and_no_code_is_lost(make_notebook: Make) -> None:
    notebook = make_notebook("# T", "import a", "b = '<2'", "# D", "silent = 1", "# E", "shown()")
    notebook.cells[-1].outputs = [new_output("stream", text="42 <read>")]
    made = soup(notebook)
    folds = made.find_all("details", class_="code")
    assert ["".join(fold.get_text().split()) for fold in folds] == [
        "Codeimportab='<2'",
        "Codesilent=1",
        "Codeshown()",
    ]
    pre = made.find("pre", class_="plain")
    assert pre is not None and pre.get_text() == "42 <read>"
    assert pre.find_next("details") is not None


def test_pictures_are_inside_and_have_words(make_notebook: Make) -> None:
    notebook = make_notebook("# T", "x = 1")
    notebook.cells += [
        output({"image/png": PIXEL, "text/plain": "<Figure>"}, **{"image/png": {"alt": "a 图"}}),
        output({"image/svg+xml": SVG, "image/png": PIXEL}, alt="b"),
    ]
    notebook.cells += [output({"image/jpeg": PIXEL})]
    notebook.cells[-1].metadata["alt"] = "c"
    pictures = soup(notebook).find_all("img")
    assert [picture["alt"] for picture in pictures] == ["a 图", "b", "c"]
    assert [str(picture["src"]).split(";")[0] for picture in pictures] == [
        "data:image/png",
        "data:image/svg+xml",
        "data:image/jpeg",
    ]


def test_widgets_and_glue_show_nothing(make_notebook: Make) -> None:
    notebook = make_notebook("# T", "x = 1")
    view = "application/vnd.jupyter.widget-view+json"
    notebook.cells += [output({view: {}, "text/plain": "IntSlider()"})]
    notebook.cells += [output({page.GLUE: {}, "text/plain": "<glue>"})]
    assert "IntSlider" not in page.render(notebook)
    assert "glue" not in page.render(notebook)


def test_formulas_are_mathml(make_notebook: Make) -> None:
    notebook = make_notebook("# T\n\n$y_0 (1 + g)^t$ and $$\\frac{a}{b}$$ and $\\frac{$")
    made = soup(notebook)
    assert len(made.find_all("math")) == 2
    assert made.find("math", display="block")
    assert made.find("msup")


def test_tables_scroll_and_heads_say_what_they_head() -> None:
    table = BeautifulSoup(
        clean(
            "<table><thead><tr><th>区</th><th>value</th><th>sentence</th></tr></thead><tbody>"
            "<tr><th>南关</th><td>460.2亿元</td><td>全年地区生产总值实现460.2亿元，按可比价格计算，增长6.5%</td></tr>"
            "<tr><th>二道</th><td>-1.2%</td><td>—</td></tr></tbody></table>"
        ),
        "html.parser",
    )
    box = table.find("div", class_="scroll", tabindex="0")
    assert box is not None and box.table is not None
    assert [th["scope"] for th in box.find_all("th")] == ["col", "col", "col", "row", "row"]


@pytest.mark.parametrize(
    ("sources", "said", "expected"),
    [
        (["# 增长路径\n\n地区生产总值年均增长6.5%左右，GDP"], None, "zh-CN"),
        (["# Growth"], "zh-CN", "zh-CN"),
        (["# Growth of 南关区, from its documents"], None, "en"),
        (["# 增长路径"], "en", "en"),
        (["# Growth"], '"><script>', "en"),
    ],
)
def test_the_page_says_its_language(
    sources: list[str], said: str | None, expected: str, make_notebook: Make
) -> None:
    notebook = make_notebook(*sources)
    if said:
        notebook.metadata["language"] = said
    html = soup(notebook).html
    assert html is not None and html["lang"] == expected


def test_a_page_without_charts_is_small(make_notebook: Make) -> None:
    assert len(page.render(make_notebook("# T", "x = 1")).encode()) < 30_000


LOGS = """
import logging
from concurrent.futures import ThreadPoolExecutor
from indicators.report.page.prose import colours
with ThreadPoolExecutor(2) as threads:
    assert len({*threads.map(lambda _: colours.__wrapped__(), range(2))}) == 1
root = logging.getLogger()
print(root.handlers, root.level == logging.WARNING)
"""


def test_the_colours_of_code_leave_the_log_alone() -> None:
    """Their package sets up the log of whoever imports it: runs in several threads do."""
    call = [sys.executable, "-c", LOGS]
    said = subprocess.run(call, capture_output=True, text=True, check=True)
    assert (said.stdout, said.stderr) == ("[] True\n", "")
