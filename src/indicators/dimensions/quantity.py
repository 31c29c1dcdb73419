"""Quantities: a number with its unit and bound; and the numbers that are none, with the reason."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from indicators.dimensions import bound, numeral, unit
from indicators.dimensions.numeral import Number
from indicators.dimensions.rule import Found
from indicators.lexicon import Unit, units
from indicators.record import Quantity

QUOTES = re.compile(r"“[^”]{0,24}”|‘[^’]{0,24}’|「[^」]{0,24}」|『[^』]{0,24}』|《[^》]{0,60}》")
# “反而增长了15%” is said, not named
TOLD = re.compile(
    "(?:增长|下降|提高|减少|增加|达到|超过|突破|[了占达])[到至近约超]?$|[由从](?:\\d{4}年的)?$"
)
LIST_NUMBER = re.compile(r"^\s*\(?\d{1,2}(?:[.、)])(?!\d)")
STRUCTURE = re.compile("(?:产业|结构|比例|比重)[^，。；]{0,8}(?:为|到|至|成|由)[^，。；]{0,48}$")
RATIO = re.compile(r"\d+(?:\.\d+)?:\d+(?:\.\d+)?:\d")
INDEX = re.compile(r"(?:指数|性别比)(?:\([^()]*\))?(?:达到|达|为|是|提升至|提高到|降至|升至)?$")
INDEXED = re.compile(r"价格[^，。；]{0,4}指数")
KIND = re.compile("(?:^|[，、；])[一-鿿]{2,10}类$")
MONEY = re.compile(
    "(?:总额|收入|产值|总值|增加值|投资|支出|利润|税收|GDP|余额|零售额|社零|营收|资金|进出口|总量|体量)"
    "(?:首次|[达超][到过]?|突破|跨过|迈过|完成|实现|[仅只就已为是约近逾]|了)*$"
)
# 增加值达50亿元，是1978年(0.2亿)的250倍: the unit is said before
BASE = re.compile(r"亿元[^。；]{0,24}[年时期]\($")
# 城乡居民收入比由2.51缩小到2.31
GAP = re.compile(
    "(?:(?:收入|消费|支出)(?:之)?比|倍差)[^，。；:]*(?:[为由从是了的]|[小降至到低在]|达)$"
)
NARROWED = re.compile("(?:(?:收入|消费|支出)(?:之)?比|倍差)[^。；]*(?:缩小|扩大|下降|降低)了?$")
LOOSE = re.compile(
    r":1(?!\d)|[，。；、()\s]|以[内下上]|左右|(?:缩小|下降|降低|降|提高|上升|调整)[到至为]|$"
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
    rf"(?P<of>{'|'.join(HEADED)})(?:数|量)?(?:[达超]到?|突破|增加到|[为是约近逾有]|了)*$"
)
CLOSED = re.compile(r"[，；。、()\s]|大关|左右|以上|上下|的|$")
# 冲击4000亿产值
WORTH = re.compile("的?(?:产值|营收|销售额|投资|税收|GDP|市场|规模|订单)")
SERIES = re.compile("(?:班|讲座|课堂|论坛|沙龙|培训|活动)$")
PEOPLE = re.compile(
    "(?:左右|以上)?的?[一-鿿]{0,8}?(?:人口|群众|居民|人民|市民|村民|师生|学子|儿童|妇女|青年|员工|工人|老年人|残疾人|从业人员|劳动者|人才|游客|职工|农民|农牧民|牧民|党员|学生|老人|旅客|劳动力|监测对象|人员|毕业生|农民工|教师)"
)
HOUSES = re.compile(
    "(?:左右|以上)?的?(?:市场主体|经营主体|个体工商户|[一-鿿]{0,6}?(?:脱贫户|贫困户|农户|牧户|用户|住户))"
)
DIGITS = re.compile(r"\d\d*(?:\.\d+)?")
LISTED = frozenset(("、", "和", "与", "个、", "个和", "个与"))
# 国道312, 省道108项目
ROADS = ("国道", "省道", "县道", "乡道")
READ_BY = re.compile("(?:阅读|浏览|点击|播放|访问)(?:量|数|次数)?[：:]$")
UNKNOWN = "not understood"
# why a number has no unit, by what stands before and behind it; the first that fits
UNITLESS = tuple(
    (reason, re.compile(left), re.compile(right))
    for reason, left, right in (
        ("date", "", r"(?<=(?:19|20)\d\d)(?=$|\D)"),
        ("slogan", "", "级"),
        ("name", "", "项目|工程|计划|行动"),
        ("name", "", "强|号|期|版|路|班|中学|小学|学校|医院|、\\d+(?:中学|小学|学校|医院)"),
        ("technical", "[=＝]$|汇率\\D{0,3}$", ""),
        ("name", r"(?:^|\s|附)(?:表|图|附件|专栏)\s?$", ""),
        ("name", "(?:标准|升级到|版本|地铁|工业|打造)\\S{0,4}$", r"(?<=\.\d)"),
        ("ratio", "(?:比|比值|比重|结构|系数)\\S{0,12}$", ""),
        ("ratio", ":$", ""),
        ("ratio", "", ":"),
    )
)
CONTACT = re.compile(
    "电话(?:(?<=联系..)|(?<=咨询..)|(?<=举报..)|(?<=爆料..)|(?<=服务..)|(?<=监督..)|(?<=值班..)|(?<=新闻..)|[：:])|热线|全部评论|浏览量|邮编|备案号|许可证|ICP|地址|版权|传真|邮箱|举报|公网安备|https?:|www\\."
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity in a sentence; `reach` runs from the bound words before to those behind."""

    quantity: Quantity
    kind: str
    reach_start: int
    reach_end: int
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A number that is no quantity of a place, and why."""

    start: int
    end: int
    reason: str


def find(text: str) -> tuple[list[Found[Amount]], list[Rejected]]:
    """The quantities of a folded sentence in order, and the numbers that are none."""
    numbers = numeral.find(text)
    if not numbers:
        return [], _unread(text, numbers)
    amounts: list[Found[Amount]] = []
    rejected: list[Rejected] = []
    named = [match.span() for match in QUOTES.finditer(text)]
    contact = CONTACT.search(text) is not None
    for place, number in enumerate(numbers):
        reason = "contact" if contact and _bare(text, number) else ""
        reason = reason or _no_quantity(text, number, named)
        made = None if reason else _amount(text, number, _lent(text, numbers, place))
        if made is not None:
            amounts.append(made)
        else:
            rejected.append(Rejected(number.start, number.end, reason or _unitless(text, number)))
    return amounts, [*rejected, *_unread(text, numbers)]


def _bare(text: str, number: Found[Number]) -> bool:
    """Whether a number in a line of telephones and addresses counts nothing."""
    return not number.value.chinese and unit.find_at(text, number.end) is None


def _unitless(text: str, number: Found[Number]) -> str:
    """What a number without a unit is: a year, part of a name, one side of a ratio."""
    for reason, left, right in UNITLESS:
        if left.search(text, 0, number.start) and right.match(text, number.end):
            return reason
    return UNKNOWN


def _unread(text: str, numbers: list[Found[Number]]) -> list[Rejected]:
    """Digits that no rule takes for a number: those of PM2.5, and what is not understood."""
    found, place = [], 0
    for match in DIGITS.finditer(text):
        start, end = match.span()
        while place < len(numbers) and numbers[place].end <= start:
            place += 1
        if place < len(numbers) and numbers[place].start < end:
            continue
        lettered = start and text[start - 1].isascii() and text[start - 1].isalpha()
        found.append(Rejected(start, end, "name" if lettered else UNKNOWN))
    return found


def _no_quantity(text: str, number: Found[Number], named: list[tuple[int, int]]) -> str:
    """Why a number is no quantity, or nothing."""
    listed = LIST_NUMBER.match(text)
    if listed and number.end < listed.end() + 1 and number.start < listed.end():
        return "list number"
    before, after = text[number.start - 1 : number.start], text[number.end : number.end + 1]
    if before == "第" or (before and before in "前后" and after and after in "名位强"):
        return "ordinal"
    if READ_BY.search(text, 0, number.start):
        return "contact"
    road = text.endswith(ROADS, 0, number.start) or text.startswith(ROADS, number.end)
    if road and not number.value.chinese:
        return "name"
    if after.isascii() and after.isalpha() and not _latin_unit(text, number.end):
        return "technical"
    quoted = (start for start, end in named if start < number.start and number.end < end)
    return "name" if any(not TOLD.search(text, start, number.start) for start in quoted) else ""


def _latin_unit(text: str, place: int) -> bool:
    found = unit.find_at(text, place)
    return found is not None and found.value.kind != "technical"


def _lent(text: str, numbers: list[Found[Number]], place: int) -> Found[Unit] | None:
    """The unit that a list shares: 98.6、112.3和57.9亿元, 0.2个、0.6个百分点."""
    for one, other in pairwise(numbers[place:]):
        if text[one.end : other.start] not in LISTED or one.value.chinese:
            return None
        word = unit.find_at(text, other.end)
        apart = text[one.end] == "个" and word is not None and word.value.kind != "point"
        if apart:
            # 其中50亿元1个、10亿元3个
            return None
        if word is not None and word.value.kind in ("money", "percent", "point", "times"):
            end = numbers[place].end + (text[numbers[place].end] == "个")
            return Found(numbers[place].end, end, word.value, "list #")
    return None


def _unsaid(text: str, number: Found[Number]) -> Found[Unit] | None:
    """The unit that goes without saying: 指数为102.4, 社零总额702亿，, 常住人口逾17万."""
    start, end = number.start, number.end
    if text.startswith("期", end) and SERIES.search(text, 0, start):
        # 举办培训班6期
        return Found(end, end + 1, Unit("期", "期", Decimal(1), "count"), "# 期")
    great = text[end - 1] in "亿万"
    worth = text[end - 1] == "亿" and WORTH.match(text, end) is not None
    closed = (CLOSED if great else LOOSE).match(text, end) is not None
    if not (closed or worth) or (number.value.chinese and not great):
        return None
    if INDEX.search(text, 0, start) or (
        KIND.search(text, 0, start) and "." in text[start:end] and INDEXED.search(text, 0, start)
    ):
        return Found(end, end, Unit("点", "点", Decimal(1), "physical"), "指数#")
    gap = GAP.search(text, 0, start) or NARROWED.search(text, 0, start)
    if gap and "." in text[start:end]:
        return Found(end, end, Unit("倍", "x", Decimal(1), "ratio"), "收入比#")
    money = worth or MONEY.search(text, 0, start) or BASE.search(text, 0, start)
    if text[end - 1] == "亿" and money:
        return Found(end, end, units()["元"], "总额#亿")
    if text[end - 2 : end] == "个亿":
        return Found(end, end, units()["元"], "#个亿")
    counted = HEADS.search(text, 0, start) if text[end - 1] == "万" else None
    if counted:
        word = units()[HEADED[counted["of"]]]
        return Found(end, end, word, f"{counted['of']}#万")
    return None


def _amount(text: str, number: Found[Number], lent: Found[Unit] | None) -> Found[Amount] | None:
    """The number with its unit and bound; None where no unit of a quantity follows."""
    stated = number.value
    if stated.fixed_unit:
        measured, end = units()["倍" if stated.fixed_unit == "x" else stated.fixed_unit], number.end
    else:
        word = lent or unit.find_at(text, number.end)
        if word is None and stated.value >= 10000 and PEOPLE.match(text, number.end):
            word = Found(number.end, number.end, Unit("人", "人", Decimal(1), "count"), "#群众")
        if word is None and stated.value >= 10000 and HOUSES.match(text, number.end):
            word = Found(number.end, number.end, units()["户"], "#户")
        if word is None and STRUCTURE.search(text, 0, number.start) and RATIO.search(text):
            word = Found(number.end, number.end, units()["%"], "#:#:#")
        if word is None or word.value.kind == "technical":
            word = _unsaid(text, number)
        if word is None:
            return None
        measured, end = word.value, word.end
    bounded = bound.around(text, number.start, end, stated.vague)
    quantity = Quantity(
        stated.value * measured.factor,
        measured.unit,
        bounded.bound,
        None if stated.high is None else stated.high * measured.factor,
        stated.resolution * measured.factor,
    )
    rules = (number.rule, f"# {measured.word}", *bounded.rules)
    amount = Amount(quantity, measured.kind, bounded.start, bounded.end, rules)
    return Found(number.start, end, amount, number.rule)
