"""Full disks, folders that cannot be written, killed kernels, odd names and plans lose nothing."""

from __future__ import annotations

import errno
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

import pytest

from indicators.batch import plan
from indicators.batch.due import Due
from indicators.batch.fitting import run
from indicators.batch.progress import Lines, Live
from indicators.batch.record import OK, Outputs, RunRecord, read_states
from indicators.batch.run import Asked, BatchResult, what_is_due
from indicators.cli import main
from indicators.errors import PlanError, UsageError

SOUTH, EAST = "长春市南关区", "长春市二道区"
Batch = Callable[..., BatchResult]


@contextmanager
def disk(folder: Path, size: str) -> Iterator[None]:
    """A disk of that size mounted there; skipped where that is not allowed."""
    folder.mkdir(exist_ok=True)
    options = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if subprocess.run(options, capture_output=True).returncode:
        pytest.skip("no disk may be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.usefixtures("quick")
def test_a_full_disk_leaves_pages_and_record_and_the_next_batch_goes_on(
    home: Path, batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    outputs = Outputs(home / "outputs")
    with disk(outputs.root, "6m"):
        first = batch(jobs=1)
        pages = {one.id: outputs.page(one.id).read_bytes() for one in first.records}
        (home / "data" / "mode").write_text("other")
        room = "indicators.batch.hold.ROOM"
        monkeypatch.setattr(room, b"x")  # the disk fills up after the batch has looked
        (outputs.root / "site" / "filler").write_bytes(bytes(free(outputs.root) - 4096))
        with pytest.raises(OSError) as stopped:
            batch(jobs=1)
        assert stopped.value.errno == errno.ENOSPC
        (outputs.root / "site" / "filler").unlink()
        _, states = read_states(outputs)
        assert all(
            state.good == before
            for state, before in zip(
                (states[one.id] for one in first.records), first.records, strict=True
            )
        )
        assert {name: outputs.page(name).read_bytes() for name in pages} == pages
        assert not [file for file in outputs.root.rglob(".*") if file.is_file()]
        assert batch().summary == "3 run: 3 good, 0 failed"


def free(folder: Path) -> int:
    about = os.statvfs(folder)
    return about.f_bavail * about.f_frsize


@pytest.mark.usefixtures("quick")
def test_a_folder_that_cannot_be_written_can_be_read(
    home: Path, batch: Batch, capsys: pytest.CaptureFixture[str]
) -> None:
    outputs = Outputs(home / "outputs")
    with disk(outputs.root, "20m"):
        batch()
        remount = ["mount", "-o", "remount,ro", str(outputs.root)]
        subprocess.run(remount, check=True)
        assert not what_is_due(Asked.of())
        assert main(["run"]) == 2
        assert "make this disk writable, or work in a copy: nothing was started" in (
            capsys.readouterr().err
        )
        assert len(read_states(outputs)[1]) == 3


def test_a_page_too_large_for_its_limit_is_a_failed_run(
    home: Path, quick: list[str], batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch()
    page = Outputs(home / "outputs").page(f"01-path--{EAST}")
    before = page.read_bytes()
    monkeypatch.setattr(
        "indicators.report.page.render", lambda notebook: "<html>" + "x" * 3_000_000
    )
    (home / "data" / "mode").write_text("other")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, limits[1]))
    try:
        result = batch()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert {record.status for record in result.records} == {"failed"}
    assert "file too large" in result.failed[0].error
    assert page.read_bytes() == before


ODD = ["a/b", "..", "../../x", "空 格", "长" * 300, "x" * 300, "a	b", "CON", ".hidden", "%2e"]


def test_no_name_leads_out_of_the_outputs(
    home: Path, quick: list[str], batch: Batch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    values = ", ".join(f"'{one}'" for one in ODD)
    text = f"[[run]]\nnotebook = '01-path'\nparameters.region = [{values}]\n"
    (home / "notebooks" / "batch.toml").write_text(text, "utf-8")
    before = {file for file in home.parent.iterdir()}
    assert len(batch().records) == len(ODD) and not batch().records
    assert {file for file in home.parent.iterdir()} == before
    site = home / "outputs" / "site"
    assert len(list(site.glob("01-path--*.html"))) == len(ODD)
    assert {file.parent for file in home.rglob("*.html")} == {site}


@pytest.mark.parametrize("name", ["../x", "a/b", "", ".x", ".."])
def test_a_run_of_another_name_has_no_files(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="is no name of a run"):
        Outputs(tmp_path).page(name)


ROWS = [
    ("region\n长春市\n", ""),
    ("region,region\na,b\n", "batch.toml:3: rows.csv:1: name each column once, by a parameter"),
    ("", "batch.toml:3: rows.csv:1: name each column once"),
    ("region\na,b\n", "batch.toml:3: rows.csv:2: 2 cells for 1 names"),
    ("regoin\na\n", "rows.csv:1: 'regoin' is not a parameter of 01-path.ipynb: did you mean"),
    ("region\na\na\n", "rows.csv:3: 01-path--a is already a run: remove one of the two"),
    ('region\n"a\n', "batch.toml:3: rows.csv: not a table: unexpected end of data"),
]


@pytest.mark.parametrize(("text", "said"), ROWS)
def test_a_file_of_rows_is_read_or_refused(home: Path, text: str, said: str) -> None:
    toml = home / "notebooks" / "batch.toml"
    toml.write_text("[[run]]\nnotebook = '01-path'\nparameters = 'rows.csv'\n")
    (home / "notebooks" / "rows.csv").write_text(text, "utf-8")
    if not said:
        assert [one.parameters for one in Asked.of().runs] == [{"region": "长春市"}]
        return
    with pytest.raises(PlanError) as refusal:
        Asked.of()
    assert said in str(refusal.value)


def test_rows_in_another_encoding_and_no_rows_are_told(home: Path) -> None:
    toml = home / "notebooks" / "batch.toml"
    toml.write_text("[[run]]\nnotebook = '01-path'\nparameters = 'rows.csv'\n")
    with pytest.raises(PlanError, match="no such file: rows.csv: it lies beside the plan"):
        Asked.of()
    (home / "notebooks" / "rows.csv").write_text("region\n长春市\n", "gbk")
    with pytest.raises(PlanError, match="not UTF-8: save it as `CSV UTF-8`"):
        Asked.of()


def test_a_hundred_thousand_rows_are_a_plan_and_few_faults_are_told(home: Path) -> None:
    toml = home / "notebooks" / "batch.toml"
    toml.write_text("[[run]]\nnotebook = '01-path'\nparameters = 'rows.csv'\n")
    rows = home / "notebooks" / "rows.csv"
    rows.write_text("region\n" + "".join(f"{n:06}\n" for n in range(100_000)))
    due = what_is_due(Asked.of())
    assert (len(due), due[7].run.parameters) == (100_000, {"region": "000007"})
    rows.write_text("region\n" + "a\n" * 1000)
    with pytest.raises(PlanError) as refusal:
        Asked.of()
    lines = str(refusal.value).splitlines()
    assert (len(lines), lines[-1]) == (21, "and 979 more faults")


def test_a_notebook_without_a_cell_of_parameters_takes_none(
    home: Path, save_notebook: Callable[..., Path]
) -> None:
    save_notebook(home, "02-none", "# 题")
    with pytest.raises(PlanError, match="02-none.ipynb takes no parameters: tag its cell"):
        plan.single("02-none", ["a=1"], home / "notebooks")
    old = home / "notebooks" / "03-old.ipynb"
    old.write_text('{"nbformat": 3, "worksheets": []}')
    with pytest.raises(PlanError, match="format 3: open and save it in JupyterLab"):
        plan.single("03-old", ["a=1"], home / "notebooks")


def test_a_terminal_shows_what_runs_what_failed_and_the_time_left(tmp_path: Path) -> None:
    runs = [run(tmp_path / "01.ipynb", {"region": f"[{n}]"}) for n in range(4)]
    out = StringIO()
    live = Live(out)
    live.begins([Due(one, place, "new") for place, one in enumerate(runs)], 2)
    for one in runs[:3]:
        live.starts(one)
    live.ends(runs[0], RunRecord(runs[0].id, "01", {}, OK, "", 1.0), None)
    live.ends(runs[1], RunRecord(runs[1].id, "01", {}, "failed", "", 1.0, "E: [x]"), None)
    live.console.print(live._shown())
    told = out.getvalue()
    assert "failed 01 [1]: E: [x]" in told
    assert "2 of 4 done, 1 failed, 1 running, about 0:00 left" in told
    assert "  01 [2]  0 s" in told


@pytest.mark.parametrize("view", [Lines, Live])
def test_no_name_and_no_error_steers_the_terminal(tmp_path: Path, view: type) -> None:
    hostile = run(tmp_path / "01.ipynb", {"region": "\x1b[2J\u202eoff"})
    out = StringIO()
    told = view(out)
    told.begins([Due(hostile, 0, "new")], 0)
    told.starts(hostile)
    if view is Live:
        told.console.print(told._shown())
    told.ends(hostile, RunRecord(hostile.id, "01", {}, "failed", "", 1.0, "E: \x1b[0m"), None)
    assert r"\x1b[2J\u202eoff" in out.getvalue()
    assert not {"\x1b", "\u202e"} & set(out.getvalue())


def test_a_killed_kernel_is_one_failed_run(home: Path) -> None:
    (home / "data" / "mode").write_text("hangs")
    command = [sys.executable, "-m", "indicators", "run", SOUTH, EAST, "--jobs", "1"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as batch:
        assert batch.stderr
        pid = home / "pid"
        while not (pid.exists() and pid.read_text()):
            assert batch.poll() is None
        (home / "data" / "mode").write_text("good")
        os.kill(int(pid.read_text()), signal.SIGKILL)
        told = batch.stderr.read().splitlines()
    assert batch.returncode == 1
    assert [line.split(" … ")[1].split()[0] for line in told if " … " in line] == ["failed", "ok"]
