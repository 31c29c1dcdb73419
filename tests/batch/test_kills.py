"""Whenever a batch is killed, the last good pages and the record stay, and the next one goes on."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
import pytest

from indicators.batch.record import Outputs, read_states
from indicators.batch.warm import available

KILLS = 220
NURSERY = Path(__file__).with_name("nursery.py")
PLAN = '[[run]]\nnotebook = "01"\nparameters.region = ["甲", "乙", "丙", "丁"]\n'
# the first two meet, and one of them kills the zygote that both came from; later they just end
LETHAL = """
import os, signal, time
from pathlib import Path
Path(f"met-{number}").touch()
if number < 2 and not Path("killed").exists():
    while not (Path("met-0").exists() and Path("met-1").exists()):
        time.sleep(0.02)
    if number == 1:
        Path("killed").write_text(str(os.getppid()))
        os.kill(os.getppid(), signal.SIGKILL)
    time.sleep(600)
number * 2
"""
LETHAL_PLAN = """
[[run]]
notebook = "01"
parameters.number = 0
retries = 1
[[run]]
notebook = "01"
parameters.number = [1, 2, 3]
"""


@pytest.fixture
def memory() -> Iterator[Path]:
    """A folder in memory, where there is one."""
    shm = Path("/dev/shm")
    with TemporaryDirectory(dir=shm if os.access(shm, os.W_OK) else None) as folder:
        yield Path(folder)


def test_a_batch_may_be_killed_at_any_moment(
    tmp_path: Path, save_notebook: Callable[..., Path], memory: Path
) -> None:
    save_notebook(tmp_path, "01", 'region: str = "甲"')
    (tmp_path / "notebooks" / "batch.toml").write_text(PLAN, "utf-8")
    (tmp_path / "data").mkdir()
    # in memory: what is written through to a disk is a matter of its power, not of a kill
    (tmp_path / "outputs").symlink_to(memory)
    (tmp_path / "tmp").mkdir()
    seed = os.environ.get("INDICATORS_SEED") or str(secrets.randbelow(10**6))
    done = subprocess.run(
        [sys.executable, str(NURSERY), str(tmp_path), seed, str(KILLS)],
        capture_output=True,
        text=True,
        env={**os.environ, "TMPDIR": str(tmp_path / "tmp")},
    )
    assert done.returncode == 0, f"INDICATORS_SEED={seed}\n{done.stdout}\n{done.stderr[-3000:]}"
    assert done.stdout.startswith(f"{KILLS} of ")


def command(home: Path, *options: str) -> tuple[int, list[str]]:
    """`indicators run`, two at a time: its exit code, and what it told."""
    call = [sys.executable, "-m", "indicators", "run", "--jobs", "2", *options]
    environment = {**os.environ, "INDICATORS_HOME": str(home)}
    done = subprocess.run(call, stderr=subprocess.PIPE, text=True, env=environment)
    return done.returncode, done.stderr.splitlines()


@pytest.mark.skipif(not available(), reason="no kernel is forked here")
def test_a_batch_whose_zygote_is_killed_goes_on_and_loses_nothing(
    tmp_path: Path, save_notebook: Callable[..., Path]
) -> None:
    save_notebook(tmp_path, "01", "number: int = 9", LETHAL)
    (tmp_path / "notebooks" / "batch.toml").write_text(LETHAL_PLAN, "utf-8")
    (tmp_path / "data" / "documents").mkdir(parents=True)
    (tmp_path / "data" / "documents" / "a.md").write_text("新增就业300人。\n", "utf-8")
    code, told = command(tmp_path)
    assert code == 1 and not psutil.pid_exists(int((tmp_path / "killed").read_text())), told
    assert any("kernels are started, not forked" in line for line in told)
    states = read_states(Outputs(tmp_path / "outputs"))[1]
    assert [state.last.ok for _, state in sorted(states.items())] == [True, False, True, True]
    lost = states["01--number-1"].last.error
    assert lost.startswith("the kernel died (signal 9) in cell "), lost
    assert any(line.startswith("indicators: 01--number-1: the kernel died") for line in told)
    code, told = command(tmp_path, "--plain-kernels")
    assert code == 0 and [line.split(" ")[0] for line in told] == ["[1/1]"], told
    states = read_states(Outputs(tmp_path / "outputs"))[1]
    assert all(state.last.ok for state in states.values()) and len(states) == 4
