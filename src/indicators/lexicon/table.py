"""Rows of words: read, checked, and named by file and line when one is bad."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import resources

from indicators.errors import LexiconError


def text_of(file: str) -> str:
    """The text of a file of this package's lexicon."""
    return (resources.files(__package__) / file).read_text(encoding="utf-8")


def rows(
    file: str, columns: Sequence[str], key: Sequence[str], separator: str = "\t"
) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and fields of each row.

    Raises LexiconError for a wrong head, a wrong number of fields, an empty word or a word given
    twice (`key` says which columns make a row unique).
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
        if not row[columns[0]]:
            raise LexiconError(f"{file}:{number}: the {columns[0]} is empty")
        identity = tuple(row[column] for column in key)
        if identity in seen:
            raise LexiconError(
                f"{file}:{number}: {row[columns[0]]!r} is given twice, first in {seen[identity]}"
            )
        seen[identity] = number
        yield number, row


def choice(file: str, number: int, value: str, allowed: Sequence[str]) -> str:
    """`value` if it is one of `allowed`; LexiconError otherwise."""
    if value not in allowed:
        raise LexiconError(f"{file}:{number}: {value!r} is none of {', '.join(allowed)}")
    return value
