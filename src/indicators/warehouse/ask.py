"""Questions to the database in SQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from indicators.errors import UsageError
from indicators.warehouse.build import database

if TYPE_CHECKING:
    import pandas as pd


def query(sql: str, given: Sequence[object] | Mapping[str, object] = ()) -> pd.DataFrame:
    """The answer as a data frame; `given` are the values of `?` or `$name`.

    Nothing can be changed. Raises UsageError for what DuckDB refuses, with its reason.
    """
    import duckdb

    with duckdb.connect(database(), read_only=True) as connection:
        try:
            return connection.execute(sql, given).df()
        except duckdb.Error as error:
            raise UsageError(_line(error)) from None


def lines(sql: str, form: str) -> list[str]:
    """The answer as lines: `csv`, or a `table` of Markdown; decimals as they are, not as floats."""
    import duckdb

    with duckdb.connect(database(), read_only=True) as connection:
        try:
            answer = connection.execute(sql)
            head = [column[0] for column in answer.description]
            rows = answer.fetchall()
        except duckdb.Error as error:
            raise UsageError(_line(error)) from None
    cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
    return _csv(head, cells) if form == "csv" else _markdown(head, cells)


def _csv(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    import csv
    import io

    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([head, *rows])
    return text.getvalue().removesuffix("\n").split("\n")


def _markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    cells = [[cell.replace("|", "\\|").replace("\n", " ") for cell in row] for row in rows]
    lines = [head, ["---"] * len(head), *cells]
    return [f"| {' | '.join(line)} |" for line in lines]


def _line(error: Exception) -> str:
    """Of DuckDB's message its first line: what is wrong, and what may have been meant."""
    what, *more = str(error).strip().splitlines()
    meant = next((line.strip() for line in more if line.startswith(("Candidate", "Did"))), "")
    return f"{what[:1].lower()}{what[1:]}{f' ({meant})' if meant else ''}"
