"""Points, bars and cells of a chart that say their figure, and lead to what made it.

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
HALF = 0.3  # of a row: how far a range reaches above and below its middle

Corner = tuple[float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Mark:
    """A point of a chart and its words, in which a figure may be `cited`, `sourced`, `derived`.

    A bar, a range or a cell reaches from the point to the corner `to`, in the units of the axes.
    """

    axes: Axes
    x: float
    y: float
    words: str
    to: Corner | None = None


def along(axes: Axes, low: float, high: float, row: float, words: str) -> Mark:
    """A range that lies in a row, from one value to another."""
    return Mark(axes, low, row - HALF, words, (high, row + HALF))


def laid(marks: Sequence[Mark]) -> list[dict[str, Any]]:
    """Where each stands, in per cent from the left and from the top, its words and its link.

    The figure must have been drawn: its layout comes about as it is.
    """
    return [_laid(mark) for mark in marks]


def told(marks: Iterable[Mark]) -> str:
    """All their words: what they cite is bundled with the chart."""
    return "".join(mark.words for mark in marks)


def _laid(mark: Mark) -> dict[str, Any]:
    left, top = _share(mark.axes, (mark.x, mark.y))
    said = {"words": bare(mark.words), "to": aim(mark.words)}
    if mark.to is None:
        return {"left": left, "top": top, **said}
    right, bottom = _share(mark.axes, mark.to)
    left, right, top, bottom = (
        min(left, right),
        max(left, right),
        min(top, bottom),
        max(top, bottom),
    )
    size = {"wide": round(right - left, DIGITS), "high": round(bottom - top, DIGITS)}
    return {"left": left, "top": top, **size, **said}


def _share(axes: Axes, place: Corner) -> Corner:
    """A place of the axes in per cent of the picture."""
    figure = axes.get_figure(root=True)
    assert figure is not None
    x, y = axes.transData.transform(place)
    left = round(100 * float(x / figure.bbox.width), DIGITS)
    return left, round(100 - 100 * float(y / figure.bbox.height), DIGITS)
