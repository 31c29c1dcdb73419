"""Cases as rows of a CSV file, in UTF-8 or a Chinese encoding; errors by line and column."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from indicators.errors import DocumentError, UsageError
from indicators.sources import encoding

COLUMNS = ("case", "level", "as_of", "kind", "target", "year", "basis", "known")
MORE = ("indicator", "region")  # may be given beside them


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it was written; `place` leads what is said of it: `CASES.csv:5: `.

    `extra` are fields beyond the head.
    """

    place: str
    words: dict[str, str]
    extra: str = ""


def cases_in(path: Path) -> Iterator[Row]:
    """The rows of a file. Raises UsageError where it cannot be read or lacks a column."""
    try:
        text = encoding.decode(path.read_bytes(), str(path))
    except DocumentError as wrong:
        raise UsageError(f"{wrong}: save it as UTF-8") from wrong
    except OSError as wrong:
        raise UsageError(f"{path}: {wrong.strerror}: name a file of cases") from wrong
    reader = csv.DictReader(io.StringIO(text), restkey="", restval="")
    head = [name.strip() for name in reader.fieldnames or ()]
    if missing := [name for name in COLUMNS if name not in head]:
        raise UsageError(f"{path}:1: no column {', '.join(missing)}: the head must name it")
    reader.fieldnames = head
    for words in reader:
        extra = words.pop("", "")
        yield Row(f"{path}:{reader.line_num}: ", words, ",".join(extra))
