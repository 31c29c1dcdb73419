"""Words of pages and tables: what is furniture, and what the head of a column says."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from indicators.lexicon.table import choice, rows

FURNITURE_KINDS = ("whole", "item", "label", "within", "below", "hint")
FURNITURE_TELLS = ("furniture", "contact", "date", "issuer")
HEAD_ROLES = (
    *("level", "growth", "change", "average", "target", "actual"),
    *("unit", "number", "name", "region", "aside"),
)


@cache
def furniture(kind: str, *tells: str) -> tuple[str, ...]:
    """The words of page furniture of one kind, of all or of the given subjects (furniture.tsv)."""
    return tuple(
        word for word, is_kind, said in _furniture() if is_kind == kind and said in (tells or said)
    )


@cache
def _furniture() -> tuple[tuple[str, str, str], ...]:
    return tuple(_checked("furniture.tsv", "kind", FURNITURE_KINDS))


def _checked(file: str, column: str, allowed: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    for number, row in rows(file, ("word", column, "tells", "example"), ("word", column)):
        kind = choice(file, number, row[column], allowed)
        yield row["word"], kind, choice(file, number, row["tells"], FURNITURE_TELLS)


@cache
def head_words(role: str) -> tuple[str, ...]:
    """The words of one role in the heads of tables, longest first (head.tsv)."""
    file, found = "head.tsv", []
    for number, row in rows(file, ("word", "role", "example"), ("word", "role")):
        if choice(file, number, row["role"], HEAD_ROLES) == role:
            found.append(row["word"])
    return tuple(sorted(found, key=lambda word: (-len(word), word)))
