"""Tables of how good the forecasts were: panels, checks, scores, bars, other choices."""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan

from markupsafe import Markup

from indicators.growth import found_breaks, growth_targets, world
from indicators.growth.backtest import entrants
from indicators.growth.rates import NATION
from indicators.report.amounts import share
from indicators.report.scorecard import Score, Scorecard, rows
from indicators.report.table import Table, table

PANELS = {"world": "各国 countries", "provinces": "各省 provinces"}


def panels(known: Scorecard) -> Table:
    """What the forecasts were tried on, and where it comes from."""
    nations = world()
    told: list[Score] = [
        {
            "Panel": _named(
                f"{PANELS['world']}, real",
                f"{nations.index[0]}–{nations.index[-1]}, {nations.shape[1] - 1} places",
            ),
            "From": "Penn World Table 10.01 (CC BY 4.0), not these documents",
        }
    ]
    for basis, panel in known.panels.items():
        told.append(
            {
                "Panel": _named(
                    f"{PANELS['provinces']}, {basis}",
                    f"{panel.growth.index[0]}–{panel.growth.index[-1]},"
                    f" {panel.growth.shape[1]} places",
                ),
                "From": "National Bureau of Statistics, not these documents",
            }
        )
    targets = growth_targets()
    told.append(
        {
            "Panel": _named(
                "增长目标 growth targets",
                f"{targets['year'].min()}–{targets['year'].max()},"
                f" {targets['code'].nunique()} places",
            ),
            "From": f"government work reports; {len(known.cases)} closed with a known outcome",
        }
    )
    return table("Panels 检验数据", *told)


def checks(known: Scorecard) -> Table:
    """Nothing later is seen, and no break is read as growth."""
    told: list[Score] = []
    for basis, panel in known.panels.items():
        year = panel.origins[len(panel.origins) // 2]
        seen, blind = (
            entrants.pooled(one.until(year), known.known, known.horizon)
            for one in (panel, panel.scrambled(year))
        )
        moved = float((seen.location - blind.location).abs().max())
        told.append(
            {
                "Check": f"every figure after {year} replaced by noise, provinces, {basis}",
                "Found": f"largest change of a forecast: {moved:.1f}",
                "Holds": "yes" if moved == 0 else "no",
            }
        )
    broken = found_breaks()
    found = rows(broken[broken["found"]])
    named = "、".join(f"{one['region']} {one['year']} ({100 * one['gap']:+.0f})" for one in found)
    told.append(
        {
            "Check": "levels that leap away from growth and prices by more than 10 log points",
            "Found": f"{named}; {len(broken) - len(found)} more are declared in the files",
            "Holds": "left out",
        }
    )
    return table("Checks", *told)


def again(known: Scorecard) -> Table:
    """The provinces tried again: the pooled model beside the two naive ones."""
    told = [
        {
            "Who": _named(who, f"{PANELS['provinces']}, {basis}, {row['years']} years"),
            "CRPS ratio": _ratio(row),
            "80%": share(row["in80"]),
            "95%": share(row["in95"]),
            "CRPS": f"{row['crps']:.2f}",
            "RMSE": f"{row['rmse']:.2f}",
        }
        for basis in known.forecasts
        for who, row in known.live(basis).items()
    ]
    caption = f"Tried again: {known.known} levels known, {known.horizon} year(s) ahead, log points"
    return table(caption, *told)


def peers(known: Scorecard) -> Table:
    """Everybody on the same sampled cases, means over levels known and horizons."""
    cells = known.cells[known.cells["scope"] == "sample"]
    how = {"crps": "mean", "in80": "mean", "ratio": "mean", "cases": "sum"}
    found = cells.groupby(["panel", "basis", "entrant"]).agg(how).reset_index()
    found["asked"] = found.groupby(["panel", "basis"])["cases"].transform("max")
    ordered = found.sort_values(["panel", "basis", "ratio"], ascending=[False, True, True])
    told = [
        {
            "Who": _named(row["entrant"], f"{PANELS[row['panel']]}, {row['basis']}"),
            "Ratio": f"{row['ratio']:.2f}",
            "80%": share(row["in80"]),
            "Answered": share(row["cases"] / row["asked"]),
        }
        for row in rows(ordered)
    ]
    return table("Peers on a sample of the cases, CRPS against log-drift", *told)


def bars(known: Scorecard) -> Table:
    """The bars of the method beside what was measured, stored by the benchmark."""
    told = [
        {
            "What": row["what"],
            "Measured": _named(_number(row["measured"]), f"naive {_number(row['naive'])}"),
            "Bar": str(row["bar"]).replace("<=", "≤").replace("-", "–"),
            "Met": "是 yes" if row["met"] == "yes" else "否 no",
        }
        for row in rows(known.bars)
    ]
    return table("Bars 标准与实测", *told)


def doubts(known: Scorecard) -> Table:
    """The choices that would turn the answer, each tried."""
    told = [{"If instead": a, "Then": b} for a, b in _doubts(known)]
    return table("The same question under other choices", *told)


def _doubts(known: Scorecard) -> Iterator[tuple[str, str]]:
    for basis in known.forecasts:
        live = known.live(basis)
        other = live["pooled"]["crps"] / live["log-drift, own error"]["crps"]
        yield (
            f"the naive knew the error of its own mean, provinces, {basis}",
            f"ratio {other:.2f} instead of {live['pooled']['ratio']:.2f}",
        )
    whole = known.whole_years
    for year in sorted(whole["year"].unique()):
        told = known.told(whole[whole["year"] == year])["told"]
        yield (
            f"only the provinces' targets of {year} counted",
            f"Brier {told['brier']:.2f}, told {share(told['mean'])} on average,"
            f" {share(told['met'])} of {told['cases']} met",
        )
    nation = known.told(known.cases[known.cases["code"] == NATION])
    yield (
        "only the nation's own targets counted",
        f"Brier {nation['told']['brier']:.2f} over {nation['told']['years']} years; by own mean and"
        f" sd {nation['own']['brier']:.2f}",
    )
    every = known.told(known.cases)
    pooled = every["pooled"]["brier"]
    yield "the pooled model were asked alone, all closed targets", f"Brier {pooled:.2f}"
    yield (
        "the last growth decided alone, all closed targets",
        f"Brier {every['last']['brier']:.2f} instead of {every['told']['brier']:.2f}; a coin"
        f" {every['coin']['brier']:.2f}",
    )


def _named(name: str, small: str) -> Markup:
    """A name with what belongs to it in small below: for narrow screens."""
    return Markup("{}<br><small>{}</small>").format(name, small)


def _ratio(row: Score) -> str:
    ratio, low, high = row["ratio"], row["low"], row["high"]
    return f"{ratio:.2f}" if isnan(low) or low == high else f"{ratio:.2f} [{low:.2f}–{high:.2f}]"


def _number(value: float) -> str:
    return "—" if isnan(value) else f"{value:.2f}"
