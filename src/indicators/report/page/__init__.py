"""One self-contained page from an executed notebook, and the index over all pages.

A page asks the network for nothing and runs no script but its own. It is a function of the notebook
alone: the batch leaves what it knows of the run in the notebook's metadata under `ABOUT`.
"""

from indicators.report.mime import ABOUT, GLUE
from indicators.report.page.beside import beside
from indicators.report.page.cells import glue
from indicators.report.page.making import language, render, title
from indicators.report.page.sheet import index

__all__ = ["ABOUT", "GLUE", "beside", "glue", "index", "language", "render", "title"]
