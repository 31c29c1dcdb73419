"""The collection on disk: found from anywhere inside, and its observations committed."""

from __future__ import annotations

from pathlib import Path

import pytest

from indicators import listing, store
from indicators.errors import UnknownName, UsageError


def test_the_committed_observations_are_what_the_package_reads() -> None:
    rows = (listing.row(o, r.document) for r in store.readings() for o in r.observations)
    said = "\n".join([*listing.csv_lines(rows), ""])
    assert store.observations_file().read_text(encoding="utf-8") == said, "run make observations"


def test_three_districts_are_told_about() -> None:
    assert [r.code for r in store.regions()] == ["220102", "220105", "220106"]
    assert {o.region.name for o in store.observations("长春市二道区")} == {"长春市二道区"}
    assert store.document("nanguan-2022-interview").region == "长春市南关区"


def test_an_unknown_region_names_the_known_ones() -> None:
    with pytest.raises(UnknownName, match="no document is about it; there are .*长春市南关区"):
        store.readings("长春市宽城区")
    with pytest.raises(UnknownName, match="there are erdao"):
        store.document("nothing")


def test_the_root_is_the_folder_named_or_above(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = tmp_path / "notebooks" / "deep"
    inside.mkdir(parents=True)
    (tmp_path / "notebooks" / "batch.toml").touch()
    monkeypatch.delenv(store.HOME, raising=False)
    monkeypatch.chdir(inside)
    assert store.root() == tmp_path
    monkeypatch.setenv(store.HOME, str(tmp_path / "notebooks"))
    with pytest.raises(UsageError, match="point it at the collection"):
        store.root()
