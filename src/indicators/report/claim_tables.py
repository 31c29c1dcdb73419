"""Tables about claims: premises, what follows from them, what contradicts, what would turn it."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from markupsafe import Markup

from indicators.claims import Claim, Contradiction, Implied, Interval, telling
from indicators.report.checking import Checked
from indicators.report.table import Table, quote, stacked, table, when

DASH = "–"
KINDS = {
    "base": "基数 base",
    "reached": "达到 reached",
    "growth a year": "年均增速 growth a year",
    "part": "部分 part",
    "whole": "整体 whole",
    "rest": "余下部分 rest",
    "average a year": "年均 average a year",
    "pace": "提速 pace",
}


def premises(known: Checked) -> Table:
    """The claims that something follows from, each with its sentence; else the claims there are."""
    chosen = known.premises or known.claims[:3]
    rows = (
        {
            "Figure": stacked(c.observation.indicator, c.observation.text, when(c.observation)),
            "Sentence and document": quote(c.observation),
        }
        for c in chosen
    )
    head = "Claims that something follows from" if known.premises else "The first claims"
    return table(f"{head} 前提", *rows)


def checks(known: Checked) -> Table:
    """How many figures can be reckoned with, and how many sets of them contradict."""
    sure = [one for one in known.contradictions if not one.doubtful]
    rows = (
        ("figures that the documents state", f"{known.figures}", ""),
        ("claims about an amount of the place itself", f"{len(known.claims)}", ""),
        ("figures that follow without being said", f"{len(known.implied)}", ""),
        ("sets of claims that cannot all be true", f"{len(sure)}", "must be 0"),
        ("… more, if no round figure is rounded", f"{len(known.contradictions) - len(sure)}", ""),
    )
    return table("Checks", *({"Check": a, "Found": b, "Rule": c} for a, b, c in rows))


def rounding(known: Checked) -> Table:
    """What each premise may stand for, in the strict and in the loose reading."""
    rows = []
    for claim in known.premises or known.claims[:3]:
        strict, loose = map(_readable(claim), claim.within)
        rows.append(
            {
                "Figure": stacked(claim.observation.indicator, claim.observation.text),
                "Strict reading 严格": strict,
                "Loose reading 宽松": "the same" if strict == loose else loose,
            }
        )
    return table("What a stated figure may stand for; x is times", *rows)


def implied(known: Checked) -> Table:
    """Every implied figure with its arithmetic."""
    rows = (
        {
            "What follows": stacked(_name(one), _told(one), f"{KINDS[one.kind]} {_when(one)}"),
            "Arithmetic": _formula(one),
            "From": Markup("<br>").join(_from(one)),
        }
        for one in known.implied
    )
    none = {"What follows": "—", "Arithmetic": "no two claims are about one amount", "From": "—"}
    return table("Implied figures 推算数", *(list(rows) or [none]))


def contradictions(known: Checked) -> Table:
    """The smallest sets of claims that cannot all be true, each claim with its sentence."""
    rows = [
        {
            "Claims in conflict": _against(one),
            "Sentences": Markup("<br>").join(quote(c.observation) for c in one.claims),
        }
        for one in known.contradictions
    ]
    none = {"Claims in conflict": "none", "Sentences": "all claims can be true together"}
    return table("Contradictions 矛盾", *(rows or [none]))


def turns(known: Checked) -> Table:
    """What another document would have to state to contradict; the loose reading decides."""
    rows = []
    for one in known.implied:
        strict, loose = one.within
        rows.append(
            {
                "Implied figure": stacked(_name(one), _told(one), _when(one)),
                "Contradicted by a figure": _outside(one),
                "Were the zeros exact": _interval(strict.low, strict.high, one.unit)
                if strict != loose
                else "the same",
            }
        )
    none = {
        "Implied figure": "—",
        "Contradicted by a figure": "one level of the year before would already imply growth",
        "Were the zeros exact": "—",
    }
    return table("What would turn it", *(rows or [none]))


def _name(one: Implied) -> str:
    return one.amount.series.name


def _when(one: Implied) -> str:
    return one.amount.when.replace("-", DASH)


def _told(one: Implied) -> str:
    return telling.told(one).replace("-", DASH)


def _formula(one: Implied) -> str:
    return one.formula.replace(" - ", " − ").replace(" / ", " ÷ ")


def _from(one: Implied) -> list[str]:
    return [f"{c.observation.indicator} {c.observation.text}" for c in one.claims]


def _against(one: Contradiction) -> str:
    doubt = " (only if no figure is rounded to its zeros)" * one.doubtful
    return f"{one.odd.over.series.name} {telling.against(one)}{doubt}".replace("-", DASH)


def _outside(one: Implied) -> str:
    low, high = one.within.loose.low, one.within.loose.high
    below = f"below {telling.amount(low, one.unit)}" if low else ""
    above = f"above {telling.amount(high, one.unit)}" if high is not None else ""
    return " or ".join(part for part in (below, above) if part) or "none could"


def _readable(claim: Claim) -> Callable[[Interval], str]:
    """How an interval of a claim is told: a share in per cent, a ratio as times."""
    if claim.is_share:
        return lambda x: _interval(100 * x.low, None if x.high is None else 100 * x.high, "%")
    unit = "x" if claim.is_ratio else claim.over.series.unit
    return lambda x: _interval(x.low, x.high, unit)


def _interval(low: Fraction, high: Fraction | None, unit: str) -> str:
    if high is None:
        return f"{telling.amount(low, unit)} or more"
    return f"{telling.amount(low, unit)} to {telling.amount(high, unit)}"
