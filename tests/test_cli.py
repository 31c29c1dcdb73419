"""The command is a contract: fields, formats, exit codes and one clear line a fault."""

from __future__ import annotations

import argparse
import csv
import io
import json
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from indicators.cli import _parser, main
from indicators.listing import FIELDS

PLAN = "未来三年，储备项目30个以上，社会消费品零售总额力争达到90亿元，增长5%-6%。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "documents.csv").write_text(
        "document,title,region,date\nplan,三年行动计划,长春市南关区,2023-02\n", encoding="utf-8"
    )
    return tmp_path


def test_jsonl_holds_every_field(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(folder), "--format", "jsonl"]) == 0
    out = capsys.readouterr()
    rows = [json.loads(line) for line in out.out.splitlines()]
    assert [tuple(row) for row in rows] == [FIELDS] * 3
    first, retail, growth = rows
    assert first["value"] == "30" and first["bound"] == "lower" and first["period"] == "2023/2025"
    assert retail["indicator_id"] == "retail_sales" and retail["value"] == "9000000000"
    assert (growth["measure"], growth["value"], growth["unit"]) == ("growth", "5..6", "%")
    assert {row["region_code"] for row in rows} == {"220102"}
    for row in rows:
        assert PLAN[row["start"] : row["end"]] == row["text"]
        assert row["text"] in row["sentence"]
    assert out.err == ""


def test_csv_and_table_say_the_same(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(folder), "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["text"] for row in rows] == ["30个", "90亿元", "5%-6%"]
    assert main(["read", str(folder)]) == 0
    table = capsys.readouterr().out.splitlines()
    assert len(table) == 4 and "社会消费品零售总额" in table[2]


def test_options_go_before_the_head(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "x.md"
    file.write_text(
        "---\nregion: 长春市绿园区\ndate: 2020\n---\n今年新增就业300人。\n", encoding="utf-8"
    )
    call = ["read", str(file), "--date", "2024-01", "--title", "计划", "--format", "jsonl"]
    assert main(call) == 0
    [row] = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (row["period"], row["region"]) == ("2024", "长春市绿园区")


BAD = {
    "empty.txt": (b"", "empty: there is no text to read"),
    "head.md": ("---\ntitle: 甲\n正文300人".encode(), "does not end: close it with ---"),
    "field.md": ("---\ntilte: 甲\n---\n正文300人".encode(), "'tilte: 甲' is no line of a head"),
    "date.md": ("---\ndate: 去年\n---\n正文300人".encode(), "write it as 2022, 2022-08"),
    "month.md": ("---\ndate: 2022-13-45\n---\n正文300人".encode(), "write it as 2022, 2022-08"),
    "picture.txt": (b"\x89PNG\0\0\x1a", "not a text file"),
    "mark.txt": (b"\xef\xbb\xbf\xff\xfe\xfd", "save it as utf-8"),
}


@pytest.mark.parametrize(("name", "data", "says"), [(n, d, s) for n, (d, s) in BAD.items()])
def test_a_bad_file_is_named_and_the_rest_goes_on(
    folder: Path, capsys: pytest.CaptureFixture[str], name: str, data: bytes, says: str
) -> None:
    (folder / name).write_bytes(data)
    assert main(["read", str(folder), "--format", "jsonl"]) == 1
    out = capsys.readouterr()
    assert len(out.out.splitlines()) == 3
    [line] = out.err.splitlines()
    assert line.startswith("indicators: ") and name in line and says in line


def test_two_files_of_one_name_are_a_failure(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a.md", "a.txt"):
        (folder / name).write_text("新增就业400人。\n", "utf-8")
    assert main(["read", str(folder), "--format", "jsonl"]) == 1
    out = capsys.readouterr()
    assert {json.loads(line)["document"] for line in out.out.splitlines()} == {"plan"}
    assert out.err == f"indicators: {folder}: a.md and a.txt share the name 'a': rename one\n"


def test_one_name_in_two_places_is_told_apart(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = folder / "2024" / "plan.txt"
    other.parent.mkdir()
    other.write_text("新增就业400人。\n", "utf-8")
    single = folder / "single.txt"
    single.write_text("新增就业500人。\n", "utf-8")
    call = ["read", str(folder), str(other), "--date", "2024", "--title", "甲", "--format", "jsonl"]
    assert main([*call, "--region", "长春市"]) == 0
    names = [json.loads(line)["document"] for line in capsys.readouterr().out.splitlines()]
    assert list(dict.fromkeys(names)) == [str(folder / "plan"), "single", str(other)]


def test_gb18030_and_utf16_are_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "全区地区生产总值达到300亿元，固定资产投资同比增长百分之五，市场主体超过3万户。" * 4
    for encoding in ("gb18030", "utf-16", "utf-8-sig"):
        (tmp_path / f"{encoding}.txt").write_text(text, encoding=encoding)
    call = ["read", str(tmp_path), "--format", "csv", "--date", "2024", "--title", "甲"]
    assert main([*call, "--region", "长春市"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    texts: dict[str, list[str]] = {}
    for row in rows:
        texts.setdefault(row["document"], []).append(row["text"])
    assert texts["gb18030"] == texts["utf-16"] == texts["utf-8-sig"]
    assert len(texts["gb18030"]) == 12


def test_what_is_missing_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("没有数字的一句话。", encoding="utf-8")
    assert main(["read", str(tmp_path / "a.txt")]) == 0
    notes = capsys.readouterr().err
    assert "a: no title and no region and no date" in notes
    assert "a: states no figure" in notes


def test_an_ambiguous_or_unknown_region_is_said(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["read", str(folder), "--region", "朝阳区"]) == 0
    said = capsys.readouterr().err
    assert "北京市朝阳区" in said and "吉林省长春市朝阳区" in said
    assert main(["read", str(folder), "--region", "哈哈区"]) == 0
    assert "is not in GB/T 2260" in capsys.readouterr().err


@pytest.mark.parametrize(
    "call",
    [
        ["read"],
        ["read", "nowhere.txt"],
        ["read", "x", "--format", "xml"],
        ["read", "x", "--date", "gestern"],
        ["dance"],
        [],
    ],
)
def test_a_wrong_call_ends_with_two(call: list[str]) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "indicators", *call],
        capture_output=True,
        check=False,
        text=True,
    )
    assert ran.returncode == 2
    assert "Traceback" not in ran.stderr and ran.stderr


def test_explain_prints_the_derivation(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "“十四五”末，绿化覆盖率达到40%以上", "--date", "2022-03"]) == 0
    said = capsys.readouterr().out
    for part in ("[40%] at 14..17", "green_cover of the catalogue", "lower  ← # 以上", "2025"):
        assert part in said


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    for command in ("read", "explain", "run", "lab"):
        assert f"\n    {command} " in said


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("plan,三年行动计划,长春市南关区\n", "not as many fields as the head"),
        ("plan,甲,长春市,2023\nplan,乙,长春市,2023\n", "given twice: keep one row"),
        ('plan,"甲,长春市,2023\n', "mend the quotation marks"),
    ],
)
def test_a_broken_table_of_documents_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str], row: str, says: str
) -> None:
    table = folder / "documents.csv"
    table.write_text(f"document,title,region,date\n{row}", encoding="utf-8")
    assert main(["read", str(folder), "--format", "jsonl"]) == 1
    said = capsys.readouterr()
    assert says in said.err and len(said.out.splitlines()) == 3


COMMANDS = ("read", "check", "ledger", "explain", "export", "chance", "run", "schedule", "query")


@pytest.mark.parametrize("command", [*COMMANDS, "lab"])
def test_every_option_says_what_it_takes_and_help_shows_a_call(command: str) -> None:
    (sub,) = (a for a in _parser()._actions if isinstance(a, argparse._SubParsersAction))
    parser = sub.choices[command]
    for action in parser._actions:
        assert action.help, action.option_strings
        if action.option_strings and action.nargs != 0 and not action.choices:
            assert (
                action.metavar
                and action.metavar != action.dest.upper()
                or (action.metavar in UNITS)
            ), action.option_strings
    assert parser.epilog and f"  indicators {command}" in parser.epilog
    parser.format_help()  # a lone % would fail


UNITS = ("PLACE", "DATE", "YEAR", "KIND", "LEVEL")  # words that say it, whatever the option is


def test_the_examples_of_help_are_calls_that_parse() -> None:
    (sub,) = (a for a in _parser()._actions if isinstance(a, argparse._SubParsersAction))
    for parser in sub.choices.values():
        for line in str(parser.epilog).splitlines()[1:]:
            words = shlex.split(line)
            given = words[1 : words.index(">")] if ">" in words else words[1:]
            _parser().parse_known_args(given)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (
            ["run", "--jobs", "0"],
            "--jobs: '0': give a number from 1; how to call it: indicators run",
        ),
        (
            ["export", "--bogus"],
            "unrecognized arguments: --bogus; how to call it: indicators --help",
        ),
        (["schedule", "cron"], "the following arguments are required: --at, --timezone; how to"),
        (["run", "--to", "ftp://no.such.host.invalid/x"], "ftp://no.such.host.invalid/x: "),
    ],
)
def test_a_wrong_call_is_told_in_one_line(
    call: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(call)
    assert ended.value.code == 2
    told = capsys.readouterr().err
    assert told.startswith(f"indicators: {said}" if "ftp" not in said else "indicators: --to: ")
    assert said in told and told.count("\n") == 1
