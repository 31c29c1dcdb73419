"""What would turn the page on targets, and what it tells where no chance can be told."""

from __future__ import annotations

from collections import Counter

from indicators.claims import Pace
from indicators.language import say
from indicators.record import Bound, Observation
from indicators.report import cited, names
from indicators.report.amounts import share
from indicators.report.evidence import Counted, derived, led, row
from indicators.report.judging import Judged, rounded
from indicators.report.prospects import Prospects
from indicators.report.table import AT, Row, Table, table
from indicators.report.target_answers import other_words, pace, times

# kind of reason -> what the document would have to state, and what could be told then
MISSING = {
    "count": ("targets.missing_count", "targets.then_pace"),
    "share": ("targets.missing_share", "targets.then_step"),
    "spread": ("targets.missing_spread", "targets.then_chance"),
    "catalogue": ("targets.missing_catalogue", "targets.then_peers"),
    "total": ("targets.missing_total", "targets.then_chance"),
}


def doubts(known: Prospects) -> Table:
    """A bad and a good national year, and the target read within its rounding."""
    if known.judged:
        return table(say("targets.doubts"), *map(_doubt, known.judged))
    if known.paces:
        return table(say("targets.otherwise"), *_readings(known.paces[0]))
    counts = Counter(u.reason.name.partition(".")[2] for u in known.unjudged)
    rows = (
        {
            "instead": say(instead),
            "targets": f"{Counted(counts[kind], 'reasons')}",
            "then": say(then),
        }
        for kind, (instead, then) in MISSING.items()
        if counts[kind]
    )
    return table(say("targets.one_more"), *rows)


def paces(known: Prospects) -> Table:
    """Totals asked for against totals achieved: how much faster a year, rounding counted."""
    rows: list[Row] = [
        {
            AT: f"{place}",
            "target": _total(p.target),
            "against": _total(p.past),
            "pace": say("word.semicolon").join(filter(None, (pace(p), other_words(p)))),
        }
        for place, p in enumerate(known.paces)
    ]
    none: Row = {"target": "—", "against": say("targets.no_past"), "pace": "—"}
    return table(say("targets.paces"), *(rows or [none]), at="paces")


def _total(o: Observation) -> str:
    name, figure = names.worded(o), cited.stated(o)
    return say("targets.total_of", name=name, figure=figure, when=names.when(o))


def _doubt(j: Judged) -> Row:
    c, place = j.chance, ("chances", row(j.observation))
    turned = (c.probability > 0.5) != (c.scenarios.bad > 0.5)
    return {
        "target": cited.labelled(j.observation),
        "told": derived(share(c.probability), *place),
        "bad": derived(share(c.scenarios.bad), *place),
        "good": derived(share(c.scenarios.good), *place),
        "rounded": derived(share(rounded(j).probability), "formulas", row(j.observation)),
        "turned_bad": say("word.yes" if turned else "word.no"),
    }


def _readings(p: Pace) -> list[Row]:
    """Rounding both ways, and a past that counts one year less or more than it was read to."""
    assert p.past.period is not None
    years = p.past.period.years
    one, other = cited.stated(p.target), cited.stated(p.past)
    told = [
        (say("targets.as_told", one=one, other=other), p.ratio),
        (say("targets.rounded_up"), p.low),
        (say("targets.rounded_down"), p.high),
        (say("targets.took", years=years - 1, read=years), p.ratio * (years - 1) / years),
        (say("targets.took", years=years + 1, read=years), p.ratio * (years + 1) / years),
    ]
    return [
        {
            "instead": led(instead, "paces", "0"),
            "pace": led(times(p.bound, ratio), "paces", "0"),
            "faster": _faster(p.bound, ratio),
        }
        for instead, ratio in told
    ]


def _faster(bound: Bound, ratio: float) -> str:
    """A bound answers on one side of 1 only."""
    open_side = {Bound.UPPER: ratio > 1, Bound.LOWER: ratio <= 1, Bound.ABOUT: True}
    if open_side.get(bound, False):
        return say("targets.not_known")
    return say("word.yes" if ratio > 1 else "word.no")
