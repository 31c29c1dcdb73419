"""Tables of the provinces' targets: what was announced, how earlier ones ended, the chances."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from indicators.growth.learning import national_fit, province_fit
from indicators.record import Basis
from indicators.report.amounts import percent, share, span
from indicators.report.provinces import Announced, Announcements
from indicators.report.table import Table, stacked, table


def announced(known: Announcements) -> Table:
    """Each target as it was stated, beside the growth of the year before."""
    rows = (
        {
            "Province": one.region,
            f"{known.year - 1}": percent(one.last),
            "Target": one.stated,
            "Points": f"{100 * one.ambition:+.1f}",
        }
        for one in sorted(known.found, key=lambda one: (-one.ambition, one.code))
    )
    return table(f"Growth, target 目标 of {known.year}, and by how much it is higher", *rows)


def record(known: Announcements) -> Table:
    """How the provinces' earlier targets ended, where both figures are known."""
    rows = []
    for year, closed in known.past.groupby("year"):
        met = int((closed["outcome"] >= closed["low"]).sum())
        rows.append(
            {
                "Year": f"{year}",
                "Outcomes known": f"{len(closed)}",
                "Targets met": f"{met}, {100 * met / len(closed):.0f}%",
            }
        )
    return table("Earlier targets whose outcome is known", *rows)


def formula(known: Announcements) -> Table:
    """What the nation and the peers say, and how much of its own growth a province keeps."""
    first, as_of = known.found[0].chance, known.year - 1
    nation, own = national_fit(1, as_of), province_fit(1, 1, Basis.REAL, as_of)
    terms = {
        "national outlook, growth": percent(first.national),
        "national years behind it": f"{first.years}",
        "learnt from": f"{nation.rows:,} years of {nation.countries} other countries",
        "weight ρ of own growth beside the nation's": f"{own.rho:.2f}",
        "spread τ of what remains": percent(own.tau),
        "learnt from, own part": f"{own.rows} years of {own.units} provinces",
    }
    rows = ({"Term": term, "Value": value} for term, value in terms.items())
    return table("What went into the chances, one year ahead", *rows)


def chances(known: Announcements) -> Table:
    """Each chance with its range over the models and three national years, the likeliest first."""
    rows = (
        {
            "Province": stacked(one.region, one.stated, f"{known.year - 1}: {percent(one.last)}"),
            "Chance": _chance(one),
            "National year": _scenarios(one),
            "Growth, 80%": _growth(one),
        }
        for one in known.found
    )
    caption = "Chances, their range over the models, and a bad, a middling, a good national year"
    return table(caption, *rows)


def doubts(known: Announcements) -> Table:
    """How many targets would be met: by each model alone, and in three national years."""
    ways: dict[str, Callable[[Announced], float]] = {
        "all models that vote": lambda one: one.chance.probability,
        "the pooled model alone": lambda one: dict(one.chance.models)["pooled"],
        "the reference class alone": lambda one: dict(one.chance.models)["reference class"],
        "growth at risk instead": lambda one: dict(one.chance.models)["growth at risk"],
        "a bad national year": lambda one: one.chance.scenarios.bad,
        "a middling national year": lambda one: one.chance.scenarios.middling,
        "a good national year": lambda one: one.chance.scenarios.good,
    }
    n = len(known.found)
    rows = (
        {"If it is": way, "Met, expected": f"{sum(map(told, known.found)):.0f} of {n}"}
        for way, told in ways.items()
    )
    return table("What would turn the answer", *rows)


def _chance(one: Announced) -> Markup:
    c = one.chance
    return Markup("<strong>{}</strong><br><small>{}–{}</small>").format(
        share(c.probability), share(c.low), share(c.high)
    )


def _growth(one: Announced) -> Markup:
    c = one.chance
    return Markup("{}<br><small>{}</small>").format(percent(c.median), span(*c.band))


def _scenarios(one: Announced) -> str:
    s = one.chance.scenarios
    return f"{share(s.bad)}, {share(s.middling)}, {share(s.good)}"
