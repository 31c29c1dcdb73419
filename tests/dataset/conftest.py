"""A corpus of many small files."""

from __future__ import annotations

from pathlib import Path

import pytest

TEXT = "{}年，全{}固定资产投资{}.50亿元，增长{}%至{}%。\n"
PLACES = ("长春市南关区", "杭州市西湖区", "")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Two hundred documents of three places, and one that cannot be read."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    for number in range(200):
        place = PLACES[number % 3]
        text = TEXT.format(2010 + number % 12, "区", number + 10, number % 7, number % 7 + 1)
        (folder / f"d{number:03}.txt").write_text(f"{place}公报\n\n{text * 2}", encoding="utf-8")
    rows = [f"d{n:03},{PLACES[n % 3]}公报,{PLACES[n % 3]},2023\n" for n in range(200)]
    table = "".join(["document,title,region,date\n", *rows, "broken,公报,,2023\n"])
    (folder / "documents.csv").write_text(table, encoding="utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    return folder
