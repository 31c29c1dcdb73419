"""Names: what a figure measures, in the document's own words, from the text around it.

A name stands left of its figure (固定资产投资增长6%), right of it (打造6个示范点), or is what the
sentence opens with.
"""

from __future__ import annotations

import re
from functools import cache

from indicators import lexicon
from indicators.dimensions.edges import EDGE, Piece, begins_name, strip_head

MODIFIED = re.compile("^的?(?:项目|企业|工程|产品|单位|设施|高铁|公路|道路|机场|平台|小区|家庭)$")
OURS, QUOTED = re.compile("^(?:全[省市区县州]|[我本][省市区县])"), re.compile(r"[“”\s]")
LEAD = re.compile(r"\s?(?:的|(?:各类|专项资金)?(?=专项资金))?\s?")
TRAILING = re.compile("(?:和|及|与|以及|并)$")
SPEAKS = re.compile("(?:表示|介绍|指出|强调|透露|告诉记者|说)$")
OPENING = re.compile("“?[^，；。：“、\\d]+")
AIMED = frozenset(
    (
        "目标",
        "预期目标",
        "目标任务",
        "任务",
        "任务目标",
        "计划",
        "要求",
        "速度",
        "水平",
        "预期",
        "控制",
        "年度",
    )
)
BRACKETS = frozenset("(（[")
PARENTHESES = re.compile(r"\([^()]*\)|（[^（）]*）$|\[\s?\d+\s?\]")


@cache
def _predicate() -> re.Pattern[str]:
    words = lexicon.alternation(lexicon.cues("predicate"))
    return re.compile(rf"(?:{words})")


def predicates(text: str) -> bool:
    """Whether a text begins with a word that cannot begin a name."""
    return _predicate().match(text) is not None


def topic(text: str, before: int) -> Piece:
    """What a sentence opens with, up to its first verb or quotation: 汽车产业“一马当先”，…"""
    first = OPENING.match(text, 0, before)
    if not first or first.end() >= before:
        return Piece(0, 0)
    piece = strip_head(text, Piece(0, first.end()))
    if SPEAKS.search(piece.of(text)):
        return Piece(0, 0)
    for place in range(piece.start + 2, piece.end):
        verb = _predicate().match(text, place, piece.end) or _topic_end().match(
            text, place, piece.end
        )
        if verb and (len(verb[0]) > 1 or verb[0] in "由是为") and not begins_name(text[place:]):
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
    lead = LEAD.match(stretch)
    start += lead.end() if lead else 0
    stretch = text[start:end]
    if _changes().match(stretch) or (_predicate().match(stretch) and not begins_name(stretch)):
        return Piece(start, start)
    stop = end
    for match in _predicate().finditer(stretch, 2):
        modifies = MODIFIED.match(stretch[match.end() :]) or begins_name(stretch[match.start() :])
        if not modifies and not _inside_quotes(stretch, match.start()):
            stop = start + match.start()
            break
    kept = text[start:stop].rstrip(EDGE)
    if kept in AIMED:
        # 增长6%以上的预期目标
        return Piece(start, start)
    return Piece(start, start + len(TRAILING.sub("", kept)))


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
    bare = name if BRACKETS.isdisjoint(name) else PARENTHESES.sub("", name)
    return bare.strip(EDGE).replace("\n", "")


def identify(name: str) -> str | None:
    """The catalogue's id for a folded name, or None."""
    return lexicon.indicator_names().get(OURS.sub("", QUOTED.sub("", name)))
