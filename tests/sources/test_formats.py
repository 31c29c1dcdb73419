"""One content in every format gives the same observations; offsets always point into the text."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml import OxmlElement
from playwright.sync_api import Browser

from indicators import Document, read, sources
from indicators.record import Observation

TITLE = "长春市南关区2024年政府工作报告"
DAY = "（2024年1月8日）"
PARAGRAPHS = (
    "一、2023年工作回顾",
    "过去一年，全区地区生产总值完成612.5亿元，增长6.1%；一般公共预算收入18.3亿元，同口径增长4.2%。全年新增城镇就业"
    "1.2万人，改造老旧小区36个，惠及居民8600户，城镇登记失业率控制在3.5%以内，居民人均可支配收入45800元，比上年提高"
    "0.6个百分点，市场主体突破9万户，累计兑现惠企资金2.4亿元。",
    "二、2024年主要任务",
    "今年，地区生产总值力争增长6.5%左右，固定资产投资增长5%以上，引进亿元以上项目25个，新建口袋公园4个。",
)
ABOVE = ("主要经济指标", "单位：亿元、%")
ROWS = (
    ("指标", "2023年", "比上年增长", "2024年目标"),
    ("社会消费品零售总额", "260.4", "7.3", "280"),
    ("规模以上工业总产值", "95.25", "-1.5", "100"),
)


def as_text() -> str:
    return "\n".join((TITLE, DAY, *PARAGRAPHS))


def as_html(charset: str = "utf-8", table: bool = True, style: str = "") -> str:
    body = "".join(f"<p>{text}</p>\n" for text in PARAGRAPHS)
    rows = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in ROWS)
    above = "".join(f"<p>{line}</p>" for line in ABOVE)
    figures = f"{above}<table border=1>{rows}</table>" if table else ""
    return (
        f"<html><head><meta charset={charset}><title>{TITLE}_南关区政府网</title>{style}</head>"
        f"<body><h1>{TITLE}</h1><p>{DAY}</p>\n{body}{figures}</body></html>"
    )


def as_docx(table: bool = True) -> bytes:
    document = docx.Document()
    for text in (TITLE, DAY, *PARAGRAPHS):
        document.add_paragraph(text)
    if table:
        for text in ABOVE:
            document.add_paragraph(text)
        made = document.add_table(len(ROWS), len(ROWS[0]))
        for row, texts in zip(made.rows, ROWS, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    return saved(document)


def as_xlsx(above: Sequence[str] = (TITLE, DAY, *PARAGRAPHS, *ABOVE)) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for text in above:
        sheet.append([text])
    for row in ROWS:
        sheet.append([float(c) if c.replace(".", "").lstrip("-").isdigit() else c for c in row])
    return saved(book)


def as_pdf(browser: Browser, content: str = "") -> bytes:
    """A page of A4 as a browser prints it, indented paragraphs and all."""
    style = "<style>p{text-indent:2em;line-height:1.8}h1,h1+p{text-align:center}</style>"
    page = browser.new_page()
    try:
        page.set_content(content or as_html(table=False, style=style))
        return page.pdf(format="A4", margin={"top": "2cm", "left": "2.5cm", "right": "2.5cm"})
    finally:
        page.close()


def saved(made: object) -> bytes:
    file = io.BytesIO()
    made.save(file)  # type: ignore[attr-defined]
    return file.getvalue()


def loaded(path: Path, name: str, data: bytes) -> Document:
    (path / name).write_bytes(data)
    return sources.load(path / name)


def facts(observations: Sequence[Observation]) -> list[tuple[object, ...]]:
    return [
        (o.text, o.indicator, o.measure, o.quantity, o.period, o.status, o.region)
        for o in observations
    ]


def parts(document: Document) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    """What the sentences state, and what the tables state."""
    rows = [table.span for table in document.tables]
    found = read(document).observations
    inside = [o for o in found if any(span.overlaps(o.span) for span in rows)]
    return facts([o for o in found if o not in inside]), facts(inside)


def check_evidence(document: Document) -> None:
    reading = read(document)
    spans = [o.span for o in reading.observations] + [u.span for u in reading.unplaced]
    texts = [o.text for o in reading.observations] + [u.text for u in reading.unplaced]
    assert [span.of(document.text) for span in spans] == texts
    for match in re.finditer(r"\d+", document.text):
        assert any(span.start <= match.start() < span.end for span in spans), match[0]


def test_every_format_reads_the_same(tmp_path: Path, browser: Browser) -> None:
    plain = loaded(tmp_path, "a.txt", as_text().encode())
    sentences, _ = parts(plain)
    assert len(sentences) == 16
    made = {
        "b.html": as_html().encode(),
        "c.docx": as_docx(),
        "d.xlsx": as_xlsx(),
        "e.pdf": as_pdf(browser),
    }
    tables = []
    for name, data in made.items():
        document = loaded(tmp_path, name, data)
        said, figures = parts(document)
        assert said == sentences, name
        assert (document.title, document.date, document.region) == (
            plain.title,
            "2024-01-08",
            "长春市南关区",
        )
        check_evidence(document)
        tables += [figures] if document.tables else []
    assert len(tables) == 3
    assert tables[0] == tables[1] == tables[2]
    assert [row[0] for row in tables[0]] == ["260.4", "7.3", "280", "95.25", "-1.5", "100"]


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("gb2312", "gb18030"),
        ("GBK", "gb18030"),
        ("utf-8", "utf-8"),
        ("gb2312", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-16", "utf-16-le"),
        ("", "gb18030"),
    ],
)
def test_pages_in_their_encodings(tmp_path: Path, declared: str, encoding: str) -> None:
    document = loaded(tmp_path, "a.html", as_html(declared).encode(encoding))
    assert document.title == TITLE
    assert len(parts(document)[0]) == 16 and len(parts(document)[1]) == 6


@pytest.mark.parametrize("declared", ["big5", ""])
def test_a_page_in_big5(tmp_path: Path, declared: str) -> None:
    page = (
        f"<meta charset={declared}><p>"
        + "全區地區生產總值達到300億元，增長5%，市場主體超過3萬戶。" * 5
    )
    document = loaded(tmp_path, "a.htm", page.encode("big5"))
    first = read(document).observations[0]
    assert (first.text, first.indicator, first.indicator_id) == ("300億元", "地區生產總值", "gdp")


def test_a_pdf_of_several_pages(tmp_path: Path, browser: Browser) -> None:
    """Page numbers and running heads are set aside, also where a sentence runs on behind them."""
    content = as_html(table=False, style="<style>p{text-indent:2em;font-size:25px}</style>")
    page = browser.new_page()
    page.set_content(content.replace("</body>", "".join(f"<p>{p}</p>" for p in PARAGRAPHS) * 5))
    data = page.pdf(
        format="A5",
        display_header_footer=True,
        margin={"top": "2cm", "bottom": "2cm", "left": "1cm", "right": "1cm"},
        header_template="<div style='font-size:9px'>南关区政府2024年文件</div>",
        footer_template="<div style='font-size:9px'>- <span class=pageNumber></span> -</div>",
    )
    page.close()
    document = loaded(tmp_path, "a.pdf", data)
    assert "南关区政府2024年文件" in document.text
    assert len(parts(document)[0]) == 6 * 16
    numbers = re.findall(r"(?m)^- (\d) -$", document.text)
    assert len(numbers) > 3
    aside = [u.text for u in read(document).unplaced if u.reason == "furniture"]
    assert [text for text in aside if text != "2024"] == numbers
    check_evidence(document)


def test_a_word_table_inside_a_layout_and_a_content_control_are_read(tmp_path: Path) -> None:
    made = docx.Document()
    layout = made.add_table(1, 2)
    layout.cell(0, 0).text = "甲镇2024年情况"
    inner = layout.cell(0, 1).add_table(2, 2)
    for row, texts in zip(inner.rows, (("指标", "2024年"), ("水泥产量（吨）", "300")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    paragraph = made.add_paragraph("粮食产量达到9万吨。")._p
    control = OxmlElement("w:sdt")
    paragraph.addprevious(control)
    control.append(content := OxmlElement("w:sdtContent"))
    content.append(paragraph)
    document = loaded(tmp_path, "a.docx", saved(made))
    said = [(o.indicator, o.text) for o in read(document).observations]
    assert said == [("水泥产量", "300"), ("粮食产量", "9万吨")]
    check_evidence(document)


def test_a_workbook_with_a_formula_is_read_by_its_result(tmp_path: Path) -> None:
    """What a spreadsheet program leaves of a formula: itself and its result, a text among them."""
    sheet = "xl/worksheets/sheet1.xml"
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(as_xlsx(ABOVE))) as given, zipfile.ZipFile(file, "w") as other:
        for name in given.namelist():
            content = given.read(name)
            if name == sheet:
                content = content.replace(b"<v>280</v>", b"<f>B2*2</f><v>280</v>")
                content = content.replace(
                    b"</row>", b'<c r="E1" t="str"><f>IF(1,"")</f><v></v></c></row>', 1
                )
                assert content.count(b"<f>") == 2
            other.writestr(name, content)
    document = loaded(tmp_path, "a.xlsx", file.getvalue())
    assert "280" in [o.text for o in read(document).observations]
