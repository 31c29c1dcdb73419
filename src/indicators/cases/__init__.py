"""Targets in rows of a file or by flags, and their chances. Light to import: `told` is not."""

from indicators.cases.files import COLUMNS, MORE, Row, cases_in
from indicators.cases.flags import add_flags, asked

__all__ = ["COLUMNS", "MORE", "Row", "add_flags", "asked", "cases_in"]
