"""Charts of several districts side by side: what each states, and of what kinds its targets are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap

from indicators.language import say, spoken, term
from indicators.report import cited, names, theme
from indicators.report.amounts import range_of
from indicators.report.comparing import Cell, Comparison, short
from indicators.report.evidence import derived
from indicators.report.marks import Mark, along
from indicators.report.names import concept, wrapped
from indicators.report.statement_charts import KINDS, kind_of
from indicators.report.theme import INK, ORANGE, SMALL, Chart

ROW, LINE = 0.16, 0.2  # inches for a row, and for each line of its label or its cells
FEW = 6  # indicators that are drawn where no two districts state one
CELL = 14  # letters of a line in a cell
WIDE = 20  # letters of a label
NOTHING, ACHIEVED, ANNOUNCED = 0, 1, 2
COLOURS = (theme.NOTHING, theme.PALE_BLUE, theme.PALE_ORANGE)


def comparison(known: Comparison) -> Chart:
    """Indicators by district, each cell with its figure: announced, achieved or not stated.

    Those that two districts or more state; else the first ones. The table has all.
    """
    shown = known.together or known.indicators[:FEW]
    columns = ["\n".join(wrapped(short(d, known.place), WIDE)) for d in known.districts]
    labels = ["\n".join(wrapped(concept(i), WIDE)) for i in shown]
    states, texts = _grid(known, shown)
    with theme.style():
        tallest = (
            max(text.count("\n") for text in (label, *row))
            for label, row in zip(labels, texts, strict=True)
        )
        lines = sum(1 + breaks for breaks in tallest)
        height = 0.75 + ROW * len(labels) + LINE * lines
        figure = theme.figure(height, _finding(known), say("chart.states"))
        ax = figure.add_subplot()
        sns.heatmap(
            pd.DataFrame(states, index=labels, columns=columns),
            annot=pd.DataFrame(texts),
            fmt="",
            cmap=ListedColormap(COLOURS),
            vmin=NOTHING,
            vmax=ANNOUNCED,
            cbar=False,
            linewidths=1.5,
            linecolor="white",
            annot_kws={"color": INK, "fontsize": SMALL},
            ax=ax,
        )
        ax.xaxis.tick_top()
        ax.tick_params(axis="both", length=0, labelcolor=INK, labelrotation=0, labelsize=SMALL)
        for label in ax.get_xticklabels():  # names with and without letters below the line
            label.set_verticalalignment("baseline")
        ax.set(xlabel="", ylabel="")
        marks = list(_marks(ax, known, shown))
    said = say("word.semicolon").join(_said(known, indicator) for indicator in shown)
    alt = say("alt.grid", rows=len(states), columns=len(columns), said=said)
    return Chart(figure, alt, marks=marks)


def _finding(known: Comparison) -> str:
    """How many indicators can be set side by side."""
    every = sum(len(known.cells[i]) == len(known.districts) for i in known.together)
    if not known.together:
        return say("finding.apart")
    return say("finding.together", n=len(known.together), every=every)


def _commonest(
    counts: Mapping[tuple[str, str], int], totals: Mapping[str, int], places: Sequence[str]
) -> str:
    """The kind that most targets are of, and its share in the districts."""
    kind = max(KINDS, key=lambda one: sum(counts[place, one] for place in places))
    shares = [counts[place, kind] / totals[place] for place in places]
    told = range_of(min(shares), max(shares))
    return say("finding.kinds", kind=term("kind", kind), share=told)


def _marks(ax: Axes, known: Comparison, shown: Sequence[str]) -> Iterator[Mark]:
    """A cell leads to the sentence that states its figure."""
    for row, indicator in enumerate(shown):
        for column, district in enumerate(known.districts):
            if (cell := known.cells[indicator].get(district.name)) is not None:
                o = cell.entry.evidence[0]
                told = {
                    "name": concept(indicator),
                    "figure": cited.signed(o),
                    "when": names.when(o),
                }
                words = say("mark.cell", place=short(district, known.place), **told)
                yield Mark(ax, column, row, words, (column + 1, row + 1))


def structure(known: Comparison) -> Chart:
    """Of what kinds each district's targets are, in shares of all of them; a column a kind."""
    counts = Counter((d.name, kind_of(o)) for d in known.districts for o in known.targets(d))
    totals = Counter({d.name: len(known.targets(d)) for d in known.districts})
    places = [name for name in totals if totals[name]]
    kinds = [kind for kind in KINDS if any(k == kind for _, k in counts)]
    codes, marks = {d.name: d.code or d.name for d in known.districts}, list[Mark]()
    with theme.style():
        finding = _commonest(counts, totals, places)
        figure = theme.figure(0.85 + 0.4 * len(places), finding, say("chart.shares"))
        row = figure.subplots(1, len(kinds), sharey=True, squeeze=False)[0]
        for ax, kind in zip(row, kinds, strict=True):
            _shares(ax, [counts[place, kind] / totals[place] for place in places])
            for row_of, place in enumerate(places):
                share = counts[place, kind] / totals[place]
                told = {"kind": term("kind", kind), "place": short(place, known.place)}
                part = derived(f"{share:.0%}", "kinds", codes[place])
                words = say("mark.share", share=part, **told)
                marks.append(along(ax, 0, share, row_of, words))
            ax.set_title("\n".join(wrapped(term("kind", kind), 12)), loc="left", fontsize=SMALL)
        row[0].set_yticks(range(len(places)), [short(place, known.place) for place in places])
        row[0].set_ylim(len(places) - 0.5, -0.5)
    said = (
        say("alt.pair", kind=term("kind", kind), status=short(place, known.place), n=n)
        for (place, kind), n in counts.items()
    )
    alt = say("alt.structure", said=say("word.semicolon").join(said))
    return Chart(figure, alt, marks=marks)


def _shares(ax: Axes, shares: list[float]) -> None:
    """Bars of shares that carry their per cent."""
    ax.barh(range(len(shares)), shares, color=ORANGE, height=0.55)
    for place, share in enumerate(shares):
        ax.annotate(
            f"{share:.0%}",
            (share, place),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
            fontsize=SMALL,
        )
    ax.set_xlim(0, 1.35)
    ax.xaxis.set_visible(False)
    ax.spines["bottom"].set_visible(False)
    ax.tick_params(axis="y", length=0, labelcolor=INK)
    ax.grid(visible=False)


def _grid(known: Comparison, shown: Sequence[str]) -> tuple[list[list[int]], list[list[str]]]:
    states, texts = [], []
    for indicator in shown:
        cells = [known.cells[indicator].get(district.name) for district in known.districts]
        states.append([_state(cell) for cell in cells])
        texts.append(["" if cell is None else _marked(cell) for cell in cells])
    return states, texts


def _state(cell: Cell | None) -> int:
    if cell is None:
        return NOTHING
    return ANNOUNCED if cell.announced else ACHIEVED


def _marked(cell: Cell) -> str:
    """A target is told from what was achieved without its colour."""
    figure, years = _text(cell).split("  ")
    told = f"◆ {figure}" if cell.announced else figure
    lines = [told] if spoken() == "zh" else wrapped(told, CELL)
    return "\n".join([*lines, years])


def _text(cell: Cell) -> str:
    o, amount = cell.entry.evidence[0], cell.entry.amount
    years = f"{amount.first}–{amount.last % 100:02d}" if amount.years > 1 else f"{amount.last}"
    return f"{names.signed(o)}  {years}"


def _said(known: Comparison, indicator: str) -> str:
    told = (
        say("alt.cell", district=short(d, known.place), figure=_text(c))
        for d, c in known.cells[indicator].items()
    )
    return say("alt.row", name=concept(indicator), told=say("word.comma").join(told))
