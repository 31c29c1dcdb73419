"""Page furniture: lines that belong to the page and not to the document.

Menus, share buttons, counters, contact and licence lines, who edited a page and what else it offers
are in every download and state nothing. They stay in the text, so that offsets hold, and are named
as stretches that reading leaves out. A line is furniture only as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from indicators.lexicon import alternation
from indicators.lexicon.page import furniture
from indicators.record import Span, Unplaced
from indicators.text import fold

LONGEST = 160
ITEM = 8
GAP = 3
DATE = r"(?:19|20)\d{2}(?:年|[-/.])\d{1,2}(?:月|[-/.])\d{1,2}日?(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?"
SENTENCE = re.compile("[。；！？]")
NUMBER = re.compile(r"\d+(?:[.,:/-]\d+)*")
PAGE_NUMBER = re.compile(
    r"[-·]\s?\d{1,4}\s?[-·]|第\s?\d{1,4}\s?页(?:[\s，/]*共\s?\d{1,4}\s?页)?|第\s?[A-Z]?\d{1,3}\s?版.{0,20}"
)
# a line of a table of contents: its words stand again where the section begins
CONTENTS = re.compile(r".{2,50}?(?:…{2,}|\.{4,}|·{4,})\s?\d{1,4}")
BETWEEN = re.compile(r"[\s|/>·»\\()（）\[\]【】:：,，.+、《》<-]|\d+(?:\.\d+)?万?")
PARTS = re.compile(r"[\s|/>·»]+")


def spans(text: str, aside: Sequence[Span] = (), body: int = 0) -> tuple[Span, ...]:
    """The furniture of a text: `aside` (what the file itself sets aside) and lines like furniture.

    Lines that follow one on another are one span. What stands before `body` is no page.
    """
    lines = [(body + start, _short(line)) for start, line in _lines(text[body:])]
    marked = [_is_furniture(line.strip()) for _, line in lines]
    _below(lines, marked)
    _between(lines, marked)
    found = (Span(s, s + len(t)) for (s, t), is_ in zip(lines, marked, strict=True) if is_)
    return _joined([*aside, *found])


def numbers(text: str, skipped: Sequence[Span]) -> Iterator[Unplaced]:
    """The numbers inside furniture, as what they are: of a contact, or of the page."""
    for span in skipped:
        for start, line in _lines(span.of(text)):
            found_ = list(NUMBER.finditer(line))
            reason = "contact" if found_ and _contact().search(fold(line)) else "furniture"
            for match in found_:
                place = span.start + start
                found = Span(place + match.start(), place + match.end())
                yield Unplaced(found, match[0], reason)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def _short(line: str) -> str:
    """A line folded, if it is short enough to be furniture."""
    return fold(line) if len(line) <= LONGEST else line


def _is_furniture(line: str) -> bool:
    if not line or len(line) > LONGEST:
        return False
    if _within().search(line) or PAGE_NUMBER.fullmatch(line) or CONTENTS.fullmatch(line):
        return True
    if SENTENCE.search(line):
        return False
    return _labelled(line) or _of_words(line) or _is_menu(line)


def _labelled(line: str) -> bool:
    """发布时间：2024-03-18 来源：长春日报 字号：大 中 小."""
    return _label().match(re.sub(rf"^{DATE}\s*", "", line)) is not None


def _of_words(line: str) -> bool:
    """Nothing but words of furniture, dates and counts: 点赞 35 评论 2 打印 关闭."""
    if not _item().search(line):
        return False
    return not BETWEEN.sub("", _item().sub("", re.sub(DATE, "", line)))


def _is_menu(line: str) -> bool:
    """Several short items without a number, two of which every page has."""
    parts = [part for part in PARTS.split(line) if part]
    if len(parts) < 4 or any(len(p) > ITEM or NUMBER.search(p) for p in parts):
        return False
    return sum(_item().fullmatch(part) is not None for part in parts) >= 2


def _below(lines: Sequence[tuple[int, str]], marked: list[bool]) -> None:
    """What follows 相关阅读 up to the next sentence is furniture, the word itself too."""
    running = False
    for place, (_, line) in enumerate(lines):
        bare = line.strip().strip("：:>》【】[]")
        if bare in _starts():
            running = True
        elif SENTENCE.search(line) or len(line) > LONGEST:
            running = False
        marked[place] = marked[place] or (running and bool(bare))


def _between(lines: Sequence[tuple[int, str]], marked: list[bool]) -> None:
    """Short lines without a number between two lines of furniture are items of the same menu."""
    last = -GAP - 2
    filled = [place for place, (_, line) in enumerate(lines) if line.strip()]
    for order, place in enumerate(filled):
        if not marked[place]:
            continue
        inside = filled[last + 1 : order] if 0 <= last >= order - GAP - 1 else []
        if all(_is_item(lines[one][1].strip()) for one in inside):
            for one in inside:
                marked[one] = True
        last = order


def _is_item(line: str) -> bool:
    return len(line) <= ITEM and not re.search(r"[\d，。；：、（(#]|^[一二三四五六七八九十]", line)


def _joined(found: Sequence[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for span in sorted(found):
        if joined and span.start <= joined[-1].end + 1:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        elif span.end > span.start:
            joined.append(span)
    return tuple(joined)


@cache
def _within() -> re.Pattern[str]:
    return re.compile(alternation(map(fold, furniture("within"))))


@cache
def _item() -> re.Pattern[str]:
    return re.compile(alternation(map(fold, (*furniture("item"), *furniture("whole")))))


@cache
def _label() -> re.Pattern[str]:
    words = alternation(map(fold, furniture("label")))
    # without a colon 审核3000件 may well be a figure: only 电话 and 发布时间 need none
    bare = alternation(map(fold, furniture("label", "contact", "date")))
    return re.compile(rf"[【\[(]?(?:{words})[】\])]?\s?[：:]|(?:{bare})\s?\d")


@cache
def _contact() -> re.Pattern[str]:
    words = (*furniture("label", "contact"), *furniture("within", "contact"))
    return re.compile(alternation(map(fold, words)))


@cache
def _starts() -> frozenset[str]:
    return frozenset(map(fold, furniture("below")))
