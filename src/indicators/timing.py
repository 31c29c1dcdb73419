"""The period of a figure: from its clause, its sentence, its paragraph, its section, its document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from indicators.attach import Attached
from indicators.context import Frame, Setting
from indicators.dimensions.period import Time, plan_of
from indicators.dimensions.rule import Found
from indicators.record import Measure, Origin, Period, Status
from indicators.text import Sentence

CUMULATIVE = re.compile("累计|每年|年均|平均|共(?!同|有)|总计|合计|连续")
STOCK = ("达到", "达", "为", "现有", "共有", "拥有", "突破", "发展到", "增加到", "增长到", "提高到")
CHANGES = re.compile(
    "，?(?:提高|增加|增长|提升|上升|扩大|发展|下降|降|减少|壮大|延伸|整合|增至|升至|压缩|缩短|提至|转为)"
)
FROM = re.compile(r"(?:由|从)[^，；。]*$")
FLOW = re.compile(
    "新增|新建|新改建|改造|建成|完成|实施|接待|培训|发放|投入|引进|改扩建|修建|增加|整治|化解|脱贫|搬迁"
)
CLAUSE = re.compile("[，；：]")


@dataclass(slots=True)
class Memory:
    """What the paragraph has said about time so far."""

    paragraph: int = -1
    period: Period | None = None

    def enter(self, sentence: Sentence) -> None:
        """A new paragraph forgets."""
        if sentence.paragraph != self.paragraph:
            self.paragraph, self.period = sentence.paragraph, None

    def leave(self, sentence: Sentence, times: Sequence[Found[Time]]) -> None:
        """The time with which a sentence begins holds for the next; one in passing does not."""
        first = CLAUSE.search(sentence.text)
        until = first.end() if first else len(sentence.text)
        opening = [t.value.period for t in times if _topical(t.value) and t.end <= until]
        if opening:
            self.period = [t.value.period for t in times if _topical(t.value)][-1]

    def hold(self, period: Period) -> None:
        """A figure that settles what its paragraph is about (年均 in a five-year plan)."""
        self.period = self.period or period


def _topical(time: Time) -> bool:
    return time.period is not None and not time.compared and not time.local


@dataclass(frozen=True, slots=True)
class Timed:
    """A figure's period, where it came from, and whether the text itself states it."""

    period: Period | None
    source: Origin
    stated: Period | None


def period_of(
    frame: Frame,
    setting: Setting,
    sentence: Sentence,
    figure: Attached,
    times: Sequence[Found[Time]],
    memory: Memory,
) -> Timed:
    """The nearest time to the left, else what holds for the paragraph, the section, the document."""
    stated, source = _stated(sentence.text, figure, times)
    if stated is None and memory.period is not None:
        stated, source = memory.period, Origin.PARAGRAPH
    if stated is not None and stated.years == 1 and "年均" in _clause(sentence.text, figure):
        whole = _run_around(frame, setting, stated)
        return Timed(whole, source, stated)
    if stated is not None:
        return Timed(_within(sentence.text, figure, times, stated), source, stated)
    if figure.tail.has("年均") and setting.status == Status.TARGET and setting.period:
        if setting.period.years == 1:
            whole = plan_of(setting.period.first)
            memory.hold(whole)
            return Timed(whole, setting.source, None)
    return Timed(_of_setting(frame, setting, sentence.text, figure), setting.source, None)


def begins(text: str, figure: Attached) -> bool:
    """Whether the figure is where a change starts: 由670元提高到700元."""
    value = figure.amount.value
    return (
        FROM.search(_clause(text, figure)) is not None
        and CHANGES.match(text[value.reach_end :]) is not None
    )


def _beginning(setting: Setting, chosen: Period) -> Period:
    """The first year of a run; the year before a year that is planned for."""
    back = 1 if chosen.years == 1 and setting.status == Status.TARGET else 0
    return Period.year(chosen.first - back)


def _clause(text: str, figure: Attached) -> str:
    place = figure.amount.start
    return text[max((m.end() for m in CLAUSE.finditer(text, 0, place)), default=0) : place]


def _run_around(frame: Frame, setting: Setting, stated: Period) -> Period:
    """The years that 年均 is an average over: the section's, the plan's, or from now on."""
    for run in (setting.period, frame.plan):
        if run is not None and run.years > 1 and run.first <= stated.last <= run.last:
            return run
    first = frame.clock.next_start
    return Period(first, stated.last) if stated.last > first else stated


def _of_setting(frame: Frame, setting: Setting, text: str, figure: Attached) -> Period | None:
    """A section about ten years dates its totals by all of them, its stocks by the last."""
    chosen = setting.period
    if chosen is not None and begins(text, figure):
        return _beginning(setting, chosen)
    if chosen is None or chosen.years == 1 or setting.status == Status.TARGET:
        return chosen
    if figure.measure not in (Measure.LEVEL, Measure.SHARE):
        return chosen
    if _cumulative(text, figure) or figure.measure == Measure.MULTIPLE or _flows(text, figure):
        return chosen
    return Period.year(chosen.last)


def _stated(
    text: str, figure: Attached, times: Sequence[Found[Time]]
) -> tuple[Period | None, Origin]:
    place = figure.amount.start
    before = [
        t
        for t in times
        if t.end <= place
        and t.value.period is not None
        and not t.value.compared
        and not (t.value.local and t.end <= figure.since)
    ]
    if not before:
        return None, Origin.NONE
    nearest = before[-1]
    place_in_list, length = figure.order
    if 1 < length <= len(before) and _listed(text, before[-length:]):
        # 2024年、2025年分别突破A和B
        nearest = before[-length:][place_in_list]
    same = CLAUSE.search(text, nearest.end, place) is None
    return nearest.value.period, Origin.CLAUSE if same else Origin.SENTENCE


def _listed(text: str, times: Sequence[Found[Time]]) -> bool:
    return all(text[a.end : b.start] in ("、", "和", "与") for a, b in pairwise(times))


def _within(text: str, figure: Attached, times: Sequence[Found[Time]], stated: Period) -> Period:
    """Which part of a run a figure is about: its beginning, its end or all of it."""
    place = figure.amount.start
    clause_start = max((m.end() for m in CLAUSE.finditer(text, 0, place)), default=0)
    if stated.years == 1:
        return _pair(text, figure, times, stated, place)
    if begins(text, figure):
        return Period.year(stated.first)
    if _cumulative(text, figure) or figure.measure not in (Measure.LEVEL, Measure.SHARE):
        return stated
    if figure.tail.last("riseto", "fallto") and stated.last <= stated.first + 60:
        return Period.year(stated.last) if _reached(figure) else stated
    return stated


def _reached(figure: Attached) -> bool:
    return figure.tail.last("riseto", "fallto", "reach") in STOCK or bool(
        figure.tail.last("fallto", "riseto")
    )


def _flows(text: str, figure: Attached) -> bool:
    """Whether the clause tells what was done in the years: 新改建农村公路865公里."""
    place = figure.amount.start
    start = max((m.end() for m in CLAUSE.finditer(text, 0, place)), default=0)
    return figure.measure == Measure.LEVEL and FLOW.search(text, start, place) is not None


def _cumulative(text: str, figure: Attached) -> bool:
    place = figure.amount.start
    start = max((m.end() for m in CLAUSE.finditer(text, 0, place)), default=0)
    return CUMULATIVE.search(text, start, place) is not None


def _pair(
    text: str, figure: Attached, times: Sequence[Found[Time]], stated: Period, place: int
) -> Period:
    """从2012年的…到2021年的…，翻了一番: the change is over both years."""
    before = [t.value.period for t in times if t.end <= place and t.value.period is not None]
    first = min((p.first for p in before), default=stated.first)
    spans = figure.measure == Measure.MULTIPLE or _cumulative(text, figure)
    if first < stated.last - 1 and spans:
        return Period(first, stated.last)
    clause_start = max((m.end() for m in CLAUSE.finditer(text, 0, place)), default=0)
    compared = [
        t.value.period
        for t in times
        if clause_start <= t.start
        and t.end <= place
        and t.value.compared
        and t.value.period
        and not t.value.before_topic
    ]
    if compared and compared[-1].last < stated.first - 1 and figure.measure != Measure.LEVEL:
        return Period(compared[-1].first, stated.last)
    return stated
