"""The path of an indicator between its stated levels, and the fan of its next years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from indicators.growth import Course, Level, LevelTarget, chance
from indicators.language import say
from indicators.language.figures import Scale, span
from indicators.record import Measure, Observation
from indicators.report import cited, names, theme
from indicators.report.amounts import LARGE, YI, level, percent, prices, scale_of, share, told
from indicators.report.axes import ENDS, HIGH, LOW, MIDDLE, edge_labels, parting, years
from indicators.report.evidence import derived
from indicators.report.marks import Mark
from indicators.report.rate_charts import growth_rates
from indicators.report.table import width
from indicators.report.theme import BIG, BLUE, GREEN, INK, ORANGE, SMALL, Chart
from indicators.report.trajectory import Trajectory

LONGEST = 13  # how wide an amount reads that stands behind its year
LOW_ENOUGH = 0.12  # of the height: a label has room below a point that is higher
FIRST_THIRD, LAST_THIRD = 1 / 3, 2 / 3

Reach = tuple[float, float]  # from one height to another, of the whole
Target = tuple[int, float, str]  # a target's year, value and words


def growth(known: Trajectory) -> Chart:
    """The path and its fan where two levels are stated, otherwise rates of growth."""
    return growth_rates(known) if known.course is None else growth_path(known, known.course)


def growth_path(known: Trajectory, course: Course) -> Chart:
    """Stated levels, the path between them with its 80% band, and the fan of the next years."""
    whole, fan, by = course.frame(), course.fan, scale_of(course.levels)
    end = int(whole.index[-1])
    with theme.style():
        named, priced = names.indicator(known.indicator), prices(course.levels[-1].basis)
        about = say("years.caption", indicator=named, unit=by.unit, prices=priced)
        figure = theme.figure(4.05, _finding(known, course, by), about)
        ax = course.plot(figure.add_subplot(), path=BLUE, ahead=ORANGE, ink=INK)
        years(ax, int(whole.index[0]), end)
        targets = list(_level_targets(known, course, end))
        _heights(ax, max([float(whole["high"].max()), *(value for _, value, _ in targets)]), by)
        _levels(ax, course.levels, supposed=bool(known.first))
        _name_lines(ax, known, course, list(_labels(ax, course.levels, targets)))
        if fan is not None:
            parting(ax, known.as_of)
            for target in targets:
                _target(ax, *target)
            ends = [float(fan[q].iloc[-1]) for q in ENDS]
            edge_labels(ax, ends, [told(value, by) for value in ends])
        marks = list(_marks(ax, course, by))
    alt = _path_alt(known, course, by, targets)
    return Chart(figure, alt, _note(course, bool(targets)), marks)


def _finding(known: Trajectory, course: Course, by: Scale) -> str:
    """How fast it grew, and where it may be at the end of the outlook."""
    own, fan = known.between, course.fan
    assert own is not None, "a course has two levels"
    grew = say("finding.grew", years=span(own.first, own.last), rate=percent(own.value, 2))
    if fan is None:
        return grew
    low, high = (told(float(fan[q].iloc[-1]), by) for q in (LOW, HIGH))
    return say("finding.path", grew=grew, year=int(fan.index[-1]), low=low, high=high)


def _marks(ax: Axes, course: Course, by: Scale) -> Iterator[Mark]:
    """A year of the path or the fan with its band; a stated level with its sentence."""
    stated = {one.year: one for one in course.levels}
    whole = course.frame()
    for year, row in zip(map(int, whole.index), whole.to_dict("records"), strict=True):
        value = float(row["level"])
        if (level := stated.get(year)) is not None:
            words = say("mark.level", year=year, amount=cited.level(level))
        else:
            amount = derived(told(value, by), "years", f"{year}")
            low, high = told(row["low"], by), told(row["high"], by)
            words = say("mark.reckoned", year=year, amount=amount, low=low, high=high)
        yield Mark(ax, year, value, words)


def _levels(ax: Axes, levels: Sequence[Level], *, supposed: bool) -> None:
    """Their value and year beside the points; the limits of the axes must stand before."""
    left, right = ax.get_xlim()
    top = ax.get_ylim()[1]
    for one in levels:
        first = one is levels[0]
        low = first and one.value > LOW_ENOUGH * top  # else the label would reach the axis
        cramped = not first and (one.year - left) / (right - left) < 0.3
        ax.annotate(
            _told(one, supposed=first and supposed),
            (0.01 if cramped else one.year, one.value / top),
            xycoords=("axes fraction" if cramped else "data", "axes fraction"),
            xytext=(0 if cramped else 8 if first else -9, -10 if low else 9),
            textcoords="offset points",
            ha="left" if first or cramped else "right",
            va="top" if low else "bottom",
            fontsize=BIG if first or one is levels[-1] else SMALL,
            zorder=6,
        )


def _told(one: Level, *, supposed: bool) -> str:
    """Year and amount, on two lines where they are long."""
    form, amount = "chart.supposed" if supposed else "chart.level", level(one)
    told = say(form, year=one.year, amount=amount)
    return told if width(amount) <= LONGEST else told.replace(" ", "\n", 1)


def _name_lines(ax: Axes, known: Trajectory, course: Course, taken: Sequence[Reach]) -> None:
    """Words on the lines: what a legend would say, only where there is room for them."""
    frame, constant = course.history, course.constant
    if len(frame) < 5:
        return
    years = frame.index
    early = years[int(len(years) * FIRST_THIRD)]
    bent = known.bent and known.city is not None
    city = names.place(known.city.name) if known.city is not None else ""
    path = say("chart.bent", city=city) if bent else say("chart.path")
    ax.annotate(
        say("chart.band", path=path),
        (early, float(frame["high"].loc[early])),
        xytext=(0.02, _free(taken, (0.66, 0.78, 0.5, 0.85), 0.13)),
        textcoords="axes fraction",
        ha="left",
        va="bottom",
        color=BLUE,
        fontsize=SMALL,
        arrowprops={"arrowstyle": "-", "color": BLUE, "lw": 0.7},
    )
    late = years[int(len(years) * LAST_THIRD)]
    ax.annotate(
        say("chart.every_year", rate=percent(constant.rate, 2)),
        (late, float(constant.level([late])[0])),
        xytext=(known.as_of - 0.2, _free(taken, (0.15, 0.02, 0.3), 0.05)),
        textcoords=("data", "axes fraction"),
        ha="right",
        va="bottom",
        fontsize=SMALL,
        arrowprops={"arrowstyle": "-", "color": INK, "lw": 0.7},
    )


def _free(taken: Sequence[Reach], places: Sequence[float], tall: float) -> float:
    """The first of some heights at which words of a height are clear of the labels."""
    clear = (p for p in places if all(p + tall < low or p > high for low, high in taken))
    return next(clear, places[0])


def _labels(ax: Axes, levels: Sequence[Level], targets: Sequence[Target]) -> Iterator[Reach]:
    """Between which heights labels stand: the first level has its own below where it can."""
    top = ax.get_ylim()[1]
    for height in (one.value / top for one in levels):
        low = height == levels[0].value / top and height > LOW_ENOUGH
        yield (height - 0.09, height - 0.035) if low else (height + 0.03, height + 0.09)
    for _, value, _ in targets:
        yield value / top, value / top + 0.07


def _heights(ax: Axes, top: float, by: Scale) -> None:
    """From zero: levels are compared by their height."""
    ax.set_ylim(0, 1.08 * top)
    shown = 1.08 * top / by.factor
    form = ",.0f" if shown > 8 else "g"
    ax.yaxis.set_major_formatter(FuncFormatter(lambda y, _: f"{y / by.factor:{form}}"))


def _level_targets(known: Trajectory, course: Course, last: int) -> Iterator[Target]:
    """Year, value and words of the levels that documents announce for a year of the outlook."""
    now, unit = course.levels[-1], course.levels[-1].unit
    for o in known.targets:
        if course.view is None or o.measure is not Measure.LEVEL or o.period is None:
            continue
        year, value, large = o.period.last, float(o.quantity.value), LARGE.get(o.quantity.unit)
        if unit not in (o.quantity.unit, large) or o.period.years != 1:
            continue
        value = value / YI if unit == large else value
        if known.as_of < year <= last:
            yield year, value, _words(o, LevelTarget(value, year, now.basis, unit=unit), course)


def _words(o: Observation, target: LevelTarget, course: Course) -> str:
    """A target with its chance."""
    assert course.view is not None
    probability = chance(target, course.view, course.levels[-1]).probability
    return say("chart.target_chance", figure=names.stated(o), chance=share(probability))


def _target(ax: Axes, year: int, value: float, words: str) -> None:
    ax.plot(year, value, "D", color=GREEN, ms=8, zorder=6)
    ax.annotate(
        words,
        (year, value),
        xytext=(-9, 3),
        textcoords="offset points",
        ha="right",
        va="bottom",
        color=GREEN,
        zorder=6,
    )


def _note(course: Course, announced: bool) -> str:
    """How to read what was drawn."""
    parts = ["note.path"]
    if course.fan is not None:
        parts += ["note.fan", *(["note.targets"] if announced else [])]
    return say("word.join").join(map(say, parts))


def _path_alt(known: Trajectory, course: Course, by: Scale, targets: Sequence[Target]) -> str:
    points = (say("alt.point", year=x.year, amount=level(x)) for x in course.levels)
    drawn = known.say("alt.path", points=say("word.comma").join(points))
    if (fan := course.fan) is None:
        return say("alt.silent", drawn=drawn, why=known.silence)
    end = fan.iloc[-1]
    said = (say("alt.target", when=span(year, year), target=words) for year, _, words in targets)
    return say(
        "alt.fan",
        drawn=drawn,
        as_of=known.as_of,
        year=fan.index[-1],
        low=told(end[LOW], by),
        high=told(end[HIGH], by),
        middle=told(end[MIDDLE], by),
        targets="".join(said),
    )
