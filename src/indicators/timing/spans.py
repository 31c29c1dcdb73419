"""The years of runs that do not say where they lie: 三年累计, ahead in a plan, else behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from indicators.dimensions import period
from indicators.dimensions.clock import Time, years_ahead, years_back
from indicators.dimensions.rule import Found
from indicators.frame import Frame, Setting
from indicators.record import Origin, Period, Status
from indicators.status.words import DONE, announces
from indicators.text import fold

EARLIEST = 1900
BACK, FIVE = "#年来", 5


def told(frame_: Frame, times: Sequence[Found[Time]]) -> list[Found[Time]]:
    """The times that can be told: 去年 in an undated document is a year that nobody knows."""
    if frame_.known:
        return [_titled(frame_, time) for time in times]
    return [
        replace(time, value=replace(time.value, period=None))
        if time.value.period and time.value.period.first < EARLIEST
        else time
        for time in times
    ]


def _titled(frame_: Frame, time: Found[Time]) -> Found[Time]:
    """这五年 told in the last year of a plan: those of the plan that the title names."""
    run = time.value.period
    if time.rule != BACK or run is None or run.years != FIVE:
        return time
    plans = (t.value.period for t in period.find(fold(frame_.title), frame_.clock))
    named = [p for p in plans if p and p.years == FIVE and 0 <= p.last - run.last <= 1]
    return replace(time, value=replace(time.value, period=named[0])) if named else time


def resolve_runs(
    frame_: Frame, setting: Setting, text: str, times: Sequence[Found[Time]]
) -> list[Found[Time]]:
    """三年累计 lies ahead in a plan and behind in an account."""
    if not any(t.value.open_run or t.value.part or t.value.before_topic for t in times):
        return list(times)
    ahead = announces(text) or (setting.status == Status.TARGET and not DONE.search(text))
    make = years_ahead if ahead else years_back
    topic = setting.period.last if setting.period else frame_.clock.year
    found: list[Found[Time]] = []
    for time in times:
        chosen = time.value.period
        if not (time.value.open_run or time.value.part or time.value.before_topic):
            found.append(time)
            continue
        if time.value.open_run and not frame_.known:
            chosen = None
        elif time.value.open_run and time.value.local:
            # 今年1-7月…，两年平均增长6%: the two years up to the one told
            last = _told_last(frame_, found, topic)
            chosen = Period(last - time.value.open_run + 1, last)
        elif time.value.open_run:
            chosen = _run_of(frame_, setting, time.value.open_run) or make(
                frame_.clock, time.value.open_run
            )
        elif time.value.part:
            chosen = _of_part(frame_, setting, time.value)
        elif time.value.before_topic and _told_last(frame_, found, 0):
            # 2021年案件9件，较上一年同期的8件: the year before the one just told
            chosen = Period.year(_told_last(frame_, found, 0) - 1)
        elif time.value.before_topic and topic > EARLIEST and setting.status == Status.ACTUAL:
            chosen = Period.year(topic - 1)
        found.append(replace(time, value=replace(time.value, period=chosen, open_run=0)))
    return found


def _of_part(frame_: Frame, setting: Setting, time: Time) -> Period | None:
    """The year of a part of it: 年初以来 in a review read in January is of the year before."""
    if _reviews(frame_, setting):
        return setting.period
    aims = setting.status == Status.TARGET
    return Period.year(frame_.clock.year) if aims else time.period


def _reviews(frame_: Frame, setting: Setting) -> bool:
    """Whether the review of last year is read in January."""
    told = setting.source in (Origin.HEADING, Origin.PARAGRAPH)
    review = frame_.genre == "report" and setting.status == Status.ACTUAL and told
    full = Period.year(frame_.clock.last_full_year)
    return review and frame_.clock.month <= 2 and setting.period == full


def _told_last(frame_: Frame, before: Sequence[Found[Time]], topic: int) -> int:
    """The year that an average of some years ends with: the one told before it, if it is over."""
    told = [
        t.value.period.last
        for t in before
        if t.value.period
        and not t.value.compared
        and t.value.period.years == 1
        and not t.value.before_topic
    ]
    if told and told[-1] > frame_.clock.year:
        # 到2010年…，五年平均增长13%
        return told[-1]
    return min(told[-1] if told else topic, frame_.clock.year)


def _run_of(frame_: Frame, setting: Setting, count: int) -> Period | None:
    """五年 in a section or a plan about five years means those."""
    plan = frame_.plan if setting.status == Status.TARGET else None
    return next((run for run in (setting.period, plan) if run and run.years == count > 1), None)
