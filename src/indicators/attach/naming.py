"""The name of a figure: left of it, right of it, composed, or carried over from before."""

from __future__ import annotations

import re

from indicators import lexicon
from indicators.attach import behind, composing, surveying, tasks
from indicators.attach.composing import STAGES, completed, passed
from indicators.attach.scene import Names, Scene, Sofar
from indicators.dimensions import edges, indicator
from indicators.dimensions.edges import Piece
from indicators.dimensions.quantity import Amount
from indicators.dimensions.tail import Tail
from indicators.record import Bound, Measure

# deeds that are named like things in a list: 完成征地3200亩、拆迁260户
DEEDS = frozenset(
    (*("拆迁", "搬迁", "征地", "绿化", "造林", "签约"), "融资", "出让", "培训", "征收", "招生")
)
STAGED = frozenset(("签约", "落地", "开工", "投产", "竣工", "到位", "落户", "复工"))
PLACES = ("镇", "村", "乡", "县", "街道", "社区")
COMPLETED = re.compile("(?:完成|实现)$")
RATE = re.compile("(?:率|占比|比重)$")
MOVED = re.compile("(?:增长|下降|上涨|增加|减少)了?$")
RISEN = re.compile("(?:提高|提升|上升|增加|下降|降低|降)?[到至为]$|达到?$")
# 900户2000人实现脱贫: what became of those counted
ENJOYED = re.compile(
    r"(?:\d[\d.]*万?[户人名])?(?:以上)?(?:的?[一-鿿]{2,4})?(?:全部|已|成功|顺利)?(?:享受|参加|参与|领取|接受|获得|开展|(?P<became>实现|完成))了?(?P<x>[^，；。、]{2,})"
)
BECAME = re.compile("(?:全部|如期|稳定|顺利|成功|已|实现)+(?P<x>脱贫|搬迁|入住|就业|受益)")
PEOPLE = ("人", "户", "名", "%")
SPENT = re.compile("的?(?:专项)?(?:用于|投向|实施|支持|推进|开展)(?P<x>[^，；。、]{2,})")
GIVERS = re.compile("(?:中央|省级?|市级?|市本级|县级?|区级?|州级?|区本级|各级)?(?:财政)?(?:统筹)?")
EQUALS = re.compile("，?(?:仅|约)?(?:是|为|相当于)[^，；。]*的")
ALL = re.compile("(?P<x>[全我本][省市县区州旗镇乡村]|辖区)(?:现|共|总共|一共)?有?$")
OF_WHOLE, PLANNED = re.compile(r"的[\d.]+(?:%|成)"), re.compile("预算|计划|任务|目标")
GREW = re.compile("，(?:同比|比上年|较上年)(?:增长|下降)")
OWN_SHARE = re.compile("(?<=.)(?:占?全[国省市县区])?占比$")
PAID = ("投入", "累计投入", "共投入")
DONE = re.compile("(?:、|完成|实施|开展)$")
# 占地35亩; not 占地区生产总值, 占地方财政支出
OCCUPIED = re.compile("占地(?![区方])")
PIECES = ("个", "项")
DONE_OF = re.compile("[，、（(](?:已|累计|现已)?(?P<x>完成)$")
ADDED = re.compile("(?:新增|净增|新发展)(?=..)")
CHANGED_TO = re.compile(
    "(?:稳步|大幅|逐年|逐步|预计)?[一-鿿]{1,3}[到至](?:了|20\\d\\d年的|去年的|现在的|目前的)?"
)
TOTAL = re.compile("(?:达到?|增至|增加到)了?$|总[数量面规]|，累计(?:达到?)?$")


def _told(
    scene: Scene, value: Amount, left: Piece, right: Piece, tail: Tail, sofar: Sofar
) -> tuple[Names, str] | None:
    """What was told before: 总值达9亿元，是当年GDP的6倍; or of a place what was told of others."""
    multiple = value.kind == "times" and EQUALS.match(scene.text, tail.piece.start)
    if sofar.subjects and multiple:
        return sofar.subjects[-1], "carried"
    said, end, unit = left.of(scene.text), value.reach_end, value.quantity.unit
    reach = value.reach_start, end
    if sofar.subjects and tasks.beside(scene.text, scene.floor(value.reach_start), *reach):
        return sofar.subjects[-1], "carried"
    bare = unit in PLACES and (not said or edges.is_verb(said))
    if bare and not scene.text[end : end + 1].strip("、，。；和与及的0123456789\n"):
        # 辖3镇、7村: the unit is what is counted
        return (Piece(end - len(unit), end),), "# NAME"
    return surveying.of_place(scene, value, left, right, sofar)


def choose(
    scene: Scene, value: Amount, left: Piece, right: Piece, tail: Tail, sofar: Sofar, until: int
) -> tuple[Names, str]:
    """The name of a figure and the rule that says so; `until` is where the next figure begins."""
    said, following = left.of(scene.text), scene.text[value.reach_end : until]
    if (said.startswith("占") and not OCCUPIED.match(said)) or (
        not said and tail.last("reach") in ("占", "占到")
    ):
        return _share_of(scene, value, left, right, sofar, following)
    told = _told(scene, value, left, right, tail, sofar)
    if told:
        return told
    right = behind.owner(scene, value, right, until)
    after = behind.noun(scene, value, left, right, tail, following)
    if after:
        return after
    led = _led(scene, value, left, sofar)
    if led:
        return led, "NAME #"
    listed = said in DEEDS and (DONE.search(scene.text, 0, left.start) is not None or not right)
    # 投入90亿元，其中三分之一用于基础研究
    part = value.kind == "percent" and scene.text.endswith("其中", 0, value.reach_start)
    spent = SPENT.match(following) if value.kind == "money" or part else None
    given = part or (spent is not None and GIVERS.fullmatch(said) is not None)
    noun = (
        not (edges.is_verb(said) or (right and said.endswith("目标")))
        or said in lexicon.cues("generic")
        or listed
    )
    if said and noun and not given:
        return completed(scene, left, sofar, value.kind), "NAME #"
    if spent:
        return (Piece(*spent.span("x")).moved(value.reach_end),), "#用于 NAME"
    if right and behind.names_money(scene, value, tail, sofar):
        return (right,), "# NAME"
    return _elsewhere(scene, value, left, right, sofar)


def _led(scene: Scene, value: Amount, left: Piece, sofar: Sofar) -> Names:
    """A name that its verb leads: 新开工3个 of the projects counted before, 完成投资1547亿元."""
    if value.kind == "money" and left.of(scene.text) in STAGED:
        # 签约90亿元，落地80亿元，开工70亿元
        return (left,)
    if left.of(scene.text) in STAGES and value.kind == "count" and sofar.counted:
        alike = sofar.units.get(value.quantity.unit, ())
        staged = not alike or scene.name(alike).startswith(tuple(STAGES))
        return (left, *_unstaged(scene, sofar.counted if staged else alike))
    if left.of(scene.text) in STAGES and value.kind == "count" and value.quantity.unit in PIECES:
        # 续建30个，开工29个: of projects that nobody names
        return (left,)
    return (Piece(left.start - 2, left.end),) if _completes(scene, left, sofar) else ()


def _unstaged(scene: Scene, counted: Names) -> Names:
    """开工项目130个、投产65个: the projects without the stage they were counted at."""
    first, said = counted[0], counted[0].of(scene.text)
    stage = max((s for s in STAGES if said.startswith(s)), key=len, default="")
    last = max((s for s in STAGES if said.endswith(s)), key=len, default="")
    rest = Piece(first.start + len(stage), first.end - len(last))
    return (rest, *counted[1:]) if rest else counted


def _completes(scene: Scene, left: Piece, sofar: Sofar) -> bool:
    """完成投资1547亿元 keeps its verb where no subject goes before it."""
    if left.of(scene.text) != "投资" or not COMPLETED.search(scene.text[: left.start]):
        return False
    return not sofar.subjects or RATE.search(scene.name(sofar.subjects[-1])) is not None


def _elsewhere(
    scene: Scene, value: Amount, left: Piece, right: Piece, sofar: Sofar
) -> tuple[Names, str]:
    """The subject carried over; else what there is; else what the sentence opens with."""
    enjoyed = ENJOYED.match(scene.text, value.reach_end)
    if enjoyed and enjoyed["became"] and value.quantity.unit not in PEOPLE:
        enjoyed = None
    if enjoyed and not right and (not left or edges.is_verb(left.of(scene.text))):
        return (Piece(enjoyed.start("x"), enjoyed.end("x")),), "# NAME"
    became = BECAME.match(scene.text, value.reach_end) if not left else None
    if became and value.quantity.unit in PEOPLE:
        return (Piece(*became.span("x")),), "# NAME"
    between = passed(scene, sofar.end, value.reach_start) if sofar.subjects else None
    if between:
        return (between,), "NAME …，#"
    if sofar.subjects and (_served(value, left, sofar) or _paid(value, left, sofar, scene)):
        return (left,), "NAME #"
    if sofar.subjects:
        return _kept(scene, value, sofar), "carried"
    return _alone(scene, value, left, right)


def _alone(scene: Scene, value: Amount, left: Piece, right: Piece) -> tuple[Names, str]:
    """The name of a sentence's first figure that has none beside it."""
    if right or left:
        return ((right,), "# NAME") if right else ((left,), "NAME #")
    between = passed(scene, 0, value.reach_start)
    if between:
        return (between,), "NAME …，#"
    topic = indicator.topic(scene.text, value.reach_start)
    if topic:
        return (topic,), "topic"
    counted = ALL.search(scene.text, scene.floor(value.reach_start), value.reach_start)
    if counted and value.quantity.unit in PEOPLE:
        # 全镇共有900户、2000人: so many households, so many people of it
        return (Piece(*counted.span("x")),), "NAME #"
    return (), "no name"


def _served(value: Amount, left: Piece, sofar: Sofar) -> bool:
    """筹集款物2亿元，救助9万人次: people are not counted in what was paid."""
    money = sofar.last is not None and sofar.last.amount.value.kind == "money"
    return bool(left) and money and value.quantity.unit in ("人", "人次", "名", "户次")


def _paid(value: Amount, left: Piece, sofar: Sofar, scene: Scene) -> bool:
    """派出900名干部，投入9亿元: money is not counted in people or things."""
    counted = sofar.last is not None and sofar.last.amount.value.kind == "count"
    return value.kind == "money" and counted and left.of(scene.text) in PAID


def _kept(scene: Scene, value: Amount, sofar: Sofar) -> Names:
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
    if last and value.kind == "percent" and scene.text[sofar.end : value.reach_start] == "的":
        if "占 NAME #的" in last.rules:
            return (*sofar.subjects[-2], Piece(last.name[0].start - 1, last.name[0].end))
        return last.name
    if last and value.kind == "point" and last.measure == Measure.SHARE and last.order[1] == 1:
        return last.name
    if last and value.kind == last.amount.value.kind and _goes_to(scene, value, sofar):
        # 贡献率由60%提高到90%: where the change ends is of the same as where it starts
        return last.name
    if last and value.kind == "percent" and last.amount.value.kind == "point":
        return _after_points(scene, value, sofar, last.name)
    if last and value.kind == "count" and value.quantity.unit != last.amount.value.quantity.unit:
        # 改造小区90个，惠及居民2万户；再改造70个
        return sofar.units.get(value.quantity.unit, sofar.subjects[-1])
    return sofar.subjects[-1]


def _after_points(scene: Scene, value: Amount, sofar: Sofar, name: Names) -> Names:
    """What a percentage behind points is of: their share itself, or what grew before."""
    reach = sofar.end, value.reach_start
    if RISEN.search(scene.text, *reach) and RATE.search(scene.name(name)):
        # 占比提升2个百分点，提升至57%
        return name
    rated = len(name) > 1 and composing.RATE_OF.fullmatch(name[-1].of(scene.text))
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
    """计划投资232亿元，完成63.5%: the share of a sum that was carried out is not the sum."""
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


def _share_of(
    scene: Scene, value: Amount, left: Piece, right: Piece, sofar: Sofar, following: str
) -> tuple[Names, str]:
    """占预算的100.5%: the share belongs to the subject before, or to the noun behind 的."""
    if following.startswith("的") and right:
        stop = re.search("[，；。(]|$", following)
        end = right.start + len(following) - 1 if stop is None else right.start - 1 + stop.start()
        whole = Piece(right.start, max(end, right.end))
        return (whole, left), "占…#的 NAME"
    whole = Piece(left.start + 1, left.end)
    of = value.kind == "money" and OF_WHOLE.match(scene.text, value.reach_end)
    if of and sofar.subjects and not PLANNED.search(whole.of(scene.text)):
        # 占全市收入90亿元的35%: so much is the whole
        return (whole,), "占 NAME #的"
    if sofar.subjects:
        again = left and scene.name(sofar.subjects[-1]).endswith(left.of(scene.text))
        return sofar.subjects[-1] if again else (*sofar.subjects[-1], left), "NAME 占…#"
    topic = indicator.topic(scene.text, left.start)
    return (topic, left) if topic else (left,), "NAME 占…#"
