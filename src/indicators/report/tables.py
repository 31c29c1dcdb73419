"""The tables of the pages, by subject."""

from indicators.report import claim_tables as claims
from indicators.report import comparison_tables as comparison
from indicators.report import growth_tables as growth
from indicators.report import province_tables as provinces
from indicators.report import score_tables as scores
from indicators.report import statement_tables as statements
from indicators.report import target_tables as targets
from indicators.report.table import Table

__all__ = [
    "Table",
    "claims",
    "comparison",
    "growth",
    "provinces",
    "scores",
    "statements",
    "targets",
]
