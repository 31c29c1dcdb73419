"""Tables of one growth path: the formulas applied, the chance asked for, the years."""

from __future__ import annotations

from collections.abc import Iterator
from math import expm1

from indicators.growth import Chance, deflator
from indicators.language import say, term
from indicators.language.figures import span
from indicators.report import cited, names
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
from indicators.report.evidence import derived
from indicators.report.table import Row, Table, table
from indicators.report.trajectory import Trajectory


def rates(known: Trajectory) -> Table:
    """The formulas applied: own growth, its conversion, and the outlook on every basis in use."""
    rows = [*_own(known), *_ahead(known)]
    told = ({"step": step, "value": value} for step, value in rows)
    return table(say("rates.caption"), *told, at="rates")


def chances(known: Trajectory) -> Table:
    """The chance of the growth asked for, with all that must stand beside it."""
    basis, year = term("basis", known.basis), known.as_of + 1
    caption = say("chances.caption", asked=asked(known.asked), year=year, basis=basis)
    if known.silence:
        none = {"chance": say("chances.none"), "because": str(known.silence)}
        return table(caption, none, at="chances")
    return table(caption, beside(known.chance(known.own(known.between))), at="chances")


def beside(told: Chance) -> Row:
    """A chance in a row: its range over the readings of the model, and three national years."""
    return {
        "chance": derived(share(told.probability), "rates"),
        "range": range_of(told.low, told.high),
        "scenarios": scenarios(told),
    }


def scenarios(told: Chance) -> str:
    """The chances in a bad, a middling and a good national year."""
    s = told.scenarios
    return say("word.comma").join(map(share, (s.bad, s.middling, s.good)))


def _own(known: Trajectory) -> Iterator[tuple[str, str]]:
    """Own growth, the widest of the path, and the conversion to the basis of published growth."""
    own, course = known.between, known.course
    if own is None or course is None:
        yield say("rates.own"), say("rates.unknown")
        return
    first, last = course.levels[0], course.levels[-1]
    years = span(own.first, own.last)
    yield (
        say("rates.multiple"),
        f"{cited.level(last)} / {cited.level(first)} = {last.value / first.value:.2f}",
    )
    yield say("rates.own_over", years=years, prices=prices(own.basis)), rate(own)
    yield say("rates.widest"), percent(course.widest)
    if known.basis is own.basis:
        return
    converted = known.own(own)
    if converted is None:
        yield say("rates.own_on", prices=prices(known.basis)), str(known.unreal)
        return
    by = deflator(own.first, own.last)
    yield say("rates.prices", years=span(by.first, by.last)), percent(by.rate, 2)
    yield say("rates.own_over", years=years, prices=prices(known.basis)), rate(converted)


def _ahead(known: Trajectory) -> Iterator[tuple[str, str]]:
    """The outlook: on the basis of published growth, and on that of the levels for the fan."""
    if known.silence:
        yield say("rates.outlook"), say("rates.none", why=known.silence)
        return
    years = span(known.as_of + 1, known.as_of + known.horizon)
    own = known.between
    told = {known.basis: known.own(own)}
    if own is not None:
        told[own.basis] = own
    for basis, own in told.items():
        ahead = known.view(basis, own).forecast(known.horizon)
        m, scale = percent(ahead.location), percent(ahead.scale)
        yield (
            say("rates.nation", years=years, prices=prices(basis)),
            percent(expm1(ahead.national)),
        )
        yield (
            say("rates.middle", years=years, prices=prices(basis)),
            say("rates.logs", rate=percent(expm1(ahead.location)), m=m, scale=scale),
        )
    if len(told) > 1:
        yield say("rates.why"), say(f"rates.why_{known.basis}")


def years(known: Trajectory) -> Table:
    """The path and the fan, year by year; growth rates where there is no path."""
    course = known.course
    if course is None:
        return _rates_ahead(known)
    stated, whole = {x.year: x for x in course.levels}, course.frame()
    by, basis = scale_of(course.levels), course.levels[-1].basis
    rows: list[Row] = []
    for year, row in zip(map(int, whole.index), whole.to_dict("records"), strict=True):
        value = by.digits(stated[year].value) if year in stated else bare(row["level"], by)
        band = "—" if year in stated else f"{bare(row['low'], by)}–{bare(row['high'], by)}"
        part = term("part", row["part"])
        rows.append({"year": f"{year}", "level": value, "band": band, "part": part})
    name = names.indicator(known.indicator)
    caption = say("years.caption", indicator=name, unit=by.unit, prices=prices(basis))
    return table(caption, *rows, at="years")


def _rates_ahead(known: Trajectory) -> Table:
    ahead = known.ahead()
    rows = (
        {
            "years": span(known.as_of + 1, year),
            "median": percent(row[0.5]),
            "half": say("years.and", low=percent(row[0.25]), high=percent(row[0.75])),
            "most": say("years.and", low=percent(row[0.1]), high=percent(row[0.9])),
        }
        for year, row in zip(map(int, ahead.index), ahead.to_dict("records"), strict=True)
    )
    caption = say("years.outlook", basis=term("basis", known.basis))
    return table(caption, *rows, at="years")
