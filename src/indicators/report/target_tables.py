"""Tables about targets: their chances, what they are read from, and those without a chance."""

from __future__ import annotations

from collections import Counter

from markupsafe import Markup

from indicators.growth.wording import sentences
from indicators.language import say, spoken, term
from indicators.language.figures import scale
from indicators.record import Measure, Observation
from indicators.report import cited, names
from indicators.report.amounts import percent, range_of, rate, share
from indicators.report.evidence import derived
from indicators.report.growth_outlook import scenarios
from indicators.report.judging import Judged, Unjudged, forecast
from indicators.report.names import stacked
from indicators.report.prospects import Prospects
from indicators.report.table import Row, Table, quote, table
from indicators.report.target_doubts import doubts as doubts
from indicators.report.target_doubts import paces
from indicators.subject import said


def targets(known: Prospects) -> Table:
    """The targets with their sentences: those with a chance first, all others by their reason."""
    told = [(j.observation, _chance_of(j)) for j in known.judged]
    often = Counter(str(u.kind) for u in known.unjudged)
    others = sorted(known.unjudged, key=lambda u: (-often[str(u.kind)], str(u.kind)))
    told += [(u.observation, _why_not(u)) for u in others]
    rows = ({"target": _target(o, why, known), "sentence": quote(o)} for o, why in told)
    return table(say("targets.caption", place=names.place(known.region.name)), *rows)


def chances(known: Prospects) -> Table:
    """Each judged target with all that must stand beside its chance."""
    if not known.judged:
        return paces(known)
    caption = say("targets.chances", n=known.judged[0].chance.years)
    return table(caption, *map(_chance, known.judged), at="chances")


def words(known: Prospects) -> Table | None:
    """Each chance in a paragraph, and once what holds for all of them; None without any."""
    if not known.judged:
        return None
    told = [sentences(j.chance) for j in known.judged]
    shared = [one for one in told[0] if len(told) > 1 and all(one in other for other in told)]
    rows: list[Row] = [
        {
            "target": cited.labelled(j.observation),
            "in_words": say("word.join").join(one for one in mine if one not in shared),
        }
        for j, mine in zip(known.judged, told, strict=True)
    ]
    if shared:
        rows.append({"target": say("targets.each"), "in_words": say("word.join").join(shared)})
    return table(say("targets.words"), *rows)


def formulas(known: Prospects) -> Table | None:
    """What the formula was fed with, one row for each target; None where none is judged."""
    if not known.judged:
        return None
    return table(say("targets.formulas"), *map(_formula, known.judged), at="formulas")


def reasons(known: Prospects) -> Table:
    """The targets that no chance is told for, counted by reason with an example."""
    counts = Counter(u.reason for u in known.unjudged)
    first = {u.reason: u.observation for u in reversed(known.unjudged)}
    rows = (
        {
            "reason": str(reason),
            "targets": f"{count}",
            "example": names.chinese(
                f"{names.worded(first[reason])} {cited.stated(first[reason])}"
            ),
        }
        for reason, count in counts.most_common()
    )
    caption = say("targets.reasons", n=len(known.unjudged), count=known.count)
    return table(caption, *rows, at="reasons")


def checks(known: Prospects) -> Table:
    """Whether all targets are counted, and whether two targets of one thing agree."""
    sums = f"{len(known.judged)} + {len(known.unjudged)} = {known.count}"
    rows: list[Row] = [{"check": say("targets.all"), "found": sums, "holds": say("word.yes")}]
    rows += [_start(j) for j in known.judged if j.base is not None and j.base.evidence is not None]
    return table(say("checks.caption"), *rows)


def _chance_of(j: Judged) -> str:
    return say("targets.chance", chance=derived(share(j.chance.probability), "chances"))


def _why_not(u: Unjudged) -> str:
    return say("targets.no_chance", why=derived(str(u.kind), "reasons"))


def _target(o: Observation, told: str, known: Prospects) -> Markup:
    """With what is told of it, and the zone or town that it is about, where it is not the place."""
    elsewhere = () if said.is_of(o, known.region.name) else (names.place(o.region.name),)
    name = o.indicator if spoken() == "zh" else names.called(o)
    return stacked(name, cited.signed(o), names.when(o), told, *elsewhere)


def _start(j: Judged) -> Row:
    """The level that a target starts from."""
    assert j.base is not None and j.base.evidence is not None
    low, value, high = j.base_span
    by, evidence = scale(value, j.base.unit), j.base.evidence
    implied = say("targets.implied", figure=cited.stated(evidence))
    return {
        "check": say("targets.start", target=cited.label(j.observation)),
        "found": say(
            "targets.start_found",
            figure=by.tell(value, reckoned=True),
            low=by.digits(low, reckoned=True),
            high=by.digits(high, reckoned=True),
            year=j.base.year,
        ),
        "holds": implied if evidence.measure is Measure.GROWTH else say("targets.stated"),
    }


def _formula(j: Judged) -> Row:
    f = forecast(j)
    return {
        "target": cited.labelled(j.observation),
        "x": percent(j.chance.required),
        "m": percent(f.location),
        "s": percent(f.national_sd),
        "tau": percent(f.own_sd),
        "h": f"{f.horizon}",
        "tau_from": say("word.comma").join(map(names.concept, j.peers)),
    }


def _chance(j: Judged) -> Row:
    c, basis = j.chance, term("basis", j.chance.basis)
    missing = str(j.own_missing) if j.own_missing else say("targets.not_stated")
    return {
        "target": cited.labelled(j.observation),
        "chance": derived(share(c.probability), "formulas"),
        "range": range_of(c.low, c.high),
        "scenarios": scenarios(c),
        "needs": _needs(j),
        "past": rate(c.own) if c.own else missing,
        "nation": say("targets.alone", rate=percent(c.national), basis=basis),
    }


def _needs(j: Judged) -> Markup | str:
    """The growth a year that it takes, and how growth over several years was read."""
    needs = derived(percent(j.chance.required), "formulas")
    return Markup("{}<br><small>{}</small>").format(needs, j.read_as) if j.read_as else needs
