"""Which stated levels may be joined to one path, and why the others may not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from indicators.errors import BasisMismatch, SeriesError, UnitMismatch, UsageError
from indicators.growth.levels import Level
from indicators.language import Message
from indicators.record import Basis


@dataclass(frozen=True, slots=True)
class Aside:
    """A level that no path goes through, and why."""

    level: Level
    reason: Message


@dataclass(frozen=True, slots=True)
class Joined:
    """`levels`: one a year, of one unit and basis; `aside`: all others but repetitions."""

    levels: tuple[Level, ...]
    aside: tuple[Aside, ...]


def agreed(levels: Iterable[Level]) -> tuple[Level, ...]:
    """One level a year: of several that agree within their rounding, the finest.

    Raises SeriesError for a year whose levels contradict each other, UnitMismatch for two units in
    whatever years, BasisMismatch for nominal beside real levels or constant prices of two years,
    UsageError for a level of a part of a year or on a scope of its own. `joined` puts such levels
    aside instead.
    """
    ordered = sorted(levels, key=lambda level: level.year)
    _demand_one_kind(ordered)
    for year, same in _by_year(ordered):
        if _conflict(same):
            stated = " and ".join(level.amount for level in same)
            raise SeriesError(f"{year}: levels {stated} contradict each other: choose one")
    return tuple(_finest(same) for _, same in _by_year(ordered))


def joined(levels: Iterable[Level]) -> Joined:
    """The levels of the commonest unit and basis that agree; the others with their reasons."""
    ordered = sorted(levels, key=lambda level: level.year)
    aside = [Aside(x, _narrow(x)) for x in ordered if x.part or x.scope]
    whole = _one_price_base([x for x in ordered if not (x.part or x.scope)])
    kinds = [_kind(level) for level in whole]
    years = {kind: len({x.year for x in whole if _kind(x) == kind}) for kind in kinds}
    main = max(years, key=years.__getitem__, default=None)  # of equals the one stated first
    aside += [Aside(x, _unlike(x, main)) for x in whole if main is not None and _kind(x) != main]
    chosen: list[Level] = []
    for _, same in _by_year([x for x in whole if _kind(x) == main]):
        if _conflict(same):
            aside += [Aside(x, _against(x, same)) for x in same]
        else:
            chosen.append(_finest(same))
    return Joined(tuple(chosen), tuple(sorted(aside, key=lambda a: a.level.year)))


Kind = tuple[str, Basis, int | None]


def _kind(level: Level) -> Kind:
    return level.unit, level.basis, level.prices


def _one_price_base(levels: Sequence[Level]) -> list[Level]:
    """Levels at 可比价 of no named year beside those of a single named one count as told at it."""
    bases = {x.prices for x in levels if x.prices is not None}
    if len(bases) != 1:
        return list(levels)
    (base,) = bases
    return [replace(x, prices=base) if x.basis is Basis.REAL else x for x in levels]


def _narrow(level: Level) -> Message:
    """Why a level does not stand for the whole place in a whole year."""
    if level.part:
        return Message.of("aside.part", part=level.part)
    return Message.of("aside.scope", scope=level.scope)


def _unlike(level: Level, main: Kind) -> Message:
    unit, basis, year = main
    if level.unit != unit:
        return Message.of("aside.unit", unit=level.unit, main=unit)
    if level.basis != basis:
        own, others = (Message(f"level_prices.{one}") for one in (level.basis, basis))
        return Message.of("aside.basis", basis=own, main=others)
    named = level.prices or Message("aside.unnamed")
    return Message.of("aside.base_year", year=named, main=year or Message("aside.none_named"))


def _against(level: Level, same: Sequence[Level]) -> Message:
    others = {x.amount: x for x in same if x.low > level.high or x.high < level.low}
    if not others:
        return Message("aside.dispute")
    return Message.of("aside.against", others=tuple(others[name] for name in sorted(others)))


def _demand_one_kind(levels: Sequence[Level]) -> None:
    for level in levels:
        if level.part or level.scope:
            of = level.part or level.scope
            raise UsageError(f"{level.year}: {level.amount} is of {of} only: leave it out")
    units = sorted({level.unit for level in levels})
    if len(units) > 1:
        raise UnitMismatch(f"levels in {' and '.join(units)}: convert one first")
    if len({_kind(level) for level in _one_price_base(levels)}) > 1:
        raise BasisMismatch("levels at current and constant prices, or of two base years: take one")


def _by_year(ordered: Sequence[Level]) -> list[tuple[int, list[Level]]]:
    return [(year, list(same)) for year, same in groupby(ordered, key=lambda x: x.year)]


def _conflict(same: Sequence[Level]) -> bool:
    return max(level.low for level in same) > min(level.high for level in same)


def _finest(same: Sequence[Level]) -> Level:
    return min(same, key=lambda level: level.rounding)
