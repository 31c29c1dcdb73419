"""The commands that read documents file by file: read, ledger."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager

from indicators import corpus, listing, sources
from indicators.batch import options
from indicators.cli.given import PRINTED, Commands, command, describe, files_of, place_of
from indicators.cli.saying import SOME_FAILED, complain, failed, tell
from indicators.cli.stopping import terminable
from indicators.errors import UsageError
from indicators.files import shown
from indicators.workers import cores

PARQUET = "parquet"


def add_read(commands: Commands) -> None:
    """`indicators read`."""
    reading = command(
        commands,
        "read",
        "list the observations of files and folders",
        "data/documents",
        "plan.txt --region 长春市南关区 --date 2023-02 --format jsonl > plan.jsonl",
        "reports/ --format parquet --to figures/ --jobs 4",
    )
    reading.set_defaults(call=_read)
    reading.add_argument(
        "path",
        nargs="+",
        metavar="PATH",
        type=place_of,
        help=f"a file ({', '.join(sources.READABLE)}) or a folder of them, or its URL",
    )
    describe(reading)
    add = reading.add_argument
    forms = (*listing.FORMATS, PARQUET)
    add("--format", choices=forms, default="table", help=f"{PRINTED}; parquet needs --to")
    add("--to", type=place_of, metavar="FOLDER", help="for parquet: a folder or URL, e.g. s3://b/c")
    _add_jobs(reading)
    add("--cluster", metavar="URL", help="a Dask scheduler that reads, e.g. tcp://scheduler:8786")


def _read(call: argparse.Namespace) -> int:
    if (call.to is None) is (call.format == PARQUET):
        raise UsageError("--format parquet and --to FOLDER-OR-URL belong together: give both")
    return _parquet(call) if call.to else _told(call, call.format)


def add_ledger(commands: Commands) -> None:
    """`indicators ledger`."""
    booking = command(
        commands,
        "ledger",
        "list every number and what became of it",
        "plan.txt",
        "plan.txt --region 长春市南关区 --date 2023-02",
    )
    booking.set_defaults(call=_ledger)
    booking.add_argument(
        "path", nargs="+", metavar="PATH", type=place_of, help="a file or a folder, or its URL"
    )
    describe(booking)
    _add_jobs(booking)


def _ledger(call: argparse.Namespace) -> int:
    return _told(call, corpus.LEDGER)


def _add_jobs(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--jobs",
        type=options.whole,
        default=cores(),
        metavar="N",
        help="processes at a time, e.g. 2; as many as cores without",
    )


def _told(call: argparse.Namespace, form: str) -> int:
    """Print each file as soon as it and all before it are read."""
    listed = files_of(call)
    code = failed(listed.failures)
    failures: list[str] = []
    with terminable(), _reading(listed.files, form, call) as files:
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


def _lines(files: Iterable[corpus.Told], failures: list[str]) -> Iterator[str]:
    """The lines of all files; notes and failures are printed where they arise."""
    for file in files:
        yield from file.lines
        sys.stdout.flush()
        tell(file.notes)
        if file.failure:
            complain(file.failure, SOME_FAILED)
            failures.append(file.failure)


def _parquet(call: argparse.Namespace) -> int:
    """Write what the files state as parquet; what is finished there is not read again."""
    # pyarrow takes a third of a second to import: only the command that needs it
    from indicators import dataset

    listed = files_of(call)
    code, found = failed(listed.failures), list[dataset.Receipt]()
    with terminable(), dataset.writing(listed.files, call.to, call.jobs, call.cluster) as told:
        for one in told:
            found.append(one)
            tell(one.notes)
            code = failed(one.failures) or code
    dataset.finish(call.to, found)
    documents, observations = sum(o.documents for o in found), sum(o.observations for o in found)
    print(f"{observations} observations of {documents} documents: {shown(call.to)}")
    return code
