"""Chances as lines: the contract of `indicators chance` in csv and as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indicators.cases.answer import Answer
from indicators.cases.case import Kind
from indicators.cases.files import COLUMNS
from indicators.listing import width

ADDED = (
    *("chance", "chance_bad", "chance_middling", "chance_good", "median", "low80", "high80"),
    *("required", "years_behind", "sentence"),
)
SHOWN = ("case", "target", "year", *ADDED[:-1])
PER_CENT = 0.01


@dataclass(frozen=True, slots=True)
class Told:
    """The words of a case as they came, where they stood, and the answer."""

    place: str
    words: dict[str, str]
    answer: Answer
    language: str = "zh"

    @property
    def row(self) -> dict[str, str]:
        """The words and the ADDED: chances 0..1; median and band in the unit of the target.

        Per cent for growth and shares, 亿元 for money told in it; `required` in per cent a year,
        of a share in points a year.
        """
        c = self.answer.chance
        unit = _unit(self)
        added = (
            *(f"{p:.4f}" for p in (c.probability, *_scenarios(self))),
            *(f"{x / unit:{'.4g' if unit == PER_CENT else '.6g'}}" for x in (c.median, *c.band)),
            f"{100 * c.required:.4g}",
            str(c.years),
            c.sentence(self.language),
        )
        return self.words | dict(zip(ADDED, added, strict=True))


def csv_lines(answers: Sequence[Told]) -> Iterator[str]:
    """A head and one line a case: the columns as they came, then the ADDED."""
    buffer = io.StringIO()
    head = [*(answers[0].words if answers else COLUMNS), *ADDED]
    writer = csv.DictWriter(buffer, head, lineterminator="")
    writer.writeheader()
    yield _taken(buffer)
    for told in answers:
        writer.writerow(told.row)
        yield _taken(buffer)


def table_lines(answers: Sequence[Told]) -> Iterator[str]:
    """Columns for a terminal, and the sentence of each case below them."""
    rows = [told.row for told in answers]
    lines = [SHOWN, *([row.get(name, "") for name in SHOWN] for row in rows)]
    widths = [max(width(line[i]) for line in lines) for i in range(len(SHOWN))]
    for place, line in enumerate(lines):
        cells = (cell + " " * (w - width(cell)) for cell, w in zip(line, widths, strict=True))
        yield "  ".join(cells).rstrip()
        if place:
            yield f"  {rows[place - 1]['sentence']}"


def _scenarios(told: Told) -> tuple[float, float, float]:
    s = told.answer.chance.scenarios
    return s.bad, s.middling, s.good


def _unit(told: Told) -> float:
    """What one of the printed number counts: 1 % or, where the target is told in it, 亿元."""
    case = told.answer.case
    if case.target.unit == "%" or case.kind is Kind.SHARE:
        return PER_CENT
    for word, size in (("万亿", 1e12), ("亿", 1e8), ("万", 1e4)):
        if word in told.words.get("target", ""):
            return size
    return 1.0


def _taken(buffer: io.StringIO) -> str:
    line = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return line
