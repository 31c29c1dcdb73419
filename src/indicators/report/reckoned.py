"""Figures that no document states: chances, forecasts, scores, as observations of a measure.

A table carries them along (`table(..., holds=...)`), and they stand in the files beside a page with
what documents and official series state: one shape for all, of `figures.COLUMNS`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from indicators import lexicon
from indicators.growth import Chance, GrowthTarget
from indicators.record import Observation, Span
from indicators.report import shipped

PERCENT = 100
DIGITS = 6  # that are kept of a figure which was worked out
LOW, MIDDLE, HIGH = "p10", "median", "p90"  # quantiles of a forecast, 80 % between them


@dataclass(frozen=True, slots=True)
class Subject:
    """What reckoned figures are about; `document` and `at` are the target that a chance is of."""

    region: str = ""
    code: str | None = None
    indicator: str = ""
    document: str = ""
    at: Span | None = None


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A figure: `variant` says which model, year of the nation or quantile, `as_of` seen from when.

    `first` and `last` are the years that it is of; a score is of the years that were forecast.
    """

    about: Subject
    measure: str
    value: float
    unit: str
    status: str
    first: int | None = None
    last: int | None = None
    variant: str = ""
    as_of: int | None = None

    def facts(self) -> dict[str, Any]:
        """What is known of it, by the names of the columns."""
        one, entry = self.about, lexicon.catalogue().get(self.about.indicator)
        told = {
            "region": one.region,
            "region_en": lexicon.english_place(one.region),
            "region_code": one.code,
            "indicator": entry.zh if entry else one.indicator,
            "indicator_id": entry.id if entry else "",
            "indicator_zh": entry.zh if entry else "",
            "indicator_en": entry.en if entry else "",
            "measure": self.measure,
            "value": f"{self.value:.{DIGITS}g}",
            "unit": self.unit,
            "bound": "exact",
            "first_year": self.first,
            "last_year": self.last,
            "status": self.status,
            "document": one.document,
            "char_start": one.at.start if one.at else None,
            "char_end": one.at.end if one.at else None,
            "variant": self.variant,
            "as_of": self.as_of,
        }
        return {name: value for name, value in told.items() if value not in ("", None)}


def bundled(figures: Iterable[Reckoned]) -> dict[str, dict[str, Any]]:
    """Facts by what tells a figure from all others."""
    return {_key(one): one.facts() for one in figures}


def of_target(o: Observation) -> Subject:
    """The subject of the chance of a stated target."""
    name = o.indicator_id or o.indicator
    return Subject(o.region.name, o.region.code, name, o.document, o.span)


def of_row(region: str, indicator: str, file: str, column: str, **where: object) -> Subject:
    """The subject of the chance of a target in a file of data/series; `where` names its row."""
    at = shipped.place(file, column, **where)
    return Subject(region, str(where["code"]), indicator, file, at)


def chance(one: Chance, about: Subject) -> Iterator[Reckoned]:
    """A chance with its range, by national year and by model; the outlook that it is told from."""
    years: Mapping[str, Any] = {
        "first": one.as_of + 1,
        "last": one.as_of + one.horizon,
        "as_of": one.as_of,
    }
    s = one.scenarios
    told = {
        "": one.probability,
        "low": one.low,
        "high": one.high,
        "year=bad": s.bad,
        "year=middling": s.middling,
        "year=good": s.good,
        **{f"model={name}": value for name, value in one.models},
    }
    for variant, value in told.items():
        yield Reckoned(about, "chance", PERCENT * value, "%", "forecast", variant=variant, **years)
    if isinstance(one.target, GrowthTarget):
        ends = {LOW: one.band[0], MIDDLE: one.median, HIGH: one.band[1]}
        told = {f"{name};{one.basis}": value for name, value in ends.items()}
        for variant, value in told.items():
            yield Reckoned(
                about, "growth", PERCENT * value, "%", "forecast", variant=variant, **years
            )


def _key(one: Reckoned) -> str:
    about = one.about
    start = about.at.start if about.at else ""
    known = (about.region, about.indicator, about.document, start, one.measure, one.variant)
    return " ".join(map(str, (*known, one.first, one.last, one.as_of)))
