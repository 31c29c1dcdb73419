"""Bounds: 以上 左右 不超过 and their like, on either side of a figure."""

from __future__ import annotations

import re
from functools import cache

from indicators import lexicon
from indicators.record import Bound
from indicators.record.passing import passing

LONGEST = 16  # characters of a bound word and what may stand between it and its figure
# 超过完成9户: what may stand between
DEEDS = (
    *("了", "到", "到了", "达", "达到", "建成", "建设", "培育", "新增", "打造", "引进"),
    *("完成", "举办", "设立", "再建", "再装", "再增"),
)
FARTHEST = 32  # and of what it is bounded against
FAR_ABOUT = re.compile("(?:约占|大约占|约为|约是)(?:\\d{4}年)?[^，；。、\\d]{1,16}$")

# 不到全国平均水平的四分之一
FAR_BELOW = re.compile("(?P<word>不到|不足)全[国省市][^，；。、\\d]{0,6}的$")
# 标准不低于上年人均收入的60%
FAR = re.compile("[一-鿿]{2}(?P<word>不低于|不少于|不高于|不超过)[^，；。\\d]{2,24}的$")


@passing(frozen=True, slots=True)
class Bounded:
    """The bound of a figure, and the figure's reach with its bound words."""

    bound: Bound
    start: int
    end: int
    rules: tuple[str, ...]


@cache
def _before() -> re.Pattern[str]:
    words = lexicon.alternation(w.word for w in lexicon.bounds() if w.side == "before")
    return re.compile(
        rf"(?<![通经不越难打侦击冲])(?<!商(?=超))(?!(?<=[签违节合条预制集公邀履特契续])约)(?P<word>{words})(?:{'|'.join(DEEDS)})?\s?$"
    )


@cache
def _before_ends() -> frozenset[str]:
    """What stands right before a figure that a word before it bounds."""
    words = [w.word for w in lexicon.bounds() if w.side == "before"]
    return frozenset(word[-1] for word in (*words, *DEEDS, " "))


@cache
def _after() -> re.Pattern[str]:
    words = lexicon.alternation(w.word for w in lexicon.bounds() if w.side == "after")
    return re.compile(
        rf"\s?\(?(?P<word>{words})\)?|(?P<more>[多余])(?![项种元年次家个数]|多?(?:发常见|样|功能|层次|渠道))"
        # 压缩至3个工作日内
        "|(?P<within>(?<=[日天时])内(?=[，。；、]|$))|(?P<strong>(?<=分之[一二两三四五六七八九])强(?=[，。；、]|$))"
    )


@cache
def _after_begins() -> frozenset[str]:
    """What stands right behind a figure that a word behind it bounds."""
    words = [w.word for w in lexicon.bounds() if w.side == "after"]
    return frozenset(word[0] for word in (*words, *"多余内强("))


@cache
def _meaning(side: str) -> dict[str, Bound]:
    return {w.word: w.bound for w in lexicon.bounds() if w.side == side}


def around(text: str, start: int, end: int, vague: bool = False) -> Bounded:
    """The bound of the figure at `text[start:end]`.

    The word next to the figure wins: 控制在5.5%左右 is about, not at most. 多 or 余 inside the
    number (`vague`) makes it a lower bound.
    """
    near, ends, begins = max(0, start - LONGEST), text[start - 1 : start], text[end : end + 1]
    left = _before().search(text, near, start) if ends in _before_ends() else None
    right = _after().match(text, end) if begins in _after_begins() or begins.isspace() else None
    of, about = ends == "的", text.find("约", near, start) >= 0
    if not (left or right or of or about or vague):
        return Bounded(Bound.EXACT, start, end, ())
    bound, rules = Bound.EXACT, []
    reach_start, reach_end = start, end
    if left:
        bound, reach_start = _meaning("before")[left["word"]], left.start()
        rules.append(f"{left['word']} #")
    below = FAR_BELOW.search(text, near, start) if of else None
    if bound == Bound.EXACT and below:
        bound = Bound.UPPER
        rules.append(f"{below['word']}…的 #")
    far = FAR.search(text, max(0, start - FARTHEST), start) if of else None
    if bound == Bound.EXACT and far:
        bound = _meaning("before")[far["word"]]
        rules.append(f"{far['word']}…的 #")
    if bound == Bound.EXACT and about and FAR_ABOUT.search(text, near, start):
        # 约占全国六分之一: 约 stands before the verb
        bound = Bound.ABOUT
        rules.append("约占 #")
    if vague:
        bound = Bound.LOWER
        rules.append("#多")
    if right:
        word = right["word"] or right["more"] or right["within"] or right["strong"]
        least = Bound.UPPER if right["within"] else Bound.LOWER
        bound = _meaning("after").get(word, least)
        reach_end = right.end()
        rules.append(f"# {word}")
    return Bounded(bound, reach_start, reach_end, tuple(rules))
