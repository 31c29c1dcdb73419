"""A corpus is read whatever is in it: in order, by any number of processes, with what failed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

from indicators import corpus, listing
from indicators.cli import main
from indicators.listing import FIELDS, ROWS
from indicators.sources.folder import File

TEXT = "2023年，全区固定资产投资{}亿元，增长{}%，新建口袋公园{}个。\n"
Found = TypeVar("Found")
CHILDREN = "/proc/{0}/task/{0}/children"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Twenty documents and three files that are none."""
    for number in range(20):
        text = TEXT.format(number + 10, number, number + 2) * (number + 1)
        (tmp_path / f"d{number:02}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "d03.html").write_bytes(b"")
    (tmp_path / "d07a.pdf").write_bytes(b"%PDF-1.7 and no more")
    (tmp_path / "d99.docx").write_bytes(bytes(100))
    return tmp_path


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "indicators", *map(str, arguments)]


@pytest.mark.parametrize("form", listing.FORMATS)
def test_any_number_of_processes_says_the_same(
    folder: Path, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    said = []
    for jobs in ("1", "3"):
        assert main(["read", str(folder), "--format", form, "--jobs", jobs]) == 1
        said.append(capsys.readouterr())
    assert said[0] == said[1]
    failures = [line for line in said[0].err.splitlines() if " note: " not in line]
    assert [Path(line.split(": ")[1]).name for line in failures] == [
        *(folder.name, "d07a.pdf", "d99.docx")
    ]
    assert "d03.html and d03.txt share the name" in failures[0]


def test_the_documents_come_in_the_order_of_their_names(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["read", str(folder), "--format", "jsonl", "--jobs", "2"]) == 1
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    places = [(row["document"], row["start"]) for row in rows]
    assert places == sorted(places) and len({name for name, _ in places}) == 19


def test_the_ledger_takes_jobs_too(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ledger", str(folder), "--jobs", "2"]) == 1
    assert capsys.readouterr().out.count("not understood: 0\n") == 19


def test_a_long_table_has_a_head_over_each_thousand_rows() -> None:
    row: listing.Row = dict.fromkeys(FIELDS, "一")
    wide = {**row, "indicator": "地区生产总值"}
    rows = [*[row] * ROWS, wide]
    lines = list(listing.page(listing.lines(rows, "table"), "table"))
    heads = [number for number, line in enumerate(lines) if line.startswith("document")]
    assert heads == [0, ROWS + 1] and len(lines) == ROWS + 3
    assert "地区生产总值" in lines[-1] and len({len(lines[n]) for n in (0, 1, ROWS)}) == 2


def test_what_would_steer_a_terminal_is_not_in_a_table() -> None:
    row: listing.Row = {**dict.fromkeys(FIELDS, "一"), "text": "5\x1b[31m%\u202e\n6"}
    assert list(listing.lines([row], "table"))[0].split("\t")[2] == "5 [31m% 6"


def test_files_that_are_none_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "good.txt").write_text("2023年新增就业300人。", encoding="utf-8")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "nowhere.md").symlink_to("gone.md")
    (tmp_path / "folder.txt").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    assert main(["read", str(tmp_path), "--format", "jsonl", "--jobs", "1"]) == 1
    said = capsys.readouterr()
    assert len(said.out.splitlines()) == 1
    failures = [line for line in said.err.splitlines() if " note: " not in line]
    assert [line.rsplit("/", 1)[1] for line in failures] == [
        "loop.txt: too many levels of symbolic links",
        "nowhere.md: no such file or directory",
        "pipe.txt: not a file: give a file or a folder",
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:  # pragma: no cover
    (folder / "d05.txt").chmod(0)
    assert main(["read", str(folder), "--format", "jsonl"]) == 1
    assert "d05.txt: permission denied" in capsys.readouterr().err


@pytest.mark.parametrize("form", [*listing.FORMATS, corpus.LEDGER])
def test_names_with_odd_characters_are_read_and_told_on_one_line(tmp_path: Path, form: str) -> None:
    names = [b"a\nb\x1b[31m.txt", b"\xff\xfe.txt", "\u202e文\u3000件.txt".encode(), b"c\nd.pdf"]
    for name in names:
        text = b"%PDF" if name.endswith(b"pdf") else TEXT.format(3, 4, 5).encode()
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_bytes(text)
    call = ["ledger"] if form == corpus.LEDGER else ["read", "--format", form]
    ran = subprocess.run(command(*call, tmp_path), capture_output=True, check=False)
    assert ran.returncode == 1
    out, err = ran.stdout.decode("utf-8"), ran.stderr.decode("utf-8")
    assert all(line.startswith("indicators: ") for line in err.splitlines())
    assert "c\\nd.pdf: a broken pdf" in err and "\x1b" not in err
    if form in ("jsonl", "csv"):
        assert out.count("固定资产投资") >= 6
    if form == "jsonl":
        said = {json.loads(line)["document"] for line in out.splitlines()}
        assert said == {"a\nb\x1b[31m", "\udcff\udcfe", "\u202e文\u3000件"}
    if form in ("table", "ledger"):
        assert "\x1b" not in out


def test_a_fault_of_the_program_stops_no_other_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: File) -> None:
        raise RecursionError("too\ndeep")

    monkeypatch.setattr("indicators.sources.load_file", broken)
    [told] = corpus.tell(File(tmp_path / "x.txt", "x", {}), "csv")
    assert "x.txt: RecursionError: too\\ndeep (broken:" in told.failure


def children(process: int) -> list[int]:
    """The reading processes of a command."""
    found = [int(word) for word in Path(CHILDREN.format(process)).read_text().split()]
    return [
        one for one in found if b"indicators.workers" in Path(f"/proc/{one}/cmdline").read_bytes()
    ]


def awaited(found: Callable[[], Found]) -> Found:
    """What is there at last."""
    for _ in range(3000):
        if result := found():
            return result
        time.sleep(0.01)
    raise TimeoutError


pytestmark = pytest.mark.skipif(
    not Path(CHILDREN.format(os.getpid())).exists(), reason="needs /proc to find processes"
)


def test_a_process_that_is_killed_loses_its_file_alone(folder: Path) -> None:
    # read for so long that it is not done with before its process is found and killed
    (folder / "d00.txt").write_text(TEXT.format(1, 2, 3) * 20_000, encoding="utf-8")
    call = command("read", folder, "--format", "jsonl", "--jobs", "1")
    with subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        [reader] = awaited(lambda: children(running.pid))
        os.kill(reader, signal.SIGKILL)
        out, err = running.communicate()
    assert running.returncode == 1
    lost = [line for line in err.decode().splitlines() if "SIGKILL" in line]
    assert len(lost) == 1
    read = {json.loads(line)["document"] for line in out.splitlines()}
    assert len(read - {"d00"}) == 18 and "d00" in lost[0]


@pytest.mark.parametrize(("stop", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_end_from_outside_leaves_no_process(folder: Path, stop: int, code: int) -> None:
    for number in range(3000):
        (folder / f"e{number}.txt").write_text(TEXT.format(1, 2, 3) * 20, encoding="utf-8")
    call = command("read", folder, "--format", "jsonl", "--jobs", "2")
    said = folder / "said"
    with (
        said.open("wb") as notes,
        subprocess.Popen(
            call, stdout=subprocess.PIPE, stderr=notes, start_new_session=True
        ) as running,
    ):
        assert running.stdout is not None
        assert json.loads(running.stdout.readline())["document"] == "d00"
        readers = children(running.pid)
        os.killpg(running.pid, stop)
        *lines, _ = running.stdout.read().split(b"\n")
    assert running.returncode == code and len(readers) == 2
    assert "Traceback" not in said.read_text("utf-8")
    assert all(json.loads(line) for line in lines)
    awaited(lambda: not any(Path(f"/proc/{one}").exists() for one in readers))
