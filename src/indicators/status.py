"""Achieved or announced: by a stated year, by the words of the sentence, by the passage."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from indicators.frame import Frame, Setting
from indicators.glance import Sought
from indicators.record import Origin, Period, Status

# 达产后年产值50亿元: nobody has seen it yet, whatever year the project is of
PROJECTED = Sought(
    "预计(?:可|将)?(?:实现|新增|形成|产生)?年(?!底|末|内|初|度|均)|(?:达产|投产|建成|运行|运营|完工|竣工)后，?[^，。；\\d]{0,6}(?:可|年(?!来|，)|预计|将)"
)
# 方案提出，…; not 规划提出的任务, which may be done
ANNOUNCED = re.compile(
    "(?:方案|规划|纲要|意见|要点|计划)》?(?:中|还|也|则|明确|均)*提出(?:(?!的|了|以来)|了(?=[^，。；]{0,24}目标))"
)
SURE = Sought(
    "力争|确保(?!“)|还要再?(?=建设|新建|建成|完成|改造|新增|实施|打造|引进)|争取(?<![共计已上]争取)|预期目标|主要目标|奋斗目标|将(?<![不必即]将)(?!近|士|军|其)|拟(?!定|人)|未来(?!产业|科技|社区|城市|乡村|学校|工厂|能源|空间|网络|信息|健康|材料|农业|医学|制造)|今后|计划(?:新增|完成|新?建|投|改造|实施|开工|培育|引进|种植|培训|推广|招聘|安排)(?<!度计划投)(?<!年计划投)|用[两三四五]年(?:左右)?的?时间(?![^。]{0,60}了)|年内(?:可|能|有望)|预计到"
    "|(?:任务|目标)是(?![^。]{0,60}(?:已经?|实际|共)完成)|要(?<![只不需重主必首紧]要)(?=增长|达到|实现|突破|完成|保持|超过|提高到|下降)"
)
FIRM = re.compile(
    "力争|预期目标|主要目标|奋斗目标|未来(?!产业|科技|社区|城市|乡村|学校|工厂|能源|空间|网络|信息|健康|材料|农业|医学|制造)|今后|有希望|还将|今年内?(?:还)?(?:将|计划|拟)|年内(?:将|计划|拟)|下半年，?[^，。；]{0,8}将|季度再(?<=[二三四]季度再)"
)
DONE = Sought(
    "了(?!解|一批|望)|年来|去年|过去|已经|已有|成功|圆满|荣获|累计实现|(?<!年)累计完成|(?:共|仍|现|还)有(?!基础|的)|截至|(?<![由从比较])目前(?!的)|依然|仍然|[本此]次|已(?![知故])|同比|环比|公布(?!名单|清单|目录)|上榜|[一两二三四五]年(?:分别)?平均|[比较](?:上年|去年)同期|(?:占|为|完成)(?:全?年度?|年初)?(?:投资)?(?:计划|目标任务|任务|目标)的(?=\\d)"
)


# 2022年合计将提供资金
INTENDED = re.compile("(?:今年|20\\d\\d年)[^，。；]{0,12}(?:将(?!近|士|军)|拟(?!定))")


# 圆满完成任期内主要目标任务, 主要目标任务顺利完成: an aim that was reached announces nothing
REACHED = re.compile(
    "(?<![保争为求])(?:完成|实现|达到|[高低快慢好优]于|[高超]出|超过)了?[^，。；：]{0,16}?(?:预期|主要|奋斗)目标"
    "|(?:预期|主要|奋斗)目标(?:和|任务|指标)*(?:均|都|已|全部)*(?:胜利|圆满|全面|较好|如期|顺利|超额|提前|基本)(?:完成|实现|达成)"
)


def _asked(pattern: re.Pattern[str] | Sought) -> Callable[[str], bool]:
    """Whether a sentence says so: asked again for each of its figures."""
    return lru_cache(maxsize=4)(lambda text: pattern.search(text) is not None)


def _unreached(text: str) -> str:
    """A sentence without the aims that it tells were reached."""
    return REACHED.sub("", text) if "目标" in text else text


_projected, _announced = _asked(PROJECTED), _asked(ANNOUNCED)
_sure, _firm, _done = _asked(SURE), _asked(FIRM), _asked(DONE)


def _announces(text: str) -> bool:
    """Whether a sentence tells of what nobody has seen, whatever year it says."""
    return (("后" in text or "预计" in text) and _projected(text)) or (
        "提出" in text and _announced(text)
    )


def announcing(text: str) -> re.Match[str] | None:
    """The words by which a sentence tells of what is to come."""
    said = _unreached(text)
    return PROJECTED.search(said) or ANNOUNCED.search(said) or SURE.search(said)


def status_of(
    frame_: Frame, setting: Setting, text: str, since: str, stated: Period | None
) -> Status:
    """Achieved or announced: by a stated year, by the words of the sentence, by the setting.

    `since` is the sentence from the time on that dates the figure.
    """
    if _announces(text):
        return Status.TARGET
    if stated and frame_.known and stated.last > frame_.clock.year:
        return Status.TARGET
    full = frame_.clock.last_full_year
    over = stated and frame_.known and stated.last <= full
    if over and stated and (stated.last < frame_.clock.year or not _sure(text)):
        # in December 2021 so is 2021年预计实现
        aimed = _planned(frame_, setting, stated) and not _done(text)
        return Status.TARGET if aimed else Status.ACTUAL
    if _only_begun(frame_, stated) and "同比" not in since:
        # a year that has just begun holds plans, unless the words say otherwise
        return Status.ACTUAL if _done(since) else Status.TARGET
    if stated and stated.last == frame_.clock.year and INTENDED.match(since):
        return Status.TARGET
    told = setting.status == Status.ACTUAL and (
        setting.source in (Origin.HEADING, Origin.PARAGRAPH)
        or frame_.genre in ("bulletin", "report")
    )
    # in a passage that tells what was done 争取 and 计划 are deeds: only a firm word announces
    if _firm(_unreached(text)) if told else _sure(text):
        return Status.TARGET
    if setting.status == Status.TARGET and _done(text) and frame_.genre != "report":
        return Status.ACTUAL
    return setting.status


def _planned(frame_: Frame, setting: Setting, stated: Period) -> bool:
    """Whether a plan of December tells the aims of its first year: 2022年, of 2022-2024."""
    first = frame_.plan.first if frame_.plan and setting.status == Status.TARGET else 0
    return first <= stated.last == frame_.clock.year if first else False


def _only_begun(frame_: Frame, stated: Period | None) -> bool:
    """Whether a year has just begun, and the document does not tell how: 1-2月 in its lead."""
    start, year = frame_.start, frame_.clock.year
    told = start.status == Status.ACTUAL and start.period and start.period.last == year
    return bool(stated and stated.last == year and frame_.clock.month <= 3 and not told)
