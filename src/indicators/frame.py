"""What a document is as a whole: the clock it counts from, its genre, where it begins."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from indicators.dimensions import period
from indicators.dimensions.clock import Clock
from indicators.record import Document, Origin, Period, Status
from indicators.record.passing import passing
from indicators.text import Sentence, fold
from indicators.tone import NUMBER, tells_deeds

# not 推出2000个项目
YEAR = re.compile(
    r"(?<![\d.])(?:19|20)\d{2}(?![\d个项家名人户亩件万亿余多元吨公平米辆台套座所处条场次%])(?!\.\d)"
)
BULLETIN = re.compile(
    "统计公报|审计|(?:任务|工作|目标|指标|事项)[^，。]{0,12}(?:完成|落实)情况|年完成情况(?:$|[（(])|收支(?:完成)?情况|(?:收入|支出|预算)完成情况|进展情况|进展$|指标完成|运行情况|经济运行|经济形势|执行情况|年报|决算|主要经济指标"
)
OUTLINE = re.compile(
    "规划纲要|规划（|规划\\(|规划$|行动计划|行动方案|实施方案|三年行动|工作方案|攻坚方案|(?:实施|指导)意见|若干(?:意见|措施|政策)|实施办法"
)
REPORT = re.compile(
    "政府(?:工作)?报告|工作安排|工作要点|重点工作|(?:民生(?:“[^”]{2,6}”)?|十[大件]|\\d+[件项])实事|实事(?:工程|项目)|民[心生]工程(?:安排|任务|项目|$)|工作总结[^，。]{0,8}(?:计划|安排|打算|思路|要点)"
)
# a report of what was done, whatever its tasks are called
SUMMED_UP = re.compile(
    "工作(?:汇报|总结|小结|情况|开展情况)(?:$|[（(])|(?:实事|工程)[^。]{0,8}(?:完成|竣工|回眸|回顾|盘点|见效|落地|进展|总结|交卷|答卷|成绩单|收官|兑现|超额|全部)"
)
# a budget that is set: 2022年部门预算, …预算草案的报告
BUDGET = re.compile(
    "(?<!执行)(?<!完成)(?<!收支)预算(?:草案|安排|公开|编制|方案)?(?:的?(?:情况)?(?:报告|说明|情况))?(?:$|[（(])"
)
CARRIED = re.compile("执行|决算|完成|审计|收支")
# what came of a year is told, whatever else the text intends
TOLD = re.compile("(?<!》)新闻发布会|成就|回顾|情况通报|完成情况")
REVIEW = re.compile("回顾|总结|成就|成绩")
PLAN = re.compile("规划|计划|方案|意见|部署|打算|目标|实施|行动")
# a title that tells what a place is like or how it fared
PORTRAIT = re.compile(
    "^[一-鿿]{2,10}(?:[省市县区州旗镇乡村]|街道|园区)$|(?:概况|简介|简况|纪实|见闻|巡礼|侧记|综述|走笔|成就|访谈)(?:$|[（(—-])"
)
# spoken at the turn of the year, which the title dates them by: they tell of the one before
ADDRESS = re.compile("致辞|祝词|贺词|献词|寄语|拜年")
# intentions to a deed that make a text a plan; fewer where its title says so
HOPEFUL, TITLED = 3.5, 1.1
FEW_WORDS = 5  # of intention, that make no plan of a text whose title is none
OFTEN = 3  # aims for one year, that make it the end of a plan
LATE = 6
# 县长谈今后五年目标
COMING = re.compile("(?:今后|未来)[三五]年[^，。]{0,8}(?:目标|蓝图|规划|怎么干)")
# news of what was done on a day
EVENT = re.compile(
    "集中(?:开工|签约|竣工|揭牌|启动)|(?:开工|签约|推介|启动|揭牌)(?:仪式|会)|(?:签约和开工|签约暨开工)|(?:誓师|动员)大?会|项目(?:开工|签约|竣工|奠基)$"
)
# what a report's parts are headed by, and how one begins from its beginning
COMES = re.compile("今年|明年|新的一年|今后|未来|下一步")
PARTED = re.compile(
    "回顾|总结|成就|成绩|工作情况|安排|任务|目标|部署|打算|要求|展望|工作重点|重点工作"
)
GREETED = re.compile(r"\s*(?:各位代表[，：！:!]?|现在，我代表|我代表)")
PREAMBLE = 30  # characters before a report greets whom it is read to
AIMED_FOR = re.compile(r"到(20\d\d)年")
QUOTED = re.compile("“[^”]{1,8}(?:计划|行动|规划|方案|工程|目标)”")  # “倍增计划”企业 are no plan
PASSAGE = 1500  # characters from the beginning that tell what it is about
FIGURES = 4  # of a passage that tell what it is about
LEAD = 3  # sentences that say what is news
OPENING = 6  # sentences in which a document says of what time it is
HOLIDAY = re.compile("假期|假日|长假|黄金周")
# 8月份，全市产值增长9%
MONTH = re.compile(r"(?:^|[，。；：\s])(1?\d)月份?(?=，|，?[全我][省市县区州])")
NOW = re.compile("今年|截至目前|目前|[上本]半年|前三季度|1[-至]\\d{1,2}月")
BEFORE = re.compile("去年|年来|过去[一两三五]年|以来|十年|五年|[比较]上年")
SPOKEN = re.compile(
    r"\s*(?:问|答|主持人|嘉宾|[一-鿿]{0,14}(?:记者|[市区县州省局]长|书记|主任))[：:]"
)
PAST = re.compile(
    "年来|去年|上年|已|了(?!解)|成功|累计|历史性|创历史|新高|圆满|荣获|获批|达到|同比|比上年|完成率|实现了|取得|刚才|预期(?<=[超出符合]预期)|居全[国省市]|被评为|位居|跃居|变身|现有|首次|[占为完成]{1,2}年度(?:投资)?(?:计划|任务)|共完成"
)
WANTED = re.compile(
    "力争|确保|努力|争取|预期|目标|将(?<![不必]将)(?!近|士|军)|要(?!素|求|点|闻|道|塞|件|旨)|计划(?!单列)|拟|打造|推动|推进|加快|着力|全力|持续|深入"
    "|健全|完善|强化|加强|优化|实施|谋划|未来(?!产业|科技|社区|城市|乡村|学校|工厂|能源|空间|网络|信息|健康|材料|农业|医学|制造)|今后|明年"
)


@passing(frozen=True, slots=True)
class Setting:
    """The period and status that hold from a place on, and where they were found.

    `run` are the years that a heading names beside its year: 2016年及五年来工作回顾.
    """

    period: Period | None
    status: Status
    source: Origin
    aims: bool = False
    run: Period | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """A document's clock and the setting it begins with."""

    clock: Clock
    start: Setting
    known: bool
    genre: str
    plan: Period | None = None
    title: str = ""


def frame(document: Document, sentences: Sequence[Sentence]) -> Frame:
    """The document's clock, genre and first setting, from its date, its title and its words."""
    title = fold(document.title) or next((s.text for s in sentences if s.heading), "")
    return replace(_frame(document, sentences, title), title=title.strip())


def _frame(document: Document, sentences: Sequence[Sentence], title: str) -> Frame:
    stated = [int(m[0]) for m in YEAR.finditer(title)]
    genre = _genre(title, sentences)
    clock = _clock(document, stated, genre)
    known = bool(document.date or stated)
    status = Status.ACTUAL if genre in ("bulletin", "account") else Status.TARGET
    if not known:
        hopeful = Status.TARGET if genre == "plan" else Status.ACTUAL
        return Frame(clock, Setting(None, hopeful, Origin.NONE), False, genre)
    runs = [
        t.value.period
        for t in period.find(title, clock)
        if t.value.period and t.value.period.years > 1
    ]
    if runs and genre == "plan":
        return Frame(clock, Setting(runs[0], status, Origin.TITLE), True, genre, runs[0])
    horizon = _horizon(clock, title, sentences) if genre == "plan" and not stated else None
    if horizon:
        return Frame(clock, Setting(horizon, status, Origin.DOCUMENT), True, genre, horizon)
    told = _reviewed(title, clock) if genre == "report" else None
    if told:
        return Frame(clock, Setting(told, Status.ACTUAL, Origin.TITLE), True, genre)
    if genre == "report" and "报告" in title and _torn(title, sentences):
        before = Period.year(clock.last_full_year)
        return Frame(clock, Setting(before, Status.ACTUAL, Origin.DATE), True, genre)
    source = Origin.TITLE if stated and genre != "account" else Origin.DATE
    year = {
        "bulletin": stated[0] if stated else _running(clock, title, sentences),
        "account": _told_year(clock, title, sentences),
    }.get(genre, stated[-1] if stated and genre in ("report", "plan") else clock.year)
    return Frame(clock, Setting(Period.year(year), status, source), True, genre)


def _horizon(clock: Clock, title: str, sentences: Sequence[Sentence]) -> Period | None:
    """The years of a plan whose title has none: those up to the one that most aims are set for."""
    said = Counter(int(m[1]) for s in sentences for m in AIMED_FOR.finditer(s.text))
    ahead = {year: times for year, times in said.items() if year > clock.year}
    if not ahead:
        return None
    last, times = max(ahead.items(), key=lambda item: item[1])
    often = times >= OFTEN and 2 * times > sum(ahead.values())
    # a plan by its title that looks ahead to one year only
    often = often or (len(ahead) == 1 and OUTLINE.search(title) is not None)
    return Period(clock.next_start, last) if often else None


def _reviewed(title: str, clock: Clock) -> Period | None:
    """The time that a report looks back on, by its title: 2020年工作回顾, “十五”回顾."""
    review = REVIEW.search(title)
    times = period.find(title, clock) if review else []
    before = [t.value.period for t in times if review and t.end <= review.start()]
    told = before[-1] if before else None
    return told if told and told.last <= clock.year else None


def _torn(title: str, sentences: Sequence[Sentence]) -> bool:
    """Whether a report begins amid its review: no heading says so, its words and digits do."""
    told, length = list[str](), 0
    for sentence in sentences:
        text = sentence.text.strip()
        greeted, reviewed = GREETED.match(text), sentence.heading and REVIEW.search(text)
        if (greeted and length < PREAMBLE) or (reviewed and text not in title):
            return False
        if greeted and COMES.match(text, greeted.end()):
            # 各位代表，新的一年，我们要…, far behind the beginning
            break
        if sentence.heading and PARTED.search(text) and text not in title:
            break
        if COMES.match(text):
            break
        told.append("" if sentence.heading else text)
        length += len(told[-1])
        if length > PASSAGE:
            break
    passage = "".join(told)
    return len(NUMBER.findall(passage)) >= FIGURES and tells_deeds(passage)


def _told_year(clock: Clock, title: str, sentences: Sequence[Sentence]) -> int:
    """The year that an account tells of: the last full one, which an interview looks back on.

    News that open with a part of the running year tell of that, and so do those of its second half
    that speak of 今年 more often than of the past.
    """
    if EVENT.search(title):
        return clock.year
    if any(SPOKEN.match(s.text) for s in sentences):
        return clock.last_full_year
    body = "".join(s.text for s in sentences)
    late = clock.month > LATE and len(NOW.findall(body)) > len(BEFORE.findall(body))
    return clock.year if late else _running(clock, title, sentences)


def _running(clock: Clock, title: str, sentences: Sequence[Sentence]) -> int:
    """The running year if a document opens with a part of it (1-2月), else the last full one."""
    opening = "。".join((title, *(s.text for s in sentences[:OPENING])))
    lead = "。".join((title, *(s.text for s in sentences[:LEAD])))
    if any(int(month) <= clock.month for month in MONTH.findall(lead)):
        return clock.year
    if not period.PART.search(opening) and not HOLIDAY.search(lead):
        return clock.last_full_year
    parts = [
        t.value.period
        for t in period.find(opening, clock)
        # 上半年, or 2024年上半年
        if t.value.part
        or period.PART.search(opening, t.start, t.end)
        or HOLIDAY.search(opening, t.start, t.end)
    ]
    return max((p.last for p in parts if p), default=clock.last_full_year)


def _clock(document: Document, stated: Sequence[int], genre: str) -> Clock:
    date = re.match(r"(\d{4})(?:\D+(\d{1,2}))?", document.date)
    if date:
        return Clock(int(date[1]), int(date[2] or 6))
    if stated:
        return Clock(stated[0] + 1 if genre == "bulletin" else stated[-1])
    return Clock(1)


def _genre(title: str, sentences: Sequence[Sentence]) -> str:
    if OUTLINE.search(title) or (BUDGET.search(title) and not CARRIED.search(title)):
        return "plan"
    if COMING.search(title):
        return "plan"
    if ADDRESS.search(title):
        return "account"
    if BULLETIN.search(title):
        return "bulletin"
    if REPORT.search(title) and not SUMMED_UP.search(title):
        return "report"
    body = QUOTED.sub("", "".join(s.text for s in sentences))
    done, wanted = len(PAST.findall(body)), len(WANTED.findall(body))
    if PORTRAIT.search(title) or TOLD.search(title) or SUMMED_UP.search(title):
        return "account"
    # a text that mostly tells what was done names few intentions beside its achievements
    titled = PLAN.search(QUOTED.sub("", title)) is not None
    hopeful = wanted > (TITLED if titled else HOPEFUL) * done and (titled or wanted > FEW_WORDS)
    return "plan" if hopeful else "account"
