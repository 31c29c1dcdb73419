"""The bars that the method set itself, each beside what was measured."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf

import pandas as pd

from indicators.growth.backtest.hidden import PathScore, ShareScore
from indicators.growth.backtest.rolling import NAIVE

POOLED, PACE = "pooled", "own pace"


def judged(
    whole: pd.DataFrame,
    two_levels: pd.DataFrame,
    path: PathScore,
    shares: Sequence[ShareScore],
    targets: pd.DataFrame,
    seconds: float,
) -> pd.DataFrame:
    """A row per bar: `what`, `bar`, `naive`, `measured`, `met` (yes or no).

    `whole` and `two_levels` are `rolling.overall` tables, `targets` `closed.scores` with a column
    `targets`. A ratio over panels is the mean of the panels' means over cells.
    """
    found = [
        *_rolling(whole),
        *_two_levels(two_levels),
        *_targets(targets),
        ("path RMSE against constant growth, 9-year gap", "<= 0.46", 1.0, path.ratio, 0.0, 0.46),
        ("80 % band of the path", "0.80-0.85", None, path.in80, 0.80, 0.85),
        *_shares(shares),
        ("100,000 units x 4 horizons, seconds", "< 1", None, seconds, 0.0, 1.0),
    ]
    rows = [
        {"what": what, "bar": bar, "naive": naive, "measured": value, "met": _met(value, low, high)}
        for what, bar, naive, value, low, high in found
    ]
    return pd.DataFrame(rows)


Bar = tuple[str, str, float | None, float, float, float]


def _met(value: float, low: float, high: float) -> str:
    return "yes" if low <= round(value, 3) <= high else "no"


def _rolling(whole: pd.DataFrame) -> Iterator[Bar]:
    """CRPS over all panels, then the bands panel by panel."""
    pooled, naive = (_of(whole, name) for name in (POOLED, NAIVE))
    mean = sum(row["ratio"] for row in pooled.values()) / len(pooled)
    yield "CRPS against log-drift, mean of the panels", "<= 0.72", 1.0, mean, -inf, 0.72
    for name, row in pooled.items():
        usual = naive[name]
        yield f"80 % band, {name}", "0.75-0.90", usual["in80"], row["in80"], 0.75, 0.90
        yield f"95 % band, {name}", "0.93-0.97", usual["in95"], row["in95"], 0.93, 0.97


def _of(table: pd.DataFrame, entrant: str) -> dict[str, dict[str, float]]:
    """Scores of an entrant by `panel basis`."""
    rows = table[table["entrant"] == entrant]
    names = (rows["panel"] + " " + rows["basis"]).tolist()
    scores = ["ratio", "in80", "in95"]
    numbers = rows[scores].to_numpy(dtype=float).tolist()
    by_name = zip(names, numbers, strict=True)
    return {name: dict(zip(scores, row, strict=True)) for name, row in by_name}


def _two_levels(table: pd.DataFrame) -> Iterator[Bar]:
    """The bar was set on places inside a nation: the world panel has no such levels."""
    ours, naive = (_of(table[table["panel"] != "world"], name) for name in (POOLED, PACE))
    for name, row in ours.items():
        what, usual = f"two levels nine years apart, {name}", naive[name]["in80"]
        yield f"{what}: CRPS against own pace", "<= 0.70", 1.0, row["ratio"], -inf, 0.70
        yield f"{what}: 80 % band", "0.78-0.88", usual, row["in80"], 0.78, 0.88


def _targets(scores: pd.DataFrame) -> Iterator[Bar]:
    for name in scores["targets"].unique():
        rows = scores[scores["targets"] == name].set_index("who")[["brier", "mean", "met"]]
        told, naive = (rows.loc[who].astype(float).tolist() for who in ("told", "last"))
        yield f"Brier, {name}", "<= 0.225", naive[0], told[0], -inf, 0.225
        apart, usual = abs(told[1] - told[2]), abs(naive[1] - naive[2])
        yield f"mean chance off the share met, {name}", "<= 0.05", usual, apart, -inf, 0.05


def _shares(scores: Sequence[ShareScore]) -> Iterator[Bar]:
    count = len(scores)
    told = sum(one.in80 for one in scores) / count
    naive = sum(one.naive80 for one in scores) / count
    outside = sum(one.outside for one in scores) / count
    usual = sum(one.naive_outside for one in scores) / count
    yield "80 % bands of shares", "0.78-0.85", naive, told, 0.78, 0.85
    yield "share bands outside 0-100 %", "0", usual, outside, 0.0, 0.0
