"""What stands between a name and its figure: verbs, adverbs and comparisons (lexicon/cue.tsv)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from indicators import lexicon
from indicators.dimensions.edges import EDGE, Piece
from indicators.glance import Sought
from indicators.record.passing import passing

# 制造业比重“由三成提高到四成”: what is quoted begins with the verb
EDGES = EDGE + "“"
DIRECTIONS = ("rise", "fall", "riseto", "fallto", "reach")
# what a figure is measured against: 完成年度计划的57%
NOUNS = frozenset(("目标", "计划", "规划", "要求"))
ASIDE = Sought(
    r"(?:(?:是|由|从|(?:(?:调整)?优化|调整|转变|演变)?为|达到?|相当于|恢复到|恢复至|回升到)(?:\d{4}年|常年|正常年份|“?(?:[八九]|十[一二三四]?)五”?|上年|去年|原来|同期|十年前)(?:期?末|底|时期|期间|同期|全年)?(?:水平)?|按(?:可比价格?|可比口径|同口径)计?算|(?:按照?)?(?:(?:\d{4}|当)年)?年?(?:平均)?汇率(?:计算|折算|折合)|"
    "(?:剔除|扣除|还原|考虑|按照?)[^，]*(?:后|因素|口径|汇率)|提前[一两二三]年(?:翻番|实现|完成)?、?"
    "|(?:是|为|相当于)(?:上年|去年|\\d{4}年)[^，。；、\\d]{0,12}|(?:仅)?(?:相当于|不到|不足|达到|是|为)全[国省市]平均水平"
    "|达到?(?:全[国省市区县])?(?:总量|总数|总额)的?|(?:是|为|相当于)[^，；。、\\d]{2,12}(?:初期?|[建设立]时)"
    "|(?:由|从)(?:当年|当初|最初|起初|当时|开始时|原来|原先|过去|以前|此前|[建设成][立省市区县州]?(?:之初期?|初期?|时|之时))的?(?:仅有?|不足|只有)?"
    "|(?:是|为|相当于)前[一两二三]年[^，。；、\\d]{0,6}|(?:是|为|相当于)[上前]一?[个届][^，。；、\\d]{0,8}"
    "|的?基(?:础|数)上|在[^，。；、]{0,8}基础上|受[^，。；、]{2,12}影响|在[^，；。、\\d]{2,14}(?:带动|拉动|推动|支撑|影响|作用)下|由[负降跌亏升正]转[正增升盈降负]、?|由(?:上年|去年)?(?:同期)?的?(?:下降|负增长|增长|亏损)转(?:为|正为|负为)?|在[^，；。、\\d]{2,14}中(?:率先|最早|首个)|(?:总量|规模)?(?:位?居)?全[国省市]第[一二三四五\\d]+、|(?:与|同|和)[^，。；、]{2,20}相比，?"
    r"|(?:位居|居(?!民)|位列|列|排名?)[^，；。、]{0,6}[第前]\S{1,3}位?、?)$"
)
# one of these stands in whatever ASIDE, ABOVE, COMPARED or a comparison finds
ASIDES = re.compile(
    "[汇还由从转超塌欠距比较与同是为达相恢回按剔扣考提位居列排高低快慢领优好受和在上次]"
)
ABOVE = Sought(
    "(?:远|略微?|明显|大大)?(?:(?:高于|低于|快于|慢于|高出|领先|优于|好于)(?:该[省市县区]|“?(?:[八九]|十[一二三四]?)五”?|上年|去年|同期|年初|全省|全国|全市|全区|经济|上年|预期|平均)[^，；。]{0,8}"
    "|(?:超过?|跑赢|领跑|不及|等于|持平于)(?:全[国省市区县])(?:平均)?(?:水平|线|增速)?"
    "|(?:超过?|高于|低于|欠|距|塌)[^，；。\\d]{0,4}(?:进度|目标|任务|计划)"
    "|(?:高于|快于|慢于|仅次于)[^，；。\\d]{2,14}(?<!分别)|低于[^，；。\\d]{1,8}(?:线|水平))$"
)
COMPARED = re.compile(
    "(?:(?<![占同环对可相])比(?!重|例|率|较|如(?![皋东]))|(?<!比)较(?!快|大|好|高))[^，；。]{1,14}(?<!分别)(?<!依次)$"
)
AGAIN = re.compile("(?<![同环占对可相])比$")
# 比2013年末（上次普查的年份，下同）增加9个
REMARK = re.compile(r"\([^()]{0,40}下同\)$")
# 产量年达到9万吨, not 三年达到
YEARLY = re.compile("(?<=[量值数额])年$")
YEAR_END = re.compile(r"\d{4}年均$")
AGAINST = re.compile("(?:不低于|不少于|不高于|不超过)[^，；。\\d]{2,24}$")
SUMS = frozenset(("规模", "总额", "总量", "总数"))
TRADED = re.compile("(?:零售|出口|进口)总额达$")
PER = re.compile("(?:[户人亩]|(?<!学)生)均$")
ALONE = frozenset(f"{way}{side}" for way in ("增加", "减少") for side in ("收入", "支出"))
NOUNED = (
    "国有|(?<!银)行为|所有|私有|人为|作为|没有|[偿归退返清]还|[审核]减|[供响效适对反]应"
    "|[成造]就|下达|[起升]降|[户人]均年?增收|代表建议|议案建议|意见建议"
    "|(?:改造|整治|巩固|改建|扩容)提升|[签违合条预制集公邀履特契续]约|[成首昌于丰宁新花武乐]都"
)
NOUN_END = re.compile(f"(?:{NOUNED})$")
NOUN_ENDS = frozenset(word[-1] for word in NOUNED.split("|"))


@passing(frozen=True, slots=True)
class Tail:
    """What stood between a name and its figure: the piece before, and the words taken off."""

    piece: Piece
    roles: tuple[tuple[str, str], ...]

    def last(self, *roles: str) -> str:
        """The word of one of these roles that stands nearest to the figure, or nothing."""
        for role, word in self.roles:
            if role in roles:
                return word
        return ""

    def has(self, *words: str) -> bool:
        """Whether one of these words was taken off."""
        return bool([word for _, word in self.roles if word in words])


@cache
def _comparison() -> Sought:
    return Sought(
        r"(?:[同相]?比|较|与|同|在)(?:上一?年|去年|上一?年同期|去年同期|上年末|上年底|去年末|年初|上月|上月末|上季度|同期|前(?:[一二三四]季度|几年|[一两二三四五六七八九十\d]+(?:年|个?月)|期|[年半月]|半年|些年|一年)"
        r"|(?:19|20)\d\d年(?:末|底)?|\d{1,2}月(?:当月|末|份)?|全国|全省|全市|(?:(?:19|20)\d\d年)?第[一二三四五六七]次全国[人经农][^，。；\d]普查时?|“?(?:[八九]|十[一二三四]?)五”?(?:期?末|期?初|时期|期间)?|上期|计划|预算|目标)"
        r"(?:末|底|同期|平均水平|平均|水平)?(?:相比|比)?[，、]?$"
    )


def strip_tail(text: str, piece: Piece) -> Tail:
    """Take verbs, adverbs and comparisons off the end of what stands left of a figure.

    The longest word wins at each step. A verb is taken once: in 减税降费 nothing is.
    """
    start, end = piece.start, piece.end
    taken: list[tuple[str, str]] = []
    while True:
        owned = not taken and text.endswith("的", start, end)
        stretch = _unmarked(text[start:end].rstrip(EDGES))
        end = start + len(stretch)
        against = AGAINST.search(stretch) if owned else None
        if against and against.start() > 1:
            taken.append(("comparison", against[0]))
            end = start + against.start()
            continue
        compared = _aside(stretch, taken) if ASIDES.search(stretch) else None
        if compared:
            taken.append(("comparison", compared[0]))
            end = start + compared.start()
            continue
        word = _tail_ends().ending(stretch)
        role = _tail_words().get(word, "")
        if not word and taken and YEARLY.search(stretch):
            role, word = "adverb", "年"
        # 贡献工业增长的六成: a growth that has parts is a noun
        if not word or (owned and role in ("rise", "fall")):
            break
        if _is_noun(stretch, role, taken) or PER.search(stretch):
            break
        if word in ALONE and stretch != word:
            # 同比下降9%，减少收入9亿元; not 带动农户增加收入9亿元
            break
        if word[:-1] in SUMS and (stretch.endswith("总" + word) or TRADED.search(stretch)):
            # 总规模达9亿元, 零售总额达9亿元: the whole of it is a name
            word = "达"
        if word == "年均" and YEAR_END.search(stretch):
            # 比2020年均翻一番 is not an average of years
            word = "均"
        taken.append((role, word))
        end -= len(word)
    return Tail(Piece(start, end), tuple(taken))


def _unmarked(stretch: str) -> str:
    """比2013年末（上次普查的年份，下同）: without the remark that it ends with."""
    remark = REMARK.search(stretch) if stretch.endswith("下同)") else None
    return stretch[: remark.start()] if remark else stretch


def _aside(stretch: str, taken: Sequence[tuple[str, str]]) -> re.Match[str] | None:
    """What a stretch ends with that its figure is only compared with, or that is said aside."""
    moved = any(role in ("rise", "fall") for role, _ in taken)
    again = AGAIN.search(stretch) if moved else None
    if again:
        # 生产总值9亿元，比增7%
        return again
    found = _comparison().search(stretch) or ASIDE.search(stretch) or ABOVE.search(stretch)
    if found or not moved:
        return found
    return COMPARED.search(stretch)


def _is_noun(stretch: str, role: str, taken: list[tuple[str, str]]) -> bool:
    """Whether the verb is the end of a name (国有), or a second change before a first."""
    if stretch[-1] in NOUN_ENDS and NOUN_END.search(stretch):
        return True
    return role in ("rise", "fall") and any(r in ("rise", "fall") for r, _ in taken)


@cache
def _tail_words() -> dict[str, str]:
    """Word -> role; a word with two roles has the one that says more about the figure."""
    order = ("adverb", "target", "reach", "fall", "rise", "fallto", "riseto")
    return {word: role for role in order for word in lexicon.cues(role) if word not in NOUNS}


@cache
def _tail_ends() -> lexicon.Words:
    return lexicon.Words(_tail_words())
