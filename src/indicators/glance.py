"""Patterns that one character refuses: what a match can begin with, or end with.

Most of what is asked of a figure is not so, and its first or its last character tells; the engine
would try every place of the text. The characters are taken from the pattern, so a word that is
added to one needs no second place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from importlib import import_module
from sys import maxsize
from typing import Any

# the tree of a pattern: a list of pairs of operation and argument
parser: Any = import_module("re._parser")
Tree = Sequence[tuple[Any, Any]]
ENDING = ("AT_END", "AT_END_STRING")
# what stands nowhere: it only says what must be around
NOWHERE = ("AT", "ASSERT", "ASSERT_NOT")
REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")


@dataclass(frozen=True, slots=True)
class Characters:
    """These characters, or all but these."""

    these: frozenset[str]
    but: bool = False

    def __or__(self, other: Characters) -> Characters:
        """Those of both."""
        if self.but and other.but:
            return Characters(self.these & other.these, True)
        if self.but or other.but:
            kept, lost = (self, other) if self.but else (other, self)
            return Characters(kept.these - lost.these, True)
        return Characters(self.these | other.these)


NONE, ANY = Characters(frozenset()), Characters(frozenset(), True)


class Opening:
    """A pattern that is asked for at one place, and matches something there or nothing."""

    def __init__(self, pattern: str) -> None:
        """Refuse a pattern that may match without a character."""
        self._pattern = re.compile(pattern)
        found, empty = _first(parser.parse(pattern))
        if empty:
            raise ValueError(f"{pattern}: may match nothing: no character begins it")
        self._these, self._but = found.these, found.but

    def match(self, text: str, start: int = 0, end: int = maxsize) -> re.Match[str] | None:
        """The match that begins at a place."""
        if (text[start : start + 1] in self._these) is self._but:
            return None
        return self._pattern.match(text, start, end)

    def fullmatch(self, text: str, start: int = 0, end: int = maxsize) -> re.Match[str] | None:
        """The match that begins at one place and ends at the other."""
        if (text[start : start + 1] in self._these) is self._but:
            return None
        return self._pattern.fullmatch(text, start, end)


class Sought:
    """A pattern that is looked for anywhere in a text.

    One that begins with neither a character nor a set of them is tried at each place; this one only
    where a character stands that it can begin with.
    """

    def __init__(self, pattern: str) -> None:
        """Refuse a pattern that may match without a character, or begin with nearly any."""
        self._pattern = re.compile(pattern)
        found, empty = _first(parser.parse(pattern))
        if empty or found.but:
            raise ValueError(f"{pattern}: may begin with anything: look for it as it is")
        begins = "".join(map(re.escape, sorted(found.these)))
        # the place before the character, seen from behind it: so the set comes first
        self._place = re.compile(f"[{begins}](?<=(?={pattern}).)")

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


class Ending:
    """A pattern that is asked for before one place: all its ways end with a $."""

    def __init__(self, pattern: str) -> None:
        """Refuse a pattern that may match before the end or without a character."""
        self._pattern, tree = re.compile(pattern), parser.parse(pattern)
        found, empty = _first(tree, last=True)
        if empty or not _ends(tree):
            raise ValueError(f"{pattern}: some way of it has no $ or no character before it")
        self._these, self._but = found.these, found.but

    def search(self, text: str, start: int = 0, end: int = maxsize) -> re.Match[str] | None:
        """The longest match that ends at a place."""
        last = text[end - 1 : end] if end < len(text) else text[-1:]
        if (last in self._these) is self._but and last != "\n":
            return None
        return self._pattern.search(text, start, end)

    def fullmatch(self, text: str, start: int = 0, end: int = maxsize) -> re.Match[str] | None:
        """The match that begins at one place and ends at the other."""
        last = text[end - 1 : end] if end < len(text) else text[-1:]
        if (last in self._these) is self._but and last != "\n":
            return None
        return self._pattern.fullmatch(text, start, end)


def _ends(tree: Tree) -> bool:
    """Whether whatever matches ends where the text does."""
    if not len(tree):
        return False
    operation, of = tree[-1]
    if str(operation) == "BRANCH":
        return all(_ends(way) for way in of[1])
    if str(operation) == "SUBPATTERN":
        return _ends(of[-1])
    return str(operation) == "AT" and str(of) in ENDING


def _first(tree: Tree, last: bool = False) -> tuple[Characters, bool]:
    """What a match can begin (or end) with, and whether it may be empty."""
    found = NONE
    for operation, of in reversed(tree) if last else tree:
        these, empty = _of(str(operation), of, last)
        found |= these
        if not empty:
            return found, False
    return found, True


def _of(operation: str, of: Any, last: bool) -> tuple[Characters, bool]:
    """The same of one operation."""
    if operation in NOWHERE:
        return NONE, True
    if operation == "LITERAL":
        return Characters(frozenset(chr(of))), False
    if operation == "NOT_LITERAL":
        return Characters(frozenset(chr(of)), True), False
    if operation == "IN":
        return _set(of), False
    if operation == "BRANCH":
        ways = [_first(way, last) for way in of[1]]
        return reduce(Characters.__or__, [way[0] for way in ways]), any(way[1] for way in ways)
    if operation == "SUBPATTERN":
        return _first(of[-1], last)
    if operation in REPEATS:
        these, empty = _first(of[2], last)
        return these, empty or not of[0]
    return ANY, operation == "GROUPREF"


def _set(members: Tree) -> Characters:
    """The characters of [...]."""
    but = str(members[0][0]) == "NEGATE"
    found = reduce(Characters.__or__, [_member(str(op), of) for op, of in members[but:]])
    if but:
        return ANY if found.but else Characters(found.these, True)
    return found


def _member(operation: str, of: Any) -> Characters:
    if operation == "RANGE" and of[1] - of[0] < 256:
        return Characters(frozenset(map(chr, range(of[0], of[1] + 1))))
    if operation == "CATEGORY" and str(of) in ("CATEGORY_DIGIT", "CATEGORY_SPACE"):
        return Characters(_digits() if str(of).endswith("DIGIT") else _spaces())
    return Characters(frozenset(chr(of))) if operation == "LITERAL" else ANY


@cache
def _digits() -> frozenset[str]:
    return frozenset(filter(str.isdecimal, map(chr, range(0x20000))))


@cache
def _spaces() -> frozenset[str]:
    return frozenset(filter(str.isspace, map(chr, range(0x3001))))
