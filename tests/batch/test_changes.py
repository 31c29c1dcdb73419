"""Only what changed is run again, and the reason is told; what fails may be tried again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest

from indicators.batch import run
from indicators.batch.inputs import inputs
from indicators.batch.record import Outputs, read_batch, read_states
from indicators.batch.run import Asked, BatchResult, what_is_due
from indicators.cli import main

SOUTH, EAST, GREEN = "长春市南关区", "长春市二道区", "长春市绿园区"
FIRST = f"01-path--{SOUTH}"
Batch = Callable[..., BatchResult]


def reasons() -> dict[str, str]:
    return {one.run.id: one.reason for one in what_is_due(Asked.of())}


def test_an_unchanged_batch_runs_nothing_and_touches_nothing(
    home: Path, quick: list[str], batch: Batch
) -> None:
    assert batch().summary == "3 run: 3 good, 0 failed"
    files = [file for file in (home / "outputs" / "site").rglob("*") if file.is_file()]
    before = {file: (file.stat().st_mtime_ns, file.read_bytes()) for file in files}
    again = batch()
    assert (again.records, again.unchanged) == ((), 3)
    assert again.summary == "0 run: 0 good, 0 failed; 3 unchanged"
    assert {file: (file.stat().st_mtime_ns, file.read_bytes()) for file in files} == before
    assert sorted(quick) == sorted([SOUTH, EAST, GREEN])
    assert len(batch(force=True).records) == 3
    pages = Outputs(home / "outputs").page(FIRST)
    assert pages.read_bytes() == before[pages][1]


def change_data(home: Path) -> None:
    (home / "data" / "documents" / "a.md").write_text("新增就业301人。\n", "utf-8")


def correct_data(home: Path) -> None:
    (home / "data" / "corrections.csv").write_text("document,sentence\n", "utf-8")


def change_notebook(home: Path) -> None:
    file = home / "notebooks" / "01-path.ipynb"
    file.write_text(file.read_text("utf-8").replace("import os", "import os  "), "utf-8")


def lose_page(home: Path) -> None:
    Outputs(home / "outputs").page(FIRST).unlink()


def cut_page(home: Path) -> None:
    Outputs(home / "outputs").page(FIRST).write_text("<html>")


def lose_notebook(home: Path) -> None:
    Outputs(home / "outputs").notebook(FIRST).unlink()


CHANGES = [
    (change_data, "changed: data/documents", 3),
    (correct_data, "changed: data/corrections.csv", 3),
    (change_notebook, "changed: 01-path.ipynb", 3),
    (lose_page, "page is missing", 1),
    (cut_page, "page is another one", 1),
    (lose_notebook, "notebook is missing", 1),
]


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(("change", "why", "count"), CHANGES)
def test_a_change_is_run_and_named(
    home: Path, batch: Batch, change: Callable[[Path], None], why: str, count: int
) -> None:
    assert set(reasons().values()) == {"new"}
    batch()
    change(home)
    assert list(reasons().values()) == [why] * count
    assert FIRST in reasons()
    assert {record.reason for record in batch().records} == {why}
    assert not reasons()


@pytest.mark.usefixtures("quick")
def test_libraries_and_the_package_are_inputs_too(
    home: Path, batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch()
    monkeypatch.setattr("indicators.batch.inputs.versions", lambda: {"python": "3.99"})
    monkeypatch.setattr("indicators.batch.due.versions", lambda: {"python": "3.99"})
    assert reasons()[FIRST].startswith("changed: python, ")


def test_a_failed_run_is_run_again_and_has_a_page_and_a_log(
    home: Path, quick: list[str], batch: Batch
) -> None:
    bad = home / "data" / "bad"
    bad.write_text(EAST, "utf-8")
    [failed] = batch().failed
    outputs = Outputs(home / "outputs")
    assert failed.page == f"site/failed/01-path--{EAST}.html"
    assert "</html>" in outputs.failed_page(failed.id).read_text("utf-8")
    assert "bad (cell 3)" in outputs.log(failed.id).read_text("utf-8")
    assert reasons() == {failed.id: "failed last time"}
    bad.write_text("", "utf-8")
    batch()
    assert not outputs.failed_page(failed.id).exists() and not outputs.failed(failed.id).exists()
    assert outputs.page(failed.id).is_file()
    assert outputs.log(failed.id).read_text("utf-8") == f"{failed.id}: ok\n"


@pytest.mark.parametrize(
    ("took", "begun"),
    [
        ({SOUTH: 1.0, EAST: 3.0, GREEN: 2.0}, [EAST, GREEN, SOUTH]),
        ({SOUTH: 1.0, EAST: 1.0, GREEN: 1.0}, [SOUTH, EAST, GREEN]),
        ({SOUTH: 1.0, GREEN: 2.0}, [EAST, GREEN, SOUTH]),
        ({}, [SOUTH, EAST, GREEN]),
    ],
    ids=["the longest first", "equals as planned", "as its notebook's longest", "nobody knows"],
)
def test_what_took_longest_begins_first_and_is_told_in_its_place(
    home: Path, quick: list[str], batch: Batch, took: dict[str, float], begun: list[str]
) -> None:
    batch(jobs=1)
    with sqlite3.connect(home / "outputs" / "record.sqlite") as record:
        record.execute("UPDATE attempt SET status = 'failed'")
        for region, seconds in took.items():
            record.execute(
                "UPDATE attempt SET status = 'ok', seconds = ? WHERE run = ?",
                (seconds, f"01-path--{region}"),
            )
    record.close()
    quick.clear()
    result = batch(force=True, jobs=1)
    assert quick == begun
    assert [str(one.parameters["region"]) for one in result.records] == [SOUTH, EAST, GREEN]
    index = result.index.read_text("utf-8")
    assert index.index(SOUTH) < index.index(EAST) < index.index(GREEN)


def test_fail_fast_starts_nothing_more(home: Path, quick: list[str], batch: Batch) -> None:
    (home / "data" / "bad").write_text(SOUTH, "utf-8")
    result = batch(fail_fast=True, jobs=1)
    # the next one had been handed out when the first failed
    assert quick == [SOUTH, EAST]
    assert result.summary == "2 run: 1 good, 1 failed; 1 not started"
    assert reasons()[f"01-path--{GREEN}"] == "new"


def test_what_is_marked_is_tried_again(home: Path, quick: list[str], batch: Batch) -> None:
    plan = home / "notebooks" / "batch.toml"
    plan.write_text(plan.read_text("utf-8") + "retries = 2\n", "utf-8")
    (home / "data" / "bad").write_text(SOUTH, "utf-8")
    told = StringIO()
    result = batch(pause=0.001, jobs=1, out=told)
    assert quick.count(SOUTH) == 3 and len(quick) == 5
    assert [record.status for record in result.records] == ["failed", "ok", "ok"]
    tries = read_batch(Outputs(home / "outputs"), 1)
    assert [one.status for one in tries] == ["failed", "failed", "failed", "ok", "ok"]
    assert "ValueError: bad (cell 3); tried again in 0.002 s" in told.getvalue()


@pytest.mark.usefixtures("quick")
def test_runs_that_were_out_when_data_changed_are_due_again(home: Path, batch: Batch) -> None:
    class Writing(StringIO):
        def write(self, text: str, /) -> int:
            if text.startswith("[1/3]"):  # the second one is out, and the third before its end
                change_data(home)
            return super().write(text)

    told = Writing()
    batch(out=told, jobs=1)
    assert "run it again, 3 of its pages are outdated" in told.getvalue()
    unknown = "its data changed while it ran"
    assert [*reasons().values()] == ["changed: data/documents", unknown, unknown]
    batch()
    assert not reasons()


@pytest.mark.usefixtures("quick")
def test_pages_made_after_a_change_of_the_package_are_due_again(
    home: Path, batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = home / "package"
    package.mkdir()
    monkeypatch.setattr(run, "_inputs", lambda asked: inputs(home, package, asked.listed))

    class Writing(StringIO):
        def write(self, text: str, /) -> int:
            (package / "new.py").touch()
            return super().write(text)

    batch(out=Writing(), jobs=1)
    assert [*reasons().values()] == ["changed: indicators", *["its data changed while it ran"] * 2]


@pytest.mark.usefixtures("quick")
def test_the_command_says_what_it_would_run(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "--dry-run"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"{FIRST}: new"
    assert lines[-1] == "3 of 3 would be run, 0 are unchanged"
    assert not (home / "outputs").exists()


@pytest.mark.usefixtures("quick")
def test_machines_are_told_an_object_a_line(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "data" / "bad").write_text(EAST, "utf-8")
    assert main(["run", "--json", "--jobs", "1"]) == 1
    events = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["event"] for one in events] == ["begins", *["starts"] * 2, *_mixed(), "done"]
    assert events[-1]["failed"] == [f"01-path--{EAST}"]
    ended = {one["run"]: one["error"] for one in events if one["event"] == "ends"}
    assert ended[f"01-path--{EAST}"] == "ValueError: bad (cell 3)"


def _mixed() -> list[str]:
    """The next one is handed out before what ended is dealt with."""
    return ["ends", "starts", "ends", "ends"]


@pytest.mark.usefixtures("quick")
def test_a_clock_that_jumps_changes_nothing(
    home: Path, batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    for year in ("2031", "1970", "2026"):
        monkeypatch.setattr("indicators.batch.desk.now", lambda y=year: f"{y}-01-01T00:00:00Z")
        change_data(home) if year == "1970" else None
        batch()
    last = read_states(Outputs(home / "outputs"))[1][FIRST].last
    assert (last.started[:4], last.reason) == ("1970", "changed: data/documents")
    assert not reasons()


@pytest.mark.usefixtures("quick")
def test_a_newer_record_is_refused_and_an_older_one_brought_up_to_date(
    home: Path, batch: Batch, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    batch()
    record = home / "outputs" / "record.sqlite"
    steps = ("CREATE TABLE a (b)", "ALTER TABLE batch ADD COLUMN c TEXT; CREATE TABLE d (e)")
    from indicators.batch import database

    monkeypatch.setattr(database, "SCHEMA", (*database.SCHEMA, *steps))
    assert main(["run", "--dry-run"]) == 2
    assert "of an older version: run a batch to bring it up to date" in capsys.readouterr().err
    assert batch().unchanged == 3
    with sqlite3.connect(record) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (3,)
        assert connection.execute("SELECT count(*), count(c) FROM batch").fetchone() == (2, 0)
    monkeypatch.undo()
    monkeypatch.setenv("INDICATORS_HOME", str(home))
    assert main(["run"]) == 2
    assert "it has version 3, this package knows 1: use a newer" in capsys.readouterr().err


def test_another_programs_database_is_not_touched(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = home / "outputs" / "record.sqlite"
    record.parent.mkdir()
    with sqlite3.connect(record) as connection:
        connection.execute("CREATE TABLE mine (a)")
    before = record.read_bytes()
    assert main(["run"]) == 2
    assert "another program's database" in capsys.readouterr().err
    assert record.read_bytes() == before
