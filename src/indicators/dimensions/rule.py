"""A rule: a name that says what it matches, a pattern, and what the match becomes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Rule(Generic[T]):
    """One way of saying something.

    `name` is written in the words of the documents, `#` for a number; it is what `explain` prints.
    No match is without one of `needs`, characters or the marks that `first_wins` is given: most
    sentences are done at that glance. `part` is the group that counts as found, where not all of
    the match does; the rest is what must stand around it.
    """

    name: str
    pattern: re.Pattern[str]
    make: Callable[[re.Match[str]], T | None]
    needs: frozenset[str]
    part: str | int = 0


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A meaning, where it stands in the sentence, and the rule that found it."""

    start: int
    end: int
    value: T
    rule: str


Marks = Mapping[str, re.Pattern[str]]


def held(text: str, marks: Marks) -> set[str]:
    """The characters of a text, and the marks for what it holds that is more than one of them."""
    return {*text, *(mark for mark, pattern in marks.items() if pattern.search(text))}


def first_wins(text: str, rules: Sequence[Rule[T]], marks: Marks) -> list[Found[T]]:
    """All matches in the order of the text; an earlier rule takes its characters first."""
    found: list[Found[T]] = []
    holds = held(text, marks)
    for rule in rules:
        if rule.needs.isdisjoint(holds):
            continue
        for match in rule.pattern.finditer(text):
            start, end = match.span(rule.part)
            for other in found:
                if start < other.end and other.start < end:
                    break
            else:
                value = rule.make(match)
                if value is not None:
                    found.append(Found(start, end, value, rule.name))
    return sorted(found, key=attrgetter("start")) if len(found) > 1 else found
