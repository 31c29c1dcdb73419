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


def empty_docx() -> bytes:
    file = io.BytesIO()
    docx.Document().save(file)
    return file.getvalue()


def empty_xlsx() -> bytes:
    file = io.BytesIO()
    openpyxl.Workbook().save(file)
    return file.getvalue()


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
    try:
        read(sources.load(tmp_path / "deep.html"))
    except DocumentError as error:
        assert "empty" in str(error)


def test_a_cell_that_claims_to_be_huge_is_one_cell(tmp_path: Path) -> None:
    rows = "<tr><td rowspan=99999999 colspan=99999999>指标</td><td>2023年（亿元）</td></tr>"
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
