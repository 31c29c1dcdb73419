"""A rule: a name that says what it matches, a pattern, and what the match becomes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Generic, TypeVar

from indicators.glance import Sought
from indicators.record.passing import passing

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
    pattern: re.Pattern[str] | Sought
    make: Callable[[re.Match[str]], T | None]
    needs: frozenset[str]
    part: str | int = 0


@passing(frozen=True, slots=True)
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
        self._needing: dict[str, int] = {}
        for place, rule in enumerate(self.rules):
            for need in rule.needs:
                self._needing[need] = self._needing.get(need, 0) | 1 << place
        marked = frozenset[str]().union(*(mark.needs for mark in marks.values()))
        characters = (self._needing.keys() - marks.keys()) | marked
        self._characters = re.compile(f"[{''.join(map(re.escape, sorted(characters)))}]")
        self._told: dict[int, tuple[Rule[T], ...]] = {}

    def asked(self, text: str) -> tuple[Rule[T], ...]:
        """The rules that may match."""
        held = set(self._characters.findall(text))
        if not held:
            return ()
        wanted, needing = 0, self._needing
        for character in held:
            wanted |= needing.get(character, 0)
        for name, mark in self.marks.items():
            if not mark.needs.isdisjoint(held) and mark.pattern.search(text):
                wanted |= needing[name]
        if wanted not in self._told:
            rules = (rule for place, rule in enumerate(self.rules) if wanted >> place & 1)
            self._told[wanted] = tuple(rules)
        return self._told[wanted]

    def find(self, text: str) -> list[Found[T]]:
        """All matches in the order of the text."""
        found: list[Found[T]] = []
        for rule in self.asked(text):
            made = _made(text, rule, found)
            found = sorted([*found, *made], key=START) if found and made else found or made
        return found


START = attrgetter("start")


def _made(text: str, rule: Rule[T], before: Sequence[Found[T]]) -> list[Found[T]]:
    """What a rule matches where no earlier one did."""
    made: list[Found[T]] = []
    for match in rule.pattern.finditer(text):
        start, end = match.span(rule.part)
        for other in before:
            if start < other.end and other.start < end:
                break
        else:
            value = rule.make(match)
            if value is not None:
                made.append(Found(start, end, value, rule.name))
    return made
