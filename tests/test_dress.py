"""The same text in another dress reads the same, and offsets point at the given text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from opencc import OpenCC

from indicators import Document, read, sources
from indicators.furniture import spans
from indicators.sources import plain
from indicators.text import fold

ROOT = Path(__file__).parent.parent
DOCUMENTS = (
    *sources.load_folder(ROOT / "data" / "documents").documents,
    *sources.load_folder(ROOT / "tests" / "corpus" / "readings").documents,
)
FIGURE = re.compile(r"\d(?:\.?\d)*(?=(?:万|亿)?(?:元|户|%|个|亩|人))")


@cache
def traditional() -> dict[int, int]:
    """Character for character, as a converter without a dictionary would write it."""
    made = OpenCC("s2t")
    characters = [chr(c) for c in range(0x4E00, 0x9FA6)]
    pairs = ((c, made.convert(c)) for c in characters)
    # 〇 and 零 apart: only what folds back to what it was
    return {ord(a): ord(b) for a, b in pairs if len(b) == 1 and a != b and fold(b) == fold(a)}


WIDE = {ord(c): ord(c) + 0xFEE0 for c in "0123456789%.()"}


def to_traditional(text: str) -> str:
    return text.translate(traditional())


def full_width(text: str) -> str:
    return text.translate(WIDE)


def odd_percent(text: str) -> str:
    return text.replace("%", "℅").replace("％", "℅")


def blank_before_unit(text: str) -> str:
    return FIGURE.sub(lambda m: m[0] + " ", text)


def break_before_unit(text: str) -> str:
    return FIGURE.sub(lambda m: m[0] + "\n", text)


def break_inside_number(text: str) -> str:
    return re.sub(r"(?<=\d)\.(?=\d+(?:万|亿)?(?:元|户|%|个|亩|人))", ".\n", text)


def sentence_a_line(text: str) -> str:
    return re.sub("(?<=。)(?=[^\n”’」』）)])", "\n", text)


def all_on_one_line(text: str) -> str:
    return text.replace("\n", " ")


DRESSES = (
    to_traditional,
    full_width,
    odd_percent,
    blank_before_unit,
    break_before_unit,
    break_inside_number,
    sentence_a_line,
)
# only lines make its table; where headings are whole sentences only the line ends them
LINES_MATTER = frozenset(
    (
        "ganzhou-2022-report",
        "guangyuan-2021-plan",
        "jianghan-2022-interview",
        "wuhu-2023-audit",
        "xiangyang-2022-budget",
        "zhuzhou-155-plan",
    )
)


def dressed(document: Document, dress: Callable[[str], str]) -> Document:
    head, body = document.text[: document.body], document.text[document.body :]
    text = head + dress(body)
    aside = spans(text, body=document.body)
    return replace(document, text=text, skipped=aside, tables=plain.tables(text))


def facts(document: Document) -> list[tuple[object, ...]]:
    """What is read, and last where its period was found."""
    found: list[tuple[object, ...]] = []
    for o in read(document).observations:
        assert o.span.of(document.text) == o.text
        name = re.sub(r"\s|\[\d+\]", "", fold(o.indicator))
        found.append((name, o.measure, o.quantity, o.period, o.status, o.period_source))
    return found


@pytest.mark.parametrize("dress", DRESSES, ids=lambda dress: dress.__name__)
@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_another_dress_reads_the_same(document: Document, dress: Callable[[str], str]) -> None:
    other = dressed(document, dress)
    assert facts(other) == facts(document)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_all_on_one_line_reads_the_same_where_lines_say_nothing(document: Document) -> None:
    """The same figures; a period that a heading said may now be one that the paragraph says."""
    other, own = (
        [fact[:-1] for fact in facts(one)] for one in (dressed(document, all_on_one_line), document)
    )
    assert (other == own) is (document.name not in LINES_MATTER)


def test_a_footnote_mark_is_no_part_of_a_name_or_a_number() -> None:
    text = "全年规模以上工业[3]增加值[12]比上年增长6.0%，社会消费品零售总额[4]1200.5亿元。"
    document = Document(text, title="2024年统计公报", date="2025-03")
    said = [(o.indicator, o.text) for o in read(document).observations]
    assert said == [("规模以上工业增加值", "6.0%"), ("社会消费品零售总额", "1200.5亿元")]
    marks = [u.text for u in read(document).unplaced if u.reason == "footnote"]
    assert marks == ["[3]", "[12]", "[4]"]


def test_two_years_on_two_lines_stay_two() -> None:
    numbers = [u.text for u in read(Document("2021\n2022\n2023年")).unplaced]
    assert numbers == ["2021", "2022", "2023年"]
