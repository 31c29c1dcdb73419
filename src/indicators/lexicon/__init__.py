"""The words: tables beside this file, loaded once and checked; nothing is read at import."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from indicators.errors import LexiconError
from indicators.lexicon.english import english_place as english_place
from indicators.lexicon.entry import entries, wording
from indicators.lexicon.gazetteer import FILLERS as FILLERS
from indicators.lexicon.gazetteer import candidates as candidates
from indicators.lexicon.gazetteer import common_name as common_name
from indicators.lexicon.gazetteer import full_names as full_names
from indicators.lexicon.gazetteer import lineage as lineage
from indicators.lexicon.gazetteer import place_names as place_names
from indicators.lexicon.gazetteer import region as region
from indicators.lexicon.gazetteer import regions as regions
from indicators.lexicon.gazetteer import same_region as same_region
from indicators.lexicon.table import choice, positive, rows, whole
from indicators.lexicon.tree import Words as Words
from indicators.lexicon.tree import alternation as alternation
from indicators.record import Bound, Indicator, Kind

UNIT_KINDS = (
    *("money", "percent", "permille", "point", "times"),
    *("duration", "count", "physical", "technical"),
)
RELATIONS = ("part", "share", "shares", "same", "apart")
JOINED = ("industry", "goods", "prices", "budget")
ROLES = (
    *("rise", "fall", "riseto", "fallto", "reach", "adverb"),
    *("target", "action", "lead", "predicate", "name", "generic", "opener", "adds"),
    "across",
)
# a word of these roles is taken off the front of a name
LEADING = ("lead", "adverb", "target", "action", "predicate", "rise", "fall", "riseto", "fallto")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit word: 元 counts in CNY, 成 is ten per cent."""

    word: str
    unit: str
    factor: Decimal
    kind: str


@dataclass(frozen=True, slots=True)
class Numeral:
    """A Chinese numeral character: a digit, a place within a myriad, or a myriad."""

    word: str
    value: int
    kind: str


@dataclass(frozen=True, slots=True)
class BoundWord:
    """A word that bounds a figure, and on which side of it the word stands."""

    word: str
    bound: Bound
    side: str


@dataclass(frozen=True, slots=True)
class PeriodWord:
    """A word for a time: offsets from the document's year, or years of a plan."""

    word: str
    kind: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Relation:
    """How a word hangs together with `of`: 出口总额 is a part of 进出口总额 beside `by`.

    `part`: all parts `by` one split make up `of`; `share`: the word is `of` as a share of `by`;
    `shares`: parts of `of` in their order; `same` and `apart`: the same thing, or another though it
    has the same id.
    """

    word: str
    kind: str
    of: str
    by: str


@cache
def units() -> dict[str, Unit]:
    """Unit words (unit.tsv)."""
    file, found = "unit.tsv", {}
    for number, row in rows(file, ("word", "unit", "factor", "kind", "example"), ("word",)):
        kind = choice(file, number, row["kind"], UNIT_KINDS)
        factor = positive(file, number, row["factor"])
        found[row["word"]] = Unit(row["word"], row["unit"], factor, kind)
    return found


@cache
def numerals() -> dict[str, Numeral]:
    """Chinese numeral characters (numeral.tsv)."""
    file, found = "numeral.tsv", {}
    for number, row in rows(file, ("word", "value", "kind", "example"), ("word",)):
        kind = choice(file, number, row["kind"], ("digit", "place", "myriad"))
        found[row["word"]] = Numeral(row["word"], whole(file, number, row["value"]), kind)
    return found


@cache
def bounds() -> tuple[BoundWord, ...]:
    """Words that bound a figure (bound.tsv)."""
    file, found = "bound.tsv", []
    for number, row in rows(file, ("word", "bound", "side", "example"), ("word", "side")):
        bound = Bound(choice(file, number, row["bound"], ("lower", "upper", "about")))
        side = choice(file, number, row["side"], ("before", "inside", "after"))
        found.append(BoundWord(row["word"], bound, side))
    return tuple(found)


@cache
def periods() -> dict[str, PeriodWord]:
    """Words for a time (period.tsv)."""
    file, found = "period.tsv", {}
    for number, row in rows(file, ("word", "kind", "first", "last", "example"), ("word",)):
        kind = choice(file, number, row["kind"], ("year", "span", "plan", "since"))
        first, last = (whole(file, number, row[name]) for name in ("first", "last"))
        if kind != "since" and first > last:
            raise LexiconError(f"{file}:{number}: first {first} lies after last {last}: swap them")
        found[row["word"]] = PeriodWord(row["word"], kind, first, last)
    return found


@cache
def cues(role: str) -> tuple[str, ...]:
    """The words of one role (cue.tsv), longest first."""
    file, found = "cue.tsv", []
    for number, row in rows(file, ("word", "role", "example"), ("word", "role")):
        if choice(file, number, row["role"], ROLES) == role:
            found.append(row["word"])
    return tuple(longest_first(found))


@cache
def joined() -> tuple[str, ...]:
    """Names that a 、 or 和 does not part (joined.tsv), longest first: 批发和零售业."""
    file, found = "joined.tsv", []
    for number, row in rows(file, ("word", "of"), ("word",)):
        choice(file, number, row["of"], JOINED)
        found.append(row["word"])
    return tuple(longest_first(found))


@cache
def relations() -> tuple[Relation, ...]:
    """How figures of one place and year hang together (relation.tsv)."""
    file, found = "relation.tsv", []
    for number, row in rows(file, ("word", "kind", "of", "example"), ("word", "kind")):
        kind = choice(file, number, row["kind"], RELATIONS)
        found.append(Relation(row["word"], kind, *row["of"].partition("/")[::2]))
    return tuple(found)


@cache
def catalogue() -> dict[str, Indicator]:
    """The indicators (indicator.toml) by id."""
    kinds = {unit.unit: unit.kind for unit in units().values()}
    return entries(kinds | {word: unit.kind for word, unit in units().items()})


@cache
def indicator_ids() -> dict[str, str]:
    """Every wording of the catalogue, as `wording` makes it -> id."""
    return {wording(name): entry.id for entry in catalogue().values() for name in entry.aliases}


@cache
def indicator_names() -> frozenset[str]:
    """Every wording of the catalogue, as it is written."""
    return frozenset(name for entry in catalogue().values() for name in entry.aliases)


@cache
def verbal_names() -> tuple[str, ...]:
    """The wordings whose first word would be taken off a name: 接待游客, 建成区绿化覆盖率.

    改造老旧小区 may lose its verb, which `dimensions.indicator.identify` looks for.
    """
    leading, adds = tuple(w for role in LEADING for w in cues(role)), cues("adds")
    return tuple(
        name
        for entry in catalogue().values()
        for name in entry.aliases
        if name.startswith(leading) and not (entry.kind is Kind.FLOW and name.startswith(adds))
    )


def longest_first(words: Iterable[str]) -> list[str]:
    """For an alternation that must not stop at a shorter word."""
    return sorted(words, key=lambda word: (-len(word), word))
