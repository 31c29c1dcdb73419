"""Whose a dependent name is: 企业120户，产值500亿元，利润30亿元 are the firms'."""

from __future__ import annotations

import re
from functools import cache

from indicators import lexicon
from indicators.attach.attached import Names, Sofar
from indicators.attach.scene import Scene
from indicators.dimensions import indicator
from indicators.dimensions.edges import Piece

RATE_OF = re.compile("(?:同期|同比|累计|平均|自然|名义)?(?:增速|增幅|涨幅|降幅|减幅|跌幅|增长率)$")
PLANNED = re.compile(
    "(?:\\S{0,8}(?:任务|计划|预算|目标)|(?:支出|支付|拨付|执行|投资|时序|时间|序时)?进度)(?:数|的)?$"
)
GAINING = re.compile("(?:惠及|受益|涉及|带动)$")
# 基础设施投资由降转升，全年增长1.8%: a clause without a figure names it
PASSED = re.compile(
    "(?P<x>[^，；。]{2,12}?(?:投资|收入|产值|增加值|产量|总额|支出|总值|总量|营收|人口|增量|增速|增幅|出口|进口))(?:最[多大高快]|仍?然?(?:明显)?(?:领先|领跑|高于|快于)|由|实现|保持|持续|稳步|稳定|平稳|快速|大幅|首次|突破|[迈跨站跃][上过越]|跨入)"
)
# 日间照料中心建设项目，已建成5家
# 高校在校学生规模，由2万人增加到9万人
TOPIC = re.compile(
    "(?P<x>[^，；。：、\\d]{4,24}(?:(?:项目|工程)(?:建设)?|规模|数量|人数|里程|面积|总数))(?:上|中|方面)?"
)
TAXED = re.compile("税收|利润")
PAYS = re.compile("业|园|楼宇|银行|主体")
# what has no 面积 and no 收入 of its own: 人口35万人，面积2300平方公里; but 常住人口53万人，占3%
ITSELF = re.compile(
    "(?:人口|人数|人次|率|比例|比重|占比|生产总值|GDP|经济|经济总量|消费|进出口|出口|进口|接待量|[游旅]客|从业|就业|参保|指数|价格|结构|产业比|系数|乡镇|街道|社区|居委会|村委会|行政村)$"
)
OF_ITSELF = re.compile(".*占|.*(?:比重|贡献率|总数|总量|数量|人数|规模)$|拉动")
GIVEN = re.compile("对.*贡献率")  # 对增长的贡献率60%，拉动增长3个百分点
SUMS = re.compile("(?:累计|通车)?(?:总数|总量|总里程|总面积|总规模|总容量|总长度)|(?:年末)?余额")
OWN_MEASURE = re.compile(
    "(?:种养|种植|播种|收获|年接待|接待)?(?:(?:资产)?负债率|增速|增幅|利润率|产能利用率|产销率|面积|规模|总量|限额|单产|总产|总?产量|里程|出栏|总?产值|增加值|利润|税收|人次|人数|数量?|总数|户数|总投资|(?:主营业务|营业|销售)收入|利税|(?:年度|当年|全年)?投资计划|(?<=项目)建设|(?<=工程)建设|(?:个数|项目|投资)占比)$"
)
# 安排项目9个、投资2亿元，其中新开工3个
STAGES = frozenset(
    (
        "在建",
        "新开工",
        "基本建成",
        "开工",
        "竣工",
        "完工",
        "投产",
        "建成",
        "续建",
        "新建",
        "开工建设",
        "建成投产",
        "新竣工",
        "新投产",
        "试投产",
        "新签约",
        "签约",
    )
)
LEFT_OUT = re.compile("剔除|扣除|受|按|由于|不考虑|还原")


def owned(scene: Scene, left: Piece, sofar: Sofar) -> Names:
    """A dependent name behind its owner: 企业120户，产值500亿元，利润30亿元 are the firms'."""
    between = passed(scene, sofar.end, left.start)
    if between:
        # 社零止跌反弹，增速13.9%; 开发投资继续增长，完成投资9亿元 names it already
        named = between.of(scene.text).endswith(left.of(scene.text))
        return (between,) if named else (between, left)
    opened = _opened(scene, sofar.end, left.start)
    if opened:
        sofar.owner = (opened,)
        return opened, left
    if RATE_OF.match(left.of(scene.text)):
        # 工业增加值增长7%，增速提高1个百分点: the rate is of the amount that grew
        again = RATE_OF.search(scene.name(sofar.subjects[-1]))
        return sofar.subjects[-1] if again else (*sofar.subjects[-1], left)
    said = left.of(scene.text)
    owner = sofar.owner or _bearer(scene, sofar, said)
    if not owner:
        return (left,)
    # 增加值18亿元，完成年计划20亿元的90%: the plan is for what is measured
    planned = PLANNED.fullmatch(said) is not None
    if planned and sofar.subjects[-1][0] == owner[0]:
        owner = sofar.subjects[-1]
    called = scene.name(owner)
    if sofar.counted and (called.endswith(said[-2:]) or called.startswith(tuple(STAGES))):
        # 项目86个，年度计划投资320亿元，已完成投资206亿元: both are the projects'
        owner = sofar.counted
    if SUMS.match(said):
        owner = _without_verb(scene, owner)
    called = scene.name(owner)
    if (
        called in scene.places
        or called in lexicon.cues("generic")
        or (TAXED.fullmatch(said) and not PAYS.search(called))
    ):
        return (left,)
    sofar.owner = owner if planned else without_measure(scene.text, unrated(scene.text, owner))
    return (*sofar.owner, met(scene, left) if planned else left)


def met(scene: Scene, plan: Piece) -> Piece:
    """A plan with the verb that says it was carried out: 完成年计划."""
    return Piece(plan.start - 2 * scene.text.endswith("完成", 0, plan.start), plan.end)


def _bearer(scene: Scene, sofar: Sofar, said: str) -> Names:
    """The last subject that is more than a measure: 种植面积6万亩，总产量2万吨，产值3亿元."""
    whole = OF_ITSELF.match(said) or PLANNED.fullmatch(said)
    for subject in reversed(sofar.subjects):
        if GAINING.search(scene.text, 0, subject[0].start):
            # 改造小区9个，惠及居民900户，完成投资2亿元: not the residents'
            continue
        given = said.startswith("拉动") and GIVEN.fullmatch(scene.name(subject))
        if given or OWN_MEASURE.fullmatch(scene.name(subject)):
            continue
        bare = scene.name(without_measure(scene.text, subject))
        if whole or not ITSELF.search(bare):
            return subject
    return ()


def _opened(scene: Scene, since: int, place: int) -> Piece | None:
    """What a clause behind a ； opens with: …；第三产业加快发展，对经济增长的贡献率提高#.

    So does one behind 其中: …，其中茶叶快速发展，产值达到#.
    """
    among = scene.text.rfind("其中", since, place)
    start = max(scene.text.rfind("；", since, place) + 1, among + 2 if among >= 0 else 0)
    if not start or "，" not in scene.text[start:place]:
        return None
    if LEFT_OUT.match(scene.text, start):
        return None
    return indicator.topic(scene.text, place, start) or None


def _without_verb(scene: Scene, owner: Names) -> Names:
    """新增高速公路186公里，通车总里程1559公里: the total is not of the new ones alone."""
    first = owner[0]
    verb = next((v for v in lexicon.cues("adds") if first.of(scene.text).startswith(v)), "")
    kept = Piece(first.start + len(verb), first.end)
    return (kept, *owner[1:]) if verb and kept.end - kept.start > 1 else owner


def without_measure(text: str, subject: Names) -> Names:
    """稻虾综合种养(面积): what was measured of it before is not part of the next name."""
    last = subject[-1]
    ending = OWN_MEASURE.search(last.of(text))
    if ending and ending.start() == 0 and len(subject) > 1:
        return subject[:-1]
    if not ending or ending.start() < 2:
        return subject
    return (*subject[:-1], Piece(last.start, last.start + ending.start()))


def unrated(text: str, name: Names) -> Names:
    """What a rate is of: 收入增幅2%，同口径完成3亿元; 人口降幅1%，占全市的7%."""
    return name[:-1] if len(name) > 1 and RATE_OF.fullmatch(name[-1].of(text)) else name


def passed(scene: Scene, since: int, place: int) -> Piece | None:
    """What a clause without a figure names for the next: 社零很快恢复，去年达到#."""
    end = scene.floor(place, since) - 1
    while end > since:
        start = scene.floor(end, since)
        clause = scene.head(Piece(start, end))
        reach = scene.text, clause.start, end
        named = _catalogued().match(*reach) or PASSED.match(*reach) or TOPIC.fullmatch(*reach)
        if named:
            return Piece(named.start("x"), named.end("x"))
        end = start - 1
    return None


@cache
def _catalogued() -> re.Pattern[str]:
    words = lexicon.alternation(name for name in lexicon.indicator_names() if len(name) > 2)
    return re.compile(rf"(?P<x>{words})(?![率占均比])")
