"""Tables about targets: their chances, what they are read from, and those without a chance."""

from __future__ import annotations

from collections import Counter

from markupsafe import Markup

from indicators import lexicon
from indicators.claims import Pace
from indicators.record import Basis, Bound, Measure, Observation
from indicators.report.amounts import percent, rate, share
from indicators.report.judging import Judged, forecast, rounded
from indicators.report.prospects import Prospects
from indicators.report.statement_tables import BOUNDS, name
from indicators.report.table import Table, label, labelled, quote, stacked, table, when
from indicators.subject import said

Row = dict[str, object]


def targets(known: Prospects) -> Table:
    """The targets with their sentences: those with a chance first, then all others."""
    observations = [j.observation for j in known.judged]
    observations += [u.observation for u in known.unjudged]
    rows = (
        {
            "Target": stacked(o.indicator, o.text, when(o), *_elsewhere(o, known)),
            "Sentence and document": quote(o),
        }
        for o in observations
    )
    return table(f"Stated targets 目标 of {known.region.name}, or of the place named", *rows)


def _elsewhere(o: Observation, known: Prospects) -> tuple[str, ...]:
    """The zone or town that a target is about, where it is not the place itself."""
    return () if said.is_of(o, known.region.name) else (o.region.name,)


def chances(known: Prospects) -> Table:
    """Each judged target with all that must stand beside its chance."""
    if not known.judged:
        return paces(known)
    years = known.judged[0].chance.years
    return table(
        f"Chances, the likeliest first; growth a year; {years} national years stand behind each",
        *map(_chance, known.judged),
    )


def words(known: Prospects) -> Table | None:
    """Each chance in a sentence, in Chinese as an official would read it; None without any."""
    if not known.judged:
        return None
    rows = (
        {"Target": labelled(j.observation), "In words": j.chance.sentence("zh")}
        for j in known.judged
    )
    return table("In words 文字表述", *rows)


def formulas(known: Prospects) -> Table | None:
    """What the formula was fed with, one row for each target; None where none is judged."""
    if not known.judged:
        return None
    rows = []
    for j in known.judged:
        f = forecast(j)
        rows.append(
            {
                "Target": labelled(j.observation),
                "x": percent(j.chance.required),
                "m": percent(f.location),
                "s": percent(f.national_sd),
                "τ": percent(f.own_sd),
                "h": f"{f.horizon}",
                "τ from": "、".join(_zh(name) for name in j.peers),
            }
        )
    return table("What went into the formula, log growth a year", *rows)


def reasons(known: Prospects) -> Table:
    """The targets that no chance is told for, counted by reason with an example."""
    counts = Counter(u.reason for u in known.unjudged)
    rows = []
    for reason, count in counts.most_common():
        o = next(u.observation for u in known.unjudged if u.reason == reason)
        rows.append(
            {
                "No chance is told because": reason,
                "Targets": f"{count}",
                "For example": f"{name(o)} {o.text}",
            }
        )
    return table(f"Targets without a chance: {len(known.unjudged)} of {known.count}", *rows)


def paces(known: Prospects) -> Table:
    """Totals asked for against totals achieved: how much faster a year, rounding counted."""
    rows: list[Row] = [
        {
            "Target": _total(p.target),
            "Against": _total(p.past),
            "Pace asked for": f"{p.words}; {p.names}" if p.names else p.words,
        }
        for p in known.paces
    ]
    none: Row = {"Target": "—", "Against": "no past total is stated", "Pace asked for": "—"}
    return table("Pace asked for against the stated past", *(rows or [none]))


def checks(known: Prospects) -> Table:
    """Whether all targets are counted, and whether two targets of one thing agree."""
    rows = [
        {
            "Check": "judged and not judged are all targets",
            "Found": f"{len(known.judged)} + {len(known.unjudged)} = {known.count}",
            "Holds": "yes",
        }
    ]
    for j in known.judged:
        if j.base is None or j.base.evidence is None:
            continue
        implied = j.base.evidence.measure is Measure.GROWTH
        low, value, high = (x / 1e8 for x in j.base_span)
        found = f"{value:.2f} [{low:.2f}–{high:.2f}]亿元 in {j.base.year}"
        rows.append(
            {
                "Check": f"{label(j.observation)}: the level it starts from",
                "Found": found,
                "Holds": "implied by +" + j.base.evidence.text if implied else "stated",
            }
        )
    return table("Checks", *rows)


def doubts(known: Prospects) -> Table:
    """A bad and a good national year, and the target read within its rounding."""
    if not known.judged:
        return _doubts_without(known)
    rows = []
    for j in known.judged:
        c = j.chance
        turned = (c.probability > 0.5) != (c.scenarios.bad > 0.5)
        rows.append(
            {
                "Target": labelled(j.observation),
                "As told": share(c.probability),
                "Bad national year": share(c.scenarios.bad),
                "Good national year": share(c.scenarios.good),
                "Met by rounding": share(rounded(j).probability),
                "A bad year turns it": "yes" if turned else "no",
            }
        )
    return table("The same targets under other assumptions", *rows)


def _chance(j: Judged) -> Row:
    c, s = j.chance, j.chance.scenarios
    return {
        "Target": labelled(j.observation),
        "Chance": share(c.probability),
        "Range": f"{share(c.low)}–{share(c.high)}",
        "Bad, middling, good year": f"{share(s.bad)}, {share(s.middling)}, {share(s.good)}",
        "Needs": _needs(j),
        "Own past": rate(c.own) if c.own else j.own_missing or "not stated",
        "Nation alone": f"{percent(c.national)} {'real' if c.basis is Basis.REAL else 'nominal'}",
    }


def _needs(j: Judged) -> Markup | str:
    """The growth a year that it takes, and how growth over several years was read."""
    needs = percent(j.chance.required)
    return Markup("{}<br><small>{}</small>").format(needs, j.read_as) if j.read_as else needs


def _zh(indicator: str) -> str:
    entry = lexicon.catalogue().get(indicator)
    return entry.zh if entry else indicator


def _total(o: Observation) -> str:
    return f"{name(o)} {o.text}{BOUNDS[o.quantity.bound]}, {when(o)}"


# what the document would have to state, and what could be told then
MISSING = {
    "a count": ("the count of the years before were stated", "the pace asked for could be told"),
    "a share": ("the share of the year before were stated", "the step asked for could be told"),
    "how its": ("a panel of peers held this indicator", "a chance could be told"),
    "not an i": ("the catalogue knew the indicator", "its peers could be looked for"),
    "a total": ("the level of the year before were stated", "a chance could be told"),
}

AT_MOST = {Bound.UPPER: "at most ", Bound.LOWER: "at least ", Bound.ABOUT: "roughly "}


def _doubts_without(known: Prospects) -> Table:
    """Without a chance the readings of the pace are tried, else what one more figure would do."""
    if known.paces:
        return table("The same pace read otherwise", *_readings(known.paces[0]))
    counts = Counter(u.reason for u in known.unjudged)
    rows = []
    for start, (instead, then) in MISSING.items():
        if count := sum(n for reason, n in counts.items() if reason.startswith(start)):
            rows.append({"If instead": instead, "Targets": f"{count}", "Then": then})
    return table("What one more stated figure would change", *rows)


def _readings(p: Pace) -> list[Row]:
    """Rounding both ways, and a past that counts one year less or more than it was read to."""
    assert p.past.period is not None
    years = p.past.period.years
    told = [
        (f"as told: {p.target.text} against {p.past.text}", p.ratio),
        ("the target was rounded up, the past down", p.low),
        ("the target was rounded down, the past up", p.high),
        (f"the past total took {years - 1} years, not {years}", p.ratio * (years - 1) / years),
        (f"the past total took {years + 1} years, not {years}", p.ratio * (years + 1) / years),
    ]
    return [
        {
            "If instead": instead,
            "Pace asked for": f"{AT_MOST.get(p.bound, '')}{ratio:.2f} times",
            "Faster than before": _faster(p.bound, ratio),
        }
        for instead, ratio in told
    ]


def _faster(bound: Bound, ratio: float) -> str:
    """A bound answers on one side of 1 only."""
    open_side = {Bound.UPPER: ratio > 1, Bound.LOWER: ratio <= 1, Bound.ABOUT: True}
    if open_side.get(bound, False):
        return "not known"
    return "yes" if ratio > 1 else "no"
