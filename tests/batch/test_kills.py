"""Whenever a batch is killed, the last good pages and the record stay, and the next one goes on."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

KILLS = 220
NURSERY = Path(__file__).with_name("nursery.py")
PLAN = '[[run]]\nnotebook = "01"\nparameters.region = ["甲", "乙", "丙", "丁"]\n'


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
