"""The answer of the page on targets, in one sentence."""

from __future__ import annotations

from collections import Counter

from indicators.claims import Pace
from indicators.growth import newest_vintage
from indicators.language import say, term
from indicators.record import Bound
from indicators.report import cited, names
from indicators.report.amounts import share
from indicators.report.evidence import Counted, derived, led, row
from indicators.report.export import Summary
from indicators.report.judging import Judged
from indicators.report.prospects import Prospects

MOST_REASONS = 3  # of a sentence


def targets(known: Prospects) -> Summary:
    """Which target is likeliest, which hardest, and how many have no chance to tell."""
    place = known.region.name
    return Summary(
        title=say("targets.title", place=names.place(place)),
        question=say("targets.question"),
        answer=_judged(known) if known.judged else _none_judged(known),
        region=place,
        vintage=newest_vintage(),
    )


def pace(p: Pace) -> str:
    """How much faster: `1.33 times [1.11–1.58]`, `at most 1.33 times (1.58 with rounding)`."""
    return term("pace", p.bound, ratio=p.ratio, low=p.low, high=p.high)


def other_words(p: Pace) -> str:
    """That the two totals go by different words; empty where they do not."""
    one, other = p.target.indicator, p.past.indicator
    return "" if one == other else say("targets.other_words", one=one, other=other)


def times(bound: Bound, ratio: float) -> str:
    """A pace without its rounding."""
    return term("limit", bound, figure=say("targets.times", ratio=ratio))


def _judged(known: Prospects) -> str:
    best, worst = known.judged[0], known.judged[-1]
    return say(
        "targets.judged_one" if len(known.judged) == 1 else "targets.judged",
        count=_all(known),
        n=Counted(len(known.judged), "chances"),
        best=cited.label(best.observation, inside=True),
        best_chance=_share(best, best.chance.probability),
        worst=cited.label(worst.observation, inside=True),
        worst_chance=_share(worst, worst.chance.probability),
        worst_bad=_share(worst, worst.chance.scenarios.bad),
        others=_others(known),
    )


def _share(judged: Judged, chance: float) -> str:
    """A chance that leads to the row of its target."""
    return derived(share(chance), "chances", row(judged.observation))


def _others(known: Prospects) -> str:
    """How many have no chance, by the reasons that were given."""
    if not known.unjudged:
        return ""
    return say("targets.others", n=Counted(len(known.unjudged), "reasons"), kinds=_kinds(known))


def _kinds(known: Prospects) -> str:
    """The commonest reasons in short, each with its count; a page's table has them all."""
    counts = Counter(str(unjudged.kind) for unjudged in known.unjudged).most_common()
    told = [say("targets.kind", kind=kind, n=_listed(n)) for kind, n in counts[:MOST_REASONS]]
    if rest := sum(count for _, count in counts[MOST_REASONS:]):
        told.append(say("targets.kind", kind=say("targets.other_reasons"), n=_listed(rest)))
    return say("word.comma").join(told)


def _all(known: Prospects) -> Counted:
    return Counted(known.count, "targets")


def _listed(count: int) -> Counted:
    return Counted(count, "reasons")


def _none_judged(known: Prospects) -> str:
    if not known.count:
        return say("targets.none")
    if not known.paces:
        return say("targets.none_judged", count=_all(known), kinds=_kinds(known))
    p = known.paces[0]
    words = other_words(p)
    return say(
        "targets.none_judged_but",
        count=_all(known),
        kinds=_kinds(known),
        indicator=names.called(p.target, inside=True),
        figure=cited.stated(p.target),
        when=names.when(p.target),
        past=names.when(p.past),
        pace=led(pace(p), "paces", "0"),
        words=say("targets.bracket", words=words) if words else "",
    )
