"""Times: years, runs of years, plans, and words such as 去年 that count from a document's date."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache

from indicators import lexicon
from indicators.dimensions import told
from indicators.dimensions.around import placed
from indicators.dimensions.clock import Clock, Time
from indicators.dimensions.rule import Found, Mark, Rule, Rules
from indicators.dimensions.told import Told
from indicators.glance import Sought
from indicators.record import Period

COUNT = r"(?P<n>[一二两三四五六七八九十]{1,3}|(?<![\d.])\d{1,2})"
YEAR = r"(?:19|20)\d{2}"
NAMED = re.compile(
    "“[^”\\d]{2,14}(?:行动|计划|工程|方案)”|[一两二三四五]年[^，。；、“\\d]{0,6}(?:行动|计划|方案|工程)(?!以来)"
)
PLANS = re.compile("行动|计划|方案|工程")
TITLE = re.compile("《[^》]{2,60}》")


# what a rule may need beside characters: a year, and a count of years or an age (三年, not 2021年)
DATED, COUNTED_YEARS = "####年", "#年"
MARKS = {
    DATED: Mark(frozenset("12"), re.compile(r"19\d\d|20\d\d")),
    COUNTED_YEARS: Mark(
        frozenset("年"),
        re.compile(
            r"年(?:(?<=[一二两三四五六七八九十]年)|(?<=(?<![\d.])\d年)|(?<=(?<![\d.])\d\d年))"
        ),
    ),
}


def _rule(
    name: str, pattern: str, make: Callable[[re.Match[str]], Told | None], needs: Iterable[str]
) -> Rule[Told]:
    return Rule(name, Sought(pattern), make, frozenset(needs))


STATED = (
    _rule(
        "2026-02-04",
        r"20\d\d[-/.]\d\d?[-/.]\d\d?(?:\s*\d\d?:\d\d(?::\d\d)?)?",
        told.undated,
        [DATED],
    ),
    _rule(
        "#年至#年",
        rf"(?P<a>{YEAR})年?\s?(?:-|~|至|到)\s?(?P<b>{YEAR})年?(?:期间|的?(?:这|短短)?[一二三四五六七八九十\d]{{1,2}}年(?:期?间|里|时间|来))?",
        told.years,
        [DATED],
    ),
    _rule(
        "#年#月",
        rf"(?P<a>{YEAR})\s?年\s?(?P<from>\d{{1,2}}[-至])?\d{{1,2}}月(?:\d{{1,2}}日|末|底|份)?",
        told.month,
        "月",
    ),
    _rule("#年至去年", rf"(?P<a>{YEAR})年?(?:[至到])(?P<w>去年|今年)[底末]?", told.to_word, "去今"),
    _rule(
        "#年以来",
        rf"(?:自|从)?(?P<a>{YEAR})年(?:(?:[^，。；\d]{{0,8}})?以来|[^，。；\d]{{0,12}}至今|(?P<aside>来)(?=[，“已累共快持不先全]))",
        told.since_year,
        "来今",
    ),
    _rule(
        "八十年代",
        r"(?:上个?世纪|20世纪|二十世纪|(?<![一-鿿\d]))(?P<d>[五六七八九]十|[5-9]0)年代(?:初期?|中期?|末期?|后期)?(?!之?前|以前|建|盖|修)",
        told.decade,
        ["代"],
    ),
    _rule(
        "第#次全国人口普查",
        rf"(?:{YEAR}年)?第(?P<n>[一二三四五六七])次全国(?P<w>{'|'.join(told.CENSUSES)})普查(?!工作|登记|领导|主要)",
        told.census,
        "普",
    ),
    _rule(
        "改革开放初期",
        rf"(?P<w>{'|'.join(told.ERAS)})(?:(?P<since>以来)|之?初期?|之?前(?![后沿列提]))",
        told.era,
        "来初前",
    ),
    _rule(
        "#年",
        rf"(?P<a>{YEAR})\s?年(?:度|[末底]前|末|底|初|前|以前|以来|全年|起(?![草点到飞步降]))?"
        r"(?:第?[一二三四上下前]+个?(?:季度|半年|\d+个?月))?",
        told.year,
        [DATED],
    ),
    _rule(
        "二〇三五年",
        "(?P<y>(?:一九|二[〇零○])[〇零○一二三四五六七八九]{2})年",
        told.written,
        "九〇零○",
    ),
    # 2015和2016年
    _rule(
        "#的",
        rf"(?<![\d.])(?P<a>{YEAR})(?=的|末|底|全[省市县区州]|(?:(?:、|和|与){YEAR}){{1,4}}年)",
        told.year,
        [DATED],
    ),
)
COUNTED = (
    _rule("未来#年", rf"(?:未来|今后|接下来)的?{COUNT}年", told.ahead, [COUNTED_YEARS]),
    _rule(
        "#年来",
        rf"(?:近|过去|最近|这|以往|任期|本届政府任期)的?{COUNT}年[来间里]?"
        rf"|{COUNT.replace('<n>', '<k>')}年[来间里]",
        told.back,
        [COUNTED_YEARS],
    ),
    _rule("#年平均", rf"(?<![第\d]){COUNT}年(?:分别)?平均", told.open_run_here, [COUNTED_YEARS]),
    _rule("连续#年", rf"连续{COUNT}年", told.in_a_row, [COUNTED_YEARS]),
    _rule(
        "力争#年",
        rf"(?:(?<=力争)|(?<=用)|(?<=[通经]过)){COUNT}年(?:左右)?(?:[内间]|的?(?:时间|努力|攻坚|奋斗|建设)?)",
        told.open_run,
        [COUNTED_YEARS],
    ),
    _rule(
        "#年累计",
        rf"(?<![第\d前])(?!一年){COUNT}年(?:累计|共|内|合计|总共|共计|时间"
        "|(?=分别|跨[过上越]|提高|提升|增加|下降|降低|新增|净增|增长|年均|翻|接待|引进|投入|筹集|改造|培训))",
        told.open_run,
        [COUNTED_YEARS],
    ),
    _rule(
        "五年完成",
        r"^\s*(?P<n>[两三四五]|十)年(?=[一-鿿])(?![来间里内中前后以级期规计行一多时任制免质战变])",
        told.open_run,
        [COUNTED_YEARS],
    ),
    _rule("#年前", rf"(?<![第\d]){COUNT}年(?:之|以)?前(?![\d一二三])", told.ago, [COUNTED_YEARS]),
    _rule(
        "目前",
        "截至目前|到(?<![高加降少升增低展大]到)目前|目前|迄今|如今|当前|现在",
        told.now,
        "目今前在",
    ),
)
PART = Sought(
    r"(?:前[一二三]+|[一二三四]|第[一二三四]|(?<![\d.])[1-4])季度末?|[上下]半年|1[-至]\d{1,2}月份?|(?<!目)前\s?\d{1,2}\s?个?月"
)
HOLIDAYS = "|".join(told.HOLIDAYS)
PARTS = (
    _rule(
        "国庆假期",
        rf"“?(?P<w>{HOLIDAYS})”?(?:中秋|国庆)?(?:黄金周|小?长假|假期|假日|节日?期间)(?:期间)?"
        rf"|“(?P<v>{HOLIDAYS})”(?!劳动|国际|奖|口号)",
        told.holiday,
        "假周期”",
    ),
    Rule("前三季度", PART, told.part, frozenset("季半月")),
    _rule(
        "截至#月", r"截[至止](?P<m>\d{1,2})月(?:份|末|底)?(?:\d{1,2}日)?", told.until_month, "截"
    ),
    _rule(
        "#月",
        r"(?:\d{1,2}月?[-~至])?(?<![\d.])\d{1,2}月(?:份|末|底)?(?:\d{1,2}[日号])?"
        r"|(?<![\d.])\d{1,2}日(?!均)|当月",
        told.undated,
        "月日",
    ),
)


@cache
def rules() -> Rules[Told]:
    """All rules, those of the lexicon's words among them; an earlier one takes its text first."""
    kinds = lexicon.periods().values()
    plans = [w.word for w in kinds if w.kind == "plan"]
    words = [w.word for w in kinds if w.kind != "plan"]
    plan, first = lexicon.alternation(plans), "".join(word[0] for word in plans)
    rules = (
        *STATED,
        _rule(
            "“十四五”末",
            rf"[“\"‘](?P<w>{plan})[”“\"’](?:时期|期间|规划)?(?P<begin>初期?|伊始)?(?P<end>期?末|收官)?(?P<since>以来)?",
            told.plan,
            '“"‘',
        ),
        _rule(
            "十四五时期",
            rf"(?P<w>{plan})(?:时期|期间|规划|开局|(?P<begin>初期?|伊始)|(?P<since>以来)|(?P<end>期?末|收官))",
            told.plan,
            first,
        ),
        *COUNTED,
        _rule(
            "第十四个五年规划", "第(?P<n>十[一二三四五六]?)个五年(?:规划|计划)", told.fifth, "第"
        ),
        _rule(
            "去年",
            rf"(?P<w>{lexicon.alternation(words)})(?:末|底(?!线|盘)|初(?![步中级始])|度(?!假|过))?",
            told.of_word,
            "".join(word[0] for word in words),
        ),
        *PARTS,
    )
    return Rules(rules, MARKS)


def find(text: str, clock: Clock) -> list[Found[Time]]:
    """The times of a folded sentence in order; what is only compared with is marked so."""
    found: list[Found[Time]] = []
    named = [match.span() for match in NAMED.finditer(text)] if PLANS.search(text) else []
    titles = [match.span() for match in TITLE.finditer(text)] if "《" in text else []
    for said in rules().find(text):
        if any(start <= said.start and said.end < end for start, end in named):
            # “三年提升行动”
            continue
        time = placed(text, said.start, said.end, said.value(clock))
        if any(start < said.start and said.end < end for start, end in titles):
            # 《行动计划(2020-2022年)》: of the plan, not of what a passage speaks of
            time = replace(time, passing=True, event=True)
        before = found[-1] if found else None
        if before and before.value.compared and text[before.end : said.start] in ("和", "、", "与"):
            time = replace(time, compared=True)
        if said.rule == "目前" and any(t.value.period == Period.year(clock.year) for t in found):
            # 今年来…，目前: of the running year, however young it is
            time = replace(time, period=Period.year(clock.year))
        if before and time.part and before.end == said.start:
            # 去年第四季度: the part is of the year before it
            time = replace(time, period=before.value.period, part=False)
        found.append(Found(said.start, said.end, time, said.rule))
    return found
