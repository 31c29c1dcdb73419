"""The commands that run notebooks: run, schedule, lab."""

from __future__ import annotations

import argparse
import json
import os
import sys

from indicators import lab, store
from indicators.batch import options
from indicators.cli.given import Commands, command, faults, place_of
from indicators.cli.saying import DONE, failed, tell
from indicators.cli.stopping import terminable
from indicators.remote import Place


def add_run(commands: Commands) -> None:
    """`indicators run`."""
    running = command(
        commands,
        "run",
        "run the notebooks of notebooks/batch.toml to pages",
        "",
        "02-growth-path",
        "长春市南关区 --dry-run",
        "02-growth-path -p region=长春市南关区 -p horizon=5",
    )
    running.set_defaults(call=_run)
    options.add_flags(running)
    running.add_argument(
        "--to",
        type=place_of,
        metavar="FOLDER-OR-URL",
        help="publish what changed of pages, notebooks and tables there, e.g. s3://bucket/reports;"
        " as the plan says without",
    )


def _run(call: argparse.Namespace) -> int:
    from indicators.batch.command import run  # sqlite and rich: only the command that needs them

    code = failed(faults())
    with terminable():
        code = run(call) or code
        to = None if call.dry_run else _destination(call)
        if to is not None:
            _publish(to, as_json=call.json)
    return code


def _destination(call: argparse.Namespace) -> Place | None:
    """Where pages go: as the call says, else as its plan does; a run by itself is in none."""
    if call.to is not None or call.given:
        return call.to  # type: ignore[no-any-return]  # argparse: place_of made it
    from indicators.batch import plan

    return plan.destination(call.plan or store.plan_file(), store.notebooks_folder())


def _publish(to: Place, *, as_json: bool) -> None:
    from indicators.batch.record import Outputs
    from indicators.publish import publish

    done = publish(Outputs(store.outputs_folder()), to)
    if as_json:
        print(json.dumps({"event": "published", "put": done.put, "same": done.same}))
    else:
        print(f"{done}: {to}")


def add_schedule(commands: Commands) -> None:
    """`indicators schedule`."""
    timing = command(
        commands,
        "schedule",
        "print what runs a batch at its times",
        'cron --at "30 6 * * 1" --timezone Asia/Shanghai',
        'systemd --at "0 7 * * *" --timezone Asia/Shanghai --to ~/.config/systemd/user',
    )
    timing.set_defaults(call=_schedule)
    options.add_times(timing)


def _schedule(call: argparse.Namespace) -> int:
    from indicators.batch.schedule import schedule

    text, note = schedule(call)
    print(text, end="")
    tell([note])
    return DONE


def add_lab(commands: Commands) -> None:
    """`indicators lab`: what it does not know is Jupyter's."""
    opening = command(
        commands,
        "lab",
        "open JupyterLab on the collection; further options are jupyter lab's",
        "",
        "--no-browser --port 8899",
    )
    opening.set_defaults(call=_lab, hands_on=True)


def _lab(call: argparse.Namespace) -> int:
    folder = store.root()
    os.environ.update({store.HOME: str(folder), **lab.environment(os.environ)})
    # the lab takes this process's place, so that what ends the one ends the other
    where = lab.options(folder)
    os.execv(sys.executable, [sys.executable, "-m", "jupyterlab", *where, *call.rest])
