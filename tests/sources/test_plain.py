"""Lines in columns are a table; lines of prose are none."""

from __future__ import annotations

import pytest

from indicators import Document, read
from indicators.sources import plain

HEADS = ("指标", "2023年", "2026年目标")
ROWS = (("粮食总产量（万吨）", "31.5", "33"), ("森林覆盖率（%）", "41.2", "42以上"))


def lined(gap: str, edge: str = "") -> str:
    rows = [edge + gap.join(row) + edge for row in (HEADS, *ROWS)]
    return "\n".join(["表1 主要指标", *rows, "", "以上指标每年评估一次。"])


@pytest.mark.parametrize(("gap", "edge"), [("\t", ""), ("　", ""), ("   ", ""), (" | ", "|")])
def test_columns_are_read_whatever_parts_them(gap: str, edge: str) -> None:
    text = lined(gap, edge)
    tables = plain.tables(text)
    assert [cell.span.of(text) for cell in tables[0].cells] == [*HEADS, *ROWS[0], *ROWS[1]]
    caption = tables[0].caption
    assert caption is not None
    assert caption.of(text) == "表1 主要指标"
    document = Document(text, title="规划", region="河源市", date="2024-01", tables=tables)
    said = [(o.indicator, o.text, str(o.period)) for o in read(document).observations]
    assert said == [
        ("粮食总产量", "31.5", "2023"),
        ("粮食总产量", "33", "2026"),
        ("森林覆盖率", "41.2", "2023"),
        ("森林覆盖率", "42", "2026"),
    ]


def test_an_empty_cell_keeps_its_column() -> None:
    text = "指标\t2023年\t2024年\n甲产量（吨）\t\t12\n乙产量（吨）\t9\t13"
    places = {cell.span.of(text): (cell.row, cell.column) for cell in plain.tables(text)[0].cells}
    assert places["12"] == (1, 2)
    assert places["9"] == (2, 1)


def test_a_head_without_a_first_cell_is_one() -> None:
    text = "|  | 2023年 | 2024年 |\n|---|---|---|\n| **甲（吨）** | 1 | 2 |\n| 乙（吨） | | 4 |"
    cells = {(cell.row, cell.column): cell.span.of(text) for cell in plain.tables(text)[0].cells}
    assert (cells[0, 1], cells[1, 0], cells[1, 1], cells[2, 2]) == ("2023年", "甲（吨）", "1", "4")


def test_the_line_below_the_heads_of_markdown_is_no_row() -> None:
    text = "| 指标 | 2023年 | 2024年 |\n|---|---|---|\n| 甲（吨） | 1 | 2 |\n| 乙（吨） | 3 | 4 |"
    assert {cell.row for cell in plain.tables(text)[0].cells} == {0, 1, 2}


@pytest.mark.parametrize(
    "text",
    [
        "　　第一段说工业增长5%。\n　　第二段说农业增长4%。\n　　第三段说服务业增长6%。",
        "局长　王某　副局长　李某\n科长　张某　科员　赵某\n主任　周某　干事　吴某",
        "指标\t2023年\t2024年\n甲产量（吨）\t1\t2",  # one row is no table
    ],
)
def test_prose_and_lists_of_names_are_no_table(text: str) -> None:
    assert plain.tables(text) == ()
