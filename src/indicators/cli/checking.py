"""The commands that judge what was read: check, explain."""

from __future__ import annotations

import argparse
import sys

from indicators import claims, corpus, listing
from indicators.claims import telling
from indicators.cli.given import PRINTED, Commands, command, describe, files_of, place_of
from indicators.cli.saying import DONE, SOME_FAILED, failed
from indicators.explain import explain


def add_check(commands: Commands) -> None:
    """`indicators check`."""
    checking = command(
        commands,
        "check",
        "tell what figures imply, and which contradict another",
        "plan.txt bulletin.txt",
        "data/documents --format csv > claims.csv",
    )
    checking.set_defaults(call=_check)
    checking.add_argument(
        "path", nargs="+", metavar="PATH", type=place_of, help="a file or a folder, or its URL"
    )
    describe(checking)
    checking.add_argument("--format", choices=listing.FORMATS, default="table", help=PRINTED)


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
    explaining = command(
        commands,
        "explain",
        "show how a sentence is read, as a tree",
        "社会消费品零售总额力争突破90亿元",
        "2022年，地区生产总值力争增长7%以上。 --region 长春市南关区 --date 2022-02",
    )
    explaining.set_defaults(call=_explain)
    explaining.add_argument(
        "sentence", metavar="SENTENCE", help="in Chinese; in quotes if it holds blanks"
    )
    describe(explaining)


def _explain(call: argparse.Namespace) -> int:
    for line in explain(call.sentence, call.title, call.region, call.date):
        print(line)
    return DONE
