"""What the words around a time make of it: compared with, told in passing, an event, a start."""

from __future__ import annotations

import re
from dataclasses import replace

from indicators.dimensions.clock import Time

COMPARED = re.compile(
    "(?:(?<![占环])比|较|与|同|于|按|(?:高于|高出|低于|少于|超过|快于|慢于)(?:[我全][国省市区县州])?)$"
)
BASED = re.compile("(?:(?<!特别)(?<!尤其)是|为|达到|达|相当于|恢复到|恢复至|回升到)$")
TIMES = re.compile("[^，；。]{1,14}的[^，；。]{1,6}倍")
MULTIPLE = re.compile(r"[\d.]+[多余]?倍")  # 是1978年116倍
FROM = re.compile("(?:由|从|自)(?:[建设成][省市县区州]之?初|最初|当初)?$")
# 自2017年开始，…: when it began, not what is told
BEGUN = re.compile("(?:开始|起(?=，)|启动)")
# 在上年基础上; 上年=100
BASE = re.compile(
    "[年末底]?的?基础上|(?:价格)?[=＝为是]100|[^，；。\\d]{0,4}(?:同期|较高|较低|[高低])[的]?基数"
)
# 在去年底已建成的基础上，: dates its own clause
BASED_ON = re.compile("[^，；。在]*基(?:础|数)上")
# 恢复至2019年同期的
SAME = re.compile("同期|水平|全年的|[末底]的")
NEAR = 60  # characters either side of a time that say what it is for
# 延续上年回暖的态势
LASTING = re.compile("(?:延续|扭转|承接|改变|摆脱)了?$")
TOWARDS = re.compile("(?:锚定|对照|对标|围绕|衔接|聚焦|着眼|瞄准|紧扣)(?:确保|实现|完成|到)?$")
# 按照2021年工作部署 looks to a document, 根据2021年上半年数据 dates what they say
UNDER = re.compile("(?:按照|根据|依据)$")
TELLS = re.compile("[^，。；]{0,16}(?:数据|统计|核算|普查|调查|快报|公报|年报|报告)")
# 今年是“十五五”开局之年, 实现“十五五”良好开局: a year is meant, not the plan
OPENED = re.compile(
    "(?:规划)?的?(?:关键|攻坚|承上启下|第[一二三四五]年|[^，。；、\\d]{0,3}(?:开局|起步|开篇)|[^，。；、\\d]{0,14}之年)(?!以来)"
    "|(?:重[大点]|规划|目标|任务|纲要|方案|专项)"
    "|[^，。；\\d和及与]{1,14}(?:规划|纲要|方案)(?![建设期模])"
)
# 1993年经国务院批准设立: when it was, not what the passage is about
EVENT = re.compile(
    "(?:，[^，；。\\d]{2,14}被(?:列[入为]|授予|命名|评为|评定|确定|认定)|[^，。；\\d]{0,14}(?:设立|成立|创建|创办|始建|建区|建市|建县|撤县|撤市|获批|批复|批准|挂牌|更名|升级为|晋升为|诞生|出生)|[^，；。\\d]{0,2}(?:新春|新年|元旦|春节)(?=[^，；。]{0,6}(?:之际|到来|来临|钟声|佳节|致辞|贺词|祝词)))"
    "(?![^，。；]*\\d)"
)
# 去年启动的水厂6月底前投用，处理率提高到92%: of what is begun, not of what is told
BEGAN = re.compile("(?:启动|签约|开工|引进|落户|结转|续建|谋划)的(?=[\\d一-鿿])")
# 2000年以前建成的老旧小区: of what is counted, not when
MADE = re.compile("(?:建成|建设|修建|竣工|交付|投用)的")
# 提前实现“十一五”末达到20亿元的目标；…
AIM = re.compile("[^，。；]{2,24}的(?:目标|任务)(?:[，。；]|$)")
# “十一五”规划24项指标: the plan is meant, not its years
OF_PLAN = re.compile(
    r"\d+[项个]|的?(?:主要|约束性|预期|各项)?(?:目标|任务|指标)|确定|提出|纲要|明确"
)
# 连续5年居全国首位，: dates no figure behind its clause
RUN, ALONE = (
    re.compile("连续"),
    re.compile("(?:[、和]\\d+年)?[^，；。\\d]*(?:第\\d+[位名]?[^，；。\\d]*)?(?:[，；。]|$)"),
)
# 由上年下降转为增长9%: the year of what it is no longer
TURNED = re.compile("(?:同期)?的?(?:下降|负增长|正?增长|亏损|盈利)转")
CARRIED_OVER = re.compile("(?:结转|结余|同期|度?决算)")


def placed(text: str, start: int, end: int, time: Time) -> Time:
    """A time with what the words around it make of it."""
    before, after = text[max(0, start - NEAR) : start].rstrip(), text[end : end + NEAR]
    turned, based = FROM.search(before) and TURNED.match(after), BASED.search(before)
    of_it = based and (after.startswith("的") or MULTIPLE.match(after))
    if turned or of_it or COMPARED.search(before):
        return replace(time, compared=True)
    if based and TIMES.match(after):
        # 是2012年220亿元的2.25倍 states a figure of that year, 是2012年建设量的2倍 does not
        stated = any(map(str.isdigit, after[: after.index("的")]))
        return replace(time, local=stated, compared=not stated)
    if MADE.match(after) or BASE.match(after) or (based and SAME.match(after)):
        return replace(time, compared=True)
    if (
        LASTING.search(before)
        or TOWARDS.search(before)
        or (UNDER.search(before) and not TELLS.match(after))
    ):
        return replace(time, event=True, passing=True)
    if time.period and time.period.years > 1 and OPENED.match(after):
        return replace(time, event=True, passing=True)
    if time.before_topic and CARRIED_OVER.match(after) and not BASED_ON.match(after):
        return replace(time, compared=True)
    if (
        ("基" in after and BASED_ON.match(after))
        or BEGAN.match(after)
        or EVENT.match(after)
        or ("的" in after and AIM.match(after))
        or (text.endswith("规划", start, end) and OF_PLAN.match(after))
        or (time.local and RUN.search(text, start, end) and ALONE.match(after))
    ):
        return replace(time, event=True, passing=True)
    begins = FROM.search(before) and not text.endswith("以来", start, end)
    return _begun(text, start, end, time) if begins else time


def _begun(text: str, start: int, end: int, time: Time) -> Time:
    """The time that something goes on from: 由2015年的, 自2017年起."""
    if time.local:
        return time
    begun = text.endswith("起", start, end) or BEGUN.match(text, end) is not None
    return replace(time, local=True, passing=begun or time.passing)
