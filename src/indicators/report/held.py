"""What the tables of a page hold that was worked out, for the files beside it, page by page."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from indicators.growth import Course
from indicators.report.amounts import LARGE, YI
from indicators.report.judging import Judged
from indicators.report.provinces import TARGETS, Announced
from indicators.report.reckoned import (
    HIGH,
    LOW,
    MIDDLE,
    PERCENT,
    Reckoned,
    Subject,
    chance,
    of_row,
    of_target,
)
from indicators.report.scorecard import Score, Scorecard, rows
from indicators.report.trajectory import Trajectory

SMALL = {large: unit for unit, large in LARGE.items()}
QUANTILES = {0.1: LOW, 0.25: "p25", 0.5: MIDDLE, 0.75: "p75", 0.9: HIGH}
BANDS = {"level": MIDDLE, "low": LOW, "high": HIGH}
SHARES, LOGS = ("in80", "in95"), ("crps", "rmse")  # in per cent, and in log points


def asked(known: Trajectory) -> Iterator[Reckoned]:
    """The chance of the growth that was asked for."""
    yield from chance(known.chance(known.own(known.between)), _subject(known))


def levels(known: Trajectory, course: Course) -> Iterator[Reckoned]:
    """The path between the stated levels and the years ahead, each with what holds 80 %."""
    about, unit = _subject(known), course.levels[-1].unit
    plain, factor = (SMALL[unit], YI) if unit in SMALL else (unit, 1.0)
    for year, row in course.frame().iterrows():
        if row["part"] == "stated":
            continue
        ahead = int(year) > known.as_of  # type: ignore[call-overload]
        for column, variant in BANDS.items():
            yield Reckoned(
                *(about, "level", factor * float(row[column]), plain),
                *("forecast" if ahead else "path", int(year), int(year), variant),  # type: ignore[call-overload]
                known.as_of if ahead else None,
            )


def growth(known: Trajectory, ahead: pd.DataFrame) -> Iterator[Reckoned]:
    """Growth a year over the next years, by quantile."""
    about = _subject(known)
    for year, row in zip(map(int, ahead.index), ahead.to_dict("records"), strict=True):
        for p, variant in QUANTILES.items():
            yield Reckoned(
                *(about, "growth", PERCENT * float(row[p]), "%", "forecast"),
                *(known.as_of + 1, year, f"{variant};{known.basis}", known.as_of),
            )


def target(one: Judged) -> Iterator[Reckoned]:
    """The chance of a stated target."""
    return chance(one.chance, of_target(one.observation))


def province(one: Announced, year: int) -> Iterator[Reckoned]:
    """The chance of a province's target, and how far the target is above last growth."""
    about = of_row(one.region, "gdp", TARGETS, "stated", code=one.code, year=year)
    yield from chance(one.chance, about)
    points = PERCENT * one.ambition
    yield Reckoned(about, "ambition", points, "pp", "forecast", year, year, as_of=year - 1)


def live(known: Scorecard) -> Iterator[Reckoned]:
    """The scores of the provinces tried again, and of what was told how much came true."""
    for basis, found in known.live.items():
        cell = f"panel=provinces;basis={basis};known={known.known};horizon={known.horizon}"
        origins = known.forecasts[basis]["origin"]
        years = int(origins.min()) + 1, int(origins.max()) + known.horizon
        for who, row in found.items():
            yield from _scores(row, f"{cell};entrant={who}", *years)
        for told, came in known.trust(basis)[["told", "came"]].itertuples(index=False):
            variant = f"{cell};told={PERCENT * told:.1f}%"
            about = Subject(known.region)
            yield Reckoned(about, "came_true", PERCENT * came, "%", "score", *years, variant)


def means(known: Scorecard) -> Iterator[Reckoned]:
    """The stored scores of the model as means over levels and years ahead."""
    for row in rows(known.means.reset_index()):
        cell = f"panel={row['panel']};basis={row['basis']};mean"
        yield from _scores(row, cell, *_measured(known))


def peers(known: Scorecard, found: pd.DataFrame) -> Iterator[Reckoned]:
    """Everybody's mean scores on the same sampled cases."""
    for row in rows(found[["panel", "basis", "entrant", "ratio", "in80"]]):
        cell = f"panel={row['panel']};basis={row['basis']};sample;entrant={row['entrant']}"
        yield from _scores(row, cell, *_measured(known))


def closed(known: Scorecard) -> Iterator[Reckoned]:
    """Brier scores of all closed targets, by who told the chances."""
    years = int(known.cases["year"].min()), int(known.cases["year"].max())
    for who, row in known.told(known.cases).items():
        about, value = Subject(known.region), float(row["brier"])
        yield Reckoned(about, "brier", value, "1", "score", *years, f"targets=closed;who={who}")


def _scores(row: Score, variant: str, first: int, last: int) -> Iterator[Reckoned]:
    for name in (*LOGS, *SHARES, "ratio"):
        if name in row:
            factor, unit = _unit(name)
            value = factor * float(row[name])
            yield Reckoned(Subject(), name, value, unit, "score", first, last, variant)


def _unit(name: str) -> tuple[float, str]:
    if name in SHARES:
        return PERCENT, "%"
    return 1.0, "log_points" if name in LOGS else "1"


def _measured(known: Scorecard) -> tuple[int, int]:
    year = int(known.cells.attrs["measured"])
    return year, year


def _subject(known: Trajectory) -> Subject:
    return Subject(known.region.name, known.region.code, known.indicator.id)
