"""The answers of the pages on claims and on several districts, in one sentence each."""

from __future__ import annotations

from fractions import Fraction

from indicators.claims import telling
from indicators.report.checking import Checked
from indicators.report.comparing import Comparison, name, short
from indicators.report.export import Summary

MOST_FIGURES = 2  # of a sentence


def claims(known: Checked) -> Summary:
    """How many figures follow, which first, and whether claims contradict each other."""
    place = known.region.name
    return Summary(
        title=f"{place}的数字能同时成立吗？ Can the figures all be true?",
        question="What follows from the stated figures, and which of them contradict?",
        answer=f"{len(known.claims)} claims about {place} can be reckoned with: {_follows(known)};"
        f" {_conflicts(known)}.",
        region=place,
    )


def comparison(known: Comparison) -> Summary:
    """Which districts announce how much, and what can be set side by side."""
    counts = ", ".join(f"{short(d, known.place)} {len(known.targets(d))}" for d in known.districts)
    return Summary(
        title=f"{known.place}各区的目标有何不同？ How do the districts' targets differ?",
        question="What do the districts announce, and what of it can be compared?",
        answer=f"{len(known.districts)} districts of {known.place} announce targets ({counts}); of"
        f" {len(known.indicators)} indicators of the catalogue {_shared(known)}.",
        region=known.place,
    )


def _follows(known: Checked) -> str:
    """The implied figures in short: how many, and the first ones."""
    if not known.implied:
        return "nothing follows from them, for no two are about one amount"
    told = [
        f"{one.amount.series.name} {one.amount.when} {telling.told(one)}".replace("-", "–")
        for one in known.implied[:MOST_FIGURES]
    ]
    figures = "figure follows" if len(known.implied) == 1 else "figures follow"
    return f"{len(known.implied)} {figures}, {', '.join(told)}"


def _conflicts(known: Checked) -> str:
    sure = [one for one in known.contradictions if not one.doubtful]
    if not sure:
        return "all of them can be true together"
    first = f"{sure[0].odd.over.series.name} {telling.against(sure[0])}".replace("-", "–")
    sets = "set of claims contradicts" if len(sure) == 1 else "sets of claims contradict"
    return f"{len(sure)} {sets} itself, {first}"


def _shared(known: Comparison) -> str:
    """The indicator that most districts state, a year; or that none is shared."""
    if not known.shared:
        return "none is stated by two of them"
    best = known.shared[0]
    told = (
        f"{short(district, known.place)}"
        f" {telling.amount(Fraction(cell.a_year), cell.entry.amount.series.unit)}"
        f" ({cell.entry.amount.when.replace('-', '–')})"
        for district, cell in known.alike(best).items()
    )
    also = len(known.shared)
    stated = "is" if also == 1 else "are"
    return f"{also} {stated} stated by two or more; {name(best)} a year: {', '.join(told)}"
