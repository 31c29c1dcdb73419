"""What charts over years share: labels pushed apart, whole years, the line before the outlook."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from indicators.growth.pooled import QUANTILES
from indicators.language import say
from indicators.report.evidence import Counted
from indicators.report.marks import Mark, along
from indicators.report.theme import BIG, INK, PLAIN, SMALL, SOFT

LOW, LOWER, MIDDLE, UPPER, HIGH = QUANTILES
GAP = 0.09  # of the height between two labels
ENDS = (LOW, MIDDLE, HIGH)  # what is named at the end of an outlook


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
        say("chart.outlook"),
        (year, 0.0),
        xycoords=("data", "axes fraction"),
        xytext=(4, 4),
        textcoords="offset points",
        color=SOFT,
        fontsize=SMALL,
    )


def edge_labels(ax: Axes, values: Sequence[float], words: Sequence[str]) -> None:
    """The last year's values beside the outlook, in the order of `ENDS`, pushed apart."""
    low, high = ax.get_ylim()
    places = spread([(value - low) / (high - low) for value in values], GAP)
    for quantile, word, place in zip(ENDS, words, places, strict=True):
        middle = quantile == MIDDLE
        name = say("chart.median") if middle else f"{quantile:.0%}"
        ax.annotate(
            f"{word}  {name}",
            (1.0, place),
            xycoords="axes fraction",
            xytext=(5, 0),
            textcoords="offset points",
            va="center",
            fontsize=BIG if middle else SMALL,
            color=INK if middle else SOFT,
            annotation_clip=False,
        )


def beside(ax: Axes, words: str, place: float, size: float = PLAIN) -> None:
    """Words right of the axes, at the height of a row."""
    ax.annotate(
        words,
        (1.0, place),
        xycoords=("axes fraction", "data"),
        xytext=(8, 0),
        textcoords="offset points",
        va="center",
        fontsize=size,
        annotation_clip=False,
    )


def counts(ax: Axes, longest: int) -> None:
    """Bars that carry their counts: no axis says them again."""
    ax.set_xlim(0, 1.25 * longest)
    ax.set(xlabel="", ylabel="")
    ax.xaxis.set_visible(False)
    ax.spines["bottom"].set_visible(False)
    ax.tick_params(axis="y", length=0, labelcolor=INK)
    ax.grid(visible=False)


def bars(ax: Axes, rows: Sequence[tuple[str, Counted]], colour: str) -> list[Mark]:
    """A bar for each name with its count, the first on top; each tells where its count leads."""
    names, numbers = zip(*rows, strict=True)
    ax.barh(range(len(rows)), numbers, color=colour, height=0.55)
    for place, number in enumerate(numbers):
        ax.annotate(
            f"{int(number)}",
            (number, place),
            xytext=(5, 0),
            textcoords="offset points",
            va="center",
        )
    ax.set_yticks(range(len(rows)), names)
    ax.set_ylim(len(rows) - 0.5, -0.5)
    counts(ax, max(numbers))
    named = enumerate(zip(names, numbers, strict=True))
    return [along(ax, 0, n, row, _counted(name, n)) for row, (name, n) in named]


def _counted(name: str, number: Counted) -> str:
    return say("alt.count", name=name.replace("\n", ""), n=number)


def rows_of(ax: Axes, labels: Sequence[str], *, above: float = 0.5) -> None:
    """A row for each label from the top, with room `above` the first."""
    ax.grid(axis="x")
    ax.grid(visible=False, axis="y")
    ax.set_yticks(range(len(labels)), labels)
    ax.set_ylim(len(labels) - 0.4, -above)
    ax.tick_params(axis="y", length=0, labelcolor=INK, pad=6)
