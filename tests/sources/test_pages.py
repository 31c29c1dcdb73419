"""What a page is made of: furniture is recognised, and what nobody gave is inferred, or is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from indicators import Document, read
from indicators.cli import main
from indicators.furniture import spans
from indicators.lexicon.page import FURNITURE_KINDS, HEAD_ROLES, furniture, head_words
from indicators.lexicon.table import text_of
from indicators.sources import document, load_folder
from indicators.sources.infer import FIELDS
from indicators.sources.page import Extract
from indicators.text import readable

CORPUS = Path(__file__).parents[1] / "corpus" / "pages"
BODY = "全区地区生产总值300亿元，增长5%。"


def lines(name: str) -> list[tuple[str, ...]]:
    rows = (CORPUS / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return [tuple(row.split("\t")) for row in rows]


@pytest.mark.parametrize(("kind", "line"), lines("furniture"))
def test_a_line_is_furniture_or_not(kind: str, line: str) -> None:
    text = f"{BODY}\n{line}\n{BODY}"
    skipped = spans(text)
    assert [span.of(text) for span in skipped] == ([] if kind == "-" else [line])
    reading = read(Document(text, skipped=skipped))
    reasons = {u.reason for u in reading.unplaced if skipped and skipped[0].overlaps(u.span)}
    assert reasons <= {kind}


def test_furniture_is_blanked_one_for_one() -> None:
    text = f"首页\n{BODY}\n打印 关闭"
    given = Document(text, skipped=spans(text))
    assert readable(given) == f"  \n{BODY}\n     "


def test_items_between_items_are_a_menu() -> None:
    text = f"首页\n魅力甲市\n政务公开\n{BODY}\n相关阅读\n乙市增长9%\n丙市300户企业\n本文300人。"
    assert [span.of(text) for span in spans(text)] == [
        "首页\n魅力甲市\n政务公开",
        "相关阅读\n乙市增长9%\n丙市300户企业",
    ]


@pytest.mark.parametrize(("text", "title", "issuer", "date", "region"), lines("inference"))
def test_what_is_inferred_says_from_where(
    text: str, title: str, issuer: str, date: str, region: str
) -> None:
    found = document(Extract(text.replace("⏎", "\n")), "x", "x")
    where = {one.field: one.where for one in found.inferred}
    said = {name: f"{getattr(found, name)} | {where[name]}" for name in where}
    expected = dict(zip(FIELDS, (title, issuer, date, region), strict=True))
    assert said == {name: value for name, value in expected.items() if value != "-"}


def test_what_is_given_is_not_inferred() -> None:
    text = f"四平市2023年统计公报\n发布时间：2024-03-18\n{BODY}"
    given = {"title": "甲", "region": "长春市", "date": "2020"}
    found = document(Extract(text), "x", "x", given)
    assert (found.title, found.region, found.date) == ("甲", "长春市", "2020")
    assert found.inferred == ()


def test_the_command_says_what_it_inferred_and_asks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.txt"
    file.write_text(f"朝阳区2024年政府工作报告\n{BODY}", encoding="utf-8")
    assert main(["read", str(file), "--format", "jsonl"]) == 0
    out = capsys.readouterr()
    assert '"region": "朝阳区", "region_code": null' in out.out
    inferred, asked = out.err.splitlines()
    assert inferred == (
        "indicators: note: a: title 朝阳区2024年政府工作报告 from the first line; "
        "date 2024 from the year in the title; region 朝阳区 from the title"
    )
    assert "北京市朝阳区" in asked and "吉林省长春市朝阳区" in asked and "give --region" in asked


def test_every_kind_of_word_is_used() -> None:
    assert all(furniture(kind) for kind in FURNITURE_KINDS)
    assert all(head_words(role) for role in HEAD_ROLES)
    page = (Path(__file__).parents[2] / "docs" / "data.md").read_text(encoding="utf-8")
    for name in (*FURNITURE_KINDS, *HEAD_ROLES):
        assert f"`{name}`" in page, name


@pytest.mark.parametrize("file", ["furniture.tsv", "head.tsv"])
def test_every_word_stands_in_its_example(file: str) -> None:
    for line in text_of(file).splitlines()[1:]:
        word, *_, example = line.split("\t")
        assert word in example, line


def test_what_word_leaves_beside_an_open_file_is_no_document(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY, encoding="utf-8")
    (tmp_path / "~$a.docx").write_bytes(b"lock")
    loaded = load_folder(tmp_path)
    assert [d.name for d in loaded.documents] == ["a"]
    assert loaded.failures == ()
