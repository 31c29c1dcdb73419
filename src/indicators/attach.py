"""Which number belongs to which name, and what it measures: the one place of judgement."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from indicators.dimensions import indicator, quantity
from indicators.dimensions.indicator import Piece, Tail
from indicators.dimensions.period import Time
from indicators.dimensions.quantity import Amount, Rejected
from indicators.dimensions.rule import Found
from indicators.record import Bound, Measure

Names = tuple[Piece, ...]
BREAK = re.compile("[，；。：！？\\n]")
JOINED = re.compile(r"^\s?(?:、|和|与|及|以及|，)\s?$")
FILTERED = re.compile(
    r"^的?[^\s，；。、：]{0,10}?(?:项目|企业|工程|锅炉|人口|老人|老年人|人群|机组|园区|住宅|大户|单位|建筑|产业|集群|主体"
    r"|医院|河流|耕地|儿童|居民|院校|旅客|车辆|船舶|设备|路段|桥梁|水库|风电|光伏|电站|楼宇|商圈)"
)
TIMED = re.compile("(?:天数|寿命|年限|时长|时间|时限|年龄|用时|耗时|周期|天|日|小时|时效|工龄|率)$")
CHANGED = re.compile("(?:增速|增长率|涨幅|增幅|增长|涨|增量)$")
FALLEN = re.compile("(?:降幅|降低率|下降率|降低|下降|减幅)$")
FALLS = ("降低", "减少", "压减", "压缩", "缩短", "削减")
RISES = ("提高", "提升", "增加", "扩大")
SHARED = re.compile("(?:占比|比重|比例|率|占[^，]*)$")
HEAD = re.compile(
    "(?:的|占)?(增加值|总产值|产值|产量|零售额|投资|播种面积|价格|营业收入|利润总额|收入|支出|存款|贷款|占比|比重|销售额|出口额|进口额|余额)$"
)
DEPENDENT = re.compile(
    "占比|拉动|对.*贡献率|其(?!他)|(?:增速|增幅|涨幅|降幅|跌幅|增长率|比重|占|总数|总量|总额|数量|规模|人数)$"
    "|(?:短收|超收)$"
)
PLANNED = re.compile("\\S{0,8}(?:任务|计划|预算|目标|进度)(?:数|的)?$")
PRONOUN = re.compile("(?:这个|这一|该)(?:数|数字|数据|比例|指标|比重|总量)")
OWN_MEASURE = re.compile("(?:种养|种植|播种)?(?:面积|总?产量|里程|出栏)$")
SPENT = re.compile("的?(?:专项)?(?:用于|投向)(?P<x>[^，；。、]{2,})")
AMOUNTS = re.compile(
    "的?\\S{0,8}?(?:资金|贷款|投资|收入|补贴|补助|资产|基金|融资|债券|税收|产值|订单|授信|利润|经费|支出|奖励|用地|面积|厂房"
    "|绿地|土地|景观|草原|湿地|森林|耕地|农田|道路|管网|里程|成本|让利|额度|缺口|规模|增长)"
)
# 绿化景观提升1.6万平方米 improves what is counted; 播种面积增加0.2千公顷 adds to it
COUNTABLE = ("money", "count", "physical")
MEASURED = re.compile("(?:面积|规模|总量|数量|人数|人口|产量|余额|数|额|量)$")
IMPROVED = ("提升", "改善", "拓展", "扩大", "加快", "加速")
SHARE_HEAD = re.compile("((?:增加值|产值|产量|收入|支出|投资|零售额|贷款|出口额?)占.+)$")
COUNTED = re.compile("(?:等)?[两二三四五六七八九十]+[个大类项]\\S{0,6}$")
PAIRED = frozenset(
    ("城镇", "城市", "农村", "乡村", "男性", "女性", "省内", "省外", "境内", "境外", "国内", "国外")
)
INDUSTRY = re.compile("业$|企业$")


@dataclass(frozen=True, slots=True)
class Attached:
    """A figure with its name (stretches of the sentence, in reading order) and its measure.

    `since` is where the figure before it ended; `order` its place in a list that 分别 hands out,
    and the length of that list.
    """

    amount: Found[Amount]
    name: Names
    measure: Measure
    tail: Tail
    rules: tuple[str, ...]
    since: int = 0
    order: tuple[int, int] = (0, 1)

    def called(self, text: str) -> str:
        """The name as the given text writes it."""
        return indicator.clean("".join(part.of(text) for part in self.name))


@dataclass(slots=True)
class Sofar:
    """What a sentence has named up to the figure at hand."""

    subjects: list[Names] = field(default_factory=list)
    last: Attached | None = None
    end: int = 0


def attach(
    text: str, times: Sequence[Found[Time]], places: tuple[str, ...] = ()
) -> tuple[list[Attached], list[Rejected]]:
    """The figures of a folded sentence with their names, and the numbers that are none."""
    amounts, rejected = quantity.find(text)
    kept: list[Found[Amount]] = []
    for amount in reversed(amounts):
        reason = _no_figure(text, amount, times) or _beside(text, amount, rejected)
        if reason:
            rejected.append(Rejected(amount.start, amount.end, reason))
        else:
            kept.insert(0, amount)
    dated = [
        replace(item, reason="date") if _dated(item.start, item.end, times) else item
        for item in rejected
    ]
    return _attach_all(text, kept, times, places), dated


def _beside(text: str, amount: Found[Amount], rejected: Sequence[Rejected]) -> str:
    """投资30亿元或5亿美元以上项目: the first is as much a threshold as the second."""
    for other in rejected:
        between = text[amount.end : other.start]
        if other.reason == "threshold" and re.fullmatch("\\s?(?:或|或者|、|至)\\s?", between):
            return "threshold"
    return ""


def _dated(start: int, end: int, times: Sequence[Found[Time]]) -> bool:
    return any(time.start <= start and end <= time.end for time in times)


def _no_figure(text: str, amount: Found[Amount], times: Sequence[Found[Time]]) -> str:
    """Why an amount is no figure of a place, or nothing."""
    value = amount.value
    before, after = text[: value.reach_start], text[value.reach_end :]
    if _dated(amount.start, amount.end, times):
        return "date"
    if value.kind == "duration" and not TIMED.search(
        indicator.strip_tail(
            text, Piece(_floor(text, value.reach_start), value.reach_start)
        ).piece.of(text)
    ):
        return "threshold" if value.quantity.bound != Bound.EXACT else "duration"
    if _threshold(value, amount.end, before, after):
        return "threshold"
    if after.startswith("级") and value.kind in ("money", "physical", "count"):
        return "slogan"
    return ""


def _threshold(value: Amount, amount_end: int, before: str, after: str) -> bool:
    """5000万元以上项目, 35蒸吨以下锅炉, 超30亿元重大项目: a filter, not a figure of its own."""
    rewarded = re.search("对[^，。；]*$", before) and re.match(
        "[^，。；]{0,12}的\\S{0,6}(?:企业|项目|单位)", after
    )
    if rewarded and value.kind == "money":
        return True
    if value.quantity.bound in (Bound.EXACT, Bound.ABOUT):
        return False
    if value.kind == "count" and value.quantity.unit != "人":
        return False
    if value.kind in ("percent", "point", "permille", "times"):
        return False
    if value.quantity.unit == "人" and not re.match("的?(?:企业|单位)", after):
        return False
    if before.endswith(("资金", "拿出")):
        return False
    if FILTERED.match(after):
        return True
    # 20万元以上的村: what is named behind is counted, not measured
    behind = value.reach_end > amount_end
    if behind and (not before or BREAK.search(before[-1:])) and re.match("的?[一-鿿]", after):
        return True
    return (
        behind
        and re.match("的?[一-鿿]", after) is not None
        and not (AMOUNTS.match(after) or indicator.predicates(after))
    )


def _floor(text: str, place: int, since: int = 0) -> int:
    """Where the clause begins that ends at `place`."""
    breaks = [m.end() for m in BREAK.finditer(text, since, place)]
    return breaks[-1] if breaks else since


def _ceiling(text: str, place: int, until: int) -> int:
    found = re.compile("[，；。：！？、\\n(]").search(text, place, until)
    if found:
        return found.start()
    joint = [m.start() for m in re.finditer("和|与|及|以及", text[place:until])]
    # 11个公园和1560多万平方米绿地: 和 joins the next figure, not a second noun
    return place + joint[-1] if joint and until < len(text) else until


def _attach_all(
    text: str,
    amounts: Sequence[Found[Amount]],
    times: Sequence[Found[Time]],
    places: tuple[str, ...],
) -> list[Attached]:
    sofar, found = Sofar(), []
    place = 0
    while place < len(amounts):
        group = _group(text, amounts, place)
        made = _distribute(text, group, sofar, times, places)
        if made is None:
            until = amounts[place + 1].value.reach_start if place + 1 < len(amounts) else len(text)
            made = [_one(text, amounts[place], until, sofar, times, places)]
            group = group[:1]
        found += made
        sofar.last, sofar.end = made[-1], group[-1].value.reach_end
        place += len(group)
    return found


def _group(text: str, amounts: Sequence[Found[Amount]], place: int) -> list[Found[Amount]]:
    """The figures that follow each other with nothing but a comma or 和 between them."""
    group = [amounts[place]]
    for amount in amounts[place + 1 :]:
        if not JOINED.match(text[group[-1].value.reach_end : amount.value.reach_start]):
            break
        group.append(amount)
    return group


def _distribute(
    text: str,
    group: Sequence[Found[Amount]],
    sofar: Sofar,
    times: Sequence[Found[Time]],
    places: tuple[str, ...],
) -> list[Attached] | None:
    """A、B分别增长5%、6%: the first name to the first figure; A、B均达100%: the figure to both."""
    tail = _left(text, group[0], sofar.end, times)
    each = tail.has("分别", "各自", "依次") or "分别" in tail.piece.of(text)[-4:]
    every = tail.has("均", "都", "皆", "均为", "双双") and len(group) == 1
    if not (each and len(group) > 1 or every):
        return None
    names = _listed(text, tail, places, len(group) if each else 0)
    if each and len(names) != len(group):
        names = _same_or_before(text, tail, len(group), sofar, places)
    if len(names) < 2:
        return None
    measure = _measure(group[0].value, tail, "".join(p.of(text) for p in names[-1]), "")
    pairs = zip(group, names, strict=True) if each else ((group[0], name) for name in names)
    made = [
        Attached(
            _bounded(a, group),
            n,
            measure,
            tail,
            (*a.value.rules, "A、B分别 #、#"),
            sofar.end,
            (place, len(group)) if each else (0, 1),
        )
        for place, (a, n) in enumerate(pairs)
    ]
    sofar.subjects += names
    return made


def _same_or_before(
    text: str, tail: Tail, count: int, sofar: Sofar, places: tuple[str, ...]
) -> list[Names]:
    """The names of figures that list none: the ones before, or one and the same for all."""
    piece = indicator.strip_head(text, tail.piece, places)
    dependent = DEPENDENT.fullmatch(piece.of(text)) is not None
    if (not piece or dependent) and len(sofar.subjects) >= count and not tail.last("comparison"):
        return [(*name, piece) if piece else name for name in sofar.subjects[-count:]]
    if piece:
        return [(piece,)] * count
    return [sofar.subjects[-1]] * count if sofar.subjects else []


def _bounded(amount: Found[Amount], group: Sequence[Found[Amount]]) -> Found[Amount]:
    """分别保持在66%、98%以上, 分别突破1.1万亿元和1.3万亿元: the bound holds for each of the list."""
    first, last = group[0], group[-1]
    opening = first.value.quantity.bound if first.value.reach_start < first.start else Bound.EXACT
    closing = last.value.quantity.bound if last.value.reach_end > last.end else opening
    if amount.value.quantity.bound != Bound.EXACT or closing == Bound.EXACT:
        return amount
    quantity_ = replace(amount.value.quantity, bound=closing)
    return replace(amount, value=replace(amount.value, quantity=quantity_))


def _listed(text: str, tail: Tail, places: tuple[str, ...], wanted: int) -> list[Names]:
    """A、B、C占比 -> (A, 占比), (B, 占比), (C占比)."""
    whole = re.sub("分别$", "", tail.piece.of(text))
    piece = Piece(tail.piece.start, tail.piece.start + len(whole))
    parts = indicator.split_list(text, indicator.strip_head(text, piece, places))
    if wanted and len(parts) != wanted:
        # 社会保障和就业 is one of three: only 、 parts them
        parts = indicator.split_list(text, indicator.strip_head(text, piece, places), "、")
    if len(parts) < 2:
        return []
    last = parts[-1]
    shared = _shared_head(text, parts)
    if shared is None:
        return [(part,) for part in parts]
    counted = COUNTED.search(last.of(text), 0, shared.start - last.start)
    lone = Piece(last.start, last.start + counted.start() if counted else shared.start)
    return [
        *((part,) if HEAD.search(part.of(text)) else (part, shared) for part in parts[:-1]),
        (lone, shared) if lone else (last,),
    ]


def _shared_head(text: str, parts: Sequence[Piece]) -> Piece | None:
    """The noun that closes a list and counts for each of it: 城镇、农村(低保标准)."""
    first, last = parts[0].of(text), parts[-1].of(text)
    if first in PAIRED and last[: len(first)] in PAIRED and len(last) > len(first) + 1:
        return Piece(parts[-1].start + len(first), parts[-1].end)
    head = SHARE_HEAD.search(last) or HEAD.search(last)
    if head and head.start(1) >= 1:
        return Piece(parts[-1].start + head.start(1), parts[-1].end)
    return None


def _left(text: str, amount: Found[Amount], since: int, times: Sequence[Found[Time]]) -> Tail:
    """What stands left of a figure in its clause, without times, verbs and adverbs."""
    start, end = _floor(text, amount.value.reach_start, since), amount.value.reach_start
    if start == since and since and not text.startswith("的", since):
        # what stands between two figures up to a 、 belongs to the first
        outside = indicator.PARENTHESES.sub(lambda m: " " * len(m[0]), text[start:end])
        start += outside.find("、") + 1
    listed = re.match("[一二三四五六七八九十]+是", text[start:end])
    start += listed.end() if listed else 0
    inside = [t for t in times if start <= t.start and t.end <= end and not t.value.compared]
    tail = indicator.strip_tail(text, Piece(inside[-1].end if inside else start, end))
    if inside and not tail.piece and inside[-1].start > start:
        before = indicator.strip_tail(text, Piece(start, inside[-1].start))
        return Tail(before.piece, (*tail.roles, *before.roles))
    return tail


def _one(
    text: str,
    amount: Found[Amount],
    until: int,
    sofar: Sofar,
    times: Sequence[Found[Time]],
    places: tuple[str, ...],
) -> Attached:
    value = amount.value
    tail = _left(text, amount, sofar.end, times)
    left = indicator.strip_head(text, indicator.last_object(text, tail.piece), places)
    right = indicator.right_name(text, value.reach_end, _ceiling(text, value.reach_end, until))
    following = text[value.reach_end : until]
    name, rule = _choose(text, value, left, right, tail, sofar, following)
    called = "".join(part.of(text) for part in name)
    named = right.of(text) if rule == "# NAME" else ""
    measure = _measure(value, tail, called, named, rule == "NAME #")
    if measure == Measure.SHARE and rule == "NAME #":
        measure = _led(text[tail.piece.start : left.start], called, tail)
    if rule == "carried" and sofar.last and re.match("的?持平|左右?持平", following):
        measure = sofar.last.measure
    elif measure in (Measure.SHARE, Measure.GROWTH, Measure.DECREASE) and following:
        measure = _by_following(measure, following, tail)
    made = Attached(amount, name, measure, tail, (*value.rules, rule, *_verbs(tail)), sofar.end)
    if rule != "carried" and name:
        sofar.subjects.append(_subject(text, name))
    return made


def _verbs(tail: Tail) -> tuple[str, ...]:
    return tuple(f"{word} #" for _, word in reversed(tail.roles))


def _choose(
    text: str, value: Amount, left: Piece, right: Piece, tail: Tail, sofar: Sofar, following: str
) -> tuple[Names, str]:
    """The name of a figure: left of it, right of it, or carried over."""
    said = left.of(text)
    if said.startswith("占") or (not said and tail.last("reach") in ("占", "占到")):
        return _share_of(text, left, right, sofar, following)
    counted = value.kind in ("count", "physical", "duration")
    if counted and right:
        return (right,), "# NAME"
    if said and not indicator.is_verb(said):
        return _completed(text, left, sofar, value.kind), "NAME #"
    spent = SPENT.match(following)
    if spent and value.kind == "money":
        start = value.reach_end + spent.start("x")
        return (Piece(start, start + len(spent["x"])),), "#用于 NAME"
    if right and value.kind in ("money", "percent") and not tail.last("rise", "fall"):
        if value.kind == "money" or not sofar.subjects:
            return (right,), "# NAME"
    if sofar.subjects:
        return sofar.subjects[-1], "carried"
    if right or said:
        return ((right,), "# NAME") if right else ((left,), "NAME #")
    topic = indicator.topic(text, value.reach_start)
    return ((topic,), "topic") if topic else ((), "no name")


def _share_of(
    text: str, left: Piece, right: Piece, sofar: Sofar, following: str
) -> tuple[Names, str]:
    """占预算的100.5%: the share belongs to the subject before, or to the noun behind 的."""
    if following.startswith("的") and right:
        stop = re.search("[，；。(]|$", following)
        end = right.start + len(following) - 1 if stop is None else right.start - 1 + stop.start()
        whole = Piece(right.start, max(end, right.end))
        return (whole, left), "占…#的 NAME"
    subject = sofar.subjects[-1] if sofar.subjects else ()
    return (*subject, left), "NAME 占…#"


def _completed(text: str, left: Piece, sofar: Sofar, kind: str) -> Names:
    """A bare head takes its subject along: 2000个项目、完成投资9800亿元 is the projects' 投资."""
    said = left.of(text)
    parted = _parted(said)
    if parted:
        return tuple(Piece(left.start + a, left.start + b) for a, b in parted)
    dependent = said in indicator.GENERIC or DEPENDENT.match(said)
    dependent = dependent or (kind in ("percent", "times") and PLANNED.match(said))
    if not sofar.subjects:
        topic = indicator.topic(text, left.start) if dependent else Piece(0, 0)
        return (topic, left) if topic else (left,)
    subject = sofar.subjects[-1]
    before = "".join(part.of(text) for part in subject)
    if PRONOUN.fullmatch(said):
        return subject
    if dependent:
        return (*_without_measure(text, subject), left)
    head = HEAD.search(before)
    if head and INDUSTRY.search(said) and subject[-1].end - subject[0].start > 0:
        last = subject[-1]
        start = last.end - len(head[1])
        return (left, Piece(start, last.end))
    return (left,)


def _without_measure(text: str, subject: Names) -> Names:
    """稻虾综合种养(面积): what was measured of it before is not part of the next name."""
    last = subject[-1]
    ending = OWN_MEASURE.search(last.of(text))
    if not ending or ending.start() < 2:
        return subject
    return (*subject[:-1], Piece(last.start, last.start + ending.start()))


def _parted(said: str) -> list[tuple[int, int]]:
    """The parts of a name with its verb left out: 休闲农业(实现)收入, 用于(民生)均(占)到(支出)."""
    share = re.match(
        "(?:.*用于)?(?P<x>.{2,}?)(?:均|约|都|已|各|仅)(?P<z>占)(?:到|据)?了?(?P<y>.{2,})$", said
    )
    if share:
        return [share.span("x"), share.span("z"), share.span("y")]
    verb = re.match("(?P<x>.{2,10}?)(?:累计|全年|共|总共)?(?:实现|完成)(?P<y>.{2,})$", said)
    return [verb.span("x"), verb.span("y")] if verb else []


def _subject(text: str, name: Names) -> Names:
    """What later figures of the sentence are about: A of A占B比重."""
    first = name[0].of(text)
    cut = re.search("占(?!比重?$)", first)
    if cut and cut.start() >= 2:
        return (Piece(name[0].start, name[0].start + cut.start()),)
    if len(name) > 1 and re.match("占|拉动|对|完成|.*(?:任务|计划|预算)$", name[-1].of(text)):
        return name[:-1]
    return name


def _measure(value: Amount, tail: Tail, called: str, right: str, said_left: bool = True) -> Measure:
    """Level, share, growth, decrease or multiple, from the verb next to the figure."""
    direction = next((role for role, _ in tail.roles if role in indicator.DIRECTIONS), "")
    if value.kind == "times":
        grown = direction == "rise" and "番" not in "".join(value.rules)
        return Measure.GROWTH if grown else Measure.MULTIPLE
    if value.kind == "point":
        return Measure.DECREASE if direction == "fall" else Measure.GROWTH
    improved = bool(said_left) and tail.last("rise") in IMPROVED and value.kind in COUNTABLE
    improved = improved and not MEASURED.search(called)
    if tail.has("新增", "净增") and tail.last("comparison"):
        return Measure.GROWTH
    if direction == "rise" and not right and not improved:
        return Measure.GROWTH
    if direction == "fall" and not right:
        return Measure.DECREASE
    if value.kind == "percent":
        return _of_rate(called)
    return Measure.LEVEL


def _led(before: str, called: str, tail: Tail) -> Measure:
    """降低企业用能成本3%至5%: the verb that says what happens stands before the name."""
    if SHARED.search(called) or tail.last("riseto", "fallto", "reach"):
        return Measure.SHARE
    if before.endswith(tuple(FALLS)):
        return Measure.DECREASE
    return Measure.GROWTH if before.endswith(tuple(RISES)) else Measure.SHARE


def _of_rate(called: str) -> Measure:
    """What a percentage is that no verb explains: its name does (CPI涨幅, 占比)."""
    if CHANGED.search(called):
        return Measure.GROWTH
    return Measure.DECREASE if FALLEN.search(called) else Measure.SHARE


def _by_following(measure: Measure, following: str, tail: Tail) -> Measure:
    """保持15%以上增长, 以8%的速度增长: the verb stands behind the figure."""
    if tail.last("rise", "fall", "riseto", "fallto"):
        return measure
    if re.match("的?(?:速度)?(?:增长|增速|增幅|提升|速度|涨幅)", following):
        return Measure.GROWTH
    return Measure.DECREASE if re.match("的?(?:下降|降幅|降低)", following) else measure
