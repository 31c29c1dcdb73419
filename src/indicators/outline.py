"""The numbered parts of a document: what one part speaks of ends with it.

一、 holds (一)、(二) and these hold 1. and 2.: a part begins with what held where the first of its
rank began, not with where the part before it ended.
"""

from __future__ import annotations

import re

from indicators.frame import Setting
from indicators.text import NUMBER, Sentence

RANKS = (
    f"第(?P<a>{NUMBER})[篇编部]",
    f"第(?P<b>{NUMBER})章",
    f"第(?P<c>{NUMBER})节",
    f"(?P<d>{NUMBER})、",
    rf"\((?P<e>{NUMBER})\)",
    r"(?P<f>\d{1,2})[.、](?!\d)",
)
MARK = re.compile(rf"\s*(?:#+\s)?(?:{'|'.join(RANKS)})")
FIRST = ("一", "1")


class Outline:
    """The setting with which the parts of each rank begin."""

    def __init__(self) -> None:
        """No part has begun yet."""
        self._begins: dict[str, Setting] = {}

    def enter(self, sentence: Sentence, running: Setting) -> Setting:
        """The setting that a sentence finds: that of its part where it begins one."""
        mark = MARK.match(sentence.text)
        if mark is None or mark.lastgroup is None:
            return running
        rank = mark.lastgroup
        for lower in [other for other in self._begins if other > rank]:
            del self._begins[lower]
        if mark[rank] in FIRST:
            self._begins[rank] = running
        return self._begins.setdefault(rank, running)
