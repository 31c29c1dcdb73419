"""Tables of the provinces' targets: what was announced, how earlier ones ended, the chances."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from markupsafe import Markup

from indicators.growth.learning import province_fit
from indicators.growth.nations import national_fit
from indicators.growth.reported import common_excess
from indicators.language import say, term
from indicators.record import Basis
from indicators.report import names
from indicators.report.amounts import percent, range_of, share, span
from indicators.report.evidence import led
from indicators.report.growth_evidence import official
from indicators.report.growth_outlook import scenarios
from indicators.report.names import stacked
from indicators.report.provinces import Announced, Announcements
from indicators.report.table import AT, Table, table

WAYS: Mapping[str, Callable[[Announced], float]] = {
    "all": lambda one: one.chance.probability,
    "pooled": lambda one: dict(one.chance.models)["pooled"],
    "reference": lambda one: dict(one.chance.models)["reference class"],
    "risk": lambda one: dict(one.chance.models)["growth at risk"],
    "bad": lambda one: one.chance.scenarios.bad,
    "middling": lambda one: one.chance.scenarios.middling,
    "good": lambda one: one.chance.scenarios.good,
}


def announced(known: Announcements) -> Table:
    """Each target as it was stated, beside the growth of the year before."""
    rows = (
        {
            AT: one.code,
            "province": names.place(one.region),
            "before": percent(one.last),
            "target": names.target(one.stated),
            "points": f"{100 * one.ambition:+.1f}",
        }
        for one in sorted(known.found, key=lambda one: (-one.ambition, one.code))
    )
    before = say("figure.year", year=known.year - 1)
    caption = say("provinces.announced", year=known.year)
    return table(caption, *rows, heads={"before": before}, at="announced", source=_source(known))


def record(known: Announcements) -> Table:
    """How the provinces' earlier targets ended, where both figures are known."""
    rows = []
    for year, closed in known.past.groupby("year"):
        met = int((closed["outcome"] >= closed["low"]).sum())
        told = f"{100 * met / len(closed):.0f}%"
        rows.append(
            {
                "year": f"{year}",
                "outcomes": f"{len(closed)}",
                "met": say("provinces.met", n=met, share=told),
            }
        )
    return table(say("provinces.record"), *rows, source=_source(known))


def formula(known: Announcements) -> Table:
    """What the nation and the peers say, and how much of its own growth a province keeps."""
    first, as_of = known.found[0].chance, known.year - 1
    nation, own = national_fit(1, as_of), province_fit(1, 1, Basis.REAL, as_of)
    terms = (
        (say("provinces.national"), percent(first.national)),
        (say("provinces.years"), f"{first.years}"),
        (
            say("provinces.learnt"),
            say("provinces.countries", rows=nation.rows, countries=nation.countries),
        ),
        (say("provinces.common"), percent(common_excess(as_of).get(as_of, 0.0))),
        (say("provinces.rho"), f"{own.rho:.2f}"),
        (say("provinces.tau"), percent(own.tau)),
        (say("provinces.own"), say("provinces.units", rows=own.rows, units=own.units)),
    )
    told = ({"term": a, "value": b} for a, b in terms)
    source = say("provinces.source")
    return table(say("provinces.formula"), *told, at="formula", source=source)


def chances(known: Announcements) -> Table:
    """Each chance with its range over the models and three national years, the likeliest first."""
    rows = (
        {
            AT: one.code,
            "province": stacked(
                names.place(one.region),
                led(names.target(one.stated), "announced", one.code),
                _last(one, known.year - 1),
            ),
            "chance": _chance(one),
            "national_year": led(scenarios(one.chance), "formula"),
            "growth80": _growth(one),
        }
        for one in known.found
    )
    return table(say("provinces.chances"), *rows, at="chances")


def doubts(known: Announcements) -> Table:
    """How many targets would be met: by each model alone, and in three national years."""
    n = len(known.found)
    rows = (
        {
            AT: way,
            "if": term("way", way),
            "expected": led(say("provinces.of", n=sum(map(told, known.found)), total=n), "chances"),
        }
        for way, told in WAYS.items()
    )
    return table(say("provinces.doubts"), *rows, at="doubts")


def _source(known: Announcements) -> str:
    """Where targets and outcomes are from."""
    about = known.past.attrs
    return say("source.below", source=official(about["origin"], about["file"]))


def _last(one: Announced, year: int) -> str:
    return led(say("provinces.last", year=year, rate=percent(one.last)), "announced", one.code)


def _chance(one: Announced) -> Markup:
    c = one.chance
    told, over = (led(x, "formula") for x in (share(c.probability), range_of(c.low, c.high)))
    return Markup("<strong>{}</strong><br><small>{}</small>").format(told, over)


def _growth(one: Announced) -> Markup:
    c = one.chance
    told, over = (led(x, "formula") for x in (percent(c.median), span(*c.band)))
    return Markup("{}<br><small>{}</small>").format(told, over)
