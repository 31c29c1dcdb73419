"""What a figure measures of its name: level, share, growth, decrease or multiple."""

from __future__ import annotations

import re

from indicators.dimensions.quantity import Amount
from indicators.dimensions.tail import DIRECTIONS, Tail
from indicators.record import Measure

CHANGED = re.compile(
    "(?:增速|增长率|涨幅|增幅|增长|增产|上涨|涨|增量)(?:速度|幅度|预期)?(?:目标|任务)?$"
)
FALLEN = re.compile("(?:降幅|降低率|下降率|降低|下降|减幅|降价)$")
GROWING = re.compile(
    "的?(?:同比|[一两二三四五]年)?(?:年均|年平均|平均|较?高|较?快|快速|经济|中高速?|高速|两位数)?(?:速度)?(?:增长|增速|增幅|提升|速度|涨幅)(?![到至为])"
)
FALLING = re.compile("的?(?:下降|降幅|降低)(?![到至为])")
DOUBLED = frozenset("番增")  # the rules that read 翻一番 and 倍增
GIVEN = re.compile("贡献(?!率)|占")
FALLS = ("降低", "减少", "压减", "压缩", "缩短", "削减")
RISES = ("提高", "提升", "增加", "扩大")
SHARED = re.compile("(?:占比|比重|比例|率|占[^，]*)$")
GROWN, REACHED = frozenset(("增长", "下降")), frozenset(("达", "达到"))
COUNTABLE = ("money", "count", "physical")
# 调减玉米种植面积9万亩 changes what there is, 增加车位90个 makes new ones
SIZED = re.compile("(?:人口|面积|产量|产能|规模|总量|库存|余额|存量|用量)$")
MOVING = {word: Measure.GROWTH for word in ("增加", "扩大", "调增", "扩增")} | {
    word: Measure.DECREASE for word in ("减少", "调减", "压减", "压缩", "削减", "缩减")
}
MEASURED = re.compile("(?:面积|规模|总量|数量|人数|人口|产量|余额|数|额|量)$")
IMPROVED = ("提升", "改善", "拓展", "扩大", "加快", "加速")


def measure_of(
    value: Amount,
    tail: Tail,
    called: str,
    right: str = "",
    said_left: bool = True,
    signed: str = "",
) -> Measure:
    """The measure that the verb next to the figure gives it, else its unit and its name.

    `right` is the name where it stands behind the figure: then a verb before it is an action on
    what is counted, not a change (增加5个车位). `signed` is the way that a sign says: (+8%).
    """
    direction = signed or _direction(value, tail)
    if value.kind == "times":
        grown = direction == "rise" or CHANGED.search(called) is not None
        grown = grown and not DOUBLED.intersection("".join(value.rules))
        return Measure.GROWTH if grown else Measure.MULTIPLE
    if value.kind == "point":
        below = tail.last("comparison").startswith(("低于", "慢于"))
        return Measure.DECREASE if direction == "fall" or below else Measure.GROWTH
    if tail.has("新增", "净增") and tail.last("comparison"):
        return Measure.GROWTH
    if direction in ("rise", "fall") and not right:
        if direction == "fall":
            return Measure.DECREASE
        if not (said_left and _improves(value, tail, called)):
            return Measure.GROWTH
    return _of_rate(called) if value.kind == "percent" else Measure.LEVEL


def _direction(value: Amount, tail: Tail) -> str:
    """The way that the verbs say: 增长达50.8% and 增长保持在13% are growth, 增加到 is a level."""
    said = [(role, word) for role, word in tail.roles if role in DIRECTIONS]
    reached = value.kind == "percent" and said and (said[0][0] == "reach" or said[0][1] in REACHED)
    if reached and len(said) > 1 and said[1][1] in GROWN:
        return said[1][0]
    return said[0][0] if said else ""


def _improves(value: Amount, tail: Tail, called: str) -> bool:
    """绿化景观提升1.6万平方米 improves what is counted; 播种面积增加0.2千公顷 adds to it."""
    improved = tail.last("rise") in IMPROVED and value.kind in COUNTABLE
    return improved and not MEASURED.search(called)


def led(before: str, called: str, tail: Tail, meant: Measure) -> Measure:
    """降低企业用能成本3%至5%, 降低税率3个百分点: the verb stands before the name."""
    if meant != Measure.SHARE:
        return Measure.DECREASE if before.endswith(FALLS) and not tail.roles else meant
    if SHARED.search(called) or tail.last("riseto", "fallto", "reach"):
        return Measure.SHARE
    if before.endswith(FALLS):
        return Measure.DECREASE
    return Measure.GROWTH if before.endswith(RISES) else Measure.SHARE


def moved(before: str, called: str) -> tuple[Measure, str]:
    """The change that the verb before a name tells, and the verb: 调减玉米种植面积9万亩."""
    if SIZED.search(called):
        for verb, measure in MOVING.items():
            if before.endswith(verb) or called.startswith(verb):
                return measure, verb
    return Measure.LEVEL, ""


def _of_rate(called: str) -> Measure:
    """What a percentage is that no verb explains: its name does (CPI涨幅, 占比)."""
    if GIVEN.search(called):
        return Measure.SHARE
    if CHANGED.search(called):
        return Measure.GROWTH
    return Measure.DECREASE if FALLEN.search(called) else Measure.SHARE


def by_following(measure: Measure, following: str, tail: Tail) -> Measure:
    """保持15%以上增长, 以8%的速度增长: the verb stands behind the figure."""
    if measure in (Measure.LEVEL, Measure.MULTIPLE):
        return measure
    if tail.last("rise", "fall", "riseto", "fallto"):
        return measure
    if GROWING.match(following):
        return Measure.GROWTH
    return Measure.DECREASE if FALLING.match(following) else measure
