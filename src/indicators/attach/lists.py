"""Figures handed out to a list of names: A、B分别增长5%、6%; A、B均达100%."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from indicators import lexicon
from indicators.attach import counted, members
from indicators.attach.attached import ALIKE, TOGETHER, Attached, Names, Sofar
from indicators.attach.composing import DEPENDENT, HEAD, subject_of
from indicators.attach.measure import by_following, measure_of
from indicators.attach.owners import PLANNED, met, unrated
from indicators.attach.praised import praised
from indicators.attach.scene import Scene
from indicators.dimensions import edges, indicator
from indicators.dimensions.edges import Piece
from indicators.dimensions.quantity import Amount
from indicators.dimensions.rule import Found
from indicators.dimensions.tail import Tail
from indicators.record import Bound, Measure

JOINED = re.compile(r"\s?(?:、|和|与|及|以及|，)\s?")
TURNED = re.compile(r"\s?(?:、|和|与|及|以及|，)\s?(?P<way>增长|增加|上升|提高|下降|减少|降低)了?")
EACH = re.compile("(?:分别|依次)(?:比上年|同比|较上年)?(?:增长|增加|上升|提高|下降|减少|降低)了?$")
NEAREST = 7  # characters that may stand between two figures of a list
RATES = re.compile("率(?:和|与|及|、)[^，；。、和与及]{2,12}率$")
CLOSED = re.compile("[，。；、)\\n]|$")
FALLS = ("下降", "减少", "降低")


def group_at(text: str, amounts: Sequence[Found[Amount]], place: int) -> list[Found[Amount]]:
    """The figures that follow each other with nothing but a comma or 和 between them.

    Behind 分别 each may have a direction of its own: 分别增长4%、下降7%和增长1%.
    """
    group = [amounts[place]]
    for amount in amounts[place + 1 :]:
        start, end = group[-1].value.reach_end, amount.value.reach_start
        if end - start > NEAREST or not (
            JOINED.fullmatch(text, start, end) or _turns(text, group[0], start, end)
        ):
            break
        if text.startswith("，", start) and amount.value.kind != group[0].value.kind:
            # 分别增长31%、52%，12个产业实现增长: the third is of something else
            break
        group.append(amount)
    return group


def _turns(text: str, first: Found[Amount], start: int, end: int) -> bool:
    """Whether the next of a list that 分别 hands out goes a way of its own."""
    begins = first.value.reach_start
    turned = TURNED.fullmatch(text, start, end) is not None
    return turned and EACH.search(text, max(0, begins - 8), begins) is not None


def distribute(
    scene: Scene, group: Sequence[Found[Amount]], tail: Tail, sofar: Sofar
) -> list[Attached] | None:
    """The first name to the first figure, or one figure to every name; None if neither is said.

    `tail` is what stands left of the first figure.
    """
    said = tail.piece.of(scene.text)
    each = len(group) > 1 and (
        _again(said.strip(edges.EDGE), tail, sofar, len(group))
        or tail.has("分别", "各自", "依次")
        or "分别" in said[-4:]
        or said.startswith("分别")
        or edges.PLACES_EACH.search(said) is not None
        or _matched(scene, group, tail)
        or _together(scene, group, tail)
        or _owed(scene, group, tail, sofar)
    )
    every = (
        len(group) == 1
        and (tail.has("均", "都", "皆", "均为", "双双", "各", "分别") or _rates(said))
        and not _capital(scene, tail)
        and "等" not in said[1:]
    )
    if not (each or every):
        return None
    placed = _of_places(scene, tail.piece, sofar)
    names = placed or members.listed(scene, tail, len(group) if each else 0)
    if each and len(names) != len(group):
        names = _dated_head(scene, tail, len(group)) or names
    if each and len(names) != len(group):
        names = counted.listed(scene, tail, len(group), sofar)
        names = names or praised(scene, tail, len(group), sofar.end)
        names = names or _same_or_before(scene, tail, group, sofar)
    if every and len(names) < 2 and not tail.piece and sofar.last:
        # A、B分别增至9家和8家，均翻了一番; 游客9万人次，收入8亿元，均恢复到七成
        names = sofar.subjects[-max(2, sofar.last.order[1]) :]
    if len(names) < 2:
        return None
    once = not placed and len(set(names)) == 1
    rule = ALIKE if once else "A、B分别 #、#"
    made = _hand_out(scene, group, names, tail, sofar.end, rule)
    sofar.subjects += [subject_of(scene.text, name) for name in names]
    return made


def _capital(scene: Scene, tail: Tail) -> bool:
    """Whether 都 is the end of a place (成都, 乐都), not a word for each."""
    end = scene.text.find("都", tail.piece.end, tail.piece.end + 2)
    name = scene.text[max(0, end - 1) : end + 1]
    return end > 0 and any(name + kind in lexicon.place_names() for kind in "市区县")


def _again(said: str, tail: Tail, sofar: Sofar, count: int) -> bool:
    """Whether a list only goes on from one as long: A、B分别为9亿元和8亿元，占6%和5%."""
    if sofar.last is None or sofar.last.order[1] != count:
        return False
    return not said or said.startswith("占") or tail.last("reach") == "占"


def _rates(said: str) -> bool:
    """Whether the names are two rates, which one figure is of: 处理率和达标率98%."""
    return said.endswith("率") and RATES.search(said) is not None


def _matched(scene: Scene, group: Sequence[Found[Amount]], tail: Tail) -> bool:
    """Whether as many names stand before 、-parted figures: 游客、收入恢复到九成、八成."""
    if len(group) < 2 or len({figure.value.kind for figure in group}) > 1:
        return False
    first, second = group[0].value, group[1].value
    names = indicator.split_list(
        scene.text, scene.head(tail.piece), indicator.JOINTS.removesuffix("|，")
    )
    apart = scene.text[first.reach_end : second.reach_start] == "、"
    alike = len({figure.value.quantity.unit for figure in group}) == 1
    closed = CLOSED.match(scene.text, group[-1].value.reach_end) is not None
    return (
        (apart or (alike and closed))
        and len(names) == len(group)
        and min(len(name.of(scene.text)) for name in names) > 1
    )


def _together(scene: Scene, group: Sequence[Found[Amount]], tail: Tail) -> bool:
    """Whether one word names as many as there are figures: 城乡居民收入2万元和1万元."""
    said = tail.piece.of(scene.text)
    named = any(word in said and len(parts) == len(group) for word, parts in TOGETHER.items())
    alike = len({figure.value.quantity.unit for figure in group}) == 1
    return named and alike and len(group) > 1


def _owed(scene: Scene, group: Sequence[Found[Amount]], tail: Tail, sofar: Sofar) -> bool:
    """Whether as many amounts wait for their rates: 收入2万元，支出1万元，增长8%和13%."""
    last, count = sofar.last, len(group)
    if count < 2 or tail.piece or last is None or last.measure != Measure.LEVEL:
        return False
    kinds = {figure.value.kind for figure in group}
    # 存款9亿元、贷款6亿元，比“九五”末增加5亿元和3亿元
    again = kinds == {last.amount.value.kind} and tail.last("comparison")
    rates = (kinds == {"percent"} or again) and tail.last("rise", "fall")
    waiting = {scene.name(name) for name in sofar.subjects[-count:]}
    return bool(rates) and len(waiting) == count


def _hand_out(
    scene: Scene,
    group: Sequence[Found[Amount]],
    names: Sequence[Names],
    tail: Tail,
    since: int,
    rule: str,
) -> list[Attached]:
    measure = measure_of(group[0].value, tail, scene.name(names[-1]))
    behind = group[-1].value.reach_end
    measure = by_following(
        measure, scene.text[behind : scene.ceiling(behind, len(scene.text))], tail
    )
    many = len(group) > 1
    measures = _turned(scene.text, group, measure) if many else [measure] * len(names)
    figures = group if many else [group[0]] * len(names)
    same = len({name[0] for name in names}) == 1  # of several places
    kind = group[0].value.kind
    return [
        Attached(
            _bounded(figure, group),
            name,
            meant
            if figure.value.kind == kind
            else measure_of(figure.value, tail, scene.name(name)),
            tail,
            (*figure.value.rules, rule),
            since,
            (place, len(names)) if many or same else (0, 1),
        )
        for place, (figure, name, meant) in enumerate(zip(figures, names, measures, strict=True))
    ]


def _turned(text: str, group: Sequence[Found[Amount]], measure: Measure) -> list[Measure]:
    """The measure of each of a list: that of the first, until one is said to go another way."""
    found = [measure]
    for one, other in pairwise(group):
        turn = TURNED.fullmatch(text, one.value.reach_end, other.value.reach_start)
        if turn:
            measure = Measure.DECREASE if turn["way"] in FALLS else Measure.GROWTH
        found.append(measure)
    return found


def _same_or_before(
    scene: Scene, tail: Tail, group: Sequence[Found[Amount]], sofar: Sofar
) -> list[Names]:
    """The names of figures that list none: the ones before, or one and the same for all."""
    piece, count = scene.head(tail.piece), len(group)
    if edges.is_verb(piece.of(scene.text)):
        behind = group[-1].value.reach_end
        right = indicator.right_name(scene.text, behind, scene.ceiling(behind, len(scene.text)))
        return [(right,)] * count if right else []
    said = piece.of(scene.text)
    dependent = (
        said.startswith("占")
        or DEPENDENT.fullmatch(said) is not None
        or PLANNED.fullmatch(said) is not None
    )
    if dependent and sofar.subjects and _dated(scene, group):
        return [(*sofar.subjects[-1], piece)] * count
    # 比上半年和一季度分别加快: the list is of what is compared with, not of names
    compared = re.search("和|与|、", tail.last("comparison").rstrip("、")[1:])
    shares = [one.name for one in sofar.made[-count:] if one.measure == Measure.SHARE]
    points = all(figure.value.kind == "point" for figure in group)
    if points and not piece and len(shares) == count and not compared:
        # A占比达到53%，B占比达到46%，分别提高4个和5个百分点: the shares did
        return shares
    if (not piece or dependent) and len(sofar.subjects) >= count and not compared:
        return [_of(scene, name, piece) for name in sofar.subjects[-count:]]
    if piece:
        return [(piece,)] * count
    return [sofar.subjects[-1]] * count if sofar.subjects else []


def _of(scene: Scene, name: Names, piece: Piece) -> Names:
    """A name with a dependent piece behind it, instead of the rate that it has: 汽车累计(增速)."""
    bare = unrated(scene.text, name)
    own = bare == name and scene.name(name).endswith(piece.of(scene.text))
    return (
        name
        if own
        else (*bare, met(scene, piece) if PLANNED.fullmatch(piece.of(scene.text)) else piece)
    )


def _dated_head(scene: Scene, tail: Tail, count: int) -> list[Names]:
    """Names with a time before their head: 批发、零售两个行业1-7月零售额分别为9亿元、8亿元."""
    head = scene.head(tail.piece)
    time = next((t for t in scene.times if t.end == tail.piece.start), None)
    if time is None or not HEAD.fullmatch(head.of(scene.text)):
        return []
    piece = scene.head(Piece(scene.floor(time.start), time.start))
    counted = members.COUNTED.search(scene.text, piece.start, piece.end)
    parts = indicator.split_list(
        scene.text, Piece(piece.start, counted.start() if counted else piece.end)
    )
    return [(part, head) for part in parts] if len(parts) == count else []


def _dated(scene: Scene, group: Sequence[Found[Amount]]) -> bool:
    """Whether a list of times is handed out, not one of names: 2019和2020年增速分别为7%、6%."""
    before = [time for time in scene.times if time.end <= group[0].value.reach_start][-len(group) :]
    return len(before) == len(group) and all(
        JOINED.fullmatch(scene.text, a.end, b.start) for a, b in pairwise(before)
    )


def _bounded(amount: Found[Amount], group: Sequence[Found[Amount]]) -> Found[Amount]:
    """分别保持在66%、98%以上, 分别突破1万亿元和2万亿元: the bound holds for each of the list."""
    first, last = group[0], group[-1]
    opening = first.value.quantity.bound if first.value.reach_start < first.start else Bound.EXACT
    closing = last.value.quantity.bound if last.value.reach_end > last.end else opening
    if amount.value.quantity.bound != Bound.EXACT or closing == Bound.EXACT:
        return amount
    quantity_ = replace(amount.value.quantity, bound=closing)
    return replace(amount, value=replace(amount.value, quantity=quantity_))


def _of_places(scene: Scene, piece: Piece, sofar: Sofar) -> list[Names]:
    """What is told of each of several places: 启东市、海门市(收入); else what was told before."""
    parts = indicator.split_list(scene.text, piece, "、|和|与")
    named = [indicator.clean(part.of(scene.text)) for part in parts]
    if len(parts) < 2 or not all(name.endswith(scene.places) for name in named[:-1]):
        return []
    if not named[-1].startswith(scene.places):
        return []
    rest = scene.head(parts[-1])
    said, before = rest.of(scene.text), sofar.subjects[-1] if sofar.subjects else ()
    if before and said.removesuffix("则") in scene.places:
        return [before] * len(parts)
    dependent = before and DEPENDENT.fullmatch(said)
    return [(*before, rest) if dependent else (rest,)] * len(parts)
