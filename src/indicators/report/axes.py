"""What charts over years share: labels pushed apart, whole years, the line before the outlook."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from indicators.growth.pooled import QUANTILES
from indicators.report.theme import INK, SOFT

LOW, LOWER, MIDDLE, UPPER, HIGH = QUANTILES
GAP = 0.075  # of the height between two labels
ENDS = ((LOW, "10%"), (MIDDLE, "中值 median"), (HIGH, "90%"))


def spread(values: Sequence[float], gap: float) -> list[float]:
    """The nearest positions, in the same order from low to high, at least `gap` apart."""
    order = np.argsort(values, kind="stable")
    placed = np.asarray(values, dtype=float)[order]
    for _ in range(200):
        short = gap - np.diff(placed)
        if (short <= 1e-9).all():
            break
        push = np.maximum(short, 0) / 2
        placed[:-1] -= push
        placed[1:] += push
    result = np.empty_like(placed)
    result[order] = placed
    return [float(value) for value in result]


def years(ax: Axes, first: int, last: int) -> None:
    """An axis of whole years."""
    ax.set_xlim(first - 0.4, last + 0.3)
    ax.xaxis.set_major_locator(MaxNLocator(8, integer=True))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda x, _: f"{x:.0f}"))


def parting(ax: Axes, year: int) -> None:
    """Where history ends."""
    ax.axvline(year, color=SOFT, lw=0.8, ls=":")
    ax.annotate(
        "展望 outlook →",
        (year, 0.0),
        xycoords=("data", "axes fraction"),
        xytext=(4, 4),
        textcoords="offset points",
        color=SOFT,
        fontsize=9,
    )


def edge_labels(ax: Axes, values: Sequence[float], words: Sequence[str]) -> None:
    """The last year's values beside the outlook, in the order of `ENDS`, pushed apart."""
    low, high = ax.get_ylim()
    places = spread([(value - low) / (high - low) for value in values], GAP)
    for (quantile, name), word, place in zip(ENDS, words, places, strict=True):
        ax.annotate(
            f"{word}  {name}",
            (1.0, place),
            xycoords="axes fraction",
            xytext=(5, 0),
            textcoords="offset points",
            va="center",
            fontsize=10.5 if quantile == MIDDLE else 9.5,
            color=INK if quantile == MIDDLE else SOFT,
            annotation_clip=False,
        )
