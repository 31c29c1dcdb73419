"""What a passage has said about time so far."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from indicators.dimensions.clock import Time
from indicators.dimensions.rule import Found
from indicators.record import Period
from indicators.stand import CLAUSE
from indicators.text import Sentence

MARKED = re.compile(
    r"\s*(?:[一二三四五六七八九十]+(?:、|是)|\([一二三四五六七八九十]+\)|--|第[一二三四五六七八九十]|[◆●]|记者|\d+[.、])"
)
AIMED = re.compile(r"\s*(?:总体|主要|具体|发展|工作)?(?:目标(?:是|为)?)?[:：，。]?到$")
PART = re.compile(r"\s*(?:--|[◆●]|[一二三四五六七八九十]+是)")
# 基础设施加快完善。
TOPIC = re.compile(r"\s*[^\d，。；：“]{4,16}。")
# 根据最近公布的数据，去年…: what comes before the comma only says who says it
# or who says it: 答：上半年…, 张市长：去年…
LED_IN = re.compile(
    r"\s*[一-鿿]{1,8}[：:]|\s*(?:根据|据|按照|综合|从|近日|日前|此外|另外|同时|其中|具体来看|总体|整体|数据|统计|资料)[^，；。\d]{0,44}，|\s*[^，；。\d]{0,18}(?:显示|表明|提出|明确|要求|介绍|指出|获悉|了解到?|说|表示|称|透露|强调)，"
)
# 注：1953年为原县人口
NOTE = re.compile(r"\s*(?:备?注|说明)：")
# 从近十年的数据看，差距正在缩小
LOOKED = re.compile("的(?:数据|走势|情况|趋势|变化|表现)来?看")
# a head that no line break parts from the text
INLINE = re.compile(r"[：:\s](?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\))\s?$")
LEADS = re.compile("：\\s*$")  # a list follows
# 市政府印发行动计划，提出，到2025年…
SAYS = re.compile("(?:提到|提出|明确|指出|要求)[，：]?(?:力争)?到$")
REACHED = re.compile("(?:增|升|提|涨|降|减|缩|扩|发展|跃)[^，；。\\d]{0,3}[到至]$")
# 最终计算2021年为9亿元。全年新增就业7万人: a bulletin is back at its own year
WHOLE = re.compile(r"\s*全年(?!目标|任务|计划|预算)")


@dataclass(slots=True)
class Memory:
    """What the passage has said about time so far."""

    period: Period | None = None
    said: str = ""
    aimed: bool = False
    listed: bool = False

    def enter(self, sentence: Sentence, turned: bool = False, plan: bool = False) -> None:
        """A heading, a list mark or a new subject (`turned`) forgets.

        A line break does not: it may be the file's own. What 到2025年 opens in a
        `plan` goes on over the parts that its aims are told in, and over a list what leads to it.
        """
        goes_on = (plan and self.aimed) or self.listed
        parted = PART.match(sentence.text) or TOPIC.fullmatch(sentence.text)
        marked = MARKED.match(sentence.text) and not (goes_on and (parted or self.listed))
        if turned or sentence.heading or marked or (parted and not goes_on):
            self.period, self.aimed, self.listed = None, False, False

    def leave(self, sentence: Sentence, times: Sequence[Found[Time]]) -> None:
        """The time with which a sentence begins holds for the next; one in passing does not.

        One in brackets or of a chart does not either.
        """
        if not times or sentence.caption or NOTE.match(sentence.text):
            return
        led_in = LED_IN.match(sentence.text)
        first = CLAUSE.search(sentence.text, led_in.end() if led_in else 0)
        until = first.end() if first else len(sentence.text)
        topics = [
            t
            for t in times
            if t.value.period
            and not _aside(t.value)
            and not _bracketed(sentence.text, t)
            and not _lately(sentence.text, t)
            and not LOOKED.match(sentence.text, t.end)
        ]
        opening = [
            t
            for t in topics
            if (t.end <= until or _turns(sentence.text, t)) and not _reached(sentence.text, t)
        ]
        if opening:
            # 2010年是“十一五”规划的最后一年 is about the year
            # and 2015年工作回顾和“十二五”成就 headed by it
            called = sentence.heading or sentence.text.startswith("是", opening[0].end)
            held = opening[0 if called else -1]
            # 2015年为7万亿元，2020年达11万亿元: two years beside each other date no other sentence
            self.period = held.value.period if not _left(held, topics) else None
            self.said = f"{sentence.text[held.start : held.end]} ({held.rule})"
            begins = opening[-1].start
            aimed = AIMED.match(sentence.text, 0, begins) or SAYS.search(sentence.text, 0, begins)
            self.aimed = aimed is not None
            self.listed = LEADS.search(sentence.text) is not None

    def hold(self, period: Period, said: str) -> None:
        """A figure that settles what its paragraph is about (年均 in a five-year plan)."""
        if self.period is None:
            self.period, self.said = period, said


def returns(genre: str, sentence: Sentence) -> bool:
    """Whether a bulletin is back at its own year: 全年新增就业7万人."""
    return genre == "bulletin" and WHOLE.match(sentence.text) is not None


def _left(held: Found[Time], topics: Sequence[Found[Time]]) -> bool:
    """Whether the sentence goes on from the year that it opens with to a later one."""
    year = held.value.period
    later = [t.value.period for t in topics if t.start > held.end and t.value.period]
    return bool(year and year.years == 1 and any(year.last < p.first for p in later))


def _bracketed(text: str, time: Found[Time]) -> bool:
    return text.rfind("(", 0, time.start) > text.rfind(")", 0, time.start)


def _lately(text: str, time: Found[Time]) -> bool:
    """Whether it only says since when: 2009年以来 said in 2010 dates its own sentence."""
    period = time.value.period
    return text.endswith("以来", time.start, time.end) and period is not None and period.years == 2


def _turns(text: str, time: Found[Time]) -> bool:
    """Whether a later clause turns to a time: …，上半年过半; …决算情况; …提出，到2025年."""
    if time.value.part and text[time.start - 1] in "，；":
        return True
    ahead = SAYS.search(text, 0, time.start) or INLINE.search(text, 0, time.start)
    return ahead is not None or (LEADS.search(text) is not None and text[time.start - 1] == "到")


def _reached(text: str, time: Found[Time]) -> bool:
    """由2011年的1091亿元增加到2016年的1650亿元: where a change ends dates no other sentence."""
    return text.startswith("的", time.end) and REACHED.search(text, 0, time.start) is not None


def _aside(time: Time) -> bool:
    return time.compared or time.local or time.passing
