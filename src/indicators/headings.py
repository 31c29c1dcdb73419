"""What a heading says of the section under it: its years, deeds or aims.

A heading names a time (2025年工作回顾), a kind (主要目标), both or neither; the document's title is
none, for the frame has asked it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from indicators.dimensions.clock import plan_of
from indicators.frame import ADDRESS, Frame, Setting
from indicators.record import Origin, Period, Status
from indicators.text import Sentence

REVIEWED = re.compile(
    "发展基础|主要成效|问题|短板|基础条件|发展成效|现状|形势|回[顾望眸]|盘点|成就|执行情况|完成情况|总结|成绩|过去[一两三四五]年|去年工作|主要做了|(?<!安排)情况$"
)
FIGURE = re.compile(r"\d(?:%|[万亿]|[个家项倍])")
# 夯实发展基础, 补齐短板: a task, no review
MENDED = re.compile(
    "(?:夯实|筑牢|打牢|打好|奠定|巩固|强化|增强|补齐?|补强|解决|破解|化解|改善|整治|攻克|聚焦|应对|把握)[^，；：。]*"
)
AHEAD = re.compile("安排|任务|目标|部署|重点|打算|建议|要求|草案|计划|展望|规划|措施|举措|今年工作")
ENTITLED = re.compile(r"^(?!.*[、《]).{0,30}政府工作报告(?:\([^()]*\))?$")
# 今年以来的工作情况 in January: written in December
WRITTEN = re.compile("今年(?:以来|工作(?:回顾|总结|情况)|主要工作(?:回顾|情况))")


def headed(frame_: Frame, setting: Setting, text: str, spoken: Sequence[Period]) -> Setting:
    """The setting of the section under a heading that speaks of these times."""
    chosen = _told_by_head(frame_, text, spoken)
    ahead_ = chosen and chosen.last > frame_.clock.year
    if frame_.genre == "account" and ahead_ and FIGURE.search(text):
        # 郑州：2022年规模达5000亿元: the head of a story tells what it found most striking
        return frame_.start
    reviewed, ahead = REVIEWED.search(MENDED.sub(_blank, text)), AHEAD.search(text)
    status = setting.status
    if chosen and chosen.last < frame_.clock.year:
        status = Status.ACTUAL
    elif chosen and chosen.last > frame_.clock.year and not reviewed:
        status = Status.TARGET
    elif reviewed and not (ahead and ahead.start() > reviewed.start()):
        status = Status.ACTUAL
    elif ahead and (chosen or frame_.genre != "account"):
        status = Status.TARGET
    if chosen:
        runs = [p for p in spoken if p.years > 1 and p.first <= chosen.last <= p.last]
        return Setting(chosen, status, Origin.HEADING, run=next(iter(runs), None))
    if reviewed and status == Status.ACTUAL and frame_.plan and frame_.plan.years == 5:
        return Setting(plan_of(frame_.plan.first - 1), status, Origin.HEADING)
    if status == Status.TARGET and frame_.plan:
        return Setting(frame_.plan, status, Origin.HEADING, "目标" in text)
    if status != setting.status and frame_.known:
        year = frame_.clock.year if status == Status.TARGET else frame_.clock.last_full_year
        return Setting(Period.year(year), status, Origin.HEADING)
    return setting


def entitled(frame_: Frame, sentence: Sentence) -> bool:
    """Whether a heading is the title, which has been asked what the document is about."""
    if not sentence.heading:
        return False
    reviews = frame_.genre == "report" and not begins_ahead(frame_)
    asked = frame_.plan or reviews or ADDRESS.search(frame_.title)
    text = sentence.text.strip()
    if frame_.genre == "report" and ENTITLED.search(text):
        return True
    return bool(asked and text and frame_.title.startswith(text))


def written_before(frame_: Frame, head: str) -> bool:
    """Whether a head of January was written in December: 今年以来的工作情况."""
    return frame_.clock.month <= 2 and WRITTEN.search(head) is not None


def begins_ahead(frame_: Frame) -> bool:
    """Whether a document begins with what is wanted."""
    return frame_.start.status == Status.TARGET


def _told_by_head(frame_: Frame, text: str, spoken: Sequence[Period]) -> Period | None:
    chosen = spoken[0] if spoken else None
    if chosen and chosen.years == 1 and written_before(frame_, text):
        return Period.year(frame_.clock.last_full_year)
    return chosen


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
