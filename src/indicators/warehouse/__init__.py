"""All that the collection holds in one DuckDB file: what documents state, and what came of it.

query("SELECT region, value FROM observations WHERE indicator_id = 'gdp'")    # a data frame
"""

from indicators.warehouse.ask import lines, query
from indicators.warehouse.build import database, tables

__all__ = ["database", "lines", "query", "tables"]
