"""A reading shows itself in a notebook: its text, what was read in it, and nothing that runs."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from indicators import Document, read
from indicators.language import speaking
from indicators.markup import FACTS, ROWS, SHOWN, Mark, page

TEXT = (
    "2023年，固定资产投资由120亿元增加到150亿元；污水处理率、垃圾收运率均达100%。\n"
    "2024年，力争社会消费品零售总额增长7%左右。<script>document.title = 1</script>\u202e倒\x1b & 完"
)
TAGS = ("div", "p", "span", "mark", "table", "thead", "tbody", "tr", "th", "td")
ATTRIBUTES = ("style", "title", "tabindex", "role", "aria-label")
DARK = "<!doctype html><body style='background: #111; color: #eee'>"


def shown(reading: object, language: str = "en") -> BeautifulSoup:
    with speaking(language):
        return BeautifulSoup(reading._repr_html_(), "html.parser")  # type: ignore[attr-defined]


def region(made: BeautifulSoup, name: str) -> Tag:
    found = made.find("div", attrs={"aria-label": name})
    assert isinstance(found, Tag)
    return found


def test_a_reading_is_its_text_with_marks_and_a_table() -> None:
    made = shown(read(Document(TEXT, region="长春市南关区", date="2024-02")))
    assert region(made, "Text").get_text() == TEXT.replace("\u202e", "�").replace("\x1b", "�")
    marks = [(mark.get_text(), str(mark["title"])) for mark in made.find_all("mark")]
    assert [text for text, _ in marks] == [
        "2023年",
        "120亿元",
        "150亿元",
        "100%",
        "2024年",
        "7%",
        "1",
    ]
    assert marks[0][1] == "a date or a year"
    assert marks[2][1] == "固定资产投资 level 15000000000 CNY exact 2023 achieved 长春市南关区"
    assert "污水处理率" in marks[3][1] and "垃圾收运率" in marks[3][1]
    rows = [[c.get_text() for c in row.find_all(["td", "th"])] for row in made.find_all("tr")]
    assert rows[0] == ["text", *FACTS]
    assert [row[0] for row in rows[1:]] == ["120亿元", "150亿元", "100%", "100%", "7%"]
    assert rows[-1][-2:] == ["target", "长春市南关区"]


def test_of_a_long_text_the_beginning_is_shown_and_the_rest_counted() -> None:
    made = shown(read(Document("新增就业300人。" * 4000)))
    assert len(region(made, "Text").get_text()) == SHOWN
    assert len(made.find_all("tr")) == ROWS + 1
    assert f"{9 * 4000 - SHOWN:,} more characters" in made.get_text()
    assert f"{4000 - ROWS:,} more figures" in made.get_text()


def test_a_reading_speaks_the_language_in_use() -> None:
    """No label and no word for one of a closed set is English on a Chinese page."""
    document = Document(TEXT, region="长春市南关区", date="2024-02", title="题", issuer="区政府")
    made = shown(read(document), "zh")
    rows = [[c.get_text() for c in row.find_all(["td", "th"])] for row in made.find_all("tr")]
    assert rows[0] == ["原文数字", "指标", "口径", "数值", "界限", "时期", "性质", "地区"]
    assert rows[2] == [
        *("150亿元", "固定资产投资", "水平", "15000000000 CNY", "确数", "2023", "实绩"),
        "长春市南关区",
    ]
    assert made.p is not None and made.p.get_text() == "5个数字（实绩、目标）；另有3个数未采用"
    marks = made.find_all("mark")
    assert marks[0]["title"] == "日期或年份" and "固定资产投资 水平" in str(marks[2]["title"])
    for record in (document, read(document).observations[0]):
        names = [str(head.get_text()) for head in shown(record, "zh").find_all("th")]
        assert names and not re.search("[a-z]", "".join(names))


@given(text=st.text(), facts=st.lists(st.text(), min_size=len(FACTS), max_size=len(FACTS)))
def test_whatever_is_marked_is_escaped(text: str, facts: list[str]) -> None:
    half = len(text) // 2
    html = page(text, [Mark(0, half, tuple(facts)), Mark(half, len(text), (text,))])
    html.encode("utf-8")
    made = BeautifulSoup(html, "html.parser")
    names = {tag.name for tag in made.find_all(True)}
    assert names <= {*TAGS}
    assert {name for tag in made.find_all(True) for name in tag.attrs} <= {*ATTRIBUTES}


def test_nothing_runs_and_letters_keep_the_colour_of_the_page(browser: Browser) -> None:
    tab = browser.new_page()
    tab.set_content(DARK + read(Document(TEXT, date="2024-02"))._repr_html_())
    assert tab.title() == ""
    for part in ("mark", "td", "th", "span"):
        colours = tab.eval_on_selector_all(part, "all => all.map(e => getComputedStyle(e).color)")
        assert set(colours) == {"rgb(238, 238, 238)"}
    tab.close()
