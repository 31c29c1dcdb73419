"""The collection on disk: found from anywhere inside, and its observations committed."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from indicators import listing, store
from indicators.errors import UnknownName, UsageError


def test_the_committed_observations_are_what_the_package_reads() -> None:
    rows = (listing.row(o, r.document) for r in store.as_read() for o in r.observations)
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


def make_collection(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A collection of one good document; the folder of its documents."""
    (home / "notebooks").mkdir()
    (home / "notebooks" / "batch.toml").touch()
    documents = home / "data" / "documents"
    documents.mkdir(parents=True)
    (documents / "good.md").write_text("---\nregion: 长春市\n---\n新增就业300人。\n", "utf-8")
    monkeypatch.setenv(store.HOME, str(home))
    return documents


def test_what_cannot_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    documents = make_collection(tmp_path, monkeypatch)
    (documents / "b.md").write_text("---\ntitel: 甲\n---\n正文300人。\n", "utf-8")
    (documents / "c.txt").write_bytes(b"\x89PNG\0\0\x1a")
    head, picture = map(str, store.unreadable())
    assert "b.md" in head and "c.txt" in picture
    assert [o.document for o in store.observations()] == ["good"]


def test_two_files_of_one_name_are_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = make_collection(tmp_path, monkeypatch)
    for name in ("a.md", "a.txt"):
        (documents / name).write_text("新增就业400人。\n", "utf-8")
    [failure] = store.unreadable()
    assert str(failure) == f"{documents}: a.md and a.txt share the name 'a': rename one"
    assert [o.document for o in store.observations()] == ["good"]


def test_observations_are_written_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_collection(tmp_path, monkeypatch)
    before = store.write_observations().read_bytes()
    assert b"300" in before

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="observations.csv"):
        store.write_observations()
    assert store.observations_file().read_bytes() == before
    assert sorted(file.name for file in (tmp_path / "data").iterdir()) == [
        "documents",
        "observations.csv",
    ]
