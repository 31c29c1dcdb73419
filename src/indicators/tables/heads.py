"""What the heads of a table say: of what, how measured, in which unit, when, planned or done."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from indicators import lexicon
from indicators.dimensions import period, unit
from indicators.dimensions.clock import Clock
from indicators.dimensions.number import chinese_value
from indicators.dimensions.numeral import SCALE
from indicators.lexicon import Unit
from indicators.lexicon.page import head_words
from indicators.record import Period

ROLES = ("growth", "change", "average", "target", "actual")
WORD = re.compile(r"\S+")
PARENTHESES = re.compile(r"[(\[]([^()\[\]]*)[)\]]|单位[：:]\s?(\S+)")
COMPARED = re.compile(
    r"(?:比|较|与)\s?(?:(?P<year>(?:19|20)\d{2})年|上年|去年|上一年|同期)(?:同期|末)?"
)
LEADING = re.compile(
    r"^(?:[\s#*★●·◆■△▲-]|其中[：:]?|[一二三四五六七八九十]+、|\([一二三四五六七八九十\d]+\)|\d{1,2}[.、](?!\d)|[①-⑳])+"
)
DATED = re.compile(r"^\s*(?:19|20)\d{2}年(?:度|末|底)?")
JOINTS = re.compile("[、，,/;；和或及]")
EDGE = " ：:、，,·/-—()（）[]"


@dataclass(frozen=True, slots=True)
class Head:
    """The meaning of a head: `name` is what is left when all else is taken off.

    `since` is the year that a change is counted from (比2023年增长).
    """

    name: str = ""
    roles: frozenset[str] = frozenset()
    units: tuple[Unit, ...] = ()
    period: Period | None = None
    since: int | None = None

    @property
    def changes(self) -> bool:
        """Whether it measures a change."""
        return not self.roles.isdisjoint(("growth", "average"))


def head_of(folded: str, original: str, clock: Clock) -> Head:
    """The meaning of a head in one line; its name is in the document's own characters."""
    text = LEADING.sub(_blank, folded)
    units: list[Unit] = []
    for match in PARENTHESES.finditer(text):
        units += units_of(match[1] or match[2])
    bare = PARENTHESES.sub(_blank, text)
    compared = COMPARED.search(bare)
    since = int(compared["year"]) if compared and compared["year"] else None
    roles = {"growth"} if compared else set[str]()
    bare = COMPARED.sub(_blank, bare)
    chosen = None
    for time in period.find(bare, clock):
        if time.value.period is not None and not time.value.compared:
            chosen = chosen or time.value.period
        bare = bare[: time.start] + " " * (time.end - time.start) + bare[time.end :]
    year = re.search(r"(?<![\d.])(?:19|20)\d{2}(?![\d.])", bare)
    if year and chosen is None:
        chosen, bare = (
            Period.year(int(year[0])),
            bare[: year.start()] + " " * 4 + bare[year.end() :],
        )
    masked = WORD.sub(lambda m: _without_roles(m, roles), bare)
    name = _kept(masked, original)
    if bare.strip().endswith("%"):
        units.append(lexicon.units()["%"])
    return Head(name.rstrip("%"), frozenset(roles), tuple(units), chosen, since)


def named(folded: str, original: str) -> tuple[str, tuple[Unit, ...]]:
    """The name of a row as it stands, without marks and numbering, and the units behind it."""
    text = DATED.sub(_blank, LEADING.sub(_blank, folded))
    units: list[Unit] = []
    for match in PARENTHESES.finditer(text):
        found = units_of(match[1] or match[2])
        if found:
            units += found
            text = text[: match.start()] + " " * len(match[0]) + text[match.end() :]
    return _kept(text, original), tuple(units)


def units_of(text: str) -> list[Unit]:
    """亿元、% -> both; what is no unit gives none: (上年=100)."""
    found = []
    for part in JOINTS.split(re.sub("^单位[：:]?|以上年为100", "", text.strip())):
        word = part.strip().lstrip("±+-").strip()
        at = unit.find_at(word, 0) if word else None
        if at is not None and at.end == len(word):
            found.append(at.value)
        elif scaled := _scaled(word):
            found.append(scaled)
    if not found and (whole := unit.find_at(text.strip(), 0)) and whole.end == len(text.strip()):
        found.append(whole.value)
    return found


def _scaled(word: str) -> Unit | None:
    """亿元 is 1e8 元; 万标箱 is 1e4 of a unit that the lexicon does not know."""
    scale = re.match(SCALE, word)
    if scale is None or len(word) == scale.end() or len(word) > 8 or re.search(r"\d", word):
        return None
    rest, factor = word[scale.end() :], chinese_value(scale[0])
    known = unit.find_at(rest, 0)
    if known is not None and known.end == len(rest):
        return replace(known.value, word=word, factor=known.value.factor * factor)
    return Unit(word, rest, factor, "count")


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _without_roles(match: re.Match[str], roles: set[str]) -> str:
    """A word of a head with its roles blanked: 2024年目标 is a target, 进出口总额 stays whole."""
    word = match[0]
    if word.strip(EDGE) in lexicon.indicator_names():
        return word
    for part in _role_words().finditer(word):
        roles |= {next(role for role in ROLES if part[0] in head_words(role))}
    rest = _role_words().sub(_blank, word)
    # 总量 says nothing more alone, but belongs to a name that it ends
    if rest.strip(EDGE) in head_words("level"):
        roles.add("level")
        return " " * len(word)
    return rest


@cache
def _role_words() -> re.Pattern[str]:
    return re.compile(lexicon.alternation({w for role in ROLES for w in head_words(role)}))


def _kept(masked: str, original: str) -> str:
    """The characters that no mask has blanked, as the document writes them."""
    kept = "".join(o for m, o in zip(masked, original, strict=True) if m != " ")
    return kept.strip(EDGE)
