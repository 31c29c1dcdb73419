"""Quantities: a number with its unit and bound; and the numbers that are none, with the reason."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from indicators.dimensions import bound, numeral, unit, unsaid
from indicators.dimensions.number import Number
from indicators.dimensions.rule import Found
from indicators.lexicon import Unit, units
from indicators.record import Quantity
from indicators.record.passing import passing

SEATS = re.compile("学位[^，；。]{0,8}$")
QUOTES = re.compile(r"“[^”]{0,24}”|‘[^’]{0,24}’|「[^」]{0,24}」|『[^』]{0,24}』|《[^》]{0,60}》")
# “反而增长了15%” is said, not named
TOLD = re.compile(
    "(?:增长|下降|提高|减少|增加|达到|超过|突破|[了占达])[到至近约超]?$|[满意认可知晓合格]{2}[度率]$|[由从](?:\\d{4}年的)?$"
)
LIST_NUMBER = re.compile(r"^\s*\(?\d{1,2}(?:[.、)])(?!\d)")
STRUCTURE = re.compile("(?:产业|结构|比例|比重)[^，。；]{0,8}(?:为|到|至|成|由)[^，。；]{0,48}$")
RATIO = re.compile(r"\d+(?:\.\d+)?:\d+(?:\.\d+)?:\d")
DIGITS = re.compile(r"\d\d*(?:\.\d+)?")
LISTED = frozenset(("、", "和", "与", "个、", "个和", "个与"))
LENDING = ("money", "percent", "point", "times")
# 国道312, 省道108项目
TIMES = ("×", "✕")
ROADS = ("国道", "省道", "县道", "乡道")
READ_BY = re.compile("(?:阅读|浏览|点击|播放|访问)(?:量|数|次数)?[：:]$")
UNKNOWN = "not understood"
# why a number has no unit, by what stands before and behind it; the first that fits
UNITLESS = tuple(
    (reason, re.compile(left), re.compile(right))
    for reason, left, right in (
        ("date", "", r"(?<=(?:19|20)\d\d)(?=$|\D)"),
        # 上午9时30分
        ("date", r"(?:[上下中]午|晚上?|凌晨|日)\s?$", "[时点]"),
        ("date", r"(?:[上下中]午|晚上?|凌晨|日)\s?\d{1,2}[时点]$", "分"),
        ("slogan", "", "级"),
        # 7大领域, 养老金18连调
        ("name", "", r"大[一-鿿]|连[增涨调降跌冠]|位一体"),
        ("name", "地铁(?:\\d+、)*$", "、"),
        ("name", "", "线(?:$|[、，])"),
        ("technical", "", "英寸|°|′"),
        ("name", "", r"平台|版本|时代|模式"),
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


@passing(frozen=True, slots=True)
class Amount:
    """A quantity in a sentence; `reach` runs from the bound words before to those behind."""

    quantity: Quantity
    kind: str
    reach_start: int
    reach_end: int
    rules: tuple[str, ...]


@passing(frozen=True, slots=True)
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
    contact, mark = CONTACT.search(text) is not None, LIST_NUMBER.match(text)
    listed = mark.end() if mark else 0
    for place, number in enumerate(numbers):
        reason = "contact" if contact and _bare(text, number) else ""
        reason = reason or _no_quantity(text, number, named, listed)
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
    word = unit.find_at(text, number.end)
    return "technical" if word is not None and word.value.kind == "technical" else UNKNOWN


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


def _no_quantity(
    text: str, number: Found[Number], named: list[tuple[int, int]], listed: int
) -> str:
    """Why a number is no quantity, or nothing; `listed` is where the mark of a list ends."""
    if number.end <= listed:
        return "list number"
    before, after = text[number.start - 1 : number.start], text[number.end : number.end + 1]
    if before == "第" or (before and before in "前后" and after and after in "名位强"):
        return "ordinal"
    if before in "：:" and READ_BY.search(text, 0, number.start):
        return "contact"
    if before in TIMES or after in TIMES:
        # 2×34万千瓦
        return "technical"
    road = text.endswith(ROADS, 0, number.start) or text.startswith(ROADS, number.end)
    if road and not number.value.chinese and not text.startswith("公里", number.end):
        return "name"
    if after.isascii() and after.isalpha() and not _latin_unit(text, number.end):
        return "technical"
    for start, end in named:
        if start < number.start and number.end < end and not TOLD.search(text, start, number.start):
            return "name"
    return ""


def _latin_unit(text: str, place: int) -> bool:
    found = unit.find_at(text, place)
    return found is not None and found.value.kind != "technical"


def _lent(text: str, numbers: list[Found[Number]], place: int) -> Found[Unit] | None:
    """The unit, and the 万 or 亿, that a list shares: 98.6、112.3和57.9亿元, 0.2个、0.6个百分点."""
    listed = numbers[place + 1 : place + 2]
    if not listed or text[numbers[place].end : listed[0].start] not in LISTED:
        return None
    for at, (one, other) in enumerate(pairwise(numbers[place:]), place + 2):
        if text[one.end : other.start] not in LISTED or one.value.chinese:
            return None
        word = unit.find_at(text, other.end)
        apart = text[one.end] == "个" and word is not None and word.value.kind != "point"
        # 5.7个、8.3个、2.1个百分点: the last of them may still be points
        listed_on = numbers[at:] and text[other.end : numbers[at].start] in LISTED
        if apart and not listed_on:
            # 其中50亿元1个、10亿元3个
            return None
        bare = _myriads(text, numbers[place]) == 1
        great = _myriads(text, other) if bare else Decimal(1)
        if word is None or (word.value.kind not in LENDING and great == 1):
            continue
        end = numbers[place].end + (text[numbers[place].end] == "个")
        shared = replace(word.value, factor=word.value.factor * great)
        return Found(numbers[place].end, end, shared, "list #")
    return None


def _myriads(text: str, number: Found[Number]) -> Decimal:
    """The 万, 亿 or 万亿 that a number ends with, as a factor; 1 where there is none."""
    said = text[number.start : number.end]
    return Decimal(10 ** (4 * said.endswith(("万", "万亿")) + 8 * said.endswith("亿")))


def _amount(text: str, number: Found[Number], lent: Found[Unit] | None) -> Found[Amount] | None:
    """The number with its unit and bound; None where no unit of a quantity follows."""
    stated = number.value
    if stated.fixed_unit:
        measured, end = units()["倍" if stated.fixed_unit == "x" else stated.fixed_unit], number.end
    else:
        word = lent or unit.find_at(text, number.end)
        if word is None and STRUCTURE.search(text, 0, number.start) and RATIO.search(text):
            word = Found(number.end, number.end, units()["%"], "#:#:#")
        if word and word.value.word == "个学位" and not SEATS.search(text, 0, number.start):
            # 新增900个学位; not 学位总量达到900个学位
            word = Found(word.start, word.start + 1, units()["个"], "# 个")
        if word is None or word.value.kind == "technical":
            word = unsaid.unit_of(text, number)
        if word is None:
            return None
        measured, end = word.value, word.end
    bounded = bound.around(text, number.start, end, stated.vague)
    value, high, resolution = stated.value, stated.high, stated.resolution
    if measured.factor != 1:
        value, resolution = value * measured.factor, resolution * measured.factor
        high = None if high is None else high * measured.factor
    quantity = Quantity(value, measured.unit, bounded.bound, high, resolution)
    rules = (number.rule, f"# {measured.word}", *bounded.rules)
    amount = Amount(quantity, measured.kind, bounded.start, bounded.end, rules)
    return Found(number.start, end, amount, number.rule)
