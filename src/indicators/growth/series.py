"""Official annual series: read, checked, one vintage at a time."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd

from indicators import store
from indicators.errors import BasisMismatch, SeriesError
from indicators.growth import schema
from indicators.growth.schema import Meta
from indicators.record import Basis, Measure

EVERY = "*"  # the code of a break that all regions of a file share


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
    every = [(meta, _rows(home / meta["file"])) for meta in _of(home, indicator, measure)]
    found = [
        (meta, rows[rows["code"] == code]) for meta, rows in every if code in set(rows["code"])
    ]
    if len(found) != 1:
        files = "、".join(meta["file"] for meta, _ in found) or "no file of data/series"
        raise SeriesError(f"{code} {indicator} {measure}: in {files}; one is wanted")
    meta, rows = found[0]
    names = [v["name"] for v in meta["vintages"] if (rows["vintage"] == v["name"]).any()]
    if vintage is not None and vintage not in names:
        raise SeriesError(f"{meta['file']}: no vintage {vintage!r} of {code}: name one of {names}")
    return _one_vintage(meta, rows, vintage or names[-1])


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
    meta, rows = _whole(f"province_{indicator}{suffix}", "series", folder)
    names = [v["name"] for v in meta["vintages"]]
    newest = vintage or names[-1]
    if newest not in names:
        raise SeriesError(f"{meta['file']}: no vintage {vintage!r}: name one of {names}")
    frame = rows[rows["vintage"] == newest].pivot(index="year", columns="code", values="value")
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
    frame.attrs.update({key: meta[key] for key in ("unit", "origin", "licence")})
    return frame


def table(name: str, folder: Path | None = None) -> pd.DataFrame:
    """The constants of a model: data/series/`name`.csv, with the meta data as `attrs`."""
    return _constants((folder or store.series_folder()) / f"{name}.csv").copy()


def read_all() -> None:
    """Read every file of data/series, so that nothing has to be read later."""
    home = store.series_folder()
    for meta in _metas(home):
        read = _constants if meta["kind"] == "model" else _rows
        read(home / meta["file"])


def newest_vintage() -> str:
    """The year in which the newest of the shipped series was released."""
    metas = _metas(store.series_folder())
    return str(max(one["released"] for meta in metas for one in meta.get("vintages", ())))


def logs(series: pd.Series[float]) -> pd.Series[float]:
    """Natural logarithms, still a series by year."""
    return pd.Series(np.log(series.to_numpy(dtype=float)), index=series.index)


def demand(series: pd.Series[float], basis: Basis) -> None:
    """Raise BasisMismatch unless the series is on this basis."""
    known = series.attrs.get("basis", Basis.UNKNOWN)
    if known != basis:
        raise BasisMismatch(f"a {basis} series is wanted, this one is {known}: convert it first")


def shipped(indicator: str, measure: Measure = Measure.LEVEL) -> list[pd.Series[float]]:
    """Every shipped series of an indicator, one a region and vintage, by code; see `official`."""
    home = store.series_folder()
    found = [
        _one_vintage(meta, rows[rows["code"] == code], str(vintage))
        for meta in _of(home, indicator, measure)
        for rows in (_rows(home / meta["file"]),)
        for code, vintage in rows[["code", "vintage"]].drop_duplicates().itertuples(index=False)
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


def _one_vintage(meta: Meta, rows: pd.DataFrame, vintage: str) -> pd.Series[float]:
    chosen = rows[rows["vintage"] == vintage].set_index("year")
    series = chosen["value"].sort_index().rename(meta["indicator"])
    code, region = str(rows["code"].iloc[0]), str(rows["region"].iloc[0])
    breaks = {b["year"]: b["why"] for b in meta.get("breaks", []) if b["code"] in (code, EVERY)}
    series.attrs.update(
        code=code, region=region, unit=meta["unit"], basis=Basis(meta["basis"]), vintage=vintage
    )
    series.attrs.update(origin=meta["origin"], breaks=breaks, file=meta["file"])
    return series


@lru_cache(maxsize=8)
def _metas(folder: Path) -> tuple[Meta, ...]:
    """The meta data of every file; each .csv must have its .toml beside it."""
    metas = tuple(schema.meta(path) for path in sorted(folder.glob("*.toml")))
    if orphans := {p.name for p in folder.glob("*.csv")} - {meta["file"] for meta in metas}:
        raise SeriesError(f"{min(orphans)}: no .toml beside it: say where it comes from")
    return metas


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
