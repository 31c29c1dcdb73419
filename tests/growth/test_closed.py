"""Closed targets: told before their year began, from what was known then."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from indicators import store
from indicators.growth import growth_targets, official, reported
from indicators.growth.backtest import bars, closed
from indicators.growth.backtest.hidden import PathScore, ShareScore
from indicators.record import Measure

AS_OF = 2022
ASKED = f"""
from indicators.growth import LevelTarget, Level, chance, growth_between, outlook
from indicators.growth.backtest import closed
told = closed.judged_targets([{AS_OF + 1}])
print(told["told"].round(9).tolist())
ends = Level(2012, 220, "亿元"), Level({AS_OF}, 500, "亿元")
view = outlook(growth_between(*ends), as_of={AS_OF})
print(round(chance(LevelTarget(700, {AS_OF + 3}), view, ends[1]).probability, 9))
"""


@pytest.fixture(scope="module")
def cases() -> pd.DataFrame:
    return closed.judged_targets()


def home(folder: Path, scramble: bool) -> Path:
    """A copy of the collection; every figure of a year after AS_OF another one when asked."""
    for part in ("data/series", "notebooks"):
        shutil.copytree(store.root() / part, folder / part)
    draw = np.random.default_rng(9)
    for file in sorted((folder / "data/series").glob("*.csv")) if scramble else ():
        rows = pd.read_csv(file, dtype={"code": str})
        values = rows.columns.intersection(["value", "outcome"])
        if "year" in rows and len(values):
            later = rows["year"] > AS_OF
            rows.loc[later, values] *= draw.uniform(0.3, 3, size=(later.sum(), len(values)))
            rows.to_csv(file, index=False)
    return folder


def told(folder: Path) -> str:
    env = {**os.environ, "INDICATORS_HOME": str(folder)}
    done = subprocess.run(
        [sys.executable, "-c", ASKED], env=env, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_scramble_all_later_figures_and_the_chances_stay(tmp_path: Path) -> None:
    whole = told(home(tmp_path / "whole", scramble=False))
    other = home(tmp_path / "other", scramble=True)
    file = "data/series/nation_gdp_growth.csv"
    assert (other / file).read_text() != (tmp_path / "whole" / file).read_text()
    assert told(other) == whole
    assert len(whole.splitlines()) == 2 and whole.count(",") > 30


def test_growth_is_what_was_known(cases: pd.DataFrame) -> None:
    growth = reported.known_growth("110000", 2022)
    assert growth.index.max() == 2022, "by its levels; the outcome of 2023's target was not known"
    assert growth.loc[2021] == 8.5, "as reported beside the target, not by levels"
    assert growth.loc[2019] == official("110000", "gdp", measure=Measure.GROWTH).loc[2019]
    assert reported.known_growth("110000", 2018).index.max() == 2018
    assert reported.known_growth("999999", 2022).empty
    rate = reported.own_rate(growth)
    assert rate is not None
    assert (rate.first, rate.last) == (2021, 2022), "one year alone"
    assert reported.own_rate(growth.iloc[:0]) is None
    earlier = reported.own_rate(reported.known_growth("110000", 2019))
    assert earlier is not None and (earlier.first, earlier.last) == (2018, 2019)
    longer = reported.own_rate(reported.known_growth("110000", 2019), longest=3)
    assert longer is not None and (longer.first, longer.last) == (2016, 2019)
    assert longer.value == pytest.approx(0.0653, abs=2e-4)  # 6.8, 6.7, 6.1


def test_every_closed_target_of_a_known_place_is_judged(cases: pd.DataFrame) -> None:
    rows = growth_targets()
    assert len(cases) == rows["outcome"].notna().sum()
    assert cases["told"].between(0.05, 0.95).all()
    met = cases.set_index(["code", "year"])["met"]
    assert not met["000000", 2022] and met["000000", 2021] and not met["000000", 2014]
    whole = cases[cases["code"].map(closed.is_province)].groupby("year").size()
    assert whole[[2021, 2023, 2025]].tolist() == [7, 31, 31]


def test_the_scores_beat_last_growth(cases: pd.DataFrame) -> None:
    table = closed.scores(cases).set_index("who")
    score = table["brier"].to_dict()
    assert score["coin"] == 0.25
    assert score["told"] < 0.23 < 0.25 < score["pooled"] < 0.39 < score["last"]
    assert table["years"].eq(18).all() and table["cases"].eq(len(cases)).all()


def test_growth_is_told_beside_the_targets(cases: pd.DataFrame) -> None:
    assert (cases["low80"] < cases["median"]).all() and (cases["median"] < cases["high80"]).all()
    scores = closed.growth_scores(cases)
    assert scores["score"].to_dict() == pytest.approx(
        {"nation": 0.63, "province": 0.66, "city": 1.71}, abs=0.02
    )
    assert scores["in80"].to_dict()["province"] < 0.92
    assert scores["width"].to_dict()["nation"] < 4.2
    sure = cases.assign(median=cases["outcome"], low80=cases["outcome"], high80=cases["outcome"])
    assert closed.growth_scores(sure)["score"].abs().max() == 0
    missed = sure.assign(high80=sure["outcome"] - 1, median=sure["outcome"] - 1)
    missed["low80"] = missed["high80"]
    assert closed.growth_scores(missed)["score"].to_numpy() == pytest.approx(1.0)


def test_a_bar_is_met_or_not() -> None:
    rows = [
        ("provinces", "real", name, ratio, 0.8, 0.95)
        for name, ratio in (("pooled", 0.7), ("log-drift", 1.0), ("own pace", 1.0))
    ]
    whole = pd.DataFrame(rows, columns=["panel", "basis", "entrant", "ratio", "in80", "in95"])
    targets = pd.DataFrame(
        {"who": ["told", "last"], "brier": [0.3, 0.4], "mean": [0.5, 0.9], "met": 0.52}
    ).assign(targets="all")
    shares = [ShareScore(1, 0.8, 0.0, 0.5, 0.1, 10, 5)]
    table = bars.judged(whole, whole, PathScore(0.04, 0.1, 0.9, 10, 20), shares, targets, 0.5)
    met = table.set_index("what")["met"]
    assert met["CRPS against log-drift, mean of the panels"] == "yes"
    assert met["80 % band of the path"] == "no"
    assert met["Brier, all"] == "no" and met["mean chance off the share met, all"] == "yes"
    assert set(met) == {"yes", "no"}
