"""One batch at a time, on outputs that can be written; what is stopped or killed leaves nothing."""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from indicators.batch.hold import LOCK, OWNER, sweep, workplace
from indicators.batch.record import Outputs, read_states
from indicators.batch.run import BatchResult
from indicators.cli import main

GOOD = "01-path--长春市南关区"
HOLD = """
import time
from indicators.batch.hold import workplace
with workplace() as folder:
    print(folder, flush=True)
    time.sleep(60)
"""


@contextlib.contextmanager
def hanging(home: Path, sign: str = "pid", *flags: str) -> Iterator[subprocess.Popen[bytes]]:
    """`indicators run` with a notebook that hangs, once that file is written: by its kernel."""
    (home / "data" / "mode").write_text("hangs")
    (home / "tmp").mkdir()
    # a batch in the background of a shell would ignore Ctrl-C without a group of its own
    batch = subprocess.Popen(
        [sys.executable, "-m", "indicators", "run", *flags],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        process_group=0,
        env={**os.environ, "TMPDIR": str(home / "tmp")},
    )
    try:
        while not any(file.read_bytes() for file in home.glob(sign)):
            assert batch.poll() is None
            time.sleep(0.05)
        yield batch
    finally:
        batch.kill()
        batch.communicate()


STOPS = {
    signal.SIGINT: (130, "stopped by the user"),
    signal.SIGTERM: (143, "stopped by SIGTERM"),
}


@pytest.mark.parametrize("flags", [(), ("--plain-kernels",)], ids=["warm", "plain"])
@pytest.mark.parametrize("sent", STOPS)
def test_a_stop_in_the_moment_of_a_launch_is_a_stop(
    home: Path, sent: signal.Signals, flags: tuple[str, ...]
) -> None:
    with hanging(home, "tmp/indicators-*/k.json", *flags) as batch:
        batch.send_signal(sent)
        told = batch.communicate(timeout=60)[1].decode()
    assert batch.returncode == STOPS[sent][0]
    assert told.endswith("indicators: interrupted: what was finished is kept\n")
    assert read_states(Outputs(home / "outputs"))[1][GOOD].last.status == "interrupted"
    assert not list((home / "tmp").iterdir())


@pytest.mark.parametrize("sent", STOPS)
def test_a_second_signal_ends_at_once(sent: signal.Signals) -> None:
    twice = (
        "import signal, time; from indicators.cli.stopping import terminable\n"
        f"with terminable():\n try: signal.raise_signal({sent})\n"
        f" except KeyboardInterrupt: signal.raise_signal({sent}); time.sleep(60)"
    )
    assert subprocess.run([sys.executable, "-c", twice], timeout=60).returncode == -sent


@pytest.mark.parametrize("sent", STOPS)
def test_what_is_stopped_ends_its_kernel_and_leaves_no_part(
    home: Path, sent: signal.Signals
) -> None:
    code, reason = STOPS[sent]
    with hanging(home) as batch:
        batch.send_signal(sent)
        told = batch.communicate(timeout=60)[1].decode()
    assert batch.returncode == code
    assert f"s: {reason}\nindicators: interrupted" in told
    with pytest.raises(ProcessLookupError):
        os.kill(int((home / "pid").read_text()), 0)
    last = read_states(Outputs(home / "outputs"))[1][GOOD].last
    assert (last.status, last.error) == ("interrupted", reason)
    assert not list((home / "outputs").rglob(".*")) and not list((home / "tmp").iterdir())
    assert not (home / "outputs" / LOCK).exists()


@pytest.mark.usefixtures("quick")
def test_a_second_batch_is_refused_until_the_first_is_gone(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with hanging(home) as first:
        assert main(["run"]) == 2
        [line] = capsys.readouterr().err.splitlines()
        assert line.startswith(f"indicators: another batch runs: pid {first.pid}, since 20")
        first.kill()
        first.wait()
        assert main(["run"]) == 0
    note = capsys.readouterr().err.splitlines()[0]
    assert note.startswith(
        f"indicators: note: taking over from a batch that was killed: pid {first.pid}, "
    )
    assert not (home / "outputs" / LOCK).exists()


def test_the_work_of_the_killed_is_swept_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    with subprocess.Popen(
        [sys.executable, "-c", HOLD], stdout=subprocess.PIPE, env=environment, text=True
    ) as killed:
        assert killed.stdout
        left = Path(killed.stdout.readline().strip())
        sweep()
        assert (left / OWNER).is_file()
        killed.kill()
    with workplace() as own:
        sweep()
        assert list(tmp_path.iterdir()) == [own]
    assert not list(tmp_path.iterdir())


def no_room(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_nothing_starts_without_room_for_its_outputs(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("os.fsync", no_room)
    assert main(["run"]) == 2
    said = "no space left on device: make room on this disk: nothing was started"
    assert capsys.readouterr().err == f"indicators: {home / 'outputs'}: {said}\n"


def test_outputs_that_are_no_folder_are_named(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "outputs").touch()
    assert main(["run"]) == 2
    said = capsys.readouterr().err
    assert said == f"indicators: {home / 'outputs'}: file exists: nothing was started\n"


@pytest.mark.usefixtures("quick")
def test_a_page_that_cannot_be_written_is_a_failed_run(
    home: Path, batch: Callable[..., BatchResult]
) -> None:
    page = home / "outputs" / "site" / f"{GOOD}.html"
    (page / "in-its-place").mkdir(parents=True)
    result = batch()
    assert [record.status for record in result.records] == ["failed", "ok", "ok"]
    assert result.failed[0].error == f"outputs/site/{GOOD}.html: is a directory"


@pytest.mark.usefixtures("quick")
def test_a_record_that_cannot_be_written_stops_the_batch(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "outputs" / "record.sqlite").mkdir(parents=True)
    assert main(["run"]) == 1
    [stopped] = capsys.readouterr().err.splitlines()
    assert stopped.startswith(f"indicators: {home / 'outputs' / 'record.sqlite'}: ")


@pytest.mark.usefixtures("quick")
def test_another_plan_leaves_the_collections_own_listed(
    home: Path, tmp_path: Path, batch: Callable[..., BatchResult]
) -> None:
    batch()
    other = tmp_path / "other.toml"
    text = '[[run]]\nnotebook = "01-path"\nparameters.region = ["长春市", "长春市二道区"]\n'
    other.write_text(text, "utf-8")
    index = batch(plan=other).index.with_name("index.en.html").read_text("utf-8")
    plan, states = read_states(Outputs(home / "outputs"))
    assert (len(plan), len(states)) == (3, 4)
    own, others = index.split("Other runs, not in the plan", 1)
    assert "3 runs in the plan, 3 good, 0 failed" in own
    assert "01-path--%E9%95%BF%E6%98%A5%E5%B8%82.html" in others
    assert "%E5%8D%97%E5%85%B3" in own and "%E5%8D%97%E5%85%B3" not in others


@pytest.mark.usefixtures("quick")
def test_documents_that_no_page_shows_are_named_before_the_first_run(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "data" / "documents" / "b.md").write_text("---\ntitel: 甲\n---\n300人。\n", "utf-8")
    (home / "data" / "documents" / "c.txt").write_bytes(b"\x89PNG\0\0\x1a")
    assert main(["run", "长春市南关区"]) == 1
    out = capsys.readouterr()
    head, picture, first = out.err.splitlines()
    assert "b.md" in head and "c.txt" in picture and first.startswith("[1/1] ")
    assert out.out.startswith("1 run: 1 good, 0 failed: ")
