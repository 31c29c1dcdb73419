"""Tables: each case of tests/corpus/tables is a table and what a careful reader finds in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from indicators import read
from indicators.record import Document, Observation
from indicators.sources import document
from indicators.sources.page import Page, Raw

CASES = sorted((Path(__file__).parents[1] / "corpus" / "tables").glob("*.tsv"))


@dataclass(frozen=True)
class Case:
    """Fields and lines above a table, its rows, and the figures expected of it in their order."""

    fields: dict[str, str]
    above: list[str]
    rows: list[list[str]]
    expected: list[str]


def case(path: Path) -> Case:
    head, rows, expected = path.read_text("utf-8").split("---\n")
    pairs = [line.partition(": ")[::2] for line in head.splitlines()]
    fields = {key: value for key, value in pairs if key != "above"}
    above = [value for key, value in pairs if key == "above"]
    return Case(
        fields, above, [row.split("\t") for row in rows.splitlines()], expected.splitlines()
    )


def cells(rows: list[list[str]]) -> list[Raw]:
    """`<` takes part in the cell to the left, `^` in the one above."""
    found = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text in "<^" and text:
                continue
            wide = next((n for n in range(1, len(row) - c) if row[c + n] != "<"), len(row) - c)
            high = 1
            while r + high < len(rows) and c < len(rows[r + high]) and rows[r + high][c] == "^":
                high += 1
            found.append(Raw(text, r, c, high, wide))
    return found


def loaded(one: Case) -> Document:
    page = Page()
    for line in one.above:
        page.line(line)
    page.table(cells(one.rows))
    return document(page.done(), "case", "case", one.fields)


def said(o: Observation) -> str:
    place = f"{o.region.name} {o.region.code}" if o.region.code else o.region.name
    region = place if o.region_source == "table" else "*"
    parts = (o.text, o.indicator, o.measure, o.quantity.stated, o.quantity.unit, o.quantity.bound)
    return "\t".join([*parts, str(o.period or "-"), o.status, region])


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_a_table_is_read_by_its_heads(path: Path) -> None:
    one = case(path)
    doc = loaded(one)
    [table] = doc.tables
    reading = read(doc)
    found = {o.span: said(o) for o in reading.observations}
    found |= {
        u.span: f"{u.text}\t!{u.reason}"
        for u in reading.unplaced
        if u.reason in ("list number", "no head", "no unit", "not understood")
    }
    inside = [
        found[s] for s in sorted(found) if table.span.start <= s.start and s.end <= table.span.end
    ]
    assert inside == one.expected


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_every_digit_of_a_table_is_accounted_for_once(path: Path) -> None:
    doc = loaded(case(path))
    reading = read(doc)
    spans = [o.span for o in reading.observations] + [u.span for u in reading.unplaced]
    for match in re.finditer(r"\d+", doc.text):
        assert sum(s.start <= match.start() < s.end for s in spans) == 1, (match[0], spans)
    for observation in reading.observations:
        assert observation.span.of(doc.text) == observation.text
        assert observation.sentence.start <= observation.span.start
        assert observation.span.end <= observation.sentence.end
