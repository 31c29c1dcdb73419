"""Figures as files for other programs: Excel, Stata, statistical offices, anything.

    written(of(readings), "xlsx")    # the bytes of a workbook

Equal figures make equal bytes: no format keeps the time of writing.
"""

from collections.abc import Callable, Mapping

from indicators.report.figures.spreadsheet import Sheet, workbook
from indicators.report.figures.stata import dta
from indicators.report.figures.text import csv, sdmx
from indicators.report.figures.tidy import COLUMNS, MORE, Column, Figures, gathered, of, stated

__all__ = [
    "COLUMNS",
    "FORMATS",
    "MORE",
    "SUFFIXES",
    "Column",
    "Figures",
    "Sheet",
    "gathered",
    "of",
    "stated",
    "workbook",
    "written",
]

FORMATS: Mapping[str, Callable[[Figures], bytes]] = {
    "xlsx": workbook,
    "csv": csv,
    "dta": dta,
    "sdmx": sdmx,
}
SUFFIXES = {"xlsx": ".xlsx", "csv": ".csv", "dta": ".dta", "sdmx": ".sdmx.csv"}


def written(figures: Figures, form: str) -> bytes:
    """The figures in one of FORMATS, as the bytes of a file that ends in its SUFFIXES."""
    return FORMATS[form](figures)
