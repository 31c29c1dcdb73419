"""What the words for a time mean, once it is known from when a document counts its years."""

from __future__ import annotations

import re
from collections.abc import Callable

from indicators import lexicon
from indicators.dimensions.clock import Clock, Time, years_ahead, years_back
from indicators.dimensions.number import chinese_value
from indicators.record import Period

Told = Callable[[Clock], Time]
WRITTEN = str.maketrans("〇零○一二三四五六七八九", "000123456789")
CENSUSES = {
    "人口": (1953, 1964, 1982, 1990, 2000, 2010, 2020),
    "经济": (2004, 2008, 2013, 2018, 2023),
    "农业": (1996, 2006, 2016),
}
# the months that holidays lie in
HOLIDAYS = {"元旦": 1, "春节": 2, "清明": 4, "五一": 5, "端午": 6, "中秋": 9, "国庆": 10}
ERAS = {"改革开放": 1978, "新中国成立": 1949, "建国": 1949, "解放": 1949}


def _count(match: re.Match[str]) -> int:
    text: str = next(filter(None, (match.groupdict().get(name) for name in ("n", "k"))))
    return int(text) if text.isdigit() else int(chinese_value(text))


def undated(match: re.Match[str]) -> Told:
    """A time that dates no figure: 3月22日."""
    return lambda clock: Time(None)


def year(match: re.Match[str]) -> Told:
    """2021年."""
    period = Period.year(int(match["a"]))
    return lambda clock: Time(period)


def written(match: re.Match[str]) -> Told:
    """二〇三五年."""
    period = Period.year(int(match["y"].translate(WRITTEN)))
    return lambda clock: Time(period)


def to_word(match: re.Match[str]) -> Told:
    """2016年到去年."""
    first, back = int(match["a"]), match["w"] == "去年"
    return lambda clock: Time(Period(min(first, clock.year - back), clock.year - back))


def since_year(match: re.Match[str]) -> Told:
    """2016年以来."""
    # 占比2017年来持续提高: said in passing
    first, aside = int(match["a"]), match["aside"] is not None
    return lambda clock: Time(Period(min(first, clock.reached), clock.reached), passing=aside)


def census(match: re.Match[str]) -> Told | None:
    """第七次全国人口普查: the year that it counted."""
    years, count = CENSUSES[match["w"]], _count(match)
    if count > len(years):
        return None
    period = Period.year(years[count - 1])
    return lambda clock: Time(period)


def era(match: re.Match[str]) -> Told:
    """An age of the country: it dates what its sentence says, no passage."""
    first, since = ERAS[match["w"]], match["since"]
    return lambda clock: Time(
        Period(min(first, clock.reached), clock.reached if since else first), passing=True
    )


def month(match: re.Match[str]) -> Told:
    """2013年8月; 2021年1-2月."""
    # 2021年1-2月 is what is told of, 2013年8月 when something was
    period, passing = Period.year(int(match["a"])), match["from"] is None
    return lambda clock: Time(period, passing=passing)


def decade(match: re.Match[str]) -> Told:
    """上世纪八十年代: ten years, told in passing."""
    said = match["d"]
    first = 1900 + int(said if said[0].isdigit() else chinese_value(said))
    return lambda clock: Time(Period(first, first + 9), passing=True)


def years(match: re.Match[str]) -> Told | None:
    """2016年至2020年."""
    first, last = int(match["a"]), int(match["b"])
    return None if first > last else lambda clock: Time(Period(first, last))


def ahead(match: re.Match[str]) -> Told:
    """未来三年."""
    return lambda clock: Time(years_ahead(clock, _count(match)))


def back(match: re.Match[str]) -> Told:
    """过去五年."""
    return lambda clock: Time(years_back(clock, _count(match)))


def in_a_row(match: re.Match[str]) -> Told:
    """连续五年: of the next figure only."""
    return lambda clock: Time(years_back(clock, _count(match)), local=True)


def ago(match: re.Match[str]) -> Told:
    """十年前."""
    return lambda clock: Time(Period.year(clock.year - _count(match)), passing=True)


def open_run(match: re.Match[str]) -> Told:
    """五年累计: where the years lie is not said."""
    return lambda clock: Time(None, open_run=_count(match))


def open_run_here(match: re.Match[str]) -> Told:
    """两年平均: of the next figure only."""
    return lambda clock: Time(None, open_run=_count(match), local=True)


def now(match: re.Match[str]) -> Told:
    """目前."""
    # 现在请记者提问
    passing = match[0] in ("现在", "如今")
    return lambda clock: Time(Period.year(clock.running), passing=passing)


def part(match: re.Match[str]) -> Told:
    """前三季度."""
    month = ends_with(match[0])
    return lambda clock: Time(
        Period.year(clock.part_of(month)), part=True, over=month <= clock.month
    )


def holiday(match: re.Match[str]) -> Told:
    """国庆黄金周, 五一假期: the last one."""
    month = HOLIDAYS[match["w"] or match["v"]]
    return lambda clock: Time(Period.year(clock.year - (month > clock.month)), part=True)


def ends_with(part: str) -> int:
    """The month that a part of a year ends with: 前三季度 -> 9."""
    if "半年" in part:
        return 6 if part.startswith("上") else 12
    if "季度" in part:
        last = part.strip("前第季度末")[-1]
        return 3 * int(last if last.isdigit() else chinese_value(last))
    return int(re.findall(r"\d+", part)[-1])


def of_word(match: re.Match[str]) -> Told:
    """去年, 上年, 党的十八大以来: a word of the lexicon."""
    word = lexicon.periods()[match["w"]]
    if match[0].startswith("上"):
        # 上年 is the year before the one that the passage is about
        return lambda clock: Time(Period.year(clock.year - 1), before_topic=True)
    if word.kind == "since":
        return lambda clock: Time(
            Period(min(word.first, clock.last_full_year), clock.last_full_year)
        )
    # 今年以来 said in January under 2008年工作回顾 was written in December
    part = word.kind == "year" and match["w"].endswith("以来")
    return lambda clock: Time(Period(clock.year + word.first, clock.year + word.last), part=part)


def plan(match: re.Match[str]) -> Told:
    """“十四五”时期, its begin, its end, and since."""
    word = lexicon.periods()[match["w"]]
    if match["since"]:
        return lambda clock: Time(Period(word.first, max(word.first, clock.reached)))
    period = Period(word.first, word.last)
    if match["begin"] or match["end"]:
        period = Period.year(word.last if match["end"] else word.first)
    return lambda clock: Time(period)


def fifth(match: re.Match[str]) -> Told | None:
    """第十四个五年规划."""
    first = 1953 + 5 * (int(chinese_value(match["n"])) - 1)
    # the first three years of the 1960s belong to no plan
    first += 3 if first > 1962 else 0
    return lambda clock: Time(Period(first, first + 4))


def until_month(match: re.Match[str]) -> Told | None:
    """截至9月底: the last September."""
    month = int(match["m"])
    if month > 12:
        return None
    return lambda clock: Time(Period.year(clock.year - (month > clock.month)))
