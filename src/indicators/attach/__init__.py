"""Which number belongs to which name, and what it measures: the one place of judgement."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indicators.attach import composing, lists, measure, naming, owners, surveying
from indicators.attach.attached import Attached, Names, Sofar
from indicators.attach.filters import no_figure
from indicators.attach.scene import Scene
from indicators.dimensions import edges, indicator, quantity
from indicators.dimensions.clock import Time
from indicators.dimensions.edges import Piece
from indicators.dimensions.quantity import Amount, Rejected
from indicators.dimensions.rule import Found
from indicators.dimensions.tail import Tail
from indicators.record import Measure

__all__ = ["Attached", "attach"]
HOPED = ("力争达到", "争取达到", "确保达到", "努力达到")
# 建成3条约90公里高速公路
SO_LONG = ("", "约", "共", "总长", "全长", "共计", "总计", "总长约", "共约")
CLOSED = frozenset("，；。：！？\n)")  # no noun stands behind a figure that one of these ends
LEVEL_WITH = re.compile("(?:的|左右)?持平")
# 物价上涨3%，低于4%的控制目标
GOAL = re.compile("的(?:控制|预期|年度|计划|增长)*目标")


def attach(
    text: str, times: Sequence[Found[Time]], places: tuple[str, ...] = ()
) -> tuple[list[Attached], list[Rejected]]:
    """The figures of a folded sentence with their names, and the numbers that are none."""
    amounts, rejected = quantity.find(text)
    if not amounts and not rejected:
        return [], []
    scene = Scene(text, times, places)
    kept: list[Found[Amount]] = []
    for amount in reversed(amounts):
        reason = no_figure(scene, amount, rejected)
        if reason:
            rejected.append(Rejected(amount.start, amount.end, reason))
        else:
            kept.append(amount)
    if times:
        rejected = [
            Rejected(item.start, item.end, "date") if scene.dated(item.start, item.end) else item
            for item in rejected
        ]
    return (_attach_all(scene, kept[::-1]) if kept else []), rejected


def _attach_all(scene: Scene, amounts: Sequence[Found[Amount]]) -> list[Attached]:
    sofar = Sofar()
    place = 0
    while place < len(amounts):
        sofar.enter(scene.bracket(amounts[place].start))
        group = lists.group_at(scene.text, amounts, place)
        tail = scene.left(group[0], sofar.end)
        made = lists.distribute(scene, group, tail, sofar)
        if made is None:
            made, group = [_one(scene, amounts, place, tail, sofar)], group[:1]
        sofar.made += made
        sofar.end = group[-1].value.reach_end
        used = max((part.end for part in made[-1].name), default=0)
        listed = "占…#的 NAME" in made[-1].rules and lists.JOINED.match(scene.text, used)
        if "#的 NAME" in made[-1].rules or listed:
            # 全国1.3%的土地、3%的人口: what is behind 的 is used up
            sofar.end = max(sofar.end, used)
        place += len(group)
    return sofar.made


def _one(
    scene: Scene, amounts: Sequence[Found[Amount]], place: int, tail: Tail, sofar: Sofar
) -> Attached:
    """One figure with its name and measure."""
    text, amount, value = scene.text, amounts[place], amounts[place].value
    until, right = _right(scene, amounts, place)
    left = scene.head(edges.last_object(text, tail.piece))
    bare = not right and (not left or edges.is_verb(left.of(text)))
    if bare or (right and right.of(text) in SO_LONG):
        # 打造3条全长60公里的大道: the length names nothing
        right = _shared(scene, amounts, place) or right
    name, rule = naming.choose(scene, value, left, right, tail, sofar, until)
    last = sofar.last if rule == "carried" else None
    alike = last and value.kind == last.amount.value.kind and GOAL.match(text, value.reach_end)
    level = LEVEL_WITH.match(text, value.reach_end, until)
    same = last and (level or alike or _hoped(amount, tail, last))
    if last and (same or _listed(scene, amount, left, tail, last)):
        # 下降8%(全国-13%): the sign says the fall
        fallen = last.measure == Measure.DECREASE and value.quantity.value < 0
        meant = Measure.GROWTH if fallen else last.measure
    else:
        behind = right.of(text) if rule == "# NAME" else ""
        signed = "rise" if rule == "carried" and text.endswith("(+", 0, amount.start) else ""
        meant = measure.measure_of(value, tail, scene.name(name), behind, rule == "NAME #", signed)
        if rule == "NAME #" and (meant == Measure.SHARE or value.kind == "point"):
            before = text[tail.piece.start : left.start]
            meant = measure.led(before, scene.name(name), tail, meant)
        meant = measure.by_following(meant, text[value.reach_end : until], tail)
        if rule == "NAME #":
            meant = _elided(scene, value, tail, scene.name(name), meant, sofar.last)
    verbs = _verbs(tail)
    if meant == Measure.LEVEL and rule == "NAME #" and not tail.roles:
        meant, verb = _moved(scene, amount, left, name, sofar)
        verbs = (*verbs, f"{verb} NAME #") if verb else verbs
    if rule != "carried" and name:
        # 9个行业增加值增长: the lines of business are counted, 增加值 is what is told of them
        fared = rule == "# NAME" and len(name) == 1 and name[0].start == right.start < right.end
        subject = (right,) if fared and name[0].end < right.end else name
        sofar.subjects.append(composing.subject_of(text, subject))
        _count(scene, value, name, sofar)
    since = sofar.end
    if sofar.last and text[sofar.end : value.reach_start] == ":":
        # 由上年的3.9:44.6:51.5: what dates the first part dates them all
        since = sofar.last.since
    return Attached(amount, name, meant, tail, (*value.rules, rule, *verbs), since)


def _moved(
    scene: Scene, amount: Found[Amount], left: Piece, name: Names, sofar: Sofar
) -> tuple[Measure, str]:
    """The change that a verb before the name tells of it, and of what is listed behind it."""
    text, last = scene.text, sofar.last
    if last and text[last.amount.value.reach_end : left.start] == "、":
        verb = last.rules[-1].removesuffix(" NAME #")
        same = last.amount.value.quantity.unit == amount.value.quantity.unit
        if same and verb in measure.MOVING:
            return last.measure, verb
    return measure.moved(text[max(0, left.start - 2) : left.start], scene.name(name))


def _count(scene: Scene, value: Amount, name: Names, sofar: Sofar) -> None:
    """Keep what was counted last: 其中新开工9个、竣工5个 are both of it, money leaves it alone."""
    if value.kind == "count":
        sofar.units[value.quantity.unit] = name
        first = name[0].of(scene.text)
        stage = first in owners.STAGES or (
            sofar.counted and first.startswith(tuple(owners.STAGES)) and first.endswith("项目")
        )
        if not stage and not edges.is_verb(scene.name(name)):
            sofar.counted = name
    elif value.kind != "money":
        sofar.counted = ()


def _elided(
    scene: Scene, value: Amount, tail: Tail, called: str, meant: Measure, last: Attached | None
) -> Measure:
    """科技支出增长25%，农林支出20%: the second measures what the first does, without a verb."""
    if meant != Measure.SHARE or tail.roles or last is None or value.kind != "percent":
        return meant
    grown = last.measure in (Measure.GROWTH, Measure.DECREASE)
    alike = grown and len(called) > 2 and scene.name(last.name).endswith(called[-2:])
    return last.measure if alike and not measure.SHARED.search(called) else meant


def _hoped(amount: Found[Amount], tail: Tail, last: Attached) -> bool:
    """增长12%、力争15%: the second measures what the first does."""
    same = amount.value.kind == last.amount.value.kind == "percent"
    if not (same and tail.roles):
        return False
    grown = last.measure in (Measure.GROWTH, Measure.DECREASE)
    said = "".join(word for _, word in reversed(tail.roles))
    return all(role == "target" for role, _ in tail.roles) or (grown and said in HOPED)


def _listed(scene: Scene, amount: Found[Amount], left: Piece, tail: Tail, last: Attached) -> bool:
    """甲市(9%)、乙市(8%): of each place the same is told."""
    same = amount.value.kind == last.amount.value.kind == "percent"
    if tail.roles or not left:
        # 增长9%，比全省(7%)和全国(6%)高
        beside = all(role == "comparison" for role, _ in tail.roles)
        return same and beside and scene.bracket(amount.start) >= 0
    return same and surveying.is_place(scene, left.of(scene.text), left.start)


def _shared(scene: Scene, amounts: Sequence[Found[Amount]], place: int) -> Piece:
    """The noun behind the next figure, if both count it: 300户、900名 of 300户、900名群众."""
    value, behind = amounts[place].value, amounts[place + 1 : place + 2]
    for other in behind:
        between = scene.text[value.reach_end : other.value.reach_start]
        counts = value.kind == other.value.kind == "count"
        sized = value.kind == "count" and other.value.kind == "physical" and between in SO_LONG
        if (between in ("", "、") and counts) or sized:
            return _right(scene, amounts, place + 1)[1]
    return Piece(value.reach_end, value.reach_end)


def _right(scene: Scene, amounts: Sequence[Found[Amount]], place: int) -> tuple[int, Piece]:
    """Where the next figure begins, and the noun behind this one."""
    text, behind, end = scene.text, amounts[place + 1 :], amounts[place].value.reach_end
    until = behind[0].value.reach_start if behind else len(text)
    if text[end : end + 1] in CLOSED:
        return until, Piece(end, end)
    # 9个新开工项目10月底前开工
    times = (time.start for time in scene.times if end <= time.start < until)
    return until, indicator.right_name(text, end, scene.ceiling(end, min(times, default=until)))


def _verbs(tail: Tail) -> tuple[str, ...]:
    return tuple(f"{word} #" for _, word in reversed(tail.roles))
