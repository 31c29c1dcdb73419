"""Feed the readers of files with mutated ones until one does what no reader may do.

    pip install atheris
    python tests/fuzz/readers.py html|docx|xlsx|pdf|txt FOLDER -max_total_time=600

FOLDER keeps what widens the coverage; it begins with `seed`. Allowed is a Document or a
DocumentError in one line. Of .docx and .xlsx one XML part is mutated inside a whole package: bytes
of a zip changed at random are hardly ever a zip. What was found is a test in tests/sources.
"""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import atheris
from docx import Document as Docx
from matplotlib.figure import Figure
from openpyxl import Workbook

with atheris.instrument_imports(include=["indicators"]):
    from indicators import read, sources
    from indicators.errors import DocumentError
    from indicators.sources import docx, html, pdf, xlsx
    from indicators.sources.encoding import decode
    from indicators.sources.page import Extract

LINES = ("2023年统计公报", "全年地区生产总值495.7亿元，比上年增长6.5%。", "指标", "单位：亿元")
HTML = (
    "<html><head><meta charset='gb2312'><title>{0}</title></head><body><nav>首页</nav><p>{1}</p>"
    "<table><caption>{3}</caption><tr><th rowspan=2>{2}<th colspan=2>2023年<tr><th>a<th>b<tr>"
    "<td>GDP<td>1<td>2</table></body></html>"
)


def word() -> bytes:
    """A document with paragraphs and a table."""
    made = Docx()
    for line in LINES:
        made.add_paragraph(line)
    table = made.add_table(2, 2)
    table.cell(0, 1).text, table.cell(1, 0).text, table.cell(1, 1).text = "2023年", "GDP", "495.7"
    return packed(made.save)


def workbook() -> bytes:
    """A sheet with a title, heads and figures."""
    made = Workbook()
    sheet = made.worksheets[0]
    for row in ([LINES[0]], [LINES[3]], [LINES[2], 2022, 2023], ["地区生产总值", 460, 495.7]):
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    return packed(made.save)


def printed() -> bytes:
    """A page with a line of text."""
    page = Figure()
    page.text(0.1, 0.5, "GDP 495.7, 2023")
    return packed(lambda buffer: page.savefig(buffer, format="pdf"))


def packed(save: Callable[[io.BytesIO], object]) -> bytes:
    """What a library saves, as bytes."""
    buffer = io.BytesIO()
    save(buffer)
    return buffer.getvalue()


def with_part(package: bytes, part: str, content: bytes) -> bytes:
    """A package in which one part is another."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    return buffer.getvalue()


def part_of(package: bytes, part: str) -> bytes:
    """One part of a package."""
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return opened.read(part)


WORD, SHEET = "word/document.xml", "xl/worksheets/sheet1.xml"
PACKAGES = {"docx": (word(), WORD, docx.extract), "xlsx": (workbook(), SHEET, xlsx.extract)}


def reader(form: str) -> tuple[bytes, Callable[[bytes], Extract]]:
    """A seed, and what takes mutations of it."""
    if form in PACKAGES:
        package, part, extract = PACKAGES[form]
        return part_of(package, part), lambda data: extract(with_part(package, part, data), "fuzz")
    if form == "pdf":
        return printed(), lambda data: pdf.extract(data, "fuzz")
    if form == "txt":
        return "\n".join(LINES).encode("gb18030"), lambda data: Extract(decode(data, "fuzz"))
    return HTML.format(*LINES).encode("gb18030"), lambda data: html.extract(data, "fuzz")


def main() -> None:
    """Run until the fuzzer's own options end it."""
    form, folder = sys.argv[1], Path(sys.argv[2])
    seed, extract = reader(form)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "seed").write_bytes(seed)

    def one(data: bytes) -> None:
        try:
            read(sources.document(extract(data), "fuzz", "fuzz"))
        except DocumentError as error:
            assert "\n" not in str(error), error

    atheris.Setup([sys.argv[0], str(folder), *sys.argv[3:]], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
