"""What a number says: its value and one unit of its last digit, out of what it was matched by."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from indicators import lexicon
from indicators.record.passing import passing

LONGEST = 18  # characters of a number that anybody states
# 三四百家, 十七八万人
ROUGHLY = re.compile("[一二两三四五六七八九]{2}(?=[十百千万亿]|$)")
EACH = re.compile("分别[^，；。]{0,16}$")
# 从5%到10%不等
UNSURE = re.compile("[^，；。]{0,6}(?:不等|之间|区间)")


@passing(frozen=True, slots=True)
class Number:
    """A number as stated: `high` for a range, `resolution` one unit of its last digit.

    `vague` says that 多 or 余 stands inside it (3500多, 1560多万); `fixed_unit` is set where the
    wording itself means a share or a multiple (三分之二, 一半, 翻一番).
    """

    value: Decimal
    resolution: Decimal
    high: Decimal | None = None
    vague: bool = False
    fixed_unit: str = ""
    chinese: bool = False


def scaled(digits: str, scale: str = "") -> Number:
    """1560, 万 -> 15600000, stated to 10000."""
    return Number(*_stated(digits, scale))


def _stated(digits: str, scale: str) -> tuple[Decimal, Decimal]:
    """The value and one unit of its last digit."""
    plain = digits.replace(",", "")
    step = _step(len(plain.partition(".")[2]), scale)
    return (_whole(Decimal(plain) * chinese_value(scale)) if scale else Decimal(plain)), step


@cache
def _step(decimals: int, scale: str) -> Decimal:
    step = Decimal(1).scaleb(-decimals)
    return _whole(step * chinese_value(scale)) if scale else step


def _whole(value: Decimal) -> Decimal:
    """49570000000.0 -> 49570000000: the digits behind the point were eaten by 亿."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


@cache
def chinese_value(text: str) -> Decimal:
    """三百二十万 -> 3200000, 一亿二千万 -> 120000000; a bare scale (万, 百万) counts one of it."""
    for myriad in "亿万":
        above, said, below = text.rpartition(myriad)
        if said:
            scale = lexicon.numerals()[myriad].value
            return (chinese_value(above) or Decimal(1)) * scale + chinese_value(below)
    return _within_myriad(text)


def _within_myriad(text: str) -> Decimal:
    """三百二十 -> 320; digits alone are read one by one: 二〇二 -> 202."""
    table = lexicon.numerals()
    section, digit = Decimal(0), Decimal(0)
    for character in text:
        word = table[character]
        if word.kind == "digit":
            digit = digit * 10 + word.value if digit and "十" not in text else Decimal(word.value)
        else:
            section += (digit or Decimal(1)) * word.value
            digit = Decimal(0)
    return section + digit


def of_digits(match: re.Match[str]) -> Number | None:
    """3500多, 1560万."""
    digits = match["n"].removeprefix("-")
    if len(digits) > LONGEST:
        return None
    scale = (match["s"] or "").strip().removeprefix("个")
    # 4万多亿
    value, step = _stated(digits, scale + "亿" * (match["w"] or "").endswith("亿"))
    negative = len(digits) < len(match["n"])
    return Number(-value if negative else value, step, vague=bool(match["v"] or match["w"]))


def of_range(match: re.Match[str]) -> Number | None:
    """30-50亿, 8000-1万; None where the second is no greater."""
    if max(len(match["a"]), len(match["b"])) > LONGEST:
        return None
    high_scale = (match["s2"] or "").strip().removeprefix("个")
    low_scale = (match["s1"] or "").strip().removeprefix("个")
    # 30-50亿: the scale behind the second number counts for both; 8000-1万 keeps its own
    low = scaled(match["a"], low_scale)
    high = scaled(match["b"], high_scale)
    if not low_scale and high_scale and scaled(match["a"]).value < scaled(match["b"]).value:
        low = scaled(match["a"], high_scale)
    if low.value >= high.value:
        return None
    led = match.string[match.start() - 1 : match.start()] if match.start() else ""
    if led in ("从", "由") and not UNSURE.match(match.string, match.end()):
        # 从5万亿元到11万亿元: where a change starts, and where it ends
        return None
    return Number(low.value, min(low.resolution, high.resolution), high=high.value)


def fraction(match: re.Match[str]) -> Number | None:
    """三分之二, 百分之十五点六, 1/3; None where it is no part."""
    part, whole = (Decimal(x) if x.isdigit() else chinese_value(x) for x in match.group("n", "d"))
    behind = match.groupdict().get("m") or ""
    if behind:
        # 百分之十五点六
        part += Decimal("0." + "".join(str(chinese_value(digit)) for digit in behind))
    if part >= whole or not whole:
        return None
    if whole == 1000:
        return Number(part, Decimal(1).scaleb(-len(behind)), fixed_unit="‰", chinese=True)
    share = (100 * part / whole).quantize(Decimal("1.0000"))
    # 三分之二 is 66.6667 %, 百分之五 is 5 %
    step = Decimal(1).scaleb(-len(behind))
    return Number(share.normalize() + 0, step, fixed_unit="%", chinese=True)


def said_roughly(match: re.Match[str]) -> Number | None:
    """7、8万 is 7 to 8 times 10,000; None for a list, and where the second is not the next."""
    if int(match["b"]) != int(match["a"]) + 1 or EACH.search(match.string, 0, match.start()):
        return None
    low, high = (scaled(match[name], match["s"] or "") for name in ("a", "b"))
    return Number(low.value, low.resolution, high=high.value, vague=bool(match["w"]))


def _first(match: re.Match[str], *names: str) -> str:
    """The first of these groups that took part in the match."""
    found = match.groupdict()
    return next(found[name] for name in names if found.get(name))


def spelt(match: re.Match[str]) -> Number | None:
    """三十, 十万, 三四百."""
    return spelt_as(_first(match, "m", "k", "n"), vague=bool(match.groupdict().get("v")))


def spelt_as(words: str, vague: bool = False) -> Number | None:
    """三十, 十万: its zeros are rounding; 三四百 is 300 to 400, and 四三百 nothing."""
    rough = ROUGHLY.search(words)
    if rough:
        ends = (words[: rough.start()] + digit + words[rough.end() :] for digit in rough[0])
        low, high = (chinese_value(end) for end in ends)
        return Number(low, _rounding(low), high=high, chinese=True) if low < high else None
    value = chinese_value(words)
    return Number(value, _rounding(value), vague=vague, chinese=True)


def _rounding(value: Decimal) -> Decimal:
    """One unit of the last digit that is not nought."""
    digits = str(int(value))
    return Decimal(10) ** (len(digits) - len(digits.rstrip("0")))


def spoken(match: re.Match[str]) -> Number | None:
    """二百八十六点三亿, 一点五(倍)."""
    digits = "".join(str(chinese_value(digit)) for digit in match["d"])
    scale = chinese_value(match["s"] or "") or Decimal(1)
    value = (chinese_value(match["n"]) + Decimal(f"0.{digits}")) * scale
    return Number(value.normalize() + 0, scale.scaleb(-len(digits)).normalize() + 0, chinese=True)


def tenths(match: re.Match[str]) -> Number | None:
    """六成五, 七至八成."""
    value = chinese_value(match["n"])
    if match["m"]:
        value += Decimal("0.5") if match["m"] == "半" else chinese_value(match["m"]) / 10
    high = chinese_value(match["h"]) if match["h"] else None
    if high is not None and high <= value:
        return None
    step = Decimal(1) if match["m"] else Decimal(10)
    return Number(
        _whole(value * 10),
        step,
        high=None if high is None else high * 10,
        fixed_unit="%",
        chinese=True,
    )


def compound(match: re.Match[str]) -> Number | None:
    """3万8000亿 is 3.8万亿, 12亿3400万 is 12.34亿."""
    above, below = Decimal(match["a"]), Decimal(match["b"])
    if match["s"] == "亿":
        return Number(above * 10**8 + below * 10**4, Decimal(10**4)) if match["t"] == "万" else None
    if match["t"] == "万":
        return None
    scale = Decimal(10**8) if match["t"] else Decimal(1)
    return Number((above * 10**4 + below) * scale, scale)
