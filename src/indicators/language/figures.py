"""Figures as each language writes them: 495.7亿元 and CNY 49.57 bn, 2012—2021年 and 2012–2021."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from indicators.language import gloss, say, spoken

Number = float | Decimal | Fraction
# words of the lexicon for sums of money -> currency, and how many of it one is
SUMS: Mapping[str, tuple[str, int]] = {
    "亿元": ("CNY", 10**8),
    "万元": ("CNY", 10**4),
    "亿美元": ("USD", 10**8),
}
YUAN: Mapping[str, str] = {
    "CNY": "元",
    "USD": "美元",
    "EUR": "欧元",
    "JPY": "日元",
    "HKD": "港元",
    "GBP": "英镑",
    "RUB": "卢布",
    "KRW": "韩元",
}
RATIOS: Mapping[str, Mapping[str, str]] = {
    "zh": {"%": "%", "‰": "‰", "pp": "个百分点", "x": "倍", "-": ""},
    "en": {"%": "%", "‰": "‰", "pp": " pp", "x": " times", "-": ""},
}
MILLION = 10**6

# figures in a text, with their units and the ends of a range; a year alone is none
YEARS = r"(?:19|20)\d\d(?![.,]?\d|\s*[%‰万亿])(?:[–—](?:19|20)\d\d)?年?"
UNIT = r"(?:\s?[%‰倍]|[万亿]*元|[万亿]人| (?:trn|bn|m|times)\b)?"
FIGURE = re.compile(
    rf"(?<![A-Za-z0-9.])(?:{YEARS}|(?P<figure>(?:[A-Z]{{3}} )?[<>≥+−]?\d[\d,]*(?:\.\d+)?{UNIT}"
    rf"(?:–[<>]?\d[\d,]*(?:\.\d+)?{UNIT})?))"
)


@dataclass(frozen=True, slots=True)
class Scale:
    """How amounts of one size are told: `before`, the amount / `factor`, `after`."""

    factor: float
    before: str = ""
    after: str = ""
    fine: int = 2  # decimals of a figure that was reckoned

    @property
    def unit(self) -> str:
        """What is counted: `亿元`, `CNY bn`."""
        return " ".join(f"{self.before}{self.after.split('|')[-1]}".split())

    def digits(self, value: Number, *, reckoned: bool = False) -> str:
        """The number alone, as it is stated; one that was reckoned has no more digits than help."""
        scaled = float(value) / self.factor
        if not reckoned:
            return f"{scaled:,.10g}"
        size = abs(scaled)
        return f"{scaled:,.{self.fine if size < 1000 else self.fine - 1 if size < 10000 else 0}f}"

    def tell(self, value: Number, *, reckoned: bool = False) -> str:
        """With its unit; a minus stands before all of it."""
        sign = "−" if value < 0 else ""
        after = self.after
        if "|" in after:
            one, many = after.split("|")
            after = one if abs(value) == self.factor else f" {many}"
        return f"{sign}{self.before}{self.digits(abs(float(value)), reckoned=reckoned)}{after}"


def scale(value: Number, unit: str) -> Scale:
    """The scale that a reader expects for an amount of this size, in units of `unit` itself."""
    currency, size = SUMS.get(unit, (unit, 1))
    ratio = RATIOS[spoken()].get(unit)
    if ratio is not None:
        return Scale(1, after=ratio)
    whole = abs(float(value)) * size
    found = _chinese(whole, currency) if spoken() == "zh" else _english(whole, currency)
    return replace(found, factor=found.factor / size)


def amount(value: Number, unit: str) -> str:
    """An amount for readers: 495.7 亿元 is `495.7亿元` and `CNY 49.57 bn`, 40000 人 `4万人`."""
    return scale(value, unit).tell(value)


def span(first: int, last: int) -> str:
    """Years with both ends: `2012—2021年`, `2012–2021`; a single one `2021年`, `2021`."""
    if first == last:
        return say("figure.year", year=first)
    return say("figure.years", first=first, last=last)


def years(first: int, last: int) -> str:
    """Years in a column that says so: `2021`, `2012–2021`."""
    return f"{first}" if first == last else f"{first}–{last}"


def between(low: str, high: str) -> str:
    """A range of two figures: the sign of per cent of the first goes."""
    return f"{low.removesuffix('%')}–{high}"


def _chinese(size: float, unit: str) -> Scale:
    word = YUAN.get(unit, unit)
    if size >= 10**8:
        return Scale(10**8, after=f"亿{word}")
    if size >= (MILLION if unit in YUAN else 10**4):
        return Scale(10**4, after=f"万{word}")
    return Scale(1, after=word)


def _english(size: float, unit: str) -> Scale:
    money = unit in YUAN
    before, word = (f"{unit} ", "") if money else ("", gloss("unit", unit))
    after = f" {word}" if word else ""
    for factor, large in ((10**12, "trn"), (10**9, "bn"), (MILLION, "m")):
        if size >= factor:
            many = word.split("|")[-1]
            told = large if money else {"m": "million", "bn": "billion"}.get(large, "trillion")
            return Scale(factor, before, f" {told} {many}".rstrip(), fine=3)
    return Scale(1, before, after)
