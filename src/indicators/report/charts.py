"""The charts of the pages, by subject."""

from indicators.report.claim_charts import claims
from indicators.report.comparison_charts import comparison, structure
from indicators.report.growth_charts import growth
from indicators.report.province_charts import provinces
from indicators.report.score_charts import ratios, reliability
from indicators.report.statement_charts import statements
from indicators.report.target_charts import targets
from indicators.report.theme import Chart

__all__ = [
    "Chart",
    "claims",
    "comparison",
    "growth",
    "provinces",
    "ratios",
    "reliability",
    "statements",
    "structure",
    "targets",
]
