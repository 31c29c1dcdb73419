"""The unit of a number that has none beside it, by what it is told of: 社零总额702亿, 指数102.4."""

from __future__ import annotations

import re
from decimal import Decimal

from indicators.dimensions.number import Number
from indicators.dimensions.rule import Found
from indicators.lexicon import Unit, units

# so many men to 100 women
SEXES = re.compile(r"性别比(?:\([^()]*\))?(?:达到|达|为|是)?$")
PUPILS = re.compile("(?:生师|师生)比(?:达到|达|为|是)?$")  # so many pupils to a teacher
INDEX = re.compile(r"(?:指数)(?:\([^()]*\))?(?:达到|达|为|是|提升至|提高到|降至|升至)?$")
FACTOR = re.compile(r"系数(?:\([^()]*\))?(?:达到|达|为|是|提高到|提升到|提高至)?$")
INDEXED = re.compile(r"价格[^，。；]{0,4}指数")
KIND = re.compile("(?:^|[，、；])[一-鿿]{2,10}类$")
MONEY = re.compile(
    "(?P<of>[总税商零交成]额|收入|产值|总值|增加值|投资额?|任务|存款|贷款|订单|支出|利润|税收|GDP|余额|零售额|社零|营收|资金|进出口|总量|体量|差距|[短超增减]收)"
    "(?:首次|都|均|[达超][到过]?|(?:直接)?(?:飙升|跃升|攀升|增加)[到至]|[只仅]有|突破|跨过|迈过|完成|实现|力争|确保|有望|每年|[五三]年累计|累计|[仅只就已为是约近逾要将再过]|了)*$"
)
# 总量25万 may be of people, 收入25万 is not
EITHER = ("额", "任务", "总量", "体量", "差距", "订单", "进出口")
# what is told in 亿 without a unit is money, but for these
UNCOUNTED = re.compile(
    "(?:人口|人次|人数|旅客|游客|用户|粉丝|点击|阅读|播放|浏览|观看|曝光|访问|下载|流量|件|票|包裹|快递|业务|邮件|数据|电量|产量|粮食|煤炭|面积)[^，。；]{0,12}$"
)
# 增加值达50亿元，是1978年(0.2亿)的250倍: the unit is said before
BASE = re.compile(r"亿元[^。；]{0,24}[年时期]\($")
# 城乡居民收入比由2.51缩小到2.31
GAP = re.compile(
    "(?:(?:收入|消费|支出)(?:之)?比|倍差)(?:[^，。；:]|:1(?!\\d))*(?:[为由从是了的]|[小降至到低在]|达)$"
)
NARROWED = re.compile("(?:(?:收入|消费|支出)(?:之)?比|倍差)[^。；]*(?:缩小|扩大|下降|降低)了?$")
LOOSE = re.compile(
    r":100?(?!\d)|:1(?!\d)|[，。；、()\s]|以[内下上]|左右|(?:缩小|下降|降低|降|提高|上升|调整)[到至为]|$"
)
HEADED = {
    "人口": "人",
    "老人": "人",
    "群众": "人",
    "人数": "人",
    "用户": "户",
    "户数": "户",
    "人员": "人",
    "人才": "人",
    "游客": "人次",
    "人次": "人次",
    "客流量": "人次",
    "客运量": "人次",
    "旅客吞吐量": "人次",
}
HEADS = re.compile(
    rf"(?P<of>{'|'.join(HEADED)})(?:数|量)?(?:绝对)?(?:[增减总规][量模])?"
    r"(?:[只仅]有|[达超]到?过?|突破|[增减]加到?|减少|增长|整体|始终在|控制在|仍然?|或|将|分别|不到|不足|跃升至|[为是约近逾有从]|了)*(?:[\d.]+万[、和])*$"
)
# 长沙人口增加9万人，湖南同期增长不到8万；
PEOPLED = re.compile(
    r"(?P<of>人口)[^。；]{0,40}[\d.]万人?(?:、|；|，)?[^，；。\d]{0,10}(?:增长|增加|减少|增量|人口)[^，；。\d]{0,4}$"
)
CLOSED = re.compile(
    r"[，；。、()\s和]|之间|大关|左右|以上|上下|的|(?:增加|增长|提高|提升|上升|跃升|攀升|扩大|下降|减少)[到至了]?|$"
)
# 先后跨越3000亿、4000亿两个大关
STEPS = re.compile(r"(?:[、和]\d+亿)*(?:[一两三四五六七八九]个|等)?大?(?:台阶|关口|门槛|大关)")
# 冲击4000亿产值
# 贫困发生率由16.8%降至0, 辍学率为零
NONE_LEFT = re.compile(
    r"(?:[\d.]+%[^，。；\d]{0,4}(?:降|减少|下降|压降)[到至为]|(?<!死亡)率(?:均|都|仅|继续|始终|已|再次)*(?:为|是|降[至到为]|下降[至到为]|保持在?|控制在)?)$"
)
# 亿元生产总值事故死亡率0.004, 孕产妇死亡率为0: so many of how many is not said
MORTAL = re.compile("(?:死亡|生育)率(?:仅|均|已|降[至到]|下降[至到])?(?:为|是)?$")
WORTH = re.compile("的?(?:产值|营收|销售额|招商引资|投资|税收|GDP|市场|规模|订单)")
CUBIC = re.compile("方(?=[，。；、)]|$)")  # 库容3亿方
SERIES = re.compile("(?:班|讲座|课堂|论坛|沙龙|培训|活动)$")
PEOPLE = re.compile(
    "(?:左右|以上)?的?[一-鿿]{0,8}?(?:人口|群众|居民|人民|市民|村民|师生|学子|儿童|妇女|青年|员工|工人|老年人|残疾人|从业人员|劳动者|人才|游客|职工|农民|农牧民|牧民|党员|学生|老人|旅客|劳动力|监测对象|人员|毕业生|农民工|教师)"
)
HOUSES = re.compile(
    "(?:左右|以上)?的?(?:市场主体|经营主体|个体工商户|[一-鿿]{0,6}?(?:脱贫户|贫困户|种植户|养殖户|农户|牧户|用户|住户))"
)
FEWEST = 1000  # people that a name counts without a unit: 常住人口766579
NEAR = 24  # characters before a number that may say what it is of
LEAST = 10000  # people or households that need no unit


def unit_of(text: str, number: Found[Number]) -> Found[Unit] | None:
    """The unit that goes without saying: 指数为102.4, 社零总额702亿，, 常住人口逾17万."""
    return _counted(text, number) or _none_left(text, number) or _headed(text, number)


def _counted(text: str, number: Found[Number]) -> Found[Unit] | None:
    """People and households that are counted without a word: 300万高校毕业生, 3万脱贫户."""
    end = number.end
    if number.value.value < LEAST:
        return None
    if PEOPLE.match(text, end):
        return Found(end, end, Unit("人", "人", Decimal(1), "count"), "#群众")
    return Found(end, end, units()["户"], "#户") if HOUSES.match(text, end) else None


def _none_left(text: str, number: Found[Number]) -> Found[Unit] | None:
    """The per cent of a rate that came down to nothing: 由16.8%降至0."""
    start, end = number.start, number.end
    none = text[start:end] in ("0", "零") and LOOSE.match(text, end)
    if not none or not NONE_LEFT.search(text, max(0, start - NEAR), start):
        return None
    return Found(end, end, units()["%"], "降至0")


def _headed(text: str, number: Found[Number]) -> Found[Unit] | None:
    """The unit that the words before a number ask for."""
    start, end = number.start, number.end
    if text.startswith("期", end) and SERIES.search(text, 0, start):
        # 举办培训班6期
        return Found(end, end + 1, Unit("期", "期", Decimal(1), "count"), "# 期")
    great = text[end - 1] in "亿万"
    if great and CUBIC.match(text, end):
        return Found(end, end + 1, Unit("方", "方", Decimal(1), "physical"), "# 方")
    worth = text[end - 1] == "亿" and WORTH.match(text, end) is not None
    closed = (CLOSED if great else LOOSE).match(text, end) is not None
    if not (closed or worth) or (number.value.chinese and not great):
        return None
    pupils = PUPILS.search(text, 0, start) is not None and not text.startswith(":", end)
    # 有效利用系数0.6: so many for one
    factor = text.startswith("0.", start) and FACTOR.search(text, 0, start) is not None
    sexes = pupils or factor or SEXES.search(text, 0, start) is not None
    kinds = (
        KIND.search(text, 0, start) and "." in text[start:end] and INDEXED.search(text, 0, start)
    )
    mortal = MORTAL.search(text, max(0, start - NEAR), start) is not None
    if sexes or kinds or mortal or INDEX.search(text, 0, start):
        called = "-" if sexes or mortal else "点"
        return Found(end, end, Unit(called, called, Decimal(1), "physical"), "指数#")
    gap = GAP.search(text, 0, start) or NARROWED.search(text, 0, start)
    if gap and ("." in text[start:end] or text.startswith(":1", end)):
        return Found(end, end, Unit("倍", "x", Decimal(1), "ratio"), "收入比#")
    if great and _money(text, start, end, worth):
        return Found(end, end, units()["元"], "总额#亿")
    many = text[end - 1] == "万" or number.value.value >= FEWEST
    counted = (
        HEADS.search(text, 0, start) or PEOPLED.search(text, max(0, start - 80), start)
        if many
        else None
    )
    if counted:
        word = units()[HEADED[counted["of"]]]
        return Found(end, end, word, f"{counted['of']}#万")
    return None


def _money(text: str, start: int, end: int, worth: bool) -> bool:
    """Whether a number in 亿 is one of yuan: 社零总额702亿, 由650亿增加到1103亿, 3个亿."""
    money = MONEY.search(text, 0, start)
    if text[end - 1] != "亿":
        return money is not None and not money["of"].endswith(EITHER)
    told = money or BASE.search(text, 0, start)
    if worth or told or text[end - 2] == "个":
        return True
    return not (STEPS.match(text, end) or UNCOUNTED.search(text, 0, start))
