"""Which years a figure covers of those that are said: the first, the last, all, or up to one."""

from __future__ import annotations

import re

from indicators.dimensions.around import FROM
from indicators.dimensions.clock import plan_of
from indicators.frame import Frame, Setting
from indicators.record import Measure, Origin, Period, Status
from indicators.stand import Stand
from indicators.timing.extent import SUMMED, flow, total
from indicators.timing.since import (
    AVERAGED,
    ENDING,
    Covered,
    after_plan,
    averaged_since,
    compared_with,
    measured_since,
)

ONE_YEAR = re.compile("全年|比上年|较上年|同比|年末|年底")
YEAR_BEFORE = re.compile("(?:上年|去年)(?:同期)?的")
UNTIL = ("截至", "截止", "截止到", "截至到")
PLAN = 5  # years; a plan ends in those that it divides
DECADE = re.compile("十年(?!规划|计划|行动|磨|树|如一|禁)")
BETWEEN = "#年至#年"


def runs(frame: Frame, stand: Stand, stated: Period, source: Origin) -> bool:
    """Whether a figure dated by one year is about the years up to it.

    年均 always is; to a year ahead, so is 累计, and what is done under an aim said before it.
    """
    if AVERAGED.search(stand.clause):
        return True
    ahead = frame.known and stated.last > frame.clock.year
    if ahead and total(stand) and not stand.state:
        return True
    far = stated.last > frame.clock.year + 1
    # 到2028年，新建学校9所; but 2028年，新建学校3所; guests are counted by the year
    yearly = stand.figure.amount.value.quantity.unit == "人次"
    alone = yearly or source == Origin.CLAUSE or _opens(stand)
    return ahead and far and flow(stand) and not alone


def _opens(stand: Stand) -> bool:
    """Whether a year opens the clause before the figure's, with no 到 before it."""
    time = stand.before[-1] if stand.before else None
    if time is None or stand.text[time.end : stand.clause_start] != "，":
        return False
    return not stand.text[: time.start].strip() or stand.text[time.start - 1] in "；。，"


def start_of_change(setting: Setting, stand: Stand, stated: Period) -> Covered:
    """Where a change starts whose clause has no year: 由2015年的A到2020年的B；收入由C增加到D."""
    local = [
        t.value.period
        for t in stand.before
        if t.value.local and t.value.period and t.start >= stand.clause_start
    ]
    if local:
        return Covered(local[-1], "the year that it is told of alone")
    against = compared_with(stand)
    if against:
        return Covered(against[-1], "the year that all is compared with")
    parallel = _beside(stand, stated)
    if parallel:
        return parallel
    run = setting.period if stated.years == 1 and setting.period else stated
    wide = [t.value.period for t in stand.before if t.value.period and t.value.period.years > 1]
    if wide and ENDING.search(stand.text, 0, stand.before[-1].start):
        # 十年来，产值从1亿元到去年的9亿元，税收从2万元到…: all of the ten years
        run = wide[-1]
    if _since_then(stand, run):
        return Covered(Period.year(run.first), "a change starts from it: the first year")
    return _base(stand, run, setting.status)


def _since_then(stand: Stand, run: Period) -> bool:
    """Whether a run is told as since its first year: 党的十八大以来, but not “十四五”以来."""
    said = [stand.text[t.start : t.end] for t in stand.before if t.value.period == run]
    return bool(said) and said[-1].endswith("以来") and "五" not in said[-1]


def _beside(stand: Stand, stated: Period) -> Covered | None:
    """Where the change before began: 产值从2012年的A增加到2021年的B，税收从C增加到D."""
    begun = [
        t.value.period
        for t in stand.before
        if t.value.local and t.value.period and FROM.search(stand.text, 0, t.start)
    ]
    ended = ENDING.search(stand.text, 0, stand.before[-1].start) if stand.before else None
    beside = begun and ended and begun[-1].last < stated.last
    return Covered(begun[-1], "where the change before began") if beside else None


def _base(stand: Stand, run: Period, status: Status) -> Covered:
    """The year that a change starts from: the one before a year, a plan or what is planned.

    2015 for the five years 2016/2020; but 2012 for ten years that are told of as 2012/2021.
    """
    between = [t.value.period for t in stand.before if t.rule == BETWEEN]
    # 2011年至2018年，由64亿元增加到161亿元: the years themselves are said
    if run in between or (run.years >= 10 and status == Status.ACTUAL):
        return Covered(Period.year(run.first), "a change starts from it: the first year")
    return Covered(Period.year(run.first - 1), "a change starts from it: the year before")


def within(frame: Frame, setting: Setting, stand: Stand, stated: Period) -> Covered:
    """Which part of the stated years a figure is about: the beginning, the end or all of it."""
    if stated.years == 1:
        return _spanned(setting, stand, stated)
    last = Covered(Period.year(stated.last), "how things stood in the last of its years")
    if YEAR_BEFORE.search(stand.clause):
        return last
    since = measured_since(stand, stated)
    if since and since.period != stated:
        return since
    if stand.begins_change:
        return _base(stand, stated, setting.status)
    whole = Covered(stated, "all of its years")
    if total(stand) or not stand.state:
        return whole
    if frame.known and stated.last < frame.clock.year:
        return whole if flow(stand) else last
    return last if stand.reached else whole


def _spanned(setting: Setting, stand: Stand, stated: Period) -> Covered:
    """从2012年的…到2021年的…，翻了一番: the change is over both years; so is one 比2012年."""
    run = setting.period
    plan = after_plan(stand, stated)
    if plan:
        return Covered(plan, "the years after the plan that it is compared with")
    if stand.before and stand.text.endswith("月", stand.before[-1].start, stand.before[-1].end):
        # 2019年1-7月，共接待9万人次: of these months alone
        return Covered(stated)
    kept = stand.state and setting.status == Status.TARGET and not SUMMED.search(stand.clause)
    summed = total(stand) and not kept
    since = stand.before[-1].start if stand.before else 0
    if stand.text.endswith(UNTIL, 0, since):
        # 截至2018年，累计减贫9万人
        run = None
    if summed and run and run.years > 1 and run.last == stated.last:
        return Covered(run, "a total, of all years of the passage")
    periods = [
        t.value.period
        for t in stand.before
        if t.value.period and not t.value.event and not t.value.before_topic
    ]
    based = [
        t.value.period
        for t in stand.before
        if t.value.period and t.value.compared and t.start >= stand.clause_start
    ]
    if based and based[-1].years > 1 and stand.figure.measure == Measure.MULTIPLE:
        # 分别是“十二五”的2.5倍: as much in these years as in those
        return Covered(stated)
    first = min((p.first for p in based or periods), default=stated.first)
    if first < stated.last - 1 and (stand.figure.measure == Measure.MULTIPLE or summed):
        return Covered(Period(first, stated.last), "over the years since the first one told")
    return measured_since(stand, stated) or Covered(stated)


def averaged(frame: Frame, setting: Setting, stand: Stand, stated: Period) -> Covered:
    """The years that 年均 is an average over: the section's, since a base, or from now."""
    since = averaged_since(stand, stated.last)
    for run in (setting.period, setting.run, frame.plan):
        if run is not None and run.years > 1 and run.first < stated.last <= run.last:
            # 比1952年增长9倍，年均增长7% in the review of five years
            older = since is not None and since.period.first < run.first - 1
            older = older and "；" not in stand.text[stand.before[-1].end : stand.clause_start]
            if not (older and stated.last <= frame.clock.year):
                return Covered(
                    Period(run.first, stated.last), "over the years of the plan up to it"
                )
    if since:
        return since
    if stated.last % PLAN == 0 and stated.last <= frame.clock.year:
        return Covered(plan_of(stated.last), "over the years of the plan that it ends")
    first = frame.clock.next_start
    if not frame.known or stated.last <= first:
        return Covered(stated)
    return Covered(Period(first, stated.last), "over the years from now up to it")


def planned_average(setting: Setting, stand: Stand) -> bool:
    """年均增长5% among the aims of one year is meant for its five-year plan."""
    one = setting.period is not None and setting.period.years == 1
    return one and setting.status == Status.TARGET and stand.figure.tail.has("年均", "年平均")


def _story(frame: Frame, chosen: Period) -> Period | None:
    """The ten years of a story that is titled by them: changes without a year are over those."""
    titled = frame.genre == "account" and chosen == frame.start.period and chosen.years == 1
    decade = Period(chosen.last - 9, chosen.last)
    return decade if titled and DECADE.search(frame.title) else None


def of_setting(frame: Frame, setting: Setting, stand: Stand, chosen: Period) -> Covered:
    """A section about ten years dates its totals by all of them, its stocks by the last."""
    if stand.begins_change:
        against = compared_with(stand)
        told = _story(frame, chosen) or chosen
        compared = Covered(against[-1], "the year that all is compared with") if against else None
        return compared or _beside(stand, told) or _base(stand, told, setting.status)
    since = measured_since(stand, chosen)
    measured = setting.status == Status.ACTUAL or stand.figure.measure == Measure.MULTIPLE
    if measured and since and since.period != chosen:
        return since
    based = averaged_since(stand, chosen.last)
    if chosen.years == 1 and based:
        return based
    over = flow(stand) or (setting.status == Status.ACTUAL and AVERAGED.search(stand.clause))
    if chosen.years == 1 and over and runs(frame, stand, chosen, setting.source):
        return averaged(frame, setting, stand, chosen)
    if chosen.years == 1 or setting.status == Status.TARGET:
        return Covered(chosen)
    if ONE_YEAR.search(stand.text):
        return Covered(Period.year(chosen.last), "told of one year, the last")
    if not stand.state or total(stand) or flow(stand):
        return Covered(chosen, "all of its years")
    return Covered(Period.year(chosen.last), "how things stood in the last of its years")
