"""The answers of the pages on claims and on several districts, in one sentence each."""

from __future__ import annotations

from fractions import Fraction

from indicators.language import say
from indicators.record import Region
from indicators.report import names, telling
from indicators.report.checking import Checked
from indicators.report.comparing import Cell, Comparison, short
from indicators.report.evidence import Counted, derived, row
from indicators.report.export import Summary

MOST_FIGURES = 2  # of a sentence


def claims(known: Checked) -> Summary:
    """How many figures follow, which first, and whether claims contradict each other."""
    place = known.region.name
    return Summary(
        title=say("claims.title", place=names.place(place)),
        question=say("claims.question"),
        answer=say(
            "claims.answer",
            place=names.place(place),
            claims=Counted(len(known.claims), "claims"),
            follows=_follows(known),
            conflicts=_conflicts(known),
        ),
        region=place,
    )


def comparison(known: Comparison) -> Summary:
    """Which districts announce how much, and what can be set side by side."""
    counts = (
        say("comparison.count", district=short(d, known.place), n=_targets(known, d))
        for d in known.districts
    )
    return Summary(
        title=say("comparison.title", place=names.place(known.place)),
        question=say("comparison.question"),
        answer=say(
            "comparison.answer",
            place=names.place(known.place),
            districts=Counted(len(known.districts), "kinds"),
            counts=say("word.comma").join(counts),
            indicators=Counted(len(known.indicators), "figures"),
            shared=_shared(known),
        ),
        region=known.place,
    )


def _follows(known: Checked) -> str:
    """The implied figures in short: how many, and the first ones."""
    if not known.implied:
        return say("claims.nothing")
    told = (
        say(
            "claims.figure",
            name=telling.name(one, inside=True),
            when=telling.when(one),
            figure=derived(telling.told(one), "implied", f"{place}"),
        )
        for place, one in enumerate(known.implied[:MOST_FIGURES])
    )
    return say(
        "claims.follow", n=Counted(len(known.implied), "implied"), told=say("word.comma").join(told)
    )


def _conflicts(known: Checked) -> str:
    sure = [one for one in known.contradictions if not one.doubtful]
    if not sure:
        return say("claims.together")
    name, against = (
        names.concept(sure[0].odd.over.series.concept, inside=True),
        derived(telling.against(sure[0]), "contradictions"),
    )
    return say(
        "claims.conflicts", n=Counted(len(sure), "contradictions"), name=name, against=against
    )


def _shared(known: Comparison) -> str:
    """The indicator that most districts state, a year; or that none is shared."""
    if not known.shared:
        return say("comparison.none_shared")
    best = known.shared[0]
    told = (
        say(
            "comparison.told",
            district=short(district, known.place),
            figure=derived(_a_year(cell), "per-head", row(cell.entry.evidence[0])),
            when=names.when(cell.entry.evidence[0]),
        )
        for district, cell in known.alike(best).items()
    )
    name, of = names.concept(best, inside=True), Counted(len(known.shared), "per-head")
    return say("comparison.shared", n=of, name=name, told=say("word.comma").join(told))


def _targets(known: Comparison, district: Region) -> Counted:
    """How many targets a district has; they are told by kind."""
    return Counted(len(known.targets(district)), "kinds", district.code or district.name)


def _a_year(cell: Cell) -> str:
    return telling.amount(Fraction(cell.a_year), cell.entry.amount.series.unit)
