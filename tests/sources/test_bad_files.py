"""A file that cannot be read is one clear line, and never more than that."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser

from indicators import read, sources
from indicators.errors import DocumentError

PROTECTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
ENCRYPTED = b"""%%PDF-1.4
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>> endobj
4 0 obj <</Filter/Standard/V 1/R 2/P -4/O(%s)/U(%s)>> endobj
trailer <</Root 1 0 R/Encrypt 4 0 R/ID[(aaaaaaaaaaaaaaaa)(aaaaaaaaaaaaaaaa)]>>
""" % (b"o" * 32, b"u" * 32)


def archive(**members: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name.replace("__", "/"), data)
    return file.getvalue()


def changed(data: bytes, part: str, before: bytes, after: bytes) -> bytes:
    """An office file with something else in one of its parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(file, "w") as made:
        for name in given.namelist():
            content = given.read(name)
            assert name != part or before in content
            made.writestr(name, content.replace(before, after, 1) if name == part else content)
    return file.getvalue()


def table_docx() -> bytes:
    file = io.BytesIO()
    document = docx.Document()
    rows = (("指标", "2023年（亿元）"), ("投资", "30"))
    table = document.add_table(2, 2)
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.save(file)
    return file.getvalue()


def table_xlsx() -> bytes:
    file = io.BytesIO()
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["指标", "2023年（亿元）"])
    sheet.append(["投资", 30])
    book.save(file)
    return file.getvalue()


def formula_xlsx() -> bytes:
    file = io.BytesIO()
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["投资", 30, "=B1*2"])
    book.save(file)
    return file.getvalue()


def empty_docx() -> bytes:
    file = io.BytesIO()
    docx.Document().save(file)
    return file.getvalue()


def empty_xlsx() -> bytes:
    file = io.BytesIO()
    openpyxl.Workbook().save(file)
    return file.getvalue()


SHEET, BODY = "xl/worksheets/sheet1.xml", "word/document.xml"
MERGED = b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
LINKED = b'</sheetData><hyperlinks><hyperlink ref="A3:$XFD$1048576" location="x"/></hyperlinks>'
LAUGHS = b'<!DOCTYPE l [<!ENTITY a "ha">%s]>' % b"".join(
    b'<!ENTITY %s "%s">' % (bytes([98 + n]), b"&%s;" % bytes([97 + n]) * 10) for n in range(12)
)
BAD = {
    "protected.docx": (PROTECTED, "protected by a password"),
    "protected.xlsx": (PROTECTED, "protected by a password"),
    "protected.pdf": (ENCRYPTED, "protected by a password"),
    "broken.pdf": (b"%PDF-1.7 and then nothing", "a broken pdf"),
    "broken.docx": (b"PK\x03\x04 and then nothing", "a broken .docx"),
    "other.docx": (archive(a=b"text"), "a broken .docx"),
    "other.xlsx": (archive(a=b"text"), "a broken .xlsx"),
    "xml.xlsx": (archive(xl__workbook=b"<", a=b"<"), "a broken .xlsx"),
    "bomb.docx": (archive(word__document=bytes(60_000_000)), "no document of that size"),
    "bomb.xlsx": (archive(xl__a=bytes(60_000_000)), "no document of that size"),
    "merged.xlsx": (changed(table_xlsx(), SHEET, b"</sheetData>", MERGED), "17,179,869,188 cells"),
    "linked.xlsx": (changed(table_xlsx(), SHEET, b"</sheetData>", LINKED), "cells: no table"),
    "formula.xlsx": (formula_xlsx(), "formulas without their results in 1 cells"),
    "laughs.xlsx": (
        changed(
            changed(table_xlsx(), SHEET, b"<v>30</v>", b"<v>&m;</v>"),
            SHEET,
            b"<work",
            LAUGHS + b"<work",
        ),
        "a broken .xlsx",
    ),
    "laughs.docx": (
        changed(
            changed(table_docx(), BODY, b"<w:t>30", b"<w:t>&m;"),
            BODY,
            b"<w:doc",
            LAUGHS + b"<w:doc",
        ),
        "a broken .docx",
    ),
    "digits.xlsx": (
        changed(table_xlsx(), SHEET, b"<v>30", b"<v>" + b"9" * 10_000),
        "a broken .xlsx",
    ),
    "deep.docx": (
        changed(
            table_docx(), BODY, b"<w:tbl>", b"<w:x>" * 10_000 + b"</w:x>" * 10_000 + b"<w:tbl>"
        ),
        "a broken .docx",
    ),
    "part.docx": (changed(table_docx(), "_rels/.rels", b"<Rel", b"<Other"), "a broken .docx"),
    "part.xlsx": (
        changed(table_xlsx(), "[Content_Types].xml", b"sheet.main", b"other"),
        "a broken .xlsx",
    ),
    "deep.html": (
        ("<p>前文</p>" + "<table><tr><td>" * 10_000 + "增长5%").encode(),
        "thousands deep inside one another",
    ),
    "loop.pdf": (
        b"%PDF-1.7\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n"
        b"2 0 obj <</Type/Pages/Kids[2 0 R]/Count 1>> endobj\ntrailer <</Root 1 0 R>>",
        "a broken pdf",
    ),
    "surrogate.txt": (
        b"\xff\xfe" + "增长5%".encode("utf-16-le") + b"\x00\xd8" + "6".encode("utf-16-le"),
        "save it as utf-8",
    ),
    "empty.html": (b"<html><body><script>1</script></body></html>", "there is no text to read"),
    "nothing.html": (b"", "there is no text to read"),
    "noise.html": (bytes(range(256)), "not a text file"),
    "empty.docx": (empty_docx(), "there is no text to read"),
    "empty.xlsx": (empty_xlsx(), "there is no text to read"),
}


@pytest.mark.parametrize(("name", "data", "says"), [(n, d, s) for n, (d, s) in BAD.items()])
def test_a_bad_file_says_what_is_wrong(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(DocumentError) as raised:
        sources.load(tmp_path / name)
    assert says in str(raised.value)
    assert name in str(raised.value) and "\n" not in str(raised.value)


def test_a_scanned_pdf_has_no_text(tmp_path: Path, browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<svg width=300 height=300><circle r=90 cx=99 cy=99 /></svg>")
    (tmp_path / "scan.pdf").write_bytes(page.pdf())
    page.close()
    with pytest.raises(DocumentError, match="no text layer: recognise it first"):
        sources.load(tmp_path / "scan.pdf")


def test_a_page_of_a_hundred_thousand_open_elements_ends(tmp_path: Path) -> None:
    page = "<div><table><tr><td>" * 100_000 + "地区生产总值300亿元。"
    (tmp_path / "deep.html").write_text(page, encoding="utf-8")
    with pytest.raises(DocumentError, match="thousands deep inside one another"):
        sources.load(tmp_path / "deep.html")


@pytest.mark.parametrize("tag", ["div", "font", "b", "span"])
def test_what_stands_behind_thousands_of_open_elements_is_read(tmp_path: Path, tag: str) -> None:
    page = (
        f"<p>2023年</p>{f'<{tag} class=x>' * 10_000}增长5%{f'</{tag}>' * 10_000}<p>新增300人。</p>"
    )
    (tmp_path / "deep.html").write_text(page, encoding="utf-8")
    assert sources.load(tmp_path / "deep.html").text == "2023年\n增长5%\n新增300人。"


def test_a_tag_of_a_hundred_thousand_attributes_is_a_tag(tmp_path: Path) -> None:
    attributes = " ".join(f"a{number}=''" for number in range(100_000))
    (tmp_path / "a.html").write_text(f"<p {attributes}>新增300人。</p>", encoding="utf-8")
    assert sources.load(tmp_path / "a.html").text == "新增300人。"


@pytest.mark.parametrize(
    "claims",
    [
        b'<w:gridSpan w:val="99999999"/>',
        b'<w:gridSpan w:val="' + b"9" * 5000 + b'"/>',
        b'<w:gridSpan w:val="-3"/>',
        b'<w:gridSpan w:val="many"/>',
        b"<w:vMerge/>",
    ],
)
def test_a_cell_of_a_word_table_that_claims_nonsense_is_one_cell(
    tmp_path: Path, claims: bytes
) -> None:
    data = changed(table_docx(), BODY, b"<w:tcPr>", b"<w:tcPr>" + claims)
    (tmp_path / "a.docx").write_bytes(data)
    document = sources.load(tmp_path / "a.docx")
    assert document.text == "指标\t2023年（亿元）\n投资\t30"


def test_a_cell_that_claims_to_be_huge_is_one_cell(tmp_path: Path) -> None:
    rows = "<tr><td rowspan=99999999 colspan={'9' * 5000}>指标</td><td>2023年（亿元）</td></tr>"
    page = f"<p>指标</p><table>{rows}<tr><td>固定资产投资</td><td>30</td></tr></table>"
    (tmp_path / "wide.html").write_text(page, encoding="utf-8")
    read(sources.load(tmp_path / "wide.html"))


def test_a_sheet_that_claims_a_million_rows_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["B1"] = "指标", "2023年（亿元）"
    sheet["A2"], sheet["B2"] = "固定资产投资", 30
    sheet["XFD1048576"] = "注"
    book.save(tmp_path / "far.xlsx")
    [observation] = read(sources.load(tmp_path / "far.xlsx")).observations
    assert observation.indicator == "固定资产投资"


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    ending=st.sampled_from(sources.READABLE),
    data=st.one_of(
        st.binary(max_size=200),
        st.text(alphabet="<>/tabletrdp=\"'&;一指标年30%\n", max_size=200).map(str.encode),
    ),
)
def test_any_bytes_are_read_or_refused(tmp_path: Path, ending: str, data: bytes) -> None:
    path = tmp_path / f"x{ending}"
    path.write_bytes(data)
    try:
        reading = read(sources.load(path))
    except DocumentError:
        return
    for observation in reading.observations:
        assert observation.span.of(reading.document.text) == observation.text
