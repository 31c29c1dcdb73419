"""The name of a figure: left of it, right of it, composed, or carried over from before."""

from __future__ import annotations

import re

from indicators import lexicon
from indicators.attach import behind, carrying, owners, surveying, tasks
from indicators.attach.attached import Names, Sofar
from indicators.attach.composing import completed
from indicators.attach.owners import STAGES, passed
from indicators.attach.scene import Scene
from indicators.dimensions import edges, indicator
from indicators.dimensions.edges import Piece
from indicators.dimensions.quantity import Amount
from indicators.dimensions.tail import Tail

# deeds that are named like things in a list: 完成征地3200亩、拆迁260户
DEEDS = frozenset(
    (*("拆迁", "搬迁", "征地", "绿化", "造林", "签约"), "融资", "出让", "培训", "征收", "招生")
)
STAGED = frozenset(("签约", "落地", "开工", "投产", "竣工", "到位", "落户", "复工"))
PLACES = ("镇", "村", "乡", "县", "街道", "社区")
COMPLETED = re.compile("(?:完成|实现)$")
RATE = re.compile("(?:率|占比|比重)$")
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
PAID = ("投入", "累计投入", "共投入")
DONE = re.compile("(?:、|完成|实施|开展)$")
# 占地35亩; not 占地区生产总值, 占地方财政支出
OCCUPIED = re.compile("占地(?![区方])")
KIND = re.compile("(?:[^、“《]+、){2,}[^、“《]+?等(?:一批)?(?P<x>[^等、”》]{4,})")
MEASURED = re.compile(
    "(?:面积|产量|产值|增加值|收入|销量|销售额|进出口|出口|进口|价格|占比|比重|率)$"
)
REST = ("其他", "其它", "其余")
PIECES = ("个", "项")
# 园区以占全市3%的土地
OF_ITS = re.compile("[^，；。]{0,12}(?:以|用|靠)(?:仅)?(?P<x>占[^，；。]{1,10})$")
ITS_SHARE = re.compile("的(?:比[重例]|份额)")


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
    following = scene.text[value.reach_end : until]
    parted = following.startswith("的") and not ITS_SHARE.match(following)
    taken = OF_ITS.match(left.of(scene.text)) if parted else None
    if taken:
        left = Piece(left.start + taken.start("x"), left.end)
    said = left.of(scene.text)
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
        return completed(scene, _kind(scene, left), sofar, value.kind), "NAME #"
    if spent:
        return (Piece(*spent.span("x")).moved(value.reach_end),), "#用于 NAME"
    if right and behind.names_money(scene, value, tail, sofar):
        return (right,), "# NAME"
    return _elsewhere(scene, value, left, right, sofar)


def _kind(scene: Scene, left: Piece) -> Piece:
    """What a long list is of: 教育、医疗、就业等(民生支出)."""
    kind = KIND.fullmatch(scene.text, left.start, left.end)
    named = kind and not MEASURED.search(kind["x"])
    return Piece(kind.start("x"), left.end) if kind and named else left


def _led(scene: Scene, value: Amount, left: Piece, sofar: Sofar) -> Names:
    """A name that its verb leads: 新开工3个 of the projects counted before, 完成投资1547亿元."""
    if value.kind == "money" and left.of(scene.text) in STAGED:
        # 签约90亿元，落地80亿元，开工70亿元
        return (left,)
    if value.kind == "count" and scene.text.endswith(REST, 0, value.reach_start):
        # 医师9人，其他8人: the rest is none of what was counted before
        return (Piece(value.reach_start - 2, value.reach_start),)
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
        return carrying.kept(scene, value, sofar), "carried"
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


def _share_of(
    scene: Scene, value: Amount, left: Piece, right: Piece, sofar: Sofar, following: str
) -> tuple[Names, str]:
    """占预算的100.5%: the share belongs to the subject before, or to the noun behind 的."""
    if following.startswith("的") and right:
        stop = re.search("[，；。(]|[、和与及]?$", following)
        end = right.start + len(following) - 1 if stop is None else right.start - 1 + stop.start()
        whole = Piece(right.start, max(end, right.end))
        return (whole, left), "占…#的 NAME"
    whole = Piece(left.start + 1, left.end)
    of = value.kind == "money" and OF_WHOLE.match(scene.text, value.reach_end)
    if of and sofar.subjects and not PLANNED.search(whole.of(scene.text)):
        # 占全市收入90亿元的35%: so much is the whole
        return (whole,), "占 NAME #的"
    if of and sofar.subjects:
        # 税收35万元，占预算80万元的43%
        return (*sofar.subjects[-1], whole), carrying.OF_BUDGET
    if sofar.subjects:
        again = left and scene.name(sofar.subjects[-1]).endswith(left.of(scene.text))
        if again:
            return sofar.subjects[-1], "NAME 占…#"
        return (*owners.unrated(scene.text, sofar.subjects[-1]), left), "NAME 占…#"
    topic = indicator.topic(scene.text, left.start)
    return (topic, left) if topic else (left,), "NAME 占…#"
