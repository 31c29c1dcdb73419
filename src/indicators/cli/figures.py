"""The commands that hand figures out: export, chance, query."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from indicators import cases, corpus, store
from indicators.batch import options
from indicators.cli.given import PRINTED, Commands, command, describe, faults, files_of
from indicators.cli.saying import DONE, SOME_FAILED, complain, failed
from indicators.errors import UsageError
from indicators.files import shown, write_all


def add_export(commands: Commands) -> None:
    """`indicators export`."""
    exporting = command(
        commands,
        "export",
        "write figures for Excel, Stata and others",
        "--format xlsx --to figures.xlsx",
        "plan.docx --region 长春市南关区 --date 2023-02 --format dta",
    )
    exporting.set_defaults(call=_export)
    exporting.add_argument(
        "path",
        nargs="*",
        metavar="PATH",
        type=Path,
        help="files and folders; the collection, corrected, without",
    )
    describe(exporting)
    add = exporting.add_argument
    forms = ("xlsx", "csv", "dta", "sdmx")
    add(
        "--format",
        choices=forms,
        help="Excel, CSV, Stata or SDMX-CSV; as the file is called, or xlsx, without",
    )
    add(
        "--to",
        type=Path,
        metavar="FILE",
        help="the file to write; figures.xlsx and the like without",
    )


def _export(call: argparse.Namespace) -> int:
    # pandas takes a second to import: only the command that needs it
    from indicators.report import figures

    form = _form(call.format, call.to)
    target = call.to or Path(f"figures{figures.SUFFIXES[form]}")
    if str(target) == "-" or target.is_symlink() or (target.exists() and not target.is_file()):
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
    write_all({target: figures.written(made, form)})
    count = len(made.rows)
    print(f"{count} {'figure' if count == 1 else 'figures'}: {target}")
    return code


def _form(asked: str | None, to: Path | None) -> str:
    """What was asked for, else what the file is called by; UsageError for neither or for both."""
    from indicators.report.figures import SUFFIXES

    if to is None:
        return asked or "xlsx"
    longest = sorted(SUFFIXES, key=lambda form: -len(SUFFIXES[form]))
    found = next((form for form in longest if to.name.lower().endswith(SUFFIXES[form])), "")
    if not asked and not found:
        endings = ", ".join(SUFFIXES.values())
        raise UsageError(f"--to {shown(to)}: give --format, or a name that ends in {endings}")
    if asked and found and not SUFFIXES[asked].endswith(SUFFIXES[found]):
        raise UsageError(f"--to {shown(to)}: is called {found}, --format is {asked}: change one")
    return asked or found


def add_chance(commands: Commands) -> None:
    """`indicators chance`."""
    chancing = command(
        commands,
        "chance",
        "tell the chance of growth targets",
        "--from cases.csv --format csv > chances.csv",
        "--level city --as-of 2022 --kind growth --target 6%以上 --year 2023 --known 2022=+5.1%",
    )
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
    asking = command(
        commands,
        "query",
        "ask the collection's database in SQL",
        "",
        "\"SELECT region, value FROM observations WHERE indicator_id = 'gdp'\"",
        '"SELECT * FROM chances" --format csv > chances.csv',
    )
    asking.set_defaults(call=_query)
    asking.add_argument(
        "sql", nargs="?", metavar="SQL", help="one SELECT of DuckDB's; lists the tables without"
    )
    asking.add_argument("--format", choices=("table", "csv"), default="table", help=PRINTED)
    asking.add_argument(
        "--timeout",
        type=options.seconds,
        default=60.0,
        metavar="SECONDS",
        help="the longest wait for an answer, e.g. 600; 60 without",
    )


def _query(call: argparse.Namespace) -> int:
    from indicators import warehouse

    if call.sql:
        for line in warehouse.lines(call.sql, call.format, call.timeout):
            print(line)
        return DONE
    file = warehouse.database()
    for name, rows in warehouse.tables(file).items():
        print(f"{name:<14}{rows:>8} rows")
    print(file)
    return DONE
