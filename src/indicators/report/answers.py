"""The question of each page and its answer in one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from indicators.growth import Chance, Course, Rate, newest_vintage
from indicators.language import say, term
from indicators.record import Measure, Reading, Status
from indicators.report import cited, names
from indicators.report.amounts import (
    asked,
    percent,
    prices,
    range_of,
    rate,
    scale_of,
    share,
    told,
)
from indicators.report.claim_answers import claims as claims
from indicators.report.claim_answers import comparison as comparison
from indicators.report.evidence import Counted, derived, led
from indicators.report.export import Summary
from indicators.report.growth_outlook import CHANCE
from indicators.report.growth_outlook import own as own_row
from indicators.report.provinces import NATION, Announcements
from indicators.report.scorecard import Scorecard
from indicators.report.target_answers import targets as targets
from indicators.report.trajectory import Trajectory

COIN = 0.25  # Brier score of telling 50% always


def statements(readings: Sequence[Reading]) -> Summary:
    """How much the documents state, and of what kind."""
    found = [o for reading in readings for o in reading.observations]
    place = readings[0].document.region
    goals = sum(o.status is Status.TARGET for o in found)
    return Summary(
        title=say("statements.title", place=names.place(place)),
        question=say("statements.question"),
        answer=say(
            "statements.answer",
            place=names.place(place),
            documents=Counted(len(readings), "documents"),
            figures=Counted(len(found), "figures"),
            targets=Counted(goals, "believing", "every"),
            achieved=Counted(len(found) - goals, "believing", "every"),
            known=Counted(sum(o.indicator_id is not None for o in found), "evidence", "known"),
            aside=Counted(sum(len(reading.unplaced) for reading in readings), "unplaced"),
        ),
        region=place,
    )


def growth(known: Trajectory) -> Summary:
    """Where the indicator came from and where it goes, or why no path can be drawn."""
    return Summary(
        title=known.say("growth.title"),
        question=say("growth.question"),
        answer=_supposed(known)
        + (_no_path(known) if known.course is None else _path(known, known.course)),
        region=known.region.name,
        indicator=known.indicator.id,
        vintage=newest_vintage(),
    )


def _supposed(known: Trajectory) -> str:
    """The assumptions that were made, before all that follows from them."""
    made = []
    if known.first:
        told = f"{100 * known.first:+.10g}%"
        made.append(say("growth.first", share=derived(told, "parameters", "first")))
    if known.nation:
        told = f"{100 * known.nation:+.10g}"
        made.append(say("growth.nation", points=derived(told, "parameters", "nation")))
    return say("growth.supposed", made=say("growth.and").join(made)) if made else ""


def scores(known: Scorecard) -> Summary:
    """How much better than the naive, how honest the bands, and how many bars are met."""
    panels = known.means
    judged = known.told(known.whole_years)
    years = sorted(known.whole_years["year"].unique())
    return Summary(
        title=say("scores.title", place=names.place(known.region)),
        question=say("scores.question"),
        answer=say(
            "scores.answer",
            errs=say("scores.errs_less" if panels["ratio"].max() < 1 else "scores.errs_more"),
            than=say("scores.better" if judged["told"]["brier"] < COIN else "scores.worse"),
            best=_mean(panels["ratio"], lowest=True),
            worst=_mean(panels["ratio"]),
            least=_mean(panels["in80"], lowest=True),
            most=_mean(panels["in80"]),
            cases=Counted(len(known.whole_years), "panels", "targets"),
            years=say("word.comma").join(map(str, years)),
            brier=derived(f"{judged['told']['brier']:.2f}", "bars", known.brier),
            coin=derived(f"{COIN:.2f}", "doubts", "last"),
            last=derived(f"{judged['last']['brier']:.2f}", "bars", known.brier),
            met=Counted(int((known.bars["met"] == "yes").sum()), "bars"),
            bars=Counted(len(known.bars), "bars"),
        ),
        region=known.region,
        vintage=newest_vintage(),
    )


def _mean(panels: pd.Series[float], *, lowest: bool = False) -> str:
    """The lowest or the highest mean of the panels, which leads to its panel's row."""
    value = float(panels.min() if lowest else panels.max())
    panel, basis = panels.index[list(panels).index(value)]
    shown = share(value) if panels.name == "in80" else f"{value:.2f}"
    return derived(shown, "means", f"{panel}-{basis}")


def provinces(known: Announcements) -> Summary:
    """How many provinces ask for more than last year, and how many are expected to get it."""
    first, last = known.found[0], known.found[-1]
    chances = [one.chance for one in known.found]
    return Summary(
        title=say("provinces.title", place=names.place(NATION), year=known.year),
        question=say("provinces.question", year=known.year),
        answer=say(
            "provinces.answer",
            year=known.year,
            before=known.year - 1,
            n=Counted(len(known.found), "chances"),
            expected=_whole("all", (c.probability for c in chances)),
            bad=_whole("bad", (c.scenarios.bad for c in chances)),
            good=_whole("good", (c.scenarios.good for c in chances)),
            higher=Counted(known.higher, "announced"),
            first=names.place(first.region),
            first_asks=led(names.target(first.stated), "announced", first.code),
            first_chance=derived(share(first.chance.probability), "chances", first.code),
            last=names.place(last.region),
            last_asks=led(names.target(last.stated), "announced", last.code),
            last_chance=derived(share(last.chance.probability), "chances", last.code),
        ),
        region=NATION,
        indicator="gdp",
        vintage=newest_vintage(),
    )


def _whole(way: str, chances: Iterable[float]) -> str:
    """How many are expected, one way to look at it."""
    return derived(f"{sum(chances):.0f}", "doubts", way)


def _path(known: Trajectory, course: Course) -> str:
    own, first, last = known.between, course.levels[0], course.levels[-1]
    assert own is not None
    published = known.own(own)
    form = "growth.path" if last.value >= first.value else "growth.path_fell"
    return known.say(
        form,
        first=cited.level(first),
        last=cited.level(last),
        first_year=first.year,
        last_year=last.year,
        times=derived(f"{last.value / first.value:.2f}", "rates", "multiple"),
        rate=derived(rate(own), *own_row(own.basis)),
        prices=prices(own.basis),
        also=_also(published) if published and published.basis is not own.basis else "",
        ahead=_ahead(known, course, published),
    )


def _also(published: Rate) -> str:
    """The same growth on the basis on which it is published."""
    told = derived(rate(published), *own_row(published.basis))
    return say("growth.also", rate=told, basis=term("terms", published.basis))


def _ahead(known: Trajectory, course: Course, own: Rate | None) -> str:
    """Where it may go, or why nothing is told of that."""
    if (fan := course.fan) is None:
        return say("growth.silent", why=known.silence)
    end, by = fan.iloc[-1], scale_of(course.levels)
    return say(
        "growth.ahead",
        unreal=say("growth.unreal", why=known.unreal) if known.unreal else "",
        year=fan.index[-1],
        low=derived(told(end[0.1], by), "years", f"{fan.index[-1]}"),
        high=derived(told(end[0.9], by), "years", f"{fan.index[-1]}"),
        next=known.as_of + 1,
        asked=_asked(known),
        terms=term("terms", known.basis),
        chance=_chance(known.chance(own)),
    )


def _chance(one: Chance) -> str:
    """`33% (24–46% over the readings)`."""
    chance, over = share(one.probability), range_of(one.low, one.high)
    return led(say("growth.chance", chance=chance, range=over), *CHANCE)


def _asked(known: Trajectory) -> str:
    """The growth that was asked for leads to the parameter that says so."""
    return derived(asked(known.asked), "parameters", "asked")


def _no_path(known: Trajectory) -> str:
    ahead, year = known.ahead().iloc[0], ("years", f"{known.as_of + 1}")
    aside = say("growth.aside", n=Counted(len(known.aside), "checks")) if known.aside else ""
    goals = (o for o in known.targets if o.measure is Measure.GROWTH)
    announced = (say("growth.announced", when=names.when(o), figure=cited.stated(o)) for o in goals)
    return known.say(
        "growth.no_path",
        count=known.say("growth.one_level" if known.levels else "growth.no_level", aside=aside),
        announced=next(announced, ""),
        as_of=known.as_of,
        next=known.as_of + 1,
        middle=derived(percent(ahead[0.5]), *year),
        low=derived(percent(ahead[0.1]), *year),
        high=derived(percent(ahead[0.9]), *year),
        asked=_asked(known),
        chance=_chance(known.chance(None)),
    )
