"""The place that a passage is about where its sentence names none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeAlias

from indicators import lexicon
from indicators.dimensions import elsewhere
from indicators.dimensions.region import Area
from indicators.dimensions.rule import Found
from indicators.record import Origin, Region
from indicators.text import Sentence

Placed: TypeAlias = tuple[Region, Origin]
HEADED = re.compile(r"\s*(?:[\d一二三四五六七八九十]+[、.]\s?)?$")
# 同比增长3%，高于全国的2.5% only compares: what is told of first counts
FIGURE = re.compile(r"\d(?![\d.]*[年月季日])")
# what goes on to tell of the place in the sentence before
GOES_ON = re.compile(
    r"\s*(?:尤其是|数据显示|具体来看|再看|再来看|其(?![他余它实])|该[省市]|当地|此外|同时|另外|并且|按照|根据|为了实现这)"
)

# what speaks of more than the place before
CITY = re.compile("全市(?!场)")
OF_ALL = re.compile("全国|我国|中国|各地|各[省市]|两地|这些|多地|二者|两[省市]|城市中|省份中")


class Whereabouts:
    """What a document is about, and what a heading or the sentence before turned to."""

    def __init__(self, region: str) -> None:
        """Nothing but the document's region is known."""
        known = (lexicon.region(region), Origin.DOCUMENT) if region else (Region(""), Origin.NONE)
        self.own: Placed = known
        self.headed: Placed | None = None
        self.before: Placed | None = None
        self.city: Placed | None = None
        level = lexicon.regions().get(lexicon.full_names().get(region, ""), ("", "", ""))[1]
        self._many = not level and elsewhere.MANY.search(region) is not None
        self._end = 0
        # 全市 of 重庆市 is the whole of it
        self._wide = not region.endswith("市") if level == "province" else not level

    def enter(self, sentence: Sentence, areas: Sequence[Found[Area]]) -> Placed:
        """The place of a sentence's figures that stand behind none of its areas.

        郑州：2022年达5000亿元 as a heading holds up to the next; a sentence is about another place
        as long as each goes on from the one before (其中, 全市).
        """
        text, away = sentence.text, [area for area in areas if area.value.away]
        if sentence.heading:
            led = away and HEADED.match(text, 0, away[0].start) and text[away[0].end] in "：:"
            self.headed = (away[0].value.region, Origin.HEADING) if led else None
            self.before = self.city = None
        self.city = _city(areas) or self.city
        whole = "全市" in text or "全省" in text
        follows = self._many and sentence.places[0] == self._end and not OF_ALL.search(text)
        self._end = sentence.places[-1] + 1
        going_on = not sentence.heading and (whole or follows or GOES_ON.match(text) is not None)
        city = self.city if self._wide and CITY.search(text) and "全省" not in text else None
        here = (self.before if going_on else None) or city or self.headed or self.own
        last = areas[-1].value if areas else None
        if (
            last
            and last.away
            and last.until == len(text)
            and not FIGURE.search(text, 0, away[0].start)
        ):
            self.before = (last.region, Origin.PARAGRAPH)
        elif last or not going_on:
            self.before = None
        return here


def _city(areas: Sequence[Found[Area]]) -> Placed | None:
    """The last city that a sentence is about: 全市 in a text about a province is of it."""
    regions = lexicon.regions()
    for area in reversed(areas):
        code = area.value.region.code
        if code and regions[code][1] == "prefecture":
            return area.value.region, Origin.PARAGRAPH
    return None
