"""The chances of prefectures' targets on simulated prefectures: no panel of them is shipped.

    python -m benchmarks.prefectures

A prefecture grows like its province, whose growth is the reported one, and by something of its own
that fades; its targets stand around the ambition of the year. What is assumed is at the head: it
is set so that the facts of the study come out (share met 0.35, Brier of "last growth reaches the
target" 0.44, of the pooled model 0.23), which are printed beside. Years are the observations.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from indicators.cases import Row
from indicators.cases.told import tell
from indicators.growth import provinces
from indicators.growth.backtest.scores import reliability
from indicators.growth.reported import known_growth

SEED = 208
PREFECTURES = 208
LAST = 2022
FADES, SPREAD, FREEDOM = 0.6, 1.5, 5  # of what is a prefecture's own: a year, points, its tails
MODEST, WISH = 0.35, 0.8  # share of own excess that a target leaves out; sd of what else moves it
WISHED = (-2.4, -1.1, -0.5, -1.3, -0.5, 0, 0, 0.4, 0, 0.2, 0.2, 0.4, 0.4, 4.2, -1.2)
AMBITION = dict(enumerate(WISHED, 2008))  # assumed: target less last growth, the middle of a year
CITIES = ("11", "12", "31", "50")  # municipalities have no prefectures
SEVEN = 7  # years of the study
FACTS = {"met": (0.35, 0.03), "last": (0.444, 0.03), "pooled": (0.23, 0.01)}  # of it, give or take
WHO = ("told", "pooled", "reference class", "last", "coin")


def main() -> int:
    """Print Brier by year, over all years, and over sets of seven years like the study's."""
    cases = told(simulated())
    error = {name: (cases[name] - cases["met"]) ** 2 for name in WHO}
    by_year = pd.DataFrame(error).groupby(cases["year"]).mean()
    extra = cases.groupby("year")[["met", "told"]].mean().add_prefix("mean ")
    print(by_year.join(extra).round(3).to_string())
    whole = cases[["met", "told"]].mean()
    print(f"\nall years: {by_year.mean().round(3).to_dict()}, {whole.round(3).to_dict()}")
    some = pd.DataFrame(like_the_study(by_year, extra["mean met"]))
    print(f"{len(some)} sets of seven years like the study's:")
    print(some.agg(["mean", "min", "max"]).round(3).to_string())
    print(reliability(cases["told"], cases["met"]).round(3).to_string(index=False))
    return 0


def simulated() -> pd.DataFrame:
    """A row per target: `year`, `before`, `last` growth, `target`, `outcome`, all in percent."""
    draw = np.random.default_rng(SEED)
    places = [code for code in provinces().columns if code[:2] not in CITIES]
    growth = {code: known_growth(code, LAST) for code in places}
    middle = pd.DataFrame(growth).median(axis=1)
    rows = [
        row
        for number in range(PREFECTURES)
        for row in _targets(growth[places[number % len(places)]], middle, draw)
    ]
    return pd.DataFrame(rows, columns=["year", "before", "last", "target", "outcome"])


def _targets(
    province: pd.Series[float], middle: pd.Series[float], draw: np.random.Generator
) -> Iterator[tuple[float, ...]]:
    years = range(min(AMBITION) - 2, LAST + 1)
    tails = draw.standard_t(FREEDOM, len(years)) * np.sqrt((FREEDOM - 2) / FREEDOM)
    own, grown = SPREAD * tails[0], {}
    for year, step in zip(years, tails, strict=True):
        own = FADES * own + SPREAD * np.sqrt(1 - FADES**2) * step
        grown[year] = round(float(province[year] + own), 1)
    for year, ambition in AMBITION.items():
        last = grown[year - 1]
        aim = last + ambition - MODEST * (last - middle[year - 1]) + draw.normal(0, WISH)
        yield year, grown[year - 2], last, round(2 * aim) / 2, grown[year]


def told(cases: pd.DataFrame) -> pd.DataFrame:
    """The chances that `indicators chance` tells, and whether each target was met."""
    answers, failures = tell([_row(one) for one in cases.to_dict("records")])
    assert not failures, failures[0]
    models = pd.DataFrame([dict(one.answer.chance.models) for one in answers])
    return cases.assign(
        **{name: models[name] for name in ("pooled", "reference class")},
        told=[one.answer.chance.probability for one in answers],
        last=(cases["last"] >= cases["target"]).astype(float),
        coin=0.5,
        met=(cases["outcome"] >= cases["target"]).astype(float),
    )


def _row(one: Mapping[Hashable, Any]) -> Row:
    year = int(one["year"])
    known = f"{year - 2}:{one['before']:+g}%;{year - 1}:{one['last']:+g}%"
    words = {"case": "", "level": "city", "kind": "growth", "basis": "real", "known": known}
    asked = {"as_of": str(year - 1), "year": str(year), "target": f"{one['target']:g}%"}
    return Row("", words | asked)


def like_the_study(by_year: pd.DataFrame, met: pd.Series[float]) -> Iterator[pd.Series[float]]:
    """Mean scores of every set of seven years, 2022 among them, that has the study's facts."""
    for years in combinations(by_year.index, SEVEN):
        means = by_year.loc[list(years)].mean()
        found = {**means, "met": met[list(years)].mean()}
        if LAST in years and all(abs(found[n] - fact) < off for n, (fact, off) in FACTS.items()):
            yield means


if __name__ == "__main__":
    raise SystemExit(main())
