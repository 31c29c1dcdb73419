"""Questions to the database in SQL."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from indicators.errors import UsageError
from indicators.warehouse.build import database

if TYPE_CHECKING:
    import duckdb
    import pandas as pd


SECONDS = 60.0  # that a question may take, unless it is given more
BATCH = 1000  # rows that are held at a time


def query(
    sql: str,
    given: Sequence[object] | Mapping[str, object] = (),
    *,
    seconds: float = SECONDS,
) -> pd.DataFrame:
    """The answer as a data frame; `given` are the values of `?` or `$name`.

    Nothing can be written. Raises UsageError for what DuckDB refuses, with its reason, and for what
    takes longer than so many seconds.
    """
    with _asked(sql, given, seconds) as answer, _within(answer, seconds):
        return answer.df()


def lines(sql: str, form: str, seconds: float = SECONDS) -> Iterator[str]:
    """The answer as lines: `csv`, or a `table` of Markdown; decimals as they are, not as floats.

    They come as they are found, so that a long answer is never held. Each wait is limited.
    """
    with _asked(sql, (), seconds) as answer:
        shape = _csv if form == "csv" else _markdown
        head = [column[0] for column in answer.description]
        yield from shape([head, ["---"] * len(head)] if form == "table" else [head])
        while rows := _next(answer, seconds):
            cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
            yield from shape(cells)


def _next(answer: duckdb.DuckDBPyConnection, seconds: float) -> list[tuple[object, ...]]:
    with _within(answer, seconds):
        return answer.fetchmany(BATCH)


@contextmanager
def _asked(
    sql: str, given: Sequence[object] | Mapping[str, object], seconds: float
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
            with _within(connection, seconds):
                answer = connection.execute(asked[0], given)
            yield answer
        except duckdb.InterruptException:
            raise UsageError(
                f"no answer within {seconds:g} seconds: ask for less, or give it more: --timeout"
            ) from None
        except duckdb.Error as error:
            raise UsageError(_line(error)) from None


@contextmanager
def _within(connection: duckdb.DuckDBPyConnection, seconds: float) -> Iterator[None]:
    """Whatever DuckDB does inside is interrupted after so many seconds."""
    alarm = threading.Timer(seconds, connection.interrupt)
    alarm.daemon = True
    alarm.start()
    try:
        yield
    finally:
        alarm.cancel()


def _csv(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    import csv
    import io

    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    yield from text.getvalue().removesuffix("\n").split("\n")


def _markdown(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    for row in rows:
        cells = (cell.replace("|", "\\|").replace("\n", " ") for cell in row)
        yield f"| {' | '.join(cells)} |"


def _line(error: Exception) -> str:
    """Of DuckDB's message its first line: what is wrong, and what may have been meant."""
    what, *more = str(error).strip().splitlines()
    meant = next((line.strip() for line in more if line.startswith(("Candidate", "Did"))), "")
    return f"{what[:1].lower()}{what[1:]}{f' ({meant})' if meant else ''}"
