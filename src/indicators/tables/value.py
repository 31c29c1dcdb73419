"""A cell that holds a figure: number, unit and bound, and the verb that may stand before it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from indicators import lexicon
from indicators.dimensions import bound, numeral, unit
from indicators.dimensions.number import Number
from indicators.lexicon import Unit
from indicators.record import Bound

SIGNS = {"≥": Bound.LOWER, ">": Bound.LOWER, "≤": Bound.UPPER, "<": Bound.UPPER, "≈": Bound.ABOUT}
# 〔3000〕 among the aims of a plan is the total of its years
BRACKETS = re.compile(r"(?P<open>[\[〔【])(?P<inside>.*)[\]〕】]")
PARENTHESES = re.compile(r"\((?P<inside>[^()]*)\)")
LONGEST = 24


@dataclass(frozen=True, slots=True)
class Value:
    """What a cell states; `start` and `end` are of number and unit within the cell's text.

    `verb` is `rise` or `fall` where the cell says so (增长6%), `total` is set for 〔3000〕.
    """

    number: Number
    start: int
    end: int
    unit: Unit | None = None
    bound: Bound = Bound.EXACT
    verb: str = ""
    total: bool = False


@lru_cache(maxsize=4096)
def stated(text: str) -> Value | None:
    """The figure of a folded cell, None where anything else is said in it."""
    if len(text) > LONGEST or not re.search(r"\d", text):
        return None
    enclosed = BRACKETS.fullmatch(text) or PARENTHESES.fullmatch(text)
    offset = enclosed.start("inside") if enclosed else 0
    inside = enclosed["inside"] if enclosed else text
    lead = _lead().match(inside)
    start = lead.end() if lead else 0
    start += len(inside[start:]) - len(inside[start:].lstrip())
    minus = inside[start : start + 1] == "-"
    plus = inside[start : start + 1] == "+"
    found = next(iter(numeral.find(inside[start + minus + plus :])), None)
    if found is None or found.start != 0:
        return None
    number, end = found.value, start + minus + plus + found.end
    if minus:
        number = replace(number, value=-number.value)
    word = None if number.fixed_unit else unit.find_at(inside, end)
    until = word.end if word else end
    bounded = bound.around(inside, start, until, number.vague)
    if inside[max(until, bounded.end) :].strip(" )*#"):
        return None
    return Value(
        number,
        offset + start + plus,
        offset + until,
        word.value if word else None,
        _signed(inside[:start], bounded.bound),
        _verb(inside[:start]),
        bool(enclosed and enclosed.groupdict().get("open")),
    )


@cache
def _lead() -> re.Pattern[str]:
    roles = ("rise", "fall", "riseto", "fallto", "reach", "target", "adverb")
    words = {word for role in roles for word in lexicon.cues(role)}
    words |= {word.word for word in lexicon.bounds() if word.side == "before"}
    return re.compile(rf"(?:{lexicon.alternation(words)}|[≥≤<>≈~±=\s])+")


def _signed(lead: str, said: Bound) -> Bound:
    return next((meant for sign, meant in SIGNS.items() if sign in lead), said)


def _verb(lead: str) -> str:
    for role in ("riseto", "fallto", "rise", "fall"):
        if any(word in lead for word in lexicon.cues(role)):
            return role if role in ("rise", "fall") else ""
    return ""
