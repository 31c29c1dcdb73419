"""Tables of what a growth path rests on: its stated levels, and how they were checked."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pandas as pd
from markupsafe import Markup

from indicators.growth import Level
from indicators.language import gloss, say
from indicators.language.figures import amount, years
from indicators.record import Observation
from indicators.report import cited, names, official
from indicators.report.evidence import Counted, led, row
from indicators.report.evidence import cited as cite
from indicators.report.table import AT, Row, Table, quote, table
from indicators.report.trajectory import Trajectory

Check = tuple[str, str, str, str]  # the name of the row, what is asked, what is found, if it holds


def levels(known: Trajectory) -> Table:
    """Every stated level with its sentence, then official figures of other years."""
    rows: list[Row] = [_stated(level, known) for level in known.stated]
    rows += [
        {AT: row(o), "year": _years(o), "figure": cited.signed(o), "sentence": quote(o)}
        for o in known.targets
    ]
    for series in (known.elsewhere, known.grown):
        rows += [] if series is None else _official(series)
    none: Row = {"year": "—", "figure": say("word.none"), "sentence": say("levels.none")}
    return table(known.say("levels.caption"), *(rows or [none]), at="levels")


def checks(known: Trajectory) -> Table:
    """What was checked before anything was computed, and how it came out."""
    rows = [*_level_checks(known), *_multiple_checks(known), *_city_checks(known)]
    told = ({AT: at, "check": a, "found": b, "holds": c} for at, a, b, c in rows)
    return table(say("checks.caption"), *told, at="checks")


def _official(series: pd.Series[float]) -> list[Row]:
    about = series.attrs
    form = "levels.growth" if about["unit"] == "%" else "bound.exact"
    return [
        {
            AT: f"{form.partition('.')[2]}-{year}",
            "year": f"{year}",
            "figure": say(form, figure=official.figure(amount(value, about["unit"]), series, year)),
            "sentence": _source(series),
        }
        for year, value in series.items()
    ]


def _source(series: pd.Series[float]) -> str:
    about = series.attrs
    return say("source.official", origin=gloss("phrase", about["origin"]), file=about["file"])


def _stated(level: Level, known: Trajectory) -> Row:
    assert level.evidence is not None
    why = _why(level, known)
    warning = Markup("<strong>{}</strong><br>").format(say("levels.not_joined", why=why))
    return {
        AT: row(level.evidence),
        "year": f"{level.year}",
        "figure": cited.stated(level.evidence),
        "sentence": (warning if why else Markup()) + quote(level.evidence),
    }


def _years(o: Observation) -> str:
    return "—" if o.period is None else years(o.period.first, o.period.last)


def _why(level: Level, known: Trajectory) -> str:
    """Why no path goes through a stated level; empty where one does."""
    found = (str(a.reason) for a in known.aside if a.level.evidence is level.evidence)
    return next(found, "")


def _level_checks(known: Trajectory) -> Iterator[Check]:
    listed = say("word.comma").join(str(level.year) for level in known.levels)
    enough = len(known.levels) > 1
    count = Counted(len(known.levels), "levels")
    yield (
        "",
        say("checks.two"),
        say("checks.two_found", n=count, years=listed) if listed else say("word.none"),
        say("word.yes" if enough else "checks.no_path"),
    )
    for aside in known.aside:
        level = aside.level
        asked = say("checks.aside", amount=cited.level(level), year=level.year)
        yield "", asked, str(aside.reason), say("checks.not_joined")
    if known.unreal:
        yield "", say("checks.unreal"), str(known.unreal), say("checks.not_used")
    if known.silence:
        yield "", say("checks.ahead"), str(known.silence), say("checks.no_outlook")
    if known.elsewhere is not None and not enough:
        found = "checks.two_sides" if len(known.elsewhere) > 1 else "checks.one_point"
        single = say("word.comma").join(map(str, known.elsewhere.index))
        yield "", say("checks.single"), say(found, years=single), say("checks.not_joined")


def _multiple_checks(known: Trajectory) -> Iterator[Check]:
    """翻了一番 against the two levels, rounding counted."""
    by_year = {level.year: level for level in known.levels}
    for o in known.multiples:
        if o.period is None or not {o.period.first, o.period.last} <= by_year.keys():
            continue
        first, last = by_year[o.period.first], by_year[o.period.last]
        low, high = last.low / first.high, last.high / first.low
        met = Decimal(str(low)) >= o.quantity.value
        times = f"{o.quantity.value:g}"
        shown = say("checks.times", times=last.value / first.value, low=low, high=high)
        yield (
            "",
            say("checks.multiple", when=names.when(o), text=cite(o), times=cite(o, times)),
            led(shown, "rates", "multiple"),
            say("checks.room" if met else "checks.see"),
        )


def _city_checks(known: Trajectory) -> Iterator[Check]:
    if known.city is None:
        yield "", say("checks.city"), say("checks.no_city"), say("checks.constant")
        return
    city = names.place(known.city.name)
    for broken in known.city.breaks:
        level, growth = 100 * broken.level_growth, 100 * (broken.real_growth + broken.prices)
        told = [
            official.figure(f"{change:+.1f}".replace("-", "−"), series, broken.year)
            for change, series in ((level, known.city.published), (growth, known.city.growth))
        ]
        yield (
            f"city-{broken.year}",
            say("checks.follows", city=city, year=broken.year),
            say("checks.gap", level=told[0], growth=told[1]),
            say("checks.break"),
        )
    filled = known.city.rebuilt.attrs.get("filled", [])
    if filled:
        found = say("checks.missing", years=say("word.comma").join(map(str, filled)))
        yield "", say("checks.every_year", city=city), found, say("checks.by_level")
