"""A rule: a name that says what it matches, a pattern, and what the match becomes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Rule(Generic[T]):
    """One way of saying something.

    A group `at` in the pattern is what counts as found; the rest is what must stand around it.
    `name` is written in the words of the documents, `#` for a number; it is what `explain` prints.
    No match is without one of the characters of `needs`: most sentences are done at that glance.
    """

    name: str
    pattern: re.Pattern[str]
    make: Callable[[re.Match[str]], T | None]
    needs: frozenset[str]

    def finds(self, text: str) -> Iterator[tuple[int, int, T]]:
        """Start, end and meaning of every match that means something."""
        part = "at" if "at" in self.pattern.groupindex else 0
        for match in self.pattern.finditer(text):
            made = self.make(match)
            if made is not None:
                yield match.start(part), match.end(part), made


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A meaning, where it stands in the sentence, and the rule that found it."""

    start: int
    end: int
    value: T
    rule: str


def first_wins(text: str, rules: Sequence[Rule[T]]) -> list[Found[T]]:
    """All matches in the order of the text; an earlier rule takes its characters first."""
    found: list[Found[T]] = []
    characters = set(text)
    for rule in rules:
        if rule.needs.isdisjoint(characters):
            continue
        for start, end, value in rule.finds(text):
            for other in found:
                if start < other.end and other.start < end:
                    break
            else:
                found.append(Found(start, end, value, rule.name))
    return sorted(found, key=lambda item: item.start) if len(found) > 1 else found
