"""Charts of how good the forecasts were: ratios to the naive, and reliability."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from indicators.growth.backtest.panels import HORIZONS, KNOWN
from indicators.language import say, term
from indicators.record import Basis
from indicators.report import theme
from indicators.report.amounts import share
from indicators.report.axes import spread
from indicators.report.evidence import derived, sourced
from indicators.report.marks import Mark
from indicators.report.scorecard import FIELD, Scorecard
from indicators.report.theme import BLUE, GREEN, INK, ORANGE, SMALL, SOFT, Chart

PANELS = (("world", "real"), ("provinces", "real"), ("provinces", "nominal"))
LOOKS = {1: (BLUE, "o"), 3: (ORANGE, "s"), 5: (GREEN, "^")}
BAR = 0.72
TICKS = (0, 0.25, 0.5, 0.75, 1)
APART_X = 0.18  # between two bars of one number of levels
APART = 0.085  # of the height between the names of two lines


def ratios(known: Scorecard) -> Chart:
    """CRPS of the pooled model over the naive's, by levels known and years ahead."""
    rows = known.pooled
    with theme.style():
        means = known.means["ratio"]
        told = {"low": f"{means.min():.2f}", "high": f"{means.max():.2f}"}
        figure = theme.figure(3.6, say("finding.ratios", **told), say("chart.ratios"))
        marks = list[Mark]()
        axes = figure.subplots(1, len(PANELS), sharey=True)
        for ax, (panel, basis) in zip(axes, PANELS, strict=True):
            mine = _of(rows, panel, basis)
            for horizon in HORIZONS:
                marks += _dots(ax, mine[mine["horizon"] == horizon], horizon)
            ax.axhline(1, color=INK, lw=0.9)
            ax.axhline(BAR, color=SOFT, lw=0.8, ls=":")
            ax.set_title(_panel(panel, basis), loc="left", fontsize=SMALL)
            ax.set_xticks(range(len(KNOWN)), [str(n) for n in KNOWN])
            ax.set_xlabel(say("chart.levels_known"))
            ax.set_xlim(-0.5, len(KNOWN) - 0.5)
            ax.set_ylim(0, 1.5)
            ax.tick_params(left=False)
        axes[0].set_ylabel(say("chart.crps"))
        _name_marks(axes[0])
    said = (
        say("alt.range", name=_panel(panel, basis), low=mine.min(), high=mine.max())
        for panel, basis in PANELS
        for mine in [_of(rows, panel, basis)["ratio"]]
    )
    alt = say("alt.ratios", said=say("word.semicolon").join(said))
    return Chart(figure, alt, say("note.ratios"), marks)


def reliability(known: Scorecard) -> Chart:
    """Of the cases told so many per cent, how many came true."""
    with theme.style():
        about = say("chart.reliability", known=known.known, horizon=known.horizon)
        figure, marks = theme.figure(3.95, _finding(known), about), list[Mark]()
        ax = figure.add_subplot()
        ax.plot([0, 1], [0, 1], color=SOFT, lw=0.8, ls=":")
        for basis, colour, mark in ((Basis.REAL, BLUE, "o"), (Basis.NOMINAL, ORANGE, "s")):
            told = known.trust(basis)
            ax.plot(told["told"], told["came"], color=colour, marker=mark, lw=1.4)
            marks += (
                _trusted(ax, basis, *pair) for pair in zip(told["told"], told["came"], strict=True)
            )
        _name_lines(ax, known)
        ax.set_xlabel(say("chart.told"))
        ax.set_ylabel(say("chart.came"))
        ax.set_xlim(-0.02, 1.02)
        ax.set_ylim(-0.02, 1.02)
        ax.set_xticks(TICKS, [f"{x:.0%}" for x in TICKS])
        ax.set_yticks(TICKS, [f"{x:.0%}" for x in TICKS])
    return Chart(figure, _reliability_alt(known), say("note.reliability"), marks)


def _finding(known: Scorecard) -> str:
    """By how many points more came true than was told, on each basis; a minus for less."""
    told = {}
    for basis in known.forecasts:
        table = known.trust(basis)
        gap = ((table["came"] - table["told"]) * table["cases"]).sum() / table["cases"].sum()
        told[str(basis)] = f"{100 * gap:+.0f}".replace("-", "−")
    return say("finding.reliability", **told)


def _trusted(ax: Axes, basis: Basis, told: float, came: float) -> Mark:
    """What was told of some cases, what share of them came true; it leads to the model's row."""
    panel = _panel("provinces", basis)
    row = f"{basis}-{list(FIELD).index('pooled')}"
    words = say("alt.came", told=share(told), came=derived(share(came), "again", row))
    return Mark(ax, told, came, say("mark.trusted", panel=panel, words=words))


def _dots(ax: Axes, rows: pd.DataFrame, horizon: int) -> list[Mark]:
    """A ratio for each number of levels, its 80 % interval as a bar where years allow one."""
    colour, mark = LOOKS[horizon]
    shift = (HORIZONS.index(horizon) - 1) * APART_X
    places = [KNOWN.index(int(n)) + shift for n in rows["known"]]
    ax.plot(places, rows["ratio"], mark, color=colour, ms=5)
    for place, low, high in zip(places, rows["low"], rows["high"], strict=True):
        ax.plot([place, place], [low, high], color=colour, lw=1.4, alpha=0.6)
    return [
        _over(ax, place, row) for place, row in zip(places, rows.to_dict("records"), strict=True)
    ]


def _over(ax: Axes, place: float, row: Mapping[Hashable, Any]) -> Mark:
    """The bar of an interval, or the dot alone."""
    if pd.isna(row["low"]):
        return Mark(ax, place, row["ratio"], _words(row))
    half = APART_X / 2
    return Mark(ax, place - half, row["low"], _words(row), (place + half, row["high"]))


def _words(row: Mapping[Hashable, Any]) -> str:
    """A ratio with its interval, if years allow one; it leads to the row that was stored."""
    where = {name: row[name] for name in ("panel", "basis", "known", "horizon", "entrant", "scope")}
    told = sourced(f"{row['ratio']:.2f}", "forecast_scores.csv", "ratio", **where)
    over = "" if pd.isna(row["low"]) else f" [{row['low']:.2f}–{row['high']:.2f}]"
    panel = _panel(str(row["panel"]), str(row["basis"]))
    return say("mark.ratio", panel=panel, n=row["known"], h=row["horizon"], ratio=told, over=over)


def _name_marks(ax: Axes) -> None:
    """What each mark is, beside one of its kind at the foot of the first panel."""
    for place, horizon in enumerate(HORIZONS):
        colour, mark = LOOKS[horizon]
        height = 0.32 - 0.12 * place
        ax.plot(-0.3, height, mark, color=colour, ms=5, clip_on=False)
        ax.annotate(
            say("chart.years_ahead", n=horizon),
            (-0.3, height),
            xytext=(7, 0),
            textcoords="offset points",
            va="center",
            color=colour,
            fontsize=SMALL,
        )


def _name_lines(ax: Axes, known: Scorecard) -> None:
    """The name of each line beyond its last point."""
    ends = {basis: known.trust(basis).iloc[-1] for basis in known.forecasts}
    heights = spread([float(end["came"]) for end in ends.values()], APART)
    for (basis, _), height in zip(ends.items(), heights, strict=True):
        colour = BLUE if basis is Basis.REAL else ORANGE
        ax.annotate(
            _panel("provinces", basis),
            (1.0, height),
            xytext=(8, 0),
            textcoords="offset points",
            va="center",
            color=colour,
            annotation_clip=False,
        )


def _of(rows: pd.DataFrame, panel: str, basis: str) -> pd.DataFrame:
    return rows[(rows["panel"] == panel) & (rows["basis"] == basis)]


def _panel(panel: str, basis: str) -> str:
    return say("scores.panel", panel=term("panel", panel), basis=term("basis", basis))


def _reliability_alt(known: Scorecard) -> str:
    parts = []
    for basis in known.forecasts:
        table = known.trust(basis)
        pairs = (
            say("alt.came", told=share(a), came=share(b))
            for a, b in zip(table["told"], table["came"], strict=True)
        )
        listed = say("word.comma").join(pairs)
        parts.append(say("alt.told", basis=term("basis", basis), pairs=listed))
    return say("alt.reliability", said=say("word.semicolon").join(parts))
