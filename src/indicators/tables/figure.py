"""A figure of a table with what its heads make of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from indicators import lexicon
from indicators.attach.measure import CHANGED, FALLEN
from indicators.attach.owners import OWN_MEASURE
from indicators.dimensions import indicator
from indicators.lexicon import Unit
from indicators.record import (
    Cell,
    Measure,
    Observation,
    Origin,
    Period,
    Quantity,
    Region,
    Span,
    Status,
)
from indicators.status import Judged, status_of
from indicators.tables import grid
from indicators.tables.grid import Block
from indicators.tables.heads import Head
from indicators.tables.rows import Row, Sheet, place_of, row_of
from indicators.tables.value import Value
from indicators.text import fold

NO_HEAD, NO_UNIT, NUMBERING = "no head", "no unit", "list number"
TITLE_END = re.compile("(?:完成|发展)?(?:情况|统计|一览|明细)?表?$")


@dataclass(frozen=True, slots=True)
class Place:
    """A figure with its heads; `years` are those of the columns, `before` that of the nearest left.

    `beside` is what the nearest column to the left names: 增速 behind 地区生产总值 is its growth.
    `value` is None for a cell that only numbers its row.
    """

    cell: Cell
    value: Value | None
    row: Row
    column: Head
    years: tuple[Period, ...] = ()
    before: Period | None = None
    beside: str = ""


def places(sheet: Sheet, block: Block) -> Iterator[Place]:
    """The cells of a block that hold numbers, in the order of the text."""
    kinds = grid.columns(sheet.grid, block)
    heads = {column: column_head(sheet, block, column) for column in sheet.grid.columns}
    dated = {c: h.period for c, h in heads.items() if h.period is not None and c in kinds.values}
    years = tuple(period for period in dated.values() if period.years == 1)
    above: dict[tuple[int, ...], str] = {}
    for row in block.rows:
        said: dict[tuple[int, ...], Row] = {}
        for column in kinds.numbers:
            if sheet.grid.text(row, column):
                yield Place(sheet.grid.cells[row, column], None, Row(Span(0, 0)), Head())
        for column in kinds.values:
            value, cell = sheet.grid.value(row, column), sheet.grid.cells.get((row, column))
            if value is None or cell is None or (cell.row, cell.column) != (row, column):
                continue
            names = kinds.naming(column)
            if names not in said:
                said[names] = row_of(sheet, block, kinds, row, column, above.get(names, ""))
                above[names] = said[names].name or above.get(names, "")
            left = [period for c, period in dated.items() if c < column]
            called = [heads[c].name for c in kinds.values if c < column and heads[c].name]
            head, before, beside = heads[column], [None, *left][-1], ["", *called][-1]
            yield Place(cell, value, said[names], head, years, before, beside)


def column_head(sheet: Sheet, block: Block, column: int) -> Head:
    """The meaning of all heads above a column."""
    found = [sheet.grid.cells.get((row, column)) for row in block.heads]
    return sheet.meaning(*(cell.span for cell in dict.fromkeys(found) if cell is not None))


def words(sheet: Sheet, block: Block) -> Iterator[tuple[Cell, Period | None, Status | None]]:
    """The cells of words that hold numbers, with the period and status that their heads say.

    Beside figures the words of the naming columns are names, with their thresholds and ages.
    """
    kinds = grid.columns(sheet.grid, block)
    names = () if kinds.values else kinds.names
    for column in (*names, *kinds.aside, *kinds.values):
        head = column_head(sheet, block, column)
        status = Status.TARGET if "target" in head.roles else None
        for row in block.rows:
            cell = sheet.grid.cells.get((row, column))
            text = sheet.grid.text(row, column)
            if cell is not None and any(c.isdigit() for c in text) and not grid.is_time(text):
                yield cell, head.period, status


def observe(sheet: Sheet, place: Place) -> Observation | str:
    """A figure as an observation, or the reason why it is none."""
    value = place.value
    if value is None:
        return NUMBERING
    name, region = _name(sheet, place)
    if not name:
        return NO_HEAD
    unit = _unit(sheet, place, value)
    if unit is None:
        return NO_UNIT
    span = Span(place.cell.span.start + value.start, place.cell.span.start + value.end)
    period, source = _period(sheet, place, value)
    judged = _status(sheet, place, period)
    own = lexicon.region(sheet.document.region)
    return Observation(
        document=sheet.document.name,
        span=span,
        text=span.of(sheet.document.text),
        indicator=name,
        indicator_id=indicator.identify(fold(name)),
        measure=_measure(place, value, unit, fold(name)),
        quantity=_quantity(value, unit),
        period=period,
        period_source=source if period else Origin.NONE,
        status=judged.status,
        region=region or own,
        region_source=Origin.TABLE if region else _own(sheet),
        sentence=place.row.span,
        rules=("table", *(f"head {role}" for role in sorted(place.column.roles))),
        grounds=("", judged.ground),
    )


def _own(sheet: Sheet) -> Origin:
    return Origin.DOCUMENT if sheet.document.region else Origin.NONE


def _name(sheet: Sheet, place: Place) -> tuple[str, Region | None]:
    """The indicator: what the row names, what the column names, or the column of the row."""
    row, column, region = place.row.name, indicator.clean(place.column.name), place.row.region
    over = place_of(sheet.document, column) if column else None
    if over is not None:
        column, region = "", over
    row = indicator.clean(row)
    if not column and place.column.changes:
        # 粮食 | 产量 | 增速: the change is of what the column beside it measures
        column = indicator.clean(place.beside)
    if (OWN_MEASURE.search(fold(row)) and OWN_MEASURE.search(fold(column))) or (
        fold(column) in lexicon.cues("generic") and indicator.identify(fold(row))
    ):
        column = ""
    if row and column and indicator.identify(fold(row + column)) is None:
        row, column = (row, "") if indicator.identify(fold(row)) else (row, column)
    return row + column or _captioned(sheet), region


def _captioned(sheet: Sheet) -> str:
    """The indicator of a table whose title ends with its name: 各区地区生产总值情况."""
    said = TITLE_END.sub("", fold(sheet.caption.name))
    names = lexicon.indicator_names()
    return next((said[i:] for i in range(len(said)) if said[i:] in names), "")


def _unit(sheet: Sheet, place: Place, value: Value) -> Unit | None:
    """The nearest unit: of the cell, the column, the row, the title; a growth rate is in %."""
    if value.number.fixed_unit:
        return lexicon.units()["%" if value.number.fixed_unit == "%" else "倍"]
    if value.unit is not None:
        return value.unit
    row, caption = place.row.units, sheet.caption.units
    if place.column.changes or (place.row.head.changes and not place.column.units):
        rates = [u for u in (*place.column.units, *place.row.head.units) if u.kind != "money"]
        of_share = any(u.kind == "percent" for u in row) and not place.row.head.changes
        default = lexicon.units()["百分点" if of_share else "%"]
        return next(iter(rates), default)
    levels = [u for u in caption if u.kind != "percent"] or list(caption)
    return next(iter((*place.column.units, *row, *levels)), None)


def _quantity(value: Value, unit: Unit) -> Quantity:
    number, factor = value.number, unit.factor
    return Quantity(
        _times(number.value, factor),
        unit.unit,
        value.bound,
        None if number.high is None else _times(number.high, factor),
        _times(number.resolution, factor),
    )


def _times(value: Decimal, factor: Decimal) -> Decimal:
    """300.50亿 is 30050000000 and not 3.0050E+10; 5.0% stays 5.0."""
    made = value * factor
    whole = factor != 1 and made == made.to_integral_value()
    return made.quantize(Decimal(1)) if whole else made


def _measure(place: Place, value: Value, unit: Unit, name: str) -> Measure:
    """By the verb in the cell, by the heads, by the unit, by the name."""
    if value.verb:
        return Measure.GROWTH if value.verb == "rise" else Measure.DECREASE
    if unit.kind == "times":
        return Measure.MULTIPLE
    if unit.kind == "point" or place.column.changes or "change" in place.column.roles:
        return Measure.GROWTH
    if place.row.head.changes or "change" in place.row.head.roles:
        return Measure.GROWTH
    if unit.kind != "percent":
        return Measure.LEVEL
    if CHANGED.search(name):
        return Measure.GROWTH
    return Measure.DECREASE if FALLEN.search(name) else Measure.SHARE


def _period(sheet: Sheet, place: Place, value: Value) -> tuple[Period | None, Origin]:
    """The year of the column, of the row, of the column left of a growth rate, of the title."""
    column, row = place.column, place.row.head
    if value.total or "average" in column.roles:
        over = _run(sheet, place)
        if over is not None:
            return over, Origin.TABLE
    since = Period.year(column.since + 1) if column.since else None
    left = place.before if column.changes or "change" in column.roles else None
    for period in (column.period, row.period, left, since, sheet.caption.period):
        if period is not None:
            return period, Origin.TABLE
    return sheet.setting.period, sheet.setting.source


def _run(sheet: Sheet, place: Place) -> Period | None:
    """The years that a total or an average is over: the plan's, or those between the columns."""
    if sheet.frame.plan is not None:
        return sheet.frame.plan
    first, last = min(place.years, default=None), max(place.years, default=None)
    if first is None or last is None or first == last:
        return None
    return Period(first.first + 1, last.last)


def _status(sheet: Sheet, place: Place, period: Period | None) -> Judged:
    """By the word of the nearest head; else by the year, and where the table stands."""
    for head in (place.column, place.row.head, sheet.caption):
        told = head.roles & {"target", "actual"}
        if len(told) == 1:
            status = Status.TARGET if "target" in told else Status.ACTUAL
            return Judged(status, f"a head calls it {status.value}")
    return status_of(sheet.frame, sheet.setting, "", "", period)
