"""Charts of several districts side by side: what each states, and of what kinds its targets are."""

from __future__ import annotations

from collections import Counter

import pandas as pd
import seaborn as sns
from matplotlib.colors import ListedColormap
from matplotlib.ticker import PercentFormatter

from indicators.report import theme
from indicators.report.comparing import Cell, Comparison, name, short
from indicators.report.target_charts import KINDS, kind_of
from indicators.report.theme import BLUE, GREEN, INK, ORANGE, SOFT, Chart

ROW = 0.3  # inches for a row
NOTHING, ACHIEVED, ANNOUNCED = 0, 1, 2
COLOURS = ("#f6f7f9", "#cfe3f1", "#f7d9c6")
FILLS = (BLUE, ORANGE, GREEN, "#cc79a7", SOFT)


def comparison(known: Comparison) -> Chart:
    """Indicators by district, each cell with its figure: announced, achieved or not stated."""
    columns = [short(district, known.place) for district in known.districts]
    states, texts = _grid(known)
    with theme.style():
        figure = theme.figure(1.2 + ROW * len(states))
        ax = figure.add_subplot()
        sns.heatmap(
            pd.DataFrame(states, index=[name(i) for i in known.indicators], columns=columns),
            annot=pd.DataFrame(texts),
            fmt="",
            cmap=ListedColormap(COLOURS),
            vmin=NOTHING,
            vmax=ANNOUNCED,
            cbar=False,
            linewidths=1.5,
            linecolor="white",
            annot_kws={"color": INK, "fontsize": 9},
            ax=ax,
        )
        ax.xaxis.tick_top()
        ax.tick_params(axis="both", length=0, labelcolor=INK, labelrotation=0)
        ax.set(xlabel="橙 orange: 目标 target   蓝 blue: 实绩 achieved", ylabel="")
        ax.set_title("各区载明什么 what each district states", loc="left", pad=10)
    said = "; ".join(_said(known, indicator) for indicator in known.indicators)
    return Chart(
        figure,
        f"Grid of {len(states)} indicators by {len(columns)} districts, each cell with the figure"
        f" that is announced or achieved. {said}.",
    )


def structure(known: Comparison) -> Chart:
    """Of what kinds each district's targets are, in shares of all of them."""
    found = [(short(d, known.place), o) for d in known.districts for o in known.targets(d)]
    rows = pd.DataFrame([{"district": d, "kind": KINDS[kind_of(o)]} for d, o in found])
    kinds = [kind for kind in KINDS.values() if kind in set(rows["kind"])]
    with theme.style():
        figure = theme.figure(1.6 + 0.5 * rows["district"].nunique())
        ax = figure.add_subplot()
        sns.histplot(
            rows,
            y="district",
            hue="kind",
            hue_order=kinds,
            multiple="fill",
            shrink=0.62,
            palette=FILLS[: len(kinds)],
            alpha=1,
            edgecolor="white",
            ax=ax,
        )
        sns.move_legend(
            ax, "lower left", bbox_to_anchor=(0, 1), ncols=2, frameon=False, title=None, fontsize=9
        )
        ax.grid(visible=False)
        ax.xaxis.set_major_formatter(PercentFormatter(1))
        ax.tick_params(axis="y", length=0, labelcolor=INK)
        ax.set(xlabel="占全部目标 share of all targets", ylabel="")
    counts = Counter((d, KINDS[kind_of(o)]) for d, o in found)
    said = "; ".join(f"{d}, {kind}: {n}" for (d, kind), n in counts.items())
    return Chart(figure, f"Stacked bars of each district's targets by their kind. {said}.")


def _grid(known: Comparison) -> tuple[list[list[int]], list[list[str]]]:
    states, texts = [], []
    for indicator in known.indicators:
        cells = [known.cells(indicator).get(district.name) for district in known.districts]
        states.append([_state(cell) for cell in cells])
        texts.append(["" if cell is None else _text(cell) for cell in cells])
    return states, texts


def _state(cell: Cell | None) -> int:
    if cell is None:
        return NOTHING
    return ANNOUNCED if cell.announced else ACHIEVED


def _text(cell: Cell) -> str:
    o, amount = cell.entry.evidence[0], cell.entry.amount
    sign = {"growth": "+", "decrease": "−"}.get(o.measure.value, "")
    years = f"{amount.first}–{amount.last % 100:02d}" if amount.years > 1 else f"{amount.last}"
    return f"{sign}{o.text}  {years}"


def _said(known: Comparison, indicator: str) -> str:
    told = (f"{short(d, known.place)} {_text(c)}" for d, c in known.cells(indicator).items())
    return f"{name(indicator)}: {', '.join(told)}"
