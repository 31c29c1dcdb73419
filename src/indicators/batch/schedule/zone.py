"""A schedule of one time zone in UTC: an offset at a time, for a zone may have two a year."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from indicators.batch.schedule.cron import Cron
from indicators.errors import UsageError

HOUR, DAY = 60, 24 * 60
LAST = 28  # a day that every month has


@dataclass(frozen=True, slots=True)
class InUtc:
    """A schedule in UTC, right while the zone is `offset` minutes ahead of it."""

    cron: Cron
    offset: int

    @property
    def sign(self) -> str:
        """`+0800`, as `date +%z` says it."""
        hours, minutes = divmod(abs(self.offset), HOUR)
        return f"{'-' if self.offset < 0 else '+'}{hours:02}{minutes:02}"


def zone(name: str) -> ZoneInfo:
    """A zone by its name in the IANA database; raises UsageError for another."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        message = f"--timezone {name!r}: no such zone: give one such as Asia/Shanghai or UTC"
        raise UsageError(message) from None


def offsets(where: ZoneInfo, now: datetime) -> tuple[int, ...]:
    """The minutes that a zone is ahead of UTC in the two years from now, the present one first."""
    days = (now.astimezone(UTC) + timedelta(days=n) for n in range(2 * 366))
    found = (day.astimezone(where).utcoffset() for day in days)
    return tuple(dict.fromkeys(int(one.total_seconds()) // 60 for one in found if one is not None))


def in_utc(cron: Cron, where: ZoneInfo, now: datetime) -> list[InUtc]:
    """The schedule in UTC, a line for each offset and each day that hours fall on there.

    Raises UsageError where the days cannot be told in UTC.
    """
    return [InUtc(one, offset) for offset in offsets(where, now) for one in _shifted(cron, offset)]


def _shifted(cron: Cron, offset: int) -> list[Cron]:
    """The same moments `offset` minutes earlier: a line for hours of one day and equal minutes."""
    found: dict[tuple[int, int], set[int]] = {}
    for hour in cron.hours:
        for minute in cron.minutes:
            moved = hour * HOUR + minute - offset
            day, rest = divmod(moved, DAY)
            found.setdefault((day, rest // HOUR), set()).add(rest % HOUR)
    lines: dict[tuple[int, frozenset[int]], set[int]] = {}
    for (day, hour), minutes in sorted(found.items()):
        lines.setdefault((day, frozenset(minutes)), set()).add(hour)
    return [
        _on_day(replace(cron, minutes=minutes, hours=frozenset(hours)), day)
        for (day, minutes), hours in lines.items()
    ]


def _on_day(cron: Cron, moved: int) -> Cron:
    """The same a day earlier (-1) or later (1)."""
    if not moved:
        return cron
    week = cron.weekdays and frozenset((day + moved) % 7 for day in cron.weekdays)
    days = cron.days and frozenset(day + moved for day in cron.days)
    whole = cron.months == frozenset(range(1, 13))
    inside = days is None or (min(days) >= 1 and max(days) <= LAST)
    if not inside or not (whole or (days and not week)):
        message = "in UTC it falls on another day, which these fields cannot tell: choose a later"
        raise UsageError(f"--at {cron}: {message} or an earlier hour, or days from 2 to 27")
    return replace(cron, weekdays=week, days=days)
