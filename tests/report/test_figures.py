"""Figures as files: read back by other programs, exact, harmless, the same every time."""

from __future__ import annotations

import csv
import io
import zipfile
from decimal import Decimal
from typing import Any

import openpyxl
import pandas as pd
import pytest

from indicators.reader import read
from indicators.record import Document, Reading
from indicators.report import figures
from indicators.report.figures import Figures, Sheet

TEXT = """2021年，全区地区生产总值达到495.7亿元，比2012年翻了一番。
2022年一般公共预算收入预计增长6%-7%。2020年新增就业1.25万人左右。2021年城镇登记失业率下降到3.50%。"""


def reading(text: str = TEXT, **known: Any) -> Reading:
    about = {"name": "报告", "title": "工作报告", "issuer": "区政府", "date": "2022-01-10"}
    return read(Document(text, region="长春市南关区", **(about | known)))


@pytest.fixture(scope="module")
def stated() -> Figures:
    return figures.of([reading()])


def test_a_row_holds_the_figure_and_its_evidence(stated: Figures) -> None:
    first = dict(zip([c.name for c in stated.columns], stated.rows[0], strict=True))
    assert first["value"] == Decimal(49_570_000_000)
    assert (first["unit"], first["text"]) == ("CNY", "495.7亿元")
    assert (first["indicator_id"], first["first_year"], first["status"]) == ("gdp", 2021, "actual")
    assert TEXT[int(str(first["char_start"])) : int(str(first["char_end"]))] == "495.7亿元"
    assert (first["title"], first["issuer"]) == ("工作报告", "区政府")
    assert all(len(row) == len(figures.COLUMNS) for row in stated.rows)


def test_csv_is_exact_and_opens_in_excel(stated: Figures) -> None:
    made = figures.written(stated, "csv")
    assert made.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(made.decode("utf-8-sig"))))
    assert [row["text"] for row in rows] == stated.column("text")
    assert [Decimal(row["value"]) for row in rows] == stated.column("value")
    assert next(row["high"] for row in rows if row["text"] == "6%-7%") == "7"


def test_stata_keeps_chinese_labels_and_long_sentences() -> None:
    sentence = f"2021年{'，'.join(['我们继续努力工作'] * 200)}，地区生产总值达到495.7亿元。"
    stated = figures.of([reading(sentence)])
    made = figures.written(stated, "dta")
    with pd.read_stata(io.BytesIO(made), iterator=True) as file:
        labels = file.variable_labels()
    frame = pd.read_stata(io.BytesIO(made))
    assert labels == {column.name: column.zh for column in figures.COLUMNS}
    assert list(frame["sentence"]) == stated.column("sentence")
    assert list(frame["value"]) == [float(Decimal(str(v))) for v in stated.column("value")]
    assert frame["high"].isna().all()


def test_a_workbook_has_figures_meanings_and_sheets_beside(stated: Figures) -> None:
    more = [Sheet("检查: a/b", ("x", "y"), (("=1+1", Decimal("2.5")),))] * 2
    book = openpyxl.load_workbook(io.BytesIO(figures.workbook(stated, *more)))
    assert book.sheetnames == ["数据 figures", "检查  a b", "检查  a b 2", "说明 columns"]
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[1]] == [column.zh for column in figures.COLUMNS]
    value = next(c.column for c in sheet[1] if c.value == "数值")
    assert sheet.cell(2, value).value == 49_570_000_000
    assert sheet.freeze_panes == "A2"
    formula = book.worksheets[1]["A2"]
    assert (formula.value, formula.data_type) == ("=1+1", "s")


def test_sdmx_keys_are_single_and_periods_are_sdmx(stated: Figures) -> None:
    rows = list(csv.DictReader(io.StringIO(figures.written(stated, "sdmx").decode())))
    dimensions = (
        *("FREQ", "REF_AREA", "INDICATOR", "MEASURE", "STATUS", "VARIANT", "AS_OF"),
        *("SOURCE", "TIME_PERIOD"),
    )
    keys = [tuple(row[name] for name in dimensions) for row in rows]
    assert len(set(keys)) == len(keys) == sum(y is not None for y in stated.column("first_year"))
    assert {row["STRUCTURE"] for row in rows} == {"dataflow"}
    assert all(all(row[name] for name in (*dimensions, "OBS_VALUE")) for row in rows)
    assert "2012-01-01/P10Y" in {row["TIME_PERIOD"] for row in rows}
    assert rows[0]["OBS_VALUE"] == "49570000000"
    assert rows[0]["REF_AREA"] == "220102"


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("@SUM(1)", "'@SUM(1)"),
        ("+1+cmd|x!A0", "'+1+cmd|x!A0"),
        ("-2+3", "'-2+3"),
        ("＝1+1", "'＝1+1"),
        ("-5.2%", "-5.2%"),
        ("+6.5个百分点", "+6.5个百分点"),
        ("增长=5", "增长=5"),
    ],
)
def test_no_text_becomes_a_formula(text: str, cell: str, stated: Figures) -> None:
    one = Figures(tuple((text, *row[1:]) for row in stated.rows[:1]))
    made = figures.written(one, "csv").decode("utf-8-sig")
    assert next(csv.DictReader(io.StringIO(made)))["region"] == cell


@pytest.mark.parametrize("form", figures.FORMATS)
def test_equal_figures_make_equal_bytes(form: str, stated: Figures) -> None:
    assert figures.written(stated, form) == figures.written(figures.of([reading()]), form)
    assert figures.written(Figures(()), form)  # nothing stated is a file too
    if form == "xlsx":
        book = zipfile.ZipFile(io.BytesIO(figures.workbook(stated)))
        assert {part.date_time for part in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
