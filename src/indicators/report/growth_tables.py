"""Tables about one growth path: its evidence, its checks, its years, and what would turn it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from math import expm1, sqrt

import pandas as pd

from indicators.growth import Level, LevelTarget, Rate, chance, deflator, to_real
from indicators.record import Basis
from indicators.report.amounts import exact, number, percent, rate, share
from indicators.report.table import Table, quote, table, when
from indicators.report.trajectory import Trajectory

Row = dict[str, object]


def levels(known: Trajectory) -> Table:
    """Every stated level with its sentence, then official figures of other years."""
    rows: list[Row] = [_stated(level) for level in known.stated]
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
        rows = [{"Year": "—", "Figure": "none", "Sentence and document": "no document states one"}]
    return table(f"{known.indicator.zh} of {known.region.name}: stated figures", *rows)


def checks(known: Trajectory) -> Table:
    """What was checked before anything was computed, and how it came out."""
    rows = [*_level_checks(known), *_multiple_checks(known), *_city_checks(known)]
    return table("Checks", *({"Check": a, "Found": b, "Holds": c} for a, b, c in rows))


def rates(known: Trajectory) -> Table:
    """The formulas applied: own growth, its conversion, and the outlook over the horizon."""
    ahead = known.view(known.basis, known.own(known.nominal)).forecast(known.horizon)
    rows = [
        *(_own(known) if known.nominal else [("own growth a year", "unknown: no two levels")]),
        (f"nation alone, {known.horizon} years from {known.as_of}", percent(expm1(ahead.national))),
        ("middle of the outlook, a year", percent(expm1(ahead.location))),
        ("its scale (nation and place together)", percent(ahead.scale)),
    ]
    caption = f"The formulas applied; growth {known.basis}"
    return table(caption, *({"Step": step, "Value": value} for step, value in rows))


def _own(known: Trajectory) -> Iterator[tuple[str, str]]:
    """Own growth, the widest of the path, and the conversion to comparable prices."""
    own, first, last = known.nominal, known.levels[0], known.levels[-1]
    assert own is not None
    multiple = last.value / first.value
    yield "multiple", f"{exact(last.value)} / {exact(first.value)} = {multiple:.2f}"
    yield f"own growth a year, {own.first}–{own.last}, current prices", rate(own)
    widest = max(p.sigma * sqrt(p.last.year - p.first.year) / 2 for p in known.paths)
    yield "sd of the path where it is widest", percent(widest)
    if known.basis is Basis.REAL:
        by = deflator(own.first, own.last)
        yield f"prices a year, nation, {by.first}–{by.last}", percent(by.rate, 2)
        yield "own growth a year at comparable prices", rate(to_real(own, by))


def years(known: Trajectory) -> Table:
    """The path and the fan, year by year; growth rates where there is no path."""
    fan, frame, ahead = known.fan, known.frame, known.ahead()
    rows: list[Row] = []
    if frame is None or fan is None:
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
    stated = {level.year: level for level in known.levels}
    for year, row in frame.iterrows():
        sure = year in stated
        value = exact(stated[int(str(year))].value) if sure else number(row["level"])
        rows.append(_year(year, value, row["low"], row["high"], "stated" if sure else "path"))
    for year, row in fan.iloc[1:].iterrows():
        rows.append(_year(year, number(row[0.5]), row[0.1], row[0.9], "outlook"))
    return table(f"{known.indicator.zh}, {fan.attrs['unit']}, at current prices", *rows)


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


def _stated(level: Level) -> Row:
    assert level.evidence is not None
    return {
        "Year": f"{level.year}",
        "Figure": level.evidence.text,
        "Sentence and document": quote(level.evidence),
    }


def _year(year: object, value: str, low: float, high: float, kind: str) -> Row:
    band = "—" if kind == "stated" else f"{number(low)}–{number(high)}"
    return {"Year": f"{year}", "Level": value, "80% band": band, "What": kind}


def _level_checks(known: Trajectory) -> Iterator[tuple[str, str, str]]:
    count = len(known.levels)
    found = f"{count} in {', '.join(str(x.year) for x in known.levels)}" if count else "none"
    yield "two stated levels make a path", found, "yes" if count > 1 else "no path"
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


def _doubts(known: Trajectory) -> Iterator[tuple[str, str, str, str]]:
    real, fan = known.own(known.nominal), known.fan
    said = known.chance(real)
    if real is None or known.nominal is None or fan is None:
        yield from _doubts_without_own(known)
        return
    yield "nothing: as told above", rate(real), share(said.probability), "—"
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
        (f"national pull {percent(none.national)}"),
    )
    yield _pace(known, known.nominal)
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


def _pace(known: Trajectory, nominal: Rate) -> tuple[str, str, str, str]:
    """The naive reading: the own pace simply goes on."""
    now, fan, years = known.levels[-1], known.fan, known.horizon
    assert fan is not None
    naive = now.value * (1 + nominal.value) ** years
    target = LevelTarget(naive, now.year + years, now.basis, unit=now.unit)
    kept = chance(target, known.view(now.basis, nominal), now)
    return (
        f"{percent(nominal.value, 2)} at current prices simply went on",
        percent(nominal.value, 2) + " nominal",
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
        (f"range {share(said.low)}–{share(said.high)}"),
    )
    yield "the national year is bad (10%)", "unknown", share(s.bad), "hardly anybody meets it"
    yield "the national year is good (90%)", "unknown", share(s.good), "most would meet it"
    yield from _since(known)
