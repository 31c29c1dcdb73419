"""Tables about claims: premises, what follows from them, what contradicts, what would turn it."""

from __future__ import annotations

import re

from markupsafe import Markup

from indicators.claims import Claim, Contradiction, Implied
from indicators.language import say, spoken, term
from indicators.record import Observation
from indicators.report import cited, names, telling
from indicators.report.checking import Checked
from indicators.report.evidence import STATED, Counted, elsewhere, led
from indicators.report.evidence import cited as cite
from indicators.report.names import stacked
from indicators.report.table import AT, Row, Table, only, quote, table

FEW = 3  # claims that are shown where nothing follows from any


def premises(known: Checked) -> Table:
    """The claims that something follows from, each with its sentence; else the claims there are."""
    stated = [claim.observation for claim in _chosen(known)]
    source = only(stated)
    rows = (
        {"figure": _figure(o, names.when(o)), "sentence": quote(o, alone=bool(source))}
        for o in stated
    )
    caption = say("claims.premises" if known.premises else "claims.first")
    return table(caption, *rows, source=source)


def checks(known: Checked) -> Table:
    """How many figures can be reckoned with, and how many sets of them contradict."""
    sure = [one for one in known.contradictions if not one.doubtful]
    doubtful = len(known.contradictions) - len(sure)
    listed = elsewhere(known.figures, STATED, known.region.name)
    rows = (
        ("figures", say("claims.all"), listed, say("claims.listed")),
        ("", say("claims.own"), Counted(len(known.claims), "claims"), ""),
        ("", say("claims.implied_figures"), Counted(len(known.implied), "implied"), ""),
        ("", say("claims.sets"), Counted(len(sure), "contradictions"), say("claims.none_wanted")),
        ("", say("claims.doubtful_sets"), Counted(doubtful, "contradictions"), ""),
    )
    found = ({AT: at, "check": a, "found": f"{b}", "rule": c} for at, a, b, c in rows)
    return table(say("checks.caption"), *found, at="checks")


def rounding(known: Checked) -> Table:
    """What each claim may stand for, in the strict and in the loose reading; premises first."""
    rows: list[Row] = []
    others = [claim for claim in known.claims if claim not in known.premises]
    for place, claim in enumerate([*known.premises, *others]):
        strict, loose = (telling.readable(claim, within) for within in claim.within)
        o = claim.observation
        same = say("word.same") if strict == loose else cite(o, loose)
        told: Row = {"figure": _figure(o), "strict": cite(o, strict), "loose": same}
        rows.append({AT: f"{place}", **told})
    return table(say("claims.rounding"), *rows, at="claims")


def implied(known: Checked) -> Table:
    """Every implied figure with its arithmetic."""
    rows: list[Row] = [
        {
            AT: f"{place}",
            "follows": stacked(
                telling.name(one),
                telling.told(one),
                say("claims.kind_when", kind=term("implied", one.kind), when=telling.when(one)),
            ),
            "arithmetic": _arithmetic(one),
            "from": Markup("<br>").join(_from(c.observation) for c in one.claims),
        }
        for place, one in enumerate(known.implied)
    ]
    none: Row = {"follows": "—", "arithmetic": say("claims.no_pair"), "from": "—"}
    return table(say("claims.implied"), *(rows or [none]), at="implied")


def contradictions(known: Checked) -> Table:
    """The smallest sets of claims that cannot all be true, each claim with its sentence."""
    rows: list[Row] = [
        {
            AT: f"{place}",
            "conflict": _conflict(one),
            "sentences": Markup("<br>").join(quote(c.observation) for c in one.claims),
        }
        for place, one in enumerate(known.contradictions)
    ]
    none: Row = {"conflict": say("word.none"), "sentences": say("claims.all_true")}
    return table(say("claims.contradictions"), *(rows or [none]), at="contradictions")


def turns(known: Checked) -> Table:
    """What another document would have to state to contradict; the loose reading decides."""
    rows: list[Row] = []
    for place, one in enumerate(known.implied):
        strict, loose = one.within
        way = "implied", f"{place}"
        exact = telling.interval(strict.low, strict.high, one.unit)
        rows.append(
            {
                "implied": stacked(
                    telling.name(one), led(telling.told(one), *way), telling.when(one)
                ),
                "outside": led(_outside(one), *way),
                "zeros": led(exact, *way) if strict != loose else say("word.same"),
            }
        )
    none: Row = {"implied": "—", "outside": say("claims.one_level"), "zeros": "—"}
    return table(say("claims.turns"), *(rows or [none]))


def _arithmetic(one: Implied) -> str:
    """The arithmetic, each figure in it with its evidence; of equal ones the first comes first."""
    stated: dict[str, list[Observation]] = {}
    for claim in one.claims:
        shown = names.stated(claim.observation, bound=False)
        stated.setdefault(shown, []).append(claim.observation)

    def figure(found: re.Match[str]) -> str:
        left = stated[found[0]]
        return cite(left.pop(0) if len(left) > 1 else left[0], found[0])

    longest_first = sorted(map(re.escape, stated), key=len, reverse=True)
    return re.sub("|".join(longest_first), figure, telling.formula(one))


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


def _outside(one: Implied) -> str:
    low, high = one.within.loose.low, one.within.loose.high
    below = say("claims.below", figure=telling.amount(low, one.unit)) if low else ""
    above = "" if high is None else say("claims.above", figure=telling.amount(high, one.unit))
    return say("claims.or").join(filter(None, (below, above))) or say("claims.none_could")
