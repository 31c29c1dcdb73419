"""A batch.toml, or a file of rows that it names, while it is being read.

    [[run]]
    notebook = ["02-growth-path", "03-target-feasibility"]
    [run.parameters]
    region = ["长春市南关区", "长春市二道区"]
    horizon = 5

A list stands for one run each: these are four runs. Only a parameter that the notebook declares as
a list takes its list whole.

    [[run]]
    notebook = "02-growth-path"
    parameters = "rows.csv"
    retries = 2

Each row of that file, which lies beside the plan, is a run: its columns are parameters, and an
empty cell leaves the notebook's own value. A run that fails is tried so many times more.

    to = "s3://bucket/reports"

Before the first [[run]], it says where the pages go at the end: a store, or a folder, seen from the
plan's own.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Any

from indicators.batch.fitting import (
    Run,
    hint,
    known_notebooks,
    misfits,
    run,
    source,
    told,
    unknown,
)
from indicators.batch.rows import read_rows
from indicators.batch.signature import Parameter, signature
from indicators.batch.values import parsed
from indicators.errors import PlanError, UsageError
from indicators.remote import Place, place

RUN, TO = "run", "to"
KEYS = ("notebook", "parameters", "retries")
MOST_RETRIES = 10
ROWS = 'write [run.parameters], or name a file of rows: parameters = "rows.csv"'


class Sheet:
    """What a plan says, and every fault found in it."""

    def __init__(self, file: Path, notebooks: Path) -> None:
        """Raises PlanError when it cannot be read at all."""
        self.file, self.name = file, file.name
        text = _text(file)
        self.lines = text.splitlines()
        self.table = self._parse(text)
        self.notebooks = known_notebooks(notebooks)
        self.signatures: dict[Path, Mapping[str, Parameter]] = {}
        self.found: list[str] = []
        self.starts = [n for n, line in enumerate(self.lines) if re.match(r"\s*\[\[\s*run\b", line)]

    def _parse(self, text: str) -> dict[str, object]:
        try:
            return tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            what, _, where = str(error).partition(" (at ")
            line = re.search(r"line (\d+)", where)
            number = line[1] if line else max(len(self.lines), 1)
            message = f"{self.name}:{number}: {what[:1].lower()}{what[1:]}: mend this line"
            raise PlanError(message) from None

    def runs(self) -> tuple[Run, ...]:
        """All runs, or PlanError with all faults."""
        for key in self.table:
            if key not in (RUN, TO):
                self.found.append(f"{self.at(-1, key)}: {key!r} is not a key here: use [[run]]")
        self.to()
        entries = self.table.get(RUN)
        if not isinstance(entries, list) or not entries:
            raise told([*self.found, f"{self.name}: no [[run]]: name at least one"])
        runs: dict[str, Run] = {}
        for number, entry in enumerate(entries):
            for where, one in self.of(number, entry):
                if (other := runs.get(one.id.casefold())) is not None:
                    self.found.append(f"{where}: {_twice(one.id, other.id)}")
                runs[one.id.casefold()] = one
        if self.found:
            raise told(self.found)
        return tuple(runs.values())

    def to(self) -> Place | None:
        """Where its pages go, if it says so; what is no such place is among the faults."""
        said = self.table.get(TO)
        if said is None:
            return None
        try:
            if not isinstance(said, str) or not said.strip():
                raise UsageError(f"{said!r} is no place: give a folder or a URL in quotes")
            found = place(said)
        except UsageError as error:
            self.found.append(f"{self.at(-1, TO)}: {TO}: {error}")
            return None
        return self.file.parent / found if isinstance(found, Path) else found

    def of(self, number: int, entry: object) -> Iterator[tuple[str, Run]]:
        """The runs of one table, each with the place that it stands in."""
        if not isinstance(entry, dict):
            self.found.append(f"{self.at(number)}: a run is a table: write [[run]]")
            return
        before = len(self.found)
        self.found += self.faults(number, entry)
        if len(self.found) > before and not _each(entry.get("notebook")):
            return
        given = entry.get("parameters", {})
        for path in self.sources(number, entry):
            if isinstance(given, dict):
                yield from self.of_table(number, path, given, entry)
            elif isinstance(given, str):
                yield from self.of_rows(number, path, given, entry)

    def faults(self, number: int, entry: Mapping[str, Any]) -> Iterator[str]:
        """What is wrong with the table itself."""
        for key in entry:
            if key not in KEYS:
                yield f"{self.at(number, key)}: {key!r} is not a key of a run{hint(key, KEYS)}"
        if not isinstance(entry.get("parameters", {}), dict | str):
            yield f"{self.at(number, 'parameters')}: parameters is a table: {ROWS}"
        retries = entry.get("retries", 0)
        if type(retries) is not int or not 0 <= retries <= MOST_RETRIES:
            where = self.at(number, "retries")
            yield f"{where}: retries is a number from 0 to {MOST_RETRIES}, not {retries!r}"
        if not _each(entry.get("notebook")):
            first = next(iter(self.notebooks), "name")
            yield f'{self.at(number)}: no notebook: add notebook = "{first}"'

    def sources(self, number: int, entry: Mapping[str, Any]) -> Iterator[Path]:
        """The notebooks that it names, as far as they can be used."""
        at = self.at(number, "notebook")
        for name in _each(entry.get("notebook")):
            try:
                if not isinstance(name, str):
                    raise PlanError(f"notebook is a name in quotes, not {name!r}")
                path = source(name, self.notebooks)
                if path not in self.signatures:
                    self.signatures[path] = signature(path)
                yield path
            except PlanError as error:
                self.found.append(f"{at}: {error}")

    def of_table(
        self, number: int, path: Path, given: Mapping[str, Any], entry: Mapping[str, Any]
    ) -> Iterator[tuple[str, Run]]:
        """A run for each combination of values."""
        known = self.signatures[path]
        wrong = misfits(given, known, path)
        for key, fault in wrong:
            self.found.append(f"{self.at(number, key)}: {fault}")
        if wrong:
            return
        for values in product(*(known[key].values(value) for key, value in given.items())):
            parameters = dict(zip(given, values, strict=True))
            yield self.at(number), run(path, parameters, _retries(entry))

    def of_rows(
        self, number: int, path: Path, file: str, entry: Mapping[str, Any]
    ) -> Iterator[tuple[str, Run]]:
        """A run for each row of a file beside the plan."""
        known, retries = self.signatures[path], _retries(entry)
        rows = read_rows(self.file.parent / file)
        try:
            names = next(rows)[1]
            wrong = [unknown(name, known, path) for name in names if name not in known]
            self.found += (f"{file}:1: {line}" for line in wrong)
            for number_of_row, row in () if wrong else rows:
                where = f"{file}:{number_of_row}"
                given = {name: text for name, text in zip(names, row, strict=True) if text}
                parameters = self.row(where, given, known, path)
                if len(parameters) == len(given):
                    yield where, run(path, parameters, retries)
        except PlanError as error:
            self.found.append(f"{self.at(number, 'parameters')}: {error}")

    def row(
        self, where: str, given: Mapping[str, str], known: Mapping[str, Parameter], path: Path
    ) -> dict[str, object]:
        """The values of one row; fewer than given when some are wrong."""
        values: dict[str, object] = {}
        for name, text in given.items():
            try:
                [value] = known[name].values(parsed(text, known[name].kind))
            except ValueError as error:
                self.found.append(f"{where}: {name}: {error}")
                continue
            wrong = misfits({name: value}, known, path)
            self.found += (f"{where}: {fault}" for _, fault in wrong)
            if not wrong:
                values[name] = value
        return values

    def at(self, number: int, key: str = "") -> str:
        """`batch.toml:7`: the line of a key in the run of that number, or of the run itself."""
        start = self.starts[number] if 0 <= number < len(self.starts) else 0
        following = [n for n in self.starts if n > start]
        block = self.lines[start : following[0] if following and number >= 0 else None]
        pattern = rf"(^|[{{,])\s*[\"']?{re.escape(key)}[\"']?\s*=|^\s*\[+(run\.)?{re.escape(key)}\]"
        offsets = [n for n, line in enumerate(block) if key and re.search(pattern, line)]
        return f"{self.name}:{start + (offsets[0] if offsets else 0) + 1}"


def _twice(name: str, other: str) -> str:
    if name == other:
        return f"{name} is already a run: remove one of the two"
    return (
        f"{name} differs from {other} in upper and lower case alone, and where a disk knows no such"
        " difference their pages would be one: write both alike, or remove one"
    )


def _retries(entry: Mapping[str, Any]) -> int:
    found = entry.get("retries", 0)
    return found if isinstance(found, int) else 0


def _each(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except FileNotFoundError:
        raise PlanError(f"{file}: no such file: write it, or name another plan") from None
    except (OSError, UnicodeDecodeError) as error:
        raise PlanError(f"{file}: cannot be read as UTF-8 text: {error}") from None
