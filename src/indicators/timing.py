"""The period of a figure: from its clause, sentence, paragraph, section or document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from indicators.context import DONE
from indicators.dimensions.clock import Time, plan_of
from indicators.dimensions.rule import Found
from indicators.frame import WANTED, Frame, Setting
from indicators.record import Measure, Origin, Period, Status
from indicators.stand import CLAUSE, SUMMED, Stand
from indicators.text import Sentence

ONE_YEAR = re.compile("全年|比上年|较上年|同比|年末|年底")
MARKED = re.compile(
    r"\s*(?:[一二三四五六七八九十]+(?:、|是)|\([一二三四五六七八九十]+\)|--|第[一二三四五六七八九十]|[◆●]|记者|\d+[.、])"
)
# 基础设施加快完善。
TOPIC = re.compile(r"\s*[^\d，。；：“]{4,16}。")
CHANGING = (Measure.GROWTH, Measure.DECREASE, Measure.MULTIPLE)
REACHED = re.compile("(?:增|升|提|涨|降|减|缩|扩|发展|跃)[^，；。\\d]{0,3}[到至]$")
OWN = ("的", "末的", "底的", "度的")
JOINTS = ("、", "和", "与")


@dataclass(slots=True)
class Memory:
    """What the passage has said about time so far."""

    period: Period | None = None

    def enter(self, sentence: Sentence, turned: bool = False) -> None:
        """A heading, a list mark or a new subject (`turned`) forgets.

        A line break does not: it may be the file's own.
        """
        if (
            turned
            or sentence.heading
            or MARKED.match(sentence.text)
            or TOPIC.fullmatch(sentence.text)
        ):
            self.period = None

    def leave(self, sentence: Sentence, times: Sequence[Found[Time]]) -> None:
        """The time with which a sentence begins holds for the next; one in passing does not."""
        first = CLAUSE.search(sentence.text)
        until = first.end() if first else len(sentence.text)
        topics = [t for t in times if t.value.period and not _aside(t.value)]
        opening = [
            t.value.period for t in topics if t.end <= until and not _reached(sentence.text, t)
        ]
        if opening:
            self.period = opening[-1]

    def hold(self, period: Period) -> None:
        """A figure that settles what its paragraph is about (年均 in a five-year plan)."""
        self.period = self.period or period


def _reached(text: str, time: Found[Time]) -> bool:
    """由2011年的1091亿元增加到2016年的1650亿元: where a change ends dates no other sentence."""
    return text.startswith("的", time.end) and REACHED.search(text, 0, time.start) is not None


def _aside(time: Time) -> bool:
    return time.compared or time.local or time.passing


@dataclass(frozen=True, slots=True)
class Timed:
    """A figure's period, where it came from, and whether the text itself states it."""

    period: Period | None
    source: Origin
    stated: Period | None


def period_of(frame: Frame, setting: Setting, stand: Stand, memory: Memory) -> Timed:
    """The nearest time to the left, else what the paragraph, the section or the document says."""
    stated, source = _stated(stand)
    if stated is None and memory.period is not None and not _aims_on(frame, setting, stand, memory):
        stated, source = memory.period, Origin.PARAGRAPH
    if stated is not None and stand.begins_change and source != Origin.CLAUSE:
        return Timed(_start_of_change(setting, stand, stated), source, stated)
    if stated is not None and stated.years == 1 and _runs(frame, stand, stated, source):
        return Timed(_averaged(frame, setting, stated), source, stated)
    if stated is not None:
        return Timed(_within(frame, setting, stand, stated), source, stated)
    if _planned_average(setting, stand):
        assert setting.period is not None
        whole = plan_of(setting.period.first)
        memory.hold(whole)
        return Timed(whole, setting.source, None)
    return Timed(_of_setting(frame, setting, stand), setting.source, None)


def agreeing(frame: Frame, setting: Setting, stand: Stand, timed: Timed, status: Status) -> Timed:
    """The period, unless it is the section's and the figure's own words speak of another time.

    A deed among tasks is of the last full year, an aim among deeds of the next.
    """
    told = timed.stated is not None or timed.period is None or status == setting.status
    if told or not frame.known or stand.begins_change or stand.done or stand.called_aim:
        return timed
    assert timed.period is not None
    full = frame.clock.last_full_year
    if status == Status.ACTUAL and timed.period.last > full:
        return Timed(Period.year(full), timed.source, None)
    if status == Status.TARGET and timed.period.last <= full:
        return Timed(Period.year(full + 1), timed.source, None)
    return timed


def _aims_on(frame: Frame, setting: Setting, stand: Stand, memory: Memory) -> bool:
    """Whether a plan only looked back in the sentence before and now says what it wants."""
    period = memory.period
    if period is None or setting.status != Status.TARGET or period.last >= frame.clock.year:
        return False
    return bool(WANTED.search(stand.text)) and not DONE.search(stand.text)


def _runs(frame: Frame, stand: Stand, stated: Period, source: Origin) -> bool:
    """Whether a figure dated by one year is about the years up to it.

    年均 always is; to a year ahead, so is 累计, and what is done under an aim said before it.
    """
    if "年均" in stand.clause:
        return True
    ahead = frame.known and stated.last > frame.clock.year
    if ahead and stand.total and not stand.state:
        return True
    far = stated.last > frame.clock.year + 1
    return ahead and far and stand.flow and source != Origin.CLAUSE


def _start_of_change(setting: Setting, stand: Stand, stated: Period) -> Period:
    """Where a change starts whose clause has no year: 由2015年的A到2020年的B；收入由C增加到D."""
    local = [
        t.value.period
        for t in stand.before
        if t.value.local and t.value.period and t.start >= stand.clause_start
    ]
    if local:
        return local[-1]
    run = setting.period if stated.years == 1 and setting.period else stated
    return Period.year(_base(run, setting.status))


def _base(run: Period, status: Status) -> int:
    """The year that a change starts from: the one before a year, a plan or what is planned.

    2015 for the five years 2016/2020; but 2012 for ten years that are told of as 2012/2021.
    """
    told = run.years >= 10 and status == Status.ACTUAL
    return run.first if told else run.first - 1


def _stated(stand: Stand) -> tuple[Period | None, Origin]:
    """The time that the sentence gives the figure."""
    nearest = stand.before[-1] if stand.before else None
    begins = stand.figure.amount.value.reach_start
    against = nearest is not None and stand.text[: nearest.start].endswith(("比", "较"))
    if nearest and against and stand.text[nearest.end : begins] in OWN:
        # 比2012年的220亿元翻了一番: what is compared with is of that year
        return nearest.value.period, Origin.CLAUSE
    before = [
        t
        for t in stand.before
        if not t.value.compared
        and not (t.value.local and t.end <= stand.figure.since)
        and not (t.value.event and (t.end < stand.clause_start or stand.behind_basis(t)))
        and not _of_its_clause(stand, t)
    ]
    if not before:
        return None, Origin.NONE
    nearest = before[-1]
    place, length = stand.figure.order
    if 1 < length <= len(before) and _listed(stand.text, before[-length:]):
        # 2024年、2025年分别突破A和B
        nearest = before[-length:][place]
    same = nearest.end > stand.clause_start
    return nearest.value.period, Origin.CLAUSE if same else Origin.SENTENCE


def _of_its_clause(stand: Stand, time: Found[Time]) -> bool:
    """Whether a time says nothing of what comes behind a ；: it opens no sentence or list.

    养老金五年间增长近七成；棚改开工3万套 in the review of one year.
    """
    led = stand.text[: time.start].rstrip("到至自从")
    opens = len(led) <= 3 or led[-1] in "：:；。"
    aside = time.value.period is not None and (time.value.period.years > 1 or len(led) < time.start)
    return aside and not opens and "；" in stand.text[time.end : stand.clause_start]


def _listed(text: str, times: Sequence[Found[Time]]) -> bool:
    return all(text[a.end : b.start] in JOINTS for a, b in pairwise(times))


def _within(frame: Frame, setting: Setting, stand: Stand, stated: Period) -> Period:
    """Which part of the stated years a figure is about: the beginning, the end or all of it."""
    if stated.years == 1:
        return _spanned(setting, stand, stated)
    if _since(stand, stated) != stated:
        return _since(stand, stated)
    if stand.begins_change:
        return Period.year(_base(stated, setting.status))
    if stand.total or not stand.state:
        return stated
    if frame.known and stated.last < frame.clock.year:
        return stated if stand.flow else Period.year(stated.last)
    reached = stand.figure.tail.last("riseto", "fallto")
    return Period.year(stated.last) if reached else stated


def _spanned(setting: Setting, stand: Stand, stated: Period) -> Period:
    """从2012年的…到2021年的…，翻了一番: the change is over both years; so is one 比2012年."""
    run = setting.period
    kept = stand.state and setting.status == Status.TARGET and not SUMMED.search(stand.clause)
    if stand.total and not kept and run and run.years > 1 and run.last == stated.last:
        return run
    periods = [t.value.period for t in stand.before if t.value.period and not t.value.event]
    first = min((p.first for p in periods), default=stated.first)
    if first < stated.last - 1 and (
        stand.figure.measure == Measure.MULTIPLE or (stand.total and not kept)
    ):
        return Period(first, stated.last)
    return _since(stand, stated)


def _since(stand: Stand, stated: Period) -> Period:
    """A year, or the years since the one that a change is measured from: 比2010年上升4个百分点."""
    compared = [
        t.value.period
        for t in stand.before
        if t.start >= stand.clause_start
        and t.value.compared
        and not t.value.before_topic
        and t.value.period
        and t.value.period.years == 1
    ]
    if not compared and stated.years == 1 and "carried" in stand.figure.rules:
        # 从十年前的4万户发展到12万户，增长2倍
        compared = [
            t.value.period
            for t in stand.before
            if t.value.period
            and stand.text[: t.start].endswith(("由", "从", "自"))
            and "；" not in stand.text[t.end : stand.clause_start]
        ]
    since = compared[-1] if compared else None
    if since and since.last < stated.last - 1 and stand.figure.measure in CHANGING:
        return Period(since.first, stated.last)
    return stated


def _averaged(frame: Frame, setting: Setting, stated: Period) -> Period:
    """The years that 年均 is an average over: the section's, the plan's, or from now on."""
    for run in (setting.period, frame.plan):
        if run is not None and run.years > 1 and run.first < stated.last <= run.last:
            return Period(run.first, stated.last)
    if not frame.known:
        return stated
    first = frame.clock.next_start
    return Period(first, stated.last) if stated.last > first else stated


def _planned_average(setting: Setting, stand: Stand) -> bool:
    """年均增长5% among the aims of one year is meant for its five-year plan."""
    one = setting.period is not None and setting.period.years == 1
    return one and setting.status == Status.TARGET and stand.figure.tail.has("年均")


def _of_setting(frame: Frame, setting: Setting, stand: Stand) -> Period | None:
    """A section about ten years dates its totals by all of them, its stocks by the last."""
    chosen = setting.period
    if chosen is None:
        return None
    if stand.begins_change:
        return Period.year(_base(chosen, setting.status))
    since = _since(stand, chosen)
    if setting.status == Status.ACTUAL and since != chosen:
        return since
    if chosen.years == 1 and stand.flow and _runs(frame, stand, chosen, setting.source):
        return _averaged(frame, setting, chosen)
    if chosen.years == 1 or setting.status == Status.TARGET:
        return chosen
    if ONE_YEAR.search(stand.text):
        return Period.year(chosen.last)
    over_all = not stand.state or stand.total or stand.flow
    return chosen if over_all else Period.year(chosen.last)
