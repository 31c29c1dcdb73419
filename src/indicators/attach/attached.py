"""Figures with their names, and what a sentence has named so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from indicators.dimensions import indicator
from indicators.dimensions.edges import Piece
from indicators.dimensions.quantity import Amount
from indicators.dimensions.rule import Found
from indicators.dimensions.tail import Tail
from indicators.record import Measure
from indicators.record.passing import passing
from indicators.text import fold

Names = tuple[Piece, ...]
# one word for several that 分别 tells apart
TOGETHER = {
    "第一、二、三产业": ("第一产业", "第二产业", "第三产业"),
    "一、二、三产业": ("第一产业", "第二产业", "第三产业"),
    "一二三产业": ("第一产业", "第二产业", "第三产业"),
    "三次产业": ("第一产业", "第二产业", "第三产业"),
    "城乡低保": ("城市低保", "农村低保"),
    "城乡": ("城镇", "农村"),
    "存贷款": ("存款", "贷款"),
}
# the rule of a list that has one name for all of its figures
ALIKE = "A分别 #、#"


def joined(text: str, names: Names) -> str:
    """The name of which these are the parts."""
    if len(names) == 1:
        return names[0].of(text)
    return "".join([text[part.start : part.end] for part in names])


@passing(frozen=True, slots=True)
class Attached:
    """A figure with its name (stretches of the sentence, in reading order) and its measure.

    `since` is where the figure before it ended; `order` its place in a list that 分别 hands out,
    and the length of that list.
    """

    amount: Found[Amount]
    name: Names
    measure: Measure
    tail: Tail
    rules: tuple[str, ...]
    since: int = 0
    order: tuple[int, int] = (0, 1)

    def called(self, text: str) -> str:
        """The name as the given text writes it."""
        name = indicator.clean(joined(text, self.name))
        place, length = self.order
        for whole, parts in TOGETHER.items() if length > 1 and ALIKE in self.rules else ():
            # 三次产业贡献率分别为6%、52%和42%: one figure each
            start = fold(name).find(whole)
            if length == len(parts) and start >= 0:
                return name[:start] + parts[place] + name[start + len(whole) :].removeprefix("分别")
        return name


@dataclass(slots=True)
class Sofar:
    """What a sentence has named up to the figure at hand.

    `counted` is what was counted last (项目9个), in case money came after it.
    `owner` is whose 产值 and 利润 the dependent names before were: theirs are the next ones too.
    """

    subjects: list[Names] = field(default_factory=list)
    owner: Names = ()
    counted: Names = ()
    units: dict[str, Names] = field(default_factory=dict)
    made: list[Attached] = field(default_factory=list)
    end: int = 0
    opened: int = -1
    outside: tuple[int, Names, Names] | None = None

    @property
    def last(self) -> Attached | None:
        """The figure before."""
        return self.made[-1] if self.made else None

    def enter(self, opened: int) -> None:
        """Come to a figure that stands in a bracket opened there, or in none (-1).

        （其中税收9亿元），增长5%: what stood in brackets names nothing behind them.
        """
        if opened >= 0 and self.outside is None:
            self.outside = len(self.subjects), self.owner, self.counted
        elif opened < 0 and self.outside is not None:
            kept, self.owner, self.counted = self.outside
            before = [name for name in self.subjects[kept:] if name[-1].start < self.opened]
            self.subjects[kept:] = before
            self.outside = None
        self.opened = opened
