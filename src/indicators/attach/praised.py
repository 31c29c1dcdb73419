"""Names that the clause before lists: 软件业、研发业增势较好，营业收入分别增长A、B."""

from __future__ import annotations

import re

from indicators.attach import members
from indicators.attach.attached import Names
from indicators.attach.composing import HEAD
from indicators.attach.scene import Scene
from indicators.dimensions import edges, indicator
from indicators.dimensions.edges import Piece
from indicators.dimensions.tail import Tail

FARTHEST = 80  # characters that a clause which only lists names may have
PRAISED = re.compile(
    "(?P<x>[^，；。：]{2,}?(?:、|和|与|及)[^，；。：]{2,}?)(?:等[^，；。：]{2,8}?)?(?:均|都|皆|双双)?(?:继续)?(?:呈现?|出现|保持|实现|持续)?(?:了)?"
    "(?:方面|供应|(?P<rate>增幅|增速|涨幅|降幅)|小幅|加快|增势|增收|减收|上涨|回升|回落|下降|提升|正增长|两位数|高位|快速|较快|稳步|平稳|稳定|强劲|大幅|良好|增长|发展|支撑)[^，；。：]{0,8}，$"
)
PRAISED_ALONE = re.compile(
    "(?P<x>[^，；。：]{2,}?(?:、|和|与|及)[^，；。：]{2,}?)，(?:均|都|皆)?(?:继续|持续|保持)(?:[较高快平稳]|快速|良好)*(?:增长|发展|向好)，(?:同比)?$"
)
JOINT = re.compile("、|和|与|及")


def praised(scene: Scene, tail: Tail, count: int, since: int) -> list[Names]:
    """Names that the clause before lists: 软件业、研发业增势较好，营业收入分别增长A、B."""
    head = scene.head(tail.piece)
    end = scene.floor(tail.piece.start, since)
    begin = max(scene.floor(end - 1, since), end - FARTHEST)
    told = PRAISED.search(scene.text, begin, end) if end > since else None
    if end > since and begin > since and not (told and JOINT.search(told["x"])):
        # 软件业和研发业，持续增势较好，分别增长A、B
        before = max(scene.floor(begin - 1, since), begin - FARTHEST)
        told = PRAISED_ALONE.search(scene.text, before, end) or told
    listed = scene.head(Piece(*told.span("x"))) if told else None
    parts = indicator.split_list(scene.text, listed) if listed else []
    for joints in indicator.spared(told["x"]) if told else ():
        # 国有企业、集体企业和外商及港澳台企业增长较快: 及 parts none of the three
        if listed and len(parts) != count:
            parts = indicator.split_list(scene.text, listed, joints)
    if len(parts) != count or count < 2 or (head and not HEAD.fullmatch(head.of(scene.text))):
        return []
    moved = tail.last("rise", "fall")
    if told and not head and not moved and told.groupdict().get("rate"):
        # 陶瓷业和纺织业增幅最大，分别为A和B
        head = Piece(*told.span("rate"))
    # 热点集中在居住、交通和文化娱乐方面，分别增长A、B和C
    parts[0] = edges.last_object(scene.text, parts[0])
    shared = None if head else members.shared_head(scene.text, parts)
    if shared and HEAD.search(shared.of(scene.text)):
        # 汽车类、石油类商品零售额继续快速增长，分别增长A、B
        return members.sharing(scene.text, parts, shared)
    return [(part, head) if head else (part,) for part in parts]
