"""Values of parameters: read from text by their declared type, and written as Python."""

from __future__ import annotations

import math
import re
import tomllib
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

TEXT = "str"
NOUNS = {"int": "whole number", "float": "number", "bool": "true or false"}
WORDS = {"true": True, "True": True, "false": False, "False": False}
WHOLE = re.compile(r"[+-]?(0|[1-9][0-9]*)", re.ASCII)
# repr() of these is Python once their module is named; a notebook may have given it another name
NAMED = (date, datetime, time, timedelta, Decimal)
MODULE = re.compile(r"\b(datetime)\.(?=\w)|^(?=Decimal\()")


def parsed(text: str, declared: str) -> object:
    """A value written in a cell of a table or on the command line: `05` is text for a `str`.

    Raises ValueError for what is none of the declared type.
    """
    if declared == TEXT:
        return text
    if declared == "bool" and text in WORDS:
        return WORDS[text]
    if declared in ("int", "float") and WHOLE.fullmatch(text):
        return int(text)
    try:
        found = tomllib.loads(f"value = {text}")
    except tomllib.TOMLDecodeError:
        found = {}
    if list(found) == ["value"]:
        return found["value"]
    if TEXT in re.split(r"\W+", declared.partition("[")[0]):  # such as `str | None`
        return text
    raise ValueError(f"{text!r} is no {NOUNS.get(declared, declared)}")


class Written(str):
    """A value as text for a notebook's metadata, which is JSON, and the Python that is to run."""

    source: str


def carried(value: object) -> Any:
    """The value for a notebook: what JSON has no word for is written."""
    if isinstance(value, NAMED):
        written = Written(value)
        written.source = literal(value)
        return written
    if isinstance(value, list | tuple):
        return [carried(one) for one in value]
    if isinstance(value, dict):
        return {key: carried(one) for key, one in value.items()}
    return value


def plain(value: object) -> Any:
    """Numbers, dates and arrays of numpy and pandas as Python's own: their `repr` is no Python."""
    if isinstance(value, datetime) and type(value) is not datetime:
        return value.to_pydatetime() if hasattr(value, "to_pydatetime") else value
    if type(value).__module__ == "numpy":
        return _from_numpy(value)
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        return {plain(key): plain(one) for key, one in value.items()}
    return value


def _from_numpy(value: Any) -> object:
    if value.dtype.kind == "M":  # nanoseconds would come as a number
        value = value.astype("datetime64[us]")
    return value.item() if value.ndim == 0 else value.tolist()


def literal(value: object) -> str:
    """Python for a value, whatever names the notebook has: for papermill dates are text.

    >>> literal({"长春市": [1, date(2026, 1, 2)], "share": math.nan})
    "{'长春市': [1, __import__('datetime').date(2026, 1, 2)], 'share': float('nan')}"
    """
    if isinstance(value, Written):
        return value.source
    if isinstance(value, float) and not math.isfinite(value):
        return f"float({str(value)!r})"
    if isinstance(value, NAMED):
        module = type(value).__module__
        return MODULE.sub(f"__import__('{module}').", repr(value))
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(literal, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{literal(k)}: {literal(v)}' for k, v in value.items())}}}"
    if value is None or isinstance(value, bool | int | float | str):
        return repr(value)
    raise TypeError(f"a parameter cannot be {type(value).__name__}: {value!r}")
