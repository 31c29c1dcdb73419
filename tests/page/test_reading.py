"""What a reader does with a page: by mouse, by keyboard, without a script, with a screen reader."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_output

from indicators import store
from indicators.report import page
from indicators.report.evidence import bundle, cited, derived, linked
from indicators.report.mime import EVIDENCE

if TYPE_CHECKING:
    from page.conftest import Seen

Show = Callable[..., "Seen"]
ROWS = 20
CHART = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 40" width="900" height="400">'
    '<rect width="90" height="40" fill="#0072b2"/></svg>'
)
ABOUT = {
    "run": "02--南关",
    "notebook": "02",
    "region": "南关区",
    "parameters": [{"name": "asked", "value": "7.0", "help": "growth"}],
    "versions": {"indicators": "0.1.0"},
    "inputs": {"data/documents": "ab" * 32},
}


def answered(make_notebook: Callable[..., NotebookNode], language: str) -> NotebookNode:
    """A page with all that a page can have."""
    observations = store.observations()[:ROWS]
    rows = "".join(
        f'<tr class="t-chances-{n}"><td>{n * 7 % 20}{"亿元" if n == 3 else ""}</td>'
        f"<td>{linked(cited(o))} <mark>{linked(cited(o))}</mark></td></tr>"
        for n, o in enumerate(observations)
    )
    heads = "<thead><tr><th>a</th><th>b</th></tr></thead>"
    table = f'<table class="t-chances"><caption>表</caption>{heads}{rows}</table>'
    words = [cited(o) for o in observations]
    said = {
        "title": "南关区的增长 Growth",
        "answer": observations[0].text,
        "answer_html": str(
            linked(
                f"{words[0]} {derived('33%', 'chances')}"
                f" {derived('34%', 'chances', '2')} {derived('1', 'no')}"
            )
        ),
        "region_name": "南关区",
        "indicator_name": "地区生产总值",
        "language": language,
    }
    notebook = make_notebook(
        "## 数据\n\n正文 *text* `code`",
        "x = 1  # why",
        "## 结果\n\n$y_0$\n\n$$y = a + b + c + d + e + f + g + h + i + j + k + l + m + n + o + p$$",
        "# 次",
        "## 局限\n\n- a",
    )
    outputs = [{"text/html": table, EVIDENCE: bundle(*words)}, {"image/svg+xml": CHART}]
    for place, data in ((2, outputs[0]), (4, outputs[1]), (6, {page.GLUE: said})):
        shown = new_output("display_data", data, metadata={"alt": "chart"})
        notebook.cells.insert(place, new_code_cell("show()", outputs=[shown]))
    partner = {"en": "x.en.html"} if language == "zh" else {"zh": "x.html"}
    notebook.metadata[page.ABOUT] = {**ABOUT, "alternates": partner}
    return notebook


@pytest.fixture
def seen(show: Show, make_notebook: Callable[..., NotebookNode]) -> Seen:
    """The page in Chinese, open."""
    return show(page.render(answered(make_notebook, "zh")))


def complaints(seen: Seen) -> list[str]:
    """What axe-core finds."""
    found = Axe().run(seen.page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]


MEDIA: list[dict[str, Any]] = [
    {"color_scheme": "light"},
    {"color_scheme": "dark"},
    {"media": "print"},
]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_axe_finds_nothing(
    language: str, show: Show, make_notebook: Callable[..., NotebookNode]
) -> None:
    seen = show(page.render(answered(make_notebook, language)), 390)
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 390
    for medium in MEDIA:
        seen.page.emulate_media(**medium)
        assert complaints(seen) == [], medium
    seen.page.emulate_media(media="screen")
    seen.page.locator("main a[href^='#e-']").nth(3).focus()
    assert seen.page.locator("#tip").is_visible()
    assert complaints(seen) == []
    assert seen.console == []


def test_evidence_shows_where_the_figure_stands(seen: Seen) -> None:
    link, tip = seen.page.locator("main td a[href^='#e-']").first, seen.page.locator("#tip")
    before = seen.page.evaluate("document.documentElement.scrollHeight")
    link.hover()
    tip.wait_for(state="visible")
    o = store.observations()[0]
    document = store.document(o.document)
    assert tip.locator("mark:not(.other)").inner_text() == o.text
    assert tip.locator("blockquote").inner_text() == o.sentence.of(document.text).strip()
    assert document.title in tip.inner_text() and document.date in tip.inner_text()
    assert seen.page.evaluate("document.documentElement.scrollHeight") == before
    seen.page.keyboard.press("Escape")
    tip.wait_for(state="hidden")


def test_the_way_there_and_back_by_keyboard(seen: Seen) -> None:
    link = seen.page.locator("main td a[href^='#e-']").first
    link.focus()
    use = link.get_attribute("id")
    seen.page.keyboard.press("Enter")
    assert seen.page.locator("#evidence mark:target").inner_text() == store.observations()[0].text
    back = seen.page.locator(f'.uses a[href="#{use}"]')
    assert "from" in str(back.get_attribute("class"))
    back.focus()
    seen.page.keyboard.press("Enter")
    assert seen.page.evaluate("location.hash") == f"#{use}"
    assert seen.page.locator(f"#{use}:target").is_visible()


def test_without_a_script_nothing_is_lost(
    show: Show, make_notebook: Callable[..., NotebookNode]
) -> None:
    seen = show(page.render(answered(make_notebook, "zh")), script=False)
    rows = seen.page.locator("main tbody tr")
    assert rows.count() == ROWS
    assert all(rows.nth(n).is_visible() for n in range(ROWS))
    seen.page.locator("main td a[href^='#e-']").last.click()
    assert seen.page.locator("#evidence mark:target").is_visible()
    assert not seen.page.locator("button").count()


def test_a_long_table_folds_and_opens_for_a_link_into_it(seen: Seen) -> None:
    rows = seen.page.locator("main tbody tr")
    assert [rows.nth(n).is_visible() for n in (5, 6)] == [True, False]
    last = seen.page.locator("main td a[href^='#e-'][id]").last
    seen.page.locator("#evidence button.more").first.click()
    seen.page.locator(f'.uses a[href="#{last.get_attribute("id")}"]').click()
    last.wait_for(state="visible")
    more = seen.page.locator("section.cell button.more")
    assert more.get_attribute("aria-expanded") == "true"
    more.click()
    assert not rows.nth(6).is_visible()
    seen.page.emulate_media(media="print")
    assert rows.nth(6).is_visible()


def test_a_document_of_which_much_is_cited_folds_and_opens_for_a_link_into_it(seen: Seen) -> None:
    folded = seen.page.locator("#evidence ol.folded").first
    clauses = folded.locator("> li")
    assert [clauses.nth(n).is_visible() for n in (5, 6)] == [True, False]
    seen.page.emulate_media(media="print")
    assert clauses.nth(6).is_visible()
    seen.page.emulate_media(media="screen")
    seen.page.locator("section.cell button.more").click()
    anchor = clauses.nth(6).locator("mark").first.get_attribute("id")
    seen.page.locator(f'main td a[href="#{anchor}"]').first.click()
    assert seen.page.locator("#evidence mark:target").is_visible()


def test_a_figure_that_was_worked_out_leads_to_its_table(seen: Seen) -> None:
    link = seen.page.locator("a[href^='#t-']")
    assert [one.inner_text() for one in link.all()] == ["33%", "34%"], "no table, no link"
    link.last.click()
    assert seen.page.locator("tr:target a[href^='#e-']").first.is_visible()
    assert seen.page.locator("main tbody tr").nth(2).get_attribute("id") == "t-chances-2"
    link.first.click()
    assert seen.page.locator("table:target caption").inner_text() == "表"
    assert seen.page.locator("table:target").is_visible()


def test_a_quote_leads_to_its_place_and_the_way_back_is_that_of_its_row(seen: Seen) -> None:
    row = seen.page.locator("main tbody tr").nth(2)
    figure, quote = row.locator("a[href^='#e-']").all()
    quote.click()
    anchor = str(figure.get_attribute("href"))
    assert seen.page.evaluate("location.hash") == anchor
    back = seen.page.locator(f'.uses a.from[href="#{figure.get_attribute("id")}"]')
    assert back.count() == 1 and quote.get_attribute("id") is None


def test_a_table_sorts_by_the_size_of_its_figures(seen: Seen) -> None:
    head = seen.page.get_by_role("columnheader", name="a")
    head.get_by_role("button").click()
    cells = seen.page.locator("main tbody td:first-child")
    up = cells.all_text_contents()
    expected = sorted(str(n * 7 % 20) for n in range(ROWS) if n != 3)
    assert up == [*sorted(expected, key=int), "1亿元"]
    assert head.get_attribute("aria-sort") == "ascending"
    head.get_by_role("button").click()
    assert cells.all_text_contents() == up[::-1]


def test_the_page_opens_with_the_answer(seen: Seen) -> None:
    places = ["h1", ".answer", ".key img", ".dated", ".contents", "main h2", "#evidence", "#made"]
    tops = [seen.page.locator(place).first.bounding_box() for place in places]
    heights = [box["y"] for box in tops if box]
    assert len(heights) == len(places) and heights == sorted(heights)
    names = seen.page.locator(".contents a").all_text_contents()
    assert names[:3] == ["数据", "结果", "局限"]
    for link in seen.page.locator(".contents a").all():
        assert seen.page.locator(f'[id="{str(link.get_attribute("href"))[1:]}"]').count() == 1


KEYS = ("title", "issuer", "date", "region", "document", "text", "indicator", "anchor")
HOSTILE = """<script>document.title = 'broken'</script><svg onload="document.title='broken'"></svg>
<a id="x" href="javascript:document.title='broken'">x</a><style>* { color: red }</style>
<img src=x onerror="document.title='broken'">\u202e reversed"""


def test_hostile_words_do_nothing_anywhere(
    show: Show, make_notebook: Callable[..., NotebookNode], tmp_path: Path
) -> None:
    notebook = answered(make_notebook, "zh")
    said = {key: HOSTILE for key in ("title", "answer", "answer_html", "region_name", "vintage")}
    bad: dict[str, dict[str, Any]] = {
        kind: {HOSTILE: {key: HOSTILE for key in KEYS}} for kind in ("documents", "clauses")
    }
    figure: dict[str, Any] = {
        **dict.fromkeys(KEYS, HOSTILE),
        "char_start": 0,
        "char_end": 3,
        "clause": HOSTILE,
    }
    bad["clauses"][HOSTILE] |= {"start": 0}
    evidence = {**bad, "figures": {HOSTILE: figure | {"anchor": "e-x.0-3"}}}
    use = '<a class="evidence" href="#e-x.0-3">1</a>'
    outputs = [
        new_output("display_data", {page.GLUE: said | {"answer_html": HOSTILE + use}}),
        new_output("display_data", {EVIDENCE: evidence, "text/html": HOSTILE + use}),
        new_output("display_data", {"text/markdown": HOSTILE}),
        new_output("display_data", {"image/svg+xml": CHART}, metadata={"alt": HOSTILE}),
        new_output("stream", text=HOSTILE),
    ]
    notebook.cells.append(new_code_cell("x", outputs=outputs))
    rows = [{"name": HOSTILE, "value": HOSTILE, "help": HOSTILE}]
    about = dict.fromkeys(("run", "notebook", "region"), HOSTILE)
    notebook.metadata[page.ABOUT] = {**ABOUT, **about, "parameters": rows}
    html = page.render(notebook)
    assert "\u202e" not in html
    seen = show(html)
    for place in ("#tip", "main a[href^='#e-']"):
        if seen.page.locator(place).count():
            seen.page.evaluate(f'document.querySelector("{place}").focus()')
    for link in seen.page.locator("a#x, a[href^=javascript]").all():
        link.click()
    assert "broken" not in seen.page.title().split("=")[0]
    assert seen.page.evaluate("document.title") != "broken"
    assert seen.sent == [] and seen.console == []
    assert seen.page.evaluate("getComputedStyle(document.querySelector('h1')).color") != (
        "rgb(255, 0, 0)"
    )
