"""Cells of data/series that a page cites, as figures with what their file says of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from indicators import lexicon
from indicators.record import Span
from indicators.report import shipped

NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")
STATED, OUTCOME = "stated", "outcome"  # the columns of a target, and of what became of it
SERIES = ("value", STATED, OUTCOME)  # columns of dated figures; others are of models and scores

Evidence = Mapping[str, Mapping[str, Mapping[str, Any]]]
Cell = Mapping[str, str]


def cited(evidence: Evidence) -> Iterator[dict[str, Any]]:
    """A figure for each cell that is cited, in the order of the files; words are none."""
    for row in sorted(evidence["rows"].values(), key=lambda r: (r["clause"], r["char_start"])):
        clause = evidence["clauses"][row["clause"]]
        file, start = evidence["documents"][clause["document"]], clause["start"]
        if start == 0:
            continue  # all rows of a file
        spans = shipped.fields(clause["text"], Span(0, len(clause["text"])))
        columns = file["columns"].split(",")
        at = [start + span.start for span in spans].index(row["char_start"])
        cells = {c: s.of(clause["text"]) for c, s in zip(columns, spans, strict=True)}
        if found := _told(columns[at], cells, file):
            yield {
                **found,
                "document": clause["document"],
                "sentence": clause["text"],
                **_where(row),
            }


def _where(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in ("char_start", "char_end")}


def _told(column: str, cells: Cell, file: Mapping[str, Any]) -> dict[str, Any] | None:
    """A cell by the names of the columns of `figures`."""
    told: dict[str, Any] = {
        "text": cells[column],
        "title": file["title"],
        "issuer": file["issuer"],
        "region": cells.get("region"),
        "region_en": lexicon.english_place(cells.get("region", "")),
        "region_code": cells.get("code"),
        "bound": "exact",
    }
    entry = lexicon.catalogue().get(file.get("indicator") or cells.get("indicator", ""))
    if entry is not None:
        told |= {"indicator": entry.zh, "indicator_id": entry.id}
        told |= {"indicator_zh": entry.zh, "indicator_en": entry.en}
    if column == STATED:
        return told | _target(cells, file)
    if not NUMBER.fullmatch(cells[column]):
        return None
    return told | {"value": cells[column]} | _kind(column, cells, file)


def _target(cells: Cell, file: Mapping[str, Any]) -> dict[str, Any]:
    high = cells["high"] if cells["high"] != cells["low"] else None
    told = {"value": cells["low"], "high": high, "bound": cells["bound"], "status": "target"}
    return told | _dated(cells, file)


def _kind(column: str, cells: Cell, file: Mapping[str, Any]) -> dict[str, Any]:
    """An official figure, or a number of a model or a score with the cells that are its key."""
    if column in SERIES:
        return {"status": "actual"} | _dated(cells, file)
    key = (f"{name}={cells[name]}" for name in file["keys"])
    measured = file.get("measured")
    return {
        "measure": column,
        "status": "score" if measured else "model",
        "variant": ";".join(key),
        "first_year": measured,
        "last_year": measured,
    }


def _dated(cells: Cell, file: Mapping[str, Any]) -> dict[str, Any]:
    year = int(cells["year"])
    told = {"measure": file["measure"], "unit": file["unit"], "variant": cells.get("vintage")}
    return {**told, "first_year": year, "last_year": year}
