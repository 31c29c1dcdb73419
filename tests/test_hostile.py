"""Any text is read: nothing is raised, evidence is a slice, every number is accounted for."""

from __future__ import annotations

import re

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from indicators import Document, ledger, read
from indicators.text import fold

OFFICIAL = """
地区生产总值 固定资产投资 增长 下降 达到 其中 分别 占 比重 比上年 同比 力争 左右 以上 不低于 至
到 — 由 亿元 万人 个 户 % ‰ 个百分点 倍 2023年 2024年1—6月 “十四五” 今年 五年来 年均 翻一番
百分之五 三分之二 两 十万 ， 。 ； ： 、 （ ） 一、 （二） 南关区 长春市 全区 第3名 《 》 电话：
分享到 --- [2] http:// 4.1:32.8:63.1 30-50 均 各
"""
HOSTILE = """
９ ９９．９％ ① Ⅳ ½ ٣ ९ 𝟗 ² 〇 零 亿万 - + . , : %% 1,234,567 1e999 NaN 😀 ((((((( <p> &nbsp;
2099999年
"""
UNSEEN = ("\x00", "\x1b[31m", "\ud800", "\udfff", "\u202e", "\u200b", "\ufeff", "\xad", "\x85")
SPACES = ("\n", "\r", "\t", " ", "\u3000", "\u2028", "\n---\n")
LONG = ("9" * 1000, "0." + "0" * 300 + "1", "九" * 50, "一二" * 800, "增长" * 900)
WORDS = (*OFFICIAL.split(), *HOSTILE.split(), *UNSEEN, *SPACES, *LONG, *map(str, range(12)))
TEXTS = st.lists(st.sampled_from(WORDS) | st.text(max_size=3), max_size=40).map("".join)
TWICE_POINTED = re.compile(r"[0-9]\.[0-9]+\.[0-9]")
DATES = st.sampled_from(("", "2024", "2024-02", "1900-01-01"))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=TEXTS, title=TEXTS, date=DATES, region=st.sampled_from(("", "长春市南关区", "\ud800")))
def test_any_text_is_read(text: str, title: str, date: str, region: str) -> None:
    reading = read(Document(text, title=title, date=date, region=region))
    for span, said in (
        *((o.span, o.text) for o in reading.observations),
        *((u.span, u.text) for u in reading.unplaced),
    ):
        assert said and span.of(text) == said
    for observation in reading.observations:
        inside = observation.sentence
        assert inside.start <= observation.span.start < observation.span.end <= inside.end
    entries = ledger.entries(reading)
    booked = {place for entry in entries for place in range(entry.span.start, entry.span.end)}
    assume(not TWICE_POINTED.search(fold(text)))
    for number in re.finditer("[0-9]+", fold(text)):
        assert booked.issuperset(range(*number.span())), (number[0], text)


def test_a_number_with_two_points_is_in_the_ledger() -> None:
    text = "3.4.5"
    booked = [entry.span for entry in ledger.entries(read(Document(text)))]
    assert any(span.start <= text.index("5") < span.end for span in booked)
