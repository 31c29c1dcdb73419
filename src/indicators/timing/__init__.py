"""The period of a figure: from its clause, sentence, paragraph, section or document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from indicators.dimensions.clock import Time, plan_of
from indicators.dimensions.rule import Found
from indicators.frame import WANTED, Frame, Setting
from indicators.record import Measure, Observation, Origin, Period, Status
from indicators.record.passing import passing
from indicators.stand import CLAUSE, Stand
from indicators.status.aims import called_aim
from indicators.status.deeds import done, there
from indicators.status.words import DONE, PROMISED
from indicators.timing.covered import (
    ONE_YEAR,
    averaged,
    of_setting,
    planned_average,
    runs,
    start_of_change,
    within,
)
from indicators.timing.memory import Memory as Memory
from indicators.timing.memory import returns as returns
from indicators.timing.since import Covered, goes_on

# 比2012年的220亿元, 与第六次全国人口普查的9万人相比, 比1950年(9万元), 比上年同期9万元增收2万元
OWN = re.compile(r"[^，。；：、\d]{0,16}(?:的|\()|(?:同期)?")
WHERE = re.compile(r"[^，；。\d的]{1,6}\d{0,2}[省市县区州旗镇]")  # 临溪县2012年, 东部12市2012年
SAYS = tuple(f"{word}，" for word in ("提出", "明确", "指出", "要求", "预计", "显示", "强调"))
UP_TO = ("截至", "截止", "截止到")
# 统计数据显示，该市有80所高校
PRESENT = re.compile("(?:数据|统计)显示，|(?:^|[，。；])[^，；。要将可会能]{0,8}(?:现有|拥有|有)$")
BASED, FIRST = re.compile("(?:相比|相较于?|对比)$"), re.compile("[^，；。：、\\d]{0,16}")
JOINTS = ("、", "和", "与")
# 粮经比从上年的60:40调整为55:45，果园面积达9亩
RATIOS = re.compile(r"\d:\d[^，；]{0,12}\d:\d")
# “十三五”搬迁任务, not “十三五”时期
NAMES = re.compile(
    "“[^”]{2,4}”(?![期时以末初的，。、；累共年新完实规计我全将]|[^，。；]{0,4}[累共])"
)
PLAN = 5
REACHED = re.compile(r"(?:由|从)[^，；。]{2,30}[增加提升高涨发展扩大降减][到至]$")
EACH = "A分别 #、#"  # one thing, told of each year


@passing(frozen=True, slots=True)
class Timed:
    """A figure's period, where it came from, what the text itself states, and why it holds."""

    period: Period | None
    source: Origin
    stated: Period | None
    ground: str


def period_of(frame: Frame, setting: Setting, stand: Stand, memory: Memory) -> Timed:
    """The nearest time to the left, else what the paragraph, the section or the document says."""
    stated, source, said = _stated(frame, setting, stand)
    kept = memory.period is not None and not (
        _aims_on(frame, setting, stand, memory) or _done_since(frame, setting, stand, memory)
    )
    if stated is None and kept:
        stated, source, said = memory.period, Origin.PARAGRAPH, memory.said
        if stated and stated.years > 1 and ONE_YEAR.search(stand.text):
            # 回顾“十二五”时说：…。全年税收9亿元，增长8%
            stated = Period.year(stated.last)
    if stated is not None:
        covered = _of_stated(frame, setting, stand, stated, source)
        return Timed(covered.period, source, stated, f"{said}{covered.why and ', '}{covered.why}")
    if planned_average(setting, stand):
        assert setting.period is not None
        whole = plan_of(setting.period.first)
        memory.hold(whole, "年均")
        return Timed(whole, setting.source, None, "an average is planned for the five years")
    if setting.period is None:
        return Timed(None, setting.source, None, "")
    own = of_setting(frame, setting, stand, setting.period)
    return Timed(own.period, setting.source, None, own.why)


def _of_stated(
    frame: Frame, setting: Setting, stand: Stand, stated: Period, source: Origin
) -> Covered:
    """The years that a figure covers of those that the text gives it."""
    if stand.begins_change and source != Origin.CLAUSE:
        return start_of_change(setting, stand, stated)
    if stated.years == 1 and runs(frame, stand, stated, source):
        over = averaged(frame, setting, stand, stated)
        if over.period != stated:
            return over
    return within(frame, setting, stand, stated)


def agreeing(frame: Frame, setting: Setting, stand: Stand, timed: Timed, status: Status) -> Timed:
    """The period, unless it is the section's and the figure's own words speak of another time.

    A deed among tasks is of the last full year, an aim among deeds of the next.
    """
    full = frame.clock.last_full_year
    if there(stand) and frame.known and timed.period and timed.period.last > full:
        return _turned(timed, full, "what there is, there was in the last full year")
    told = timed.stated is not None or timed.period is None or status == setting.status
    if told or not frame.known or stand.begins_change or done(stand) or called_aim(stand):
        return timed
    assert timed.period is not None
    if status == Status.ACTUAL:
        # news of a part of the running year tell of that
        full = frame.start.period.last if frame.start.period and _tells(frame) else full
        if timed.period.last > full:
            return _turned(timed, full, "a deed among aims is of the last full year")
    elif timed.period.last <= full:
        return _turned(timed, full + 1, "an aim among deeds is of the year after them")
    return timed


def of_whole(stand: Stand, timed: Timed, last: Observation | None) -> Timed:
    """The year of the whole for its parts: “十三五”以来里程达9公里，其中高速1公里、国道2公里."""
    place, unit = stand.figure.amount.start, stand.figure.amount.value.quantity.unit
    among = stand.text.rfind("其中", 0, place)
    if among < 0 or "；" in stand.text[among:place] or last is None or last.quantity.unit != unit:
        return timed
    year, run = last.period, timed.period
    alike = last.measure == stand.figure.measure == Measure.LEVEL
    if not (alike and year and run and year.years == 1 < run.years):
        return timed
    return Timed(year, timed.source, timed.stated, "其中: of the time of the whole")


def _turned(timed: Timed, year: int, why: str) -> Timed:
    return Timed(Period.year(year), timed.source, None, why)


def _tells(frame: Frame) -> bool:
    """Whether a document begins as one that tells what was done."""
    return frame.start.status == Status.ACTUAL


def _aims_on(frame: Frame, setting: Setting, stand: Stand, memory: Memory) -> bool:
    """Whether the sentence before only looked back and a plan, or 我们要, says what is wanted."""
    period = memory.period
    if period is None or period.last >= frame.clock.year:
        return False
    if setting.status != Status.TARGET:
        return frame.genre == "account" and PROMISED.search(stand.text) is not None
    return bool(WANTED.search(stand.text)) and not DONE.search(stand.text)


def _done_since(frame: Frame, setting: Setting, stand: Stand, memory: Memory) -> bool:
    """Whether a story only looked ahead in the sentence before and now says what was done."""
    ahead = memory.period is not None and frame.known and memory.period.last > frame.clock.year
    if not ahead or setting.status == Status.TARGET:
        return False
    told = stand.text[: stand.figure.amount.start]
    return bool(DONE.search(told) or PRESENT.search(told))


def _stated(frame: Frame, setting: Setting, stand: Stand) -> tuple[Period | None, Origin, str]:
    """The time that the sentence gives the figure, where it stands, and its words."""
    tasks = frame.known and setting.status == Status.TARGET
    nearest = stand.before[-1] if stand.before else None
    begins = stand.figure.amount.value.reach_start
    against = nearest is not None and stand.text[: nearest.start].endswith(("比", "较", "与", "同"))
    if nearest and against and OWN.fullmatch(stand.text, nearest.end, begins):
        return nearest.value.period, Origin.CLAUSE, _words(stand, nearest)
    based = nearest is not None and BASED.search(stand.text, 0, nearest.start)
    level = stand.figure.measure == Measure.LEVEL
    if nearest and based and level and FIRST.fullmatch(stand.text, nearest.end, begins):
        # 相比2020年产值9亿元的数据: what it is compared with
        return nearest.value.period, Origin.CLAUSE, _words(stand, nearest)
    before = [
        t
        for t in stand.before
        if not t.value.compared
        and not (t.value.local and _over(stand, t))
        and not (t.value.event and (t.end < stand.clause_start or stand.behind_basis(t)))
        and not _of_its_clause(stand, t)
        and not (stand.text.startswith("翻", t.end) and t.end < stand.clause_start)
        and not (tasks and _in_passing(frame, stand, t))
    ]
    if not before:
        return None, Origin.NONE, ""
    nearest = _dating(stand.text, before)
    place, length = stand.figure.order
    if 1 < length <= len(before) and _listed(stand.text, before[-length:]):
        # 2024年、2025年分别突破A和B
        nearest = before[-length:][place]
    run = nearest.value.period
    if 1 < length == (run.years if run else 0) and EACH in stand.figure.rules:
        # 2016年至2018年分别完成A、B、C
        assert run is not None
        nearest = replace(
            nearest, value=replace(nearest.value, period=Period.year(run.first + place))
        )
    same = nearest.end > stand.clause_start
    source = Origin.CLAUSE if same else Origin.SENTENCE
    return nearest.value.period, source, _words(stand, nearest)


def _words(stand: Stand, time: Found[Time]) -> str:
    return f"{stand.text[time.start : time.end]} ({time.rule})"


def _dating(text: str, before: Sequence[Found[Time]]) -> Found[Time]:
    """The nearest time; 截至11月底，“十三五”搬迁任务完成9户 is dated by the month."""
    nearest, own = before[-1], [t for t in before[:-1] if not t.value.event]
    plan = nearest.value.period is not None and nearest.value.period.years == PLAN
    led = plan and own and own[-1].value.period and own[-1].value.period.years == 1
    within = led and "；" not in text[own[-1].end : nearest.start]
    named = within and (nearest.value.event or NAMES.match(text, nearest.start))
    return own[-1] if named else nearest


def _over(stand: Stand, time: Found[Time]) -> bool:
    """Whether a time of one clause is done with: behind its figure or ratio, or a full stop."""
    begins = stand.figure.amount.value.reach_start
    if time.end <= stand.figure.since or "。" in stand.text[time.end : begins]:
        return True
    return RATIOS.search(stand.text, time.end, stand.clause_start) is not None


def _of_its_clause(stand: Stand, time: Found[Time]) -> bool:
    """Whether a time says nothing of what comes behind a ；: it opens no sentence or list.

    养老金五年间增长近七成；棚改开工3万套 in the review of one year.
    """
    led = stand.text[: time.start].rstrip("到至自从")
    apart = stand.text.startswith("，", time.end) and led[-1:] in ("，", "")
    # 投入逐年加大，2019年至2021年，拨付9亿元；基金收入8亿元: a clause of its own dates what follows
    opens = len(led) <= 3 or led[-1] in "：:；。" or apart or led.endswith(SAYS)
    aside = time.value.period is not None and (time.value.period.years > 1 or len(led) < time.start)
    parted = aside and not opens and "；" in stand.text[time.end : stand.clause_start]
    return parted and not goes_on(stand, time)


def _in_passing(frame: Frame, stand: Stand, time: Found[Time]) -> bool:
    """Whether tasks only mention a past year: 加快去年90个签约项目落地，…产值增长8%."""
    past = time.value.period is not None and time.value.period.last < frame.clock.year
    if "carried" in stand.figure.rules and REACHED.search(stand.text, 0, time.start):
        # 由2005年的A增加到2010年的B，年均增长14%: the years that it changed over
        return False
    led = CLAUSE.split(stand.text[: time.start])[-1].strip()
    opens = len(led) <= 1 or led in UP_TO or WHERE.fullmatch(led)
    return past and not opens and time.end < stand.clause_start


def _listed(text: str, times: Sequence[Found[Time]]) -> bool:
    return all(text[a.end : b.start] in JOINTS for a, b in pairwise(times))
