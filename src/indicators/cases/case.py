"""One target with what is known of its place, read from the words of a row."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from indicators import lexicon
from indicators.dimensions import quantity
from indicators.errors import UsageError
from indicators.growth import Peers
from indicators.record import Basis, Bound, Quantity
from indicators.text import fold

YEARS = (1950, 2100)
SIGN = re.compile(r"^\s*(?P<minus>[-−－])?[+＋]?\s*")
STRIVES = re.compile("^(?:力争|争取|努力)")
VERB = re.compile("^(?:增长|达到?|完成|实现)")
ENTRY = re.compile(r"\s*(?P<year>\d{4})年?\s*[:：=]\s*(?P<figure>.+?)\s*")
MONEY = {"CNY", "USD"}
Choice = TypeVar("Choice", bound=StrEnum)


class Kind(StrEnum):
    """What a target is about."""

    GROWTH = "growth"
    LEVEL = "level"
    CUMULATIVE = "cumulative"
    SHARE = "share"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Known:
    """A figure of the past: an amount, or growth (or a share) in per cent."""

    year: int
    quantity: Quantity

    @property
    def percent(self) -> bool:
        """Whether it is growth or a share."""
        return self.quantity.unit == "%"

    @property
    def half(self) -> float:
        """Half a unit of the last digit: what rounding may hide."""
        return float(self.quantity.resolution or 0) / 2


@dataclass(frozen=True, slots=True)
class Case:
    """A target of a place, seen from the end of `as_of`; `known` figures are of then or before.

    `later` are known figures of after `as_of`: never used, and told so.
    """

    name: str
    peers: Peers
    as_of: int
    kind: Kind
    target: Quantity
    year: int
    basis: Basis
    known: tuple[Known, ...]
    later: tuple[Known, ...] = ()
    soft: bool = False
    indicator: str = "gdp"
    region: str | None = None

    @property
    def horizon(self) -> int:
        """Years ahead."""
        return self.year - self.as_of


def case_of(words: Mapping[str, str]) -> Case:
    """The case that the words of a row name. Raises UsageError, its message led by the column."""
    peers = _one_of(words, "level", Peers)
    as_of, kind = _year(words, "as_of"), _one_of(words, "kind", Kind)
    target, soft = _target(words, kind)
    year = _year(words, "year")
    if year <= as_of:
        raise UsageError(f"year: {year} is not after as_of {as_of}: nothing lies ahead")
    known = _known(words.get("known", ""))
    return Case(
        name=words.get("case", ""),
        peers=peers,
        as_of=as_of,
        kind=kind,
        target=target,
        year=year,
        basis=_basis(words, kind, target),
        known=tuple(k for k in known if k.year <= as_of),
        later=tuple(k for k in known if k.year > as_of),
        soft=soft,
        indicator=_indicator(words),
        region=_region(words, peers),
    )


def figure(text: str) -> Quantity:
    """`7%`, `+3.6%`, `-4.5%`, `650亿元`, `5.5%左右`, `6%—6.5%`; UsageError for no figure."""
    sign = SIGN.match(text)
    rest = fold(text[sign.end() if sign else 0 :].strip())
    amounts, others = quantity.find(rest)
    whole = amounts and (amounts[0].value.reach_start, amounts[0].value.reach_end) == (0, len(rest))
    if len(amounts) != 1 or others or not whole:
        raise UsageError(f"{text!r} is no figure with a unit: write 7% or 650亿元")
    found = amounts[0].value.quantity
    if sign is None or sign["minus"] is None:
        return found
    if found.high is not None:
        raise UsageError(f"{text!r}: a range below zero: give one figure")
    return Quantity(-found.value, found.unit, found.bound, None, found.resolution)


def _target(words: Mapping[str, str], kind: Kind) -> tuple[Quantity, bool]:
    text = words.get("target", "").strip()
    soft = STRIVES.match(text)
    found = _told("target", VERB.sub("", text[soft.end() if soft else 0 :]))
    percent = found.unit == "%"
    wants_percent = kind in (Kind.GROWTH, Kind.SHARE)
    if percent != wants_percent and not (percent and kind is Kind.CUMULATIVE):
        wanted = "per cent" if wants_percent else "an amount with its unit"
        raise UsageError(f"target: {text!r} for kind {kind}: {wanted} is wanted")
    if kind is Kind.COUNT and found.unit in MONEY:
        raise UsageError(f"target: {text!r} is money, no count: kind level")
    if kind is Kind.SHARE and not 0 < found.value < 100:
        raise UsageError(f"target: a share of {text}: it must lie between 0% and 100%")
    if percent and found.value <= -100:
        raise UsageError(f"target: growth of {text}: nothing would be left")
    if not percent and found.value <= 0:
        raise UsageError(f"target: {text}: must be above 0")
    return found, soft is not None


def _known(text: str) -> list[Known]:
    """`2012:220亿元;2021:495.7亿元`, in the order of years."""
    found = [_entry(part) for part in re.split("[;；]", text) if part.strip()]
    return sorted(found, key=lambda one: one.year)


def _entry(part: str) -> Known:
    match = ENTRY.fullmatch(part)
    if match is None:
        raise UsageError(f"known: {part.strip()!r}: write 2021:495.7亿元 or 2021:+6.2%")
    one = Known(_in_range("known", int(match["year"])), _told("known", match["figure"]))
    told = f"known: {one.year}: {match['figure']}"
    if one.percent and one.quantity.value <= -100:
        raise UsageError(f"{told}: nothing would be left")
    if not one.percent and one.quantity.value <= 0:
        raise UsageError(f"{told}: a level must be above 0")
    if one.quantity.high is not None:
        raise UsageError(f"{told}: a range: give one figure")
    return one


def _told(column: str, text: str) -> Quantity:
    try:
        return figure(text)
    except UsageError as wrong:
        raise UsageError(f"{column}: {wrong}") from wrong


def _one_of(words: Mapping[str, str], column: str, kinds: type[Choice]) -> Choice:
    text = words.get(column, "").strip().lower()
    try:
        return kinds(text)
    except ValueError:
        raise UsageError(f"{column}: {text!r}: one of {', '.join(kinds)}") from None


def _year(words: Mapping[str, str], column: str) -> int:
    text = words.get(column, "").strip().removesuffix("年")
    if not text.isdecimal():
        raise UsageError(f"{column}: {text!r}: a year is wanted, 2021")
    return _in_range(column, int(text))


def _in_range(column: str, year: int) -> int:
    if not YEARS[0] <= year <= YEARS[1]:
        raise UsageError(f"{column}: {year}: a year from {YEARS[0]} to {YEARS[1]} is wanted")
    return year


def _basis(words: Mapping[str, str], kind: Kind, target: Quantity) -> Basis:
    """As named; else growth is real, amounts nominal; shares and counts have none."""
    text = words.get("basis", "").strip().lower()
    if kind in (Kind.SHARE, Kind.COUNT):
        return Basis.NONE
    if not text:
        return Basis.REAL if target.unit == "%" else Basis.NOMINAL
    if text not in (Basis.REAL, Basis.NOMINAL):
        raise UsageError(f"basis: {text!r}: real or nominal")
    return Basis(text)


def _indicator(words: Mapping[str, str]) -> str:
    text = words.get("indicator", "").strip() or "gdp"
    if text not in lexicon.catalogue():
        raise UsageError(f"indicator: {text!r}: an id of indicator.toml is wanted, gdp")
    return text


def _region(words: Mapping[str, str], peers: Peers) -> str | None:
    """Code of the place whose record of targets may be learnt from."""
    if peers is Peers.NATION:
        return "000000"
    text = words.get("region", "").strip()
    if not text:
        return None
    code = lexicon.region(text).code
    if code is None:
        raise UsageError(f"region: {text!r} is not one place of GB/T 2260: give its full name")
    return code


def bound_of(target: Quantity) -> Bound:
    """A target without words is met when it is reached."""
    return Bound.LOWER if target.bound is Bound.EXACT else target.bound
