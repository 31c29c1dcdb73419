"""Tables of one growth path: the formulas applied, the chance asked for, the years."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from math import expm1
from typing import Any

from indicators.growth import Chance, Level, deflator
from indicators.language import say, term
from indicators.language.figures import Scale, span
from indicators.record import Basis
from indicators.report import cited, held, names
from indicators.report.amounts import (
    asked,
    bare,
    percent,
    prices,
    range_of,
    rate,
    scale_of,
    share,
)
from indicators.report.evidence import cited as cite
from indicators.report.evidence import derived, learnt, led
from indicators.report.official import behind
from indicators.report.table import AT, Row, Table, table
from indicators.report.trajectory import Trajectory

CHANCE = ("chances", "asked")  # the row of the chance that was asked for
Step = tuple[str, str, str]  # the name of the row, what is applied, what comes of it


def rates(known: Trajectory) -> Table:
    """The formulas applied: own growth, its conversion, and the outlook on every basis in use."""
    rows = [*_own(known), *_ahead(known)]
    told = ({AT: place, "step": step, "value": value} for place, step, value in rows)
    return table(say("rates.caption"), *told, at="rates")


def chances(known: Trajectory) -> Table:
    """The chance of the growth asked for, with all that must stand beside it."""
    basis, year = term("basis", known.basis), known.as_of + 1
    told = derived(asked(known.asked), "parameters", "asked")
    caption = say("chances.caption", asked=told, year=year, basis=basis)
    if known.silence:
        none = {"chance": say("chances.none"), "because": str(known.silence)}
        return table(caption, none, at=CHANCE[0])
    chance = known.chance(known.own(known.between))
    row = {AT: CHANCE[1], **beside(chance, *middle(known.basis))}
    return table(caption, row, at=CHANCE[0], holds=held.asked(known))


def beside(told: Chance, *place: str) -> Row:
    """A chance in a row: its range over the readings of the model, and three national years.

    `place` is what all of them are worked out from.
    """
    return {
        "chance": derived(share(told.probability), *place),
        "range": led(range_of(told.low, told.high), *place),
        "scenarios": led(scenarios(told), *place),
    }


def middle(basis: Basis) -> tuple[str, str]:
    """The row of `rates` that holds the outlook on a basis."""
    return "rates", f"middle-{basis}"


def own(basis: Basis) -> tuple[str, str]:
    """The row of `rates` that holds own growth on a basis."""
    return "rates", f"own-{basis}"


def scenarios(told: Chance) -> str:
    """The chances in a bad, a middling and a good national year."""
    s = told.scenarios
    return say("word.comma").join(map(share, (s.bad, s.middling, s.good)))


def _own(known: Trajectory) -> Iterator[Step]:
    """Own growth, the widest of the path, and the conversion to the basis of published growth."""
    between, course = known.between, known.course
    if between is None or course is None:
        yield "", say("rates.own"), say("rates.unknown")
        return
    first, last = course.levels[0], course.levels[-1]
    years, basis = span(between.first, between.last), between.basis
    yield (
        "multiple",
        say("rates.multiple"),
        f"{cited.level(last)} / {cited.level(first)} = {last.value / first.value:.2f}",
    )
    over = say("rates.own_over", years=years, prices=prices(basis))
    yield f"own-{basis}", over, led(rate(between), "rates", "multiple")
    yield "widest", say("rates.widest"), led(percent(course.widest), "years")
    if known.basis is basis:
        return
    converted, priced = known.own(between), prices(known.basis)
    if converted is None:
        yield "", say("rates.own_on", prices=priced), str(known.unreal)
        return
    by = deflator(between.first, between.last)
    yield (
        "prices",
        say("rates.prices", years=span(by.first, by.last)),
        learnt(percent(by.rate, 2), "nation_gdp.csv"),
    )
    told = say("rates.own_over", years=years, prices=priced)
    yield f"own-{known.basis}", told, led(rate(converted), "rates", "prices")


def _ahead(known: Trajectory) -> Iterator[Step]:
    """The outlook: on the basis of published growth, and on that of the levels for the fan."""
    if known.silence:
        yield "", say("rates.outlook"), say("rates.none", why=known.silence)
        return
    years = span(known.as_of + 1, known.as_of + known.horizon)
    own = known.between
    told = {known.basis: known.own(own)}
    if own is not None:
        told[own.basis] = own
    for basis, own in told.items():
        view = known.view(basis, own)
        ahead = view.forecast(known.horizon)
        m, scale = percent(ahead.location), percent(ahead.scale)
        yield from behind(view, known.horizon, "parameters", "horizon")
        yield (
            f"nation-{basis}",
            say("rates.nation", years=years, prices=prices(basis)),
            led(percent(expm1(ahead.national)), "rates", f"numbers-{basis}"),
        )
        yield (
            f"middle-{basis}",
            say("rates.middle", years=years, prices=prices(basis)),
            led(
                say("rates.logs", rate=percent(expm1(ahead.location)), m=m, scale=scale),
                *("rates", f"nation-{basis}"),
            ),
        )
    if len(told) > 1:
        yield "", say("rates.why"), say(f"rates.why_{known.basis}")


def years(known: Trajectory) -> Table:
    """The path and the fan, year by year; growth rates where there is no path."""
    course = known.course
    if course is None:
        return _rates_ahead(known)
    stated, whole = {x.year: x for x in course.levels}, course.frame()
    by, basis = scale_of(course.levels), course.levels[-1].basis
    rows: list[Row] = []
    for year, row in zip(map(int, whole.index), whole.to_dict("records"), strict=True):
        told = _stated(stated[year], by) if year in stated else _reckoned(row, by, basis)
        part = term("part", row["part"])
        rows.append({AT: f"{year}", "year": f"{year}", **told, "part": part})
    name = names.indicator(known.indicator)
    caption = say("years.caption", indicator=name, unit=by.unit, prices=prices(basis))
    return table(caption, *rows, at="years", holds=held.levels(known, course))


def _stated(level: Level, by: Scale) -> Row:
    told = by.digits(level.value)
    return {"level": told if level.evidence is None else cite(level.evidence, told), "band": "—"}


def _reckoned(row: dict[Hashable, Any], by: Scale, basis: Basis) -> Row:
    """A year of the path hangs on own growth, one of the fan on the outlook."""
    place = own(basis) if row["part"] == "path" else middle(basis)
    band = f"{bare(row['low'], by)}–{bare(row['high'], by)}"
    return {"level": led(bare(row["level"], by), *place), "band": led(band, *place)}


def _rates_ahead(known: Trajectory) -> Table:
    ahead, place = known.ahead(), middle(known.basis)

    def both(low: float, high: float) -> str:
        return led(say("years.and", low=percent(low), high=percent(high)), *place)

    rows = (
        {
            AT: f"{year}",
            "years": span(known.as_of + 1, year),
            "median": led(percent(row[0.5]), *place),
            "half": both(row[0.25], row[0.75]),
            "most": both(row[0.1], row[0.9]),
        }
        for year, row in zip(map(int, ahead.index), ahead.to_dict("records"), strict=True)
    )
    caption = say("years.outlook", basis=term("basis", known.basis))
    return table(caption, *rows, at="years", holds=held.growth(known, ahead))
