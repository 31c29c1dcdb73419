"""A table escapes what documents say, marks evidence and folds what is long."""

from __future__ import annotations

import json
import re

import pytest
from markupsafe import Markup

from indicators import store
from indicators.language import say, speaking
from indicators.record import Document, Span
from indicators.report import Summary, amounts, names, save
from indicators.report.evidence import (
    CLOSE,
    MIDDLE,
    OPEN,
    Counted,
    anchor,
    bare,
    cited,
    led,
    linked,
)
from indicators.report.mime import EVIDENCE
from indicators.report.page import GLUE
from indicators.report.page.clean import clean
from indicators.report.table import AT, marked, table, width


def test_cells_are_escaped() -> None:
    html = table("a <b>", {"x": "<script>alert(1)</script>", "y": Markup("<mark>7%</mark>")})
    made = html._repr_html_()
    assert "<script>" not in made and "&lt;script&gt;" in made
    assert "<mark>7%</mark>" in made and "a &lt;b&gt;" in made
    assert "7%" in repr(html) and "<mark>" not in repr(html)


def test_a_figure_is_marked_in_its_sentence() -> None:
    document = Document("前文。<b>增长7%</b>，以上。后文")
    found = marked(document, Span(3, 18), (Span(8, 10), "7%"))
    assert found == "&lt;b&gt;增长<mark>7%</mark>&lt;/b&gt;，以上。"


def test_a_long_table_scrolls_and_loses_no_row() -> None:
    made = table("t", *({"n": f"row {n}"} for n in range(40)))._repr_html_()
    assert "overflow-y: auto" in made and made.count("<table>") == 1
    assert all(f">row {n}<" in made for n in range(40))


def test_the_page_keeps_the_table() -> None:
    html = clean(table("t", {"句": "字" * 20, "n": "7%"})._repr_html_())
    assert 'class="m10"' in html and '<td class="figure"' in html and "<caption" in html


def test_chinese_counts_two() -> None:
    assert width("地区生产总值 7%") == 15


@pytest.mark.parametrize(
    ("value", "said"), [(12345.6, "12,346"), (631.2, "631"), (93.46, "93.5"), (4.254, "4.25")]
)
def test_numbers_are_for_readers(value: float, said: str) -> None:
    assert amounts.number(value) == said


def test_chances_are_never_certain() -> None:
    assert [amounts.share(p) for p in (0.001, 0.33, 0.999)] == ["<1%", "33%", ">99%"]


def test_save_leaves_the_summary(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[dict[str, object]] = []
    monkeypatch.setattr(
        "indicators.report.export.display", lambda data, raw: shown.append(data) if raw else None
    )
    save(Summary("题?", "why?", "因为 *7%*.", "长春市南关区"))
    assert shown[0][GLUE] == {
        "title": "题?",
        "question": "why?",
        "answer": "因为 *7%*.",
        "region": "长春市南关区",
        "answer_html": "因为 *7%*.",
        "language": "en",
        "region_name": "Nanguan District, Changchun",
    }
    assert json.loads(str(shown[0]["text/plain"]))["indicator"] == ""


def test_words_of_a_document_are_no_markdown() -> None:
    shown = Summary("# 题", "q", "<b>*7%*_x_ $5", "r")._repr_mimebundle_()[0]
    assert shown["text/markdown"] == "# \\# 题\n\n**\\<b\\>\\*7%\\*\\_x\\_ \\$5**"


def test_figures_that_are_cited_carry_their_evidence() -> None:
    o = store.observations()[0]
    made = table(f"t {cited(o)}", {"x": cited(o), "y": names.stacked("n", cited(o, "so <many>"))})
    shown = made._repr_mimebundle_()
    html, plain = str(shown["text/html"]), str(shown["text/plain"])
    where = anchor(o.document, o.span.start, o.span.end)
    assert html.count(f'href="#{where}"') == 3 and "so &lt;many&gt;</a>" in html
    assert o.text in plain and "so <many>" in plain and "href" not in plain
    assert not {OPEN, MIDDLE, CLOSE} & set(html + plain)
    figures = shown[EVIDENCE]["figures"].values()  # type: ignore[index]
    assert {figure["anchor"] for figure in figures} == {where}
    assert width(cited(o)) == width(o.text)


def test_an_answer_is_plain_for_who_knows_no_evidence() -> None:
    o = store.observations()[0]
    summary = Summary("t", "q", f"so {cited(o)}.", "r")
    assert summary.answer == f"so {o.text}."
    assert o.document in summary.told


def test_a_row_has_a_place_and_a_table_its_source() -> None:
    made = table("t", {AT: "own", "x": "7%"}, {"x": "8%"}, at="rates", source="Bureau <1.csv>")
    html = clean(made._repr_html_())
    assert html.count("<tr") == 3 and '<tr class="t-rates-own">' in html
    assert '<p class="from">Bureau &lt;1.csv&gt;</p>' in html
    assert list(made.frame.columns) == ["x"] and "own" not in repr(made)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("7.4% [5.8–9.0]", ["7.4%", "5.8–9.0"]),
        ("2021年，93.46亿元 [92.56–94.37]", ["93.46亿元", "92.56–94.37"]),
        ("CNY 65.0 bn in 2024, median CNY 64.6 bn", ["CNY 65.0 bn", "CNY 64.6 bn"]),
        ("2012–2021, 2012—2021年 and 2024.", []),
        ("2,021 people, 2021% of 2021亿元", ["2,021", "2021%", "2021亿元"]),
        ("<1%, >99% and −23.7", ["<1%", ">99%", "−23.7"]),
        ("at most 1.33 times (1.58 with rounding)", ["1.33 times", "1.58"]),
        ("CO2 and 66kV", ["66"]),
    ],
)
def test_every_figure_of_a_text_leads_to_one_place(text: str, figures: list[str]) -> None:
    shown = linked(led(text, "rates", "own"))
    assert shown.striptags() == Markup.escape(text).unescape()
    assert re.findall('href="#t-rates-own">(.*?)</a>', shown) == [
        str(Markup.escape(one)) for one in figures
    ]


def test_what_leads_somewhere_is_led_nowhere_else() -> None:
    o = store.observations()[0]
    text = f"{cited(o)} {led('7%', 'a')} 8%"
    found = re.findall('href="#([^"]*)"', linked(led(text, "b")))
    assert found == [anchor(o.document, o.span.start, o.span.end), "t-a", "t-b"]


def test_a_count_leads_to_what_it_counts_and_stays_a_number() -> None:
    places = ("documents", "figures", "targets", "achieved", "known", "aside")
    with speaking("en"):
        one, many = (
            say("statements.answer", place="x", **dict.fromkeys(places, Counted(n, "figures", "a")))
            for n in (1, 34)
        )
    assert bare(one).startswith("1 document states") and bare(many).startswith("34 documents state")
    assert linked(many).startswith('<a href="#t-figures-a">34</a> documents')
