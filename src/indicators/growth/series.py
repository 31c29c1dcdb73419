"""Official annual series: read, checked, one vintage at a time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import numpy as np
import pandas as pd

from indicators import store
from indicators.errors import BasisMismatch, SeriesError
from indicators.growth import schema
from indicators.growth.schema import Meta
from indicators.record import Basis, Measure

EVERY = "*"  # the code of a break that all regions of a file share
Figures = TypeVar("Figures", "pd.Series[float]", pd.DataFrame)


@dataclass(frozen=True, slots=True)
class Closed:
    """The low end of a growth target of a place and year, and what came, in percent."""

    code: str
    year: int
    low: float
    outcome: float


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
    home = folder or store.series_folder()
    every = ((meta, _by_region(home / meta["file"])) for meta in _of(home, indicator, measure))
    found = [(meta, regions[code]) for meta, regions in every if code in regions]
    if len(found) != 1:
        files = "、".join(meta["file"] for meta, _ in found) or "no file of data/series"
        raise SeriesError(f"{code} {indicator} {measure}: in {files}; one is wanted")
    meta, vintages = found[0]
    names = [told["name"] for told in meta["vintages"] if told["name"] in vintages]
    if vintage is not None and vintage not in names:
        raise SeriesError(f"{meta['file']}: no vintage {vintage!r} of {code}: name one of {names}")
    return vintages[vintage or names[-1]].copy()


def known(
    code: str | None, indicator: str, *, measure: Measure = Measure.LEVEL
) -> pd.Series[float] | None:
    """The newest vintage of a shipped series, or None where the collection has none."""
    try:
        return official(code or "", indicator, measure=measure)
    except SeriesError:
        return None


def provinces(
    measure: Measure = Measure.LEVEL,
    vintage: str | None = None,
    folder: Path | None = None,
    *,
    indicator: str = "gdp",
) -> pd.DataFrame:
    """An indicator of the provinces: a row per year, a column per code; one vintage.

    The newest vintage unless named; `attrs` holds unit, basis, vintage and vintages (oldest first).
    """
    suffix = "" if measure is Measure.LEVEL else f"_{measure}"
    meta, _ = _whole(f"province_{indicator}{suffix}", "series", folder)
    names = [v["name"] for v in meta["vintages"]]
    newest = vintage or names[-1]
    if newest not in names:
        raise SeriesError(f"{meta['file']}: no vintage {vintage!r}: name one of {names}")
    frame = _by_code((folder or store.series_folder()) / meta["file"], newest).copy()
    frame.attrs.update(unit=meta["unit"], basis=Basis(meta["basis"]), vintage=newest)
    frame.attrs["vintages"] = names
    return frame


def world(folder: Path | None = None) -> pd.DataFrame:
    """Real GDP of the countries: a row per year, a column per ISO 3166 code, NaN before the first.

    Penn World Table 10.01, constant national prices; `attrs` holds its origin and licence.
    """
    meta, rows = _whole("world_real_gdp", "world", folder)
    frame = rows.pivot(index="year", columns="code", values="value")
    frame.attrs.update({key: meta[key] for key in ("unit", "origin", "licence")})
    frame.attrs["basis"] = Basis(meta["basis"])
    return frame


def growth_targets(folder: Path | None = None) -> pd.DataFrame:
    """Real growth targets with outcomes, one a region and year, in percent.

    Columns `code`, `region`, `year`, `low`, `high` (equal unless a range), `bound` (as in
    `record.Bound`), `stated`, `outcome` (NaN while unknown) and `vintage` of the outcome.
    """
    meta, rows = _whole("growth_targets", "targets", folder)
    frame = rows.reset_index(drop=True)
    frame.attrs.update({key: meta[key] for key in ("unit", "origin", "licence", "file")})
    return frame


def closed_targets() -> dict[str, tuple[Closed, ...]]:
    """The growth targets whose outcome is known, by code, in the order of the file."""
    return _closed(store.series_folder())


def table(name: str, folder: Path | None = None) -> pd.DataFrame:
    """The constants of a model: data/series/`name`.csv, with the meta data as `attrs`."""
    return _constants((folder or store.series_folder()) / f"{name}.csv").copy()


def read_all() -> None:
    """Read every file of data/series, so that nothing has to be read later."""
    home = store.series_folder()
    readers = {"model": _constants, "series": _by_region}
    for meta in _metas(home):
        readers.get(meta["kind"], _rows)(home / meta["file"])


def newest_vintage() -> str:
    """The year in which the newest of the shipped series was released."""
    metas = _metas(store.series_folder())
    return str(max(one["released"] for meta in metas for one in meta.get("vintages", ())))


def logs(figures: Figures) -> Figures:
    """Natural logarithms, still by year: of a series, or of a table."""
    values = np.log(figures.to_numpy(dtype=float))
    if isinstance(figures, pd.DataFrame):
        return pd.DataFrame(values, index=figures.index, columns=figures.columns)
    return pd.Series(values, index=figures.index)


def demand(series: pd.Series[float], basis: Basis) -> None:
    """Raise BasisMismatch unless the series is on this basis."""
    known = series.attrs.get("basis", Basis.UNKNOWN)
    if known != basis:
        raise BasisMismatch(f"a {basis} series is wanted, this one is {known}: convert it first")


def shipped(indicator: str, measure: Measure = Measure.LEVEL) -> list[pd.Series[float]]:
    """Every shipped series of an indicator, one a region and vintage, by code; see `official`."""
    home = store.series_folder()
    found = [
        series.copy()
        for meta in _of(home, indicator, measure)
        for vintages in _by_region(home / meta["file"]).values()
        for series in vintages.values()
    ]
    return sorted(found, key=lambda series: str(series.attrs["code"]))


def _of(folder: Path, indicator: str, measure: Measure) -> list[Meta]:
    wanted = ("series", indicator, measure)
    return [
        meta
        for meta in _metas(folder)
        if (meta["kind"], meta.get("indicator"), meta.get("measure")) == wanted
    ]


def _whole(name: str, kind: str, folder: Path | None) -> tuple[Meta, pd.DataFrame]:
    """Meta data and rows of one file."""
    home = folder or store.series_folder()
    meta = next((m for m in _metas(home) if (m["file"], m["kind"]) == (f"{name}.csv", kind)), None)
    if meta is None:
        raise SeriesError(f"{name}.csv: missing from data/series: restore it")
    return meta, _rows(home / meta["file"])


@lru_cache(maxsize=64)
def _by_region(path: Path) -> dict[str, dict[str, pd.Series[float]]]:
    """The series of a file by code, then by vintage: nobody may change them in place."""
    meta = schema.meta(path.with_suffix(".toml"))
    rows = _rows(path)
    years, values = rows["year"].to_numpy(), rows["value"].to_numpy()
    regions = rows["region"].to_numpy()
    found: dict[str, dict[str, pd.Series[float]]] = {}
    places = rows.groupby(["code", "vintage"], sort=False).indices
    for code, vintage in rows[["code", "vintage"]].drop_duplicates().itertuples(index=False):
        own = np.asarray(places[code, vintage])
        own = own[np.argsort(years[own])]
        series = pd.Series(values[own], pd.Index(years[own], name="year"), name=meta["indicator"])
        series.attrs.update(_about(meta, code), region=str(regions[own[0]]), vintage=vintage)
        found.setdefault(code, {})[vintage] = series
    return found


@lru_cache(maxsize=64)
def _by_code(path: Path, vintage: str) -> pd.DataFrame:
    """One vintage of a file: a row per year, a column per code."""
    rows = _rows(path)
    return rows[rows["vintage"] == vintage].pivot(index="year", columns="code", values="value")


def _about(meta: Meta, code: str) -> dict[str, object]:
    """What a file tells of the series of one region."""
    breaks = {b["year"]: b["why"] for b in meta.get("breaks", []) if b["code"] in (code, EVERY)}
    return {
        "code": code,
        "unit": meta["unit"],
        "basis": Basis(meta["basis"]),
        "origin": meta["origin"],
        "breaks": breaks,
        "file": meta["file"],
    }


@lru_cache(maxsize=8)
def _metas(folder: Path) -> tuple[Meta, ...]:
    """The meta data of every file; each .csv must have its .toml beside it."""
    metas = tuple(schema.meta(path) for path in sorted(folder.glob("*.toml")))
    if orphans := {p.name for p in folder.glob("*.csv")} - {meta["file"] for meta in metas}:
        raise SeriesError(f"{min(orphans)}: no .toml beside it: say where it comes from")
    return metas


@lru_cache(maxsize=4)
def _closed(home: Path) -> dict[str, tuple[Closed, ...]]:
    rows = growth_targets(home).dropna(subset=["outcome"])
    columns = (rows[name].tolist() for name in ("code", "year", "low", "outcome"))
    found: dict[str, tuple[Closed, ...]] = {}
    for one in map(Closed, *columns):
        found[one.code] = (*found.get(one.code, ()), one)
    return found


@lru_cache(maxsize=64)
def _rows(path: Path) -> pd.DataFrame:
    return schema.rows(path, schema.meta(path.with_suffix(".toml")))


@lru_cache(maxsize=32)
def _constants(path: Path) -> pd.DataFrame:
    meta = schema.meta(path.with_suffix(".toml"))
    if not path.is_file() or meta["kind"] != "model":
        raise SeriesError(f"{path.name}: no table of model constants: restore it")
    frame = pd.read_csv(path)
    frame.attrs.update(meta)
    return frame
