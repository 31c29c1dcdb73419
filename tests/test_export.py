"""`indicators export`: figures for those who use Excel, Stata or a statistical office's tools."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from indicators import store
from indicators.cli import main

TEXT = "2023年，全区粮食产量31.5万吨，增长2%左右。"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "总结.txt"
    path.write_text(TEXT, "utf-8")
    return path


def export(plan: Path, form: str, ending: str) -> Path:
    target = plan.with_name(f"made{ending}")
    told = ["--region", "长春市南关区", "--date", "2024-02", "--format", form, "--to", str(target)]
    assert main(["export", *told, str(plan)]) == 0
    return target


def test_a_workbook_opens_in_excel(plan: Path) -> None:
    sheet = openpyxl.load_workbook(export(plan, "xlsx", ".xlsx")).worksheets[0]
    heads, *rows = sheet.iter_rows(values_only=True)
    told = [dict(zip(heads, row, strict=True)) for row in rows]
    assert [(row["地区"], row["指标（原文）"], row["数值"]) for row in told] == [
        ("长春市南关区", "粮食产量", 315000),
        ("长春市南关区", "粮食产量", 2),
    ]
    assert told[0]["原句"] == TEXT


def test_stata_reads_it_with_chinese_labels(plan: Path) -> None:
    file = export(plan, "dta", ".dta")
    frame = pd.read_stata(file)
    assert list(frame["value"]) == [315000, 2] and list(frame["bound"]) == ["exact", "about"]
    with pd.read_stata(file, iterator=True) as reader:
        assert reader.variable_labels()["value"] == "数值"


def test_csv_and_sdmx_are_read_by_their_heads(plan: Path) -> None:
    data = export(plan, "csv", ".csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf"), "the mark by which Excel knows UTF-8"
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert [row["value"] for row in rows] == ["315000", "2"]
    told = list(csv.DictReader(io.StringIO(export(plan, "sdmx", ".sdmx.csv").read_text("utf-8"))))
    assert [row["OBS_VALUE"] for row in told] == ["315000", "2"]
    assert {row["REF_AREA"] for row in told} == {"220102"}


def test_without_a_path_it_is_the_collection(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(store.HOME, str(store.root()))
    monkeypatch.chdir(tmp_path)
    assert main(["export", "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO((tmp_path / "figures.csv").read_text("utf-8-sig"))))
    assert len(rows) == len(store.observations())
    assert f"{len(rows)} figures: figures.csv" in capsys.readouterr().out


def test_what_cannot_be_read_is_named_and_the_rest_written(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = plan.with_name("broken.pdf")
    broken.write_bytes(b"%PDF-")
    target = plan.with_name("made.csv")
    assert main(["export", "--format", "csv", "--to", str(target), str(plan), str(broken)]) == 1
    assert "broken.pdf" in capsys.readouterr().err
    assert len(target.read_bytes().splitlines()) == 3


def test_a_wrong_call_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "made.csv"
    assert main(["export", "--to", str(target), str(tmp_path / "nothing.txt")]) == 2
    assert main(["export", "--region", "长春市", "--to", str(target)]) == 2
    assert not target.exists() and "name them" in capsys.readouterr().err


def test_only_a_plain_file_is_replaced(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    link, pipe = tmp_path / "link.csv", tmp_path / "pipe.csv"
    link.symlink_to(plan)
    os.mkfifo(pipe)
    for odd in (link, pipe, tmp_path, ""):
        assert main(["export", "--format", "csv", "--to", str(odd), str(plan)]) == 2
        assert "no plain file" in capsys.readouterr().err
    assert plan.read_text("utf-8") == TEXT and link.is_symlink() and pipe.is_fifo()


def test_where_nothing_can_be_read_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-")
    kept = tmp_path / "kept.csv"
    kept.write_text("kept")
    told = ["--format", "csv", "--to", str(kept)]
    assert main(["export", *told, str(tmp_path / "broken.pdf")]) == 1
    assert kept.read_text() == "kept"


def test_a_file_is_written_as_it_is_called(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, begins in (("a.CSV", b"\xef\xbb\xbf"), ("a.xlsx", b"PK"), ("a.dta", b"<stata_dta>")):
        target = plan.with_name(name)
        assert main(["export", "--to", str(target), str(plan)]) == 0
        assert target.read_bytes().startswith(begins)
    assert main(["export", "--to", str(plan.with_name("b.sdmx.csv")), str(plan)]) == 0
    assert b"REF_AREA" in plan.with_name("b.sdmx.csv").read_bytes()
    capsys.readouterr()
    for call, said in (
        (["--to", "c.foo"], "give --format, or a name that ends in .xlsx, .csv, .dta, .sdmx.csv"),
        (["--to", "c.xlsx", "--format", "csv"], "is called xlsx, --format is csv: change one"),
        (["--to", "-", "--format", "csv"], "no plain file"),
    ):
        assert main(["export", *call, str(plan)]) == 2
        assert said in capsys.readouterr().err


def test_a_single_figure_is_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "one.txt"
    file.write_text("2021年，地区生产总值495.7亿元。", "utf-8")
    told = ["--region", "长春市南关区", "--date", "2022-01", "--to", str(tmp_path / "one.csv")]
    assert main(["export", *told, str(file)]) == 0
    assert capsys.readouterr().out.startswith("1 figure: ")
