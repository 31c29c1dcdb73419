"""Tables about targets: their chances, what they are read from, and those without a chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from markupsafe import Markup

from indicators.growth.wording import sentences
from indicators.language import Message, say, spoken, term
from indicators.language.figures import scale
from indicators.record import Measure, Observation
from indicators.report import cited, held, names
from indicators.report.amounts import percent, rate, share
from indicators.report.evidence import Counted, derived, led, row, sourced
from indicators.report.growth_outlook import beside
from indicators.report.judging import Judged, Unjudged, forecast, view
from indicators.report.names import stacked
from indicators.report.official import SPREADS, behind
from indicators.report.prospects import Prospects
from indicators.report.table import AT, Row, Table, only, quote, table
from indicators.report.target_doubts import doubts as doubts
from indicators.report.target_doubts import paces
from indicators.subject import said


def targets(known: Prospects) -> Table:
    """The targets with their sentences: those with a chance first, all others by their reason."""
    told = [([j.observation], _chance_of(j)) for j in known.judged]
    places = _places(known)
    often = Counter(str(u.kind) for u in known.unjudged)
    others = sorted(known.unjudged, key=lambda u: (-often[str(u.kind)], str(u.kind)))
    for _, same in groupby(others, key=lambda u: (u.reason, u.observation.sentence)):
        alike = list(same)
        told.append(([u.observation for u in alike], _why_not(alike[0], places[alike[0].reason])))
    source = only(o for stated, _ in told for o in stated)
    rows = (
        {
            AT: row(stated[0]),
            "target": _targets(stated, why, known),
            "sentence": quote(*stated, alone=bool(source)),
        }
        for stated, why in told
    )
    caption = say("targets.caption", place=names.place(known.region.name))
    return table(caption, *rows, at="targets", source=source)


def chances(known: Prospects) -> Table:
    """Each judged target with all that must stand beside its chance."""
    if not known.judged:
        return paces(known)
    first = known.judged[0].chance
    years = Counted(first.years, "nation", f"years-{first.basis}")
    caption = say("targets.chances", n=years)
    holds = (figure for j in known.judged for figure in held.target(j))
    return table(caption, *map(_chance, known.judged), at="chances", holds=holds)


def words(known: Prospects) -> Table | None:
    """Each chance in a paragraph, and once what holds for all of them; None without any."""
    if not known.judged:
        return None
    told = [sentences(j.chance) for j in known.judged]
    shared = [one for one in told[0] if len(told) > 1 and all(one in other for other in told)]
    rows: list[Row] = [
        {
            "target": _worded(j, say("word.join").join(x for x in mine if x not in shared)),
        }
        for j, mine in zip(known.judged, told, strict=True)
    ]
    if shared:
        for_all = led(say("word.join").join(shared), "formulas")
        rows.append({"target": _headed(say("targets.each"), for_all)})
    return table(say("targets.words"), *rows)


def formulas(known: Prospects) -> Table | None:
    """What the formula was fed with, one row for each target; None where none is judged."""
    if not known.judged:
        return None
    rows, source = map(_formula, known.judged), say("targets.source")
    return table(say("targets.formulas"), *rows, at="formulas", source=source)


def nation(known: Prospects) -> Table | None:
    """What m and s rest on, a block for each basis and length; None where nothing is judged."""
    kinds = {(v.basis, j.chance.horizon): v for j in known.judged for v in [view(j)]}
    found = (behind(one, h, "formulas") for (_, h), one in kinds.items())
    terms = dict.fromkeys(term for terms in found for term in terms)
    rows = ({AT: place, "term": a, "value": b} for place, a, b in terms)
    return table(say("targets.nation"), *rows, at="nation") if kinds else None


def reasons(known: Prospects) -> Table:
    """The targets that no chance is told for, counted by reason with an example."""
    places, counts = _places(known), Counter(u.reason for u in known.unjudged)
    first = {u.reason: u.observation for u in reversed(known.unjudged)}
    rows = (
        {
            AT: places[reason],
            "reason": str(reason),
            "targets": f"{Counted(count, 'targets')}",
            "example": names.chinese(
                f"{names.worded(first[reason])} {cited.stated(first[reason])}"
            ),
        }
        for reason, count in counts.most_common()
    )
    every = Counted(known.count, "targets")
    caption = say("targets.reasons", n=Counted(len(known.unjudged), "targets"), count=every)
    return table(caption, *rows, at="reasons")


def checks(known: Prospects) -> Table:
    """Whether all targets are counted, and whether two targets of one thing agree."""
    judged = Counted(len(known.judged), "chances" if known.judged else "targets")
    parts = judged, Counted(len(known.unjudged), "reasons")
    sums = f"{parts[0]} + {parts[1]} = {Counted(known.count, 'targets')}"
    rows: list[Row] = [{"check": say("targets.all"), "found": sums, "holds": say("word.yes")}]
    rows += [_start(j) for j in known.judged if j.base is not None and j.base.evidence is not None]
    return table(say("checks.caption"), *rows, at="checks")


def _places(known: Prospects) -> dict[Message, str]:
    """What the row of each reason is called."""
    often = Counter(u.reason for u in known.unjudged).most_common()
    return {reason: f"{place}" for place, (reason, _) in enumerate(often)}


def _worded(j: Judged, told: str) -> Markup:
    """Each figure of the words leads to the row of its chance."""
    return _headed(cited.label(j.observation), led(told, "chances", row(j.observation)))


def _headed(name: str, told: str) -> Markup:
    """A name over its words: a narrow screen has no room for them side by side."""
    return Markup("<strong>{}</strong><br>{}").format(name, told)


def _chance_of(j: Judged) -> str:
    return say("targets.chance", chance=_share(j))


def _share(j: Judged) -> str:
    return derived(share(j.chance.probability), "chances", row(j.observation))


def _why_not(u: Unjudged, place: str) -> str:
    return say("targets.no_chance", why=derived(str(u.kind), "reasons", place))


def _targets(stated: Sequence[Observation], told: str, known: Prospects) -> Markup:
    """Those of one sentence: each with its years, and where it is about a zone or a town."""
    *others, last = (_target(o, known) for o in stated)
    return Markup("<br>").join([*others, Markup("{}<br><small>{}</small>").format(last, told)])


def _target(o: Observation, known: Prospects) -> Markup:
    elsewhere = () if said.is_of(o, known.region.name) else (names.place(o.region.name),)
    name = o.indicator if spoken() == "zh" else names.called(o)
    return stacked(name, cited.signed(o), names.when(o), *elsewhere)


def _start(j: Judged) -> Row:
    """The level that a target starts from."""
    assert j.base is not None and j.base.evidence is not None
    low, value, high = j.base_span
    by, evidence = scale(value, j.base.unit), j.base.evidence
    implied = say("targets.implied", figure=cited.stated(evidence))
    found = say(
        "targets.start_found",
        figure=by.tell(value, reckoned=True),
        low=by.digits(low, reckoned=True),
        high=by.digits(high, reckoned=True),
        year=j.base.year,
    )
    return {
        AT: row(j.observation),
        "check": say("targets.start", target=cited.label(j.observation)),
        "found": led(found, "formulas", row(j.observation)),
        "holds": implied if evidence.measure is Measure.GROWTH else say("targets.stated"),
    }


def _formula(j: Judged) -> Row:
    f, told = forecast(j), ("targets", row(j.observation))
    return {
        AT: row(j.observation),
        "target": cited.labelled(j.observation),
        "x": derived(percent(j.chance.required), *told),
        "m": derived(percent(f.location), "nation", f"years-{f.basis}"),
        "s": derived(percent(f.national_sd), "nation", f"numbers-{f.basis}"),
        "tau": sourced(percent(f.own_sd), SPREADS, "sd", indicator=j.peers[0]),
        "h": derived(f"{f.horizon}", *told),
        "tau_from": say("word.comma").join(map(names.concept, j.peers)),
    }


def _chance(j: Judged) -> Row:
    c, basis, place = j.chance, term("basis", j.chance.basis), ("formulas", row(j.observation))
    missing = str(j.own_missing) if j.own_missing else say("targets.not_stated")
    return {
        AT: row(j.observation),
        "target": cited.labelled(j.observation),
        **beside(c, *place),
        "needs": _needs(j),
        "past": led(rate(c.own), *place) if c.own else missing,
        "nation": led(say("targets.alone", rate=percent(c.national), basis=basis), *place),
    }


def _needs(j: Judged) -> Markup | str:
    """The growth a year that it takes, and how growth over several years was read."""
    needs = derived(percent(j.chance.required), "formulas", row(j.observation))
    if not j.read_as:
        return needs
    return Markup("{}<br><small>{}</small>").format(needs, led(str(j.read_as), "targets"))
