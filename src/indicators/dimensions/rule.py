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
    No match is without one of `needs`, characters or names of marks: most sentences are done at
    that glance. `part` is the group that counts as found, where not all of the match does; the
    rest is what must stand around it.
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


@dataclass(frozen=True, slots=True)
class Mark:
    """What a rule may need beside characters: a pattern, and the characters it is never without."""

    needs: frozenset[str]
    pattern: re.Pattern[str]


Marks = Mapping[str, Mark]


class Rules(Generic[T]):
    """Rules in an order that means something: an earlier one takes its characters first.

    Which of them a text can hold at all is told at one glance at its characters.
    """

    def __init__(self, rules: Sequence[Rule[T]], marks: Marks) -> None:
        """Each rule is a bit: a character stands for the rules that need it."""
        self.rules, self.marks = tuple(rules), marks
        self._bits = tuple((1 << place, rule) for place, rule in enumerate(self.rules))
        self._needing: dict[str, int] = {}
        for bit, rule in self._bits:
            for need in rule.needs:
                self._needing[need] = self._needing.get(need, 0) | bit
        marked = frozenset[str]().union(*(mark.needs for mark in marks.values()))
        self._characters = (self._needing.keys() - marks.keys()) | marked

    def asked(self, text: str) -> list[Rule[T]]:
        """The rules that may match."""
        held = self._characters.intersection(text)
        if not held:
            return []
        wanted, needing = 0, self._needing
        for character in held:
            wanted |= needing.get(character, 0)
        for name, mark in self.marks.items():
            if not mark.needs.isdisjoint(held) and mark.pattern.search(text):
                wanted |= needing[name]
        return [rule for bit, rule in self._bits if wanted & bit]

    def find(self, text: str) -> list[Found[T]]:
        """All matches in the order of the text."""
        found: list[Found[T]] = []
        for rule in self.asked(text):
            _take(text, rule, found)
        return sorted(found, key=attrgetter("start")) if len(found) > 1 else found


def _take(text: str, rule: Rule[T], found: list[Found[T]]) -> None:
    """Add what a rule matches where no earlier one did."""
    for match in rule.pattern.finditer(text):
        start, end = match.span(rule.part)
        for other in found:
            if start < other.end and other.start < end:
                break
        else:
            value = rule.make(match)
            if value is not None:
                found.append(Found(start, end, value, rule.name))
