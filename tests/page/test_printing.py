"""A page as PDF and its chart as PNG, made by a real browser."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from nbformat import NotebookNode

from indicators.errors import UsageError
from indicators.report import page
from indicators.report.page import printing

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="150pt" height="75pt" viewBox="0 0 150 75">'
    '<rect width="150" height="75" fill="#0072b2"/></svg>'
)


def test_a_pdf_is_tagged_and_has_bookmarks(
    make_notebook: Callable[..., NotebookNode], tmp_path: Path
) -> None:
    file = tmp_path / "页 100%.html"
    notebook = make_notebook("# 南关区的增长", "## 数据\n\n正文", "x = 1", "## 结果\n\n正文")
    file.write_text(page.render(notebook), "utf-8")
    made = printing.pdf(file)
    document = pypdfium2.PdfDocument(made)
    try:
        assert document.is_tagged()
        titles = [mark.get_title() for mark in document.get_toc()]
        assert titles == ["南关区的增长", "数据", "结果"]
        assert "正文" in document[0].get_textpage().get_text_range()
    finally:
        document.close()
    assert b"D:20000101000000" in made


def test_a_chart_becomes_a_picture_of_its_size(tmp_path: Path) -> None:
    file = tmp_path / "chart.svg"
    file.write_text(SVG, "utf-8")
    made = printing.png(file)
    assert made.startswith(b"\x89PNG")
    assert struct.unpack(">II", made[16:24]) == (400, 200)


def test_without_a_browser_it_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageError, match="install it"):
        printing.pdf(tmp_path / "x.html")


def test_a_browser_that_fails_is_told_in_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "chromium"
    program.write_text("#!/bin/sh\nexit 7\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    with pytest.raises(UsageError, match=r"x\.html: not printed: .*7") as failed:
        printing.pdf(tmp_path / "x.html")
    assert "\n" not in str(failed.value)
