"""The command: each subcommand calls one function; 0 done, 1 some failed, 2 wrong call."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import FrameType

from indicators import claims, ledger, listing, sources, store
from indicators.claims import telling
from indicators.errors import DocumentError, IndicatorsError, UsageError
from indicators.explain import explain
from indicators.files import trouble
from indicators.lexicon import candidates
from indicators.read import read
from indicators.record import Document, Reading

DONE, SOME_FAILED, WRONG_CALL = 0, 1, 2
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
  indicators run                                     all reports, to outputs/site/index.html
  indicators lab                                     the notebooks in JupyterLab

exit codes: 0 done, 1 some input failed (the rest is done, each failure named) or figures contradict
each other, 2 wrong call, or
another batch runs, or outputs/ cannot be written (nothing is started), 130 interrupted, 143
terminated (what was finished is kept)"""


class Terminated(KeyboardInterrupt):
    """SIGTERM, which a batch takes as it takes Ctrl-C: kernel ended, record written."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
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
    reading.add_argument(
        "path",
        nargs="+",
        type=Path,
        help=f"a file ({', '.join(sources.READABLE)}) or a folder of them",
    )
    reading.add_argument("--format", choices=("table", "jsonl", "csv"), default="table")
    checking = commands.add_parser("check", help="what figures imply, and which contradict another")
    checking.set_defaults(call=_check)
    checking.add_argument("path", nargs="+", type=Path, help="a file or a folder")
    checking.add_argument("--format", choices=("table", "jsonl", "csv"), default="table")
    booking = commands.add_parser("ledger", help="list every number and what became of it")
    booking.set_defaults(call=_ledger)
    booking.add_argument("path", nargs="+", type=Path, help="a file or a folder")
    explaining = commands.add_parser("explain", help="show how a sentence is read, as a tree")
    explaining.set_defaults(call=_explain)
    explaining.add_argument("sentence")
    for described in (reading, checking, booking, explaining):
        described.add_argument("--title", default="", help="title of the document")
        described.add_argument("--region", default="", help="what it is about, e.g. 长春市南关区")
        described.add_argument("--date", default="", type=_date, help="2023, 2023-02 or 2023-02-15")
    running = commands.add_parser("run", help="run the notebooks of notebooks/batch.toml to pages")
    running.set_defaults(call=_run)
    running.add_argument("only", nargs="*", help="run ids, notebooks or regions; all without")
    running.add_argument("--plan", type=Path, help="another batch.toml")
    lab = commands.add_parser(
        "lab",
        help="open JupyterLab on the collection",
        epilog="options are handed on to jupyter lab",
    )
    lab.set_defaults(call=_lab)
    return parser


def _date(value: str) -> str:
    try:
        return sources.head.checked_date(value, "--date")
    except DocumentError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _loaded(call: argparse.Namespace) -> sources.Loaded:
    given = {"title": call.title, "region": call.region, "date": call.date}
    absent = [path for path in call.path if not path.exists()]
    if len(absent) == len(call.path):
        raise UsageError("\n".join(f"{path}: no such file or folder" for path in absent))
    return _told_apart([(path, _load(path, given)) for path in call.path])


def _load(path: Path, given: Mapping[str, str]) -> sources.Loaded:
    return store.load_folder(path, given) if path.is_dir() else sources.load_all([path], given)


def _told_apart(loaded: Sequence[tuple[Path, sources.Loaded]]) -> sources.Loaded:
    """All documents; one whose name occurs again under another path is named by its path."""
    names = Counter(one.name for _, part in loaded for one in part.documents)
    documents = [
        replace(one, name=str(path / one.name if path.is_dir() else path))
        if names[one.name] > 1
        else one
        for path, part in loaded
        for one in part.documents
    ]
    return sources.Loaded(tuple(documents), tuple(f for _, part in loaded for f in part.failures))


def _ledger(call: argparse.Namespace) -> int:
    loaded = _loaded(call)
    for document in loaded.documents:
        for line in ledger.lines(read(document)):
            print(line)
    return _failed(loaded.failures)


def _failed(failures: Sequence[DocumentError]) -> int:
    for failure in failures:
        _complain(failure, SOME_FAILED)
    return SOME_FAILED if failures else DONE


def _read(call: argparse.Namespace) -> int:
    loaded = _loaded(call)
    readings = [read(document) for document in loaded.documents]
    rows = (listing.row(o, r.document) for r in readings for o in r.observations)
    shape = {"table": listing.table, "jsonl": listing.jsonl, "csv": listing.csv_lines}[call.format]
    for line in shape(rows):
        print(line)
    for note in _notes(readings):
        print(f"indicators: note: {note}", file=sys.stderr)
    return _failed(loaded.failures)


def _check(call: argparse.Namespace) -> int:
    loaded = _loaded(call)
    found = claims.check([read(document) for document in loaded.documents])
    shape = {"table": telling.lines, "jsonl": telling.jsonl, "csv": telling.csv_lines}[call.format]
    for line in shape([*found.implied, *found.contradictions]):
        print(line)
    sure = sum(not one.doubtful for one in found.contradictions)
    print(f"indicators: {found.summary}", file=sys.stderr)
    return _failed(loaded.failures) or (SOME_FAILED if sure else DONE)


def _notes(readings: Sequence[Reading]) -> Iterator[str]:
    """What a reader of the figures should know: what was missing, and what that did to them."""
    for reading in readings:
        yield from _gaps(reading.document)
        if not reading.observations:
            others = len(reading.unplaced)
            yield f"{reading.document.name}: states no figure ({others} other numbers)"


def _gaps(document: Document) -> Iterator[str]:
    if document.inferred:
        told = (f"{i.field} {getattr(document, i.field)} from {i.where}" for i in document.inferred)
        yield f"{document.name}: {'; '.join(told)}"
    missing = [name for name in ("title", "region", "date") if not getattr(document, name)]
    if missing:
        yield (
            f"{document.name}: no {' and no '.join(missing)}: give "
            f"{' '.join('--' + name for name in missing)}, a head or a row in documents.csv"
        )
    found = candidates(document.region) if document.region else ()
    if document.region and len(found) != 1:
        what = "is not in GB/T 2260: its code is left empty"
        if found:
            what = f"may be {'、'.join(found)}: which? give --region; its code is left empty"
        yield f"{document.name}: region {document.region!r} {what}"


def _explain(call: argparse.Namespace) -> int:
    for line in explain(call.sentence, call.title, call.region, call.date):
        print(line)
    return DONE


def _run(call: argparse.Namespace) -> int:
    # papermill and what comes with it take a second to import: only the command that needs them
    from indicators.batch.run import run_batch

    code = _failed(store.unreadable())
    before = signal.signal(signal.SIGTERM, _terminated)
    try:
        result = run_batch(call.plan, call.only)
    finally:
        signal.signal(signal.SIGTERM, before)
    for record in result.failed:
        print(f"indicators: {record.id}: {record.error}", file=sys.stderr)
    print(
        f"{len(result.records) - len(result.failed)} of {len(result.records)} pages: {result.index}"
    )
    return SOME_FAILED if result.failed else code


def _terminated(number: int, _: FrameType | None) -> None:
    signal.signal(number, signal.SIG_DFL)  # a second one ends at once what should hang meanwhile
    raise Terminated("stopped by SIGTERM")


def _lab(options: Sequence[str]) -> int:
    folder = store.root()
    os.environ[store.HOME] = str(folder)
    where = (f"--ServerApp.root_dir={folder}", "--LabApp.default_url=/lab/tree/notebooks")
    # the lab takes this process's place, so that what ends the one ends the other
    os.execv(sys.executable, [sys.executable, "-m", "jupyterlab", *where, *options])
