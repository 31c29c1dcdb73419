"""The record tells what a run has read."""

from __future__ import annotations

from pathlib import Path

from indicators.batch.record import digests


def test_digests_tell_every_input(tmp_path: Path) -> None:
    notebook = tmp_path / "01.ipynb"
    notebook.write_text("{}")
    documents = tmp_path / "data" / "documents"
    documents.mkdir(parents=True)
    before = digests(tmp_path, notebook, tmp_path / "package")
    (documents / "a.md").write_text("460.2亿元", "utf-8")
    after = digests(tmp_path, notebook, tmp_path / "package")
    assert {name for name in after if after[name] != before[name]} == {"data/documents"}
    assert all(len(digest) == 64 for digest in after.values())
