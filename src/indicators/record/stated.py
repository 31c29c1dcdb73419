"""What a figure says: an amount, a time, a place, an entry of the catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from indicators.record.kinds import Basis, Better, Bound, Kind, Scope


@dataclass(frozen=True, slots=True)
class Quantity:
    """A stated amount: 460亿元 is 46000000000 CNY, 6%-7% has `value` 6 and `high` 7.

    `resolution` is one unit of the last digit shown, in `unit`: 495.7亿元 is stated to 10^7 yuan.
    Half of that, either way, is the rounding that the figure may hide.
    """

    value: Decimal
    unit: str
    bound: Bound = Bound.EXACT
    high: Decimal | None = None
    resolution: Decimal | None = None

    @property
    def stated(self) -> str:
        """The value as plain decimal text, `low..high` for a range."""
        low = plain(self.value)
        return low if self.high is None else f"{low}..{plain(self.high)}"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A year, or a run of years with both ends included."""

    first: int
    last: int

    def __post_init__(self) -> None:
        """Refuse a run that ends before it begins."""
        if self.last < self.first:
            raise ValueError(f"period {self.first}/{self.last} ends before it begins")

    @classmethod
    def year(cls, year: int) -> Period:
        """One calendar year."""
        return cls(year, year)

    @property
    def years(self) -> int:
        """How many years the period holds."""
        return self.last - self.first + 1

    def __str__(self) -> str:
        """`2021` or `2012/2021`."""
        return str(self.first) if self.first == self.last else f"{self.first}/{self.last}"


@dataclass(frozen=True, slots=True)
class Region:
    """A place as the document names it, and its code in GB/T 2260 where it is known."""

    name: str
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """An entry of the catalogue (lexicon/indicator.toml).

    `since` and `until`: the years for which today's definition holds; `note` says what was before
    or came after. `reference`: the published document that defines it.
    """

    id: str
    zh: str
    en: str
    aliases: tuple[str, ...]
    unit: str
    kind: Kind
    level_basis: Basis
    growth_basis: Basis
    growth_scope: Scope
    better: Better
    reference: str
    since: int | None = None
    until: int | None = None
    note: str = ""

    def holds(self, period: Period) -> bool:
        """Whether today's definition holds for all years of the period."""
        after = self.since is None or self.since <= period.first
        return after and (self.until is None or period.last <= self.until)


def plain(value: Decimal) -> str:
    """A Decimal without exponent: 4.96E+10 -> 49600000000, 7.20 -> 7.20."""
    return format(value, "f")
