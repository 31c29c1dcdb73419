"""Official annual series: read, checked, one vintage at a time, and searched for breaks."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from indicators import store
from indicators.errors import BasisMismatch, SeriesError
from indicators.record import Basis, Measure

COLUMNS = ["code", "region", "year", "value", "vintage"]
SPLICE = 0.10  # log points: beyond it a step of the level is a break, never growth


@dataclass(frozen=True, slots=True)
class Splice:
    """A year whose level does not follow from the year before; log points, not percent."""

    year: int
    level_growth: float
    real_growth: float
    prices: float

    @property
    def gap(self) -> float:
        """Level growth less real growth less prices, in log points."""
        return self.level_growth - self.real_growth - self.prices


def official(
    code: str,
    indicator: str,
    vintage: str | None = None,
    *,
    measure: Measure = Measure.LEVEL,
    folder: Path | None = None,
) -> pd.Series[float]:
    """An official annual series of data/series, indexed by year, in the unit of its file.

    One vintage only, the newest unless named: levels of two vintages must never be chained.
    `attrs` holds code, region, unit, basis, vintage, origin, breaks (year -> why) and file.
    Raises SeriesError when no file has it or two files do.
    """
    found = [
        (meta, rows[rows["code"] == code])
        for meta, rows in _series(folder or store.series_folder())
        if meta["indicator"] == indicator and meta["measure"] == measure
    ]
    found = [(meta, rows) for meta, rows in found if not rows.empty]
    if len(found) != 1:
        files = "、".join(meta["file"] for meta, _ in found) or "no file of data/series"
        raise SeriesError(f"{code} {indicator} {measure}: in {files}; one is wanted")
    meta, rows = found[0]
    names = [v["name"] for v in meta["vintages"] if (rows["vintage"] == v["name"]).any()]
    if vintage is not None and vintage not in names:
        raise SeriesError(f"{meta['file']}: no vintage {vintage!r} of {code}: name one of {names}")
    return _one_vintage(meta, rows, vintage or names[-1])


def table(name: str, folder: Path | None = None) -> pd.DataFrame:
    """The constants of a model: data/series/`name`.csv, with the meta data as `attrs`."""
    return _constants((folder or store.series_folder()) / f"{name}.csv").copy()


def provinces(
    measure: Measure = Measure.LEVEL, vintage: str | None = None, folder: Path | None = None
) -> pd.DataFrame:
    """Gross regional product of the provinces: a row per year, a column per code; one vintage."""
    name = "province_gdp" if measure is Measure.LEVEL else "province_gdp_growth"
    for meta, rows in _series(folder or store.series_folder()):
        if meta["file"] == f"{name}.csv":
            newest = vintage or meta["vintages"][-1]["name"]
            chosen = rows[rows["vintage"] == newest]
            frame = chosen.pivot(index="year", columns="code", values="value")
            names = [v["name"] for v in meta["vintages"]]
            frame.attrs.update(unit=meta["unit"], basis=Basis(meta["basis"]), vintage=newest)
            frame.attrs["vintages"] = names
            return frame
    raise SeriesError(f"{name}.csv: missing from data/series: restore it")


def splices(
    levels: pd.Series[float],
    real_growth: pd.Series[float],
    prices: pd.Series[float],
    threshold: float = SPLICE,
) -> tuple[Splice, ...]:
    """The years in which a published level breaks away from published growth and prices.

    `levels` nominal; `real_growth` real, in percent; `prices` in percent. Source: the splice check
    of docs/methods.md: |dlog level - log(1 + real) - log(1 + prices)| > threshold (log points).
    """
    demand(levels, Basis.NOMINAL)
    demand(real_growth, Basis.REAL)
    years = [y for y in levels.index if all(y in s.index for s in (real_growth, prices))]
    found = [
        Splice(
            int(y),
            math.log(levels[y] / levels[y - 1]),
            math.log1p(real_growth[y] / 100),
            math.log1p(prices[y] / 100),
        )
        for y in years
        if y - 1 in levels.index
    ]
    return tuple(s for s in found if abs(s.gap) > threshold)


def logs(series: pd.Series[float]) -> pd.Series[float]:
    """Natural logarithms, still a series by year."""
    return pd.Series(np.log(series.to_numpy(dtype=float)), index=series.index)


def demand(series: pd.Series[float], basis: Basis) -> None:
    """Raise BasisMismatch unless the series is on this basis."""
    known = series.attrs.get("basis", Basis.UNKNOWN)
    if known != basis:
        raise BasisMismatch(f"a {basis} series is wanted, this one is {known}: convert it first")


def _one_vintage(meta: dict[str, Any], rows: pd.DataFrame, vintage: str) -> pd.Series[float]:
    chosen = rows[rows["vintage"] == vintage].set_index("year")
    series = chosen["value"].sort_index().rename(meta["indicator"])
    code, region = str(rows["code"].iloc[0]), str(rows["region"].iloc[0])
    breaks = {b["year"]: b["why"] for b in meta.get("breaks", []) if b["code"] == code}
    series.attrs.update(
        code=code, region=region, unit=meta["unit"], basis=Basis(meta["basis"]), vintage=vintage
    )
    series.attrs.update(origin=meta["origin"], breaks=breaks, file=meta["file"])
    return series


@lru_cache(maxsize=8)
def _series(folder: Path) -> tuple[tuple[dict[str, Any], pd.DataFrame], ...]:
    metas = [_meta(path) for path in sorted(folder.glob("*.toml"))]
    orphans = {p.stem for p in folder.glob("*.csv")} - {Path(m["file"]).stem for m in metas}
    if orphans:
        raise SeriesError(f"{min(orphans)}.csv: no .toml beside it: say where it comes from")
    return tuple((m, _rows(folder / m["file"], m)) for m in metas if m["kind"] == "series")


@lru_cache(maxsize=32)
def _constants(path: Path) -> pd.DataFrame:
    meta = _meta(path.with_suffix(".toml"))
    if not path.is_file() or meta["kind"] != "model":
        raise SeriesError(f"{path.name}: no table of model constants: restore it")
    frame = pd.read_csv(path)
    frame.attrs.update(meta)
    return frame


def _meta(path: Path) -> dict[str, Any]:
    try:
        meta = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SeriesError(f"{path.name}: {error}: mend the file") from error
    wanted = {"kind", "unit", "origin", "licence"}
    if meta.get("kind") == "series":
        wanted |= {"indicator", "measure", "basis", "vintages"}
    if missing := wanted - meta.keys():
        raise SeriesError(f"{path.name}: no {min(missing)}: add it")
    return {**meta, "file": f"{path.stem}.csv"}


def _rows(path: Path, meta: dict[str, Any]) -> pd.DataFrame:
    if not path.is_file():
        raise SeriesError(f"{path.name}: missing beside {path.stem}.toml: restore it")
    raw = pd.read_csv(path, dtype=str, keep_default_na=False)
    if list(raw.columns) != COLUMNS:
        raise SeriesError(f"{path.name}:1: columns must be {','.join(COLUMNS)}")
    rows = raw.assign(
        year=pd.to_numeric(raw["year"], errors="coerce"),
        value=pd.to_numeric(raw["value"], errors="coerce"),
    )
    level = meta["measure"] == Measure.LEVEL
    names = [v["name"] for v in meta["vintages"]]
    _refuse(path, ~rows["code"].str.fullmatch(r"\d{6}"), "the code must have six digits")
    _refuse(path, rows["year"].isna() | (rows["year"] % 1 != 0), "the year must be a whole number")
    _refuse(path, ~rows["value"].abs().lt(math.inf), "the value must be a number")
    _refuse(path, (rows["value"] <= 0) & level, "a level must be above 0")
    _refuse(path, ~rows["vintage"].isin(names), f"the vintage must be one of {names}")
    _refuse(path, rows.duplicated(["code", "year", "vintage"]), "this year is given twice")
    return rows.astype({"year": int, "value": float})


def _refuse(path: Path, bad: pd.Series[bool], rule: str) -> None:
    if bad.any():
        raise SeriesError(f"{path.name}:{int(bad.to_numpy().argmax()) + 2}: {rule}: correct it")
