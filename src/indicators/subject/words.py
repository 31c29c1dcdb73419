"""What the words around a figure say of its scope, its vintage and the year it is compared with.

They stand in the sentence up to the figure; the folded text is as long as the stated one.
"""

from __future__ import annotations

import re
from functools import cache

from indicators import lexicon
from indicators.record import Document, Observation
from indicators.text import fold, is_heading

# 高于全国 and 占全市 only compare
OWN = re.compile(
    r"[省市区县州旗]?本级|(?<![国高副])[省市区县州]级|全口径"
    r"|(?<![于比占居较在为与和是])全[国省市区县州旗镇乡]"
)
SCOPE = re.compile(
    "同口径|可比口径|自然口径|剔除|扣除|还原|不含|不包括|日均|月均|周均|平均每|户均|单日"
)
ADDING = 8  # characters before a figure or its name that tell how it came about
EXPECTED = re.compile("预计|预估|估计|有望")
REVISED = re.compile("修订|修正|最终核实|普查")
OTHER_BASE = re.compile(
    "环比|比(?:上|前)(?:月|季|半年)|(?:比|较)(?:年初|月初|上半年|一季度|上季度|前三季度)"
)
MEAN = re.compile("[两二三四五六七八九十]年平均|平均增长|年均|年平均|每年|逐年")
TOTAL = re.compile("累计|总计|合计|(?<!公)共(?!同|享|建|和)|总量|新增|[年内]引进")
NO_TOTAL = re.compile("连续|每年|年均|平均|保持|稳定|始终|逐年")
STEP = re.compile(r"\s?(?:的)?(?:新)?(?:台阶|大关|关口|门槛)")
AGAINST = re.compile(
    r"(?:比|较|由|从|是|为|相当于|相对于)[^，。；\d]{0,4}?(?P<year>(?:19|20)\d\d)年"
)
OF_LAST_YEAR = re.compile("(?:是|为|相当于)(?:上年|去年|上一年)")
COMPARISON = re.compile(
    "高于|低于|高出|快于|慢于|比全|较全|收窄|扩大|加快|回落|放缓|贡献|拉动|提前|超年度"
)
STRETCH = re.compile("力争|争取|冲刺|奋斗|努力")
# whose a paragraph is: 新材料产业园：…, 3.柳东新区。…
LABEL = re.compile(
    r"\s*(?:[(（]?[\d一二三四五六七八九十]+[)）．.、]\s*)*"
    r"(?P<place>[^，。；：、\d]{2,12}(?:[新园港]区|开发区|高新区|经开区|产业园|[镇乡县市州]))[：。]"
)
FISCAL = re.compile("收入|支出|预算|债务|基金|税|财政|结余")
REAL = re.compile("(?:不变|可比)价|实际增长|扣除(?:物价|价格)|实际(?:下降|增速)")
NOMINAL = re.compile("名义|现价|当年价")


def before(document: Document, o: Observation) -> str:
    """The sentence up to the figure, folded."""
    return fold(document.text[o.sentence.start : o.span.start])


def lead(document: Document, o: Observation, since: int) -> str:
    """The sentence from the figure before this one (its end is `since`) up to this one."""
    return fold(document.text[max(since, o.sentence.start) : o.span.start])


def behind(document: Document, o: Observation) -> str:
    """The rest of the sentence."""
    return fold(document.text[o.span.end : o.sentence.end])


def paragraph(document: Document, o: Observation) -> str:
    """The paragraph up to the figure, folded."""
    start = document.text.rfind("\n", 0, o.span.start) + 1
    return fold(document.text[start : o.span.start])


def heading(document: Document, o: Observation) -> str:
    """The nearest heading above the figure's paragraph, folded; empty where there is none."""
    end = document.text.rfind("\n", 0, o.span.start)
    while end > 0:
        start = document.text.rfind("\n", 0, end) + 1
        line = fold(document.text[start:end])
        if is_heading(line):
            return line
        end = start - 1
    return ""


def whose(told: str, region: str) -> str | None:
    """Whose figures a text speaks of, by its last word: 市本级, 全国; `""` for the place's own.

    全区 in a province's report is a zone's, 全国 nobody's own. None where no word tells.
    """
    own = OWN.findall(told)
    if own:
        return "" if own[-1][0] == "全" and region.endswith(own[-1][1:]) else own[-1]
    label = LABEL.match(told)
    if label is None or lexicon.same_region(label["place"], region):
        return None
    return label["place"]


def added(near: str) -> tuple[str, ...]:
    """The verb that says how a figure came about, 新建 or 改造提升; 累计 if it is all there are."""
    found = _adding().findall(near[-ADDING:])
    return tuple(found[-1:])


@cache
def _adding() -> re.Pattern[str]:
    return re.compile(lexicon.alternation({*lexicon.cues("adds"), "累计", "总数", "总量"}))


def base_year(said: str, candidates: tuple[int, ...]) -> int | None:
    """The year that a change is told against, where the sentence names one of these."""
    named = [int(match["year"]) for match in AGAINST.finditer(said)]
    return next((year for year in reversed(named) if year in candidates), None)
