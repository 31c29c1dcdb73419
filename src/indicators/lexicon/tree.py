"""Many words as one: a regular expression, or looked up at a place of a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any


def alternation(words: Iterable[str]) -> str:
    """A regular expression for any of the words, the longest first, as a tree of their beginnings.

    Where no word begins like the text, one character tells, not a thousand tries.
    """
    tree: dict[str, Any] = {}
    for word in words:
        node = tree
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}
    return _expression(tree)


class Words:
    """Many words, looked up where one begins or ends: of those that stand there, the longest."""

    def __init__(self, words: Iterable[str]) -> None:
        """The lengths that words have are known by their first and by their last character."""
        self._words = frozenset(words)
        self._first = self._lengths(0)
        self._last = self._lengths(-1)
        second = {word[1:2] for word in self._words}
        ahead = "" if "" in second else f"(?=[{_escaped(second)}])"
        self._pair = re.compile(f"[{_escaped(self._first)}]{ahead}")

    def _lengths(self, place: int) -> dict[str, tuple[int, ...]]:
        found: dict[str, set[int]] = {}
        for word in self._words:
            found.setdefault(word[place], set()).add(len(word))
        return {character: tuple(sorted(found[character], reverse=True)) for character in found}

    def at(self, text: str, place: int = 0) -> str:
        """The longest word that begins at a place, or nothing."""
        for length in self._first.get(text[place : place + 1], ()):
            word = text[place : place + length]
            if word in self._words:
                return word
        return ""

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Where words begin and end, one behind the other: only at two characters that can."""
        end = 0
        for match in self._pair.finditer(text):
            start = match.start()
            word = self.at(text, start) if start >= end else ""
            if word:
                end = start + len(word)
                yield start, end

    def ending(self, text: str) -> str:
        """The longest word that a text ends with, or nothing."""
        for length in self._last.get(text[-1:], ()):
            word = text[-length:]
            if word in self._words:
                return word
        return ""


def _escaped(characters: Iterable[str]) -> str:
    return "".join(map(re.escape, sorted(characters)))


def _expression(tree: dict[str, Any]) -> str:
    """A tree as an expression; the end of a word is tried after all that go on."""
    branches = "|".join(
        re.escape(character) + _expression(node) for character, node in tree.items() if character
    )
    if not branches:
        return ""
    return f"(?:{branches})?" if "" in tree else f"(?:{branches})"
