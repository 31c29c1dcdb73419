"""Times: years, runs of years, plans, and words such as 去年 that count from a document's date."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from indicators import lexicon
from indicators.dimensions.around import placed
from indicators.dimensions.clock import Clock, Time, years_ahead, years_back
from indicators.dimensions.numeral import chinese_value
from indicators.dimensions.rule import Found, Rule, first_wins
from indicators.record import Period

COUNT = r"(?P<n>[一二两三四五六七八九十]{1,3}|(?<![\d.])\d{1,2})"
YEAR = r"(?:19|20)\d{2}"
WRITTEN = str.maketrans("〇零○一二三四五六七八九", "000123456789")
CENSUSES = {
    "人口": (1953, 1964, 1982, 1990, 2000, 2010, 2020),
    "经济": (2004, 2008, 2013, 2018, 2023),
    "农业": (1996, 2006, 2016),
}
ERAS = {"改革开放": 1978, "新中国成立": 1949, "建国": 1949, "解放": 1949}
NAMED = re.compile(
    "“[^”\\d]{2,14}(?:行动|计划|工程|方案)”|[一两二三四五]年[^，。；、“\\d]{0,6}(?:行动|计划|方案|工程)(?!以来)"
)
TITLE = re.compile("《[^》]{2,60}》")
Told = Callable[[Clock], Time]


def _count(match: re.Match[str]) -> int:
    text: str = next(filter(None, (match.groupdict().get(name) for name in ("n", "k"))))
    return int(text) if text.isdigit() else int(chinese_value(text))


def _undated(match: re.Match[str]) -> Told:
    return lambda clock: Time(None)


def _year(match: re.Match[str]) -> Told:
    period = Period.year(int(match["a"]))
    return lambda clock: Time(period)


def _written(match: re.Match[str]) -> Told:
    period = Period.year(int(match["y"].translate(WRITTEN)))
    return lambda clock: Time(period)


def _to_word(match: re.Match[str]) -> Told:
    first, back = int(match["a"]), match["w"] == "去年"
    return lambda clock: Time(Period(min(first, clock.year - back), clock.year - back))


def _since_year(match: re.Match[str]) -> Told:
    # 占比2017年来持续提高: said in passing
    first, aside = int(match["a"]), match["aside"] is not None
    return lambda clock: Time(Period(min(first, clock.reached), clock.reached), passing=aside)


def _census(match: re.Match[str]) -> Told | None:
    years, count = CENSUSES[match["w"]], _count(match)
    if count > len(years):
        return None
    period = Period.year(years[count - 1])
    return lambda clock: Time(period)


def _era(match: re.Match[str]) -> Told:
    """An age of the country: it dates what its sentence says, no passage."""
    first, since = ERAS[match["w"]], match["since"]
    return lambda clock: Time(
        Period(min(first, clock.reached), clock.reached if since else first), passing=True
    )


def _month(match: re.Match[str]) -> Told:
    # 2021年1-2月 is what is told of, 2013年8月 when something was
    period, passing = Period.year(int(match["a"])), match["from"] is None
    return lambda clock: Time(period, passing=passing)


def _years(match: re.Match[str]) -> Told | None:
    first, last = int(match["a"]), int(match["b"])
    return None if first > last else lambda clock: Time(Period(first, last))


def _ahead(match: re.Match[str]) -> Told:
    return lambda clock: Time(years_ahead(clock, _count(match)))


def _back(match: re.Match[str]) -> Told:
    return lambda clock: Time(years_back(clock, _count(match)))


def _row(match: re.Match[str]) -> Told:
    return lambda clock: Time(years_back(clock, _count(match)), local=True)


def _ago(match: re.Match[str]) -> Told:
    return lambda clock: Time(Period.year(clock.year - _count(match)), passing=True)


def _open(match: re.Match[str]) -> Told:
    return lambda clock: Time(None, open_run=_count(match))


def _open_here(match: re.Match[str]) -> Told:
    return lambda clock: Time(None, open_run=_count(match), local=True)


def _now(match: re.Match[str]) -> Told:
    # 现在请记者提问
    passing = match[0] in ("现在", "如今")
    return lambda clock: Time(Period.year(clock.running), passing=passing)


def _part(match: re.Match[str]) -> Told:
    month = _ends_with(match[0])
    return lambda clock: Time(Period.year(clock.part_of(month)), part=True)


def _ends_with(part: str) -> int:
    """The month that a part of a year ends with: 前三季度 -> 9."""
    if "半年" in part:
        return 6 if part.startswith("上") else 12
    if "季度" in part:
        return 3 * int(chinese_value(part.strip("前第季度")[-1]))
    return int(re.findall(r"\d+", part)[-1])


def _word(match: re.Match[str]) -> Told:
    word = lexicon.periods()[match["w"]]
    if match[0].startswith("上"):
        # 上年 is the year before the one that the passage is about
        return lambda clock: Time(Period.year(clock.year - 1), before_topic=True)
    if word.kind == "since":
        return lambda clock: Time(
            Period(min(word.first, clock.last_full_year), clock.last_full_year)
        )
    return lambda clock: Time(Period(clock.year + word.first, clock.year + word.last))


def _plan(match: re.Match[str]) -> Told:
    word = lexicon.periods()[match["w"]]
    if match["since"]:
        return lambda clock: Time(Period(word.first, max(word.first, clock.reached)))
    period = Period(word.first, word.last)
    if match["begin"] or match["end"]:
        period = Period.year(word.last if match["end"] else word.first)
    return lambda clock: Time(period)


def _fifth(match: re.Match[str]) -> Told | None:
    first = 1953 + 5 * (int(chinese_value(match["n"])) - 1)
    # the first three years of the 1960s belong to no plan
    first += 3 if first > 1962 else 0
    return lambda clock: Time(Period(first, first + 4))


def _until_month(match: re.Match[str]) -> Told | None:
    month = int(match["m"])
    if month > 12:
        return None
    return lambda clock: Time(Period.year(clock.year - (month > clock.month)))


def _rule(
    name: str, pattern: str, make: Callable[[re.Match[str]], Told | None], needs: str
) -> Rule[Told]:
    return Rule(name, re.compile(pattern), make, frozenset(needs))


STATED = (
    _rule("2026-02-04", r"20\d\d[-/.]\d\d?[-/.]\d\d?(?:\s*\d\d?:\d\d(?::\d\d)?)?", _undated, "2"),
    _rule(
        "#年至#年", rf"(?P<a>{YEAR})年?\s?(?:-|~|至|到)\s?(?P<b>{YEAR})年?(?:期间)?", _years, "12"
    ),
    _rule(
        "#年#月",
        rf"(?P<a>{YEAR})\s?年\s?(?P<from>\d{{1,2}}[-至])?\d{{1,2}}月(?:\d{{1,2}}日|末|底|份)?",
        _month,
        "月",
    ),
    _rule("#年至去年", rf"(?P<a>{YEAR})年?(?:[至到])(?P<w>去年|今年)[底末]?", _to_word, "去今"),
    _rule(
        "#年以来",
        rf"(?:自|从)?(?P<a>{YEAR})年(?:(?:[^，。；\\d]{{0,8}})?以来|(?P<aside>来)(?=[，“已累共快持不先全]))",
        _since_year,
        "来",
    ),
    _rule(
        "第#次全国人口普查",
        rf"(?:{YEAR}年)?第(?P<n>[一二三四五六七])次全国(?P<w>{'|'.join(CENSUSES)})普查(?!工作|登记|领导|主要)",
        _census,
        "普",
    ),
    _rule("改革开放初期", rf"(?P<w>{'|'.join(ERAS)})(?:(?P<since>以来)|之?初期?)", _era, "来初"),
    _rule(
        "#年",
        rf"(?P<a>{YEAR})\s?年(?:度|末|底|初|前|以前|以来|全年)?"
        r"(?:第?[一二三四上下前]+个?(?:季度|半年|\d+个?月))?",
        _year,
        "年",
    ),
    _rule("二〇三五年", "(?P<y>(?:一九|二[〇零○])[〇零○一二三四五六七八九]{2})年", _written, "年"),
    # 2015和2016年
    _rule(
        "#的",
        rf"(?<![\d.])(?P<a>{YEAR})(?=的|末|底|(?:(?:、|和|与){YEAR}){{1,4}}年)",
        _year,
        "12",
    ),
)
COUNTED = (
    _rule("未来#年", rf"(?:未来|今后|接下来)的?{COUNT}年", _ahead, "年"),
    _rule(
        "#年来",
        rf"(?:近|过去|最近|这|以往|任期|本届政府任期)的?{COUNT}年[来间里]?"
        rf"|{COUNT.replace('<n>', '<k>')}年[来间里]",
        _back,
        "年",
    ),
    _rule("#年平均", rf"(?<![第\d]){COUNT}年(?:分别)?平均", _open_here, "年"),
    _rule("连续#年", rf"连续{COUNT}年", _row, "年"),
    _rule(
        "力争#年",
        rf"(?:(?<=力争)|(?<=用)|(?<=[通经]过)){COUNT}年(?:左右)?的?(?:时间|努力|攻坚|奋斗|建设)?",
        _open,
        "年",
    ),
    _rule(
        "#年累计",
        rf"(?<![第\d前])(?!一年){COUNT}年(?:累计|共|内|合计|总共|共计|时间"
        "|(?=提高|提升|增加|下降|降低|新增|净增|增长|年均|翻))",
        _open,
        "年",
    ),
    _rule(
        "五年完成",
        r"^\s*(?P<n>[两三四五]|十)年(?=[一-鿿])(?![来间里内中前后以级期规计行一多时任制免质战变])",
        _open,
        "年",
    ),
    _rule("#年前", rf"(?<![第\d]){COUNT}年(?:之|以)?前(?![\d一二三])", _ago, "年"),
    _rule(
        "目前",
        "截至目前|(?<![高加降少升增低展大])到目前|目前|迄今|如今|当前|现在",
        _now,
        "目今前在",
    ),
)
PARTS = (
    _rule(
        "前三季度",
        r"(?:前[一二三]+|[一二三四]|第[一二三四])季度|[上下]半年|1[-至]\d{1,2}月份?|前\d{1,2}个月",
        _part,
        "季半月",
    ),
    _rule("截至#月", r"截[至止](?P<m>\d{1,2})月(?:份|末|底)?(?:\d{1,2}日)?", _until_month, "截"),
    _rule(
        "#月",
        r"(?:\d{1,2}-)?(?<![\d.])\d{1,2}月(?:份|末|底)?(?:\d{1,2}日)?"
        r"|(?<![\d.])\d{1,2}日(?!均)|当月",
        _undated,
        "月日",
    ),
)


@cache
def rules() -> tuple[Rule[Told], ...]:
    """All rules, those of the lexicon's words among them; an earlier one takes its text first."""
    kinds = lexicon.periods().values()
    plans = [w.word for w in kinds if w.kind == "plan"]
    words = [w.word for w in kinds if w.kind != "plan"]
    plan, first = lexicon.alternation(plans), "".join(word[0] for word in plans)
    return (
        *STATED,
        _rule(
            "“十四五”末",
            rf"[“\"](?P<w>{plan})[”“\"](?:时期|期间|规划)?(?P<begin>初期?|伊始)?(?P<end>期?末|收官)?(?P<since>以来)?",
            _plan,
            '“"',
        ),
        _rule(
            "十四五时期",
            rf"(?P<w>{plan})(?:时期|期间|规划|开局|(?P<begin>初期?|伊始)|(?P<since>以来)|(?P<end>期?末|收官))",
            _plan,
            first,
        ),
        *COUNTED,
        _rule("第十四个五年规划", "第(?P<n>十[一二三四五六]?)个五年(?:规划|计划)", _fifth, "第"),
        _rule(
            "去年",
            rf"(?P<w>{lexicon.alternation(words)})(?:末|底(?!线|盘)|初(?![步中级始])|度(?!假|过))?",
            _word,
            "".join(word[0] for word in words),
        ),
        *PARTS,
    )


def find(text: str, clock: Clock) -> list[Found[Time]]:
    """The times of a folded sentence in order; what is only compared with is marked so."""
    found: list[Found[Time]] = []
    named = [match.span() for match in NAMED.finditer(text)]
    titles = [match.span() for match in TITLE.finditer(text)] if "《" in text else []
    for told in first_wins(text, rules()):
        if any(start <= told.start and told.end < end for start, end in named):
            # “三年提升行动”
            continue
        time = placed(text, told.start, told.end, told.value(clock))
        if any(start < told.start and told.end < end for start, end in titles):
            # 《行动计划(2020-2022年)》: of the plan, not of what a passage speaks of
            time = replace(time, passing=True, event=True)
        before = found[-1] if found else None
        if before and before.value.compared and text[before.end : told.start] in ("和", "、", "与"):
            time = replace(time, compared=True)
        if before and time.part and before.end == told.start:
            # 去年第四季度: the part is of the year before it
            time = replace(time, period=before.value.period, part=False)
        found.append(Found(told.start, told.end, time, told.rule))
    return found
