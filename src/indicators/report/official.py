"""Official figures and numbers of the model, each a link to its row; what an outlook rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import expm1

import pandas as pd

from indicators.growth import Outlook, official
from indicators.growth.pooled import STUDY, Peers
from indicators.growth.rates import NATION, middle_province
from indicators.growth.series import table as constants
from indicators.language import say
from indicators.language.figures import span
from indicators.record import Basis, Measure
from indicators.report.amounts import percent, prices
from indicators.report.evidence import Counted, learnt, sourced
from indicators.report.provinces import TARGETS

COUNTRIES, PROVINCES, MODEL = "world_real_gdp.csv", "province_gdp.csv", "pooled_model.csv"
GROWN, SPREADS = "province_gdp_growth.csv", "peer_spread.csv"
NUMBERS = ("a", "b", "c", "s", "city_rho", "city_tau")
NAMES = ("a", "b", "c", "s", "ρ", "τ")
POINT = 0.01
Term = tuple[str, str, str]  # the name of a row, what it is, its value with what made it


def figure(shown: str, series: pd.Series[float], year: object) -> str:
    """A figure of an official series: the row of its place, year and vintage."""
    about = series.attrs
    return sourced(
        shown, str(about["file"]), code=about["code"], year=year, vintage=about["vintage"]
    )


def grown(years: Iterable[int]) -> str:
    """Real growth of the nation, year by year."""
    growth = official(NATION, "gdp", measure=Measure.GROWTH)
    each = (figure(percent(growth[year] * POINT), growth, year) for year in years)
    return say("word.comma").join(each)


def middles(view: Outlook, years: Iterable[int]) -> str:
    """Nominal growth of the nation, year by year: that of the province in the middle, its row."""
    told = []
    for year in years:
        code, vintage = middle_province(year)
        rate = percent(expm1(view.national[year]))
        told.append(sourced(rate, PROVINCES, code=code, year=year, vintage=vintage))
    return say("national.median", rates=say("word.comma").join(told))


def behind(view: Outlook, horizon: int, *asked: str) -> Iterator[Term]:
    """What the outlook rests on: growth of the nation by year, and the numbers of the model.

    `asked` is the place that tells the horizon.
    """
    years = range(view.since + 1, view.as_of + 1)
    about = {"years": span(years[0], years[-1]), "prices": prices(view.basis)}
    real = view.basis is Basis.REAL
    yield (
        f"years-{view.basis}",
        say("national.years", **about),
        grown(years) if real else middles(view, years),
    )
    if (common := view.common.get(view.as_of)) is not None:
        yield (
            f"common-{view.basis}",
            say("provinces.common"),
            learnt(percent(expm1(common)), TARGETS),
        )
    told = {"n": Counted(horizon, *asked), "prices": prices(view.basis)}
    yield f"numbers-{view.basis}", say("national.numbers", **told), _numbers(view, horizon)


def _numbers(view: Outlook, horizon: int) -> str:
    """The numbers of the model, as the study fitted them or as learnt from other countries."""
    city = view.peers in (Peers.CITY, Peers.DISTRICT)
    if not city or (view.basis is Basis.REAL and view.as_of < STUDY):
        return learnt(say("national.learnt", until=view.as_of), COUNTRIES)
    rows = constants("pooled_model")
    rows = rows[rows["basis"] == view.basis]
    nearest = rows[rows["horizon"].isin({horizon} if horizon in set(rows["horizon"]) else {3, 5})]
    told = []
    for row in nearest.to_dict("records"):
        where = {"horizon": row["horizon"], "basis": view.basis}
        for name, column in zip(NAMES, NUMBERS, strict=True):
            told.append(f"{name} {sourced(f'{row[column]:g}', MODEL, column, **where)}")
    return say("word.comma").join(told)
