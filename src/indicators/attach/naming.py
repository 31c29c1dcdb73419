"""The name of a figure: left of it, right of it, composed, or carried over from before."""

from __future__ import annotations

import re
from functools import cache

from indicators import lexicon
from indicators.attach.scene import Names, Scene, Sofar
from indicators.dimensions import edges, indicator
from indicators.dimensions.edges import Piece, Tail
from indicators.dimensions.quantity import Amount

HEAD = re.compile(
    "(?:的|占)?(人均可支配收入|可支配收入|人均消费支出|人均生活消费支出|全产业链产值|综合产值|增加值|总产值|产值|产量|零售额|投资|播种面积|价格|营业收入|利润总额|收入|支出|存款|贷款|占比|比重|销售额|出口额|进口额|余额)$"
)
DEPENDENT = re.compile(
    "占比|对.*贡献率|其(?![他中])|(?:增速|增幅|涨幅|降幅|跌幅|增长率|比重|占|总数|总量|总额|总里程|总面积|数量|规模|人数)$"
    "|(?:总量|总额|规模|数量|产值|收入|投资|面积|人数)占|(?:短收|超收)$"
)
PLANNED = re.compile("\\S{0,8}(?:任务|计划|预算|目标|进度)(?:数|的)?$")
PRONOUN = re.compile("(?:这个|这一|该)(?:数|数字|数据|比例|指标|比重|总量)")
OTHER_SIDE = re.compile("(?:收入|支出)(?:安排|预算|完成)?")
# 改造小区7个，实现税收1.8亿元: only what pays taxes takes them along
TAXED = re.compile("税收|利润")
PAYS = re.compile("业|园|楼宇|银行|主体")
# deeds that are named like things in a list: 完成征地3200亩、拆迁260户
DEEDS = frozenset(("拆迁", "搬迁", "征地", "绿化", "造林", "签约", "融资", "出让", "培训", "征收"))
PLACES = ("镇", "村", "乡", "县", "街道", "社区")
SIDES = ("收入", "支出")
COMPLETED = re.compile("(?:完成|实现)$")
RATE = re.compile("(?:率|占比|比重)$")
# 基础设施投资由降转升，全年增长1.8%: a clause without a figure names it
PASSED = re.compile(
    "(?P<x>[^，；。]{2,12}?(?:投资|收入|产值|增加值|产量|总额|支出))(?:由|实现|保持|持续|稳步|稳定|平稳|快速|大幅)"
)
ENJOYED = re.compile("(?:享受|参加|领取|接受|获得)(?P<x>[^，；。、]{2,})")
OWN_MEASURE = re.compile("(?:种养|种植|播种)?(?:面积|总?产量|里程|出栏|总?产值|增加值|利润|税收)$")
SPENT = re.compile("的?(?:专项)?(?:用于|投向|实施|支持|推进|开展)(?P<x>[^，；。、]{2,})")
# 休闲农业(实现)收入, 用于(民生)均(占)到(支出)
TAKEN = re.compile(
    "(?:.*用于)?(?P<x>.{2,}?)(?:均|约|都|已|各|仅)(?P<z>占)(?:到|据)?了?(?P<y>.{2,})$"
)
ACHIEVED = re.compile(
    "(?P<x>.{2,10}?|.{2,24}(?:企业|单位|业))已?(?:累计|全年|共|总共)?(?P<v>(?:实现|完成)(?P<y>.{2,}))$"
)
TAKES = re.compile("占(?!比重?$)")
ASIDE = re.compile("占|拉动|对|完成|.*(?:任务|计划|预算)$")
SIZES = frozenset(("总规模", "规模", "总额", "总投资", "总面积", "面积", "投资"))
WITH = re.compile(
    "“?(?:每年)?(?:都)?(?:以占?|[用靠推]动?|把|将|拿出|贡献|创造)(?:全[省市区县国州])?"
)
RATES = re.compile(
    "[^，；。]{0,6}(?:增长|增速|增幅|涨幅|降幅|速度|目标|水平|比例|比重|幅度|要求|任务|力度|贡献率)"
)
GIVER = re.compile("(?:^|[，；。：])(?P<x>[^，；。、：\\d]{2,10}?)(?:贡献|创造)了?[^，；。：]*$")
DONE = re.compile("(?:、|完成|实施|开展)$")
# “高效办成一件事”累计推出9个事项
QUOTED = re.compile(
    "(?:^|[，。；：])(?:全面|深入|扎实)?(?:推进|实施|推动)?(?P<x>“[^”]{2,20}”)[^，。；]*$"
)
BARE = frozenset(("事项", "项目", "任务", "工程", "行动", "活动"))
# 安排项目9个、投资2亿元，其中新开工3个
STAGES = frozenset(("新开工", "开工", "竣工", "完工", "投产", "建成", "续建", "新建", "建成投产"))
INDUSTRY = re.compile("(?<!就)业$|企业$")


def choose(
    scene: Scene, value: Amount, left: Piece, right: Piece, tail: Tail, sofar: Sofar, until: int
) -> tuple[Names, str]:
    """The name of a figure and the rule that says so; `until` is where the next figure begins."""
    said, following = left.of(scene.text), scene.text[value.reach_end : until]
    if said.startswith("占") or (not said and tail.last("reach") in ("占", "占到")):
        return _share_of(left, right, sofar, following)
    behind = _behind(scene, value, left, right, tail, following)
    if behind:
        return behind
    if said in STAGES and value.kind == "count" and sofar.counted:
        return (left, *sofar.counted), "NAME #"
    if _completes(scene, left, sofar):
        return (Piece(left.start - 2, left.end),), "NAME #"
    listed = said in DEEDS and DONE.search(scene.text, 0, left.start) is not None
    if said and (not edges.is_verb(said) or said in lexicon.cues("generic") or listed):
        return _completed(scene, left, sofar, value.kind), "NAME #"
    spent = SPENT.match(following) if value.kind == "money" else None
    if spent:
        start = value.reach_end + spent.start("x")
        return (Piece(start, start + len(spent["x"])),), "#用于 NAME"
    if right and _names_money(value, tail, sofar):
        return (right,), "# NAME"
    return _elsewhere(scene, value, left, right, sofar)


def _behind(
    scene: Scene, value: Amount, left: Piece, right: Piece, tail: Tail, following: str
) -> tuple[Names, str] | None:
    """The noun behind a figure: what it counts, or what it is a part of."""
    if not right:
        return None
    if value.kind in ("count", "physical", "duration"):
        if left and tail.last("riseto", "fallto"):
            return None
        quoted = QUOTED.search(scene.text, 0, left.end) if right.of(scene.text) in BARE else None
        return (Piece(*quoted.span("x")), right) if quoted else (right,), "# NAME"
    whole = _whole(scene, value, left, right, tail) if following.startswith("的") else ()
    return (whole, "#的 NAME") if whole else None


def _whole(scene: Scene, value: Amount, left: Piece, right: Piece, tail: Tail) -> Names:
    """The noun behind 的 that a figure is a part or the size of, or nothing.

    总规模50亿元的产业引导基金, 以全市2%的国土面积, 民营经济贡献了69%的税收, 87%的患者.
    """
    said, called = left.of(scene.text), right.of(scene.text)
    if value.kind == "money":
        return (right, left) if said in SIZES else ()
    if value.kind != "percent":
        return ()
    if tail.last("rise", "fall", "riseto", "fallto") or RATES.match(called):
        return ()
    giver = GIVER.search(scene.text, 0, value.reach_start)
    if giver:
        return Piece(*giver.span("x")), right
    return (right,) if not said or WITH.fullmatch(said) or edges.is_verb(said) else ()


def _completes(scene: Scene, left: Piece, sofar: Sofar) -> bool:
    """完成投资1547亿元 keeps its verb where no subject goes before it."""
    if left.of(scene.text) != "投资" or not COMPLETED.search(scene.text[: left.start]):
        return False
    return not sofar.subjects or RATE.search(scene.name(sofar.subjects[-1])) is not None


def _names_money(value: Amount, tail: Tail, sofar: Sofar) -> bool:
    """拿出2000万元专项资金; 70%以上的企业 only where nothing was named before."""
    if tail.last("rise", "fall"):
        return False
    return value.kind == "money" or (value.kind == "percent" and not sofar.subjects)


def _elsewhere(
    scene: Scene, value: Amount, left: Piece, right: Piece, sofar: Sofar
) -> tuple[Names, str]:
    """The subject carried over; else what there is; else what the sentence opens with."""
    enjoyed = ENJOYED.match(scene.text, value.reach_end)
    if enjoyed and not left and not right:
        return (Piece(enjoyed.start("x"), enjoyed.end("x")),), "# NAME"
    between = _passed(scene, sofar.end, value.reach_start) if sofar.subjects else None
    if between:
        return (between,), "NAME …，#"
    if sofar.subjects:
        return sofar.subjects[-1], "carried"
    if not right and value.quantity.unit in PLACES:
        # 3镇7村: the unit is what is counted
        end = value.reach_end
        return (Piece(end - len(value.quantity.unit), end),), "# NAME"
    if right or left:
        return ((right,), "# NAME") if right else ((left,), "NAME #")
    topic = indicator.topic(scene.text, value.reach_start)
    return ((topic,), "topic") if topic else ((), "no name")


def _passed(scene: Scene, since: int, place: int) -> Piece | None:
    """What a clause without a figure names for the next: 社零很快恢复，去年达到#."""
    end = scene.floor(place, since) - 1
    while end > since:
        start = scene.floor(end, since)
        clause = scene.head(Piece(start, end))
        named = _catalogued().match(scene.text, clause.start, end) or PASSED.match(
            scene.text, clause.start, end
        )
        if named:
            return Piece(named.start("x"), named.end("x"))
        end = start - 1
    return None


@cache
def _catalogued() -> re.Pattern[str]:
    words = lexicon.alternation(name for name in lexicon.indicator_names() if len(name) > 2)
    return re.compile(rf"(?P<x>{words})(?![率占均比])")


def _share_of(left: Piece, right: Piece, sofar: Sofar, following: str) -> tuple[Names, str]:
    """占预算的100.5%: the share belongs to the subject before, or to the noun behind 的."""
    if following.startswith("的") and right:
        stop = re.search("[，；。(]|$", following)
        end = right.start + len(following) - 1 if stop is None else right.start - 1 + stop.start()
        whole = Piece(right.start, max(end, right.end))
        return (whole, left), "占…#的 NAME"
    subject = sofar.subjects[-1] if sofar.subjects else ()
    return (*subject, left), "NAME 占…#"


def _completed(scene: Scene, left: Piece, sofar: Sofar, kind: str) -> Names:
    """A bare head takes its subject along: 2000个项目、完成投资9800亿元 is the projects' 投资."""
    said = left.of(scene.text)
    parted = _parted(said)
    if parted:
        return tuple(Piece(left.start + a, left.start + b) for a, b in parted)
    dependent = _depends(said, kind)
    if not sofar.subjects:
        topic = indicator.topic(scene.text, left.start) if dependent else Piece(0, 0)
        return (topic, left) if topic else (left,)
    subject = sofar.subjects[-1]
    if PRONOUN.fullmatch(said):
        return subject
    if dependent:
        return _owned(scene, left, sofar)
    return _sided(scene, left, sofar, subject)


def _owned(scene: Scene, left: Piece, sofar: Sofar) -> Names:
    """A dependent name behind its owner: 企业120户，产值500亿元，利润30亿元 are the firms'."""
    owner = sofar.owner or sofar.subjects[-1]
    called, said = scene.name(owner), left.of(scene.text)
    if called in lexicon.cues("generic") or (TAXED.fullmatch(said) and not PAYS.search(called)):
        return (left,)
    sofar.owner = _without_measure(scene.text, owner)
    return (*sofar.owner, left)


def _sided(scene: Scene, left: Piece, sofar: Sofar, subject: Names) -> Names:
    """A name that shares its head or its account with the one before it."""
    sofar.owner = ()
    said, called, last = left.of(scene.text), scene.name(subject), subject[-1]
    other = OTHER_SIDE.fullmatch(said) and called.endswith(SIDES) and not called.endswith(said[:2])
    if other and last.end - 2 > last.start:
        # 基金收入3892亿元，支出3562亿元: the other side of the same account
        return (*subject[:-1], Piece(last.start, last.end - 2), left)
    head = HEAD.search(called)
    if head and INDUSTRY.search(said):
        # 采矿业增加值下降3%，制造业下降5%: the head counts for both
        return (left, Piece(last.end - len(head[1]), last.end))
    return (left,)


def _depends(said: str, kind: str) -> bool:
    """Whether a name says nothing without the one before: 投资, 增幅, 年度任务的."""
    if said.startswith("拉动"):
        return kind in ("percent", "point")
    if said in lexicon.cues("generic") or DEPENDENT.match(said):
        return True
    return kind in ("percent", "times") and PLANNED.match(said) is not None


def _without_measure(text: str, subject: Names) -> Names:
    """稻虾综合种养(面积): what was measured of it before is not part of the next name."""
    last = subject[-1]
    ending = OWN_MEASURE.search(last.of(text))
    if not ending or ending.start() < 2:
        return subject
    return (*subject[:-1], Piece(last.start, last.start + ending.start()))


def _parted(said: str) -> list[tuple[int, int]]:
    """The parts of a name with its verb left out: 休闲农业(实现)收入, 用于(民生)均(占)到(支出)."""
    share = TAKEN.match(said) if "占" in said else None
    if share:
        return [share.span("x"), share.span("z"), share.span("y")]
    verb = ACHIEVED.match(said) if "实现" in said or "完成" in said else None
    if verb and verb["x"].endswith(("年内", "全年", "今年")):
        return [(verb.start("x"), verb.end("x") - 2), verb.span("y")]
    if verb and len(verb["x"]) <= 3 and verb["y"] == "投资":
        return [verb.span("v")]
    return [verb.span("x"), verb.span("y")] if verb else []


def subject_of(text: str, name: Names) -> Names:
    """What later figures of the sentence are about: A of A占B比重."""
    first = name[0].of(text)
    cut = TAKES.search(first)
    if cut and cut.start() >= 2:
        return (Piece(name[0].start, name[0].start + cut.start()),)
    if len(name) > 1 and ASIDE.match(name[-1].of(text)):
        return name[:-1]
    return name
