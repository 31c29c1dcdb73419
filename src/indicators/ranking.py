"""What is ranked: a figure that names no more than a place is of what was told before."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from indicators.record import Measure, Observation, Origin

# 文山州增幅最高，增长9%: of what the sentence before told
LEADS = re.compile(
    "(?:增幅|增速|涨幅|总量|规模)(?:全[省市国])?(?:最[高快大低小]|居首|第一|领先)"
    "|[一-鿿]{1,14}[省市县区州旗镇](?:增幅|增速|涨幅)(?:(?:全[省市国])?最[高快大低小])?"
)
# 甲市紧随其后，为8亿元; 乙市居榜首，达9亿元: told of what is ranked
FOLLOWS = re.compile(
    "(?:紧随其后|紧跟其后|紧追其后|紧接着|次之|垫底|殿后|居榜首|拔得?头筹|表现[^，；。]{2,8}|虽[^，；。]{2,16}|增量?最[多大高快]|最[多大高低快少])$"
)
# 收入增速低于全省5个百分点，…，增速最高的为甲市(9%)
RATE = re.compile("(?:增速|增幅|涨幅)$")
# 该指标增速9%; 连云港增速仅有1%; 从增速看，年均增长9%
BARE = re.compile("指标(?:增速|增幅)?|(?:同比)?(?:增速|增幅|涨幅|增长率)")
CHANGES = (Measure.GROWTH, Measure.DECREASE)
TELLING = (
    "CNY",
    "USD",
    "%",
    "pp",
    "人",
    "吨",
    "个",
    "家",
    "户",
    "件",
    "例",
)  # units in which places are told one by one
TOLD = "told before"  # the rule of a figure that has its name from there
PLACED = (Origin.SENTENCE, Origin.PARAGRAPH)


class Ranking:
    """What was told in this sentence, in the last one that told anything, and of places before."""

    def __init__(self) -> None:
        """Nothing is told yet."""
        self._here: list[Observation] = []
        self._before: list[Observation] = []
        self._ranked: list[Observation] = []
        self._turned = False

    @property
    def last(self) -> Observation | None:
        """The figure before in this sentence."""
        return self._here[-1] if self._here else None

    def turn(self) -> None:
        """A heading: what was told before it names nothing that has no name behind it."""
        self._turned = True

    def leave(self) -> None:
        """A sentence ends: one without figures leaves what was told as it was."""
        if not self._here:
            return
        told = [*self._ranked, *self._here]
        grown = [o for o in told if o.measure in CHANGES and o.quantity.unit == "%"]
        placed = [o for o in told if o.region_source in PLACED]
        sums = [o for o in placed if o.quantity.unit == "CNY"]
        people = [o for o in placed if o.quantity.unit == "人"]
        self._ranked = [*sums[-1:], *people[-1:], *grown[-1:]]
        self._before, self._here, self._turned = self._here, [], False

    def settle(self, made: Observation, name: str, places: Collection[str]) -> Observation:
        """The figure, with the name of what is ranked where its own is no more than a place."""
        bare = not name or BARE.fullmatch(name) is not None
        turned = bare and self._turned and not self._here
        if _place_alone(name, places) and not turned:
            named = self._of_place(made)
            if named.indicator == name and not bare:
                return named
            made = named
        self._here.append(made)
        return made

    def _of_place(self, made: Observation) -> Observation:
        """A figure of what was told before: …，苏州达到10.9%、北京为10.7%."""
        unit = made.quantity.unit
        # 3个产业园区: what is counted is no place
        if unit not in TELLING or "# NAME" in made.rules:
            return made
        told: Sequence[Observation] = [*self._before, *self._here]
        changed = made.measure in CHANGES and unit in ("%", "pp")
        alike = [
            o for o in told if o.quantity.unit == unit or (changed and RATE.search(o.indicator))
        ]
        grown = [o for o in alike if o.measure in CHANGES] if changed else alike
        levels = [o for o in told if o.measure == Measure.LEVEL]
        before = grown or ((levels or told) if changed else [])
        before = before or [o for o in self._ranked if o.quantity.unit == unit]
        for one in before[-1:]:
            measure = made.measure if made.measure in CHANGES else one.measure
            return replace(
                made,
                indicator=one.indicator,
                indicator_id=one.indicator_id,
                measure=measure,
                rules=tuple(TOLD if _names(rule) else rule for rule in made.rules),
            )
        return made


def _names(rule: str) -> bool:
    """Whether a rule says where a name came from."""
    return "NAME" in rule or rule in ("carried", "topic", "no name")


def _place_alone(name: str, places: Collection[str]) -> bool:
    """Whether a name says nothing, or no more than a place and how it ranks: 甲市, 甲市紧随其后."""
    if not name or BARE.fullmatch(name) or name in places or LEADS.fullmatch(name):
        return True
    return FOLLOWS.search(name) is not None and FOLLOWS.sub("", name) in places
