"""A file is replaced whole or not at all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from indicators.batch.record import digests, write

CRASH = """
import os, sys
from pathlib import Path
from indicators.batch import record
Path.replace = lambda *_: os._exit(9)
record.write(Path(sys.argv[1]), "new" * 10**6)
"""


def test_a_crash_before_the_replacement_leaves_the_old_file(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    write(page, "good\n")
    crash = subprocess.run([sys.executable, "-c", CRASH, str(page)], check=False)
    assert crash.returncode == 9
    assert page.read_bytes() == b"good\n"
    write(page, "better\n")
    assert page.read_bytes() == b"better\n"


def test_an_error_before_the_replacement_leaves_no_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "page.html"
    write(page, "good\n")

    def full(*_: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="no space"):
        write(page, "half")
    assert [file.name for file in tmp_path.iterdir()] == ["page.html"]
    assert page.read_bytes() == b"good\n"


def test_digests_tell_every_input(tmp_path: Path) -> None:
    notebook = tmp_path / "01.ipynb"
    notebook.write_text("{}")
    documents = tmp_path / "data" / "documents"
    documents.mkdir(parents=True)
    before = digests(tmp_path, notebook, tmp_path / "package")
    (documents / "a.md").write_text("460.2亿元", "utf-8")
    after = digests(tmp_path, notebook, tmp_path / "package")
    assert {name for name in after if after[name] != before[name]} == {"data/documents"}
    assert all(len(digest) == 64 for digest in after.values())
