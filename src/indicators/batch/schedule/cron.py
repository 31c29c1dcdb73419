"""A time in the five fields of cron, checked: minute, hour, day of the month, month, weekday."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from indicators.errors import UsageError

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
PART = re.compile(r"(\*|[0-9]+|[a-z]{3})(?:-([0-9]+|[a-z]{3}))?(?:/([0-9]+))?")
LEAP = 2000  # a year with a 29 February


@dataclass(frozen=True, slots=True)
class Field:
    """One of the five: its name, its least and largest number, words for numbers."""

    name: str
    low: int
    high: int
    words: tuple[str, ...] = ()

    def numbers(self, said: str) -> frozenset[int]:
        """`*/15`, `1-5`, `mon,fri` as numbers; raises UsageError with what is wrong."""
        return frozenset(n for part in said.lower().split(",") for n in self._part(part))

    def _part(self, part: str) -> range:
        found = PART.fullmatch(part)
        if not found or (found[1] == "*" and found[2]):
            raise UsageError(f"{self.name} {part!r}: give a number, a-b, * or one of them with /n")
        every = found[1] == "*"
        first = self.low if every else self._number(found[1])
        last = self.high if every else self._number(found[2] or found[1])
        if found[3] and not every and not found[2]:
            last = self.high
        step = int(found[3] or 1)
        if last < first or not step:
            raise UsageError(f"{self.name} {part!r}: is empty: the first comes before the last")
        return range(first, last + 1, step)

    def _number(self, word: str) -> int:
        if word in self.words:
            return self.low + self.words.index(word)
        if not word.isdigit() or not self.low <= int(word) <= self.high:
            what = f"from {self.low} to {self.high}"
            raise UsageError(f"{self.name} {word!r}: give a number {what}")
        return int(word)


FIELDS = (
    Field("minute", 0, 59),
    Field("hour", 0, 23),
    Field("day", 1, 31),
    Field("month", 1, 12, MONTHS),
    Field("weekday", 0, 7, DAYS),
)


@dataclass(frozen=True, slots=True)
class Cron:
    """When: a moment matches all fields; where day and weekday are both given, one of the two."""

    minutes: frozenset[int]
    hours: frozenset[int]
    days: frozenset[int] | None
    months: frozenset[int]
    weekdays: frozenset[int] | None

    @classmethod
    def parse(cls, said: str) -> Cron:
        """`30 6 * * 1`: Mondays at 6:30.

        Raises UsageError for what no cron takes, and for a time that never comes, as 31 February.
        """
        fields = said.split()
        if len(fields) != len(FIELDS):
            names = " ".join(field.name for field in FIELDS)
            raise UsageError(f"--at {said!r}: {len(fields)} fields, not 5: {names}")
        try:
            minutes, hours, days, months, weekdays = (
                field.numbers(one) for field, one in zip(FIELDS, fields, strict=True)
            )
        except UsageError as error:
            raise UsageError(f"--at {said!r}: {error}") from None
        given = None if fields[2].startswith("*") else days
        week = None if fields[4].startswith("*") else frozenset(day % 7 for day in weekdays)
        if fields[2].startswith("*/") or fields[4].startswith("*/"):
            raise UsageError(f"--at {said!r}: crons differ about */n for days: list the days")
        cron = cls(minutes, hours, given, months, week)
        if not any(cron.holds(date(LEAP, 1, 1) + timedelta(n)) for n in range(366)):
            raise UsageError(f"--at {said!r}: no such day comes")
        return cron

    def holds(self, day: date) -> bool:
        """Whether it is on that day at all."""
        in_month, in_week = (
            day.day in (self.days or ()),
            day.isoweekday() % 7 in (self.weekdays or ()),
        )
        either = self.days is None and self.weekdays is None
        return day.month in self.months and (either or in_month or in_week)

    def moments(self, first: date, days: int) -> Iterator[datetime]:
        """Every moment of so many days, without a zone."""
        for number in range(days):
            day = first + timedelta(number)
            if self.holds(day):
                for hour in sorted(self.hours):
                    for minute in sorted(self.minutes):
                        yield datetime.combine(day, time(hour, minute))

    def __str__(self) -> str:
        """The five fields, in numbers."""
        given = (self.minutes, self.hours, self.days, self.months, self.weekdays)
        return " ".join(map(listed, given, FIELDS))


def listed(numbers: frozenset[int] | None, field: Field) -> str:
    """`*`, `1-5` or `1,15`."""
    whole = range(field.low, field.high + (field.name != "weekday"))
    if numbers is None or (field.name not in ("day", "weekday") and numbers == frozenset(whole)):
        return "*"
    each = sorted(numbers)
    if len(each) > 2 and each == list(range(each[0], each[-1] + 1)):
        return f"{each[0]}-{each[-1]}"
    return ",".join(map(str, each))
