"""Charts of growth: a path between stated levels with its fan, or rates where no path exists."""

from __future__ import annotations

from collections.abc import Sequence
from math import expm1

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from indicators.growth import ConstantGrowth, Level
from indicators.record import Measure
from indicators.report import theme
from indicators.report.amounts import exact, number, percent
from indicators.report.theme import BLUE, GREEN, INK, ORANGE, SOFT, Chart
from indicators.report.trajectory import Trajectory

LOW, LOWER, MIDDLE, UPPER, HIGH = 0.1, 0.25, 0.5, 0.75, 0.9
PAST = 12  # years of growth rates that are shown
GAP = 0.075  # of the height between two labels


def growth(known: Trajectory) -> Chart:
    """The path and its fan where two levels are stated, otherwise rates of growth."""
    return growth_path(known) if known.path is not None else growth_rates(known)


def growth_path(known: Trajectory) -> Chart:
    """Stated levels, the path between them with its 80% band, and the fan of the next years."""
    path, constant, fan = known.path, known.constant, known.fan
    assert path is not None and constant is not None and fan is not None
    frame = path.frame()
    with theme.style():
        figure = theme.figure(4.3)
        ax = figure.add_subplot()
        _fan(ax, fan)
        ax.fill_between(frame.index, frame["low"], frame["high"], color=BLUE, alpha=0.18, lw=0)
        ax.plot(frame.index, frame["level"], color=BLUE, lw=2)
        ax.plot(frame.index, constant.level(frame.index), color=INK, lw=0.9)
        _years(ax, frame.index[0], fan.index[-1])
        _heights(ax, fan, frame)
        _levels(ax, known.levels)
        _name_lines(ax, known, frame, constant)
        _parting(ax, known.as_of)
        ax.set_title(
            f"{known.indicator.zh}，{fan.attrs['unit']}，当年价 at current prices", loc="left"
        )
        _right_labels(ax, fan)
    return Chart(figure, _path_alt(known, fan))


def growth_rates(known: Trajectory) -> Chart:
    """Growth a year: the nation's and the city's past, the outlook, and the stated target."""
    ahead = known.ahead()
    view = known.view(known.basis, None)
    nation = view.national.map(lambda x: 100 * expm1(x))
    nation = nation[nation.index > known.as_of - PAST]
    with theme.style():
        figure = theme.figure(4.3)
        ax = figure.add_subplot()
        ax.axhline(0, color=SOFT, lw=0.8)
        ax.plot(nation.index, nation, color=SOFT, lw=1.2, marker="s", ms=3)
        _city(ax, known, nation)
        for year in map(int, ahead.index):
            row = 100 * ahead.loc[year]
            ax.plot([year, year], [row[LOW], row[HIGH]], color=ORANGE, lw=2, alpha=0.6)
            ax.plot([year, year], [row[LOWER], row[UPPER]], color=ORANGE, lw=7, alpha=0.45)
            ax.plot(year, row[MIDDLE], "o", color="white", mec=ORANGE, mew=1.8, ms=7)
        low, high = ax.get_ylim()
        room = high - low
        ax.set_ylim(low - 0.09 * room, high + 0.12 * room)  # for the words below and on top
        _targets(ax, known)
        _years(ax, int(nation.index[0]), int(ahead.index[-1]))
        _parting(ax, known.as_of)
        basis = "可比价 real" if known.indicator.id == "gdp" else "当年价 nominal"
        ax.set_title(f"年均增速 growth a year, %，{basis}", loc="left")
        ax.yaxis.set_major_locator(MaxNLocator(6, integer=True))
        _rate_labels(ax, 100 * ahead)
    return Chart(figure, _rates_alt(known, ahead))


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


def _fan(ax: Axes, fan: pd.DataFrame) -> None:
    """Hatched and dashed: a forecast is told from history without its colour."""
    ax.fill_between(
        fan.index, fan[LOW], fan[HIGH], facecolor=ORANGE, alpha=0.13, edgecolor=ORANGE, lw=0
    )
    ax.fill_between(
        fan.index, fan[LOWER], fan[UPPER], facecolor="none", edgecolor=ORANGE, hatch="////", lw=0
    )
    ax.plot(fan.index, fan[MIDDLE], color=ORANGE, lw=1.8, ls=(0, (4, 2)))


def _levels(ax: Axes, levels: Sequence[Level]) -> None:
    """Points with their value and year; the limits of the axes must stand before."""
    left, right = ax.get_xlim()
    top = ax.get_ylim()[1]
    for level in levels:
        ax.plot(level.year, level.value, "o", color=INK, ms=7, zorder=5)
        first = level is levels[0]
        low = first and level.value > 0.12 * top  # else the label would reach the axis
        cramped = not first and (level.year - left) / (right - left) < 0.3
        height = level.value / top
        ax.annotate(
            f"{level.year}年 {exact(level.value)}{level.unit}",
            (0.01 if cramped else level.year, height),
            xycoords=("axes fraction" if cramped else "data", "axes fraction"),
            xytext=(0 if cramped else 8 if first else -9, -10 if low else 9),
            textcoords="offset points",
            ha="left" if first or cramped else "right",
            va="top" if low else "bottom",
            fontsize=10.5 if first or level is levels[-1] else 9,
            zorder=6,
        )


def _name_lines(ax: Axes, known: Trajectory, frame: pd.DataFrame, constant: ConstantGrowth) -> None:
    """Words on the lines: what a legend would say, only where there is room for them."""
    if len(frame) < 5:
        return
    years = frame.index
    early = years[len(years) // 3]
    name = f"随{known.city.name} bent by the city" if known.bent and known.city else "路径 path"
    ax.annotate(
        f"{name}\n80% band",
        (early, float(frame["high"].loc[early])),
        xytext=(0.02, 0.66),
        textcoords="axes fraction",
        ha="left",
        va="bottom",
        color=BLUE,
        fontsize=9.5,
        arrowprops={"arrowstyle": "-", "color": BLUE, "lw": 0.7},
    )
    late = years[(2 * len(years)) // 3]
    ax.annotate(
        f"年均 {percent(constant.rate, 2)} every year",
        (late, float(constant.level([late])[0])),
        xytext=(known.as_of - 0.2, 0.2),
        textcoords=("data", "axes fraction"),
        ha="right",
        va="top",
        fontsize=9.5,
        arrowprops={"arrowstyle": "-", "color": INK, "lw": 0.7},
    )


def _parting(ax: Axes, year: int) -> None:
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


def _years(ax: Axes, first: int, last: int) -> None:
    ax.set_xlim(first - 0.4, last + 0.3)
    ax.xaxis.set_major_locator(MaxNLocator(8, integer=True))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda x, _: f"{x:.0f}"))


def _heights(ax: Axes, fan: pd.DataFrame, frame: pd.DataFrame) -> None:
    top = max(float(fan[HIGH].max()), float(frame["high"].max()))
    ax.set_ylim(0, 1.08 * top)  # from zero: levels are compared by their height
    ax.yaxis.set_major_formatter(FuncFormatter(lambda y, _: f"{y:,.0f}" if top > 8 else f"{y:g}"))


def _right_labels(ax: Axes, fan: pd.DataFrame) -> None:
    """The last year's values at the edge of the fan, pushed apart where they would touch."""
    words = {HIGH: "90%", MIDDLE: "中值 median", LOW: "10%"}
    low, high = ax.get_ylim()
    ends = [float(fan[q].iloc[-1]) for q in words]
    places = spread([(value - low) / (high - low) for value in ends], GAP)
    for (quantile, word), value, place in zip(words.items(), ends, places, strict=True):
        ax.annotate(
            f"{number(value)}  {word}",
            (1.0, place),
            xycoords="axes fraction",
            xytext=(5, 0),
            textcoords="offset points",
            va="center",
            fontsize=10.5 if quantile == MIDDLE else 9.5,
            color=INK if quantile == MIDDLE else SOFT,
            annotation_clip=False,
        )


def _targets(ax: Axes, known: Trajectory) -> None:
    for o in known.targets:
        if o.measure is not Measure.GROWTH or o.period is None or o.quantity.unit != "%":
            continue
        year, value = o.period.last, float(o.quantity.value)
        ax.plot(year, value, "D", color=GREEN, ms=8, zorder=6)
        ax.plot([year, year], [value, ax.get_ylim()[1]], color=GREEN, lw=0.8)
        ax.annotate(
            f"目标 target {o.text}",
            (year, 1.0),
            xycoords=("data", "axes fraction"),
            xytext=(3, -1),
            textcoords="offset points",
            ha="left",
            va="top",
            color=GREEN,
        )


def _city(ax: Axes, known: Trajectory, nation: pd.Series[float]) -> None:
    """The city's published growth, with gaps where a year is missing; both lines are named."""
    first = int(nation.index[0])
    if known.city is None:
        _name(ax, "全国 nation", first, float(nation.iloc[0]), SOFT, above=True)
        return
    city = known.city.growth.reindex(nation.index)
    ax.plot(city.index, city, color=BLUE, lw=1.6, marker="o", ms=4)
    start = int(city.dropna().index[0])
    higher = float(city[start]) >= float(nation[start])
    _name(ax, known.city.name, start, float(city[start]), BLUE, above=higher)
    _name(ax, "全国 nation", start, float(nation[start]), SOFT, above=not higher)


def _name(ax: Axes, name: str, year: int, value: float, colour: str, *, above: bool) -> None:
    ax.annotate(
        name,
        (year, value),
        xytext=(0, 7 if above else -9),
        textcoords="offset points",
        va="bottom" if above else "top",
        color=colour,
        bbox={"fc": "white", "ec": "none", "pad": 0.5, "alpha": 0.8},
    )


def _rate_labels(ax: Axes, ahead: pd.DataFrame) -> None:
    """The last row's values beside it: the whiskers hold 80%, the bars 50%."""
    low, high = ax.get_ylim()
    words = {HIGH: "90%", MIDDLE: "中值 median", LOW: "10%"}
    ends = [float(ahead[q].iloc[-1]) for q in words]
    places = spread([(value - low) / (high - low) for value in ends], GAP)
    for (quantile, word), value, place in zip(words.items(), ends, places, strict=True):
        ax.annotate(
            f"{value:.1f}%  {word}",
            (1.0, place),
            xycoords="axes fraction",
            xytext=(5, 0),
            textcoords="offset points",
            va="center",
            color=INK if quantile == MIDDLE else SOFT,
            annotation_clip=False,
        )


def _path_alt(known: Trajectory, fan: pd.DataFrame) -> str:
    points = ", ".join(f"{x.year}: {exact(x.value)}{x.unit}" for x in known.levels)
    end = fan.iloc[-1]
    return (
        f"Line chart of {known.indicator.zh} of {known.region.name}. Stated levels {points}, joined"
        f" by a path with an 80% band. From {known.as_of} a dashed fan widens to"
        f" {number(end[LOW])} to {number(end[HIGH])} in {fan.index[-1]} (80%), median"
        f" {number(end[MIDDLE])}{fan.attrs['unit']}."
    )


def _rates_alt(known: Trajectory, ahead: pd.DataFrame) -> str:
    end = ahead.iloc[-1]
    said = "".join(f" Target stated: {o.text} for {o.period}." for o in known.targets)
    return (
        f"Chart of growth a year: the nation and the city up to {known.as_of}, then the outlook for"
        f" {known.region.name}, whose documents state no two levels to join. Over"
        f" {known.horizon} years 80% lie between {percent(end[LOW])} and {percent(end[HIGH])},"
        f" median {percent(end[MIDDLE])}.{said}"
    )
