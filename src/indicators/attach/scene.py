"""A sentence as attaching sees it: its text, its times, its places, and its clauses."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from indicators.attach.attached import Names, joined
from indicators.dimensions import edges, indicator
from indicators.dimensions.clock import Time
from indicators.dimensions.edges import Piece
from indicators.dimensions.quantity import Amount
from indicators.dimensions.rule import Found
from indicators.dimensions.tail import Tail, strip_tail

Roles = tuple[tuple[str, str], ...]
BREAK = re.compile("[，；。：！？\\n]|--")
CLOSE = re.compile("[”》]")
STOP = re.compile("[，；。：！？、\\n()]")
KINDS = re.compile(r"\((?:市、区|市|区|州|旗|社区|村|村居|居|场|镇|镇、街道|街道)\)")
SIZE = re.compile("、(?:总投资|投资|总面积|建筑面积|占地面积|占地)$")
# 行业级、企业级平台
RANKED = re.compile("(?<=级)、(?=[一-鿿]{1,4}级)")
KIN = re.compile("[省市县区州镇乡村]、[省市县区州镇乡村]")
STEPS = re.compile("台阶|大关|关口")
STEPPED = re.compile(r"[一二两三四五六七八九十\d]+个[^，；。、]{0,6}(?:台阶|大关|关口)、")
# 下降(同口径)19.6%, 为预算的(含追加)69.5%
REMARK = re.compile(
    r"(?<=[的降减长加升高])\([^()\d]{1,12}\)$|\((?:以?下同|同口径|自然口径|不?含[^()\d]{1,8})\)的?$"
)
EXPLAINED = re.compile("[两三四五六七八九十]年$")  # 五年(2006-2010年，下同)
JOINED = re.compile("(?:[和与]|(?<![惠普涉触波])及)$")
JOINT = re.compile("和|与|及|以及")
# 3个街道和甲、乙、丙4个镇: what 和 joins is a list that the next figure counts
LISTED_ON = re.compile("(?P<x>[一-鿿]{1,8}?)[和及与][一-鿿]{2,6}(?:、[一-鿿]{2,6}){1,12}")
# 甲市以9亿元居首位: the figure ranks what stands before it
RANKED_WITH = re.compile(
    r"(?<=.)以(?=[约近超]?[\d.,]{1,14}[%万亿元美人次家个件吨]{1,4}(?:[、和与][\d.,]{1,14}[%万亿元美人次家个件吨]{1,4}){0,4}(?:的[^，；。\d]{2,12})?(?:，?(?:同样|依然|依旧|继续|稳|仍|再)?(?:暂|首次)?"
    r"(?:[位排跻占]?[居列]|排名?|领跑|领先|登顶|超过|赶超|夺|问鼎|摘|力压|反超|蝉联|压|首次进入|进入|跻身|在全|成为)))"
)
# 全国平均水平(7%)
LEVEL = re.compile("(?<=[国省市])(?:平均水平|平均增速|水平|增速)$")
BESIDE = re.compile("(?:[高低快慢多少好优]于|超过)$")
FIRSTLY = re.compile(
    r"(?:\s*\d{1,2}\s?[.、])?\s*\d{3,7}-(?=[一-鿿])|[一二三四五六七八九十]+是|\s*\d{1,2}(?:\s?[.、)](?!\d)|\s(?=[一-鿿]))"
)


class Scene:
    """A folded sentence with the times found in it and the names that its places go by.

    `outside` is the text with its brackets blanked: what they hold neither parts clauses nor lists.
    `breaks` are where clauses begin, the first of them aside; `quotes` says whether anything is
    quoted or titled, `steps` whether a step of a slogan is named.
    """

    def __init__(
        self, text: str, times: Sequence[Found[Time]], places: tuple[str, ...] = ()
    ) -> None:
        """What all figures of the sentence ask for is made once."""
        self.text, self.times, self.places = text, times, places
        bracketed = indicator.BRACKETS.search(text)
        self.outside = indicator.PARENTHESES.sub(_blank, text) if bracketed else text
        self.breaks = [match.end() for match in BREAK.finditer(self.outside)]
        self.quotes = "“" in text or "《" in text
        self.steps = STEPS.search(text) is not None

    def floor(self, place: int, since: int = 0) -> int:
        """Where the clause begins that ends at `place`, not before `since`."""
        before = bisect_right(self.breaks, place)
        return max(since, self.breaks[before - 1]) if before else since

    def ceiling(self, place: int, until: int) -> int:
        """Where a name that begins at `place` must end: at a break, or before the next figure."""
        stop = STOP.search(self.text, place, until)
        while stop and KINDS.match(self.text, stop.start(), until):
            # 8个县(市、区) goes on behind the brackets
            kinds = KINDS.match(self.text, stop.start(), until)
            stop = STOP.search(self.text, kinds.end() if kinds else until, until)
        while stop and stop.start() == place + 1 and KIN.match(self.text, place, until):
            # 148个市、区重点项目
            stop = STOP.search(self.text, stop.end(), until)
        going_on = LISTED_ON.fullmatch(self.text, place, until)
        if going_on:
            return going_on.end("x")
        while stop and self.quotes and self._quoted(place, stop.start()):
            closed = CLOSE.search(self.text, stop.start(), until)
            stop = STOP.search(self.text, closed.end(), until) if closed else None
        while stop and RANKED.match(self.text, stop.start()):
            stop = STOP.search(self.text, stop.end(), until)
        if stop:
            return stop.start()
        joints = [match.start() for match in JOINT.finditer(self.text, place, until)]
        # 11个公园和1560多万平方米绿地: 和 joins the next figure, not a second noun
        return joints[-1] if joints and until < len(self.text) else until

    def bracket(self, place: int) -> int:
        """Where the bracket opens in which a place stands, or -1."""
        opened = self.text.rfind("(", 0, place)
        return opened if opened > self.text.rfind(")", 0, place) else -1

    def _quoted(self, place: int, stop: int) -> bool:
        """Whether a stop stands inside what a name quotes: 36项“稳增长、强主体”文件."""
        opened = max(self.text.rfind(mark, place, stop) for mark in "“《")
        return opened > max(self.text.rfind(mark, place, stop) for mark in "”》")

    def dated(self, start: int, end: int) -> bool:
        """Whether a stretch is part of a time."""
        within = [time for time in self.times if time.start <= start and end <= time.end]
        return bool(within)

    def name(self, names: Names) -> str:
        """The folded name of which these are the parts."""
        return joined(self.text, names)

    def head(self, piece: Piece) -> Piece:
        """A piece without the words that only lead to a name."""
        return edges.strip_head(self.text, piece, self.places)

    def _bracketed(self, start: int, end: int) -> tuple[int, int, Roles]:
        """What a figure in brackets is of: what stands in them before it, else what precedes them.

        研发投入强度（1.3%）仅为：behind the closing bracket the name goes on to count. The third
        are the verbs that stand in the brackets alone: 白酒（增长9%）、轿车（增长5%）.
        """
        opened = self.text.rfind("(", start, end)
        if opened >= 0 and self.text.find(")", opened, end) < 0:
            # （项目分两期建设，一期总投资10亿元
            opens = max(self.text.rfind(mark, opened, end) for mark in "(，；") + 1
            inside = strip_tail(self.text, Piece(opens, end))
            if inside.piece:
                return opens, end, ()
            # 还包括甲市(9%)、乙市(8%): the place alone, whatever leads to it
            level = LEVEL.search(self.text, start, opened)
            named = level.start() if level else opened
            place = next((p for p in self.places if self.text.endswith(p, start, named)), "")
            if not place or BESIDE.search(self.text, start, named - len(place)):
                # 增速高于全国水平(7%)
                return start, opened, inside.roles
            return named - len(place), named, inside.roles
        return start + (self.text[start : start + 1] == ")"), end, ()

    def _behind(self, time: Found[Time], end: int) -> int:
        """Where a name may begin behind a time, or behind the bracket: 五年(2006-2010年，下同)."""
        closed = self.text.find(")", time.end, end)
        return closed + 1 if closed >= 0 and self.bracket(time.end) >= 0 else time.end

    def _led(self, time: Found[Time]) -> int:
        """Where a time begins, its bracket and the years that it explains with it."""
        opened = self.bracket(time.start)
        run = EXPLAINED.search(self.text, max(0, opened - 3), opened) if opened >= 0 else None
        return run.start() if run else opened if opened >= 0 else time.start

    def _stepped(self, start: int, end: int) -> tuple[int, Roles]:
        """Where a name ends that a slogan parts from its figure: 连跨3个千亿台阶、突破5000亿元."""
        step = STEPPED.search(self.text, start, end) if self.steps else None
        verbs = strip_tail(self.text, Piece(step.end(), end)) if step else None
        return (end, ()) if not step or not verbs or verbs.piece else (step.start(), verbs.roles)

    def left(self, amount: Found[Amount], since: int) -> Tail:
        """What stands left of a figure in its clause, without times, verbs and adverbs."""
        text, end = self.text, amount.value.reach_start
        start = self.floor(end, since)
        # 由2.5:1缩小到2.3:1
        start += 2 * (start == since > 0 and text.startswith(":1", since))
        if start == since and since and not text.startswith("的", since):
            # what stands between two figures up to a 、 belongs to the first
            start = max(start, self.outside.find("、", start, end) + 1)
            if JOINED.search(text, start, end):
                # 90幢房屋加层和20幢6万平方米小区改造
                start = end
        if text.startswith("的", since) and SIZE.search(text, 0, end):
            # 投资9亿元的甲项目、投资7亿元的乙项目
            start = max(start, self.outside.rfind("、", start, end) + 1)
        last = text[end - 1 : end]
        end -= last == "以" and RANKED_WITH.match(text, end - 1) is not None
        remark = REMARK.search(text, start, end) if last in (")", "的") else None
        end, verbs = self._stepped(start, remark.start() if remark else end)
        start, end, alone = self._bracketed(start, end)
        first = FIRSTLY.match(text, start, end)
        start = first.end() if first else start
        inside = [
            t
            for t in self.times
            if start <= t.start and t.end <= end and not t.value.compared
            # 投资在2020年的基础上实现倍增
            if not (t.value.event and "基础上" in text[t.end : end])
        ]
        tail = strip_tail(text, Piece(self._behind(inside[-1], end) if inside else start, end))
        while inside and not tail.piece and inside[-1].start > start:
            time = inside.pop()
            before = strip_tail(text, Piece(inside[-1].end if inside else start, self._led(time)))
            tail = Tail(before.piece, (*tail.roles, *before.roles))
        return Tail(tail.piece, (*verbs, *alone, *tail.roles)) if verbs or alone else tail


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
