"""The date from which a document counts its years, and what a time in it can mean."""

from __future__ import annotations

from dataclasses import dataclass

from indicators.record import Period
from indicators.record.passing import passing


@dataclass(frozen=True, slots=True)
class Clock:
    """The year and month from which a document's 今年 and 未来三年 are counted."""

    year: int
    month: int = 1

    @property
    def last_full_year(self) -> int:
        """The last year that had ended when the document was written."""
        return self.year if self.month == 12 else self.year - 1

    @property
    def running(self) -> int:
        """The year that 目前 and 前三季度 are in: until March still the last one."""
        return self.year if self.month > 3 else self.last_full_year

    def part_of(self, month: int) -> int:
        """The year of a part that ends with a month: 1-2月 said in March is of the same year."""
        # 一季度 said in January is to come, 上半年 is over
        return self.year if month <= max(self.month, 3) else self.running

    @property
    def reached(self) -> int:
        """The year up to which 以来 counts: the running one in its second half."""
        return self.year if self.month > 6 else self.last_full_year

    @property
    def next_start(self) -> int:
        """The first year of 未来三年: this one, from October on the next."""
        return self.year + 1 if self.month >= 10 else self.year


@passing(frozen=True, slots=True)
class Time:
    """A time in a sentence.

    `open_run` counts the years of a run that does not say where it lies (三年累计). `compared`
    marks what is only compared with (比上年, 是2012年的); `before_topic` counts from the year that
    the passage is about (上年); `local` holds for the next figure only (由2020年的, 连续三年);
    `passing` says when something was (2013年8月), not what a passage is about; `part` is a part of
    a running year (前三季度), `over` one that has ended; `event` dates what happened in its own
    clause (1993年批准设立).
    """

    period: Period | None
    open_run: int = 0
    compared: bool = False
    before_topic: bool = False
    local: bool = False
    passing: bool = False
    part: bool = False
    over: bool = False
    event: bool = False


def years_back(clock: Clock, count: int) -> Period:
    """十年来 said in August 2022: 2012/2021."""
    return Period(clock.last_full_year - count + 1, clock.last_full_year)


def years_ahead(clock: Clock, count: int) -> Period:
    """未来三年 said in February 2023: 2023/2025."""
    return Period(clock.next_start, clock.next_start + count - 1)


def plan_of(year: int) -> Period:
    """The five-year plan that a year belongs to: 2026 -> 2026/2030."""
    first = year - (year - 1) % 5
    return Period(first, first + 4)
