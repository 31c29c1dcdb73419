"""Names: what a figure measures, in the document's own words, from the text around it.

A name stands left of its figure (固定资产投资增长6%), right of it (打造6个示范点), or was said in a
clause before. What surrounds a name is known by its words (lexicon/cue.tsv): the verbs and adverbs
next to the figure, and the connectives, times, places and action verbs before the name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from indicators import lexicon

MODIFIED = re.compile("^的?(?:项目|企业|工程|产品|单位|设施|高铁|公路|道路|机场|平台|小区|家庭)$")
PARENTHESES = re.compile(r"\([^()]*\)|\[\s?\d+\s?\]")
EDGE = " 、，的,：:—-\"'○●◆■◇·>*#"
GENERIC = frozenset(
    "投资 产值 收入 营业收入 主营业务收入 增加值 产量 面积 总量 规模 利润 税收".split()
)
OBJECT_VERBS = "推动|促进|确保|力争|争取|带动实现|努力实现|引进|吸引|打造"
OPENERS = (
    OBJECT_VERBS
    + "|我[市省县区州旗]|每年(?:安排|投入|拿出|发放)|(?<=[^售前产背])后(?=年均|每年|累计|全年|新增|实现)"
)
DIRECTIONS = ("rise", "fall", "riseto", "fallto", "reach")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence, by its offsets."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The stretch itself."""
        return text[self.start : self.end]

    def __bool__(self) -> bool:
        """Whether anything is left."""
        return self.end > self.start


@dataclass(frozen=True, slots=True)
class Tail:
    """What stood between a name and its figure: the piece before, and the words taken off."""

    piece: Piece
    roles: tuple[tuple[str, str], ...]

    def last(self, *roles: str) -> str:
        """The word of one of these roles that stands nearest to the figure, or nothing."""
        return next((word for role, word in self.roles if role in roles), "")

    def has(self, *words: str) -> bool:
        """Whether one of these words was taken off."""
        return any(word in words for _, word in self.roles)


@cache
def _comparison() -> re.Pattern[str]:
    return re.compile(
        r"(?:比|较|与|同)(?:上年|去年|上年同期|去年同期|上年末|上年底|去年末|年初|上月|上月末|上季度|同期|前\S{1,5}?"
        r"|(?:19|20)\d\d年(?:末|底)?|\d{1,2}月(?:当月|末|份)?|全国|全省|全市|上期|计划|预算|目标)"
        r"(?:末|底|同期|平均水平|平均|水平)?(?:相比|比)?[，、]?$"
    )


def strip_tail(text: str, piece: Piece) -> Tail:
    """Take verbs, adverbs and comparisons off the end of what stands left of a figure.

    The longest word wins at each step. A verb is taken once: in 减税降费 nothing is.
    """
    start, end = piece.start, piece.end
    taken: list[tuple[str, str]] = []
    while True:
        stretch = text[start:end]
        end -= len(stretch) - len(stretch.rstrip(EDGE))
        stretch = text[start:end]
        compared = _comparison().search(stretch) or ASIDE.search(stretch)
        if not compared and any(role in ("rise", "fall") for role, _ in taken):
            compared = COMPARED.search(stretch)
        if compared:
            taken.append(("comparison", compared[0]))
            end = start + compared.start()
            continue
        role, word = _longest_tail(stretch)
        if (
            not word
            or PER.search(stretch)
            or (role in DIRECTIONS and _is_noun(stretch, role, taken))
        ):
            break
        taken.append((role, word))
        end -= len(word)
    return Tail(Piece(start, end), tuple(taken))


ASIDE = re.compile(
    r"(?:(?:是|为|达到?|相当于)(?:\d{4}年|上年|去年|原来|同期|十年前)(?:末|底)?|按可比价格?计?算|"
    "(?:剔除|扣除|考虑|按照?)[^，]*(?:后|因素|口径|汇率)|提前[一两二三]年(?:翻番|实现|完成)?、?)$"
)
COMPARED = re.compile(
    "(?:(?<![占同环对])比(?!重|例|率|较)|(?<!比)较(?!快|大|好|高))[^，；。]{1,14}$"
)
PER = re.compile("[户人亩]均$")
NOUN_END = re.compile("(?:国有|行为|所有|私有|人为|作为|没有)$")


def _is_noun(stretch: str, role: str, taken: list[tuple[str, str]]) -> bool:
    """Whether the verb is the end of a name (国有), or a second change before a first."""
    if role == "reach" and NOUN_END.search(stretch):
        return True
    return role in ("rise", "fall") and any(r in ("rise", "fall") for r, _ in taken)


@cache
def _tail_words() -> dict[str, str]:
    """Word -> role; a word with two roles has the one that says more about the figure."""
    order = ("adverb", "target", "reach", "fall", "rise", "fallto", "riseto")
    return {word: role for role in order for word in lexicon.cues(role)}


def _longest_tail(stretch: str) -> tuple[str, str]:
    words = _tail_words()
    for length in range(min(len(stretch), max(map(len, words))), 0, -1):
        word = stretch[-length:]
        if word in words:
            return words[word], word
    return "", ""


@cache
def _head_pattern() -> re.Pattern[str]:
    words = [*lexicon.cues("lead"), *lexicon.cues("adverb"), *lexicon.cues("target")]
    return re.compile(
        rf"(?:{lexicon.alternation(set(words) - {'大', '多', '新', '高速', '稳定'})})"
    )


@cache
def _action_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?:{lexicon.alternation(lexicon.cues('action'))})(?:了|好)?")


def strip_head(text: str, piece: Piece, places: tuple[str, ...] = ()) -> Piece:
    """Take connectives, places, adverbs and action verbs off the front of a name.

    Two characters are always left, so that 引进内资 keeps 内资 and 新增 its noun.
    """
    start, end = piece.start, piece.end
    while True:
        stretch = text[start:end]
        start += len(stretch) - len(stretch.lstrip(EDGE))
        stretch = text[start:end]
        step = _head_step(stretch, places)
        if not step or end - start - step < 2:
            return Piece(start, end)
        start += step


def _head_step(stretch: str, places: tuple[str, ...]) -> int:
    for place in places:
        if place and stretch.startswith(place):
            return len(place)
    for pattern in (_head_pattern(), _action_pattern()):
        match = pattern.match(stretch)
        if match and not _begins_name(stretch):
            return match.end()
    return 0


@cache
def _kept() -> re.Pattern[str]:
    names = lexicon.alternation(lexicon.indicator_names())
    return re.compile(
        rf"(?:{names}|每[百千万亿]|对[^，]*贡献率|实际利用|实际使用|实际到位|新增|引进内资|减税降费|全社会|总投资|累计投入$|储备项目|就业|出让$"
        "|现代|各类人才|可比|高新|高质量发展|固定|发展|建设用地|投资[^于]|规模以上|规上|服务业|教育|治理[^了]|应急|大数据|和谐|再融资|再生|再就业"
        "|高标准农田|高校|高层|高技|高端|高速公路|高铁|高等|直接融资|直接经济|基本|全员|全口径|全要素|进出口|出口|对外|在校|在建"
        "|在园|到位|共同|与|自然|从业|中小|大型|大中|快递|主要污染|生活|生产|社会|优良|绿化覆盖|绿化面积|保障性|续建高铁|续建公路)"
    )


def _begins_name(stretch: str) -> bool:
    """Whether the stretch begins with a noun that only looks like a verb or an adverb."""
    return _kept().match(stretch) is not None


def last_object(text: str, piece: Piece) -> Piece:
    """What follows the last word that a figure's name cannot span.

    推动全社会研发经费投入增长, 核定我市政府债务限额, 置换后年均节约利息: the name begins behind it.
    """
    stretch = piece.of(text)
    matches = list(re.finditer(OBJECT_VERBS if "占" in stretch else OPENERS, stretch))
    if matches and len(stretch) - matches[-1].end() >= 2:
        return Piece(piece.start + matches[-1].end(), piece.end)
    return piece


@cache
def _predicate() -> re.Pattern[str]:
    words = lexicon.alternation(lexicon.cues("predicate"))
    return re.compile(rf"(?:{words})")


def is_verb(said: str) -> bool:
    """Whether a stretch is an action verb and nothing else."""
    return said in lexicon.cues("action")


def predicates(text: str) -> bool:
    """Whether a text begins with a word that cannot begin a name."""
    return _predicate().match(text) is not None


def topic(text: str, before: int) -> Piece:
    """What a sentence opens with, up to its first verb or quotation: 汽车产业“一马当先”，…"""
    first = re.match("“?[^，；。：“、\\d]+", text[:before])
    if not first or first.end() >= before:
        return Piece(0, 0)
    piece = strip_head(text, Piece(0, first.end()))
    for place in range(piece.start + 2, piece.end):
        if _predicate().match(text, place, piece.end) or _topic_end().match(text, place, piece.end):
            return Piece(piece.start, place)
    return piece


@cache
def _changes() -> re.Pattern[str]:
    return re.compile(lexicon.alternation((*lexicon.cues("riseto"), *lexicon.cues("fallto"))))


@cache
def _topic_end() -> re.Pattern[str]:
    words = {
        w for role in ("adverb", "rise", "fall", "riseto", "fallto") for w in lexicon.cues(role)
    }
    return re.compile(lexicon.alternation(w for w in words if len(w) > 1))


def right_name(text: str, start: int, end: int) -> Piece:
    """The noun phrase behind a figure, up to the first word that cannot belong to it."""
    stretch = text[start:end]
    lead = re.match(r"\s?(?:的|(?:各类|专项资金)?(?=专项资金))?\s?", stretch)
    start += lead.end() if lead else 0
    stretch = text[start:end]
    if (_predicate().match(stretch) or _changes().match(stretch)) and not _begins_name(stretch):
        return Piece(start, start)
    stop = end
    for match in _predicate().finditer(stretch, 2):
        modifies = MODIFIED.match(stretch[match.end() :])
        if not modifies and not _inside_quotes(stretch, match.start()):
            stop = start + match.start()
            break
    kept = text[start:stop].rstrip(EDGE)
    return Piece(start, start + len(re.sub("(?:和|及|与|以及|并)$", "", kept)))


def _inside_quotes(stretch: str, place: int) -> bool:
    return stretch.count("“", 0, place) > stretch.count("”", 0, place)


def split_list(text: str, piece: Piece, joints: str = "、|和|与|及|，") -> list[Piece]:
    """A、B和C -> its parts; joints inside quotation marks join."""
    pieces, start = [], piece.start
    for match in re.finditer(joints, piece.of(text)):
        if not _inside_quotes(piece.of(text), match.start()):
            pieces.append(Piece(start, piece.start + match.start()))
            start = piece.start + match.end()
    pieces.append(Piece(start, piece.end))
    return [part for part in pieces if part]


def clean(name: str) -> str:
    """A name without parentheses, footnote marks and edges."""
    return PARENTHESES.sub("", name).strip(EDGE).replace("\n", "")


def identify(name: str) -> str | None:
    """The catalogue's id for a folded name, or None."""
    bare = re.sub("^(?:全[省市区县州]|[我本][省市区县])", "", re.sub(r"[“”\s]", "", name))
    return lexicon.indicator_names().get(bare)
