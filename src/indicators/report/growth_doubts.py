"""The assumptions that would turn a growth page's answer, each tried."""

from __future__ import annotations

from collections.abc import Iterator

from indicators.growth import Course, LevelTarget, Rate, chance
from indicators.language import say, term
from indicators.report import names
from indicators.report.amounts import asked, percent, prices, range_of, rate, scale_of, share, told
from indicators.report.evidence import derived, learnt, led
from indicators.report.growth_outlook import CHANCE, middle
from indicators.report.growth_outlook import own as own_row
from indicators.report.official import figure
from indicators.report.table import Table, table
from indicators.report.trajectory import Trajectory

Doubt = tuple[str, str, str, str]  # what is assumed, own growth then, the chance, what follows


def doubts(known: Trajectory) -> Table:
    """The assumptions that would turn the answer, each tried."""
    columns = ("instead", "own", "asked", "then")
    rows = (dict(zip(columns, row, strict=True)) for row in _doubts(known))
    heads = {"asked": say("doubts.asked", asked=asked(known.asked))}
    return table(say("doubts.caption"), *rows, heads=heads)


def _doubts(known: Trajectory) -> Iterator[Doubt]:
    if known.silence:
        yield say("doubts.none"), "—", "—", str(known.silence)
        return
    own, between, course = known.own(known.between), known.between, known.course
    if own is None or between is None or course is None:
        yield from _doubts_without_own(known)
        return
    said, none = known.chance(own), known.chance(None)
    over = say("doubts.range", range=range_of(said.low, said.high))
    yield say("doubts.told"), _own(own), _chance(said.probability), led(over, *CHANCE)
    yield from _census(known, said.probability)
    alone = say("doubts.alone", year=known.as_of + 1, rate=percent(none.national))
    yield (
        say("doubts.nothing"),
        say("checks.not_used"),
        _chance(none.probability),
        led(alone, "rates", f"nation-{known.basis}"),
    )
    yield _pace(known, course, between)
    yield from _since(known)


def _census(known: Trajectory, before: float) -> Iterator[Doubt]:
    """The first level cut as the city's was."""
    if (census := known.census) is None or known.city is None:
        return
    moved = known.own(known.with_first(census.gap))
    assert moved is not None
    chance_then = known.chance(moved).probability
    turns = (chance_then > 0.5) != (before > 0.5)
    city, year = names.place(known.city.name), known.levels[0].year
    gap = say("doubts.census", year=year, city=city, gap=100 * census.gap)
    yield (
        led(gap, "checks", f"city-{census.year}"),
        _own(moved),
        _chance(chance_then),
        say("doubts.turns" if turns else "doubts.same"),
    )


def _since(known: Trajectory) -> Iterator[Doubt]:
    """What the city did afterwards: known today, and used nowhere else."""
    if known.city is None:
        return
    after = known.city.growth[known.city.growth.index > known.as_of]
    if after.empty:
        return
    after.attrs.update(known.city.growth.attrs)
    years = (
        say("doubts.year", year=year, rate=figure(_signed(value), after, year))
        for year, value in after.items()
    )
    told, reached = say("word.comma").join(years), int(sum(after >= 100 * known.asked))
    counted = [learnt(f"{n}", str(after.attrs["file"])) for n in (reached, len(after))]
    goal = derived(asked(known.asked), "parameters", "asked")
    yield (
        say("doubts.later", city=names.place(known.city.name)),
        say("doubts.not_stated"),
        "—",
        say("doubts.reached", told=told, asked=goal, n=counted[0], of=counted[1]),
    )


def _signed(percents: float) -> str:
    return f"{percents:+.1f}%".replace("-", "−")


def _pace(known: Trajectory, course: Course, own: Rate) -> Doubt:
    """The naive reading: the own pace simply goes on."""
    now, fan, years = course.levels[-1], course.fan, known.horizon
    assert fan is not None
    naive, by = now.value * (1 + own.value) ** years, scale_of(course.levels)
    target = LevelTarget(naive, now.year + years, now.basis, unit=now.unit)
    kept = chance(target, known.view(now.basis, own), now)
    percents = derived(percent(own.value, 2), *own_row(own.basis))
    median = told(fan[0.5].iloc[-1], by)
    return (
        say("doubts.goes_on", rate=percents, prices=prices(own.basis)),
        say("doubts.own", rate=percents, basis=term("basis", own.basis)),
        "—",
        say(
            "doubts.naive",
            amount=led(told(naive, by), *own_row(own.basis)),
            year=now.year + years,
            median=derived(median, "years", f"{now.year + years}"),
            chance=derived(share(kept.probability), *middle(own.basis)),
        ),
    )


def _doubts_without_own(known: Trajectory) -> Iterator[Doubt]:
    said, unknown = known.chance(None), say("word.unknown")
    over = say("doubts.range", range=range_of(said.low, said.high))
    yield say("doubts.peers"), unknown, _chance(said.probability), led(over, *CHANCE)
    yield say("doubts.bad"), unknown, _chance(said.scenarios.bad), say("doubts.hardly")
    yield say("doubts.good"), unknown, _chance(said.scenarios.good), say("doubts.most")
    yield from _since(known)


def _own(rate_then: Rate) -> str:
    """Own growth, which leads to the row that tells how it is worked out."""
    return led(rate(rate_then), *own_row(rate_then.basis))


def _chance(probability: float) -> str:
    """A chance, which leads to the row of the one that was asked for."""
    return derived(share(probability), *CHANCE)
