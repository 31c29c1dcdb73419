"""What each format hides: layout tables, merged cells, deleted words, number formats."""

from __future__ import annotations

import datetime
import io
from decimal import Decimal

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml
from hypothesis import given
from hypothesis import strategies as st

from indicators import furniture
from indicators.sources import docx as word
from indicators.sources import html, pdf, xlsx
from indicators.sources.page import Extract

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def page(body: str) -> Extract:
    return html.extract(f"<html><body>{body}</body></html>".encode(), "x")


def aside(extract: Extract) -> list[str]:
    return [span.of(extract.text) for span in furniture.spans(extract.text, extract.aside)]


def shown(extract: Extract) -> list[list[tuple[str, int, int, int, int]]]:
    return [
        [(c.span.of(extract.text), c.row, c.column, c.rows, c.columns) for c in table.cells]
        for table in extract.tables
    ]


def test_blocks_are_lines_and_inline_parts_are_not() -> None:
    made = page("<div>地区<b>生产</b>总值<p>300\n亿元<br>增长<span>5</span>%</p>尾</div>")
    assert made.text == "地区生产总值\n300亿元增长5%\n尾".replace("元增", "元\n增")


@pytest.mark.parametrize(
    "block",
    [
        "<nav>栏目300个</nav>",
        "<footer>栏目300个</footer>",
        '<div class="site-footer">栏目300个</div>',
        '<ul id="shareBox"><li>栏目300个</li></ul>',
        '<div role="navigation">栏目300个</div>',
        "<p><a href=x>栏目300个</a></p>",
    ],
)
def test_what_a_page_sets_aside(block: str) -> None:
    made = page(f"{block}<p>{'正文一句话，' * 9}共300户。</p>")
    assert aside(made) == ["栏目300个"]


def test_what_holds_most_of_the_text_is_no_furniture() -> None:
    made = page(f'<div class="main-nav"><p>{"正文一句话，" * 9}共300户。</p></div>')
    assert aside(made) == []


def test_hidden_parts_are_not_in_the_text() -> None:
    made = page("<style>p{}</style><p style='display:none'>一</p><!-- 二 -->三<script>4</script>")
    assert made.text == "三"


def test_a_table_for_layout_is_text() -> None:
    made = page("<table><tr><td>左栏</td><td><table><tr><td>正文300人。</table></td></tr></table>")
    assert made.tables == () and made.text == "左栏\n正文300人。"


def test_merged_cells_of_a_page() -> None:
    made = page(
        "<table><tr><th rowspan=2>指标</th><th colspan=2>2023年</th></tr>"
        "<tr><th>总量</th><th>增速</th></tr><tr><td>投资</td><td>3</td><td>4</td></tr></table>"
    )
    assert shown(made)[0][:5] == [
        ("指标", 0, 0, 2, 1),
        ("2023年", 0, 1, 1, 2),
        ("总量", 1, 1, 1, 1),
        ("增速", 1, 2, 1, 1),
        ("投资", 2, 0, 1, 1),
    ]


def test_word_keeps_the_order_of_the_body_and_merged_cells() -> None:
    document = docx.Document()
    document.add_paragraph("前文")
    table = document.add_table(2, 3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "指标"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "2023年"
    table.cell(1, 1).text, table.cell(1, 2).text = "3", "4"
    document.add_paragraph("后文")
    file = io.BytesIO()
    document.save(file)
    made = word.extract(file.getvalue(), "x")
    assert made.text.split("\n") == ["前文", "指标\t2023年", "3\t4", "后文"]
    assert shown(made)[0] == [
        ("指标", 0, 0, 2, 1),
        ("2023年", 0, 1, 1, 2),
        ("3", 1, 1, 1, 1),
        ("4", 1, 2, 1, 1),
    ]


def test_word_shows_inserted_words_and_not_deleted_ones() -> None:
    paragraph = parse_xml(
        f"<w:p {W}><w:r><w:t>增长</w:t></w:r><w:del><w:r><w:delText>5</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>6</w:t></w:r></w:ins><w:r><w:t>%</w:t><w:br/><w:t>次行</w:t></w:r></w:p>"
    )
    assert word.text_of(paragraph) == "增长6%\n次行"


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        ("0.056", "0.0%", "5.6%"),
        ("1234.565", "#,##0.00", "1,234.57"),
        ("0.30000000000000004", "General", "0.3"),
        ("495.70000000000005", "General", "495.7"),
        ("-3.2", "0.0_);[Red]\\(0.0\\)", "-3.2"),
        ("300", '0.0"亿元"', "300.0亿元"),
        ("1234567", "#,##0.0,", "1,234.6"),
        ("1.5", "0.0#", "1.5"),
        ("12", "@", "12"),
        ("123456789012", "General", "123456789012"),
        ("1e300", "0", "1" + "0" * 300),
    ],
)
def test_a_number_is_what_its_cell_shows(value: str, form: str, text: str) -> None:
    assert xlsx.number(Decimal(value), form) == text


FORMATS = st.text(alphabet='0#?,.%;"[]_*\\/@EGeneral -ymd亿元', max_size=12)
NUMBERS = st.floats() | st.integers() | st.just(10**4000) | st.just(-(7**5000))


@given(
    number=NUMBERS, form=FORMATS | st.sampled_from(("0." + "0" * 500, "0" + "," * 200, "0;" * 9))
)
def test_any_number_in_any_format_is_shown(number: float, form: str) -> None:
    value = Decimal(repr(number)) if isinstance(number, float) else Decimal(number)
    text = xlsx.number(value, form)
    assert text == "" if not value.is_finite() else any(c.isdigit() for c in text)


def test_a_sheet_is_read_as_it_is_shown() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "2023年"
    sheet.append(["主要指标"])
    sheet.merge_cells("A1:C1")
    sheet.append(["指标", datetime.date(2023, 1, 1), "增速"])
    sheet["B2"].number_format = 'yyyy"年"'
    sheet.append(["投资（亿元）", 30.25, 0.061])
    sheet["C3"].number_format = "0.0%"
    sheet.append(["注：快报数"])
    hidden = book.create_sheet("底稿")
    hidden.sheet_state = "hidden"
    hidden["A1"] = "不显示"
    file = io.BytesIO()
    book.save(file)
    made = xlsx.extract(file.getvalue(), "x")
    assert made.text.split("\n") == [
        *("2023年", "主要指标", "指标\t2023年\t增速", "投资（亿元）\t30.25\t6.1%", "注：快报数")
    ]
    [table] = made.tables
    assert table.caption is not None and table.caption.of(made.text) == "2023年\n主要指标"


def test_the_lines_of_a_paragraph_are_joined() -> None:
    line = pdf.Line
    lines = [
        line("开头一行增长", 120, 500, 12),
        line("5%，完成30", 100, 499, 12),
        line("0亿元。", 100, 150, 12),
        line("3", 300, 306, 12),
    ]
    made = pdf._page(pdf._marked([lines]))
    assert made.text == "开头一行增长5%，完成300亿元。\n3"
    assert [span.of(made.text) for span in made.aside] == ["3"]
