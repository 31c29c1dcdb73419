"""The options of `indicators run`."""

from __future__ import annotations

import argparse
import re
from math import inf
from pathlib import Path

from indicators.batch.limits import OUTPUT
from indicators.workers import cores

UNITS = {"": 1, "K": 2**10, "M": 2**20, "G": 2**30}


def add_flags(parser: argparse.ArgumentParser) -> None:
    """What may be said of a batch."""
    add = parser.add_argument
    add("only", nargs="*", metavar="NAME", help="run ids, notebooks or regions; all without")
    add(
        "-p",
        dest="given",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="a parameter for a run of the one notebook named, e.g. horizon=5; may be repeated",
    )
    add("--plan", type=Path, metavar="FILE", help="another plan, e.g. notebooks/monthly.toml")
    add("--dry-run", action="store_true", help="print what would be run, and why")
    add("--force", action="store_true", help="run what is unchanged, too")
    add("--fail-fast", action="store_true", help="start nothing more after a failure")
    add("--jobs", type=whole, default=cores(), metavar="N", help="runs at a time; as cores without")
    cell, whole_run = "for one cell, e.g. 60; 600 without", "for a notebook, e.g. 900; none without"
    add("--cell-timeout", type=seconds, default=600.0, metavar="SECONDS", help=cell)
    add("--timeout", type=seconds, default=inf, metavar="SECONDS", help=whole_run)
    add(
        "--memory",
        type=size,
        default=inf,
        metavar="SIZE",
        help="for a run, e.g. 2G; no limit without",
    )
    add(
        "--output",
        type=size,
        default=OUTPUT,
        metavar="SIZE",
        help="for the outputs of a run, e.g. 200M; 50M without",
    )
    add(
        "--cluster",
        metavar="URL",
        help="a Dask scheduler that runs them, e.g. tcp://scheduler:8786",
    )
    add("--quiet", action="store_true", help="tell failures and the sum alone, as for a mail")
    add("--pdf", action="store_true", help="print each page as PDF, its chart as PNG (Chromium)")
    add("--json", action="store_true", help="tell what happens as JSON, an object a line")
    add("--plain-kernels", action="store_true", help="start each kernel; none is forked")


def add_times(parser: argparse.ArgumentParser) -> None:
    """The options of `indicators schedule`."""
    add = parser.add_argument
    add("target", choices=("cron", "systemd", "github", "airflow"), help="what is to start it")
    at = "five fields of cron: '30 6 * * 1' is Mondays at 6:30"
    add("--at", required=True, metavar="TIMES", help=at)
    add("--timezone", required=True, metavar="ZONE", help="whose clock that is, e.g. Asia/Shanghai")
    add("--plan", type=Path, metavar="FILE", help="another plan, e.g. notebooks/monthly.toml")
    add("--to", type=Path, metavar="FOLDER", help="write the files there; printed without")


def whole(value: str) -> int:
    """A number from 1."""
    if not (value.isascii() and value.isdigit() and int(value)):
        raise argparse.ArgumentTypeError(f"{value!r}: give a number from 1")
    return int(value)


def seconds(value: str) -> float:
    """A positive number."""
    if not re.fullmatch(r"[0-9]*\.?[0-9]+", value, re.ASCII) or not float(value):
        raise argparse.ArgumentTypeError(f"{value!r}: give seconds, more than 0")
    return float(value)


def size(value: str) -> float:
    """Bytes: `2G`, `500M`."""
    found = re.fullmatch(r"([0-9]*\.?[0-9]+) ?([KMG]?)i?B?", value.upper(), re.ASCII)
    if not found or not float(found[1]):
        raise argparse.ArgumentTypeError(f"{value!r}: give a size such as 500M or 2G")
    return float(found[1]) * UNITS[found[2]]
