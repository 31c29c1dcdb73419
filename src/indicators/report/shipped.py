"""Where a figure stands in a file of data/series: the row that holds it, as it is written there.

A file is a text like any other: `text[span.start:span.end]` is the figure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from indicators import store
from indicators.errors import SeriesError
from indicators.growth import schema
from indicators.record import Span

FIELD = re.compile(r'(?:^|(?<=[,\n]))(?:"([^"]*)"|([^,"\n]*))(?=,|\n|$)')  # in quotes, or bare


@dataclass(frozen=True, slots=True, eq=False)
class File:
    """The text of a file, its columns, and what is told of it."""

    text: str
    columns: tuple[str, ...]
    about: Mapping[str, Any]

    @property
    def rows(self) -> int:
        """How many rows stand below the head."""
        return len(self.text.rstrip().splitlines()) - 1

    def line(self, place: int) -> Span:
        """The line that a place of the text lies in."""
        end = self.text.find("\n", place)
        return Span(self.text.rfind("\n", 0, place) + 1, len(self.text) if end < 0 else end)


def known(name: str) -> bool:
    """Whether data/series has a file of that name."""
    return name.endswith(".csv") and name in _names(store.series_folder())


def file(name: str) -> File:
    """A file of data/series. Raises SeriesError where there is none."""
    return _file(store.series_folder() / name)


def place(name: str, column: str, **where: object) -> Span:
    """The figure of a column in the one row that has these values in these columns.

    Raises SeriesError where no row or several have them.
    """
    one = file(name)
    keys = tuple(sorted(where))
    rows = _rows(store.series_folder() / name, keys)
    found = rows.get(tuple(str(where[key]) for key in keys), [])
    if len(found) != 1 or column not in one.columns:
        told = ", ".join(f"{key} {value}" for key, value in where.items())
        raise SeriesError(f"{name}: {len(found)} rows of {told} with {column}: one is wanted")
    return fields(one.text, found[0])[one.columns.index(column)]


def head(name: str) -> Span:
    """The first line, which names the columns: the place of all that a file holds."""
    return file(name).line(0)


@lru_cache(maxsize=4)
def _names(folder: Path) -> frozenset[str]:
    return frozenset(path.name for path in folder.glob("*.csv"))


@lru_cache(maxsize=64)
def _file(path: Path) -> File:
    about = schema.meta(path.with_suffix(".toml"))
    text = path.read_text("utf-8")  # whatever ends its lines is one sign then
    return File(text, tuple(text.partition("\n")[0].split(",")), about)


@lru_cache(maxsize=64)
def _rows(path: Path, keys: tuple[str, ...]) -> Mapping[tuple[str, ...], list[Span]]:
    """The lines of a file by what they have in some columns."""
    one, found = _file(path), dict[tuple[str, ...], list[Span]]()
    places = [one.columns.index(key) for key in keys]
    start = one.line(0).end + 1
    while start < len(one.text):
        line = one.line(start)
        spans = fields(one.text, line)
        found.setdefault(tuple(spans[at].of(one.text) for at in places), []).append(line)
        start = line.end + 1
    return found


def fields(text: str, line: Span) -> list[Span]:
    """The values of a line, without the quotes of those that hold a comma."""
    found = FIELD.finditer(text, line.start, line.end)
    spans = (one.span(1 if one[1] is not None else 2) for one in found)
    return [Span(start, end) for start, end in spans]
