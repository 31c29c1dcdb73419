"""How the chances of the provinces' targets arise: what all share, and each with its figures."""

from __future__ import annotations

from collections.abc import Iterator
from math import exp, expm1
from statistics import fmean

from indicators.growth.hits import odds_moved
from indicators.growth.learning import province_fit
from indicators.growth.nations import MEMORY, NationalFit, State, national_fit
from indicators.growth.pooled import Peers
from indicators.growth.reported import common_excess
from indicators.growth.series import table as constants
from indicators.language import say
from indicators.language.figures import span
from indicators.record import Basis
from indicators.report import names
from indicators.report.amounts import percent, range_of, share
from indicators.report.evidence import derived, learnt, led, sourced
from indicators.report.official import COUNTRIES, GROWN, Term, grown
from indicators.report.provinces import Announced, Announcements
from indicators.report.table import AT, Row, Table, table

WEIGHTS = ("formula", "weights")  # the row of what the nation is learnt from
VOTING = ("pooled", "reference class", "own record")  # whose mean is the chance, before it is moved


def formula(known: Announcements) -> Table:
    """What the nation and the peers say, and how much of its own growth a province keeps."""
    as_of, state = known.year - 1, known.found[0].view.nation
    assert state is not None, "a year that has targets has ten years of the nation behind it"
    terms = (
        *_nation(known, state, national_fit(1, as_of)),
        *_own(as_of),
        ("peers", say("provinces.peers"), _peers()),
        ("odds", say("provinces.odds"), _odds(as_of)),
    )
    told = ({AT: place, "term": a, "value": b} for place, a, b in terms)
    return table(say("provinces.formula"), *told, at="formula")


def reckoned(known: Announcements) -> Table:
    """Each chance with its figures: from growth to the forecast, from the models to the chance."""
    rows = (_reckoned(one, known.year) for one in known.found)
    return table(say("provinces.reckoned"), *rows, at="reckoned")


def mean_told(one: Announced) -> float:
    """The mean of the models that vote, before the record of targets moves it."""
    said = dict(one.chance.models)
    return fmean(said[who] for who in VOTING if who in said)


def _nation(known: Announcements, state: State, fit: NationalFit) -> Iterator[Term]:
    """From ten years of national growth to the outlook of the nation."""
    ahead = known.found[0].view.forecast(1)
    years = range(known.year - MEMORY, known.year)
    comma = say("word.comma")
    yield "years", say("provinces.grew", years=span(years[0], years[-1])), grown(years)
    means = comma.join(percent(expm1(x)) for x in (state.last, state.recent, state.decade))
    yield "means", say("provinces.means"), led(means, "formula", "years")
    weights = comma.join(f"{x:.3f}" for x in (fit.a, fit.b, fit.c, fit.d))
    told = say("provinces.countries", rows=fit.rows, countries=fit.countries)
    source = learnt(told, COUNTRIES)
    yield (
        "weights",
        say("provinces.weights"),
        say("provinces.learnt", value=learnt(weights, COUNTRIES), source=source),
    )
    yield "outlook", say("provinces.national"), led(_percent(ahead.national), *WEIGHTS)
    yield "spread", say("provinces.spread"), led(_percent(ahead.national_sd), *WEIGHTS)


def _own(as_of: int) -> Iterator[Term]:
    """What the provinces have in common, and what each one's own growth is worth."""
    common = derived(_percent(_common(as_of)), "announced")
    yield "common", say("provinces.common"), common
    own = province_fit(1, 1, Basis.REAL, as_of)
    units = say("provinces.units", rows=own.rows, units=own.units)
    source = learnt(units, GROWN)
    for name, value in (("rho", f"{own.rho:.2f}"), ("tau", _percent(own.tau))):
        told = say("provinces.learnt", value=learnt(value, GROWN), source=source)
        yield name, say(f"provinces.{name}"), told


def _peers() -> str:
    """The shares of cities that met a target of such an ambition; between two, a straight line."""
    shares = []
    for row in constants("peer_ambition").to_dict("records")[:2]:
        told = range_of(row["met_low"], row["met_high"])
        shares.append(sourced(told, "peer_ambition.csv", "met_low", above=f"{row['above']:g}"))
    easy, hard = shares
    return say("provinces.shares", easy=easy, hard=hard)


def _odds(as_of: int) -> str:
    times = f"{exp(odds_moved(Peers.PROVINCE, as_of)):.2f}"
    return say("provinces.times", times=derived(times, "record"))


def _reckoned(one: Announced, year: int) -> Row:
    said, ahead, rho = dict(one.chance.models), one.view.forecast(1), _rho(year - 1)
    common = _common(year - 1)
    peers = _percent(one.view.national_mean(year - 2, year - 1) + common)
    return {
        AT: one.code,
        "province": names.place(one.region),
        "middle": say(
            "provinces.middle",
            shared=derived(f"{_percent(ahead.national + common)} + {rho}", "formula", "outlook"),
            own=derived(percent(one.last), "announced", one.code),
            peers=derived(peers, "formula", "common"),
            middle=_percent(ahead.location),
        ),
        "pooled": derived(share(said["pooled"]), "formula", "tau"),
        "reference": derived(share(said["reference class"]), "formula", "peers"),
        "moved": say(
            "provinces.moved",
            mean=share(mean_told(one)),
            chance=derived(share(one.chance.probability), "formula", "odds"),
        ),
        "risk": learnt(share(said["growth at risk"]), COUNTRIES),
    }


def _rho(as_of: int) -> str:
    return f"{province_fit(1, 1, Basis.REAL, as_of).rho:.2f}"


def _common(as_of: int) -> float:
    """By how much the middle province outgrew the nation; nought where that is not known."""
    return common_excess(as_of).get(as_of, 0.0)


def _percent(log: float) -> str:
    """Log growth as the growth that it is."""
    return percent(expm1(log))
