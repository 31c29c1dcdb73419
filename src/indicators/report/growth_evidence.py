"""Tables of what a growth path rests on: its stated levels, and how they were checked."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pandas as pd
from markupsafe import Markup

from indicators.growth import Level
from indicators.report.amounts import exact
from indicators.report.table import Table, quote, table, when
from indicators.report.trajectory import Trajectory

Row = dict[str, object]


def levels(known: Trajectory) -> Table:
    """Every stated level with its sentence, then official figures of other years."""
    rows: list[Row] = [_stated(level, known) for level in known.stated]
    rows += [
        {
            "Year": when(o),
            "Figure": o.text,
            "Sentence and document": quote(o),
        }
        for o in known.targets
    ]
    for series in (known.elsewhere, known.grown):
        rows += [] if series is None else _official(series)
    if not rows:
        none = "no document states one"
        rows = [{"Year": "—", "Figure": "none", "Sentence and document": none}]
    return table(f"{known.indicator.zh} of {known.region.name}: stated figures", *rows)


def checks(known: Trajectory) -> Table:
    """What was checked before anything was computed, and how it came out."""
    rows = [*_level_checks(known), *_multiple_checks(known), *_city_checks(known)]
    return table("Checks", *({"Check": a, "Found": b, "Holds": c} for a, b, c in rows))


def _official(series: pd.Series[float]) -> list[Row]:
    about = series.attrs
    growth = "growth " if about["unit"] == "%" else ""
    return [
        {
            "Year": f"{year}",
            "Figure": f"{growth}{exact(value)}{about['unit']}",
            "Sentence and document": f"{about['origin']} ({about['file']}), not these documents",
        }
        for year, value in series.items()
    ]


def _stated(level: Level, known: Trajectory) -> Row:
    assert level.evidence is not None
    why = _why(level, known)
    said = Markup("<strong>not joined: {}</strong><br>").format(why) if why else Markup()
    return {
        "Year": f"{level.year}",
        "Figure": level.evidence.text,
        "Sentence and document": said + quote(level.evidence),
    }


def _why(level: Level, known: Trajectory) -> str:
    """Why no path goes through a stated level; empty where one does."""
    found = (a.reason for a in known.aside if a.level.evidence is level.evidence)
    return next(found, "")


def _level_checks(known: Trajectory) -> Iterator[tuple[str, str, str]]:
    count = len(known.levels)
    found = f"{count} in {', '.join(str(x.year) for x in known.levels)}" if count else "none"
    yield "two stated levels make a path", found, "yes" if count > 1 else "no path"
    for aside in known.aside:
        level = aside.level
        yield f"{level.amount} of {level.year} may be joined", aside.reason, "not joined"
    if known.unreal:
        yield "own growth can be told and compared", known.unreal, "not used"
    if known.silence:
        yield "the years ahead can be told", known.silence, "no outlook"
    if known.elsewhere is not None and count < 2:
        single = "、".join(map(str, known.elsewhere.index))
        yield (
            "official single years may be joined",
            f"{single}: perhaps on two sides of the fourth census (2018), vintage unknown"
            if len(known.elsewhere) > 1
            else f"{single}: one point is no path",
            "not joined",
        )


def _multiple_checks(known: Trajectory) -> Iterator[tuple[str, str, str]]:
    """翻了一番 against the two levels, rounding counted."""
    by_year = {level.year: level for level in known.levels}
    for o in known.multiples:
        if o.period is None or not {o.period.first, o.period.last} <= by_year.keys():
            continue
        first, last = by_year[o.period.first], by_year[o.period.last]
        low, high = last.low / first.high, last.high / first.low
        found = f"{last.value / first.value:.2f} times [{low:.2f}–{high:.2f}]"
        met = Decimal(str(low)) >= o.quantity.value
        said = f"stated {o.text} ({exact(float(o.quantity.value))} times, {when(o)})"
        yield said, found, "yes, with room" if met else "see sentence"


def _city_checks(known: Trajectory) -> Iterator[tuple[str, str, str]]:
    if known.city is None:
        yield "a city series to bend the path", "none is shipped", "constant path"
        return
    for broken in known.city.breaks:
        yield (
            f"{known.city.name}: level of {broken.year} follows from growth and prices",
            f"level {100 * broken.level_growth:+.1f}, growth and prices"
            f" {100 * (broken.real_growth + broken.prices):+.1f} log points",
            "no: census break, series rebuilt",
        )
    filled = known.city.rebuilt.attrs.get("filled", [])
    if filled:
        listed = "、".join(map(str, filled))
        yield f"{known.city.name}: real growth known every year", f"not in {listed}", "level's used"
