"""The question of each page and its answer in one sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from indicators.growth import Chance, Course, Rate
from indicators.record import Basis, Measure, Reading, Status
from indicators.report.amounts import PRICES, exact, number, percent, rate, share
from indicators.report.claim_answers import claims as claims
from indicators.report.claim_answers import comparison as comparison
from indicators.report.export import Summary
from indicators.report.prospects import Prospects
from indicators.report.provinces import NATION, Announcements
from indicators.report.scorecard import Scorecard
from indicators.report.table import label, when
from indicators.report.trajectory import Trajectory

IN_TERMS = {Basis.REAL: "in real terms", Basis.NOMINAL: "in nominal terms"}
MOST_REASONS = 3  # of a sentence


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
        answer=_no_path(known) if known.course is None else _path(known, known.course),
        region=place,
        indicator=known.indicator.id,
    )


def scores(known: Scorecard) -> Summary:
    """How much better than the naive, how honest the bands, and how many bars are met."""
    return Summary(
        title=f"{known.region}与各省：预测有多准？ How good are the forecasts?",
        question="How good are the forecasts, and how far can their bands be trusted?",
        answer=_scored(known),
        region=known.region,
    )


def _scored(known: Scorecard) -> str:
    panels = known.pooled.groupby(["panel", "basis"])[["ratio", "in80"]].mean()
    told = known.told(known.whole_years)
    years = "、".join(str(year) for year in sorted(known.whole_years["year"].unique()))
    met, count = int((known.bars["met"] == "yes").sum()), len(known.bars)
    return (
        f"Against log-drift the pooled model's error (CRPS) is {panels['ratio'].min():.2f} to"
        f" {panels['ratio'].max():.2f} times as large, its 80% bands held"
        f" {share(panels['in80'].min())} to {share(panels['in80'].max())} of outcomes; on"
        f" {len(known.whole_years)} closed targets of provinces in {years} its Brier score is"
        f" {told['told']['brier']:.2f}, where the last growth scores"
        f" {told['last']['brier']:.2f} and a coin 0.25; {met} of {count} bars are met."
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


def provinces(known: Announcements) -> Summary:
    """How many provinces ask for more than last year, and how many are expected to get it."""
    n, first, last = len(known.found), known.found[0], known.found[-1]
    told = [one.chance for one in known.found]
    sums = [
        round(sum(c.probability for c in told)),
        round(sum(c.scenarios.bad for c in told)),
        round(sum(c.scenarios.good for c in told)),
    ]
    return Summary(
        title=f"{NATION}各省{known.year}年的增长目标能否实现？ Who is ambitious, who will meet it?",
        question=f"Which provinces will meet their growth targets of {known.year}?",
        answer=f"Seen from the end of {known.year - 1}, about {sums[0]} of {n} provinces may be"
        f" expected to meet their target of {known.year}, {sums[1]} in a bad national year and"
        f" {sums[2]} in a good one; {known.higher} ask for more than they grew the year before. The"
        f" likeliest is {first.region} ({first.stated}, {share(first.chance.probability)}), the"
        f" hardest {last.region} ({last.stated}, {share(last.chance.probability)}).",
        region=NATION,
        indicator="gdp",
    )


def _path(known: Trajectory, course: Course) -> str:
    own, first, last = known.between, course.levels[0], course.levels[-1]
    assert own is not None
    published = known.own(own)
    other = published is not None and published.basis is not own.basis
    also = f" ({rate(published)} {IN_TERMS[published.basis]})" if published and other else ""
    return (
        f"{known.indicator.zh} rose from {exact(first.value)} to {exact(last.value)}{last.unit}"
        f" between {first.year} and {last.year}, {last.value / first.value:.2f} times or"
        f" {rate(own)} a year {PRICES[own.basis]}{also}; {_ahead(known, course, published)}."
    )


def _ahead(known: Trajectory, course: Course, own: Rate | None) -> str:
    """Where it may go, or why nothing is told of that."""
    if (fan := course.fan) is None:
        return f"nothing is told of the years ahead: {known.silence}"
    unreal = f"{known.unreal}; " if known.unreal else ""
    end, asked, told = fan.iloc[-1], percent(known.asked, 0), known.chance(own)
    return (
        f"{unreal}in {fan.index[-1]} it lies between {number(end[0.1])} and"
        f" {number(end[0.9])}{known.levels[-1].unit} with a chance of 80%, and growth of {asked} or"
        f" more {IN_TERMS[known.basis]} in {known.as_of + 1} has a chance of {_chance(told)}"
    )


def _chance(told: Chance) -> str:
    """`33% (24–46% over the readings)`."""
    low, high = share(told.low).removesuffix("%"), share(told.high)
    return f"{share(told.probability)} ({low}–{high} over the readings)"


def _no_path(known: Trajectory) -> str:
    told, ahead, asked = known.chance(None), known.ahead().iloc[0], percent(known.asked, 0)
    count = "one level" if known.levels else "no level"
    left = f" that may be joined ({len(known.aside)} put aside)" if known.aside else ""
    announced = next(
        (
            f"they announce +{o.text} for {when(o)}; "
            for o in known.targets
            if o.measure is Measure.GROWTH
        ),
        "",
    )
    return (
        f"The documents state {count} of {known.indicator.zh}{left}, so no path can be drawn;"
        f" {announced}seen from {known.as_of}, the nation and the peers alone give"
        f" {percent(ahead[0.5])} for {known.as_of + 1} (80%:"
        f" {percent(ahead[0.1])} to {percent(ahead[0.9])}), and {asked}"
        f" or more has a chance of {_chance(told)}."
    )


def _judged(known: Prospects) -> str:
    best, worst = known.judged[0], known.judged[-1]
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
    return f"{head}{_others(known)}."


def _told(known: Prospects, place: int) -> str:
    j = known.judged[place]
    return f"{label(j.observation)}, {share(j.chance.probability)}"


def _others(known: Prospects) -> str:
    """How many have no chance, by the reasons that were given."""
    if not known.unjudged:
        return ""
    return f"; no chance is told for the other {len(known.unjudged)}: {_kinds(known)}"


def _kinds(known: Prospects) -> str:
    """The commonest reasons in short, each with its count; a page's table has them all."""
    counts = Counter(unjudged.kind for unjudged in known.unjudged).most_common()
    told = [f"{kind} ({count})" for kind, count in counts[:MOST_REASONS]]
    rest = sum(count for _, count in counts[MOST_REASONS:])
    return ", ".join([*told, f"other reasons ({rest})"] if rest else told)


def _none_judged(known: Prospects) -> str:
    if not known.count:
        return "The documents state no targets."
    told = f"No chance can be told for any of the {known.count} stated targets: {_kinds(known)}"
    if not known.paces:
        return f"{told}."
    p = known.paces[0]
    names = f" ({p.names})" if p.names else ""
    return (
        f"{told}. But {p.target.indicator} of {p.target.text} in {when(p.target)} asks for"
        f" {p.words} the yearly pace of {when(p.past)}{names}."
    )
