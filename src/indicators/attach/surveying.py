"""What a survey tells of each of several places, which it names alone: 甲县9亿元，乙县8亿元."""

from __future__ import annotations

import re

from indicators.attach.attached import Names, Sofar
from indicators.attach.scene import Scene
from indicators.dimensions import indicator
from indicators.dimensions.edges import Piece
from indicators.dimensions.quantity import Amount

ASIDE = re.compile(r"\([^()]*\)$")  # 甲市(不含乙区)
# 投资增速前两名：甲市增长9%
RANKING = re.compile(
    r"(?P<x>[^，；。：、\d月]{2,12}?)(?:排名|排序)?(?:居?[前后]\w{1,3}[名位])?的?(?:[省市县区]+)?(?:依次|分别)?[为是有]?：$"
)
# 分级次收入情况：市本级完成9亿元 tells each in its own name
PARTED_BY = re.compile("分|结构|按")
# 生产总值，三个城市由高到低为：甲市9亿元、乙市8亿元
DOWNWARD = re.compile(
    r"(?P<x>[^，；。：、\d年月]{2,12})，[^，；。：、\d]{0,10}(?:[由从][高大]到[低小]|依次)(?:排[名序列])?[为是]?：$"
)
# 从人均产值来看，甲市仅为9万元
LOOKED = re.compile(
    r"(?:(?:[从就按论]|至于)(?=[^，]{2,16}(?:[看说]|而言)，)|[若再先单只]看)"
    r"(?P<x>[^，；。：、\d]{2,12}?)(?:上|方面)?(?:来?[看说]|而言)?，$"
)
# 各县收入完成情况：按规模排序，甲县9亿元，乙县8亿元；按增速排序，甲县6%
RANKED_BY = re.compile(
    r"按(?P<x>[^，；。：、\d]{2,10}?)(?:排[序名]|由[高大]到[低小])(?:依次)?(?:为|是)?[，：]"
)
SURVEYED = re.compile(
    r"(?:各[县市区州]+(?:\([^()]*\))?)?(?P<x>[^，；。：、()\d月]{4,20}?)(?:完成|执行)?情况："
)
# 从收入增速来看，9个县高于全市，其中甲县(9%)、乙县(8%): all of the sentence is
LOOKED_AT = re.compile(
    r"\s*(?:从|就|按|论|单看|若看)(?P<x>[^，；。：、\d]{2,12}?)(?:上|方面)?(?:来?[看说]|而言)，|在?(?P<y>[^，；。：、\d]{2,8})(?:方面|指标[上中])，"
    r"|如?果?(?:对比|比较)[^，；。\d]{0,16}?的?(?P<z>[^，；。的、\d]{2,8})，"
)
RATE = re.compile("(?:增速|增幅|涨幅)$")
FARTHEST = 600  # characters of a survey: a province has some twenty cities
SIZED = re.compile("规模|总量|总额|数额|金额")
# parts of a city that a list names beside its counties
PARTS = ("市本级", "区本级", "县本级", "省本级", "市直", "开发区", "高新区", "经开区", "城区")


def of_place(
    scene: Scene, value: Amount, left: Piece, right: Piece, sofar: Sofar
) -> tuple[Names, str] | None:
    """What a list tells of each place: 投资增速前两名：甲市增长9%，乙市增长8%; 其中丙市3例."""
    if right or not is_place(scene, left.of(scene.text), left.start):
        return None
    looked = LOOKED_AT.match(scene.text, 0, left.start)
    if looked and looked["x"] and RATE.search(looked["x"]) and value.kind == "percent":
        # GDP同比增速
        parts = indicator.split_list(scene.text, Piece(*looked.span("x")), "同比")
        return tuple(parts), "NAME：#"
    ranked = RANKED_BY.search(scene.text, sofar.end, left.start)
    if sofar.last and not ranked and sofar.last.amount.value.quantity.unit == value.quantity.unit:
        before = sofar.subjects[-1] if sofar.subjects else ()
        if before and scene.name(before) not in scene.places:
            return before, "carried"
    floor = scene.floor(left.start)
    named = max(0, floor - 40), floor
    head = (
        LOOKED.search(scene.text, *named)
        or DOWNWARD.search(scene.text, *named)
        or RANKING.search(scene.text, *named)
        or ranked
    )
    if looked and not head and not sofar.subjects:
        return (Piece(*looked.span(looked.lastgroup or "x")),), "NAME：#"
    begin = max(0, left.start - FARTHEST)
    surveyed = SURVEYED.search(scene.text, begin, left.start) if ranked else None
    if surveyed and ranked:
        # 收入完成情况：按增速排序，甲县6%，乙县5%
        by = () if SIZED.fullmatch(ranked["x"]) else (Piece(*ranked.span("x")),)
        return (Piece(*surveyed.span("x")), *by), "NAME：#"
    if not head or PARTED_BY.match(head["x"]):
        return None
    return (Piece(*head.span("x")),), "NAME：#"


def is_place(scene: Scene, said: str, start: int) -> bool:
    """Whether nothing but a place is said, what it leaves out aside: 甲市(不含乙区)."""
    place = (ASIDE.sub("", said) if said.endswith(")") else said).removeprefix("同期")
    place = place.removesuffix("则").removesuffix("却")
    return (
        place in scene.places
        or place in PARTS
        or (bool(said) and not place and scene.text[:start].endswith(scene.places))
    )
