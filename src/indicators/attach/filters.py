"""Numbers that are no figure of a place: dates, durations, thresholds, slogans."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indicators.attach.scene import BREAK, Scene
from indicators.dimensions import indicator
from indicators.dimensions.quantity import Amount, Rejected
from indicators.dimensions.rule import Found
from indicators.record import Bound

FILTERED = re.compile(
    r"^的?[^\s，；。、：]{0,10}?(?:项目|企业|行业|工程|锅炉|人口|老人|老年人|人群|机组|园区|住宅|大户|单位|建筑|产业|集群|主体"
    r"|平台|演出|医院|河流|耕地|儿童|居民|院校|旅客|车辆|船舶|设备|市|县|区|镇|乡|村|街道|路段|桥梁|水库|风电|光伏|电站|楼宇|商圈|养殖场|养殖户|牧场|大户|机构)"
)
# 存栏100头以上的规模养殖场
STOCKED = re.compile("(?:存栏|出栏|饲养|床位)$")
# 不动产登记压缩至5个工作日, 由20天缩短至3天
SHORTER = re.compile("(?:压[缩减]|缩[短减]|提速)(?:到|至|为)$")
SHORTENED = re.compile("(?:压[缩减]|缩[短减]|提速)(?:到|至|为)")
LONGER = re.compile("(?:增加|减少|多|少)了?$")
# 税收占比低于80%的还有3个
AMONG = re.compile("的(?:还|仍|共|就)?有\\d")
RATED = re.compile("(?:率|占比|比重|增速|增幅)$")
TIMED = re.compile(
    "[只仅]需|[天日]数|寿命|年限|时长|时间|时限|年龄|用时|耗时|周期|时效|工龄|小时(?=[^，]*率)"
)
HANDED_OUT = re.compile("分别[^，；。]{0,60}[、和与及]$")
YEARS_LONG, FARTHEST = re.compile("年限|寿命"), 200
AMOUNTS = re.compile(
    "的?\\S{0,8}?(?:资金|贷款|投资|收入|补贴|补助|资产|基金|融资|债券|税收|产值|订单|授信|利润|经费|支出|奖励|用地|面积|厂房"
    "|绿地|土地|景观|草原|湿地|森林|耕地|农田|道路|管网|里程|成本|让利|额度|缺口|规模|增长)"
)
# 不能低于某个比例（比如30%）
SUPPOSED = re.compile("(?:比如|例如|譬如|假如|假设)(?:说|是)?$")
CROWDED = re.compile("的?(?:企业|单位|大型|超?大班额|[乡镇县村]|街道|城市|社区)")
RANKED = re.compile(
    "第\\d+[、和]$|(?:前进|上升|提升|前移|下降|下滑|滑落|后移|连升|跃升|攀升|升)了?$"
)
# 9个学科进入全球排名前1%
TOP = re.compile("(?:排名|位列|位居|进入|入选|跻身)[^，；。\\d]{0,12}前$")
# 在262个地级市综合排名中, 退出全国169个城市后20名
AMONG_CITIES = re.compile(
    "(?:地级以上|地级|省辖|重点|大中|县级|副省级|百强)*(?:城市|市|县市|区县|县区|县|省份|省区市|国家高新区|经开区)[^，；。]{0,14}(?:排名|位次|考核|第|中位|后\\d|前\\d|倒数)"
)
# 增速在全省27个基地中居第7位, 在全国10个港口中排名第一
CLOCK = re.compile(r"\d{1,2}:\d\d:$")
# 居35个大中城市前列
FIRST = re.compile("[^，；。、\\d]{1,12}(?:前列|前茅)(?:[，；。、]|$)")
AMONG_OTHERS = re.compile(
    "[^，；。\\d]{0,16}?(?:中|里|排名|，[^，；。\\d]{0,8})(?:位居|位列|排名?|居|列)(?:第|前|首位|榜首|全)"
)
# 增速在东部4市列第1位
STANDS = re.compile(
    "[省市县区州]{0,2}[中里]?(?:位居|位列|排名|居|列|排)(?:第|首位|榜首|前[一二三四五六七八九十\\d])"
)
# 被确定为全国首批45个试点之一
ONE_OF = re.compile("[^，；。、\\d]{1,20}之一")
OTHERS = re.compile("全[国省市区州]的?(?:已(?:公布|发布)数据的)?$")
# 上述28个省份, 其余7个城市均低于6%: told of before
REFERRED = re.compile("(?:上述|以上|其[余他它])的?$|这$")
PLACED_OTHERS = re.compile("[^，；。、\\d]{0,4}(?:省|市|县|区|州|城市|地区|盟)")
# 连跨8个千亿元台阶, 跨过1万亿元、2万亿元两个台阶
STEP = re.compile("(?:[百千万]*[万亿]元?(?:级)?|[两三四五六七八九]个)大?(?:台阶|大关|门槛|关口)")
# 家庭年可支配收入20万—60万元群体, 30户以上自然村
GROUPS = re.compile("的?(?:收入)?(?:群体|家庭|人群)")
VILLAGE = re.compile("的?(?:自然村|村|小区|聚居点|居民点)")
BEDS = re.compile("床位?(?:及)?以[上下]的?[一-鿿]")
# 150万吨乙烯等重大项目
SCHEME = re.compile("[一-鿿]{1,10}?等[^，；。\\d]{0,10}?(?:项目|工程)")
EVERY = re.compile("每(?:花|投入|消费|销售|创造|增加)?$")
# 12家企业产值突破百亿元 counts the firms of that size
SIZED = (
    "年?(?:地区生产总值|生产总值|GDP|总?产值|主营业务收入|营业收入|营收|销售收入|销售额|税收|纳税额?|利税|利润"
    "|集体经济收入|交易额|成交额|市值)"
)
OF_SIZE = re.compile(
    rf"[\d余多](?:家|户|个|座)(?:[^，；。、\d()]|\([^()]*\)){{1,10}}?(?<!集群)(?<!产业){SIZED}(?:达到?)?$"
)
# 2个产值500亿元的产业集群
SIZES = re.compile(rf"\d个{SIZED}(?:达到?|超过?)?$")
# 有5个城市税收增速超过5%: so many cities, no rate of theirs
AMONG_RATED = re.compile(
    r"[\d两三四五六七八九十](?:个|家|户|省|市|地)(?:[^，；。、\d()]|\([^()]*\)){1,24}?(?:增速|增幅|涨幅|占比|比重)(?:都|均)?(?:上升|提高|下降|回落|加快)?$"
)
YEARLY = re.compile("年(?<![去今全每上当本同近]年)(?:产|处理|加工|屠宰|出栏)$")
STATED = re.compile("[，；。]|$")  # 苹果梨面积90亩，年产1.1万吨；
REACH = re.compile("覆盖率|服务圈|范围内|半径|见方")
LENGTHS = ("公里", "千米", "米")  # 县城以东12公里处
# 其中50亿元1个、10亿元3个
PARTED = re.compile("(?:其中|[、，：(])$")
EACH = re.compile(
    r"(?:或[\d.~-]+[万亿]*美?元)?(?:级|的|以上)?(?:[一-鿿]{0,6}项目)?\d+[个家项宗](?![百千万亿])"
)
# 1.1类新药, 5‰人口变动抽样调查
KINDS = re.compile("制(?=[篮足排]球)|(?:新药|医疗器械)|(?:人口)?(?:变动)?(?:情况)?抽样调查")
# 增值税(50%部分)3亿元: the part of a tax that stays here names it
# 太乙、子午、五台3个街道: the last of those that are counted
LAST = re.compile(r"[一二三四五六七八九十][^\d，；。]\d{1,2}个")
PORTION = re.compile("的?部分[)）]")
APART = re.compile("距离?[^，]{0,6}$|相距$|折$|时速$|车速$")
# 居全国6位, 位居百强榜23位; not 居民代表6位
PLACED = re.compile(
    "(?:排[位名]|位次|名次)[^，；。\\d]{0,6}(?:\\d+位[^，；。\\d]{0,6})?$"
    "|(?:[位名]?[居列])(?![民家委住])[^，；。\\d]{0,14}(?:全[国省市区县州]|世界|全球|亚洲|榜单?|百强[县区市]?)$"
)
RATES = ("percent", "point", "permille", "times")
ALTERNATIVE = re.compile(r"\s?(?:或|或者|至)\s?")
NEAR, BESIDE = 60, 10  # characters that say what a figure is, and those that stand beside it
REWARDED = re.compile(r"[^，。；]{0,12}的\S{0,6}(?:企业|项目|单位)")


def no_figure(scene: Scene, amount: Found[Amount], rejected: Sequence[Rejected]) -> str:
    """Why an amount is no figure of a place, or nothing; `rejected` are those to its right."""
    value = amount.value
    # what lies farther away says nothing of the figure, and long sentences stay cheap
    before = scene.text[max(0, value.reach_start - NEAR) : value.reach_start]
    beside = before[-BESIDE:]
    after = scene.text[value.reach_end : value.reach_end + NEAR]
    # 16:27:00 is a time, 8:42:50 the structure of an economy
    clock = value.kind != "percent" and CLOCK.search(beside)
    if clock or scene.dated(amount.start, amount.end):
        return "date"
    if value.kind == "duration" and not _timed(scene, value):
        return "duration" if value.quantity.bound == Bound.EXACT else "threshold"
    sized = value.kind == "money" and PARTED.search(beside) and EACH.match(after)
    if sized or _threshold(value, before, after, value.reach_end > amount.end):
        return "threshold"
    if (
        APART.search(beside)
        or KINDS.match(after)
        or (value.quantity.unit in LENGTHS and after.startswith("处"))
    ):
        return "technical"
    ranked = _ranked(value, before, after)
    if ranked:
        return ranked
    if (
        EVERY.search(beside)
        or PORTION.match(after)
        or (beside.endswith("、") and LAST.match(scene.text, amount.start))
        or (YEARLY.search(beside) and not STATED.match(after))
        or (value.kind == "physical" and (REACH.match(after) or SCHEME.match(after)))
    ):
        return "name"
    if (
        SUPPOSED.search(beside)
        or (value.kind == "count" and after.startswith(("大台阶", "台阶")))
        or STEP.match(after)
        or (after.startswith("级") and value.kind in ("money", "physical", "count"))
    ):
        return "slogan"
    return "threshold" if rejected and _beside(scene.text, amount, rejected) else ""


def _ranked(value: Amount, before: str, after: str) -> str:
    """Places that somebody rose by or stands at, and how many stand in the list with it."""
    if value.quantity.unit == "位" and (RANKED.search(before) or PLACED.search(before)):
        return "ordinal"
    if value.kind == "percent" and TOP.search(before):
        return "rank"
    if value.kind == "count" and REFERRED.search(before) and PLACED_OTHERS.match(after):
        return "list"
    if value.kind == "count" and (ONE_OF.match(after) or STANDS.match(after) or FIRST.match(after)):
        return "rank"
    others = value.kind == "count" and OTHERS.search(before) and AMONG_OTHERS.match(after)
    return "rank" if others or (value.quantity.unit == "个" and AMONG_CITIES.match(after)) else ""


def _timed(scene: Scene, value: Amount) -> bool:
    """Whether the name asks for a time: 平均预期寿命80岁, 审批时限压缩至3天."""
    start = scene.floor(value.reach_start)
    if TIMED.search(scene.text, start, value.reach_start):
        return True
    if value.quantity.unit == "岁" and YEARS_LONG.search(scene.text, 0, value.reach_start):
        # 预期寿命比2010年提高1岁，达到75.8岁
        return True
    if HANDED_OUT.search(scene.text, start, value.reach_start):
        # 入学率和受教育年限2015年分别达到45%和13年，2020年分别达到60%和15年
        said = max(0, value.reach_start - FARTHEST)
        return YEARS_LONG.search(scene.text, said, value.reach_start) is not None
    end = value.reach_end
    if SHORTER.search(scene.text, start, value.reach_start) or SHORTENED.match(scene.text, end):
        return True
    # 优良天数325天，同比增加9天
    changed = LONGER.search(scene.text, start, value.reach_start) is not None
    return changed and "天数" in scene.text[scene.text.rfind("；", 0, start) + 1 : start]


def _beside(text: str, amount: Found[Amount], rejected: Sequence[Rejected]) -> bool:
    """投资30亿元或5亿美元以上项目, 5亿元、10亿元以上: one is as much a threshold as the other."""
    listed = ("、", "以上、") if amount.value.kind == "money" else ()
    return any(
        other.reason == "threshold" and (between in listed or ALTERNATIVE.fullmatch(between))
        for other in rejected
        for between in [text[amount.end : other.start]]
    )


def _threshold(value: Amount, before: str, after: str, behind: bool) -> bool:
    """5000万元以上项目, 35蒸吨以下锅炉, 超30亿元重大项目: a filter, not a figure of its own.

    `behind` says that the bound word stands behind the amount.
    """
    rewarded = re.search("对[^，。；]*$", before) and REWARDED.match(after)
    if value.kind == "money" and (rewarded or SIZES.search(before)):
        return True
    if value.quantity.high is not None and GROUPS.match(after):
        return True
    if value.quantity.unit == "户" and behind and VILLAGE.match(after):
        return True
    if value.quantity.unit == "张" and BEDS.match(after):
        return True
    # 总长900余公里的村道: nobody filters by it
    vague = value.kind == "physical" and "#多" in value.rules
    if vague or value.quantity.bound in (Bound.EXACT, Bound.ABOUT):
        return False
    if AMONG.match(after):
        return True
    if value.kind in RATES:
        # 支出率低于60%的项目
        rated = RATED.search(before) is not None and after.startswith("的")
        told = AMONG_RATED.search(before) is not None and not after.startswith("的")
        return told or (rated and FILTERED.match(after) is not None)
    return _bounds_others(value, before, after, behind)


def _bounds_others(value: Amount, before: str, after: str, behind: bool) -> bool:
    """Whether an amount with a bound says which ones are counted, not how much there is."""
    if value.quantity.unit == "人":
        return CROWDED.match(after) is not None
    if value.kind == "money" and behind and re.match(r"的?\d+(?:个|家|户|项)", after):
        # 新签约亿元以上项目415个，其中10亿元以上66个
        return True
    if value.kind == "money" and (OF_SIZE.search(before) or (behind and before.endswith("("))):
        return True
    if value.kind == "count":
        stocked = behind and STOCKED.search(before) is not None
        return stocked and FILTERED.match(after) is not None
    if before.endswith(("资金", "拿出")):
        return False
    return FILTERED.match(after) is not None or (behind and _counts_others(before, after))


def _counts_others(before: str, after: str) -> bool:
    """20万元以上的村: what is named behind is counted, not measured."""
    if not re.match("的?[一-鿿]", after):
        return False
    if not before or BREAK.search(before[-1]):
        return True
    return not (AMOUNTS.match(after) or indicator.predicates(after))
