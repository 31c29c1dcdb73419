"""The names of a list that is counted before its figures: 汽车、钢铁等2个行业增加值分别增长."""

from __future__ import annotations

import re
from decimal import Decimal

from indicators.attach.attached import Names, Sofar
from indicators.attach.composing import HEAD
from indicators.attach.scene import Scene
from indicators.dimensions import indicator
from indicators.dimensions.edges import Piece
from indicators.dimensions.tail import Tail

BEGINS = re.compile("[；。：:]|其中，?")
ETC = re.compile("等?(?:这|[主重]要|重点)?$")


def listed(scene: Scene, tail: Tail, count: int, sofar: Sofar) -> list[Names]:
    """The parts of the list with the head that stands behind their number, or nothing.

    `count` is the number of figures, `sofar.last` the figure that must say it: 2个行业.
    """
    last = sofar.last
    if last is None or last.amount.value.kind != "count":
        return []
    if last.amount.value.quantity.value != Decimal(count):
        return []
    begin, end = last.since, last.amount.value.reach_start
    for mark in BEGINS.finditer(scene.text, begin, end):
        begin = mark.end()
    etc = ETC.search(scene.text, begin, end)
    piece = scene.head(Piece(begin, etc.start() if etc else end))
    parts = indicator.split_list(scene.text, piece)
    for joints in indicator.spared(piece.of(scene.text)):
        if len(parts) != count:
            parts = indicator.split_list(scene.text, piece, joints)
    if len(parts) != count:
        return []
    head = HEAD.search(scene.text, tail.piece.start, tail.piece.end)
    shared = (Piece(*head.span(1)),) if head else ()
    return [(part, *shared) for part in parts]
