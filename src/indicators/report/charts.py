"""The charts of the pages, by subject."""

from indicators.report.growth_charts import growth
from indicators.report.province_charts import provinces
from indicators.report.score_charts import ratios, reliability
from indicators.report.target_charts import statements, targets
from indicators.report.theme import Chart

__all__ = ["Chart", "growth", "provinces", "ratios", "reliability", "statements", "targets"]
