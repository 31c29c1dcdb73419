"""Tables about claims: premises, what follows from them, what contradicts, what would turn it."""

from __future__ import annotations

from markupsafe import Markup

from indicators.claims import Claim, Contradiction, Implied
from indicators.language import say, spoken, term
from indicators.record import Observation
from indicators.report import cited, names, telling
from indicators.report.checking import Checked
from indicators.report.evidence import derived
from indicators.report.names import stacked
from indicators.report.table import Row, Table, quote, table

FEW = 3  # claims that are shown where nothing follows from any


def premises(known: Checked) -> Table:
    """The claims that something follows from, each with its sentence; else the claims there are."""
    rows = (
        {
            "figure": _figure(c.observation, names.when(c.observation)),
            "sentence": quote(c.observation),
        }
        for c in _chosen(known)
    )
    return table(say("claims.premises" if known.premises else "claims.first"), *rows)


def checks(known: Checked) -> Table:
    """How many figures can be reckoned with, and how many sets of them contradict."""
    sure = [one for one in known.contradictions if not one.doubtful]
    rows = (
        (say("claims.all"), known.figures, ""),
        (say("claims.own"), len(known.claims), ""),
        (say("claims.implied_figures"), len(known.implied), ""),
        (say("claims.sets"), len(sure), say("claims.none_wanted")),
        (say("claims.doubtful_sets"), len(known.contradictions) - len(sure), ""),
    )
    found = ({"check": a, "found": f"{b}", "rule": c} for a, b, c in rows)
    return table(say("checks.caption"), *found)


def rounding(known: Checked) -> Table:
    """What each premise may stand for, in the strict and in the loose reading."""
    rows: list[Row] = []
    for claim in _chosen(known):
        strict, loose = (telling.readable(claim, within) for within in claim.within)
        same = say("word.same") if strict == loose else loose
        rows.append({"figure": _figure(claim.observation), "strict": strict, "loose": same})
    return table(say("claims.rounding"), *rows)


def implied(known: Checked) -> Table:
    """Every implied figure with its arithmetic."""
    rows: list[Row] = [
        {
            "follows": stacked(
                telling.name(one),
                telling.told(one),
                say("claims.kind_when", kind=term("implied", one.kind), when=telling.when(one)),
            ),
            "arithmetic": telling.formula(one),
            "from": Markup("<br>").join(_from(c.observation) for c in one.claims),
        }
        for one in known.implied
    ]
    none: Row = {"follows": "—", "arithmetic": say("claims.no_pair"), "from": "—"}
    return table(say("claims.implied"), *(rows or [none]), at="implied")


def contradictions(known: Checked) -> Table:
    """The smallest sets of claims that cannot all be true, each claim with its sentence."""
    rows: list[Row] = [
        {
            "conflict": _conflict(one),
            "sentences": Markup("<br>").join(quote(c.observation) for c in one.claims),
        }
        for one in known.contradictions
    ]
    none: Row = {"conflict": say("word.none"), "sentences": say("claims.all_true")}
    return table(say("claims.contradictions"), *(rows or [none]), at="contradictions")


def turns(known: Checked) -> Table:
    """What another document would have to state to contradict; the loose reading decides."""
    rows: list[Row] = []
    for one in known.implied:
        strict, loose = one.within
        exact = telling.interval(strict.low, strict.high, one.unit)
        rows.append(
            {
                "implied": stacked(telling.name(one), _told(one), telling.when(one)),
                "outside": _outside(one),
                "zeros": exact if strict != loose else say("word.same"),
            }
        )
    none: Row = {"implied": "—", "outside": say("claims.one_level"), "zeros": "—"}
    return table(say("claims.turns"), *(rows or [none]))


def _chosen(known: Checked) -> tuple[Claim, ...]:
    return known.premises or known.claims[:FEW]


def _figure(o: Observation, *small: str) -> Markup:
    name = o.indicator if spoken() == "zh" else names.called(o)
    return stacked(name, cited.stated(o), *small)


def _from(o: Observation) -> Markup:
    name = o.indicator if spoken() == "zh" else names.called(o)
    return Markup("{} {}").format(names.chinese(name), cited.stated(o))


def _conflict(one: Contradiction) -> str:
    doubt = say("claims.doubt") if one.doubtful else ""
    name = names.concept(one.odd.over.series.concept)
    return say("claims.conflict", name=name, against=telling.against(one), doubt=doubt)


def _told(one: Implied) -> str:
    """An implied figure that leads to its arithmetic."""
    return derived(telling.told(one), "implied")


def _outside(one: Implied) -> str:
    low, high = one.within.loose.low, one.within.loose.high
    below = say("claims.below", figure=telling.amount(low, one.unit)) if low else ""
    above = "" if high is None else say("claims.above", figure=telling.amount(high, one.unit))
    return say("claims.or").join(filter(None, (below, above))) or say("claims.none_could")
