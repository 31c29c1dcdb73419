"""Tables about one growth path, by what they answer."""

from indicators.report.growth_doubts import doubts
from indicators.report.growth_evidence import checks, levels
from indicators.report.growth_outlook import chances, rates, years

__all__ = ["chances", "checks", "doubts", "levels", "rates", "years"]
