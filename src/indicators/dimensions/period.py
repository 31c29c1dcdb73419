"""Times: years, runs of years, plans, and words such as 去年 that count from a document's date."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from indicators import lexicon
from indicators.dimensions.numeral import chinese_value
from indicators.dimensions.rule import Found, Rule, first_wins
from indicators.record import Period

COUNT = r"(?P<n>[一二两三四五六七八九十]{1,3}|\d{1,2})"
YEAR = r"(?:19|20)\d{2}"
COMPARED = re.compile("(?:比|较|与|同|高于|低于|超过|快于|于|按)$")
BASED = re.compile("(?:是|为|达到|达|相当于|恢复到|恢复至|回升到)$")
TIMES = re.compile("[^，；。]{1,14}的[^，；。]{1,6}倍")
FROM = re.compile("(?:由|从|自)$")
CARRIED_OVER = re.compile("(?:结转|结余|同期|度?决算)")


@dataclass(frozen=True, slots=True)
class Clock:
    """The year and month from which a document's 今年 and 未来三年 are counted."""

    year: int
    month: int = 1

    @property
    def last_full_year(self) -> int:
        """The last year that had ended when the document was written."""
        return self.year if self.month == 12 else self.year - 1

    @property
    def next_start(self) -> int:
        """The first year of 未来三年: this one, from November on the next."""
        return self.year + 1 if self.month >= 11 else self.year


@dataclass(frozen=True, slots=True)
class Time:
    """A time in a sentence.

    `open_run` counts the years of a run that does not say where it lies (三年累计). `compared`
    marks what is only compared with (比上年, 是2012年的); `before_topic` counts from the year that
    the passage is about (上年); `local` holds for the next figure only (由2020年的, 连续三年).
    """

    period: Period | None
    open_run: int = 0
    compared: bool = False
    before_topic: bool = False
    local: bool = False


def years_back(clock: Clock, count: int) -> Period:
    """十年来 said in August 2022: 2012/2021."""
    return Period(clock.last_full_year - count + 1, clock.last_full_year)


def years_ahead(clock: Clock, count: int) -> Period:
    """未来三年 said in February 2023: 2023/2025."""
    return Period(clock.next_start, clock.next_start + count - 1)


def plan_of(year: int) -> Period:
    """The five-year plan that a year belongs to: 2026 -> 2026/2030."""
    first = year - (year - 1) % 5
    return Period(first, first + 4)


def _count(match: re.Match[str]) -> int:
    text: str = next(filter(None, (match.groupdict().get(name) for name in ("n", "k"))))
    return int(text) if text.isdigit() else int(chinese_value(text))


def _years(match: re.Match[str]) -> Time | None:
    first, last = int(match["a"]), int(match["b"])
    return Time(Period(first, last)) if first <= last else None


def _word(clock: Clock, text: str) -> Time:
    word = lexicon.periods()[text]
    if word.kind == "plan":
        return Time(Period(word.first, word.last))
    if text.startswith("上"):
        # 上年 is the year before the one that the passage is about
        return Time(Period.year(clock.year - 1), before_topic=True)
    if word.kind == "since":
        return Time(Period(min(word.first, clock.last_full_year), clock.last_full_year))
    return Time(Period(clock.year + word.first, clock.year + word.last))


def _plan(match: re.Match[str]) -> Time:
    word = lexicon.periods()[match["w"]]
    return Time(Period.year(word.last) if match["end"] else Period(word.first, word.last))


@cache
def rules(clock: Clock) -> tuple[Rule[Time], ...]:
    """The rules for a document of that date; an earlier rule takes its characters first."""
    words = [w.word for w in lexicon.periods().values() if w.kind != "plan"]
    running = clock.year if clock.month > 3 else clock.last_full_year
    plans = lexicon.alternation(w.word for w in lexicon.periods().values() if w.kind == "plan")
    return (
        Rule(
            "2026-02-04",
            re.compile(r"(?P<a>20\d\d)[-/.]\d\d?[-/.]\d\d?(?:\s*\d\d?:\d\d(?::\d\d)?)?"),
            lambda m: Time(None),
        ),
        Rule(
            "#年至#年",
            re.compile(rf"(?P<a>{YEAR})年?\s?(?:-|~|至|到)\s?(?P<b>{YEAR})年?(?:期间)?"),
            _years,
        ),
        Rule(
            "#年",
            re.compile(
                rf"(?P<a>{YEAR})\s?年(?:度|末|底|初|前|以前|以来|全年)?"
                r"(?:\d{1,2}月(?:\d{1,2}日|末|底|份)?|[一二三四上下前]+(?:个)?(?:季度|半年|\d+个?月))?"
            ),
            lambda m: Time(Period.year(int(m["a"]))),
        ),
        Rule(
            "#的",
            re.compile(rf"(?<![\d.])(?P<a>{YEAR})(?=的|末|底)"),
            lambda m: Time(Period.year(int(m["a"]))),
        ),
        Rule(
            "“十四五”末",
            re.compile(rf"[“\"](?P<w>{plans})[”\"](?:时期|期间|规划)?(?P<end>末|收官)?"),
            _plan,
        ),
        Rule(
            "十四五时期",
            re.compile(rf"(?P<w>{plans})(?:(?:时期|期间|规划|开局|以来)|(?P<end>末|收官))"),
            _plan,
        ),
        Rule(
            "未来#年",
            re.compile(rf"(?:未来|今后|接下来)(?:的)?{COUNT}年"),
            lambda m: Time(years_ahead(clock, _count(m))),
        ),
        Rule(
            "#年来",
            re.compile(
                rf"(?:近|过去|最近|这|以往)的?{COUNT}年(?:来|间|里)?"
                rf"|{COUNT.replace('<n>', '<k>')}年(?:来|间)"
            ),
            lambda m: Time(years_back(clock, _count(m))),
        ),
        Rule(
            "#年平均",
            re.compile(rf"(?<![第\d]){COUNT}年平均"),
            lambda m: Time(None, open_run=_count(m), local=True),
        ),
        Rule(
            "连续#年",
            re.compile(rf"连续{COUNT}年"),
            lambda m: Time(years_back(clock, _count(m)), local=True),
        ),
        Rule(
            "#年累计",
            re.compile(
                rf"(?<![第\d]){COUNT}年(?:累计|共|内|合计|总共|共计|时间|攻坚|行动|(?=提高|提升|增加|下降|降低|新增|净增|增长))"
            ),
            lambda m: Time(None, open_run=_count(m)),
        ),
        Rule(
            "目前",
            re.compile("截至目前|到目前|目前|迄今|如今|当前|现在"),
            lambda m: Time(Period.year(clock.year if clock.month > 3 else clock.last_full_year)),
        ),
        Rule("去年", re.compile(lexicon.alternation(words)), lambda m: _word(clock, m[0])),
        Rule(
            "前三季度",
            re.compile(
                r"(?:前[一二三]+|[一二三四]|第[一二三四])季度|[上下]半年|全年|1[-至]\d{1,2}月(?:份)?|前\d{1,2}个月"
            ),
            lambda m: None if m[0] == "全年" else Time(Period.year(running), local=True),
        ),
        Rule(
            "#月",
            re.compile(
                r"(?:\d{1,2}-)?(?<![\d.])\d{1,2}月(?:份|末|底)?(?:\d{1,2}日)?|前\d{1,2}个月|(?<![\d.])\d{1,2}日(?!均)"
                "|当月"
            ),
            lambda m: Time(None),
        ),
    )


def find(text: str, clock: Clock) -> list[Found[Time]]:
    """The times of a folded sentence in order; what is only compared with is marked so."""
    found: list[Found[Time]] = []
    for time in first_wins(text, rules(clock)):
        placed = _placed(text, time.start, time.end, time.value)
        if (
            found
            and found[-1].value.compared
            and text[found[-1].end : time.start] in ("和", "、", "与")
        ):
            placed = replace(placed, compared=True)
        found.append(replace(time, value=placed))
    return found


def _placed(text: str, start: int, end: int, time: Time) -> Time:
    """A time with what the words around it make of it."""
    before, after = text[:start], text[end:]
    if COMPARED.search(before) or (BASED.search(before) and after.startswith("的")):
        return replace(time, compared=True)
    if BASED.search(before) and TIMES.match(after):
        return replace(time, local=True)
    if CARRIED_OVER.match(after) and time.before_topic:
        return replace(time, compared=True)
    return replace(time, local=time.local or FROM.search(before) is not None)
