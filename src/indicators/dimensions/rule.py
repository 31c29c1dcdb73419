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
    """

    name: str
    pattern: re.Pattern[str]
    make: Callable[[re.Match[str]], T | None]

    def finds(self, text: str) -> Iterator[tuple[int, int, T]]:
        """Start, end and meaning of every match that means something."""
        for match in self.pattern.finditer(text):
            made = self.make(match)
            if made is not None:
                part = "at" if "at" in self.pattern.groupindex else 0
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
    for rule in rules:
        for start, end, value in rule.finds(text):
            if all(end <= other.start or other.end <= start for other in found):
                found.append(Found(start, end, value, rule.name))
    return sorted(found, key=lambda item: item.start)
