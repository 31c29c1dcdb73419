"""Many words as one regular expression."""

from __future__ import annotations

import re
from collections.abc import Iterable
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


def _expression(tree: dict[str, Any]) -> str:
    """A tree as an expression; the end of a word is tried after all that go on."""
    branches = "|".join(
        re.escape(character) + _expression(node) for character, node in tree.items() if character
    )
    if not branches:
        return ""
    return f"(?:{branches})?" if "" in tree else f"(?:{branches})"
