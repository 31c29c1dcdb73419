"""`indicators run`: from its options to a batch, and what it says at the end."""

from __future__ import annotations

import argparse
import io
import json
import sys
from contextlib import ExitStack
from dataclasses import replace

from indicators.batch.limits import Limits
from indicators.batch.progress import progress
from indicators.batch.run import Asked, BatchResult, Way, run_batch, what_is_due
from indicators.cluster import connected
from indicators.files import shown

DONE, SOME_FAILED = 0, 1


def run(call: argparse.Namespace) -> int:
    """Run it, or say what would be run; the exit code."""
    asked = Asked.of(call.plan, call.only, call.given)
    if call.dry_run:
        _say_due(asked, force=call.force, as_json=call.json)
        return DONE
    way = Way(
        jobs=call.jobs,
        warm=not call.plain_kernels,
        force=call.force,
        fail_fast=call.fail_fast,
        pdf=call.pdf,
        limits=Limits(call.cell_timeout, call.timeout, call.memory, call.output),
    )
    out = sys.stdout if call.json else io.StringIO() if call.quiet else sys.stderr
    with progress(out, events=call.json) as told, ExitStack() as stack:
        executor = None
        if call.cluster:
            cluster = stack.enter_context(connected(call.cluster))
            executor, way = cluster.executor, replace(way, jobs=cluster.ahead())
        result = run_batch(asked, way, told, executor)
    _say_end(result, as_json=call.json)
    return SOME_FAILED if result.failed else DONE


def _say_due(asked: Asked, *, force: bool, as_json: bool) -> None:
    runs = what_is_due(asked, force=force)
    for one in runs:
        event = {"event": "due", "run": one.run.id, "reason": one.reason}
        print(json.dumps(event, ensure_ascii=False) if as_json else f"{one.run.id}: {one.reason}")
    unchanged = len(asked.runs) - len(runs)
    if not as_json:
        print(f"{len(runs)} of {len(asked.runs)} would be run, {unchanged} are unchanged")


def _say_end(result: BatchResult, *, as_json: bool) -> None:
    """Each failure in a line, then all of it in one."""
    if as_json:
        told = {
            "event": "done",
            "run": len(result.records),
            "failed": [record.id for record in result.failed],
            "unchanged": result.unchanged,
            "left": result.left,
            "index": str(result.index),
        }
        print(json.dumps(told, ensure_ascii=False))
        return
    for record in result.failed:
        print(f"indicators: {record.id}: {shown(record.error)}", file=sys.stderr)
    print(f"{result.summary}: {result.index}")
