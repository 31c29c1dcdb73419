"""Rows of words: read, checked, and named by file and line when one is bad."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path

from indicators.errors import LexiconError


def text_of(file: str) -> str:
    """The text of a file of this package's lexicon."""
    return Path(__file__).with_name(file).read_text(encoding="utf-8")


def rows(
    file: str,
    columns: Sequence[str],
    key: Sequence[str],
    separator: str = "\t",
    optional: Sequence[str] = (),
) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and fields of each row; only what is `optional` may be empty.

    Raises LexiconError for a wrong head, a wrong number of fields, an empty one, an example that
    does not hold the word, or a word given twice (`key` says which columns make a row unique).
    """
    lines = text_of(file).splitlines()
    if not lines or lines[0].split(separator) != list(columns):
        raise LexiconError(f"{file}:1: the head must be {' '.join(columns)}")
    seen: dict[tuple[str, ...], int] = {}
    for number, line in enumerate(lines[1:], 2):
        fields = line.split(separator)
        if len(fields) != len(columns):
            raise LexiconError(f"{file}:{number}: {len(fields)} fields, {len(columns)} are wanted")
        row = dict(zip(columns, fields, strict=True))
        empty = [column for column in columns if not row[column].strip() and column not in optional]
        if empty:
            raise LexiconError(f"{file}:{number}: the {empty[0]} is empty")
        if row[columns[0]] not in row.get("example", row[columns[0]]):
            raise LexiconError(
                f"{file}:{number}: the example {row['example']!r} does not hold {row[columns[0]]!r}"
            )
        identity = tuple(row[column] for column in key)
        if identity in seen:
            raise LexiconError(
                f"{file}:{number}: {row[columns[0]]!r} is given twice, first in {seen[identity]}"
            )
        seen[identity] = number
        yield number, row


def whole(file: str, number: int, value: str) -> int:
    """`value` as a whole number; LexiconError where it is none."""
    try:
        return int(value)
    except ValueError:
        raise LexiconError(f"{file}:{number}: {value!r} is no whole number") from None


def positive(file: str, number: int, value: str) -> Decimal:
    """`value` as a number above 0; LexiconError where it is none."""
    try:
        found = Decimal(value)
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite() or found <= 0:
        raise LexiconError(f"{file}:{number}: {value!r} is no number above 0")
    return found


def choice(file: str, number: int, value: str, allowed: Sequence[str]) -> str:
    """`value` if it is one of `allowed`; LexiconError otherwise."""
    if value not in allowed:
        raise LexiconError(f"{file}:{number}: {value!r} is none of {', '.join(allowed)}")
    return value
