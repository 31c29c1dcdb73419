"""What a passage speaks of where it says nothing: its sections, its years, deeds or aims.

A figure often stands without a year and without a word for plan or achievement. Both come from the
nearest place that says them: the clause, the sentence, the paragraph, the heading, the title, the
document's date.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from indicators.dimensions.clock import Time
from indicators.dimensions.rule import Found
from indicators.dimensions.told import ends_with
from indicators.frame import OUTLINE, PAST, WANTED, Frame, Setting
from indicators.glance import Sought
from indicators.headings import begins_ahead, entitled, headed
from indicators.record import Origin, Period, Status
from indicators.text import Sentence

# 今年，我们将着力在以下六个方面下功夫：
TASKS = (
    "(?:抓好|做好|办好|推进|落实)(?:以下|下列|如下)[^，。；]{0,8}(?:工作|任务|实事|方面)"
    "|(?:(?<!现)将|(?<![主重需必])要)[^。；了]{0,30}(?:以下|下列|[三四五六七八九十]个?方面)[^，。；了]{0,14}(?:[：:]|。?$)"
)
AIMS = Sought(
    "主要(?:预期)?目标|预期(?:预期)?目标|发展(?:预期)?目标|奋斗(?:预期)?目标|总体(?:预期)?目标|工作(?:预期)?目标|具体目标|目标是|做好(?:今年|明年|20\\d\\d年)|今年(?:工作|政府工作|要)|总体要求"
    rf"|{TASKS}"
    "|以下目标|下列目标|如下目标|目标(?:任务)?如下|全年目标[^，。；]{0,6}：|年度目标[^，。；]{0,6}：|重点(?:做好|抓好)|下一步(?:打算|工作|，|我们|将)"
)
NAMED = Sought(
    "目标[^，。；]{0,8}(?:是|为|：|:|如下)|总体要求|^\\s*(?:今年|做好今年|下一步)|今年(?:工作|政府工作)|做好20\\d\\d年"
    "|重点(?:做好|抓好)|下一步"
    rf"|{TASKS}"
)
# 按照…的总体要求，我们…: what is done follows it
FOLLOWED = re.compile(
    "(?:按照?|根据|遵循|落实|围绕|贯彻|对照|对标)(?:“[^”]{2,40}”)?[^，。；：]{0,40}(?:总体要求|(?:总体|工作|发展|奋斗)目标)"
)
MET = re.compile("(?:胜利|圆满|全面|较好|如期|顺利|超额|提前)(?:地)?(?:完成|实现)|完成了|实现了")
# “十四五”以来: whatever the title plans, it tells deeds
SINCE = re.compile("[^，。；]{0,12}以来")
SOME = 3  # years that a passage may be about
LAST_YEAR = re.compile(
    r"\s*(?:(?:总的来看|总体来看|总的来说|可以说|总之)，)?(?:过去的?一年|一年来|回顾过去)"
)
# 五年工作的回顾过去的五年，…: a heading that lost its line
RECALLED = re.compile("[^，。；]{0,14}回顾\\s?")
LACKS = re.compile(
    "清醒(?:地)?(?:看到|认识)|要看到(?<=[也还]要看到)|应看到(?<=[也还]应看到)|仍(?:然)?存在|存在(?<=[还也]存在)[^，。；]{0,14}(?:问题|短板|不足|差距)"
    "|面临[^，。；]{0,12}(?:困难|挑战|问题)|短板(?:明显|突出)|不平衡不充分问题"
)
# stories of ten or five years say so in their title
LOOKS_BACK = re.compile("[一两三四五六七八九十]年|年来|以来|周年|十[一二三四]五|成就|历程")
PARTLY = re.compile(
    r"\s*(?:今年|20\d\d年)?(?P<part>上半年|前[一二三]季度|一季度|1[-至]\d{1,2}月|前\d{1,2}个月)"
)
# 报告建议：2008年…: what is told of the year before has an end
PROPOSED = re.compile(r"[^，。；]{0,8}(?:建议|提出)[：:，]?(?P<year>20\d\d)年")
# 2020年是极不平凡的一年
CALLED = re.compile(r"\s*20\d\d年，?(?:是|面对|极不平凡)")
WORKS = re.compile("重点(?:做好|抓好)|今年(?:工作|要)")
HOPED = re.compile("取得(?=[^，。；了]{0,8}(?:进展|突破|成效|成果))|(?<=年)累计")
# 记者：今年有什么打算？ asks for aims
ASKED_AIMS = re.compile(
    "打算|下一步|接下来|今后|未来(?!产业)|将(?:如何|怎样|采取|有)|如何(?:谋划|打造|推进|实现)"
    "|(?:今年(?!以来|上半年|前)|新的一年)[^。？?了]{0,16}(?:什么|哪些|怎么|如何|怎样)(?!成绩|成效|进展|成果|变化)"
)
ASKED = re.compile(r"\s*(?:问|主持人|主播|[一-鿿]{0,14}记者)[：:]")


def advance(
    frame_: Frame, setting: Setting, sentence: Sentence, times: Sequence[Found[Time]]
) -> Setting:
    """The setting from this sentence on: headings and opening words change it, figures do not."""
    text = sentence.text
    if sentence.caption or entitled(frame_, sentence):
        return setting
    spoken = [t.value.period for t in times if t.value.period and _topical(t.value)]
    if frame_.genre == "account" and setting.status == Status.TARGET and ASKED.match(text):
        # the next question leaves 下一步 behind
        setting = frame_.start
    if _asks_aims(frame_, text):
        return Setting(Period.year(frame_.clock.year), Status.TARGET, Origin.PARAGRAPH)
    if _told_again(frame_, setting, text):
        setting = frame_.start
    if sentence.heading:
        return headed(frame_, setting, text, spoken)
    turned = _turned(frame_, setting, text, spoken)
    if turned:
        return turned
    opening = [
        t.value.period
        for t in times
        if t.value.period
        and _topical(t.value)
        and not (t.value.local and text[t.start - 1 : t.start] == "由")
        and (t.start <= 3 or RECALLED.fullmatch(text, 0, t.start))
    ]
    looks_back = "刚刚过去的" in text or LAST_YEAR.match(text) is not None
    if opening and (opening[0].years > 1 or not looks_back):
        return _opened(frame_, setting, opening[0], text)
    if looks_back:
        return Setting(Period.year(frame_.clock.last_full_year), Status.ACTUAL, Origin.PARAGRAPH)
    return setting


def _turned(frame_: Frame, setting: Setting, text: str, spoken: Sequence[Period]) -> Setting | None:
    """The setting behind a sentence that turns to what is wanting, proposed or aimed at."""
    if _lacks(frame_, setting, text):
        # what is still wanting is so now, not over five years
        before = frame_.plan.first - 1 if frame_.plan else frame_.clock.last_full_year
        return Setting(Period.year(before), Status.ACTUAL, Origin.PARAGRAPH)
    proposed = PROPOSED.match(text) if frame_.genre == "bulletin" else None
    if proposed and int(proposed["year"]) >= frame_.clock.year:
        return Setting(Period.year(int(proposed["year"])), Status.TARGET, Origin.PARAGRAPH)
    if _aims(frame_, setting, text):
        year = _aimed(frame_, setting, text, spoken)
        return Setting(year, Status.TARGET, Origin.PARAGRAPH)
    return None


def _asks_aims(frame_: Frame, text: str) -> bool:
    """Whether an interviewer asks what is intended: 今年有什么打算？"""
    asked = frame_.genre == "account" and frame_.known and ASKED.match(text) is not None
    return asked and ASKED_AIMS.search(text) is not None


def aiming(frame_: Frame, setting: Setting) -> bool:
    """Whether a passage tells aims that one year may stand over: 到2025年 of a plan, of a story."""
    if frame_.genre == "plan":
        return bool(frame_.plan) or OUTLINE.search(frame_.title) is not None
    told = frame_.genre == "account" and setting.source == Origin.PARAGRAPH
    return told and setting.status == Status.TARGET


def _told_again(frame_: Frame, setting: Setting, text: str) -> bool:
    """Whether a story that named aims goes on to tell what was done."""
    aimed = setting.status == Status.TARGET and setting.source == Origin.PARAGRAPH
    if frame_.genre != "account" or not aimed or frame_.start.status == Status.TARGET:
        return False
    part = PARTLY.match(text)
    if part and ends_with(part["part"]) <= frame_.clock.month:
        # 今年上半年 said in July
        return True
    # 覆盖率达到57%, 取得新进展 and 五年累计 may be aims as well
    said = HOPED.sub("", text)
    done = any(match[0] != "达到" for match in PAST.finditer(said))
    return done and WANTED.search(text) is None


def _opened(frame_: Frame, setting: Setting, opening: Period, text: str) -> Setting:
    """The setting behind a sentence that opens with a time."""
    if _looks_back(frame_, setting, opening) or _mentions(setting, opening):
        return setting
    if _wider(setting, opening):
        return replace(setting, source=Origin.PARAGRAPH)
    if opening.years > 1 and frame_.genre in ("plan", "account", "report"):
        ahead = opening.last > frame_.clock.last_full_year and not SINCE.match(text)
        aims = setting.status == Status.TARGET or opening.first >= frame_.clock.year
        status = Status.TARGET if ahead and aims else Status.ACTUAL
        return Setting(opening, status, Origin.PARAGRAPH)
    if frame_.genre == "report" and _reviews(frame_, setting, opening, text):
        return Setting(opening, Status.ACTUAL, Origin.PARAGRAPH)
    if frame_.genre == "account" and setting.status == Status.TARGET:
        # a story that tells of another year has done with its aims
        return frame_.start if opening.last < frame_.clock.year else setting
    run = setting.period if setting.source == Origin.PARAGRAPH else None
    if frame_.genre == "account" and run and run.years > 1:
        # a story mentions 十年来 among other times: the next time it opens with ends them
        ends = opening.last >= frame_.clock.year and not LOOKS_BACK.search(frame_.title)
        return frame_.start if ends else setting
    return _ahead(frame_, setting, opening) if opening.last > frame_.clock.year else setting


def _ahead(frame_: Frame, setting: Setting, opening: Period) -> Setting:
    """The setting behind a sentence that opens with a coming year: 到2025年，…."""
    looked_back = frame_.genre == "plan" and setting.status == Status.ACTUAL
    if looked_back and frame_.start.status == Status.TARGET:
        return frame_.start
    return Setting(opening, Status.TARGET, Origin.PARAGRAPH, aims=True) if setting.aims else setting


def _mentions(setting: Setting, opening: Period) -> bool:
    """Whether the review of one year only mentions more: “十一五”任务 in 2009, 2008年以来."""
    year = setting.period
    told = setting.status == Status.ACTUAL and setting.source == Origin.HEADING
    one = told and year is not None and year.years == 1
    return bool(one and year and (opening.last > year.last or 1 < opening.years < SOME))


def _reviews(frame_: Frame, setting: Setting, opening: Period, text: str) -> bool:
    """Whether a report begins to tell of a year that is over.

    Without a heading, too, it begins with its review: 2022年是本届政府的第一年; and a review of
    some years comes to the last: 2020年是“十三五”收官之年.
    """
    if setting == frame_.start:
        return opening.last <= frame_.clock.last_full_year
    run = setting.period if setting.status == Status.ACTUAL else None
    last = run is not None and run.years > 1 and opening == Period.year(run.last)
    return last and CALLED.match(text) is not None


def _wider(setting: Setting, period_: Period) -> bool:
    """Whether a narrower run has been told: 过去五年 before 党的十八大以来的五年."""
    run = setting.period
    told = setting.source in (Origin.HEADING, Origin.PARAGRAPH)
    return bool(
        told and run and run.years > 1 and period_.first < run.first < run.last == period_.last
    )


def _lacks(frame_: Frame, setting: Setting, text: str) -> bool:
    """Whether a sentence begins to tell what is still wanting."""
    if frame_.genre not in ("report", "plan") or not LACKS.search(text):
        return False
    return setting.status == Status.ACTUAL or not WANTED.search(text)


def _looks_back(frame_: Frame, setting: Setting, period_: Period) -> bool:
    """Whether tasks of a report only mention what was before: 在“十四五”新增的基础上."""
    told = setting.source in (Origin.HEADING, Origin.PARAGRAPH)
    tasks = frame_.genre == "report" and setting.status == Status.TARGET and told
    return tasks and period_.last < frame_.clock.year


def _aims(frame_: Frame, setting: Setting, text: str) -> bool:
    """Whether a sentence announces aims; in a passage of deeds only one that goes on to name them.

    胜利完成规划主要目标任务 and 锚定奋斗目标真抓实干 tell of what was done.
    """
    if frame_.genre == "bulletin" or not AIMS.search(text):
        return False
    if setting.status == Status.TARGET:
        return True
    text = FOLLOWED.sub(_blank, text)
    return NAMED.search(text) is not None and not MET.search(text)


def _topical(time: Time) -> bool:
    return not time.compared and not time.passing


def _aimed(frame_: Frame, setting: Setting, text: str, spoken: Sequence[Period]) -> Period | None:
    coming = [p for p in spoken if p.last >= frame_.clock.year]
    run = setting.period if setting.status == Status.TARGET else None
    if WORKS.search(text) and not coming and run and setting.source == Origin.PARAGRAPH:
        # behind a paragraph about 未来五年 the tasks are again those of the year
        return frame_.start.period if begins_ahead(frame_) else Period.year(frame_.clock.year)
    if run and run.years > 1 and any(p.years == 1 and p.last == run.last for p in coming):
        # 今后五年，…到2027年: the aims are of all five
        return run
    if coming:
        return min(coming, key=lambda p: p.years)
    if setting.period and setting.status == Status.TARGET:
        return setting.period
    return Period.year(frame_.clock.year) if frame_.known else None


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
