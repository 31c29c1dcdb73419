"""The years since the one that a change is measured from, or an average is taken over."""

from __future__ import annotations

import re
from typing import NamedTuple

from indicators.dimensions.around import FROM
from indicators.dimensions.clock import Time
from indicators.dimensions.rule import Found
from indicators.record import Measure, Period
from indicators.stand import Stand

AVERAGED = re.compile("(?<![全当])年(?:平)?均(?!浓度|值)")
ENDING = re.compile("[到至为成]$")
# 与2010年的普查相比，男性增加9万人，…; 比2012年(下同)增长9%: all that follows is
AGAINST = re.compile(r"[^，。；]{0,12}相比[，、]|\((?:以?下同|[^()]{0,24}，下同)\)")
# ；人均收入由114元增加到1195元，增长9倍: a change beside the one that is dated
BESIDE, NEAR = re.compile(r"；[^；，]*[由从][^；，]{1,30}[到至为][^；，]*，$"), 60
ALSO = re.compile("[，、]年(?:平)?均(?:增长|递增|增速)")
GROWN = re.compile("，(?:增长|下降|上升|提高|降低)了?")
CHANGING = (Measure.GROWTH, Measure.DECREASE, Measure.MULTIPLE)


class Covered(NamedTuple):
    """The years that a figure covers, and why, if they are not simply those that are said."""

    period: Period
    why: str = ""


def goes_on(stand: Stand, time: Found[Time]) -> bool:
    """Whether a dated change goes on: 产值由2012年的A增加到2021年的B；税收由C增加到D，增长5倍."""
    begun = max(time.end, stand.clause_start - NEAR)
    ends = FROM.search(stand.text, 0, time.start) or ENDING.search(stand.text, 0, time.start)
    return bool(ends and BESIDE.search(stand.text, begun, stand.clause_start))


def after_plan(stand: Stand, stated: Period) -> Period | None:
    """The years since the plan that a change is compared with: 增速比“十五”时期加快4个百分点."""
    if stand.figure.amount.value.kind != "point":
        return None
    plans = [
        t.value.period
        for t in stand.before
        if t.value.compared and t.start >= stand.clause_start
        if t.value.period and t.value.period.years > 1
    ]
    if not plans:
        return None
    first = plans[-1].last + 1
    return Period(first, stated.last) if first < stated.last < first + plans[-1].years else None


def compared_with(stand: Stand) -> list[Period]:
    """The years with which a sentence compares all that it tells: 与2010年相比，…，…."""
    return [
        t.value.period
        for t in stand.before
        if t.value.period and t.value.compared and _all_against(stand, t)
    ]


def _all_against(stand: Stand, time: Found[Time]) -> bool:
    """Whether all that a sentence tells is compared with a time: 与2010年相比，…，…."""
    place = stand.figure.amount.start
    return (
        AGAINST.match(stand.text, time.end) is not None and "。" not in stand.text[time.end : place]
    )


def _grows_on(stand: Stand, time: Found[Time]) -> bool:
    """Whether it only says again how much it grew since a time: 比2013年增加9万人，增长8%."""
    begins = stand.figure.amount.value.reach_start
    before = stand.clause_start - len(stand.clause_before)
    again = GROWN.fullmatch(stand.text, stand.figure.since, begins) is not None
    # 比2010年增长116%，年均增长17%；财政收入9亿元，增长94%，年均增长14%
    whole = ALSO.match(stand.text, stand.figure.amount.value.reach_end) is not None
    return whole or (again and time.start >= before)


def measured_since(stand: Stand, stated: Period) -> Covered | None:
    """The years since the one that a change is measured from: 比2010年上升4个百分点."""
    if not stand.before:
        return None
    beside = stand.figure.tail.last("comparison")
    compared = [
        t.value.period
        for t in stand.before
        if (
            t.start >= stand.clause_start
            or not beside
            and (_all_against(stand, t) or _grows_on(stand, t))
        )
        and t.value.compared
        and not t.value.before_topic
        and t.value.period
        and t.value.period.years == 1
    ]
    if not compared and stated.years == 1 and not beside and not stand.figure.tail.has("同比"):
        # 从十年前的4万户发展到12万户，增长2倍
        compared = [
            t.value.period
            for t in stand.before
            if t.value.period
            and FROM.search(stand.text, 0, t.start)
            and ("；" not in stand.text[t.end : stand.clause_start] or goes_on(stand, t))
        ]
    since = compared[-1] if compared else None
    if since and since.last < stated.last - 1 and stand.figure.measure in CHANGING:
        return Covered(Period(since.first, stated.last), "since the year that it is compared with")
    return None


def averaged_since(stand: Stand, last: int) -> Covered | None:
    """The years since the base of 年均 that the sentence tells: 是2015年的2倍；税收年均增长7%."""
    bases = [
        t.value.period
        for t in stand.before
        if t.value.period and t.value.period.years == 1 and t.value.period.last < last - 1
        if t.value.compared or stand.text[: t.start].endswith(("由", "从", "自"))
    ]
    if not bases or not AVERAGED.search(stand.clause):
        return None
    return Covered(Period(bases[-1].first, last), "an average since the base that is told")
