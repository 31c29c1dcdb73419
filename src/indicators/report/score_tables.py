"""Tables of how good the forecasts were: panels, checks, scores, bars, other choices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from math import isnan

import pandas as pd
from markupsafe import Markup

from indicators.growth import found_breaks, growth_targets, world
from indicators.growth.backtest import entrants
from indicators.growth.rates import NATION
from indicators.language import gloss, say, term
from indicators.record import Basis
from indicators.report import held, names
from indicators.report.amounts import share
from indicators.report.evidence import Counted, learnt, led, sourced
from indicators.report.official import COUNTRIES, GROWN, PROVINCES
from indicators.report.provinces import TARGETS
from indicators.report.scorecard import FIELD, Score, Scorecard, rows
from indicators.report.table import AT, NONE, Row, Table, table

SCORES, BARS = "forecast_scores.csv", "forecast_bars.csv"
CLOSED = ("panels", "targets")  # the row of the targets that have ended


def panels(known: Scorecard) -> Table:
    """What the forecasts were tried on, and where it comes from."""
    told: list[Row] = [_panel("world", Basis.REAL, world(), say("scores.penn"), COUNTRIES)]
    for basis, panel in known.panels.items():
        told.append(_panel("provinces", basis, panel.growth, say("scores.bureau"), _file(basis)))
    targets = growth_targets()
    years = {"first": targets["year"].min(), "last": targets["year"].max()}
    span = say("scores.span", places=targets["code"].nunique(), **years)
    source = learnt(say("scores.reports", n=len(known.cases)), TARGETS)
    told.append(
        {
            AT: "targets",
            "panel": _named(say("scores.targets"), learnt(span, TARGETS)),
            "source": source,
        }
    )
    return table(say("scores.panels"), *told, at="panels")


def checks(known: Scorecard) -> Table:
    """Nothing later is seen, and no break is read as growth."""
    told: list[Row] = []
    for basis, panel in known.panels.items():
        year = panel.origins[len(panel.origins) // 2]
        seen, blind = (
            entrants.pooled(one.until(year), known.known, known.horizon)
            for one in (panel, panel.scrambled(year))
        )
        moved = float((seen.location - blind.location).abs().max())
        told.append(
            {
                AT: f"noise-{basis}",
                "check": say("scores.noise", year=year, basis=term("basis", basis)),
                "found": say("scores.moved", moved=learnt(f"{moved:.1f}", _file(basis))),
                "holds": say("word.no" if moved else "word.yes"),
            }
        )
    broken = found_breaks()
    found = rows(broken[broken["found"]])
    listed = say("word.comma").join(map(_leap, found))
    declared = Counter((x["file"], x["indicator"]) for x in rows(broken[~broken["found"]]))
    rest = (
        learnt(say("scores.declared_in", n=n, name=names.concept(indicator)), file)
        for (file, indicator), n in declared.items()
    )
    told.append(
        {
            AT: "leaps",
            "check": say("scores.leaps"),
            "found": say("scores.declared", named=listed, rest=say("word.comma").join(rest)),
            "holds": say("scores.left_out"),
        }
    )
    return table(say("checks.caption"), *told, at="checks")


def again(known: Scorecard) -> Table:
    """The provinces tried again: the pooled model beside the two naive ones."""
    told = (
        {AT: f"{basis}-{list(FIELD).index(who)}", **_live(gloss("phrase", who), row, basis)}
        for basis in known.forecasts
        for who, row in known.live[basis].items()
    )
    caption = say(
        "scores.again",
        known=Counted(known.known, "parameters", "known"),
        horizon=Counted(known.horizon, "parameters", "horizon"),
    )
    return table(caption, *told, at="again", source=say("scores.here"), holds=held.live(known))


def peers(known: Scorecard) -> Table:
    """Everybody on the same sampled cases, means over levels known and horizons."""
    cells = known.cells[known.cells["scope"] == "sample"]
    how = {"crps": "mean", "in80": "mean", "ratio": "mean", "cases": "sum"}
    found = cells.groupby(["panel", "basis", "entrant"]).agg(how).reset_index()
    found["asked"] = found.groupby(["panel", "basis"])["cases"].transform("max")
    ordered = found.sort_values(["panel", "basis", "ratio"], ascending=[False, True, True])
    told = (
        {
            "who": _named(gloss("phrase", row["entrant"]), _of(row["basis"], row["panel"])),
            "ratio": learnt(f"{row['ratio']:.2f}", SCORES),
            "in80": learnt(share(row["in80"]), SCORES),
            "answered": learnt(share(row["cases"] / row["asked"]), SCORES),
        }
        for row in rows(ordered)
    )
    holds = held.peers(known, found)
    return table(say("scores.peers"), *told, source=_stored(known), holds=holds)


def means(known: Scorecard) -> Table:
    """The pooled model on each panel, means over levels known and years ahead."""
    told = (
        {
            AT: f"{panel}-{basis}",
            "panel": _of(basis, panel),
            "ratio": learnt(f"{mean['ratio']:.2f}", SCORES),
            "in80": learnt(share(mean["in80"]), SCORES),
        }
        for (panel, basis), mean in zip(
            known.means.index, known.means.to_dict("records"), strict=True
        )
    )
    return table(
        say("scores.means"), *told, at="means", source=_stored(known), holds=held.means(known)
    )


def bars(known: Scorecard) -> Table:
    """The bars of the method beside what was measured, stored by the benchmark."""
    told = (
        {
            AT: f"{place}",
            "what": _stored_as(gloss("phrase", row["what"]), row, "what"),
            "measured": _named(
                _kept(row, "measured"), say("scores.naive", naive=_kept(row, "naive"))
            ),
            "bar": _stored_as(str(row["bar"]).replace("<=", "≤").replace("-", "–"), row, "bar"),
            "reached": say("word.yes" if row["met"] == "yes" else "word.no"),
        }
        for place, row in zip(known.bars.index, rows(known.bars), strict=True)
    )
    return table(say("scores.bars"), *told, at="bars")


def doubts(known: Scorecard) -> Table:
    """The choices that would turn the answer, each tried."""
    told = ({AT: at, "instead": a, "then": b} for at, a, b in _doubts(known))
    return table(say("scores.doubts"), *told, at="doubts", holds=held.closed(known))


def _live(who: str, row: Score, basis: Basis) -> Row:
    """Scores that were worked out as the page was made, from all rows of one file."""
    told = {
        "crps_ratio": _ratio(row),
        "in80": share(row["in80"]),
        "in95": share(row["in95"]),
        "crps": f"{row['crps']:.2f}",
        "rmse": f"{row['rmse']:.2f}",
    }
    file = _file(basis)
    small = say("scores.years", panel=_of(basis), n=learnt(f"{row['years']:.0f}", file))
    return {"who": _named(who, small), **{name: learnt(x, file) for name, x in told.items()}}


def _leap(found: Score) -> str:
    """A break that was found, with the row of the level that leaps."""
    where = {name: found[name] for name in ("code", "year", "vintage")}
    gap = f"{100 * found['gap']:+.0f}".replace("-", "−")
    leaps = {"place": names.place(found["region"]), "year": found["year"]}
    return say("scores.leap", gap=sourced(gap, found["file"], **where), **leaps)


def _file(basis: Basis) -> str:
    """The file of the provinces' panel."""
    return GROWN if basis is Basis.REAL else PROVINCES


def _stored(known: Scorecard) -> str:
    return say("scores.stored", how=known.stored)


def _doubts(known: Scorecard) -> Iterator[tuple[str, str, str]]:
    for basis in known.forecasts:
        live = known.live[basis]
        other = live["pooled"]["crps"] / live["log-drift, own error"]["crps"]
        then = say("scores.ratio_then", other=other, ratio=live["pooled"]["ratio"])
        place = f"{basis}-{list(FIELD).index('pooled')}"
        yield (
            "",
            say("scores.own_error", basis=term("basis", basis)),
            led(then, "again", place),
        )
    whole = known.whole_years
    for year in sorted(whole["year"].unique()):
        told = known.told(whole[whole["year"] == year])["told"]
        mean, met = share(told["mean"]), f"{told['met']:.0%}"
        then = say("scores.year_then", brier=told["brier"], mean=mean, met=met, n=told["cases"])
        yield "", say("scores.only_year", year=year), led(then, *CLOSED)
    nation = known.told(known.cases[known.cases["code"] == NATION])
    told, own = nation["told"], nation["own"]["brier"]
    then = say("scores.nation_then", brier=told["brier"], n=told["years"], own=own)
    yield "", say("scores.only_nation"), led(then, *CLOSED)
    every = known.told(known.cases)
    then = say("scores.brier", brier=every["pooled"]["brier"])
    yield "", say("scores.pooled_alone"), led(then, *CLOSED)
    last, model, coin = (every[who]["brier"] for who in ("last", "told", "coin"))
    then = say("scores.last_then", last=last, told=model, coin=coin)
    yield "last", say("scores.last_alone"), led(then, *CLOSED)


def _panel(panel: str, basis: Basis, growth: pd.DataFrame, source: str, file: str) -> Row:
    """A panel's name and span; the nation is a column of the world's, but no place of it."""
    places = growth.shape[1] - (panel == "world")
    span = say("scores.span", first=growth.index[0], last=growth.index[-1], places=places)
    return {
        AT: f"{panel}-{basis}",
        "panel": _named(_of(basis, panel), learnt(span, file)),
        "source": learnt(source, file),
    }


def _of(basis: str, panel: str = "provinces") -> str:
    return say("scores.panel", panel=term("panel", panel), basis=term("basis", basis))


def _named(name: str, small: str) -> Markup:
    """A name with what belongs to it in small below: for narrow screens."""
    return Markup("{}<br><small>{}</small>").format(name, small)


def _ratio(row: Score) -> str:
    ratio, low, high = row["ratio"], row["low"], row["high"]
    return f"{ratio:.2f}" if isnan(low) or low == high else f"{ratio:.2f} [{low:.2f}–{high:.2f}]"


def _kept(row: Score, column: str) -> str:
    """A figure of a row that the benchmark stored."""
    value = row[column]
    return NONE if isnan(value) else _stored_as(f"{value:.2f}", row, column)


def _stored_as(shown: str, row: Score, column: str) -> str:
    return sourced(shown, BARS, column, what=row["what"])
