"""The commands that hand figures out: export, chance, query."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from indicators import cases, corpus, store
from indicators.cli.given import Commands, describe, faults, files_of
from indicators.cli.saying import DONE, SOME_FAILED, complain, failed
from indicators.errors import UsageError
from indicators.files import shown, write_all


def add_export(commands: Commands) -> None:
    """`indicators export`."""
    exporting = commands.add_parser("export", help="write figures for Excel, Stata and others")
    exporting.set_defaults(call=_export)
    exporting.add_argument(
        "path", nargs="*", type=Path, help="files and folders; the collection, corrected, without"
    )
    exporting.add_argument("--format", choices=("xlsx", "csv", "dta", "sdmx"), default="xlsx")
    exporting.add_argument("--to", type=Path, help="the file to write; figures.FORMAT without")
    describe(exporting)


def _export(call: argparse.Namespace) -> int:
    # pandas takes a second to import: only the command that needs it
    from indicators.report import figures

    target = call.to or Path(f"figures{figures.SUFFIXES[call.format]}")
    if target.is_symlink() or (target.exists() and not target.is_file()):
        # a file is replaced whole: /dev/stdout would be one afterwards
        raise UsageError(f"--to {shown(target)}: no plain file: name another")
    if call.path:
        listed = files_of(call)
        readings, lost = corpus.readings(listed.files)
        code = failed([*listed.failures, *lost])
    elif call.title or call.region or call.date:
        raise UsageError("--title, --region and --date describe files: name them")
    else:
        readings, code = list(store.readings()), failed(faults())
    made = figures.of(readings)
    if code and not made.rows:
        return code  # nothing was read: a file of an earlier day stays
    write_all({target: figures.written(made, call.format)})
    print(f"{len(made.rows)} figures: {target}")
    return code


def add_chance(commands: Commands) -> None:
    """`indicators chance`."""
    chancing = commands.add_parser("chance", help="tell the chance of growth targets")
    chancing.set_defaults(call=_chance)
    cases.add_flags(chancing)


def _chance(call: argparse.Namespace) -> int:
    rows = cases.asked(call)
    # pandas and scipy take a second to import: only the command that needs them
    from indicators.cases import output, told

    answers, failures = told.tell(rows, call.language)
    shape = {"table": output.table_lines, "csv": output.csv_lines}[call.format]
    for line in shape(answers):
        print(line)
    for one in answers:
        for note in one.answer.notes:
            print(f"indicators: note: {one.place}{note}", file=sys.stderr)
    for failure in failures:
        complain(failure, SOME_FAILED)
    return SOME_FAILED if failures else DONE


def add_query(commands: Commands) -> None:
    """`indicators query`."""
    asking = commands.add_parser("query", help="ask the collection's database in SQL")
    asking.set_defaults(call=_query)
    asking.add_argument("sql", nargs="?", help="DuckDB's SQL; the tables there are without")
    asking.add_argument("--format", choices=("table", "csv"), default="table")


def _query(call: argparse.Namespace) -> int:
    from indicators import warehouse

    if call.sql:
        print("\n".join(warehouse.lines(call.sql, call.format)))
        return DONE
    file = warehouse.database()
    for name, rows in warehouse.tables(file).items():
        print(f"{name:<14}{rows:>8} rows")
    print(file)
    return DONE
