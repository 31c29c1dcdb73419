"""Cases answered one by one: what cannot be answered is named, the others are."""

from __future__ import annotations

from collections.abc import Iterable

from indicators.cases.answer import answer
from indicators.cases.case import case_of
from indicators.cases.files import Row
from indicators.cases.output import Told
from indicators.errors import IndicatorsError, UsageError


def tell(rows: Iterable[Row], language: str = "zh") -> tuple[list[Told], list[str]]:
    """The answers, and one line for each row that has none: place, column, what to do."""
    answers, failures = [], []
    for row in rows:
        try:
            if row.extra:
                raise UsageError(f"{row.extra}: more fields than the head has columns")
            answers.append(Told(row.place, row.words, answer(case_of(row.words)), language))
        except IndicatorsError as wrong:
            failures.append(f"{row.place}{wrong}")
    return answers, failures
