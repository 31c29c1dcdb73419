"""A file is replaced whole or not at all."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from indicators.files import digest, trouble, write, write_all

CRASH = """
import os, sys
from pathlib import Path
from indicators import files
Path.replace = lambda *_: os._exit(9)
files.write(Path(sys.argv[1]), "new" * 10**6)
"""


def test_a_crash_before_the_replacement_leaves_the_old_file(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    write(page, "good\n")
    crash = subprocess.run([sys.executable, "-c", CRASH, str(page)], check=False)
    assert crash.returncode == 9
    assert page.read_bytes() == b"good\n"
    write(page, "better\n")
    assert page.read_bytes() == b"better\n"


def test_an_error_before_the_replacement_leaves_no_part_and_names_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "page.html"
    write(page, "good\n")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space") as raised:
        write(page, "half")
    assert trouble(raised.value) == f"{page}: no space left on device: make room on this disk"
    assert [file.name for file in tmp_path.iterdir()] == ["page.html"]
    assert page.read_bytes() == b"good\n"


def test_files_that_belong_together_are_replaced_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, notebook = tmp_path / "a.html", tmp_path / "a.ipynb"
    write_all({notebook: "old", page: "old"})
    through = os.fsync

    def full_at_the_second(number: int) -> None:
        if os.fstat(number).st_size > 3:
            raise OSError(errno.ENOSPC, "No space left on device")
        through(number)

    monkeypatch.setattr("os.fsync", full_at_the_second)
    with pytest.raises(OSError, match="a.html"):
        write_all({notebook: "new", page: "newer"})
    assert {file.name: file.read_text() for file in tmp_path.iterdir()} == {
        "a.html": "old",
        "a.ipynb": "old",
    }


def test_a_name_that_is_no_text_has_a_digest(tmp_path: Path) -> None:
    before = digest(tmp_path)
    (tmp_path / os.fsdecode(b"\xb5.csv")).write_text("1")
    assert digest(tmp_path) != before
