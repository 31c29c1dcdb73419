"""`indicators schedule`: a batch at its times, by what the machine has for that."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from indicators import store
from indicators.batch import plan
from indicators.batch.schedule.cron import Cron
from indicators.batch.schedule.targets import TARGETS, Schedule
from indicators.batch.schedule.zone import zone
from indicators.files import write_all

__all__ = ["schedule"]


def schedule(call: argparse.Namespace) -> tuple[str, str]:
    """What is to be put in, unless it went to a folder, and a note: time, zone and plan are right.

    Raises UsageError or PlanError for what is not.
    """
    home = store.root()
    file = (call.plan or store.plan_file()).resolve()
    runs = plan.load(file, store.notebooks_folder())
    name = str(file.relative_to(home)) if file.is_relative_to(home) else str(file)
    words = (sys.executable, "-m", "indicators", "run", "--quiet", "--plan", name)
    given = Schedule(
        Cron.parse(call.at), zone(call.timezone), name, str(home), words, datetime.now(UTC)
    )
    files = TARGETS[call.target](given)
    to = plan.destination(file, store.notebooks_folder())
    note = f"{len(runs)} runs, the first time {given.first:%Y-%m-%d %H:%M} {given.zone}"
    note += f", published to {to}" if to else ""
    if call.to:
        write_all({Path(call.to) / name: text for name, text in files.items()})
        return "", note
    return "\n".join(files.values()), note
