"""What a figure is about: which amount, of which scope, part of the year, prices and vintage."""

from indicators.subject import said, words
from indicators.subject.figure import Figure, figures
from indicators.subject.series import Amount, Series

__all__ = ["Amount", "Figure", "Series", "figures", "said", "words"]
