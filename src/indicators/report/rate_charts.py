"""Growth a year where no path can be drawn: nation, city, outlook, and the stated target."""

from __future__ import annotations

from collections.abc import Iterator
from math import expm1

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from indicators.growth import GrowthTarget, chance, official
from indicators.growth.rates import NATION
from indicators.language import say
from indicators.record import Basis, Measure, Observation
from indicators.report import names, theme
from indicators.report.amounts import percent, prices, share
from indicators.report.axes import (
    ENDS,
    HIGH,
    LOW,
    LOWER,
    MIDDLE,
    UPPER,
    edge_labels,
    parting,
    years,
)
from indicators.report.evidence import derived
from indicators.report.marks import Mark
from indicators.report.official import figure as figure_of
from indicators.report.theme import BLUE, GREEN, ORANGE, SOFT, Chart
from indicators.report.trajectory import Trajectory

BAND = ("low", "middle", "high")  # what `ENDS` are called
PAST = 12  # years of growth rates that are shown
WIDE = 0.3  # of a year: how far a bar of the outlook reaches to each side
NEAR = 2.5  # points of growth between two lines that leave no room for a word


def growth_rates(known: Trajectory) -> Chart:
    """Growth a year: the nation's and the city's past, the outlook, and the stated target."""
    ahead, targets = known.ahead(), list(_targets(known))
    view = known.view(known.basis, None)
    nation = view.national.map(lambda x: 100 * expm1(x))
    nation = nation[nation.index > known.as_of - PAST]
    with theme.style():
        figure = theme.figure(4.05, _finding(known, ahead), _about(known))
        ax = figure.add_subplot()
        ax.axhline(0, color=SOFT, lw=0.8)
        ax.plot(nation.index, nation, color=SOFT, lw=1.2, marker="s", ms=3)
        _city(ax, known, nation)
        _outlook(ax, 100 * ahead)
        low, high = ax.get_ylim()
        room = high - low
        ax.set_ylim(low - 0.09 * room, high + 0.12 * room)  # for the words below and on top
        _mark(ax, targets)
        years(ax, int(nation.index[0]), int(ahead.index[-1]))
        parting(ax, known.as_of)
        ax.yaxis.set_major_locator(MaxNLocator(6, integer=True))
        end = 100 * ahead.iloc[-1]
        edge_labels(ax, [end[q] for q in ENDS], [f"{end[q]:.1f}%" for q in ENDS])
        marks = [*_past(ax, known, nation), *_ahead(ax, ahead)]
    note = say("word.join").join(map(say, ["note.rates", *(["note.targets"] if targets else [])]))
    return Chart(figure, _rates_alt(known, ahead, targets), note, marks)


def _finding(known: Trajectory, ahead: pd.DataFrame) -> str:
    """What is expected of the next year."""
    told = {name: percent(ahead.iloc[0][q]) for name, q in zip(BAND, ENDS, strict=True)}
    return say("finding.rates", year=known.as_of + 1, **told)


def _about(known: Trajectory) -> str:
    place, named = names.place(known.region.name), names.indicator(known.indicator)
    return say("chart.rates", place=place, indicator=named, prices=prices(known.basis))


def _past(ax: Axes, known: Trajectory, nation: pd.Series[float]) -> Iterator[Mark]:
    """Growth of the nation and of the city by year, each with its row where it has one."""
    country = official(NATION, "gdp", measure=Measure.GROWTH)
    real = known.basis is Basis.REAL
    for year, value in zip(map(int, nation.index), nation, strict=True):
        told = f"{value:.1f}%"
        rate = figure_of(told, country, year) if real else told
        yield Mark(
            ax, year, value, say("mark.grown", place=say("chart.nation"), year=year, rate=rate)
        )
    if known.city is None:
        return
    city = known.city.growth
    for year in map(int, city.index.intersection(nation.index)):
        rate = figure_of(f"{city[year]:.1f}%", city, year)
        place = names.place(known.city.name)
        yield Mark(
            ax, year, float(city[year]), say("mark.grown", place=place, year=year, rate=rate)
        )


def _ahead(ax: Axes, ahead: pd.DataFrame) -> Iterator[Mark]:
    """The outlook's median with the band that holds 80%."""
    for year, row in zip(map(int, ahead.index), ahead.to_dict("records"), strict=True):
        told = derived(percent(row[MIDDLE]), "years", f"{year}")
        low, high = percent(row[LOW]), percent(row[HIGH])
        words = say("mark.reckoned", year=year, amount=told, low=low, high=high)
        ends = (100 * float(row[q]) for q in (LOW, HIGH))
        yield Mark(ax, year - WIDE, next(ends), words, (year + WIDE, next(ends)))


def _outlook(ax: Axes, ahead: pd.DataFrame) -> None:
    """Thin bars hold 80%, thick ones 50%: a forecast is told from history without its colour."""
    for year in map(int, ahead.index):
        row = ahead.loc[year]
        ax.plot([year, year], [row[LOW], row[HIGH]], color=ORANGE, lw=2, alpha=0.6)
        ax.plot([year, year], [row[LOWER], row[UPPER]], color=ORANGE, lw=7, alpha=0.45)
        ax.plot(year, row[MIDDLE], "o", color="white", mec=ORANGE, mew=1.8, ms=7)


def _targets(known: Trajectory) -> Iterator[tuple[Observation, str]]:
    """Growth that documents announce, in words; with its chance where the outlook reaches it."""
    for o in known.targets:
        if o.measure is Measure.GROWTH and o.period is not None and o.quantity.unit == "%":
            yield o, _words(o, known)


def _words(o: Observation, known: Trajectory) -> str:
    assert o.period is not None
    figure = names.stated(o)
    if o.period.first != known.as_of + 1 or o.period.years > 1:
        return say("chart.target", figure=figure)
    target = GrowthTarget(float(o.quantity.value) / 100, basis=known.basis)
    told = chance(target, known.view(known.basis, None)).probability
    return say("chart.target_chance", figure=figure, chance=share(told))


def _mark(ax: Axes, targets: list[tuple[Observation, str]]) -> None:
    for o, words in targets:
        assert o.period is not None
        year, value = o.period.last, float(o.quantity.value)
        ax.plot(year, value, "D", color=GREEN, ms=8, zorder=6)
        ax.plot([year, year], [value, ax.get_ylim()[1]], color=GREEN, lw=0.8)
        ax.annotate(
            words,
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
        _name(ax, say("chart.nation"), first, float(nation.iloc[0]), SOFT, above=True)
        return
    city = known.city.growth.reindex(nation.index)
    ax.plot(city.index, city, color=BLUE, lw=1.6, marker="o", ms=4)
    start = int(city.dropna().index[0])
    higher = float(city[start]) >= float(nation[start])
    _name(ax, names.place(known.city.name), start, float(city[start]), BLUE, above=higher)
    crowded = 0 <= float(city[start]) - float(nation[start]) < NEAR
    _name(ax, say("chart.nation"), start, float(nation[start]), SOFT, above=not crowded)


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


def _rates_alt(
    known: Trajectory, ahead: pd.DataFrame, targets: list[tuple[Observation, str]]
) -> str:
    end = ahead.iloc[-1]
    said = (say("alt.target", when=names.when(o), target=words) for o, words in targets)
    past = say("chart.nation")
    if known.city is not None:
        past = say("alt.both", one=past, other=names.place(known.city.name))
    return say(
        "alt.rates",
        past=past,
        place=names.place(known.region.name),
        as_of=known.as_of,
        horizon=known.horizon,
        low=percent(end[LOW]),
        high=percent(end[HIGH]),
        middle=percent(end[MIDDLE]),
        targets="".join(said),
    )
