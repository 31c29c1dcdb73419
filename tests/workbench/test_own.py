"""A document of one's own: brought, corrected, asked, kept; nothing is written before."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest

from indicators import store
from indicators.errors import CorrectionError, DocumentError, UnknownName, UsageError
from indicators.workbench import Own, bring, desk, opened
from indicators.workbench.own import dropped

TEXT = (
    "2023年，全区地区生产总值完成560亿元，增长5%；绿化覆盖率达到40%，森林覆盖率达到40%。"
    "2024年，地区生产总值增长6%左右。"
)
WHY = {"reason": "年报已修订", "author": "王五"}


def own() -> Own:
    return bring(TEXT, region="长春市南关区", date="2024-01")


@pytest.fixture
def collection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for part in ("data", "notebooks"):
        shutil.copytree(store.root() / part, tmp_path / part)
    monkeypatch.setenv(store.HOME, str(tmp_path))
    return tmp_path


def test_a_correction_moves_path_and_feasibility() -> None:
    before = own()
    after = before.correct("560亿元", "value", "61000000000", **WHY)
    assert before.made == () and before.reading == before.as_read, "nothing is changed in place"
    assert "560" in before.growth().sentence and "610" in after.growth().sentence
    targets = before.correct("6%", "value", "3", **WHY)
    assert targets.targets().sentence != before.targets().sentence
    again = after.correct("560亿元", "value", "62000000000", **WHY)
    assert [row.new for row in again.made] == ["62000000000"], "the last word on a field counts"


def test_only_its_own_targets_are_told() -> None:
    assert "6%" in own().targets().sentence.replace(" ", "")


@pytest.mark.parametrize(
    ("figure", "told"),
    [("40%", "give one of these"), ("7%", "no figure of"), (9, "has 0 to"), (-1, "has 0 to")],
)
def test_a_figure_is_named_or_refused(figure: str | int, told: str) -> None:
    with pytest.raises(UnknownName, match=told):
        own().correct(figure, "value", "1", **WHY)


def test_what_is_missing_is_said() -> None:
    with pytest.raises(UsageError, match="no region: say which"):
        bring("地区生产总值增长5%。").growth()
    with pytest.raises(DocumentError, match="write it as 2022"):
        bring(TEXT, date="last year")
    with pytest.raises(DocumentError, match="empty"):
        bring("  ")
    with pytest.raises(CorrectionError, match="plain number"):
        own().correct("560亿元", "value", "viel", **WHY)


def test_a_file_of_any_format_may_be_dropped(tmp_path: Path) -> None:
    file = tmp_path / "表.xlsx"
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (["指标", "2023年（亿元）"], ["地区生产总值", 560]):
        book.active.append(row)
    book.save(file)
    brought = dropped(file.read_bytes(), "../../表 1.xlsx", region="长春市南关区", date="2024")
    assert brought.document.name == "表_1" and brought.document.tables
    with pytest.raises(UsageError, match="put the file itself into"):
        brought.keep()
    assert bring(file, region="长春市南关区").document.name == "表"


def test_what_is_kept_counts_from_then_on(collection: Path) -> None:
    made = bring(TEXT, name="年初/报告", region="长春市南关区", date="2024-01")
    made = made.correct("560亿元", "value", "61000000000", **WHY)
    files = {file.relative_to(collection).as_posix() for file in made.keep()}
    assert files == {"data/documents/年初_报告.md", "data/corrections.csv"}
    found = [o for o in store.observations("长春市南关区") if o.corrections]
    assert [o.quantity.stated for o in found] == ["61000000000"] and not store.misfits()
    later = opened("年初_报告")
    assert later.made == made.made
    assert later.correct("5%", "bound", "about", **WHY).keep()
    assert len([o for o in store.observations() if o.corrections]) == 2


def test_the_desk_does_the_same(collection: Path) -> None:
    one = desk()
    assert one.own is None and one._repr_mimebundle_()["text/html"] == ""
    one.text.value = TEXT
    one.fields["region"].value, one.fields["date"].value = "长春市南关区", "2024-01"
    one.buttons["read"].click()
    assert one.own is not None and "560亿元" in one.reading.value
    before = one.path.value
    one.field.value = "value"
    assert one.old.value == "56000000000"
    for name, said in {"new": "61000000000", **WHY}.items():
        one.words[name].value = said
    one.buttons["correct"].click()
    assert one.path.value != before and "年报已修订" in one.reading.value
    assert store.corrections_file().read_text("utf-8").count("\n") == 1
    one.buttons["keep"].click()
    assert [c.author for o in store.observations() for c in o.corrections] == ["王五"]
