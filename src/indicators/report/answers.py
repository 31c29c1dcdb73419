"""The question of each page and its answer in one sentence."""

from __future__ import annotations

from collections.abc import Sequence

from indicators.record import Basis, Measure, Reading, Status
from indicators.report.amounts import exact, number, percent, rate, share
from indicators.report.export import Summary
from indicators.report.prospects import Prospects
from indicators.report.table import label, when
from indicators.report.trajectory import Trajectory


def statements(readings: Sequence[Reading]) -> Summary:
    """How much the documents state, and of what kind."""
    found = [o for reading in readings for o in reading.observations]
    place = readings[0].document.region
    targets = sum(o.status is Status.TARGET for o in found)
    known = sum(o.indicator_id is not None for o in found)
    aside = sum(len(reading.unplaced) for reading in readings)
    papers = "document states" if len(readings) == 1 else "documents state"
    return Summary(
        title=f"{place}的文件说了什么？ What do the documents state?",
        question="What do the documents state, and what of it is a target?",
        answer=f"{len(readings)} {papers} {len(found)} figures about {place}: {targets} targets and"
        f" {len(found) - targets} achieved; {known} belong to an indicator of the catalogue, and"
        f" {aside} more numbers were set aside with a reason.",
        region=place,
    )


def growth(known: Trajectory) -> Summary:
    """Where the indicator came from and where it goes, or why no path can be drawn."""
    zh, place = known.indicator.zh, known.region.name
    return Summary(
        title=f"{place}{zh}从哪里来，往哪里去？ {known.indicator.en}: where from, where to?",
        question="How fast did it grow, and where does it go?",
        answer=_path(known) if known.paths else _no_path(known),
        region=place,
        indicator=known.indicator.id,
    )


def targets(known: Prospects) -> Summary:
    """Which target is likeliest, which hardest, and how many have no chance to tell."""
    place = known.region.name
    return Summary(
        title=f"{place}的目标能否实现？ Can the targets be reached?",
        question="What is the chance of each stated target?",
        answer=_judged(known) if known.judged else _none_judged(known),
        region=place,
    )


def _path(known: Trajectory) -> str:
    nominal, fan = known.nominal, known.fan
    assert nominal is not None and fan is not None
    first, last, end = known.levels[0], known.levels[-1], fan.iloc[-1]
    own = known.own(nominal)
    real = f" ({rate(own)} in real terms)" if own is not None and own.basis is Basis.REAL else ""
    told, asked = known.chance(own), percent(known.asked, 0)
    return (
        f"{known.indicator.zh} rose from {exact(first.value)} to {exact(last.value)}{last.unit}"
        f" between {first.year} and {last.year}, {last.value / first.value:.2f} times or"
        f" {rate(nominal)} a year at current prices{real}; in {fan.index[-1]} it lies between"
        f" {number(end[0.1])} and {number(end[0.9])}{last.unit} with a chance of 80%, and"
        f" growth of {asked} or more in {known.as_of + 1} has a chance of"
        f" {share(told.probability)}."
    )


def _no_path(known: Trajectory) -> str:
    told, ahead, asked = known.chance(None), known.ahead().iloc[0], percent(known.asked, 0)
    count = {0: "no level", 1: "one level only"}[len(known.levels)]
    announced = next(
        (
            f"they announce +{o.text} for {when(o)}; "
            for o in known.targets
            if o.measure is Measure.GROWTH
        ),
        "",
    )
    return (
        f"The documents state {count} of {known.indicator.zh}, so no path can be drawn; {announced}"
        f"seen from {known.as_of}, the nation and the peers alone give"
        f" {percent(ahead[0.5])} for {known.as_of + 1} (80%:"
        f" {percent(ahead[0.1])} to {percent(ahead[0.9])}), and {asked}"
        f" or more has a chance of {share(told.probability)}."
    )


def _judged(known: Prospects) -> str:
    best, worst = known.judged[0], known.judged[-1]
    others = len(known.unjudged)
    if len(known.judged) == 1:
        head = f"Of {known.count} targets one can be judged: {_told(known, 0)}"
    else:
        head = (
            f"Of {known.count} targets {len(known.judged)} can be judged, from"
            f" {label(best.observation)} with a chance of {share(best.chance.probability)} down to"
            f" {label(worst.observation)} with"
            f" {share(worst.chance.probability)} (in a bad national year"
            f" {share(worst.chance.scenarios.bad)})"
        )
    return f"{head}; no chance is told for the other {others}: counts, shares, sums without a base."


def _told(known: Prospects, place: int) -> str:
    j = known.judged[place]
    return f"{label(j.observation)}, {share(j.chance.probability)}"


def _none_judged(known: Prospects) -> str:
    said = f"None of the {known.count} stated targets is of a kind whose chance can be told"
    if not known.paces:
        return f"{said}: they are counts, shares and sums without a stated past."
    p = known.paces[0]
    return (
        f"{said}, but {p.target.indicator} of {p.target.text} in {when(p.target)} asks for"
        f" {p.ratio:.2f} times [{p.low:.2f}–{p.high:.2f}] the yearly pace of {when(p.past)}."
    )
