"""The words before a name: what leads up to it and is none of it.

A name is known by its edges (lexicon/cue.tsv): the connectives, times, places and action verbs
before it, and the verbs and adverbs next to the figure (`tail`).
"""

from __future__ import annotations

import re
from functools import cache

from indicators import lexicon
from indicators.glance import Sought
from indicators.record.passing import passing

EDGE = " 、，；的,：:—-…\"'○●◆■◇▲△·>*#+⬆⬇↑↓①②③④⑤⑥⑦⑧⑨⑩▶►▷★☆√□◎※→➤❖➢•▪☑✅"
# nouns that name nothing by themselves: 新开工项目 keeps its verb
BARE = frozenset(("项目", "企业", "工程", "活动", "任务", "资金", "人员", "设施", "产品"))
# words that lead to a name only where they stand alone
ALONE = frozenset(("以", "按", "重点培育", "重点打造", "重点建设"))
# cues that are the beginning of too many names to be taken off one
UNSURE = frozenset(("同期", "大", "多", "新", "高速", "稳定", "年平均", "最低", "最高"))
# 金华市 of 金华市区, 县 of 县级: more than the place
# but 浙江省民营经济, 金华市城镇居民 begin with one
WITHIN = re.compile(
    "[省市县区镇](?:[区级委域本场政容]|民(?![营间生])|内(?![资贸需])|外(?![贸资商])|直(?!接)|城(?![镇乡市]))"
)
# 位于城北的扩能项目, 正在实施的“…”项目
# 为企业节约成本
FOR_OTHERS = (
    "[^，；。、\\d]{1,20}?(?:解决|提供|办理|发放|节约|节省|挽回|追回|争取|新增|安装|加装|配备|更换)"
)
LOCATED = re.compile(
    "[^，；。、]{2,14}之一的(?=..)|(?:位于|坐落[于在]|地处|正在)[^，；。、]{2,}?的(?=[^，；。的]{2,})|在[^，；。、]{9,}的(?=[^，；。的]{2,})"
)


@passing(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence, by its offsets."""

    start: int
    end: int

    def moved(self, by: int) -> Piece:
        """The same stretch of a text that begins so many characters earlier."""
        return Piece(self.start + by, self.end + by)

    def of(self, text: str) -> str:
        """The stretch itself."""
        return text[self.start : self.end]

    def __bool__(self) -> bool:
        """Whether anything is left."""
        return self.end > self.start


@cache
def leads() -> frozenset[str]:
    """Words that lead to a name and are none."""
    return (
        frozenset(w for role in ("lead", "adverb", "target") for w in lexicon.cues(role)) - UNSURE
    )


@cache
def _lead_words() -> lexicon.Words:
    return lexicon.Words(leads())


@cache
def _action_words() -> lexicon.Words:
    actions = lexicon.cues("action")
    return lexicon.Words(verb + done for verb in actions for done in ("", "了", "好"))


@cache
def _action_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?:{lexicon.alternation(lexicon.cues('action'))})(?:了|好)?")


def strip_head(text: str, piece: Piece, places: tuple[str, ...] = ()) -> Piece:
    """Take connectives, places, adverbs and action verbs off the front of a name.

    Two characters are always left, so that 引进内资 keeps 内资 and 新增 its noun.
    """
    start, end = piece.start, piece.end
    while True:
        stretch = text[start:end].lstrip(EDGE)
        start = end - len(stretch)
        if stretch in leads() or stretch in ALONE or EARLIER.fullmatch(stretch):
            return Piece(end, end)
        step = _head_step(stretch, places)
        # 新办企业 keeps its verb, 其中企业 is no name
        bare = stretch[step:] in BARE and not stretch.startswith("其中")
        if not step or end - start - step < 2 or bare:
            return piece if start == piece.start else Piece(start, end)
        start += step


# 突破性成果, 完成率: the verb is a part of the name
OF = ("率", "性", "型")
# 收入9亿元，加上级补助收入2亿元
PLUS = re.compile(
    "加(?:上(?!级|解|年|划))?(?=(?:上级|下级|上年|补助|返还|调入|中央|省级|市级|债务|转移|税收返还|预算稳定|动用|上划|上解|结转))"
)
# 提前1年翻一番
EARLIER = re.compile(r"提前(?:[一两二三四五六七八九十]|\d{1,2})(?:年|个月)(?:左右|以上)?")
# 预计(下同)全县生产总值
REMARK = re.compile(r"\((?:以?下同|预计|初步)[^()]{0,12}\)")


# 相比2019年增长率达9%
BASED = re.compile("(?:相比|相较于?|对比)(?:(?:19|20)\\d\\d年|去年|上年)(?:同期)?(?:的|，)?")
# 这些项目中投资9亿元的
AMONG = re.compile("这些[一-鿿]{2}[中里]")
# 创旅游综合收入9亿元
EARNED = re.compile("创(?=外汇|旅游|产值|综合收入|销售|总产值|经济效益)")
# 7月21日电(记者某某)青稞产量
DATELINE = re.compile(r"[电讯](?:\s?\([^()\d]{1,40}\)\s?|\s)")


# 甲、乙和丙三个行政区分别实现产值: so many places, one figure each
PLACES_EACH = re.compile(
    "[两三四五六七八九十]+个?(?:行政区|县市区|县区|区县|县市|市区|区|县|市|镇|乡|街道)(?:分别|各)(?:实现|完成)?(?=..)"
)
# what may lead to a name beside words, by the character that it begins with
ASIDES = {"加": PLUS, "电": DATELINE, "讯": DATELINE, "相": BASED, "对": BASED, "(": REMARK} | (
    {"这": AMONG, "创": EARNED}
    | dict.fromkeys("位坐正在地", LOCATED)
    | dict.fromkeys("两三四五六七八九十", PLACES_EACH)
)


def _head_step(stretch: str, places: tuple[str, ...]) -> int:
    aside = ASIDES.get(stretch[:1])
    led = aside.match(stretch) if aside else None
    if led:
        return led.end()
    for place in places if stretch.startswith(places) else ():
        if stretch.startswith(place) and not WITHIN.match(stretch, len(place) - 1):
            return len(place)
    # 使用资金9亿元: the longest of them, not 使
    steps = [step for words in (_lead_words(), _action_words()) if (step := len(words.at(stretch)))]
    if not steps or begins_name(stretch):
        return 0
    return max((step for step in steps if stretch[step : step + 1] not in OF), default=0)


@cache
def _named() -> re.Pattern[str]:
    words = lexicon.alternation((*lexicon.verbal_names(), *lexicon.cues("name")))
    return re.compile(
        rf"{words}|基本(?!完成|实现|达到|形成|消除|解决)|各项|有机(?!动车|场|构|器|关)|(?:平均)?每[百千万亿]|对[^，]*贡献[率度]|对[^，]{{2,14}}?(?:进出口|出口|进口|贸易)|投资[^于]|治理[^了]|(?:累计投入|出让)$"
    )


def begins_name(stretch: str) -> bool:
    """Whether the stretch begins with a noun that only looks like a verb or an adverb."""
    return _named().match(stretch) is not None


@cache
def _openers() -> Sought:
    return Sought(
        lexicon.alternation(lexicon.cues("opener")) + "|(?:任务|目标)(?:数|值)?是"
        "|(?<=[周期假节])(?:全[省市县区州]|我[省市县区州])(?:共|累计)?"
        "|财政(?:统筹)?(?:安排|下达|拨付|投入)"
        "|加(?<=(?:收入|支出|资金|财力)加)(?:上(?!级|解|年|划))?|拥有(?<![口均户人庭]拥有)(?!量)"
        "|成为[^，；。、]{0,4}第[一二三四五六七八九十]+[个座家]|来源[为是]|较[大快高多好]的[有是为]|最[大快高多好小慢低少差](?:的[^，；。、\\d]{0,8}?)?(?:分别|依次)?[有是为]|我[市省县区州旗]|时间就|我们(?:通过|提出|确定|明确|完成|建成|新增)了?|每年(?:安排|投入|拿出|发放|可(?=新增|实现))|与[^，。；、\\d]{1,10}?(?:签订|签署|(?=新?签约))"
        "|、(?<=(?:作用|力度|水平|质量|能力|机制|体系)、)|共(?<=..共)(?=入驻|安装|建成|引进|吸引|培育|落户|集聚|联系|洽谈|接待|实施|签约)"
        "|后可?(?<=[^售前产背]后可|.[^售前产背]后)(?=年均|每年|累计|全年|新增|实现)"
        + "".join(f"|{word}{FOR_OTHERS}" for word in "为帮向给")
    )


def last_object(text: str, piece: Piece) -> Piece:
    """What follows the last word that a figure's name cannot span.

    推动全社会研发经费投入增长, 核定我市政府债务限额, 置换后年均节约利息: the name begins behind it.
    """
    stretch = piece.of(text)
    located = LOCATED.match(text, piece.start, piece.end) if "的" in stretch else None
    if located:
        piece = Piece(located.end(), piece.end)
        stretch = piece.of(text)
    matches = [
        m
        for m in _openers().finditer(stretch)
        if ("占" not in stretch or "我" not in m[0]) and not quoted(stretch, m.start())
    ]
    if (
        matches
        and len(stretch) - matches[-1].end() >= 2
        and stretch[matches[-1].end() :] not in leads()
    ):
        return Piece(piece.start + matches[-1].end(), piece.end)
    return piece


def quoted(stretch: str, place: int) -> bool:
    """Whether a place of a stretch stands inside quotation marks."""
    return stretch.count("“", 0, place) > stretch.count("”", 0, place)


def is_verb(said: str) -> bool:
    """Whether a stretch is an action verb and nothing else."""
    return said in _actions() or (said[2:] in _actions() and said[:2] in lexicon.cues("adverb"))


def deed(text: str, piece: Piece) -> int:
    """Where a deed begins that stands inside a piece behind two characters or more, or 0."""
    done = _action_pattern().search(text, piece.start + 2, piece.end - 1)
    return done.start() if done and done.end() - done.start() > 1 else 0


@cache
def _actions() -> frozenset[str]:
    return frozenset(lexicon.cues("action"))
