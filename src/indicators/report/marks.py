"""Points of a chart that say their figure when a reader is at them, and lead to what made it.

A picture of a page is only seen: its words and links lie over it, at shares of its width and
height, so that they fit whatever size it has.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes

from indicators.report.evidence import aim, bare

DIGITS = 1  # of a per cent of the picture


@dataclass(frozen=True, slots=True, eq=False)
class Mark:
    """A point of a chart and its words, in which a figure may be `cited`, `sourced`, `derived`."""

    axes: Axes
    x: float
    y: float
    words: str


def laid(marks: Sequence[Mark]) -> list[dict[str, Any]]:
    """Where each stands, in per cent from the left and from the top, its words and its link.

    The figure must have been drawn: its layout comes about as it is.
    """
    return [_laid(mark) for mark in marks]


def told(marks: Iterable[Mark]) -> str:
    """All their words: what they cite is bundled with the chart."""
    return "".join(mark.words for mark in marks)


def _laid(mark: Mark) -> dict[str, Any]:
    figure = mark.axes.get_figure(root=True)
    assert figure is not None
    x, y = mark.axes.transData.transform((mark.x, mark.y))
    left = round(100 * float(x / figure.bbox.width), DIGITS)
    top = round(100 - 100 * float(y / figure.bbox.height), DIGITS)
    return {"left": left, "top": top, "words": bare(mark.words), "to": aim(mark.words)}
