"""Tables of the provinces' targets: what was announced, how earlier ones ended, the chances."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
from markupsafe import Markup

from indicators.growth.hits import told_and_met
from indicators.growth.pooled import Peers
from indicators.language import say, term
from indicators.report import held, names
from indicators.report.amounts import percent, range_of, share, span
from indicators.report.evidence import derived, learnt, led, sourced
from indicators.report.growth_outlook import scenarios
from indicators.report.names import stacked
from indicators.report.province_formula import formula as formula
from indicators.report.province_formula import mean_told
from indicators.report.province_formula import reckoned as reckoned
from indicators.report.provinces import POINT, TARGETS, Announced, Announcements
from indicators.report.table import AT, Table, table

WAYS: Mapping[str, Callable[[Announced], float]] = {
    "all": lambda one: one.chance.probability,
    "unmoved": mean_told,
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
            "before": grown(one, known.year - 1),
            "target": asked(one, known.year),
            "points": f"{100 * one.ambition:+.1f}",
        }
        for one in sorted(known.found, key=lambda one: (-one.ambition, one.code))
    )
    before = say("figure.year", year=known.year - 1)
    caption = say("provinces.announced", year=known.year)
    return table(caption, *rows, heads={"before": before}, at="announced")


def record(known: Announcements) -> Table:
    """How the provinces' earlier targets ended, where both figures are known, and what was told."""
    told = told_and_met(Peers.PROVINCE, known.year - 1).to_dict("index")
    rows = (
        {
            AT: f"{year}",
            "year": f"{year}",
            "outcomes": _outcomes(closed),
            "told_then": _told(told.get(year, {}), f"{year}"),
            "met": _met(closed, f"{year}"),
        }
        for year, closed in known.past.groupby("year")
    )
    return table(say("provinces.record"), *rows, at="record")


def chances(known: Announcements) -> Table:
    """Each chance with its range over the models and three national years, the likeliest first."""
    rows = (
        {
            AT: one.code,
            "province": stacked(
                names.place(one.region),
                asked(one, known.year),
                say("provinces.last", year=known.year - 1, rate=grown(one, known.year - 1)),
            ),
            "chance": _chance(one),
            "national_year": derived(scenarios(one.chance), "reckoned", one.code),
            "growth80": _growth(one),
        }
        for one in known.found
    )
    holds = (figure for one in known.found for figure in held.province(one, known.year))
    return table(say("provinces.chances"), *rows, at="chances", holds=holds)


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


def asked(one: Announced, year: int) -> str:
    """The target in the words of its row."""
    return sourced(names.target(one.stated), TARGETS, "stated", code=one.code, year=year)


def grown(one: Announced, year: int) -> str:
    """Growth of the year before, with the row that reports it."""
    return sourced(percent(one.last), TARGETS, "outcome", code=one.code, year=year)


def _outcomes(closed: pd.DataFrame) -> Markup:
    """How many outcomes of a year are known, and to unfold: each beside its target."""
    fold = Markup("{}<details><summary>{}</summary>{}</details>")
    each = say("word.semicolon").join(map(_outcome, closed.itertuples()))
    return fold.format(learnt(f"{len(closed)}", TARGETS), say("provinces.each"), each)


def _outcome(row: Any) -> str:
    told, target = percent(row.outcome * POINT), names.target(row.stated)
    both = say("provinces.beside_target", rate=told, target=target)
    shown = sourced(both, TARGETS, "outcome", code=row.code, year=row.year)
    return say("provinces.outcome", province=names.place(row.region), told=shown)


def _met(closed: pd.DataFrame, year: str) -> str:
    met = int((closed["outcome"] >= closed["low"]).sum())
    told = say("provinces.met", n=met, share=f"{100 * met / len(closed):.0f}%")
    return led(told, "record", year)


def _told(then: Mapping[Any, float], year: str) -> str:
    """What would have been told on average, before and after the record moved it."""
    if not then:
        return ""
    told = led(share(then["told"]), "record", year)
    return say("provinces.moved", mean=learnt(share(then["plain"]), TARGETS), chance=told)


def _chance(one: Announced) -> Markup:
    c = one.chance
    told, over = (
        led(x, "reckoned", one.code) for x in (share(c.probability), range_of(c.low, c.high))
    )
    return Markup("<strong>{}</strong><br><small>{}</small>").format(told, over)


def _growth(one: Announced) -> Markup:
    c = one.chance
    told, over = (led(x, "reckoned", one.code) for x in (percent(c.median), span(*c.band)))
    return Markup("{}<br><small>{}</small>").format(told, over)
