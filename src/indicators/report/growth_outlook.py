"""Tables of one growth path: the formulas applied, the chance asked for, the years."""

from __future__ import annotations

from collections.abc import Iterator
from math import expm1

from indicators.growth import Chance, deflator
from indicators.record import Basis
from indicators.report.amounts import PRICES, exact, number, percent, rate, share
from indicators.report.table import Table, table
from indicators.report.trajectory import Trajectory

Row = dict[str, object]


def rates(known: Trajectory) -> Table:
    """The formulas applied: own growth, its conversion, and the outlook on every basis in use."""
    rows = [*_own(known), *_ahead(known)]
    caption = "The formulas applied, growth a year"
    return table(caption, *({"Step": step, "Value": value} for step, value in rows))


def chances(known: Trajectory) -> Table:
    """The chance of the growth asked for, with all that must stand beside it."""
    caption = f"{percent(known.asked, 0)} or more in {known.as_of + 1}, growth {known.basis}"
    if known.silence:
        return table(caption, {"Chance": "none is told", "Because": known.silence})
    told = known.chance(known.own(known.between))
    return table(caption, beside(told))


def beside(told: Chance) -> Row:
    """A chance in a row: its range over the readings of the model, and three national years."""
    s = told.scenarios
    return {
        "Chance": share(told.probability),
        "Over the readings": f"{share(told.low)}–{share(told.high)}",
        "Bad, middling, good national year": (
            f"{share(s.bad)}, {share(s.middling)}, {share(s.good)}"
        ),
    }


def _own(known: Trajectory) -> Iterator[tuple[str, str]]:
    """Own growth, the widest of the path, and the conversion to the basis of published growth."""
    own, course = known.between, known.course
    if own is None or course is None:
        yield "own growth", "unknown: no two levels"
        return
    first, last = course.levels[0], course.levels[-1]
    yield "multiple", f"{exact(last.value)} / {exact(first.value)} = {last.value / first.value:.2f}"
    yield f"own growth {own.first}–{own.last}, {PRICES[own.basis]}", rate(own)
    yield "sd of the path where it is widest", percent(course.widest)
    if known.basis is own.basis:
        return
    converted = known.own(own)
    if converted is None:
        yield f"own growth, {PRICES[known.basis]}", known.unreal
        return
    by = deflator(own.first, own.last)
    yield f"prices, nation, {by.first}–{by.last}", percent(by.rate, 2)
    yield f"own growth {own.first}–{own.last}, {PRICES[known.basis]}", rate(converted)


def _ahead(known: Trajectory) -> Iterator[tuple[str, str]]:
    """The outlook: on the basis of published growth, and on that of the levels for the fan."""
    if known.silence:
        yield "outlook", f"none: {known.silence}"
        return
    span = f"{known.as_of + 1}–{known.as_of + known.horizon}" if known.horizon > 1 else ""
    span = span or f"{known.as_of + 1}"
    own = known.between
    told = {known.basis: known.own(own)}
    if own is not None:
        told[own.basis] = own
    for basis, own in told.items():
        ahead = known.view(basis, own).forecast(known.horizon)
        scale = f"scale {percent(ahead.scale)}"
        yield f"nation alone {span}, {PRICES[basis]}", percent(expm1(ahead.national))
        yield (
            f"middle of the outlook {span}, {PRICES[basis]}",
            (f"{percent(expm1(ahead.location))}: m {percent(ahead.location)}, {scale} (log)"),
        )
    if len(told) > 1:
        yield "why the two differ", WHY[known.basis]


WHY = {
    Basis.REAL: "the fan shows levels at current prices, so it grows with prices, too, and swings"
    " more; the chance is of published growth, at comparable prices",
    Basis.NOMINAL: "the fan shows levels at constant prices; the chance is of published growth, at"
    " current prices, which swings more",
}


def years(known: Trajectory) -> Table:
    """The path and the fan, year by year; growth rates where there is no path."""
    rows: list[Row] = []
    course = known.course
    if course is None:
        ahead = known.ahead()
        rows = [
            {
                "Years": f"{known.as_of + 1}" + (f"–{year}" if year > known.as_of + 1 else ""),
                "Median, a year": percent(row[0.5]),
                "50% between": f"{percent(row[0.25])} and {percent(row[0.75])}",
                "80% between": f"{percent(row[0.1])} and {percent(row[0.9])}",
            }
            for year, row in zip(map(int, ahead.index), ahead.to_dict("records"), strict=True)
        ]
        return table(f"Outlook: mean growth a year, {known.basis}", *rows)
    stated, whole, last = {x.year: x for x in course.levels}, course.frame(), course.levels[-1]
    for year, row in zip(map(int, whole.index), whole.to_dict("records"), strict=True):
        value = exact(stated[year].value) if year in stated else number(row["level"])
        band = "—" if year in stated else f"{number(row['low'])}–{number(row['high'])}"
        rows.append({"Year": f"{year}", "Level": value, "80% band": band, "What": row["part"]})
    return table(f"{known.indicator.zh}, {last.unit}, {PRICES[last.basis]}", *rows)
