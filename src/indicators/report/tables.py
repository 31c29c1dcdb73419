"""The tables of the pages, by subject."""

from indicators.report import growth_tables as growth
from indicators.report import province_tables as provinces
from indicators.report import score_tables as scores
from indicators.report import statement_tables as statements
from indicators.report import target_tables as targets
from indicators.report.table import Table

__all__ = ["Table", "growth", "provinces", "scores", "statements", "targets"]
