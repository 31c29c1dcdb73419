"""Names put together: a bare head with its subject, the parts of a name that a verb divides."""

from __future__ import annotations

import re

from indicators import lexicon
from indicators.attach import parts
from indicators.attach.attached import Names, Sofar
from indicators.attach.owners import PLANNED, RATE_OF, owned, without_measure
from indicators.attach.scene import Scene
from indicators.dimensions import indicator
from indicators.dimensions.edges import Piece

HEAD = re.compile(
    "(?:的|占)?(人均可支配收入|可支配收入|人均消费支出|人均生活消费支出|全产业链产值|综合产值|增加值|总产值|产值|产量|吞吐量|周转量|客运量|货运量|发电量|用电量|排放量|零售额|商品零售|投资|播种面积|价格|营业收入|利润总额|收入|支出|存款|贷款|占比|比重|销售额|营业额|出口额|进口额|余额)$"
)
DEPENDENT = re.compile(
    "占比|(?:对.*)?贡献率|其(?![他中])|(?:(?:同期|同比|累计|自然|名义)?(?:增速|增幅|涨幅|降幅|减幅|跌幅|(?<!自然)增长率)|比重|占|总数|(?:现价)?总量|总额|(?:通车)?总里程|总面积|总容量|总长度|净?增量|数量|规模|人数)$"
    "|(?:总量|总额|规模|数量|产值|收入|投资|面积|人数)占|(?:年产量?|总产量?|短收|超收|(?:年度|当年|今年|本年)?(?:计划)?完成投资|(?:年末)?(?:实际)?余额)$"
)
AIM_OF = re.compile("(?:预期)?(?:增长|增速)(?:预期)?目标$")
# 完成年初预算15亿元的60%: the budget is that of what came before
OF_PLAN = re.compile(r"[\d.,]+[万亿]*(?:美?元|[家个户人吨亩])的(?=[\d.]+%)")
# 拥有西部最大的林场，面积达9万亩
HAD = re.compile(
    "(?:拥有|建有|建成|建起|打造|形成|培育|发展)了?(?:[^，；。、\\d“”]{1,12}的)?(?P<x>[^，；。、的\\d“”]{2,12})$"
)
TRADES = ("出口", "进口", "进出口")
OWNING = re.compile("..(?:[产行企工农商]业|园区|集群|公司|集团)$")
HERD = re.compile("(?:年末|期末|全年|当年)?(?:存栏|出栏|总量|饲养量)(?:量|数)?$")
# 我县是革命老区，总面积900平方公里
OURS = re.compile(r"\s*(?:[我全本][省市县区州旗镇乡村])(?:是|位于|地处|现有|共)")
# 市政府出台措施，落实投资9亿元: not the government's
GOVERNING = re.compile("(?:政府|[省市县区州旗]委|上下|部门|干部)$")
PRONOUN = re.compile(
    "(?:这个|这一|该)(?:数|数字|数据|比例|指标|比重|总量)(?:增速|增幅)?|(?:指标|数据)(?:增速|增幅)?"
)
# 改造小区7个，实现税收1.8亿元: only what pays taxes takes them along
BESIDE = re.compile(r"(?:.*(?:[高低快慢优好]于|、|和))?(?P<x>[^，；。、：()\d]{2,10})$")
SIDE = re.compile("(?P<side>收入|支出)(?:安排|预算|完成)?$")
SIDES = ("收入", "支出")
TWIN = re.compile("(?:城镇|城市|农村|乡村|男性|女性)$")
LEVELS = re.compile("(?:国家级?|省级|自治区级|市级|县级|区级|部级)(?:及?以上)?")
TAKES = re.compile("占(?!比重?$|用)|对(?=.*贡献率$)|(?:分别)?拉动")
ASIDE = re.compile("占|拉动|对|完成|.*(?:任务|计划|预算)数?$")
PLACE_ONLY = re.compile("[要将还]$")
INDUSTRY = re.compile("(?<!就)业$|企业$")


def completed(scene: Scene, left: Piece, sofar: Sofar, kind: str) -> Names:
    """A bare head takes its subject along: 2000个项目、完成投资9800亿元 is the projects' 投资."""
    said = left.of(scene.text)
    parted = parts.of(said)
    if parted:
        names = tuple(Piece(left.start + a, left.start + b) for a, b in parted)
        # 集聚区将完成投资9亿元，收入8亿元: both are the area's
        sofar.owner = names[:1] if len(names) == 2 else ()
        return names
    bare = said in lexicon.cues("generic") or HEAD.fullmatch(said)
    rate = RATE_OF.fullmatch(said) is not None
    alone = bare or rate or said in TRADES
    dated = _before_time(scene, left, HEAD if rate else OWNING) if alone else None
    if dated:
        return dated, left
    dependent = _depends(said, kind) or (
        OF_PLAN.match(scene.text, left.end) is not None and PLANNED.fullmatch(said) is not None
    )
    beside = _before_bracket(scene, left.start)
    if beside and (dependent or HEAD.fullmatch(said)):
        return beside, left
    if not sofar.subjects:
        return _of_topic(scene, left, dependent)
    # 基金收入9亿元，其中出让收入8亿元。支出7亿元: behind a full stop it is the whole account's
    again = said in SIDES and scene.text[left.start - 1 : left.start] in ("。", "\n")
    subject = sofar.subjects[0 if again else -1]
    if PRONOUN.fullmatch(said):
        return subject
    if said == "人均" or (kind == "physical" and said.endswith(("人均", "户均"))):
        # 地区生产总值147亿元，人均3.8万元
        return (left, *subject)
    if dependent:
        return owned(scene, left, sofar)
    return _sided(scene, left, sofar, subject, kind)


def _of_topic(scene: Scene, left: Piece, dependent: bool) -> Names:
    """A sentence's first name, with the topic that a dependent one is of."""
    text = scene.text
    # 北部新区面积达到19平方公里: the place is whose it is
    ours = OURS.match(text) or text.endswith(scene.places, 0, left.start)
    had = _had(scene, left) if dependent else None
    if had:
        return had, left
    topic = indicator.topic(text, left.start) if dependent and not ours else None
    said = topic.of(text) if topic else ""
    if not topic or said in scene.places or GOVERNING.search(said):
        return (left,)
    if PLACE_ONLY.search(said) and said.startswith(scene.places):
        # 深圳要扩大投资，全年投资计划增长5%
        return (left,)
    if said.endswith(left.of(text)):
        # 从GDP实际增速来看，…，增速超过9%
        return (topic,)
    return (*without_measure(text, (topic,)), left)


def _had(scene: Scene, left: Piece) -> Piece | None:
    """What the clause before says there is: 拥有西部最大的林场，面积达9万亩."""
    end = scene.floor(left.start) - 1
    told = HAD.search(scene.text, scene.floor(end), end) if end > 0 else None
    return scene.head(Piece(*told.span("x"))) if told else None


def _before_time(scene: Scene, left: Piece, owning: re.Pattern[str]) -> Piece | None:
    """The subject that a time parts from a bare head: 食品产业1-8月份主营业务收入超#."""
    text, place = scene.text, left.start - (scene.text[left.start - 1 : left.start] == " ")
    time = next((t for t in scene.times if t.end == place), None)
    start = scene.floor(time.start) if time else 0
    end = len(text[start : time.start].rstrip()) + start if time else 0
    piece = scene.head(Piece(start, end)) if time else None
    among = text.startswith("其中", start)
    return piece if piece and (among or owning.search(piece.of(text))) else None


def _before_bracket(scene: Scene, place: int) -> Piece | None:
    """The noun before the bracket that a dependent name opens: 规上工业（增加值增长#）."""
    if scene.text[place - 1 : place] != "(":
        return None
    noun = BESIDE.search(scene.text, scene.floor(place - 1), place - 1)
    piece = scene.head(Piece(*noun.span("x"))) if noun else None
    return piece if piece and not scene.text[piece.start].isdigit() else None


def _sided(scene: Scene, left: Piece, sofar: Sofar, subject: Names, kind: str) -> Names:
    """A name that shares its head or its account with the one before it."""
    sofar.owner = ()
    said, called, last = left.of(scene.text), scene.name(subject), subject[-1]
    herd = HERD.search(last.of(scene.text)) if HERD.fullmatch(said) else None
    if herd and herd.start():
        # 生猪存栏9万头，出栏12万头
        return (*subject[:-1], Piece(last.start, last.start + herd.start()), left)
    side = SIDE.search(last.of(scene.text)) if SIDE.fullmatch(said) else None
    if side and side.start() and side["side"] != said[:2]:
        # 基金收入3892亿元，支出3562亿元: the other side of the same account
        return (*subject[:-1], Piece(last.start, last.start + side.start()), left)
    rank = LEVELS.search(last.of(scene.text)) if LEVELS.fullmatch(said) else None
    if rank and kind == "count" and last.start + rank.end() < last.end:
        # 国家级重点龙头企业7家，省级58家
        return (left, Piece(last.start + rank.end(), last.end))
    if LEVELS.fullmatch(said) and len(subject) > 1 and LEVELS.fullmatch(subject[0].of(scene.text)):
        return (left, *subject[1:])
    twin = TWIN.search(last.of(scene.text)) if TWIN.fullmatch(said) else None
    if twin and twin.start() and twin[0] != said:
        # 养老金城镇提高到160元、农村提高到127元
        return (*subject[:-1], Piece(last.start, last.start + twin.start()), left)
    head = HEAD.search(called)
    if head and kind != "count" and INDUSTRY.search(said) and "占" not in said:
        # 采矿业增加值下降3%，制造业下降5%: the head counts for both; not 新增企业30家
        return (left, Piece(last.end - len(head[1]), last.end))
    return (left,)


def _depends(said: str, kind: str) -> bool:
    """Whether a name says nothing without the one before: 投资, 增幅, 年度任务的."""
    if said.startswith("拉动"):
        return kind in ("percent", "point")
    if said in lexicon.cues("generic") or DEPENDENT.match(said):
        return True
    # 生产总值增长目标定为6%: the aim says of what it is
    own = AIM_OF.search(said)
    if own and indicator.identify(said[: own.start()]):
        return False
    return kind in ("percent", "times") and PLANNED.match(said) is not None


def subject_of(text: str, name: Names) -> Names:
    """What later figures of the sentence are about: A of A占B比重."""
    first = name[0].of(text)
    cut = TAKES.search(first)
    if cut and cut.start() >= 2:
        return (Piece(name[0].start, name[0].start + cut.start()),)
    if len(name) > 1 and ASIDE.match(name[-1].of(text)):
        return name[:-1]
    # 游客量(约)占全省总量: of what is a part
    share = next((n for n, piece in enumerate(name) if n and piece.of(text) == "占"), len(name))
    return name[:share]
