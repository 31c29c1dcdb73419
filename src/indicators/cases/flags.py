"""One case by flags, or a file of cases: what `indicators chance` is called with."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from indicators.cases.files import COLUMNS, MORE, Row, cases_in
from indicators.errors import UsageError

WANTED = ("level", "as_of", "kind", "target", "year")
FLAGS = {
    "level": ("LEVEL", "nation, province, city or district"),
    "as-of": ("YEAR", "the last year that is known, e.g. 2022"),
    "kind": ("KIND", "growth, level, cumulative, share or count"),
    "target": ("FIGURE", "7%% or 650亿元, with 以上, 左右 or 以内 if so told"),
    "year": ("YEAR", "by when, e.g. 2025"),
    "basis": ("PRICES", "real or nominal; without it growth is real, amounts nominal"),
    "indicator": ("ID", "an id of the catalogue; gdp without it"),
    "region": ("PLACE", "a place whose own record of targets may be learnt from, e.g. 吉林省"),
}


def add_flags(parser: argparse.ArgumentParser) -> None:
    """The flags of the command."""
    add = parser.add_argument
    add("--from", dest="cases", type=Path, metavar="FILE", help="cases, a row each, e.g. cases.csv")
    for name, (what, meaning) in FLAGS.items():
        add(f"--{name}", metavar=what, help=meaning)
    known = "2021=495.7亿元 or 2021=+6.2%%; repeat it"
    add("--known", action="append", metavar="YEAR=FIGURE", help=known)
    printed = "how to print; a table without"
    add("--format", choices=("table", "csv"), default="table", help=printed)
    add("--language", choices=("zh", "en"), default="zh", help="of the sentence; zh without")


def asked(call: argparse.Namespace) -> Iterable[Row]:
    """The rows of the file, or the one case of the flags. Raises UsageError for both or a part."""
    given = {name: getattr(call, name, None) or "" for name in (*COLUMNS, *MORE)}
    if call.cases is not None:
        if any(given.values()):
            raise UsageError("chance: --from and the flags of one case: give either")
        return cases_in(call.cases)
    if missing := [name for name in WANTED if not given[name]]:
        flags = ", ".join("--" + name.replace("_", "-") for name in missing)
        raise UsageError(f"chance: {flags} missing: give a case in full, or --from CASES.csv")
    return [Row("", given | {"case": "1", "known": ";".join(call.known or ())})]
