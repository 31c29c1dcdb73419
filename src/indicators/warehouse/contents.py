"""The tables of the database as rows: what is in each, in an order that is always the same."""

from __future__ import annotations

import csv
import json
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

import pyarrow as pa

from indicators import claims, lexicon, listing, store
from indicators.batch.record import Outputs, read_states
from indicators.claims import telling
from indicators.dataset import schema
from indicators.growth import Course
from indicators.language import Message, speaking
from indicators.record import Basis, Measure, Observation
from indicators.report.prospects import prospects
from indicators.report.trajectory import trajectory

Row = Mapping[str, object]
TEXT, WHOLE, REAL = pa.string(), pa.int64(), pa.float64()
SERIES = ("code", "region", "year", "value", "vintage")


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns with their types, and its rows when they are wanted.

    `placed` ones have a `region` in each row, and are laid by its province.
    """

    columns: Mapping[str, pa.DataType]
    rows: Callable[[], Iterable[Row]]
    placed: bool = True


def documents() -> Iterator[Row]:
    """The collection's documents by name."""
    for reading in store.readings():
        d = reading.document
        yield {
            "document": d.name,
            "title": d.title,
            "issuer": d.issuer,
            "region": d.region,
            "date": d.date,
            "source": d.source,
            "characters": len(d.text),
            "observations": len(reading.observations),
            "other_numbers": len(reading.unplaced),
        }


def observations() -> Iterator[Row]:
    """What the documents state, with what was corrected by hand."""
    for reading in store.readings():
        lines = (listing.row(o, reading.document) for o in reading.observations)
        yield from schema.rows(json.dumps(line) for line in lines)


def found() -> Iterator[Row]:
    """What follows from the figures of each region, and what contradicts another."""
    told = claims.check(store.readings())
    for row in telling.rows([*told.implied, *told.contradictions]):
        behind = json.dumps(row["claims"], ensure_ascii=False)
        numbers = {k: _decimal(row[k]) for k in ("value", "low", "high")}
        kept = {k: str(row[k] or "") or None for k in CLAIMS if k not in (*numbers, "behind")}
        yield {**kept, **numbers, "behind": behind}


def chances() -> Iterator[Row]:
    """Every target of the documents: its chance, or why none is told."""
    for region in store.regions():
        told = prospects(region.name)
        for judged in told.judged:
            c = judged.chance
            yield {
                **_target(judged.observation),
                "chance": c.probability,
                "as_of": c.as_of,
                "basis": c.basis.value,
            }
        for other in told.unjudged:
            yield {**_target(other.observation), "reason": _words(other.reason)}


def _words(reason: Message) -> str:
    """In one language whatever a page speaks: equal inputs give equal tables."""
    with speaking("en"):
        return str(reason)


def paths() -> Iterator[Row]:
    """The path of each indicator that has one, and the years ahead, as 02-growth-path has them."""
    for region, indicator in _with_levels():
        course = trajectory(region, indicator).course
        if course is not None:
            yield from _years(region, indicator, course)


def series() -> Iterator[Row]:
    """The official series, a value a row, as their files hold them."""
    for file in sorted(store.series_folder().glob("*.csv")):
        about = tomllib.loads(file.with_suffix(".toml").read_text("utf-8"))
        with file.open(encoding="utf-8", newline="") as text:
            reader = csv.DictReader(text)
            if tuple(reader.fieldnames or ()) == SERIES and about.get("indicator"):
                kept = {key: about[key] for key in ("indicator", "measure", "unit", "basis")}
                for row in reader:
                    numbers = {"year": int(row["year"]), "value": float(row["value"])}
                    yield {"file": file.stem, **kept, **row, **numbers}


def runs() -> Iterator[Row]:
    """The last good run of each report, and how its last attempt ended."""
    for name, state in sorted(read_states(Outputs(store.outputs_folder()))[1].items()):
        good = state.good or state.last
        yield {
            "run": name,
            "notebook": state.last.notebook,
            "region": str(state.last.parameters.get("region", "")) or None,
            "parameters": json.dumps(state.last.parameters, ensure_ascii=False, default=str),
            "status": state.last.status,
            "error": state.last.error or None,
            "title": good.title or None,
            "answer": good.answer or None,
            "page": good.page or None,
        }


def _with_levels() -> Iterator[tuple[str, str]]:
    """Regions with the catalogue's indicators that their documents state a level of."""
    for region in store.regions():
        stated = store.observations(region.name)
        levels = {
            o.indicator_id
            for o in stated
            if o.indicator_id and o.measure is Measure.LEVEL and _is_money(o.indicator_id)
        }
        yield from ((region.name, indicator) for indicator in sorted(levels))


def _years(region: str, indicator: str, course: Course) -> Iterator[Row]:
    frame = course.frame()
    first = course.levels[0]
    for year, row in frame.iterrows():
        yield {
            "region": region,
            "indicator_id": indicator,
            "year": int(str(year)),
            "part": row["part"],
            "level": float(row["level"]),
            "low": float(row["low"]),
            "high": float(row["high"]),
            "unit": first.unit,
            "basis": first.basis.value,
        }


def _is_money(indicator: str) -> bool:
    """Whether a path may be asked for: growth is of sums of money."""
    return lexicon.catalogue()[indicator].level_basis is Basis.NOMINAL


def _target(o: Observation) -> Row:
    return {
        "document": o.document,
        "start": o.span.start,
        "region": o.region.name or None,
        "indicator": o.indicator,
        "indicator_id": o.indicator_id,
        "measure": o.measure.value,
        "value": o.quantity.stated,
        "unit": o.quantity.unit,
        "period": str(o.period) if o.period else None,
    }


def _decimal(said: object) -> Decimal | None:
    """As exact as the column: a figure that follows by division has no last digit."""
    return Decimal(str(said)).quantize(Decimal("1e-12")) if said else None


CLAIMS = (
    *("kind", "what", "indicator", "indicator_id", "region", "period"),
    *("value", "low", "high", "unit", "bound", "formula", "behind"),
)
STATED = {**dict.fromkeys(("document",), TEXT), "start": WHOLE} | dict.fromkeys(
    ("region", "indicator", "indicator_id", "measure", "value", "unit", "period"), TEXT
)
TABLES: Mapping[str, Table] = {
    "documents": Table(
        dict.fromkeys(("document", "title", "issuer", "region", "date", "source"), TEXT)
        | dict.fromkeys(("characters", "observations", "other_numbers"), WHOLE),
        documents,
    ),
    "observations": Table(schema.TYPES, observations),
    "claims": Table(
        {k: schema.NUMBER if k in ("value", "low", "high") else TEXT for k in CLAIMS}, found
    ),
    "chances": Table(
        {**STATED, "chance": REAL, "as_of": WHOLE, "basis": TEXT, "reason": TEXT}, chances
    ),
    "paths": Table(
        {"region": TEXT, "indicator_id": TEXT, "year": WHOLE, "part": TEXT}
        | dict.fromkeys(("level", "low", "high"), REAL)
        | {"unit": TEXT, "basis": TEXT},
        paths,
    ),
    "series": Table(
        dict.fromkeys(("file", "indicator", "measure", "unit", "basis", "code", "region"), TEXT)
        | {"year": WHOLE, "value": REAL, "vintage": TEXT},
        series,
        placed=False,
    ),
    "runs": Table(
        dict.fromkeys(
            (
                *("run", "notebook", "region", "parameters", "status", "error"),
                *("title", "answer", "page"),
            ),
            TEXT,
        ),
        runs,
        placed=False,
    ),
}
