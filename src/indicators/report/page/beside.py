"""The files beside a page: its figures for other programs, its tables, its key chart.

Everything is taken from the notebook, as the page is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from markupsafe import Markup

from indicators.language import say, speaking
from indicators.report.figures import SUFFIXES, Figures, Sheet, gathered, workbook, written
from indicators.report.figures.tidy import Column, Value
from indicators.report.page import series
from indicators.report.page.cells import blocks, evidence, key_chart
from indicators.report.page.clean import words
from indicators.report.page.making import language

if TYPE_CHECKING:  # nbformat takes longer to import than all else
    from nbformat import NotebookNode

CELLS = (
    Column("table", "表", "Table, by its caption"),
    Column("row", "行", "Row of the table, from 1", number=True),
    Column("column", "列", "Column, by its head"),
    Column("value", "值", "What stands there: a number, or words"),
)
TABLE = re.compile(r"<table[^>]*>(.*?)</table>", re.DOTALL)
CAPTION = re.compile(r"<caption[^>]*>(.*?)</caption>", re.DOTALL)
ROW = re.compile(r"<tr[^>]*>(.*?)</tr>", re.DOTALL)
CELL = re.compile(r"<t([dh])\b[^>]*>(.*?)</t[dh]>", re.DOTALL)
NUMBER = re.compile(r"[+\-−]?\d{1,3}(?:,?\d{3})*(?:\.\d+)?")


def beside(notebook: NotebookNode) -> dict[str, bytes]:
    """Suffix -> bytes: every table as a workbook and as tidy .csv; the figures, the chart."""
    spoken = language(notebook)
    with speaking(spoken):
        shown = Markup().join(block.html for block in blocks(notebook, spoken))
        sheets = list(_sheets(shown))
    figures = told(notebook)
    made = {}
    if figures.rows:
        forms = (form for form in SUFFIXES if form != "xlsx")
        made.update({SUFFIXES[form]: written(figures, form) for form in forms})
    if figures.rows or sheets:
        made[SUFFIXES["xlsx"]] = workbook(figures if figures.rows else Figures((), ()), *sheets)
    if sheets:
        made[".tables.csv"] = written(_tidy(sheets), "csv")
    if chart := key_chart(notebook):
        made[".svg"] = chart.encode()
    return made


def told(notebook: NotebookNode) -> Figures:
    """What the notebook tells: cited of documents, then of official series, then worked out."""
    found = evidence(notebook)
    stated = found["figures"].values()
    rows = sorted(stated, key=lambda f: (f["document"], f["char_start"], f["indicator"]))
    return gathered([*rows, *series.cited(found), *found["reckoned"].values()])


def _sheets(html: str) -> Iterator[Sheet]:
    """The tables of a page as it shows them, each with a name of its own.

    A cell that is a number alone becomes one.
    """
    named: Counter[str] = Counter()
    for number, table in enumerate(TABLE.findall(html), 1):
        sheet = _sheet(table, number)
        named[sheet.name] += 1
        again = named[sheet.name]
        yield sheet if again == 1 else replace(sheet, name=f"{sheet.name} ({again})")


def _sheet(table: str, number: int) -> Sheet:
    caption = CAPTION.search(table)
    name = _text(caption[1]) if caption else say("page.table", n=number)
    rows = [CELL.findall(row) for row in ROW.findall(table)]
    heads = rows[0] if rows and all(kind == "h" for kind, _ in rows[0]) else []
    body = rows[1:] if heads else rows
    cells = tuple(tuple(_cell(_text(html)) for _, html in row) for row in body)
    widest = max(map(len, cells), default=0)
    named = tuple(_text(html) for _, html in heads)
    return Sheet(name, named + ("",) * (widest - len(named)), cells)


def _tidy(sheets: Iterable[Sheet]) -> Figures:
    """Every cell of every table as a row of its own; what is empty has none."""
    return Figures(
        tuple(
            (sheet.name, place, sheet.heads[column] or str(column + 1), value)
            for sheet in sheets
            for place, row in enumerate(sheet.rows, 1)
            for column, value in enumerate(row)
            if value is not None
        ),
        CELLS,
    )


def _text(html: str) -> str:
    return str(Markup(words(re.sub(r"<br[^>]*>", " ", html))).unescape())


def _cell(text: str) -> Value:
    if NUMBER.fullmatch(text):
        return Decimal(text.replace(",", "").replace("−", "-"))
    return text or None
