"""A figure where it stands: its clause, the times before it, and what these say of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from indicators import lexicon
from indicators.attach import Attached
from indicators.dimensions.clock import Time
from indicators.dimensions.rule import Found
from indicators.record import Measure
from indicators.record.passing import passing

CLAUSE = re.compile("[，；：]")
WHOLE = re.compile("总[数量额]")
STATES = (Measure.LEVEL, Measure.SHARE)
BESIDE = re.compile("[为是到于]全[国省市区县]|平均水平")
# not 从业人员9万人，增加1万人
FROM = re.compile(
    r"(?:由(?!于)|从(?!业|事))(?:[^，；。\d]|(?:19|20)\d\d|[\d.]+(?:[^，；。\d]{1,5}[、和]|:))*$"
)
# 三次产业结构由18:45:37调整为15:41:44
ONE = ":1"  # 收入比由2.5:1缩小到2.3:1
REMADE = re.compile(
    r"(?::[\d.]+)*，?(?:缩小|扩大|降低|下降|调整|优化|转变|演变|变|发展|提升|升级)[到至为成]"
)
# 从1000亿元到去年的3000亿元
UNTIL = r"攀升|跨[上越]|[到至](?:[\d.]+[%万亿元]|去年|今年|目前|现在|如今|20\d\d年)"
REACHED = frozenset(("达", "达到", "达成", "到达"))


ASIDE = re.compile(r"\([^()]*\)")


@passing(frozen=True, slots=True)
class Stand:
    """A figure where it stands: its clause up to it, and the times before it."""

    text: str
    figure: Attached
    clause_start: int
    clause: str
    before: tuple[Found[Time], ...]

    @classmethod
    def of(cls, text: str, figure: Attached, times: Sequence[Found[Time]]) -> Stand:
        """The stand of a figure in a sentence with these times."""
        place = figure.amount.start
        # 比2013年末（第三次普查的年份，下同）增加2个: no clause ends within a bracket
        said = ASIDE.sub(_blank, text[:place]) if "(" in text else text
        marks = said.rfind("，", 0, place), said.rfind("；", 0, place), said.rfind("：", 0, place)
        start = max(marks) + 1
        dated = [
            t
            for t in times
            if t.end <= place and t.value.period is not None and not _aside(text, t, place)
        ]
        return cls(text, figure, start, text[start:place], tuple(dated))

    def behind_basis(self, time: Found[Time]) -> bool:
        """Whether 在去年5亿元的基础上 stands between a time and the figure."""
        between = self.text[time.end : self.figure.amount.start]
        return "基础上" in between or "基数上" in between

    @property
    def begins_change(self) -> bool:
        """Whether the figure is where a change starts: 由670元提高到700元."""
        led = ("由" in self.clause or "从" in self.clause) and FROM.search(self.clause)
        if not led or self.reached:
            return False
        end = self.figure.amount.value.reach_end
        ratio = self.text.startswith(":", end) or self.clause.endswith(":")
        end += self.text.startswith(ONE, end) * len(ONE)
        changes = REMADE if ratio else _changes()
        return changes.match(self.text, end) is not None

    @property
    def clause_before(self) -> str:
        """What stands before its clause, up to the mark before that."""
        before = max(self.text.rfind(mark, 0, self.clause_start - 1) for mark in "，；：。")
        return self.text[before + 1 : self.clause_start]

    @property
    def reached(self) -> bool:
        """Whether it is where a change or a count has come to: 达到9亿元, 总量达20万户."""
        if WHOLE.match(self.figure.rules[-1]):
            # 净增企业9万户、总量达20万户: how many there are
            return True
        return bool(self.figure.tail.last("riseto", "fallto"))

    @property
    def state(self) -> bool:
        """Whether the figure tells how things are at a time, not what became of them over years."""
        beside = self.figure.tail.last("comparison")
        return self.figure.measure in STATES or BESIDE.search(beside) is not None


def _aside(text: str, time: Found[Time], place: int) -> bool:
    """Whether a time stands in brackets closed before a place: it dates what they hold."""
    opened = text.rfind("(", 0, time.start)
    return opened > text.rfind(")", 0, time.start) and text.find(")", time.end, place) >= 0


@cache
def _changes() -> re.Pattern[str]:
    """What stands behind the figure where a change starts: 由670元、590元提高到."""
    words = [word for role in ("rise", "fall", "riseto", "fallto") for word in lexicon.cues(role)]
    verbs = lexicon.alternation({*words, "发展", "壮大", "延伸", "整合", "转为"} - REACHED)
    listed = r"(?:[、和][\d.,]+[%万亿元户人个]{1,3})*(?:门槛|大关|关口|台阶)?(?:预计)?"
    return re.compile(rf"{listed}，?(?:{verbs}|{UNTIL})")


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
