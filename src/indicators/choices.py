"""Types of parameters whose values are known: a notebook says `region: Region = "长春市南关区"`.

A batch refuses another value before anything starts, with the nearest that there are. What a value
is checked against is read when a plan names one: most starts need none of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TypeAlias

from indicators import lexicon, store
from indicators.language import LANGUAGES

Region: TypeAlias = str  # one that documents are about
City: TypeAlias = str  # one of whose districts several have documents
Nation: TypeAlias = str  # 全国
Indicator: TypeAlias = str  # id of a sum of money whose spread among peers is known
Horizon: TypeAlias = int  # years ahead that the model was fitted for
Levels: TypeAlias = int  # levels of a place that a backtest lets be known
Ahead: TypeAlias = int  # years ahead that a backtest tries
TargetYear: TypeAlias = int  # a year of announced growth, that of the year before known
Language: TypeAlias = str  # of a page

FEW, NEAR, MOST = 2, 3, 12  # values named in a message: all of few, those alike, else the first


@dataclass(frozen=True, slots=True)
class Choice:
    """A set of values; `known` finds them, `has` may accept other ways to say one."""

    kind: str
    known: Callable[[], Sequence[object]]
    has: Callable[[str], bool] = lambda _: False

    def fault(self, value: object) -> str:
        """Why a value is none of them, with those that may be meant; nothing where it is one."""
        known = self.known()
        if value in known or (isinstance(value, str) and self.has(value)):
            return ""
        words = list(map(str, known))
        near = _near(str(value), words)
        if near and len(words) > FEW:
            return f"{value!r} is not known: did you mean {' or '.join(map(repr, near))}?"
        more = f" and {len(words) - MOST} more" if len(words) > MOST else ""
        return f"{value!r} is not known: there are {', '.join(words[:MOST])}{more}"


def _near(value: str, words: Sequence[str]) -> list[str]:
    """The words that look like it, and those that it is a part of."""
    alike = get_close_matches(value, words, n=NEAR, cutoff=0.5)
    holding = [word for word in words if value.strip() and value.strip() in word]
    return list(dict.fromkeys([*alike, *holding]))[:NEAR]


def regions() -> tuple[str, ...]:
    """The regions of the collection's documents."""
    return tuple(region.name for region in store.regions())


def _names_one(name: str) -> bool:
    """Whether a shorter or longer name stands for one of the regions: 南关区."""
    return sum(lexicon.same_region(one, name) for one in regions()) == 1


def cities() -> tuple[str, ...]:
    """What several of the regions lie in, as their names begin."""
    inside = list(_above())
    return tuple(name for name in dict.fromkeys(inside) if inside.count(name) > 1)


def _above() -> Iterator[str]:
    for region in store.regions():
        line = lexicon.lineage(region.code or "")[:-1]
        starts = ("".join(line[first:]) for first in range(len(line)))
        yield from (name for name in starts if region.name.startswith(name))


def indicators() -> tuple[str, ...]:
    """The sums of money whose spread among peers is known."""
    from indicators.growth import table  # pandas takes a second to import
    from indicators.record import Basis

    money = {name for name, one in lexicon.catalogue().items() if one.level_basis is Basis.NOMINAL}
    return tuple(str(name) for name in table("peer_spread")["indicator"] if str(name) in money)


def _horizons() -> tuple[int, ...]:
    from indicators.growth.pooled import LONGEST

    return tuple(range(1, LONGEST + 1))


def _levels() -> tuple[int, ...]:
    from indicators.growth.backtest.panels import KNOWN

    return tuple(KNOWN)


def _ahead() -> tuple[int, ...]:
    from indicators.growth.backtest.panels import HORIZONS

    return tuple(HORIZONS)


def _target_years() -> tuple[int, ...]:
    from indicators.report.provinces import years

    return years()


CHOICES: Mapping[str, Choice] = {
    "Region": Choice("str", regions, _names_one),
    "City": Choice("str", cities),
    "Nation": Choice("str", lambda: ("全国",)),
    "Indicator": Choice("str", indicators),
    "Horizon": Choice("int", _horizons),
    "Levels": Choice("int", _levels),
    "Ahead": Choice("int", _ahead),
    "TargetYear": Choice("int", _target_years),
    "Language": Choice("str", lambda: LANGUAGES),
}
