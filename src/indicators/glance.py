"""Patterns that are looked for only where a character stands that they can begin with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from importlib import import_module
from sys import maxsize
from typing import Any

# the tree of a pattern: a list of pairs of operation and argument
parser: Any = import_module("re._parser")
Tree = Sequence[tuple[Any, Any]]
# what stands nowhere: it only says what must be around
NOWHERE = ("AT", "ASSERT", "ASSERT_NOT")
REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
CATEGORIES = {"CATEGORY_DIGIT": r"\d", "CATEGORY_SPACE": r"\s", "CATEGORY_WORD": r"\w"}


class Sought:
    """A pattern that is looked for anywhere in a text.

    The engine tries one that begins with neither a character nor a set of them at each place, which
    takes ten times as long. What it can begin with is taken from the pattern itself, so a word that
    is added to it needs no second place.
    """

    def __init__(self, pattern: str) -> None:
        """Refuse a pattern that may match without a character, or begin with nearly any."""
        self._pattern = re.compile(pattern)
        begins, empty = _begins(parser.parse(pattern))
        if empty or not begins:
            raise ValueError(f"{pattern}: may begin with anything: compile it as it is")
        # the place before the character, seen from behind it: so the set comes first
        self._place = re.compile(f"[{''.join(sorted(begins))}](?<=(?={pattern})(?s:.))")

    def search(self, text: str, start: int = 0, end: int = maxsize) -> re.Match[str] | None:
        """The first match."""
        place = self._place.search(text, start, end)
        return self._pattern.match(text, place.start(), end) if place else None

    def match(self, text: str, start: int = 0, end: int = maxsize) -> re.Match[str] | None:
        """The match that begins at a place."""
        return self._pattern.match(text, start, end)

    def finditer(self, text: str, start: int = 0) -> Iterator[re.Match[str]]:
        """The matches one behind the other."""
        while match := self.search(text, start):
            yield match
            start = match.end()


def _begins(tree: Tree) -> tuple[set[str], bool]:
    """What a match can begin with, as members of a set, and whether it may be empty.

    No members: any character.
    """
    found = set[str]()
    for operation, of in tree:
        these, empty = _of(str(operation), of)
        if not (these or empty):
            return set(), False
        found |= these
        if not empty:
            return found, False
    return found, True


def _of(operation: str, of: Any) -> tuple[set[str], bool]:
    """The same of one operation."""
    if operation in NOWHERE:
        return set(), True
    if operation == "LITERAL":
        return {re.escape(chr(of))}, False
    if operation == "IN":
        return _members(of), False
    if operation == "BRANCH":
        ways = [_begins(way) for way in of[1]]
        known = all(these or empty for these, empty in ways)
        found = set[str]().union(*(these for these, _ in ways)) if known else set()
        return found, known and any(empty for _, empty in ways)
    if operation == "SUBPATTERN":
        return _begins(of[-1])
    if operation in REPEATS:
        these, empty = _begins(of[2])
        return these, bool(these or empty) and (empty or not of[0])
    return set(), False


def _members(of: Tree) -> set[str]:
    """Those of [...]; of [^...] none."""
    found = set[str]()
    for operation, member in of:
        if str(operation) == "LITERAL":
            found.add(re.escape(chr(member)))
        elif str(operation) == "RANGE":
            found.add("-".join(re.escape(chr(place)) for place in member))
        elif str(member) in CATEGORIES:
            found.add(CATEGORIES[str(member)])
        else:
            return set()
    return found
