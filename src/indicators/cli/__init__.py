"""The command: each subcommand calls one function; 0 done, 1 some failed, 2 wrong call."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence

from indicators.cli import checking, figures, reading, running
from indicators.cli.given import Parser
from indicators.cli.saying import DONE as DONE
from indicators.cli.saying import SOME_FAILED, WRONG_CALL, complain
from indicators.cli.stopping import INTERRUPTED, TERMINATED, Terminated
from indicators.errors import IndicatorsError, UsageError
from indicators.files import trouble

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
# in the order of a day's work, as --help lists them
COMMANDS = (
    *(reading.add_read, checking.add_check, reading.add_ledger, checking.add_explain),
    *(figures.add_export, figures.add_chance, running.add_run, running.add_schedule),
    *(figures.add_query, running.add_lab),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # names of files may hold what is no character: written out, in JSON as its escape
            stream.reconfigure(errors="backslashreplace")
    parser = _parser()
    parsed, rest = parser.parse_known_args(arguments)
    if rest and not parsed.hands_on:
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    parsed.rest = rest
    try:
        return int(parsed.call(parsed))
    except UsageError as error:
        return complain(error, WRONG_CALL)
    except BrokenPipeError:
        # the reader of a pipe has seen enough; nothing more may be written, not even at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        return complain(trouble(error), SOME_FAILED)
    except IndicatorsError as error:
        return complain(error, SOME_FAILED)
    except KeyboardInterrupt as stop:
        print("indicators: interrupted: what was finished is kept", file=sys.stderr)
        return TERMINATED if isinstance(stop, Terminated) else INTERRUPTED


def _parser() -> Parser:
    parser = Parser(
        prog="indicators",
        description=ABOUT,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(hands_on=False)
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for add in COMMANDS:
        add(commands)
    return parser
