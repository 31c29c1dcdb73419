"""Tables of how good the forecasts were: panels, checks, scores, bars, other choices."""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan

import pandas as pd

from indicators.growth import found_breaks, growth_targets, world
from indicators.growth.backtest import closed, entrants
from indicators.growth.backtest.scores import brier
from indicators.record import Basis
from indicators.report.amounts import share
from indicators.report.scorecard import Scorecard
from indicators.report.table import Table, table

Row = dict[str, object]
PANELS = {"world": "各国 countries", "provinces": "各省 provinces"}
BASES = {Basis.REAL: "real", Basis.NOMINAL: "nominal"}


def panels(known: Scorecard) -> Table:
    """What the forecasts were tried on, and where it comes from."""
    nations = world()
    rows: list[Row] = [
        {
            "Panel": f"{PANELS['world']}, real",
            "Years": f"{nations.index[0]}–{nations.index[-1]}",
            "Places": f"{nations.shape[1] - 1}",
            "From": "Penn World Table 10.01 (CC BY 4.0), not these documents",
        }
    ]
    for basis, panel in known.panels.items():
        rows.append(
            {
                "Panel": f"{PANELS['provinces']}, {basis}",
                "Years": f"{panel.growth.index[0]}–{panel.growth.index[-1]}",
                "Places": f"{panel.growth.shape[1]}",
                "From": "National Bureau of Statistics, not these documents",
            }
        )
    targets = growth_targets()
    rows.append(
        {
            "Panel": "增长目标 growth targets",
            "Years": f"{targets['year'].min()}–{targets['year'].max()}",
            "Places": f"{targets['code'].nunique()}",
            "From": f"government work reports; {len(known.cases)} closed with a known outcome",
        }
    )
    return table("Panels 检验数据", *rows)


def checks(known: Scorecard) -> Table:
    """Nothing later is seen, and no break is read as growth."""
    rows: list[Row] = []
    for basis, panel in known.panels.items():
        year = panel.origins[len(panel.origins) // 2]
        seen, blind = (
            entrants.pooled(one.until(year), known.known, known.horizon)
            for one in (panel, panel.scrambled(year))
        )
        moved = float((seen.location - blind.location).abs().max())
        rows.append(
            {
                "Check": f"every figure after {year} replaced by noise, provinces, {basis}",
                "Found": f"largest change of a forecast: {moved:.1f}",
                "Holds": "yes" if moved == 0 else "no",
            }
        )
    broken = found_breaks()
    found = broken[broken["found"]]
    named = "、".join(f"{r.region} {r.year} ({100 * r.gap:+.0f})" for r in found.itertuples())
    rows.append(
        {
            "Check": "levels that leap away from growth and prices by more than 10 log points",
            "Found": f"{named}; {(~broken['found']).sum()} more are declared in the files",
            "Holds": "left out",
        }
    )
    return table("Checks", *rows)


def again(known: Scorecard) -> Table:
    """The provinces tried again: the pooled model beside the two naive ones."""
    rows = [
        {
            "Panel": f"{PANELS['provinces']}, {basis}",
            "Who": row["entrant"],
            "CRPS": f"{row['crps']:.2f}",
            "RMSE": f"{row['rmse']:.2f}",
            "80% band": share(row["in80"]),
            "95% band": share(row["in95"]),
            "Ratio": _ratio(row),
            "Years": f"{row['years']:.0f}",
        }
        for basis in known.forecasts
        for row in known.live(basis).to_dict("records")
    ]
    caption = f"Tried again: {known.known} levels known, {known.horizon} year(s) ahead, log points"
    return table(caption, *rows)


def peers(known: Scorecard) -> Table:
    """Everybody on the same sampled cases, means over levels known and horizons."""
    rows = known.cells[known.cells["scope"] == "sample"]
    asked = rows[rows["entrant"] == "log-drift"].groupby(["panel", "basis"])["cases"].sum()
    found = rows.groupby(["panel", "basis", "entrant"]).agg(
        {"crps": "mean", "in80": "mean", "ratio": "mean", "cases": "sum"}
    )
    told = [
        {
            "Panel": f"{PANELS[panel]}, {basis}",
            "Who": entrant,
            "Ratio": f"{one['ratio']:.2f}",
            "80% band": share(one["in80"]),
            "Answered": share(one["cases"] / asked[panel, basis]),
        }
        for (panel, basis, entrant), one in found.sort_values("ratio").iterrows()  # type: ignore[misc]
    ]
    told.sort(key=lambda row: str(row["Panel"]), reverse=True)
    return table("Peers on a sample of the cases, CRPS against log-drift", *told)


def bars(known: Scorecard) -> Table:
    """The bars of the method beside what was measured, stored by the benchmark."""
    rows = [
        {
            "What": row["what"],
            "Bar": row["bar"],
            "Naive": _number(row["naive"]),
            "Measured": _number(row["measured"]),
            "Met": "是 yes" if row["met"] == "yes" else "否 no",
        }
        for row in known.bars.to_dict("records")
    ]
    return table("Bars 标准与实测", *rows)


def doubts(known: Scorecard) -> Table:
    """The choices that would turn the answer, each tried."""
    rows = [{"If instead": a, "Then": b} for a, b in _doubts(known)]
    return table("The same question under other choices", *rows)


def _doubts(known: Scorecard) -> Iterator[tuple[str, str]]:
    for basis in known.forecasts:
        rows = known.live(basis).set_index("entrant")
        other = rows.loc["pooled", "crps"] / rows.loc["log-drift, own error", "crps"]
        yield (
            f"the naive knew the error of its own mean, provinces, {basis}",
            f"ratio {other:.2f} instead of {rows.loc['pooled', 'ratio']:.2f}",
        )
    for year, rows in known.whole_years.groupby("year"):
        yield (
            f"only the provinces' targets of {year} counted",
            f"Brier {brier(rows['told'], rows['met']):.2f}, told {share(rows['told'].mean())} on"
            f" average, {share(rows['met'].mean())} of {len(rows)} met",
        )
    nation = known.cases[known.cases["code"] == "000000"]
    yield (
        "only the nation's own targets counted",
        f"Brier {brier(nation['told'], nation['met']):.2f} over {len(nation)} years; by own mean"
        f" and sd {brier(nation['own'], nation['met']):.2f}",
    )
    whole = closed.scores(known.cases).set_index("who")["brier"]
    yield (
        "the last growth decided alone, all closed targets",
        f"Brier {whole['last']:.2f} instead of {whole['told']:.2f}; a coin {whole['coin']:.2f}",
    )


def _ratio(row: dict[str, object] | dict[object, object]) -> str:
    ratio, low, high = (float(str(row[key])) for key in ("ratio", "low", "high"))
    return f"{ratio:.2f}" if isnan(low) or low == high else f"{ratio:.2f} [{low:.2f}–{high:.2f}]"


def _number(value: object) -> str:
    told = pd.to_numeric(str(value), errors="coerce")
    return "—" if isnan(told) else f"{told:.2f}"
