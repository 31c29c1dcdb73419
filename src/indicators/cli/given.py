"""The documents that a command is given: files, folders, and what is said of them."""

from __future__ import annotations

import argparse
from typing import NoReturn, TypeAlias

from indicators import sources, store
from indicators.errors import CorrectionError, DocumentError, InputError, UsageError
from indicators.files import shown
from indicators.remote import Place, place

Commands: TypeAlias = "argparse._SubParsersAction[Parser]"

PRINTED = "how to print; a table without"


class Parser(argparse.ArgumentParser):
    """Says in one line what is wrong with a call, and where it is told how to call."""

    def error(self, message: str) -> NoReturn:
        """End with the exit code of a wrong call."""
        told = message.removeprefix("argument ").rstrip(".")
        self.exit(2, f"indicators: {told}; how to call it: {self.prog} --help\n")


def command(commands: Commands, name: str, about: str, *examples: str) -> argparse.ArgumentParser:
    """A command with what it does, and how it is called."""
    return commands.add_parser(
        name,
        help=about,
        description=f"{about[0].upper()}{about[1:]}.",
        epilog="\n".join(
            ["examples:", *(f"  indicators {name} {one}".rstrip() for one in examples)]
        ),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def describe(command: argparse.ArgumentParser) -> None:
    """Flags that say of a document what it does not say itself."""
    add = command.add_argument
    add("--region", default="", metavar="PLACE", help="what it is about, e.g. 长春市南关区")
    add("--date", default="", type=date_of, metavar="DATE", help="2023, 2023-02 or 2023-02-15")
    add("--title", default="", metavar="WORDS", help="its title, e.g. 2023年政府工作报告")


def faults() -> list[InputError]:
    """What of the collection cannot be read, and each correction that fits no longer; their sum."""
    misfits = store.misfits()
    told = [*store.unreadable(), *misfits]
    if misfits:
        file, n = store.corrections_file().name, len(misfits)
        many = "correction is" if n == 1 else "corrections are"
        told.append(CorrectionError(f"{file}: {n} {many} not applied: mend the rows named above"))
    return told


def place_of(value: str) -> Place:
    """A path or a URL, for argparse."""
    try:
        return place(value)
    except UsageError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def date_of(value: str) -> str:
    """A date as documents give it, for argparse."""
    try:
        return sources.head.checked_date(value, "--date")
    except DocumentError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def files_of(call: argparse.Namespace) -> sources.folder.Listed:
    """The files that a call names; UsageError if none of them is there."""
    absent = [path for path in call.path if not (path.exists() or path.is_symlink())]
    if len(absent) == len(call.path):
        raise UsageError("\n".join(f"{shown(path)}: no such file or folder" for path in absent))
    given = {"title": call.title, "region": call.region, "date": call.date}
    return sources.listed(call.path, given)
