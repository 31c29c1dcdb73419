"""The command: each subcommand calls one function; 0 done, 1 some failed, 2 wrong call."""

from __future__ import annotations

import argparse
import io
import os
import signal
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from types import FrameType

from indicators import cases, claims, corpus, lab, listing, sources, store
from indicators.batch import options
from indicators.claims import telling
from indicators.errors import DocumentError, IndicatorsError, InputError, UsageError
from indicators.explain import explain
from indicators.files import shown, trouble, write_all
from indicators.remote import Place, place
from indicators.workers import cores

DONE, SOME_FAILED, WRONG_CALL = 0, 1, 2
PARQUET = "parquet"
INTERRUPTED, TERMINATED = 128 + signal.SIGINT, 128 + signal.SIGTERM
ABOUT = """\
Reads Chinese local-government documents into observations (indicator, value, unit, bound, period,
actual or target, region, and the exact place in the text), models growth paths and the chances of
targets, and reports them as notebooks and HTML pages."""
EXAMPLES = """\
try:
  indicators read data/documents                     every figure of the collection's documents
  indicators read plan.txt --region 长春市南关区 --date 2023-02 --format jsonl > plan.jsonl
  indicators check plan.txt bulletin.txt             what the figures imply, and what contradicts
  indicators explain 社会消费品零售总额力争突破90亿元         why a sentence is read as it is
  indicators export --format dta --to figures.dta    the collection's figures for Stata
  indicators chance --from cases.csv --format csv    the chances of growth targets, a row each
  indicators run                                     all reports, to outputs/site/index.html
  indicators lab                                     the notebooks in JupyterLab

exit codes: 0 done, 1 some input failed (the rest is done, each failure named) or figures contradict
each other, 2 wrong call, or another batch runs, or outputs/ cannot be written (nothing is started),
130 interrupted, 143 terminated (what was finished is kept)"""


class Terminated(KeyboardInterrupt):
    """SIGTERM, taken as Ctrl-C is: processes ended, the record of a batch written."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # names of files may hold what is no character: written out, in JSON as its escape
            stream.reconfigure(errors="backslashreplace")
    parser = _parser()
    parsed, rest = parser.parse_known_args(arguments)
    if rest and parsed.call is not _lab:
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    try:
        return int(_lab(rest) if parsed.call is _lab else parsed.call(parsed))
    except UsageError as error:
        return _complain(error, WRONG_CALL)
    except BrokenPipeError:
        # the reader of a pipe has seen enough; nothing more may be written, not even at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        return _complain(trouble(error), SOME_FAILED)
    except IndicatorsError as error:
        return _complain(error, SOME_FAILED)
    except KeyboardInterrupt as stop:
        print("indicators: interrupted: what was finished is kept", file=sys.stderr)
        return TERMINATED if isinstance(stop, Terminated) else INTERRUPTED


def _complain(error: Exception | str, code: int) -> int:
    for line in str(error).splitlines():
        print(f"indicators: {line}", file=sys.stderr)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="indicators",
        description=ABOUT,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    reading = commands.add_parser("read", help="list the observations of files and folders")
    reading.set_defaults(call=_read)
    _add_places(reading)
    checking = commands.add_parser("check", help="what figures imply, and which contradict another")
    checking.set_defaults(call=_check)
    checking.add_argument("path", nargs="+", type=_place, help="a file or a folder")
    checking.add_argument("--format", choices=listing.FORMATS, default="table")
    booking = commands.add_parser("ledger", help="list every number and what became of it")
    booking.set_defaults(call=_ledger)
    booking.add_argument("path", nargs="+", type=_place, help="a file or a folder")
    explaining = commands.add_parser("explain", help="show how a sentence is read, as a tree")
    explaining.set_defaults(call=_explain)
    explaining.add_argument("sentence")
    exporting = commands.add_parser("export", help="write figures for Excel, Stata and others")
    exporting.set_defaults(call=_export)
    exporting.add_argument(
        "path", nargs="*", type=Path, help="files and folders; the collection, corrected, without"
    )
    exporting.add_argument("--format", choices=("xlsx", "csv", "dta", "sdmx"), default="xlsx")
    exporting.add_argument("--to", type=Path, help="the file to write; figures.FORMAT without")
    for corpus_wide in (reading, booking):
        corpus_wide.add_argument(
            "--jobs",
            type=options.whole,
            default=cores(),
            help="processes at a time; all cores without",
        )
    for described in (reading, checking, booking, exporting, explaining):
        described.add_argument("--title", default="", help="title of the document")
        described.add_argument("--region", default="", help="what it is about, e.g. 长春市南关区")
        described.add_argument("--date", default="", type=_date, help="2023, 2023-02 or 2023-02-15")
    chancing = commands.add_parser("chance", help="tell the chance of growth targets")
    chancing.set_defaults(call=_chance)
    cases.add_flags(chancing)
    running = commands.add_parser("run", help="run the notebooks of notebooks/batch.toml to pages")
    running.set_defaults(call=_run)
    options.add_flags(running)
    timing = commands.add_parser("schedule", help="print what runs a batch at its times")
    timing.set_defaults(call=_schedule)
    options.add_times(timing)
    _add_query(commands.add_parser("query", help="ask the collection's database in SQL"))
    opening = commands.add_parser(
        "lab",
        help="open JupyterLab on the collection",
        epilog="options are handed on to jupyter lab",
    )
    opening.set_defaults(call=_lab)
    return parser


def _add_places(reading: argparse.ArgumentParser) -> None:
    reading.add_argument(
        "path",
        nargs="+",
        type=_place,
        help=f"a file ({', '.join(sources.READABLE)}) or a folder of them, or its URL",
    )
    reading.add_argument("--format", choices=(*listing.FORMATS, PARQUET), default="table")
    reading.add_argument("--to", type=_place, help="folder or URL (s3://...) for --format parquet")
    reading.add_argument("--cluster", help="a Dask scheduler that reads, e.g. tcp://scheduler:8786")


def _add_query(asking: argparse.ArgumentParser) -> None:
    asking.set_defaults(call=_query)
    asking.add_argument("sql", nargs="?", help="DuckDB's SQL; the tables there are without")
    asking.add_argument("--format", choices=("table", "csv"), default="table")


def _place(value: str) -> Place:
    try:
        return place(value)
    except UsageError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _date(value: str) -> str:
    try:
        return sources.head.checked_date(value, "--date")
    except DocumentError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _listed(call: argparse.Namespace) -> sources.folder.Listed:
    absent = [path for path in call.path if not (path.exists() or path.is_symlink())]
    if len(absent) == len(call.path):
        raise UsageError("\n".join(f"{shown(path)}: no such file or folder" for path in absent))
    given = {"title": call.title, "region": call.region, "date": call.date}
    return sources.listed(call.path, given)


def _told(call: argparse.Namespace, form: str) -> int:
    """Print each file as soon as it and all before it are read."""
    listed = _listed(call)
    code = _failed(listed.failures)
    failures: list[str] = []
    with _terminable(), _reading(listed.files, form, call) as files:
        for line in listing.page(_lines(files, failures), form):
            print(line)
    return SOME_FAILED if failures else code


@contextmanager
def _reading(
    files: Sequence[sources.folder.File], form: str, call: argparse.Namespace
) -> Iterator[Iterator[corpus.Told]]:
    """The files as they are told, by processes here or by the workers of a cluster."""
    if getattr(call, "cluster", None):
        from indicators import dataset

        with dataset.reading(files, form, call.cluster) as told:
            yield told
    else:
        with closing(corpus.told(files, form, call.jobs)) as told:
            yield told


def _parquet(call: argparse.Namespace) -> int:
    """Write what the files state as parquet; what is finished there is not read again."""
    # pyarrow takes a third of a second to import: only the command that needs it
    from indicators import dataset

    listed = _listed(call)
    code, found = _failed(listed.failures), list[dataset.Receipt]()
    with _terminable(), dataset.writing(listed.files, call.to, call.jobs, call.cluster) as told:
        for one in told:
            found.append(one)
            _tell(one.notes)
            code = _failed(one.failures) or code
    dataset.finish(call.to, found)
    documents, observations = sum(o.documents for o in found), sum(o.observations for o in found)
    print(f"{observations} observations of {documents} documents: {shown(call.to)}")
    return code


def _lines(files: Iterable[corpus.Told], failures: list[str]) -> Iterator[str]:
    """The lines of all files; notes and failures are printed where they arise."""
    for file in files:
        yield from file.lines
        sys.stdout.flush()
        _tell(file.notes)
        if file.failure:
            _complain(file.failure, SOME_FAILED)
            failures.append(file.failure)


def _tell(notes: Iterable[str]) -> None:
    for note in notes:
        print(f"indicators: note: {note}", file=sys.stderr)


def _failed(failures: Sequence[InputError | str]) -> int:
    for failure in failures:
        _complain(failure, SOME_FAILED)
    return SOME_FAILED if failures else DONE


def _ledger(call: argparse.Namespace) -> int:
    return _told(call, corpus.LEDGER)


def _read(call: argparse.Namespace) -> int:
    if (call.to is None) is (call.format == PARQUET):
        raise UsageError("--format parquet and --to FOLDER-OR-URL belong together: give both")
    return _parquet(call) if call.to else _told(call, call.format)


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
        _complain(failure, SOME_FAILED)
    return SOME_FAILED if failures else DONE


def _check(call: argparse.Namespace) -> int:
    listed = _listed(call)
    readings, lost = corpus.readings(listed.files)
    code, found = _failed([*listed.failures, *lost]), claims.check(readings)
    for line in telling.page([*found.implied, *found.contradictions], call.format):
        print(line)
    print(f"indicators: {found.summary}", file=sys.stderr)
    return code or (SOME_FAILED if found.sure else DONE)


def _export(call: argparse.Namespace) -> int:
    # pandas takes a second to import: only the command that needs it
    from indicators.report import figures

    target = call.to or Path(f"figures{figures.SUFFIXES[call.format]}")
    if target.is_symlink() or (target.exists() and not target.is_file()):
        # a file is replaced whole: /dev/stdout would be one afterwards
        raise UsageError(f"--to {shown(target)}: no plain file: name another")
    if call.path:
        listed = _listed(call)
        readings, lost = corpus.readings(listed.files)
        code = _failed([*listed.failures, *lost])
    elif call.title or call.region or call.date:
        raise UsageError("--title, --region and --date describe files: name them")
    else:
        readings, code = list(store.readings()), _failed([*store.unreadable(), *store.misfits()])
    made = figures.of(readings)
    if code and not made.rows:
        return code  # nothing was read: a file of an earlier day stays
    write_all({target: figures.written(made, call.format)})
    print(f"{len(made.rows)} figures: {target}")
    return code


def _explain(call: argparse.Namespace) -> int:
    for line in explain(call.sentence, call.title, call.region, call.date):
        print(line)
    return DONE


def _run(call: argparse.Namespace) -> int:
    from indicators.batch import command  # sqlite and rich: only the command that needs them

    code = _failed([*store.unreadable(), *store.misfits()])
    with _terminable():
        return command.run(call) or code


def _schedule(call: argparse.Namespace) -> int:
    from indicators.batch.schedule import schedule

    text, note = schedule(call)
    print(text, end="")
    _tell([note])
    return DONE


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


@contextmanager
def _terminable() -> Iterator[None]:
    """SIGTERM and Ctrl-C stop in order; a second one ends at once what should hang meanwhile."""
    stops = (signal.SIGTERM, signal.SIGINT)
    # a shell starts what it puts in the background with Ctrl-C ignored: so it stays
    heard = [number for number in stops if signal.getsignal(number) is not signal.SIG_IGN]
    before = {number: signal.signal(number, _stopped) for number in heard}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _stopped(number: int, _: FrameType | None) -> None:
    signal.signal(number, signal.SIG_DFL)
    if number == signal.SIGTERM:
        raise Terminated("stopped by SIGTERM")
    raise KeyboardInterrupt


def _lab(options: Sequence[str]) -> int:
    folder = store.root()
    os.environ.update({store.HOME: str(folder), **lab.environment(os.environ)})
    # the lab takes this process's place, so that what ends the one ends the other
    where = lab.options(folder)
    os.execv(sys.executable, [sys.executable, "-m", "jupyterlab", *where, *options])
