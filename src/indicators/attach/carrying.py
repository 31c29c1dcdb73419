"""The name that a figure carries over from the one before: 产值9亿元，增长5%."""

from __future__ import annotations

import re

from indicators.attach import owners
from indicators.attach.attached import Attached, Names, Sofar
from indicators.attach.scene import Scene
from indicators.dimensions.edges import Piece
from indicators.dimensions.quantity import Amount
from indicators.record import Bound, Measure

RATE = re.compile("(?:率|占比|比重)$")
MOVED = re.compile("(?:增长|下降|上涨|增加|减少)了?$")
RISEN = re.compile("(?:提高|提升|上升|增加|下降|降低|降)?[到至为]$|达到?$")
OWN_SHARE = re.compile("(?<=.)(?:占?全[国省市县区])?占比$")
DONE_OF = re.compile("[，、（(](?:已|累计|现已)?(?P<x>完成)$")
ADDED = re.compile("(?:新增|净增|新发展)(?=..)")
CHANGED_TO = re.compile(
    "、达到?|(?:稳步|大幅|逐年|逐步|预计)?[一-鿿]{1,3}[到至](?:了|20\\d\\d年的|去年的|现在的|目前的)?"
)
TOTAL = re.compile("(?:达到?|增至|增加到)了?$|总[数量面规]|，累计(?:达到?)?$")
GREW = re.compile("，(?:同比|比上年|较上年)(?:增长|下降)")
GAINS = ("惠及", "受益", "带动", "覆盖")
GAINED = re.compile(rf"，(?:共|累计|可|将|已)*(?P<x>{'|'.join(GAINS)})(?:了|超过?|达|近|约|逾)*$")
GAINERS = ("户", "人", "名", "人次", "户次", "家")
# the amount of a plan that a share is of: 占预算80万元的43%
OF_BUDGET = "占预算 NAME #的"
AMOUNTS = ("money", "count", "physical")
PEOPLE, SETTLED = ("户", "人", "名"), re.compile("[村乡镇县]$")


def kept(scene: Scene, value: Amount, sofar: Sofar) -> Names:
    """The subject before; points behind a share tell of the share: 贡献率达55%，提高3个百分点.

    A part of an amount is of the same name: 完成年初预算15亿元的60%.
    """
    last = sofar.last
    reached = (
        _outgrown(scene, value, sofar)
        or _carried_out(scene, value, sofar)
        or _grown(scene, value, sofar)
    )
    if reached:
        return reached
    gained = _gained(scene, value, sofar)
    if gained:
        return gained
    if last and value.kind == "percent" and scene.text[sofar.end : value.reach_start] == "的":
        return _share_of_it(last, sofar)
    if last and value.kind == "point" and last.measure == Measure.SHARE and last.order[1] == 1:
        return last.name
    if last and value.kind == last.amount.value.kind and _goes_to(scene, value, sofar):
        # 贡献率由60%提高到90%: where the change ends is of the same as where it starts
        return last.name
    if last and value.kind == "percent" and last.amount.value.kind == "point":
        return _after_points(scene, value, sofar, last.name)
    if last and value.kind == "count" and value.quantity.unit != last.amount.value.quantity.unit:
        return _counted_in(scene, value, sofar, last)
    name = sofar.subjects[-1]
    return owners.unrated(scene.text, name) if value.kind in AMOUNTS else name


def _counted(scene: Scene, sofar: Sofar) -> Names:
    """What was named last that can be counted: 签约项目90个，履约率92%，已投产22家."""
    told = (name for name in reversed(sofar.subjects) if not RATE.search(scene.name(name)))
    return next(told, sofar.subjects[-1])


def _counted_in(scene: Scene, value: Amount, sofar: Sofar, last: Attached) -> Names:
    """What another unit counts: 新增贫困人口9户30人; 改造小区90个，惠及居民2万户；再改造70个."""
    between = scene.text[max(sofar.end, last.name[-1].end) : value.reach_start]
    if not between:
        return last.name
    deed = (
        scene.head(last.tail.piece) if between == "、" and value.quantity.unit in PEOPLE else None
    )
    if deed and "# NAME" in last.rules and SETTLED.search(scene.name(last.name)):
        # 脱贫退出9个贫困村、80户: households are no villages
        return (deed,)
    return sofar.units.get(value.quantity.unit, _counted(scene, sofar))


def _gained(scene: Scene, value: Amount, sofar: Sofar) -> Names:
    """Those who gain by what was done: 改造小区9个，惠及3万户7万人."""
    gained = GAINED.search(scene.text, sofar.end, value.reach_start)
    if gained and value.quantity.unit in GAINERS:
        return (*sofar.subjects[-1], Piece(*gained.span("x")))
    last = sofar.last.name if sofar.last else ()
    again = bool(last) and sofar.end == value.reach_start and last[-1].of(scene.text) in GAINS
    return last if again else ()


def _share_of_it(last: Attached, sofar: Sofar) -> Names:
    """What the share of a plan or a whole just told is of: 占预算80万元的43%."""
    if OF_BUDGET in last.rules:
        return (*last.name[:-1], Piece(last.name[-1].start - 1, last.name[-1].end))
    if "占 NAME #的" in last.rules:
        return (*sofar.subjects[-2], Piece(last.name[0].start - 1, last.name[0].end))
    return last.name


def _after_points(scene: Scene, value: Amount, sofar: Sofar, name: Names) -> Names:
    """What a percentage behind points is of: their share itself, or what grew before."""
    reach = sofar.end, value.reach_start
    if RISEN.search(scene.text, *reach) and RATE.search(scene.name(name)):
        # 占比提升2个百分点，提升至57%
        return name
    rated = len(name) > 1 and owners.RATE_OF.fullmatch(name[-1].of(scene.text))
    if rated and MOVED.search(scene.text, *reach):
        # 销售额增长9%，增速高于上年7个百分点；7月下降2%
        return name[:-1]
    return sofar.subjects[-1]


def _goes_to(scene: Scene, value: Amount, sofar: Sofar) -> bool:
    """Whether nothing but a verb stands between where a change starts and where it ends."""
    return CHANGED_TO.fullmatch(scene.text, sofar.end, value.reach_start) is not None


def _outgrown(scene: Scene, value: Amount, sofar: Sofar) -> Names:
    """新增面积41万亩，突破1000万亩: more than was added is what there is by now."""
    last, name = sofar.last, sofar.subjects[-1]
    added = ADDED.search(name[-1].of(scene.text))
    before = last.amount.value.quantity if last else value.quantity
    more = before.unit == value.quantity.unit and before.value < value.quantity.value
    between = scene.text[sofar.end : value.reach_start]
    reached = value.quantity.bound == Bound.LOWER or TOTAL.search(between)
    if not (added and more and reached) or "年" in between:
        return ()
    start, end = name[-1].start, name[-1].end
    parts = Piece(start, start + added.start()), Piece(start + added.end(), end)
    return (*name[:-1], *filter(None, parts))


def _carried_out(scene: Scene, value: Amount, sofar: Sofar) -> Names:
    """计划投资9亿元，完成63%: the share of a sum that was carried out is not the sum."""
    done = DONE_OF.match(scene.text, sofar.end, value.reach_start)
    sum_ = sofar.last is not None and sofar.last.amount.value.kind == "money"
    share = sum_ and value.kind == "percent" and done
    return (*sofar.subjects[-1], Piece(*done.span("x"))) if done and share else ()


def _grown(scene: Scene, value: Amount, sofar: Sofar) -> Names:
    """轻工业产值占比23%，同比增长9%: what grew is no share."""
    name = sofar.last.name if sofar.last else ()
    own = OWN_SHARE.search(scene.name(name))
    grew = value.kind == "percent" and GREW.fullmatch(scene.text, sofar.end, value.reach_start)
    one = Piece(name[0].start, name[0].start + own.start()) if own else None
    return (one,) if one and grew and len(name) == 1 else ()
