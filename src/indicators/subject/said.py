"""What the words around a figure say of it: a part of a year, constant prices, growth a year.

An observation carries the place of its sentence, not its words; these functions look them up in the
document. They read the folded text, which is as long as the stated one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from indicators import lexicon
from indicators.record import Document, Observation, Origin, Status
from indicators.text import fold

NUMERAL = "[一二三四五六七八九十]"
WHOLE = r"(?:12|十二)月(?:份)?(?:底|末|31日)|1(?:月)?[-~至]12月|前(?:12|十二)个月|年[底末]|全年"
PART = (
    r"[前第]?[一二三四1-4](?:[、至-][二三四2-4])?个?季度"
    r"|[上下]半年"
    r"|\d{1,2}(?:月)?[-~至]\d{1,2}月"
    rf"|前(?:\d{{1,2}}|{NUMERAL}{{1,2}})个?月"
    rf"|(?:\d{{1,2}}|{NUMERAL}{{1,2}})月(?:份|底|末)?"
)
TIME = re.compile(
    rf"(?P<against>(?:比|较|与)[^，。；]{{0,4}}?(?:(?:年|同期)(?:同期|全年)?|{PART})(?:[和、]{PART})*)"
    rf"|(?P<whole>{WHOLE})"
    rf"|(?P<since>[由从自](?:{PART})(?=.*[转到至为]))"
    rf"|(?P<part>{PART})"
    rf"|(?P<year>\d{{4}}年|去年|上年|前年)"
)
PRICES = re.compile(r"(?:(?P<base>\d{4})年)?(?P<kind>不变|可比|当年|现行|(?<!实)现)价(?:格)?")
OF_GROWTH = re.compile(
    r"(?:口径)?(?:计算|核算)?[，,]?(?:(?:同比|(?:比|较)(?:上年|去年|\d{4}年)(?:同期)?|年均|同期|累计|实际)"
    r"[，,]?)*(?:增长|下降|增速|增幅|回落)"
)
CONSTANT = ("不变", "可比")
# 五年增长3.3倍 is growth over all five, 年增长7% growth a year
A_YEAR = re.compile(r"年均|每年|逐年|年平均|(?<![两几\d一二三四五六七八九十])年(?:增长|增速|递增)")
ENDS = "，；。"


@dataclass(frozen=True, slots=True)
class Prices:
    """The prices that a level is told at: constant ones of `base`, where it is named."""

    constant: bool
    base: int | None = None


def is_of(o: Observation, region: str) -> bool:
    """Whether a figure is about the place (name or code) and not about a zone or a town in it."""
    return region == o.region.code or lexicon.same_region(o.region.name, region)


def part_of_year(document: Document, o: Observation) -> str:
    """The part of a year that a figure covers, 上半年 or 1-9月; empty where it is the whole.

    The last time that is named before the figure counts: 8月, ...: 2021年地区生产总值 is the year
    2021. A time it is compared with (比去年同期) or changes from (由一季度下降2%转为) does not.
    Without a time of its own in the sentence the place counts from which the period was taken, a
    heading or the title; where that names none either, the title of what is achieved.
    """
    afar = o.status is Status.ACTUAL and o.period_source not in (Origin.CLAUSE, Origin.SENTENCE)
    for words in (_before(document, o), _behind(document, o), document.title if afar else ""):
        times = [m for m in TIME.finditer(fold(words)) if not (m["against"] or m["since"])]
        if times:
            return times[-1]["part"] or ""
    return ""


def prices(document: Document, o: Observation) -> Prices | None:
    """The prices that the sentence names for a level; None where it names none.

    `按可比价计算，增长7%` speaks of growth and is passed over. In brackets behind the figure the
    words belong to it, before figures to those that follow, at the end of a sentence to all.
    """
    sentence = fold(o.sentence.of(document.text))
    start, end = o.span.start - o.sentence.start, o.span.end - o.sentence.start
    marks = [m for m in PRICES.finditer(sentence) if not OF_GROWTH.match(sentence, m.end())]
    bracketed = [m for m in marks if re.fullmatch(r"[(（][^)）]*", sentence[end : m.start()])]
    leading = [m for m in marks if m.end() <= start and not _closed(sentence, m)]
    closing = [m for m in marks if m.start() >= end and _closes(sentence, end, m)]
    chosen = bracketed[:1] or leading[-1:] or closing[-1:]
    if not chosen:
        return None
    base = chosen[0]["base"]
    return Prices(chosen[0]["kind"] in CONSTANT, int(base) if base else None)


def a_year(document: Document, o: Observation) -> bool:
    """Whether growth over several years is told as growth a year: 年均增长6.5%.

    The words must stand in the clause of the figure, before it or right behind.
    """
    text = fold(o.sentence.of(document.text))
    start, end = o.span.start - o.sentence.start, o.span.end - o.sentence.start
    first = max(text.rfind(sign, 0, start) for sign in ENDS) + 1
    stops = [place for sign in ENDS if (place := text.find(sign, end)) >= 0]
    return bool(A_YEAR.search(text[first : min(stops, default=len(text))]))


def _before(document: Document, o: Observation) -> str:
    return document.text[o.sentence.start : o.span.start]


def _behind(document: Document, o: Observation) -> str:
    """Where a period not named in the sentence was taken from, as far as that tells a part."""
    text = document.text
    if o.period_source is Origin.TITLE:
        return document.title
    if o.period_source is Origin.HEADING:
        heads = [line for line in text[: o.sentence.start].splitlines() if line.startswith("#")]
        return heads[-1] if heads else ""
    if o.period_source is Origin.PARAGRAPH:
        return text[text.rfind("\n", 0, o.sentence.start) + 1 : o.sentence.start]
    return ""


def _closed(sentence: str, mark: re.Match[str]) -> bool:
    """Whether the words stand in brackets behind an earlier figure and hold for it alone."""
    before, after = sentence[: mark.start()], sentence[mark.end() :]
    within = max(before.rfind(sign) for sign in "(（") > max(before.rfind(sign) for sign in ")）")
    return within and "下同" not in re.split("[)）]", after)[0]


def _closes(sentence: str, end: int, mark: re.Match[str]) -> bool:
    """Whether the words end the sentence behind the levels: no growth between, no figure after."""
    between, after = sentence[end : mark.start()], sentence[mark.end() :]
    growth = re.search("%|增长|下降|增速", between)
    return not growth and not _closed(sentence, mark) and not re.search(r"\d", after)
