"""The path of an indicator between its stated levels, and the fan of its next years."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from indicators.growth import Course, Level
from indicators.record import Basis, Measure
from indicators.report import theme
from indicators.report.amounts import LARGE, YI, exact, number, percent
from indicators.report.axes import (
    ENDS,
    HIGH,
    LOW,
    MIDDLE,
    edge_labels,
    parting,
    years,
)
from indicators.report.rate_charts import growth_rates
from indicators.report.theme import BLUE, GREEN, INK, ORANGE, Chart
from indicators.report.trajectory import Trajectory

PRICED = {
    Basis.NOMINAL: "当年价 at current prices",
    Basis.REAL: "可比价 at comparable prices",
}


def growth(known: Trajectory) -> Chart:
    """The path and its fan where two levels are stated, otherwise rates of growth."""
    return growth_rates(known) if known.course is None else growth_path(known, known.course)


def growth_path(known: Trajectory, course: Course) -> Chart:
    """Stated levels, the path between them with its 80% band, and the fan of the next years."""
    whole, fan, last = course.frame(), course.fan, course.levels[-1]
    end = int(whole.index[-1])
    with theme.style():
        figure = theme.figure(4.3)
        ax = course.plot(figure.add_subplot(), path=BLUE, ahead=ORANGE, ink=INK)
        years(ax, int(whole.index[0]), end)
        _heights(ax, float(whole["high"].max()))
        _levels(ax, course.levels)
        _name_lines(ax, known, course)
        ax.set_title(f"{known.indicator.zh}，{last.unit}，{PRICED[last.basis]}", loc="left")
        if fan is not None:
            parting(ax, known.as_of)
            _level_targets(ax, known, end)
            ends = [float(fan[q].iloc[-1]) for q, _ in ENDS]
            edge_labels(ax, ends, [number(value) for value in ends])
    return Chart(figure, _path_alt(known, course))


def _levels(ax: Axes, levels: Sequence[Level]) -> None:
    """Their value and year beside the points; the limits of the axes must stand before."""
    left, right = ax.get_xlim()
    top = ax.get_ylim()[1]
    for level in levels:
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


def _name_lines(ax: Axes, known: Trajectory, course: Course) -> None:
    """Words on the lines: what a legend would say, only where there is room for them."""
    frame, constant = course.history, course.constant
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


def _heights(ax: Axes, top: float) -> None:
    ax.set_ylim(0, 1.08 * top)  # from zero: levels are compared by their height
    ax.yaxis.set_major_formatter(FuncFormatter(lambda y, _: f"{y:,.0f}" if top > 8 else f"{y:g}"))


def _level_targets(ax: Axes, known: Trajectory, last: int) -> None:
    """Levels that the documents announce for a year of the outlook."""
    unit = known.levels[-1].unit
    for o in known.targets:
        if o.measure is not Measure.LEVEL or o.period is None:
            continue
        year, value, large = o.period.last, float(o.quantity.value), LARGE.get(o.quantity.unit)
        if unit not in (o.quantity.unit, large):
            continue
        value = value / YI if unit == large else value
        if o.period.years == 1 and known.as_of < year <= last:
            top = max(ax.get_ylim()[1], 1.1 * value)
            ax.set_ylim(0, top)
            ax.plot(year, value, "D", color=GREEN, ms=8, zorder=6)
            ax.annotate(
                f"目标 target {o.text}",
                (year, value),
                xytext=(-9, 3),
                textcoords="offset points",
                ha="right",
                va="bottom",
                color=GREEN,
                zorder=6,
            )


def _path_alt(known: Trajectory, course: Course) -> str:
    points = ", ".join(f"{x.year}: {exact(x.value)}{x.unit}" for x in course.levels)
    fan = course.fan
    drawn = (
        f"Line chart of {known.indicator.zh} of {known.region.name}. Stated levels {points}, joined"
        " by a path with an 80% band."
    )
    if fan is None:
        return f"{drawn} No years ahead: {known.silence}."
    end = fan.iloc[-1]
    return (
        f"{drawn} From {known.as_of} a dashed fan widens to {number(end[LOW])} to"
        f" {number(end[HIGH])} in {fan.index[-1]} (80%), median"
        f" {number(end[MIDDLE])}{fan.attrs['unit']}."
    )
