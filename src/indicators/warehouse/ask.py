"""Questions to the database in SQL."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from indicators.errors import UsageError
from indicators.warehouse.build import database

if TYPE_CHECKING:
    import duckdb
    import pandas as pd


def query(sql: str, given: Sequence[object] | Mapping[str, object] = ()) -> pd.DataFrame:
    """The answer as a data frame; `given` are the values of `?` or `$name`.

    Nothing can be written. Raises UsageError for what DuckDB refuses, with its reason.
    """
    with _asked(sql, given) as answer:
        return answer.df()


def lines(sql: str, form: str) -> list[str]:
    """The answer as lines: `csv`, or a `table` of Markdown; decimals as they are, not as floats."""
    with _asked(sql) as answer:
        head = [column[0] for column in answer.description]
        rows = answer.fetchall()
    cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
    return _csv(head, cells) if form == "csv" else _markdown(head, cells)


@contextmanager
def _asked(
    sql: str, given: Sequence[object] | Mapping[str, object] = ()
) -> Iterator[duckdb.DuckDBPyConnection]:
    """The answer to one SELECT, which may read files; read-only alone lets COPY and ATTACH write.

    Raises UsageError for anything else, and for what DuckDB refuses.
    """
    import duckdb

    with duckdb.connect(database(), read_only=True) as connection:
        try:
            asked = connection.extract_statements(sql)
            if [one.type for one in asked] != [duckdb.StatementType.SELECT]:
                raise UsageError("the database is read-only: ask one SELECT at a time")
            # a function that nobody installed is unknown: none is fetched from the network
            connection.execute("SET autoinstall_known_extensions = false")
            yield connection.execute(asked[0], given)
        except duckdb.Error as error:
            raise UsageError(_line(error)) from None


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
