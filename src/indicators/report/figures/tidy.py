"""Observations as rows of one figure each, with the names that people read over the columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from indicators import lexicon
from indicators.record import Document, Observation, Reading

Value = str | int | Decimal | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name for programs, and what it is called in Chinese and in English."""

    name: str
    zh: str
    en: str
    number: bool = False


COLUMNS = (
    Column("region", "地区", "Region"),
    Column("region_en", "地区英文名", "Region's English name"),
    Column("region_code", "行政区划代码", "Code of the region, GB/T 2260"),
    Column("indicator", "指标（原文）", "Indicator, in the document's words"),
    Column("indicator_id", "指标代码", "Indicator's id in the catalogue"),
    Column("indicator_zh", "指标", "Indicator's Chinese name in the catalogue"),
    Column("indicator_en", "指标英文名", "Indicator's English name in the catalogue"),
    Column("measure", "口径", "What is measured: level, share, growth, decrease, multiple"),
    Column("value", "数值", "Value, the lower one of a range", number=True),
    Column("high", "数值上限", "Higher value of a range", number=True),
    Column("unit", "单位", "Unit of the value"),
    Column("bound", "界限", "exact, lower (以上), upper (以内), about (左右)"),
    Column("first_year", "起始年", "First year of the period", number=True),
    Column("last_year", "结束年", "Last year of the period", number=True),
    Column("status", "性质", "actual, target (announced), forecast, model or score"),
    Column("text", "原文数字", "Number and unit as the document has them"),
    Column("sentence", "原句", "The sentence that states it"),
    Column("document", "文件", "Name of the document"),
    Column("title", "文件标题", "Title of the document"),
    Column("issuer", "发布单位", "Issuer of the document"),
    Column("date", "发布日期", "Date of the document"),
    Column("char_start", "起始位置", "First character of the number in the text", number=True),
    Column("char_end", "结束位置", "Character after the number in the text", number=True),
    Column("corrected", "人工更正", "What was corrected by hand: from, to, why, who and when"),
)
MORE = (  # of what a page tells that no document states
    Column("variant", "口径细分", "Which vintage, model, year of the nation, quantile or panel"),
    Column("as_of", "展望时点", "Year at the end of which a forecast was made", number=True),
)


@dataclass(frozen=True, slots=True)
class Figures:
    """Rows of one figure each: a value for every column, None where nothing is known."""

    rows: tuple[tuple[Value, ...], ...]
    columns: tuple[Column, ...] = COLUMNS

    def column(self, name: str) -> list[Value]:
        """All values of one column."""
        place = [column.name for column in self.columns].index(name)
        return [row[place] for row in self.rows]


def of(readings: Iterable[Reading]) -> Figures:
    """Every figure of the readings, in the order of the texts."""
    return stated((o, r.document) for r in readings for o in r.observations)


def stated(pairs: Iterable[tuple[Observation, Document]]) -> Figures:
    """Figures with the documents that state them."""
    return Figures(tuple(_row(o, document) for o, document in pairs))


def gathered(facts: Iterable[Mapping[str, Any]]) -> Figures:
    """Figures of a page, whatever states them: a row for each from its values by column."""
    columns = (*COLUMNS, *MORE)
    return Figures(
        tuple(tuple(_value(one.get(c.name), c) for c in columns) for one in facts), columns
    )


def _value(told: Any, column: Column) -> Value:
    """Values are exact; places and years are whole."""
    if told in (None, ""):
        return None
    return Decimal(str(told)) if column.name in ("value", "high") else told


def _row(o: Observation, document: Document) -> tuple[Value, ...]:
    known = lexicon.catalogue().get(o.indicator_id or "")
    years = (o.period.first, o.period.last) if o.period else (None, None)
    return (
        *(o.region.name or None, lexicon.english_place(o.region.name), o.region.code),
        *(o.indicator, o.indicator_id),
        *((known.zh, known.en) if known else (None, None)),
        *(o.measure.value, o.quantity.value, o.quantity.high, o.quantity.unit),
        *(o.quantity.bound.value, *years, o.status.value),
        *(o.text, " ".join(o.sentence.of(document.text).split())),
        *(document.name, document.title or None, document.issuer or None, document.date or None),
        *(o.span.start, o.span.end),
        "; ".join(c.note for c in o.corrections) or None,
    )
