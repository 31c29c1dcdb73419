"""The head of a document: title, issuer, region, date and source between two lines of ---."""

from __future__ import annotations

import re
from dataclasses import dataclass

from indicators.errors import DocumentError
from indicators.record import Document

FIELDS = ("title", "issuer", "region", "date", "source")
DATE = re.compile(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True, slots=True)
class Head:
    """What the head says, and where the text begins behind it."""

    fields: dict[str, str]
    body: int


def parse(text: str, name: str) -> Head:
    """The head of a text; an empty one where the text begins without ---.

    Raises DocumentError for a head that does not end, a line without a colon or an unknown field.
    """
    if not text.startswith("---\n"):
        return Head({}, 0)
    end = text.find("\n---", 3)
    if end < 0:
        raise DocumentError(
            f"{name}: the head that begins in line 1 does not end: close it with ---"
        )
    fields: dict[str, str] = {}
    for number, line in enumerate(text[4:end].split("\n"), 2):
        key, colon, value = line.partition(":")
        if line.strip() and (not colon or key.strip() not in FIELDS):
            raise DocumentError(
                f"{name}:{number}: {line.strip()!r} is no line of a head: write one of "
                f"{', '.join(FIELDS)}, a colon and the value"
            )
        if line.strip():
            fields[key.strip()] = value.strip()
    newline = text.find("\n", end + 1)
    return Head(fields, len(text) if newline < 0 else newline + 1)


def headed(document: Document) -> str:
    """The text of a document under a head that says what is known of it."""
    said = {field: " ".join(getattr(document, field).split()) for field in FIELDS}
    lines = [f"{field}: {value}" for field, value in said.items() if value]
    body = document.text[document.body :].strip("\n")
    return "\n".join(["---", *lines, "---", "", body, ""])


def checked_date(value: str, where: str) -> str:
    """A date as 2022, 2022-08 or 2022-08-31; DocumentError for anything else."""
    if value and not DATE.fullmatch(value):
        raise DocumentError(f"{where}: date {value!r}: write it as 2022, 2022-08 or 2022-08-31")
    return value
