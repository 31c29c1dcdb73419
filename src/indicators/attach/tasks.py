"""Tasks that stand beside what came of them: (任务数18家), 超额完成国家下达的110万人任务."""

from __future__ import annotations

import re

FARTHEST = 40  # characters before a figure that may call it a task
# without one of these nothing before a figure calls it a task
SAID = re.compile("任务|目标|计划|预算|下达|确定|规定")
TASKED = re.compile("(?:任务|目标|计划)数(?:占比|比例)?$")
# 完成全年任务7家的114%: what came of it is told by the share
OF = re.compile("(?:完成|实现|占|为|达)[^，；。\\d]{0,12}(?:任务|目标|计划|预算)(?:数|值|额)?$")
SHARE = re.compile(r"的[\d.]+(?:%|倍|成)")
# 比“十五”计划目标900亿元超过50亿元
AGAINST = re.compile("[比较][^，；。\\d]{0,10}(?:目标|计划|任务)$")
EXCEEDED = re.compile("超|多|增")
SET = re.compile(
    "(?:完成|控制在|[高低好优]于|[超高]出|超过)[^，；。\\d]{0,10}(?:下达|确定|规定|提出)的$"
)
GOAL = re.compile("的?[^，；。\\d]{0,6}(?:任务|目标|计划)")


def is_one(text: str, clause: int, start: int, end: int) -> bool:
    """Whether the figure at `text[start:end]` is a task; `clause` is where its clause begins."""
    clause = max(clause, start - FARTHEST)
    if not SAID.search(text, clause, start):
        return False
    share = text.endswith("%", start, end) and OF.search(text, clause, start)
    if (TASKED.search(text, clause, start) and not share) or beside(text, clause, start, end):
        return True
    return OF.search(text, clause, start) is not None and SHARE.match(text, end) is not None


def beside(text: str, clause: int, start: int, end: int) -> bool:
    """Whether the figure is a task for what was named before, and has its name."""
    clause = max(clause, start - FARTHEST)
    if not SAID.search(text, clause, start):
        return False
    if AGAINST.search(text, clause, start):
        return EXCEEDED.match(text, end) is not None
    return SET.search(text, clause, start) is not None and GOAL.match(text, end) is not None
