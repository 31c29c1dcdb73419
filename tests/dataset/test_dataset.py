"""What is read becomes parquet: exact, the same for any number of processes, never read twice."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import fsspec
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators import listing
from indicators.cli import main
from indicators.corpus import told
from indicators.dataset import write
from indicators.dataset.parts import Receipt, parts
from indicators.dataset.schema import ends, years
from indicators.record import plain
from indicators.remote import Remote
from indicators.sources.folder import File

HIVE = "hive_partitioning = true, hive_types = {'province': VARCHAR}"


def content(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def read_to(corpus: Path, to: object, *more: str) -> int:
    return main(["read", str(corpus), "--format", "parquet", "--to", str(to), *more])


def test_any_number_of_processes_writes_the_same_bytes(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = []
    for jobs in ("1", "3"):
        assert read_to(corpus, tmp_path / jobs, "--jobs", jobs) == 1
        said.append(capsys.readouterr())
    assert content(tmp_path / "1") == content(tmp_path / "3")
    assert said[0].err == said[1].err and "broken.pdf: a broken pdf" in said[0].err
    assert said[0].out.startswith("800 observations of 200 documents: ")


def test_the_rows_are_those_of_the_command(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert read_to(corpus, tmp_path / "to") == 1
    capsys.readouterr()
    assert main(["read", str(corpus), "--format", "csv"]) == 1
    stated = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    names = ", ".join(f'"{name}"' for name in listing.FIELDS)
    found = duckdb.execute(
        f"SELECT {names}, low, high, province "
        f"FROM read_parquet('{tmp_path}/to/observations/*/*.parquet', {HIVE}) "
        'ORDER BY document, "start"'
    ).fetchall()
    assert len(found) == len(stated) == 800
    for row, line in zip(found, stated, strict=True):
        *fields, low, high, province = row
        assert [str(f) if f is not None else "" for f in fields] == list(line.values())
        first, _, last = line["value"].partition("..")
        assert (low, high) == (Decimal(first), Decimal(last or first))
        assert province == (line["region_code"][:2] or "none")
    assert {row[-1] for row in found} == {"22", "33", "none"}


def test_what_is_finished_is_not_read_again(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    to = tmp_path / "to"
    assert read_to(corpus, to) == 1
    before = content(to)
    (corpus / "broken.pdf").unlink()
    (corpus / "documents.csv").write_text(
        (corpus / "documents.csv").read_text("utf-8").replace("broken,公报,,2023\n", ""), "utf-8"
    )
    asked: list[File] = []

    def counted(files: list[File], form: str, jobs: int) -> Iterator[object]:
        asked.extend(files)
        return told(files, form, jobs)

    monkeypatch.setattr("indicators.dataset.write.told", counted)
    assert read_to(corpus, to) == 0
    assert 0 < len(asked) < 200  # the part with the broken file
    after = content(to)
    kept = {name for name in before if "observations/" in name and before[name] == after.get(name)}
    assert kept and len(after) == len(before)
    asked.clear()
    assert read_to(corpus, to) == 0
    assert asked == [] and content(to) == after


def test_a_part_without_its_receipt_is_written_again(corpus: Path, tmp_path: Path) -> None:
    to = tmp_path / "to"
    read_to(corpus, to)
    whole = content(to)
    lost = sorted((to / "parts").iterdir())[1]
    half = to / Receipt.heard(lost.read_bytes()).files[0]
    lost.unlink()
    half.write_bytes(half.read_bytes()[:100])
    read_to(corpus, to)
    assert content(to) == whole


def test_a_document_that_goes_takes_its_figures_along(corpus: Path, tmp_path: Path) -> None:
    to = tmp_path / "to"
    read_to(corpus, to)
    (corpus / "d100.txt").unlink()
    read_to(corpus, to)
    listed = json.loads((to / write.LIST).read_text("utf-8"))
    assert (listed["documents"], listed["observations"]) == (199, 796)
    there = {name for name in content(to) if name.startswith("observations/")}
    assert set(listed["files"]) == there
    assert sum(pq.read_metadata(to / name).num_rows for name in there) == 796


def test_documents_and_parquet_may_lie_in_a_store(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = fsspec.filesystem("memory")
    try:
        store.put(f"{corpus}/", "/in/", recursive=True)
        assert main(["read", "memory://in", "--format", "jsonl", "--jobs", "1"]) == 1
        # another process has another memory: what it cannot find there is told, file by file
        assert "memory://in/d000.txt: " in capsys.readouterr().err
        assert read_to(corpus, "memory://out") == 1
        assert read_to(corpus, tmp_path / "to") == 1
        store.get("/out/", f"{tmp_path}/copy/", recursive=True)
        assert content(tmp_path / "copy") == content(tmp_path / "to")
        assert read_to(corpus, f"file://{tmp_path}/url") == 1
        assert content(tmp_path / "url") == content(tmp_path / "to")
    finally:
        store.store.clear()


def test_a_store_is_a_folder() -> None:
    store = fsspec.filesystem("memory")
    try:
        folder = Remote("memory://a/b")
        (folder / "c.txt").write_bytes(b"one")
        (folder / "d").write_bytes(b"")
        [text] = [one for one in folder.iterdir() if one.suffix == ".txt"]
        assert (text.name, text.stem, text.is_file()) == ("c.txt", "c", True)
        assert folder.is_dir() and not folder.is_file() and not (folder / "e").exists()
        first = text.version()
        text.write_bytes(b"two")
        assert text.version() != first and text.read_bytes() == b"two"
        text.unlink()
        with pytest.raises(FileNotFoundError, match="c.txt"):
            text.read_bytes()
    finally:
        store.store.clear()


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["--format", "parquet"], "--format parquet and --to FOLDER-OR-URL belong together"),
        (["--to", "x"], "--format parquet and --to FOLDER-OR-URL belong together"),
    ],
)
def test_a_call_without_a_place_is_refused(
    corpus: Path, arguments: list[str], error: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["read", str(corpus), *arguments]) == 2
    assert error in capsys.readouterr().err


def test_a_store_that_nobody_knows_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["read", "nowhere://x", "--format", "parquet", "--to", "x"])
    assert "nowhere://x: protocol not known: nowhere" in capsys.readouterr().err


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=12, min_value=-(10**25), max_value=10**25
    )
)
def test_a_decimal_comes_back_as_it_was(number: Decimal) -> None:
    assert ends(plain(number)) == (number, number)


def test_what_no_column_holds_is_empty() -> None:
    assert ends("1" + 26 * "0") == (None, None)
    assert ends("0.0000000000001..2") == (None, Decimal(2))
    assert years("2012/2021") == (2012, 2021) and years(None) == (None, None)


@given(st.sets(st.integers(0, 9999), min_size=50, max_size=120), st.integers(0, 9999))
def test_one_more_file_changes_no_other_part(numbers: set[int], more: int) -> None:
    def cut(numbers: set[int]) -> set[tuple[str, ...]]:
        files = [File(Path(f"{n:04}.txt"), f"{n:04}", {}) for n in sorted(numbers)]
        found = list(parts(files))
        assert [file for part in found for file in part] == files
        return {tuple(file.name for file in part) for part in found}

    assert len(cut(numbers) - cut(numbers | {more})) <= 1
