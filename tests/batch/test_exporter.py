"""`jupyter nbconvert --to indicators` makes of an executed notebook the page of its batch."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from indicators import store
from indicators.batch.record import Outputs
from indicators.batch.run import BatchResult

PLAN = '[[run]]\nnotebook = "04-claims-checked"\nparameters.language = ["zh", "en"]\n'


def test_nbconvert_makes_the_same_bytes(
    tmp_path: Path,
    batch: Callable[..., BatchResult],
    declared: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    home = tmp_path / "home"
    for part in ("data", "notebooks"):
        shutil.copytree(store.root() / part, home / part)
    (home / "notebooks" / "batch.toml").write_text(PLAN, "utf-8")
    monkeypatch.setenv(store.HOME, str(home))
    assert not batch(jobs=2).failed
    outputs = Outputs(home / "outputs")
    executed = [outputs.notebook(f"04-claims-checked--{language}") for language in ("zh", "en")]
    made = tmp_path / "made"
    command = [sys.executable, "-m", "nbconvert", "--to", "indicators", "--output-dir", str(made)]
    subprocess.run([*command, *map(str, executed)], check=True, capture_output=True, env=declared)
    for notebook in executed:
        page = outputs.page(notebook.stem).read_bytes()
        assert (made / f"{notebook.stem}.html").read_bytes() == page
        assert b"<h1" in page and b"evidence" in page
