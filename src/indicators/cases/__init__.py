"""Targets given as rows of a file or by flags, and their chances: `indicators chance`."""

from indicators.cases.answer import Answer, answer
from indicators.cases.case import Case, Known, case_of
from indicators.cases.files import COLUMNS, MORE, Row, cases_in
from indicators.cases.output import ADDED, Told, csv_lines, table_lines
from indicators.cases.told import tell

__all__ = [
    "ADDED",
    "COLUMNS",
    "Answer",
    "Case",
    "MORE",
    "Known",
    "Row",
    "Told",
    "answer",
    "case_of",
    "cases_in",
    "csv_lines",
    "table_lines",
    "tell",
]
