"""A document of one's own: brought, corrected, asked, kept; nothing is written before."""

from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from indicators import store
from indicators.errors import CorrectionError, DocumentError, UnknownName, UsageError
from indicators.workbench import Own, bring, desk, opened
from indicators.workbench.opening import dropped

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
    [
        ("40%", "give one of these"),
        ("7%", "no figure that was read"),
        (9, "has 0 to"),
        (-1, "has 0 to"),
    ],
)
def test_a_figure_is_named_or_refused(figure: str | int, told: str) -> None:
    with pytest.raises(UnknownName, match=told):
        own().correct(figure, "value", "1", **WHY)


def test_what_is_missing_is_said() -> None:
    with pytest.raises(UsageError, match="no region: say which"):
        bring("地区生产总值增长5%。").growth()
    with pytest.raises(UsageError, match="没有读出目标"):
        bring("2023年地区生产总值560亿元。", region="长春市南关区", date="2024").targets()
    with pytest.raises(DocumentError, match="write it as 2022"):
        bring(TEXT, date="last year")
    with pytest.raises(DocumentError, match="empty"):
        bring("  ")
    with pytest.raises(CorrectionError, match="plain number"):
        own().correct("560亿元", "value", "viel", **WHY)


def workbook() -> bytes:
    book, made = openpyxl.Workbook(), BytesIO()
    assert book.active is not None
    for row in (["指标", "2023年（亿元）"], ["地区生产总值", 560]):
        book.active.append(row)
    book.save(made)
    return made.getvalue()


def test_a_file_of_any_format_may_be_dropped(tmp_path: Path) -> None:
    (tmp_path / "表.xlsx").write_bytes(workbook())
    brought = dropped(workbook(), "../../表 1.xlsx", region="长春市南关区", date="2024")
    assert brought.document.name == "表_1" and brought.document.tables
    assert bring(tmp_path / "表.xlsx", region="长春市南关区").document.name == "表"
    assert dropped(workbook(), "a.xlsx", name="年报/2023").document.name == "年报_2023"


HTML = (
    "<html><body><nav>首页 导航</nav><h1>2023年公报</h1>"
    "<p>2023年，全区地区生产总值560亿元，增长5%。</p></body></html>"
)


@pytest.mark.parametrize("table", [None, "document,title,region,date,note\nold,甲,长春市,2020,x\n"])
@pytest.mark.parametrize(
    ("file", "data"), [("表.xlsx", workbook()), ("公报.html", HTML.encode("gb18030"))]
)
def test_a_file_is_kept_as_it_came(
    collection: Path, file: str, data: bytes, table: str | None
) -> None:
    folder = collection / "data" / "documents"
    if table:
        (folder / "documents.csv").write_text(table, "utf-8")
        (folder / "old.txt").write_text("2019年，地区生产总值1亿元。", "utf-8")
    made = dropped(data, file, region="长春市南关区", date="2024")
    figure = next(o.text for o in made.as_read.observations if o.text.startswith("560"))
    files = made.correct(figure, "value", "57000000000", **WHY).keep()
    told = {path.relative_to(collection).as_posix() for path in files}
    assert told == {
        f"data/documents/{file}",
        "data/documents/documents.csv",
        "data/corrections.csv",
    }
    assert (folder / file).read_bytes() == data
    (o,) = [o for o in store.observations("长春市南关区") if o.corrections]
    assert (o.quantity.stated, store.misfits()) == ("57000000000", ())
    assert store.document(made.document.name).date == "2024"
    if table:
        rows = (folder / "documents.csv").read_text("utf-8").splitlines()
        assert rows[:2] == table.splitlines() and store.document("old").region == "长春市"


def test_a_pasted_table_is_kept_with_its_figures(collection: Path) -> None:
    text = (
        "2023年主要指标（亿元）\n\n指标\t2022年\t2023年\n地区生产总值\t530\t560\n财政收入\t60\t70\n"
    )
    made = bring(text, region="长春市南关区", date="2024-01", name="表")
    assert made.document.tables
    made.correct("560", "value", "57000000000", **WHY).keep()
    (o,) = [o for o in store.observations("长春市南关区") if o.corrections]
    assert o.quantity.stated == "57000000000" and not store.misfits()


def test_keeping_twice_writes_once_and_another_head_is_refused(collection: Path) -> None:
    made = own().correct("560亿元", "value", "61000000000", **WHY)
    assert len(made.keep()) == 2
    again = opened(made.document.name)
    assert again.keep() == ()
    with pytest.raises(UsageError, match=r"with region '长春市南关区', not '长春市绿园区'.*opened"):
        bring(TEXT, region="长春市绿园区", date="2024-01").keep()
    with pytest.raises(UsageError, match="another text of that name: give another name"):
        bring("别的。2023年增长5%。", region="长春市南关区", date="2024-01").keep()
    (collection / "data" / "documents" / "broken.pdf").write_bytes(b"x")
    with pytest.raises(UsageError, match="broken.pdf is in the collection"):
        bring(TEXT, name="broken", region="长春市南关区").keep()


def test_a_missed_figure_moves_the_path_and_a_wrong_one_is_taken_out() -> None:
    text = "2024年完成600亿元。2023年，全区地区生产总值560亿元。"
    made = bring(text, region="长春市南关区", date="2025-01")
    told = {"measure": "level", "period": "2024", "status": "actual", **WHY}
    with pytest.raises(UnknownName, match="stands 2 times"):
        made.add("亿元", "x", **told)
    before = made.growth().sentence
    after = made.add("600亿元", "地区生产总值", **told)
    (o,) = [o for o in after.reading.observations if any(c.adds for c in o.corrections)]
    assert o.quantity.stated == "60000000000" and o.indicator_id == "gdp"
    assert after.growth().sentence != before
    with pytest.raises(UsageError, match="restore"):
        after.remove(len(after.figures) - 1, **WHY)
    back = after.restore(len(after.figures) - 1)
    assert back.made == () and back.growth().sentence == before


def test_a_figure_may_be_taken_out_and_put_back(collection: Path) -> None:
    made = own().remove("560亿元", **WHY)
    assert "560亿元" not in [o.text for o in made.reading.observations]
    made.keep()
    name = made.document.name
    assert "560亿元" not in [o.text for o in store.observations() if o.document == name]
    later = opened(name)
    assert [c.removes for c in later.made] == [True]
    back = later.restore("560亿元").correct("5%", "value", "4", **WHY)
    back.keep()
    assert [c.field for c in opened(name).made] == ["value"]
    assert "560亿元" in [o.text for o in store.observations() if o.document == name]


def test_what_fits_no_more_is_told_where_the_document_is_opened(collection: Path) -> None:
    made = own().correct("560亿元", "value", "61000000000", **WHY).remove("5%", **WHY)
    made.keep()
    file = collection / "data" / "documents" / f"{made.document.name}.md"
    file.write_text(file.read_text("utf-8").replace("560亿元", "561亿元"), "utf-8")
    store.forget()
    later = opened(made.document.name)
    assert len(later.misfits) == 2 and "not read any more" in later._repr_html_()
    later.correct("561亿元", "value", "61000000000", **WHY).keep()
    rows = store.corrections_file().read_text("utf-8").splitlines()
    assert len(rows) == 4, "the rows that fit no more stay"


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
    form = one.mending
    form.field.value = "value"
    assert form.old.value == "56000000000"
    form.new.value = "61000000000"
    for name, said in WHY.items():
        form.words[name].value = said
    one.buttons["correct"].click()
    assert one.path.value != before and "年报已修订" in one.reading.value
    assert form.old.value == "61000000000"
    assert store.corrections_file().read_text("utf-8").count("\n") == 1
    one.buttons["keep"].click()
    assert [c.author for o in store.observations() for c in o.corrections] == ["王五"]
    one.buttons["restore"].click()
    one.buttons["keep"].click()
    assert not [c for o in store.observations() for c in o.corrections], "kept twice, taken back"


def test_the_desk_adds_and_removes(collection: Path) -> None:
    one = desk(
        bring("2023年，全区绿地40公顷。今年完成600亿元。", region="长春市南关区", date="2024-01")
    )
    form, add = one.mending, one.adding
    form.field.value = "status"
    assert form.old.value == "实绩" and "目标" in form.new.options
    form.words["reason"].value, form.words["author"].value = "漏读", "王五"
    add.quote.value = "600亿元"
    add.fields["indicator"].value, add.fields["period"].value = "地区生产总值", "2024"
    add.fields["status"].value = "目标"
    one.buttons["add"].click()
    assert one.own is not None
    assert [o.status.value for o in one.own.figures if o.text == "600亿元"] == ["target"]
    form.figure.index = 0
    one.buttons["remove"].click()
    assert "剔除" in one.reading.value and len(one.own.reading.removed) == 1
    one.fields["name"].value = "ignored once it is read"
    one.buttons["keep"].click()
    document = one.own.document.name
    (o,) = [o for o in store.observations() if o.document == document]
    assert o.indicator_id == "gdp" and not store.misfits()


def test_the_desk_without_a_document_says_what_to_do() -> None:
    one = desk()
    for name in ("read", "correct", "remove", "restore", "add", "keep"):
        one.buttons[name].click()
    assert one.own is None
    assert one.after.children.index(one.done) == one.after.children.index(one.buttons["keep"]) + 1
