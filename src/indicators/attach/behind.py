"""The noun behind a figure: what it counts, what it is a part of, whose it is."""

from __future__ import annotations

import re

from indicators.attach.attached import Names, Sofar
from indicators.attach.filters import SIZED
from indicators.attach.scene import Scene
from indicators.dimensions import edges, indicator
from indicators.dimensions.edges import Piece
from indicators.dimensions.quantity import Amount
from indicators.dimensions.tail import Tail

RATE_BEHIND = re.compile("(?:水质|空气质量)?..(?:率|比例)(?:保持在?|稳定在|为|达到?)?$")
OWNER = re.compile("(?P<x>[一-鿿]{2,8}?)的")
PEOPLE = ("人", "户", "名")
PEOPLE_OF = re.compile(
    "(?P<x>[一-鿿]{0,8}?(?:人口|[农居牧贫困]户|群众|居民|村民|家庭|职工|学生|老人|儿童))"
    "(?:的|(?:发放|提供|解决|落实|办理|送去|拿到|领到|搬|住|喝|用|吃)(?=[一-鿿]))"
)
RATED = re.compile("(?P<x>[一-鿿]{1,8}?)的[^的]{0,10}(?:[率值]|占比|比重|增速|增幅)")
SIZE = re.compile(
    "^(?:加快|推进|实施|建设|开工|完成|启动|谋划)*(?P<x>总规模|规模|总额|总投资|总面积|面积|投资|总长度?|全长)$"
)
BULK = re.compile("(?:经济|产业)?(?:体量|总量|规模)|GDP|产值")
MADE_OF = re.compile("[低高]于|实现|形成|达到")
PART = re.compile("[低高]于(?:占比|比重)$")
WITH = re.compile(
    "市[场面]上|[^，]*?(?:每年)?(?:都)?(?:以占?|用|靠|推动|把|将|拿出|贡献了?|创造了?|产出了?|集中了?|聚集了?|汇聚了?|吸纳了?)(?:全[省市区县国州]|整个地区)?"
)
# 高于全国1.7%的平均增速: of the same as what it is compared with
BESIDE = ("高于", "低于", "快于", "慢于", "好于", "优于")
RATES = re.compile(
    "[^，；。]{0,6}(?:增长|增速|增幅|涨幅|降幅|速度|目标|水平|比例|比重|幅度|要求|任务|力度|贡献率)"
)
# 同样以7%的税收增速居第一
RANKS_BY = re.compile("^(?:.{0,12}以|同样|依然|继续)?$")
RATES_AT_END = re.compile("..(?<!平均)(?<!同期)(?:增速|增幅|涨幅)$")
KEPT, OF_RATE = re.compile("(?:保持|实现|维持|达到)了?$"), re.compile("[^，；。、\\d]{1,6}率")
GIVER = re.compile(
    "(?:^|[，；。：])(?P<x>[^，；。、：\\d]{2,10}?)(?:贡献|创造|产出)了?[^，；。：]*$"
)
# “高效办成一件事”累计推出9个事项
QUOTED = re.compile(
    "(?:^|[，。；：])(?:全面|深入|扎实)?(?:推进|实施|推动)?(?P<x>“[^”]{2,20}”)[^，。；]*$"
)
FARED = re.compile(
    "(?<=[业区县市户目镇位园场域体群面链])(?<!营业)(?:累计|全年|年)?(?:地区生产总值|生产总值|GDP|工业增加值|增加值|工业总产值|总?产值|(?:主营业务|营业|销售|财政)?收入|利润总额|利润|税收|总?投资|用电量|产量|零售额|销售额|水质|(?:规上)?(?:工业)?(?:应税|开票)销售(?:收入)?|进出口(?:总?额)?|出口额?|接待(?:国内外)?(?:游客|旅客)?)$"
)
# 为90户老人加装扶手: who it is for is counted
FOR = re.compile("(?:^|[，；。、])(?:免费)?(?:为|给|向|帮助|组织)$")
BARE = frozenset(("事项", "项目", "任务", "工程", "行动", "活动"))
# 财政统筹安排5亿元科技创新专项资金
FUND = re.compile("(?:资金|基金|贷款|债券|国债|补贴|补助|消费券|经费|授信)$")
SPENDS = re.compile("(?:给予|兑付|发给|安排|设立|筹集|拨付|拿出|投入|下达|兑现|发放)$")
EXCEEDING = re.compile(
    rf"(?P<x>(?:[^，；。、\d()]|\([^()]*\)){{1,10}}?)(?<!集群)(?<!产业)(?P<m>{SIZED}(?:超过?|突破|超出|过|逾|达到?(?!\d+\.\d))[\d.一二两三五十百千万亿]+元(?:以上)?)"
)
# 农业项目19个总投资32亿元: the next figure's name
MEASURES = re.compile("(?:计划|年度|完成)*总?投资额?|年?总?产值|占地|总?面积|建筑面积|税收")
# 粮食产量稳定在9亿斤阶段性水平
STANDING = re.compile("[一-鿿]{0,4}(?:水平|台阶|大关|关口)")
# 2个千亿元级和9个百亿元级产业集群, 3个产值超千亿元、2个产值500亿元的产业集群
PASSED = "(?:超过?|突破|达到?|过)?"
GRADE = rf"(?:[一二三五十百千万亿\d]+元?(?:级|以上)|{SIZED}{PASSED}[\d.十百千万亿]+元(?:以上)?)"
GRADED = re.compile(
    rf"(?P<g>{GRADE})(?:和|、|与|以及)[^，。；]{{0,12}}?\d+[个家]{GRADE}的?(?P<x>[^，。；、\d]{{2,12}})"
)
# 9个国家级、80个省级产业园
RANKED = re.compile(
    "(?:(?:国家|自治区|省|市|县|区)级|大中型|大型|中型)(?:、|和|与|及)\\d+[余多]?[个家处座项](?:(?:自治区|省|市|县|区)级|中小型|小型|中型)"
    "(?P<x>[^，；。、\\d]{2,14})"
)


def owner(scene: Scene, value: Amount, right: Piece, until: int) -> Piece:
    """5家单位的非税收入1847万元: the next figure is of what stands behind 的."""
    if scene.text.startswith(":", value.reach_end):
        # 性别比为105:100: what it is measured by names nothing
        return Piece(right.start, right.start)
    if value.kind != "count":
        return right
    said = right.of(scene.text)
    people = PEOPLE_OF.match(said) if value.quantity.unit in PEOPLE else None
    rated = people or RATED.fullmatch(said)
    if rated:
        # 50户贫困户的住房; 9个县的贫困发生率下降
        return Piece(right.start, right.start + rated.end("x"))
    if right.end != until:
        return right
    rate = RATE_BEHIND.search(said)
    if rate and rate.start() > 1:
        # 1.4万户监测户风险消除率72.3%
        return Piece(right.start, right.start + rate.start())
    owner = OWNER.match(said)
    return Piece(right.start, right.start + owner.end("x")) if owner else right


def noun(
    scene: Scene, value: Amount, left: Piece, right: Piece, tail: Tail, following: str
) -> tuple[Names, str] | None:
    """The noun behind a figure: what it counts, or what it is a part of."""
    if not right:
        return None
    said, called = left.of(scene.text), right.of(scene.text)
    if value.kind in ("count", "physical", "duration"):
        changed = left and (tail.last("riseto", "fallto") or STANDING.fullmatch(called))
        # 农业项目19个总投资32亿元: the next figure's name
        ahead = left and following == called and MEASURES.fullmatch(called)
        return None if changed or ahead else (_counted(scene, value, left, right), "# NAME")
    fund = FUND.search(called) and SPENDS.search(said)
    # 临溪以90亿元GDP位列第二
    ranking = BULK.match(called) if said.endswith("以") else None
    if value.kind == "money" and (fund or ranking):
        end = right.start + ranking.end() if ranking else right.end
        return (Piece(right.start, end),), "# NAME"
    rate = RATES_AT_END.search(called) if RANKS_BY.search(said) else None
    if rate and value.kind == "percent" and following.startswith("的"):
        return (right,), "# NAME"
    kept = value.kind == "percent" and KEPT.search(scene.text, 0, value.reach_start)
    if kept and OF_RATE.fullmatch(called):
        # 全部企业保持100%开工率
        return (right,), "# NAME"
    whole = _whole(scene, value, left, right, tail) if following.startswith("的") else ()
    return (whole, "#的 NAME") if whole else None


def _counted(scene: Scene, value: Amount, left: Piece, right: Piece) -> Names:
    """What is counted, with the size or the rank that stands before it."""
    passing = EXCEEDING.match(scene.text, right.start, right.end + 12)
    if passing:
        # 12家企业产值突破百亿元: so many firms of that size
        return Piece(*passing.span("m")), Piece(*passing.span("x"))
    graded = GRADED.match(scene.text, right.start)
    if graded:
        return Piece(*graded.span("g")), indicator.right_name(scene.text, *graded.span("x"))
    ranked = RANKED.match(scene.text, right.start)
    if ranked:
        return right, indicator.right_name(scene.text, *ranked.span("x"))
    fared = FARED.search(scene.text, right.start, right.end)
    if fared:
        # 12家企业产值9亿元: what is counted are the firms
        return (Piece(right.start, fared.start()),)
    served = edges.deed(scene.text, right) if FOR.search(scene.text, 0, value.reach_start) else 0
    if served:
        return (Piece(right.start, served),)
    quoted = QUOTED.search(scene.text, 0, left.end) if right.of(scene.text) in BARE else None
    return (Piece(*quoted.span("x")), right) if quoted else (right,)


def _whole(scene: Scene, value: Amount, left: Piece, right: Piece, tail: Tail) -> Names:
    """The noun behind 的 that a figure is a part or the size of, or nothing.

    总规模50亿元的产业引导基金, 以全市2%的国土面积, 民营经济贡献了69%的税收, 87%的患者.
    """
    said, called = left.of(scene.text), right.of(scene.text)
    if value.kind == "money":
        if BULK.fullmatch(called) and (not said or MADE_OF.search(said)):
            return (right,)
        size = SIZE.search(said)
        return (right, Piece(left.start + size.start("x"), left.end)) if size else ()
    if value.kind == "percent" and PART.search(said):
        # 低于占比40%的第三产业
        return (right, Piece(left.end - 2, left.end))
    if value.kind != "percent":
        return ()
    beside = tail.last("comparison").startswith(BESIDE)
    if beside or tail.last("rise", "fall", "riseto", "fallto") or RATES.match(called):
        return ()
    giver = GIVER.search(scene.text, 0, value.reach_start)
    if giver:
        return Piece(*giver.span("x")), right
    # 临江区、高新区50%的社区: of the places
    led = WITH.fullmatch(said) or edges.is_verb(said) or said.endswith(scene.places)
    return (right,) if not said or led else ()


def names_money(scene: Scene, value: Amount, tail: Tail, sofar: Sofar) -> bool:
    """拿出2000万元专项资金; 70%以上的企业 only where nothing was named before."""
    if tail.last("rise", "fall"):
        return False
    among = scene.text.startswith("其中", value.reach_start - 2)
    if among and sofar.last and sofar.last.amount.value.kind == "money":
        # 预算9.6亿元，其中2.3亿元…
        return False
    done = tail.last("reach") == "完成" and not tail.piece
    return value.kind == "money" or (value.kind == "percent" and (done or not sofar.subjects))
