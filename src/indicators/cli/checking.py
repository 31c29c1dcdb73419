"""The commands that judge what was read: check, explain."""

from __future__ import annotations

import argparse
import sys

from indicators import claims, corpus, listing
from indicators.claims import telling
from indicators.cli.given import Commands, describe, files_of, place_of
from indicators.cli.saying import DONE, SOME_FAILED, failed
from indicators.explain import explain


def add_check(commands: Commands) -> None:
    """`indicators check`."""
    checking = commands.add_parser("check", help="what figures imply, and which contradict another")
    checking.set_defaults(call=_check)
    checking.add_argument("path", nargs="+", type=place_of, help="a file or a folder")
    checking.add_argument("--format", choices=listing.FORMATS, default="table")
    describe(checking)


def _check(call: argparse.Namespace) -> int:
    listed = files_of(call)
    readings, lost = corpus.readings(listed.files)
    code, found = failed([*listed.failures, *lost]), claims.check(readings)
    for line in telling.page([*found.implied, *found.contradictions], call.format):
        print(line)
    print(f"indicators: {found.summary}", file=sys.stderr)
    return code or (SOME_FAILED if found.sure else DONE)


def add_explain(commands: Commands) -> None:
    """`indicators explain`."""
    explaining = commands.add_parser("explain", help="show how a sentence is read, as a tree")
    explaining.set_defaults(call=_explain)
    explaining.add_argument("sentence")
    describe(explaining)


def _explain(call: argparse.Namespace) -> int:
    for line in explain(call.sentence, call.title, call.region, call.date):
        print(line)
    return DONE
