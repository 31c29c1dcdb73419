"""Charts of how good the forecasts were: ratios to the naive, and reliability."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from indicators.growth.backtest.panels import HORIZONS, KNOWN
from indicators.record import Basis
from indicators.report import theme
from indicators.report.amounts import share
from indicators.report.scorecard import Scorecard
from indicators.report.theme import BLUE, GREEN, INK, ORANGE, SOFT, Chart

PANELS = (
    ("world", "real", "各国 countries, real"),
    ("provinces", "real", "各省 provinces, real"),
    ("provinces", "nominal", "各省 provinces, nominal"),
)
LOOKS = {1: (BLUE, "o", "1年 year"), 3: (ORANGE, "s", "3年 years"), 5: (GREEN, "^", "5年 years")}
BAR = 0.72


def ratios(known: Scorecard) -> Chart:
    """CRPS of the pooled model over the naive's, by levels known and years ahead."""
    rows = known.pooled
    with theme.style():
        figure = theme.figure(3.6)
        axes = figure.subplots(1, len(PANELS), sharey=True)
        for ax, (panel, basis, name) in zip(axes, PANELS, strict=True):
            mine = rows[(rows["panel"] == panel) & (rows["basis"] == basis)]
            for horizon in HORIZONS:
                _dots(ax, mine[mine["horizon"] == horizon], horizon)
            ax.axhline(1, color=INK, lw=0.9)
            ax.axhline(BAR, color=SOFT, lw=0.8, ls=":")
            ax.set_title(name, loc="left", fontsize=9.5)
            ax.set_xticks(range(len(KNOWN)), [str(n) for n in KNOWN])
            ax.set_xlabel("已知水平 levels known")
            ax.set_xlim(-0.5, len(KNOWN) - 0.5)
            ax.set_ylim(0, 1.5)
            ax.tick_params(left=False)
        axes[0].set_ylabel("CRPS, log-drift = 1")
        axes[0].legend(loc="lower left", fontsize=8.5, frameon=False)
    return Chart(figure, _ratios_alt(rows))


def reliability(known: Scorecard) -> Chart:
    """Of the cases told so many per cent, how many came true."""
    with theme.style():
        figure = theme.figure(4.2)
        ax = figure.add_subplot()
        ax.plot([0, 1], [0, 1], color=SOFT, lw=0.8, ls=":")
        for basis, colour, mark in ((Basis.REAL, BLUE, "o"), (Basis.NOMINAL, ORANGE, "s")):
            told = known.trust(basis)
            ax.plot(
                told["told"], told["came"], color=colour, marker=mark, lw=1.4, label=f"各省 {basis}"
            )
        ax.set_xlabel("所说概率 chance told")
        ax.set_ylabel("实现比例 came true")
        ax.set_xlim(-0.02, 1.02)
        ax.set_ylim(-0.02, 1.02)
        ticks = [0, 0.25, 0.5, 0.75, 1]
        ax.set_xticks(ticks, [f"{x:.0%}" for x in ticks])
        ax.set_yticks(ticks, [f"{x:.0%}" for x in ticks])
        ax.legend(loc="upper left", frameon=False)
        ax.set_title(
            f"可靠性 reliability, {known.known} levels, {known.horizon} year(s) ahead", loc="left"
        )
    return Chart(figure, _reliability_alt(known))


def _dots(ax: Axes, rows: pd.DataFrame, horizon: int) -> None:
    """A ratio for each number of levels, its 80 % interval as a bar where years allow one."""
    colour, mark, name = LOOKS[horizon]
    shift = (HORIZONS.index(horizon) - 1) * 0.18
    places = [KNOWN.index(int(n)) + shift for n in rows["known"]]
    ax.plot(places, rows["ratio"], mark, color=colour, ms=5, label=name)
    for place, low, high in zip(places, rows["low"], rows["high"], strict=True):
        ax.plot([place, place], [low, high], color=colour, lw=1.4, alpha=0.6)


def _ratios_alt(rows: pd.DataFrame) -> str:
    told = [
        f"{name}: {mine['ratio'].min():.2f} to {mine['ratio'].max():.2f}"
        for panel, basis, name in PANELS
        for mine in [rows[(rows["panel"] == panel) & (rows["basis"] == basis)]]
    ]
    return (
        "Three panels of dots with 80% bars: CRPS of the pooled model over that of log-drift, by"
        f" levels known and years ahead. {'; '.join(told)}. Below 1 the model is better."
    )


def _reliability_alt(known: Scorecard) -> str:
    parts = []
    for basis in known.forecasts:
        table = known.trust(basis)
        pairs = ", ".join(
            f"{share(a)}: {share(b)}" for a, b in zip(table["told"], table["came"], strict=True)
        )
        parts.append(f"{basis}: {pairs}")
    return (
        "Reliability diagram of the provinces: chance told of reaching 4 to 12% a year against the"
        f" share that came true. {'; '.join(parts)}."
    )
