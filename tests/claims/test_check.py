"""`indicators check`: what it prints, in which formats, and its exit codes."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from indicators.claims.telling import FIELDS
from indicators.cli import main

HEAD = "---\nregion: 长春市绿园区\ndate: {}\n---\n"
REPORT = HEAD.format("2024-01") + "2024年，社会消费品零售总额达到100亿元，增长7%。\n"
BULLETIN = HEAD.format("2024-03") + "2023年，社会消费品零售总额{}亿元。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "report.md").write_text(REPORT, encoding="utf-8")
    return tmp_path


def test_an_implied_figure_is_printed_with_its_sentences(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(folder)]) == 0
    shown = capsys.readouterr()
    head, *sentences = shown.out.splitlines()
    assert head == "base: 社会消费品零售总额 2023 93.46亿元 [92.56-94.37] = 100亿元 / (1 + 7%)"
    assert [line.split()[0].split(":")[0] for line in sentences] == ["report", "report"]
    assert shown.err == "indicators: claims: 2; implied figures: 1; contradictions: 0\n"


@pytest.mark.parametrize(
    ("base", "code"), [("90", 1), ("93", 0), ("93.5", 0), ("94.5", 0), ("95.5", 1)]
)
def test_a_contradiction_ends_with_1(
    folder: Path, capsys: pytest.CaptureFixture[str], base: str, code: int
) -> None:
    (folder / "bulletin.md").write_text(BULLETIN.format(base), encoding="utf-8")
    assert main(["check", str(folder)]) == code
    shown = capsys.readouterr().out
    told = f"contradiction: 社会消费品零售总额 2023: {base}亿元 against 93.46亿元 [92.56-94.37]\n"
    assert (told in shown) is bool(code)


def test_jsonl_and_csv_hold_every_field(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "bulletin.md").write_text(BULLETIN.format(90), encoding="utf-8")
    assert main(["check", str(folder), "--format", "jsonl"]) == 1
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert main(["check", str(folder), "--format", "csv"]) == 1
    lines = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [tuple(row) for row in (*rows, *lines)] == [FIELDS] * (len(rows) + len(lines))
    found = next(row for row in rows if row["kind"] == "contradiction")
    assert found["what"] == "between documents"
    assert [claim["text"] for claim in found["claims"]] == ["90亿元", "100亿元", "7%"]
    for claim in found["claims"]:
        text = (folder / f"{claim['document']}.md").read_text("utf-8")
        assert text[claim["start"] : claim["end"]] == claim["text"]
        assert claim["text"] in claim["sentence"]
    assert [json.loads(line["claims"]) for line in lines] == [row["claims"] for row in rows]


def test_a_base_in_full_digits(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", str(folder), "--format", "jsonl"])
    row = json.loads(capsys.readouterr().out)
    assert row["value"] == "9345794392.523364"
    assert (row["low"], row["high"]) == ("9255813953.488372", "9436619718.309859")
    assert (row["unit"], row["bound"], row["period"]) == ("CNY", "exact", "2023")


def test_a_file_that_cannot_be_read_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "broken.docx").write_bytes(b"no document")
    assert main(["check", str(folder)]) == 1
    shown = capsys.readouterr()
    assert "93.46" in shown.out and "broken" in shown.err


def test_nothing_there_is_a_wrong_call(tmp_path: Path) -> None:
    assert main(["check", str(tmp_path / "absent.txt")]) == 2


YEARS = (
    "2019年新增城镇就业1.5万人。2020年新增城镇就业{}万人。2021年新增城镇就业1.7万人。\n\n"
    "三年来，累计新增城镇就业{}万人。\n"
)


@pytest.mark.parametrize(
    ("year", "total", "told"),
    [
        ("1.6", "4.8", ""),  # they add up
        ("1.6", "4.7", ""),  # so they do within rounding
        ("1.6", "4.4", "4.4万人 against 4.80万人 [4.65-4.95]"),
        ("1.6", "4", "4万人 against 4.80万人 [4.65-4.95]"),
    ],
)
def test_the_years_add_up_to_their_total(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], year: str, total: str, told: str
) -> None:
    (tmp_path / "report.md").write_text(HEAD.format("2022-01") + YEARS.format(year, total), "utf-8")
    assert main(["check", str(tmp_path)]) == int(bool(told))
    assert told in capsys.readouterr().out


def test_one_year_is_never_more_than_a_total_it_belongs_to(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "2021年新增城镇就业6.2万人。五年来，累计新增城镇就业5万人。\n"
    (tmp_path / "report.md").write_text(HEAD.format("2022-01") + text, "utf-8")
    assert main(["check", str(tmp_path)]) == 1
    assert "5万人 against at least 6.15万人" in capsys.readouterr().out


def test_a_total_of_one_document_is_not_that_of_another(tmp_path: Path) -> None:
    for name, total in (("first", 4), ("second", 6)):
        text = HEAD.format("2022-01") + f"三年来，累计新增城镇就业{total}万人。\n"
        (tmp_path / f"{name}.md").write_text(text, "utf-8")
    assert main(["check", str(tmp_path)]) == 0
