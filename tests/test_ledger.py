"""Every number is accounted for, once, and few are not understood."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from indicators import Document, ledger, read, sources
from indicators.cli import main

ROOT = Path(__file__).parent.parent
FOLDERS = (ROOT / "data" / "documents", ROOT / "tests" / "corpus" / "readings")
TEXT = "一、2023年工作。全市5000万元以上项目达到30个，地铁3号线通车，5所学校、2.0版平台投用[2]。\n"


def test_each_number_has_its_disposition(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "a.txt"
    file.write_text(TEXT, encoding="utf-8")
    assert main(["ledger", str(file), "--date", "2024-01"]) == 0
    said = capsys.readouterr().out
    booked = {e.text: e.disposition for e in ledger.entries(read(Document(TEXT, date="2024-01")))}
    assert booked == {
        "2023年": "date",
        "5000万元": "threshold",
        "30个": "observation",
        "3": "name",
        "5所": "observation",
        "2.0": "name",
        "[2]": "footnote",
    }
    assert "7 numbers" in said and "a  not understood: 0" in said


def test_a_figure_with_two_names_is_one_number() -> None:
    reading = read(Document("生活污水处理率、垃圾收运率均达100%。", date="2024-01"))
    assert len(reading.observations) == 2
    [entry] = ledger.entries(reading)
    assert "生活污水处理率" in entry.detail and "垃圾收运率" in entry.detail


def test_at_most_one_number_in_a_hundred_is_not_understood() -> None:
    total: Counter[str] = Counter()
    for folder in FOLDERS:
        for document in sources.load_folder(folder).documents:
            total += ledger.counts(read(document))
    assert total["not understood"] <= sum(total.values()) / 100
