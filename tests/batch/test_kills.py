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

from indicators.batch.record import Outputs, read_batch, read_states
from indicators.batch.warm import available

KILLS = 220
NURSERY = Path(__file__).with_name("nursery.py")
PLAN = '[[run]]\nnotebook = "01"\nparameters.region = ["甲", "乙", "丙", "丁"]\n'
# the first two meet, and one of them kills the zygote that both came from; later they just end
LETHAL = """
import os, signal, sys, time
from pathlib import Path
Path(f"met-{number}").touch()
if number < 2 and not Path("killed").exists():
    while not (Path("met-0").exists() and Path("met-1").exists()):
        time.sleep(0.02)
    if number == 1:
        Path("killed").write_text(str(os.getppid()))
        os.kill(os.getppid(), signal.SIGKILL)
    time.sleep(600)
print("forked" if "seaborn" in sys.modules else "started")
"""
LETHAL_PLAN = """
[[run]]
notebook = "01"
parameters.number = [0, 1, 2, 3]
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


@pytest.mark.skipif(not available(), reason="no kernel is forked here")
def test_a_batch_whose_zygote_is_killed_raises_another_and_loses_nothing(
    tmp_path: Path, save_notebook: Callable[..., Path]
) -> None:
    save_notebook(tmp_path, "01", "number: int = 9", LETHAL)
    (tmp_path / "notebooks" / "batch.toml").write_text(LETHAL_PLAN, "utf-8")
    (tmp_path / "data" / "documents").mkdir(parents=True)
    (tmp_path / "data" / "documents" / "a.md").write_text("新增就业300人。\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "indicators", "run", "--jobs", "2"],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "INDICATORS_HOME": str(tmp_path)},
    )
    told = done.stderr.splitlines()
    assert done.returncode == 0, told
    assert not psutil.pid_exists(int((tmp_path / "killed").read_text()))
    again = [line for line in told if line.endswith("; tried again in 1 s")]
    assert len(again) == 2 and all(
        "(with the process that it was forked from)" in line for line in again
    )
    assert "kernels are forked from a new process: the last one ended (1)" in told
    outputs = Outputs(tmp_path / "outputs")
    for run, state in read_states(outputs)[1].items():
        assert state.last.ok and outputs.page(run).is_file()
        assert "forked\n" in outputs.notebook(run).read_text("utf-8").replace("\\n", "\n")
    tries = read_batch(outputs, 1)
    assert [one.status for one in tries].count("failed") == 2 and len(tries) == 6
