"""A schedule as files: for cron, systemd, GitHub Actions or Airflow."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from indicators.batch.schedule.cron import DAYS, Cron
from indicators.batch.schedule.zone import in_utc, offsets
from indicators.errors import UsageError

HERE = Path(__file__).parent / "templates"
AHEAD = 5 * 366  # days in which every schedule comes: 29 February does
TWICE = 2  # offsets of a zone that changes its clocks


@dataclass(frozen=True, slots=True)
class Schedule:
    """A plan, when it is run and where: `words` are the command's, `now` any moment with a zone."""

    cron: Cron
    zone: ZoneInfo
    plan: str
    home: str
    words: tuple[str, ...]
    now: datetime

    @property
    def first(self) -> datetime:
        """The next time, by the zone's clock."""
        here = self.now.astimezone(self.zone).replace(tzinfo=None)
        return next(one for one in self.cron.moments(here.date(), AHEAD) if one > here)


def crontab(s: Schedule) -> dict[str, str]:
    """One crontab; its zone is named where it is not this machine's."""
    local = [(s.now + timedelta(days=n)).astimezone().utcoffset() for n in range(366)]
    there = [(s.now + timedelta(days=n)).astimezone(s.zone).utcoffset() for n in range(366)]
    return {"crontab": _filled("crontab", s, foreign=local != there)}


def systemd(s: Schedule) -> dict[str, str]:
    """A service and the timer that starts it."""
    facts = {"folder": "~/.config/systemd/user", "user": "--user ", "calendar": calendar(s)}
    return {
        "indicators.service": _filled("service", s, **facts),
        "indicators.timer": _filled("timer", s, **facts),
    }


def github(s: Schedule) -> dict[str, str]:
    """A workflow; its times are in UTC, a line for each offset of the zone."""
    if Path(s.plan).is_absolute():
        raise UsageError(f"--plan {s.plan}: GitHub runs what is in the repository: put it there")
    signs: dict[str, list[str]] = {}
    for line in in_utc(s.cron, s.zone, s.now):
        found = signs.setdefault(str(line.cron), [])
        found += [line.sign] * (line.sign not in found)
    guarded = len(offsets(s.zone, s.now)) >= TWICE
    utc = [{"cron": cron, "signs": of} for cron, of in signs.items()]
    facts = {"guarded": guarded, "utc": utc, "steps": _steps(s, guarded=guarded)}
    return {"indicators.yml": _filled("workflow", s, **facts)}


def airflow(s: Schedule) -> dict[str, str]:
    """A DAG of one task."""
    return {"indicators_dag.py": _filled("dag", s, start=s.now.astimezone(s.zone))}


TARGETS: Mapping[str, Callable[[Schedule], dict[str, str]]] = {
    "cron": crontab,
    "systemd": systemd,
    "github": github,
    "airflow": airflow,
}


def calendar(s: Schedule) -> list[str]:
    """systemd's own form; a day of the month or a weekday are two lines, for there both must be."""
    c, clock = s.cron, f"{_list(s.cron.hours, 24)}:{_list(s.cron.minutes, 60)}:00"
    months = "*" if len(c.months) == 12 else _list(c.months, 13)
    days = "*" if c.days is None else _list(c.days, 32)
    week = ",".join(DAYS[day].capitalize() for day in sorted(c.weekdays or ()))
    both = c.days is not None and c.weekdays is not None
    dates = (
        [f"{week} *-{months}-*", f"*-{months}-{days}"] if both else [f"{week} *-{months}-{days}"]
    )
    return [f"{one.strip()} {clock} {s.zone}" for one in dates]


def _list(numbers: frozenset[int], end: int) -> str:
    return "*" if len(numbers) == end else ",".join(f"{n:02}" for n in sorted(numbers))


def _steps(s: Schedule, *, guarded: bool) -> list[dict[str, object]]:
    """What a fresh machine does; the outputs of the last time are there, and kept at the end."""
    due = "steps.season.outputs.due == 'yes'" if guarded else ""
    kept = f"always() && {due}" if due else "always()"
    key = "indicators-${{ github.run_id }}"
    command = shlex.join(["indicators", *s.words[s.words.index("run") :]])
    return [
        {"uses": "actions/checkout@v5", "cond": due},
        {"uses": "actions/setup-python@v6", "cond": due, "with": {"python-version": '"3.12"'}},
        {
            "uses": "actions/cache@v4",
            "cond": due,
            "with": {"path": "outputs", "key": key, "restore-keys": "indicators-"},
        },
        {"run": "pip install --require-hashes --requirement requirements.lock", "cond": due},
        {"run": "pip install --no-deps --no-build-isolation --editable .", "cond": due},
        {"run": _yaml(command), "cond": due},
        {
            "uses": "actions/upload-artifact@v4",
            "cond": kept,
            "with": {"name": "indicators", "path": "outputs/site"},
        },
    ]


def _yaml(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _filled(template: str, s: Schedule, **facts: object) -> str:
    loader = FileSystemLoader(HERE)
    environment = Environment(
        loader=loader, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters.update(
        shell=shlex.quote, percent=lambda text: text.replace("%", "\\%"), unit=_unit, units=_units
    )
    given = {
        "cron": s.cron,
        "zone": s.zone,
        "plan": s.plan,
        "home": s.home,
        "words": s.words,
        "command": shlex.join(s.words),
        "first": s.first,
        **facts,
    }
    return environment.get_template(f"{template}.j2").render(given).strip() + "\n"


def _unit(text: str) -> str:
    return text.replace("%", "%%")


def _units(words: tuple[str, ...]) -> str:
    """A command line as systemd splits it."""
    escaped = (_unit(w).replace("\\", "\\\\").replace('"', '\\"').replace("$", "$$") for w in words)
    return " ".join(f'"{word}"' for word in escaped)
