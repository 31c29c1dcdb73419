"""What a file of data/series must be like: its meta data and its rows, checked as they are read."""

from __future__ import annotations

import csv
import math
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from indicators.errors import SeriesError
from indicators.record import Basis, Bound, Measure

if TYPE_CHECKING:
    from pandera.pandas import Check, Column, DataFrameSchema

Meta = dict[str, Any]

ALWAYS = {"kind", "unit", "origin", "licence"}
DATED = ALWAYS | {"indicator", "measure", "basis", "vintages"}
KINDS = {"model": ALWAYS | {"keys"}, "series": DATED, "world": DATED, "targets": DATED}
COLUMNS = {
    "series": ["code", "region", "year", "value", "vintage"],
    "world": ["code", "year", "value"],
    "targets": [
        *("code", "region", "year", "low", "high", "bound", "stated", "outcome", "vintage"),
    ],
}
KEYS = {"series": ["code", "year", "vintage"], "world": ["code", "year"]}
NUMBERS = ("year", "value", "low", "high", "outcome")
REGION, COUNTRY = r"\d{6}", r"[A-Z]{3}"
FIRST_LINE = 2  # below the head


def meta(path: Path) -> Meta:
    """The .toml of a file: what its figures are, and `file`, the name of the .csv beside it."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SeriesError(f"{path.name}: {error}: mend the file") from error
    kind = told.get("kind")
    if missing := KINDS.get(str(kind), ALWAYS) - told.keys():
        raise SeriesError(f"{path.name}: no {min(missing)}: add it")
    if kind not in KINDS:
        raise SeriesError(f"{path.name}: kind {kind!r}: name one of {', '.join(sorted(KINDS))}")
    if "basis" in told and told["basis"] not in list(Basis):
        raise SeriesError(f"{path.name}: basis {told['basis']!r}: name one of {', '.join(Basis)}")
    return {**told, "file": f"{path.stem}.csv"}


def rows(path: Path, told: Meta) -> pd.DataFrame:
    """The rows of a .csv, indexed by their line, as its schema demands.

    Raises SeriesError for the first bad row: file, line, column, what was found, what is wanted.
    """
    frame = _fields(path, COLUMNS[told["kind"]])
    for name in [name for name in frame.columns if name in NUMBERS]:
        text = frame[name]
        frame[name] = pd.to_numeric(text, errors="coerce").where(text != "", math.nan)
        unread = frame[name].isna() & (text != "")
        _refuse(path, frame.index[unread], name, text, "must be a number")
    _validate(path, frame, schema(told))
    return frame.astype({"year": int})


def schema(told: Meta) -> DataFrameSchema:
    """The pandera schema of a file of dated figures (`series`, `world`, `targets`).

    pandera is imported here: whoever only looks at the package must not wait for it.
    """
    from pandera.pandas import Check, DataFrameSchema

    kind = told["kind"]
    names = [vintage["name"] for vintage in told["vintages"]]
    make = {"series": _series, "world": _world, "targets": _targets}[kind]
    key = KEYS.get(kind, ["code", "year"])
    once = Check(lambda frame: ~frame.duplicated(key), error="is given twice", name=key[1])
    checks = [once]
    if kind == "targets":
        ordered = Check(
            lambda frame: frame["low"] <= frame["high"], error="must not be above high", name="low"
        )
        checks.append(ordered)
    return DataFrameSchema(make(told, names), checks=checks, strict=True, ordered=True)


def _series(told: Meta, names: Sequence[str]) -> dict[str, Column]:
    return {
        "code": _text(REGION, "must have six digits"),
        "region": _text(r".+", "must be named"),
        "year": _year(),
        "value": _number(told["measure"] == Measure.LEVEL),
        "vintage": _one_of(names),
    }


def _world(told: Meta, names: Sequence[str]) -> dict[str, Column]:
    return {
        "code": _text(COUNTRY, "must have three capital letters"),
        "year": _year(),
        "value": _number(told["measure"] == Measure.LEVEL),
    }


def _targets(told: Meta, names: Sequence[str]) -> dict[str, Column]:
    return {
        "code": _text(REGION, "must have six digits"),
        "region": _text(r".+", "must be named"),
        "year": _year(),
        "low": _number(False),
        "high": _number(False),
        "bound": _one_of([bound.value for bound in Bound]),
        "stated": _text(r".+", "must be quoted"),
        "outcome": _number(False, known=False),
        "vintage": _one_of([*names, ""]),
    }


def _column(check: Check) -> Column:
    from pandera.pandas import Column

    return Column(checks=check, nullable=True)


def _text(pattern: str, rule: str) -> Column:
    from pandera.pandas import Check

    return _column(Check(lambda text: text.str.fullmatch(pattern), error=rule))


def _one_of(names: Sequence[str]) -> Column:
    from pandera.pandas import Check

    wanted = ", ".join(name for name in names if name)
    return _column(Check(lambda text: text.isin(names), error=f"must be one of {wanted}"))


def _year() -> Column:
    from pandera.pandas import Check

    def whole(year: pd.Series[float]) -> pd.Series[bool]:
        return year.between(1900, 2100) & (year % 1 == 0)

    return _column(Check(whole, error="must be a whole number from 1900 to 2100", ignore_na=False))


def _number(level: bool, known: bool = True) -> Column:
    from pandera.pandas import Check

    def fits(value: pd.Series[float]) -> pd.Series[bool]:
        above = value > (0 if level else -100)  # growth of -100 % leaves nothing to grow
        return (above & (value < math.inf)) | (value.isna() & (not known))

    rule = "must be above 0" if level else "must be above -100"
    return _column(Check(fits, error=rule if not known else f"{rule} and known", ignore_na=False))


def _fields(path: Path, columns: list[str]) -> pd.DataFrame:
    """The fields as text, by line; a row of another length is refused."""
    if not path.is_file():
        raise SeriesError(f"{path.name}: missing beside {path.stem}.toml: restore it")
    with path.open(encoding="utf-8", newline="") as stream:
        head, *found = [*csv.reader(stream)] or [[]]
    if head != columns:
        raise SeriesError(f"{path.name}:1: columns must be {','.join(columns)}")
    for line, row in enumerate(found, FIRST_LINE):
        if len(row) != len(columns):
            raise SeriesError(
                f"{path.name}:{line}: {len(row)} fields, {len(columns)} are wanted: correct it"
            )
    index = pd.RangeIndex(FIRST_LINE, FIRST_LINE + len(found), name="line")
    return pd.DataFrame(found, columns=columns, index=index, dtype=str)


def _validate(path: Path, frame: pd.DataFrame, wanted: DataFrameSchema) -> None:
    from pandera.errors import SchemaErrors

    try:
        wanted.validate(frame, lazy=True)
    except SchemaErrors as errors:
        cases = errors.failure_cases.sort_values("index", kind="stable")
        first = cases.iloc[0]
        whole = first["schema_context"] == "DataFrameSchema"
        name = _named(wanted, first["check"]) if whole else first["column"]
        line = pd.Index([int(first["index"])])
        _refuse(path, line, name, frame[name], str(first["check"]))


def _named(wanted: DataFrameSchema, rule: str) -> str:
    """The column that a check of whole rows is about: the name that the check was given."""
    return next(str(check.name) for check in wanted.checks if check.error == rule)


def _refuse(
    path: Path, lines: pd.Index[int], column: str, found: pd.Series[Any], rule: str
) -> None:
    if len(lines):
        line = int(lines[0])
        value = found.loc[line]
        shown = f"{value:g}" if isinstance(value, float) else str(value)
        raise SeriesError(f"{path.name}:{line}: {column} {shown!r} {rule}: correct it")
