"""The assumptions that would turn a growth page's answer, each tried."""

from __future__ import annotations

from collections.abc import Iterator

from indicators.growth import Course, LevelTarget, Rate, chance
from indicators.report.amounts import PRICES, number, percent, rate, share
from indicators.report.table import Table, table
from indicators.report.trajectory import Trajectory


def doubts(known: Trajectory) -> Table:
    """The assumptions that would turn the answer, each tried."""
    rows = [
        {
            "If instead": name,
            "Own growth": own,
            f"≥ {percent(known.asked, 0)} next year": told,
            "Then": then,
        }
        for name, own, told, then in _doubts(known)
    ]
    return table("The same question under other assumptions", *rows)


def _doubts(known: Trajectory) -> Iterator[tuple[str, str, str, str]]:
    if known.silence:
        yield "nothing: no outlook is told", "—", "—", known.silence
        return
    own, between, course = known.own(known.between), known.between, known.course
    if own is None or between is None or course is None:
        yield from _doubts_without_own(known)
        return
    said = known.chance(own)
    yield (
        "nothing: as told above",
        rate(own),
        share(said.probability),
        f"{share(said.low)}–{share(said.high)} over the readings",
    )
    if (census := known.census) is not None and known.city is not None:
        moved = known.own(known.with_first(census.gap))
        assert moved is not None
        other = known.chance(moved)
        yield (
            f"the level of {known.levels[0].year} was cut like {known.city.name}'s at the census"
            f" ({100 * census.gap:+.1f} log points)",
            rate(moved),
            share(other.probability),
            "the answer turns"
            if (other.probability > 0.5) != (said.probability > 0.5)
            else "same side of even",
        )
    none = known.chance(None)
    yield (
        "own growth told nothing, only nation and peers",
        "not used",
        share(none.probability),
        f"nation alone in {known.as_of + 1}: {percent(none.national)}",
    )
    yield _pace(known, course, between)
    yield from _since(known)


def _since(known: Trajectory) -> Iterator[tuple[str, str, str, str]]:
    """What the city did afterwards: known today, and used nowhere else."""
    if known.city is None:
        return
    after = known.city.growth[known.city.growth.index > known.as_of]
    if not after.empty:
        told = ", ".join(f"{year}: {value:+.1f}%" for year, value in after.items())
        reached = sum(after >= 100 * known.asked)
        yield (
            f"one knew what {known.city.name} did afterwards (not used above)",
            "not stated",
            "—",
            f"{told}: {reached} of {len(after)} reached {percent(known.asked, 0)}",
        )


def _pace(known: Trajectory, course: Course, own: Rate) -> tuple[str, str, str, str]:
    """The naive reading: the own pace simply goes on."""
    now, fan, years = course.levels[-1], course.fan, known.horizon
    assert fan is not None
    naive = now.value * (1 + own.value) ** years
    target = LevelTarget(naive, now.year + years, now.basis, unit=now.unit)
    kept = chance(target, known.view(now.basis, own), now)
    return (
        f"{percent(own.value, 2)} {PRICES[own.basis]} simply went on",
        f"{percent(own.value, 2)} {own.basis}",
        "—",
        f"{number(naive)}{now.unit} in {now.year + years}, median {number(fan[0.5].iloc[-1])};"
        f" chance of that {share(kept.probability)}",
    )


def _doubts_without_own(known: Trajectory) -> Iterator[tuple[str, str, str, str]]:
    said = known.chance(None)
    s = said.scenarios
    yield (
        "nothing: nation and peers alone",
        "unknown",
        share(said.probability),
        f"{share(said.low)}–{share(said.high)} over the readings",
    )
    yield "the national year is bad (10%)", "unknown", share(s.bad), "hardly anybody meets it"
    yield "the national year is good (90%)", "unknown", share(s.good), "most would meet it"
    yield from _since(known)
