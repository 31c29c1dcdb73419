"""Units: the word right behind a number, and what one of it counts."""

from __future__ import annotations

import re
from functools import cache

from indicators import lexicon
from indicators.dimensions.rule import Found
from indicators.lexicon import Unit

DENOMINATOR = re.compile(
    "/(?:立方米|平方米|平方公里|平方千米|千克|公斤|亩|公顷|人次|人|天|日|年|月|小时|吨|升|头|台|辆"
    "|万元|亿元|万人|百人|万户)"
)
# 名 counts people only where no noun begins with it: 10名牌产品 does not
NOT_BEFORE = {
    "个点": ("位",),
    "管": (
        "网",
        "道",
        "理",
        "线",
        "廊",
        "材",
    ),
    "P": ("M",),
    "名": ("牌", "优特", "优新", "优产", "优品", "特产"),
    "家": (
        "庭",
        "园",
    ),
    "场": ("馆",),
    "处": ("级",),
    "项": ("目",),
    "户": ("籍",),
    "位": (
        "居",
        "于",
        "列",
        "次",
    ),
    "度": (
        "夏",
        "假",
    ),
    "人": (
        "民",
        "大",
        "才",
        "均",
        "口",
        "工",
        "行",
    ),
    "口": ("岸",),
    "院": ("士",),
    "本": (
        "科",
        "市",
    ),
    "部": (
        "门",
        "委",
    ),
    "种": ("菜", "粮", "植", "地", "养", "树", "子"),
    "年": ("级",),
    "市": ("场", "民", "政"),
    "门": ("槛", "类"),
}


@cache
def _words() -> lexicon.Words:
    return lexicon.Words(lexicon.units())


def find_at(text: str, place: int) -> Found[Unit] | None:
    """The unit that begins at `place`, or None; 微克/立方米 is one unit."""
    word = _words().at(text, place)
    if not word and text[place : place + 1].isspace():
        word = text[place] + _words().at(text, place + 1)
    unit, end = lexicon.units().get(word.lstrip()), place + len(word)
    if unit is None or text.startswith(NOT_BEFORE.get(unit.word, ()), end):
        return None
    following = text[end : end + 1]
    if unit.word.isascii() and unit.word.isalpha() and following.isascii() and following.isalpha():
        return None
    per = DENOMINATOR.match(text, end) if following == "/" else None
    if per:
        kind = "physical" if unit.kind != "technical" else unit.kind
        end, called = per.end(), unit.word + per[0]
        unit = Unit(called, called, unit.factor, kind)
    return Found(place, end, unit, f"# {unit.word}")
