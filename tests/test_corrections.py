"""A correction changes one field of one figure, stays beside it, and says when it fits no more."""

from __future__ import annotations

import csv
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators import Document, corrections, read, store
from indicators.cli import main
from indicators.corrections.fields import FIELDS, said
from indicators.errors import CorrectionError, UsageError
from indicators.language import speaking
from indicators.record import Bound, Correction, Measure, Origin, Reading, Span, Status
from indicators.report import tables

TEXT = (
    "---\ntitle: 工作总结\nregion: 长春市\ndate: 2024-02\n---\n\n"
    "2023年，全区粮食产量31.5万吨，增长2%。污水处理率、垃圾收运率均达98%。\n"
)
BY = {"reason": "印刷错误", "author": "王五", "day": "2026-11-22"}


def reading(text: str = TEXT) -> Reading:
    return read(Document(text, name="summary", region="长春市", date="2024-02", body=43))


def mended(field: str, new: str, figure: str = "31.5万吨", name: str = "") -> Correction:
    made = reading()
    o = next(o for o in made.observations if o.text == figure and name in o.indicator)
    return corrections.correction(made.document, o, field, new, **BY)


def laid(*rows: Correction, text: str = TEXT) -> corrections.Corrected:
    return corrections.corrected([reading(text)], {f"row {n}": r for n, r in enumerate(rows, 1)})


NEW = {
    "indicator": "粮食总产量",
    "indicator_id": "",
    "measure": "share",
    "value": "315000..316000",
    "unit": "公斤",
    "bound": "about",
    "period": "2021/2022",
    "status": "target",
    "region": "长春市南关区",
}


@pytest.mark.parametrize("field", FIELDS)
def test_one_field_changes_and_says_who_and_why(field: str) -> None:
    row = mended(field, NEW[field])
    (done,), before = laid(row).readings, reading()
    after = next(o for o in done.observations if o.corrections)
    assert said(after, field) == NEW[field]
    assert [said(after, f) for f in FIELDS if f != field] == [
        said(before.observations[0], f) for f in FIELDS if f != field
    ]
    assert after.corrections == (row,)
    assert "印刷错误（王五，2026-11-22）" in row.note
    assert after.text == "31.5万吨" == after.span.of(done.document.text), "the evidence stays"
    assert "印刷错误" in done._repr_html_() and "印刷错误" not in before._repr_html_()


def test_where_a_period_is_from_a_hand_it_says_so() -> None:
    (done,) = laid(mended("period", "2022"), mended("region", "长春市南关区")).readings
    o = done.observations[0]
    assert o.period_source is o.region_source is Origin.HAND
    assert o.region.code == "220102" and len(o.corrections) == 2


def test_of_two_figures_in_one_place_the_name_tells_which() -> None:
    (done,) = laid(mended("value", "97", "98%", "垃圾收运率")).readings
    told = {o.indicator: o.quantity.value for o in done.observations if o.text == "98%"}
    assert told == {"污水处理率": Decimal(98), "垃圾收运率": Decimal(97)}


def test_text_before_its_sentence_may_change() -> None:
    longer = TEXT.replace("2023年，全区", "城区新增绿地12公顷。2023年，全区")
    (done,), misfits = laid(mended("value", "316000"), text=longer).readings, laid().misfits
    assert [o.text for o in done.observations if o.corrections] == ["31.5万吨"] and not misfits


@pytest.mark.parametrize(
    ("row", "text", "told"),
    [
        (mended("value", "316000"), TEXT.replace("31.5", "31.6"), "not read any more in"),
        (mended("value", "316000"), TEXT + TEXT[43:], "read 2 times in"),
        (replace(mended("value", "316000"), old="3"), TEXT, "is read as '315000' now, not as '3'"),
        (replace(mended("bound", "about"), old="x", new="exact"), TEXT, "so the row can go"),
        (replace(mended("bound", "about"), document="other"), TEXT, "no document of that name"),
        (replace(mended("bound", "about"), new="roughly"), TEXT, "bound cannot be 'roughly'"),
    ],
)
def test_what_fits_no_more_is_told_and_not_applied(row: Correction, text: str, told: str) -> None:
    result = laid(row, text=text)
    assert len(result.misfits) == 1 and told in str(result.misfits[0])
    assert result.readings == (reading(text),)


def test_the_second_of_two_for_one_field_is_told() -> None:
    result = laid(mended("value", "1"), mended("value", "2"))
    assert [str(o.quantity.value) for o in result.readings[0].observations][0] == "1"
    assert "corrected twice" in str(result.misfits[0])


@pytest.mark.parametrize(
    ("field", "new", "told"),
    [
        ("text", "5", "correct one of indicator, indicator_id"),
        ("value", "viele", "plain number"),
        ("value", "NaN", "plain number"),
        ("value", "7..6", "low..high"),
        ("period", "2021/2020", "a year such as 2021"),
        ("period", "20211", "a year such as 2021"),
        ("indicator_id", "gpd", "an id of indicator.toml"),
        ("indicator", " ", "give its name"),
        ("status", "actual", "is 'actual' already"),
    ],
)
def test_a_wrong_correction_is_refused(field: str, new: str, told: str) -> None:
    with pytest.raises(CorrectionError, match=told):
        mended(field, new)


@pytest.mark.parametrize("missing", ["reason", "author"])
def test_nobody_corrects_without_name_and_reason(missing: str) -> None:
    made = reading()
    with pytest.raises(CorrectionError, match=f"no {missing}"):
        corrections.correction(
            made.document, made.observations[0], "bound", "about", **{**BY, missing: " "}
        )


WORDS = st.text(st.characters(blacklist_categories=["C", "Z"]), min_size=1)


@given(reason=WORDS, author=WORDS)
def test_whatever_is_written_comes_back(
    tmp_path_factory: pytest.TempPathFactory, reason: str, author: str
) -> None:
    row = replace(mended("value", "316000"), reason=reason, author=author)
    file = tmp_path_factory.mktemp("c") / "corrections.csv"
    file.write_text(corrections.entered(file, [row]), "utf-8")
    assert list(corrections.load(file)[0].values()) == [row]


def test_bad_rows_are_told_and_stay(tmp_path: Path) -> None:
    file, row = tmp_path / "corrections.csv", mended("value", "316000")
    file.write_text(corrections.entered(file, [row]), "utf-8")
    file.write_text(file.read_text("utf-8") + "a,b\n" + "x,y,z,t,i,value,1,2,r,a,heute\n", "utf-8")
    rows, bad = corrections.load(file)
    assert list(rows) == ["corrections.csv:2"] and len(bad) == 2
    assert "corrections.csv:3: not as many fields" in str(bad[0])
    assert "corrections.csv:4: at 'z'" in str(bad[1])
    after = corrections.entered(file, [replace(row, new="317000"), mended("bound", "about")])
    told = list(csv.reader(after.splitlines()))
    assert [record[0] for record in told] == ["document", "a", "x", "summary", "summary"]
    assert [record[7] for record in told[3:]] == ["317000", "about"], "the newest alone stands"


def test_a_broken_file_is_told(tmp_path: Path) -> None:
    file = tmp_path / "corrections.csv"
    assert corrections.load(file) == ({}, ())
    for broken in (b"document\n", b'"a', b"\xff\xfe"):
        file.write_bytes(broken)
        with pytest.raises(CorrectionError, match=r"corrections.csv"):
            corrections.load(file)


MISSED = {"indicator": "绿化覆盖率", "measure": "share", "period": "2023", "status": "actual"}


def added(quote: str, text: str = TEXT, **given: str) -> Correction:
    document = reading(text).document
    start = text.index(quote)
    span = Span(start, start + len(quote))
    return corrections.addition(document, span, {**MISSED, **given}, **BY)


def removed(figure: str, text: str = TEXT) -> Correction:
    made = reading(text)
    o = next(o for o in made.observations if o.text == figure)
    return corrections.removal(made.document, o, **BY)


def test_a_missed_figure_is_added_where_it_stands() -> None:
    text = f"{TEXT[:43]}今年增长40%。\n{TEXT[43:]}"
    assert "40%" in [number.text for number in reading(text).unplaced]
    row = added("40%", text)
    ((done,), misfits) = (laid(row, text=text).readings, laid(row, text=text).misfits)
    (o,) = [o for o in done.observations if o.corrections]
    assert not misfits and o.span.of(text) == "40%" and o.sentence.of(text) == "今年增长40%。"
    assert (o.indicator_id, o.measure) == ("green_cover", Measure.SHARE)
    assert (o.quantity.stated, o.quantity.unit, str(o.period)) == ("40", "%", "2023")
    assert o.quantity.resolution == 1 and o.region.name == "长春市"
    assert o.period_source is o.region_source is Origin.HAND
    assert not any(number.span.overlaps(o.span) for number in done.unplaced)
    assert "补充" in done._repr_html_() and "印刷错误" in o.corrections[0].note


def test_an_added_figure_may_be_corrected_and_says_both() -> None:
    row = added("全区", value="3", unit="个", bound="exact")
    (done,) = laid(row).readings
    o = next(o for o in done.observations if o.corrections)
    later = corrections.correction(done.document, o, "value", "4", **BY)
    (done,) = laid(later, row).readings
    (o,) = [o for o in done.observations if o.corrections]
    assert o.quantity.stated == "4" and o.corrections == (row, later)


def test_what_is_no_figure_goes_and_its_number_is_told() -> None:
    result = laid(removed("31.5万吨"))
    (done,) = result.readings
    assert not result.misfits and "31.5万吨" not in [o.text for o in done.observations]
    assert ("31.5万吨", "removed") in [(number.text, number.reason) for number in done.unplaced]
    assert [c.note for _, c in done.corrections] == [
        "剔除，不是指标数字：印刷错误（王五，2026-11-22）"
    ]
    assert "印刷错误" in done._repr_html_()


def test_of_two_figures_in_one_place_one_may_go() -> None:
    (done,) = laid(removed("98%")).readings
    assert [o.indicator for o in done.observations if o.text == "98%"] == ["垃圾收运率"]
    assert "98%" not in [number.text for number in done.unplaced], "it still says something"


def test_in_the_place_of_a_wrong_figure_a_right_one_may_stand() -> None:
    away = removed("31.5万吨")
    better = added("粮食产量31.5万吨", value="315000", unit="吨", bound="exact")
    for rows in ((away, better), (better, away)):
        result = laid(*rows)
        (done,) = result.readings
        assert not result.misfits and done.removed[0].text == "31.5万吨"
        assert "粮食产量31.5万吨" in [o.text for o in done.observations]
        assert not [number for number in done.unplaced if number.reason == "removed"]


def test_a_correction_speaks_the_language_in_use() -> None:
    row = mended("status", "target")
    assert row.what == "性质 实绩 → 目标"
    with speaking("en"):
        assert row.what == "status achieved → target"
        assert mended("bound", "about").what == "bound … → about …"


def test_a_figure_that_is_corrected_and_removed_tells_both() -> None:
    (done,) = laid(mended("value", "316000"), removed("31.5万吨")).readings
    (o,) = done.removed
    assert [c.field for c in o.corrections] == ["value", "figure"]


ADDED = added("2023年", value="1", unit="个", bound="exact")


@pytest.mark.parametrize(
    ("row", "text", "told"),
    [
        (ADDED, TEXT.replace("2023年", "前年"), "its sentence stands no more"),
        (ADDED, TEXT + TEXT[43:], "its sentence stands 2 times"),
        (replace(ADDED, document="other"), TEXT, "no document of that name"),
        (replace(ADDED, new="measure=level"), TEXT, "says indicator_id=...; measure="),
        (replace(ADDED, new=ADDED.new.replace("share", "much")), TEXT, "measure cannot be"),
        (
            replace(ADDED, at=12, text="31.5万吨", indicator="粮食产量"),
            TEXT,
            "is read by now, so the row can go",
        ),
        (replace(ADDED, at=12, text="31.5"), TEXT, "shares characters with '31.5万吨'"),
        (removed("31.5万吨"), TEXT.replace("31.5", "31.6"), "so the row can go"),
    ],
)
def test_a_whole_figure_that_fits_no_more_is_told_in_a_line(
    row: Correction, text: str, told: str
) -> None:
    result = laid(row, text=text)
    assert len(result.misfits) == 1 and told in str(result.misfits[0])
    assert "\n" not in str(result.misfits[0]) and result.readings == (reading(text),)


def test_one_that_is_added_or_removed_twice_is_told() -> None:
    for row, told in ((ADDED, "added twice"), (removed("31.5万吨"), "removed twice")):
        assert told in str(laid(row, row).misfits[0])
    (done,) = laid(ADDED).readings
    o = next(o for o in done.observations if o.corrections)
    away = corrections.removal(done.document, o, **BY)
    assert "so the row can go" in str(laid(ADDED, away).misfits[0])


@pytest.mark.parametrize(
    ("quote", "given", "told"),
    [
        ("98%。", {}, "no amount that can be read"),
        ("亩产很高", {}, "no part of one sentence"),
        ("全区", {"value": "viele", "unit": "个", "bound": "exact"}, "plain number"),
        ("31.5万吨", {"status": "soon"}, "status cannot be 'soon'"),
        ("全区", {}, "no amount that can be read"),
        ("全区", {"value": "1", "unit": "a;b", "bound": "exact"}, "semicolon"),
        ("全区", {"value": "1", "unit": "", "bound": "exact"}, "give the unit"),
        ("全区", {"indicator": ""}, "no indicator"),
    ],
)
def test_a_wrong_addition_is_refused(quote: str, given: dict[str, str], told: str) -> None:
    text = TEXT.replace("2%。", "2%。亩产\n\n很高。") if "亩产" in quote else TEXT
    with pytest.raises(CorrectionError, match=told):
        added("亩产\n\n很高" if "亩产" in quote else quote, text, **given)


def test_a_row_of_a_table_may_get_a_figure() -> None:
    text = TEXT + "\n指标\t2023年（亿元）\n地区生产总值\t约560\n财政收入\t70\n"
    document = read(
        Document(text, name="summary", region="长春市", date="2024-02", body=43)
    ).document
    start = text.index("约560")
    row = corrections.addition(
        document,
        Span(start, start + 4),
        {**MISSED, "value": "56000000000", "unit": "CNY", "bound": "about"},
        **BY,
    )
    assert row.sentence == "地区生产总值\t约560" and row.at == 7


@pytest.fixture
def collection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "batch.toml").touch()
    documents = tmp_path / "data" / "documents"
    documents.mkdir(parents=True)
    (documents / "summary.md").write_text(TEXT, "utf-8")
    monkeypatch.setenv(store.HOME, str(tmp_path))
    return tmp_path


def test_the_collection_applies_them_and_the_page_shows_them(collection: Path) -> None:
    made = store.as_read()[0]
    row = corrections.correction(made.document, made.observations[0], "status", "target", **BY)
    assert store.keep([row]) == (collection / "data" / "corrections.csv",)
    assert store.observations()[0].status is Status.TARGET
    assert store.as_read()[0].observations[0].status is Status.ACTUAL
    assert "印刷错误" in tables.statements.observations(store.readings())._repr_html_()
    store.write_observations()
    assert ",target," not in store.observations_file().read_text("utf-8"), "what the machine reads"
    (collection / "data" / "documents" / "summary.md").write_text(
        TEXT.replace("31.5", "3"), "utf-8"
    )
    store.forget()
    assert "not read any more" in str(store.misfits()[0])


def test_a_new_document_is_kept_with_its_corrections(collection: Path) -> None:
    own = replace(
        reading("2023年，粮食产量12万吨左右。").document, name="own", body=0, title="甲\n乙"
    )
    o = read(own).observations[0]
    row = corrections.correction(own, o, "bound", "exact", **BY)
    store.keep([row], own)
    kept = store.document("own")
    assert (kept.title, kept.region, kept.date) == ("甲 乙", "长春市", "2024-02")
    (found,) = [o for o in store.observations() if o.document == "own"]
    assert found.quantity.bound is Bound.EXACT and not store.misfits()
    with pytest.raises(UsageError, match="another text of that name"):
        store.keep([], replace(own, text="别的。"))
    before = store.corrections_file().read_bytes()
    with pytest.raises(CorrectionError, match="not read any more"):
        store.keep([replace(row, text="5%")])
    assert store.corrections_file().read_bytes() == before


def test_added_and_removed_figures_stand_on_the_page_and_misfits_are_counted(
    collection: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = collection / "data" / "documents" / "summary.md"
    file.write_text(TEXT + "今年增长40%。\n", "utf-8")
    document, text = store.document("summary"), store.document("summary").text
    start = text.index("40%")
    add = corrections.addition(document, Span(start, start + 3), MISSED, **BY)
    drop = corrections.removal(document, store.as_read()[0].observations[0], **BY)
    store.keep([add, drop])
    found = {o.text for o in store.observations()}
    assert "40%" in found and "31.5万吨" not in found
    shown = tables.statements.corrections(store.readings())._repr_html_()
    assert "补充漏读的数字" in shown and "剔除" in shown and shown.count("印刷错误") == 2
    assert (
        "※ 补充漏读的数字：印刷错误"
        in tables.statements.observations(store.readings())._repr_html_()
    )
    file.write_text(TEXT.replace("31.5", "3"), "utf-8")
    store.forget()
    assert main(["export", "--format", "csv", "--to", str(collection / "a.csv")]) == 1
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 3 and "2 corrections are not applied" in told[-1]
