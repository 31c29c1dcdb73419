"""Reading whole documents: the evidence holds, labels are met, nothing is lost."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Context, Decimal, localcontext
from pathlib import Path

import pytest
from benchmarks.accuracy import labels_of, score
from hypothesis import given
from hypothesis import strategies as st

from indicators import Document, read, sources
from indicators.record import Status
from indicators.text import LONGEST, fold, split

HERE = Path(__file__).parent
ROOT = HERE.parent
OWN = sources.load_folder(ROOT / "data" / "documents").documents
LABELLED = sources.load_folder(HERE / "corpus" / "readings").documents
KNOWN = HERE / "corpus" / "readings" / "known_failures.tsv"


def ids(documents: tuple[Document, ...]) -> list[str]:
    return [document.name for document in documents]


@pytest.mark.parametrize("document", (*OWN, *LABELLED), ids=ids((*OWN, *LABELLED)))
def test_the_evidence_is_the_text(document: Document) -> None:
    reading = read(document)
    assert reading.observations
    for observation in reading.observations:
        assert observation.span.of(document.text) == observation.text
        assert observation.sentence.start <= observation.span.start >= document.body
        assert observation.span.end <= observation.sentence.end
        assert observation.indicator
    for number in reading.unplaced:
        assert number.span.of(document.text) == number.text
        assert number.reason


@pytest.mark.parametrize("document", (*OWN, *LABELLED), ids=ids((*OWN, *LABELLED)))
def test_every_digit_is_accounted_for(document: Document) -> None:
    reading = read(document)
    covered = [o.span for o in reading.observations] + [u.span for u in reading.unplaced]
    for match in re.finditer(r"\d+", document.text[document.body :]):
        place = document.body + match.start()
        assert any(span.start <= place < span.end for span in covered), match[0]


@pytest.mark.parametrize("document", OWN, ids=ids(OWN))
def test_the_collection_s_documents_are_read_as_labelled(document: Document) -> None:
    labels = labels_of(HERE / "corpus" / "documents" / f"{document.name}.tsv", document.text)
    result, _ = score(document, list(labels))
    assert result.wrong == []


@pytest.mark.parametrize("document", LABELLED, ids=ids(LABELLED))
def test_the_labelled_readings_fail_where_it_is_known_and_nowhere_else(document: Document) -> None:
    labels = labels_of(HERE / "corpus" / "readings" / f"{document.name}.labels", document.text)
    result, _ = score(document, list(labels))
    failed = {f"{document.name}\t{why}\t{line.split(chr(9))[0]}" for line, why in result.wrong}
    lines = KNOWN.read_text(encoding="utf-8").splitlines()
    assert failed == {line for line in lines if line.startswith(f"{document.name}\t")}


@pytest.mark.parametrize("document", OWN, ids=ids(OWN))
def test_full_width_digits_read_the_same(document: Document) -> None:
    wide = {ord(str(i)): ord("０") + i for i in range(10)}
    body = document.text[document.body :].translate(wide)
    dressed = Document(
        document.text[: document.body] + body,
        document.name,
        document.title,
        document.issuer,
        document.region,
        document.date,
        document.source,
        document.body,
    )
    assert facts(dressed) == facts(document)


def facts(document: Document) -> list[tuple[object, ...]]:
    return [
        (o.span, o.indicator_id, o.measure, o.quantity, o.period, o.status)
        for o in read(document).observations
    ]


def test_a_traditional_text_is_read_with_its_own_words() -> None:
    document = Document("力爭新增國家級專精特新企業30家以上。", date="2023-05")
    [observation] = read(document).observations
    assert observation.indicator == "新增國家級專精特新企業"
    assert (observation.quantity.stated, observation.quantity.bound) == ("30", "lower")
    assert observation.status == Status.TARGET


@given(st.text())
def test_folding_keeps_every_place(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="一二三亿万元%增长，。；、：0123456789.-“”（）年月达到约以上个"))
def test_any_text_is_read_without_an_error(text: str) -> None:
    reading = read(Document(text, date="2024-01", region="长春市南关区"))
    for observation in reading.observations:
        assert observation.span.of(text) == observation.text
    for one, other in zip(split(reading.document)[0], split(reading.document)[0][1:], strict=False):
        assert one.span.end <= other.span.start


def test_an_autonomous_prefecture_goes_by_its_short_name() -> None:
    document = Document("红河州累计减贫8万人。", region="红河哈尼族彝族自治州", date="2020-07")
    [figure] = read(document).observations
    assert (figure.indicator, figure.region.code) == ("减贫", "532500")
    assert read(replace(document, region="红河州")).observations[0].region.code == "532500"


def test_an_undated_document_yields_no_guessed_period() -> None:
    [observation] = read(Document("社会消费品零售总额达到90亿元。")).observations
    assert observation.period is None
    assert observation.period_source == "none"


def test_a_word_for_a_time_needs_a_date() -> None:
    text = "去年新增就业300人，未来三年新增就业900人，2019年新增就业200人。"
    assert [o.period for o in read(Document(text)).observations][:2] == [None, None]
    dated = read(Document(text, date="2023-02")).observations
    assert [str(o.period) for o in dated] == ["2022", "2023/2025", "2019"]


def test_a_stated_year_in_an_undated_text_is_no_plan() -> None:
    [observation] = read(Document("2019年地区生产总值为300亿元。")).observations
    assert (str(observation.period), observation.status) == ("2019", Status.ACTUAL)


def test_a_multiple_of_an_early_year_is_over_both() -> None:
    text = "2021年，全区地区生产总值495.7亿元，是2012年220亿元的2.25倍。"
    periods = [str(o.period) for o in read(Document(text, date="2022-02")).observations]
    assert periods == ["2021", "2012", "2012/2021"]


def test_figures_are_exact_whatever_the_caller_reckons_with() -> None:
    with localcontext(Context(prec=6)):
        [figure] = read(Document("2023年投资12345678.5万元。")).observations
    assert figure.quantity.value == 123456785000


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("投资和税收分别达到488和163亿元。", (48800000000, 16300000000)),
        ("收入、支出、税收分别为9.8、1.12和5.7万元。", (98000, 11200, 57000)),
        ("常住人口和户籍人口分别为120和98万人。", (1200000, 980000)),
        ("投资和税收分别达到12亿和10亿元。", (1200000000, 1000000000)),
        ("教育、卫生支出分别增长5和6.5个百分点。", (5, Decimal("6.5"))),
    ],
)
def test_a_list_shares_its_unit_and_its_myriads(text: str, values: tuple[Decimal, ...]) -> None:
    assert tuple(o.quantity.value for o in read(Document(text)).observations) == values


def test_what_a_figure_is_compared_with_is_of_its_own_year() -> None:
    text = "2021年，全区地区生产总值达到495.7亿元，比2012年的220亿元翻了一番。"
    found = read(Document(text, date="2022-02")).observations
    assert {o.indicator for o in found} == {"地区生产总值"}
    assert [str(o.period) for o in found] == ["2021", "2012", "2012/2021"]


def test_numbers_without_a_place_come_in_the_order_of_the_text() -> None:
    for document in OWN:
        starts = [number.span.start for number in read(document).unplaced]
        assert starts == sorted(starts)


def test_an_area_holds_until_the_next_one() -> None:
    text = "九台区引进项目9个，带动就业300人；农安县建成厂房2万平方米。全市新增企业60家。"
    document = Document(text, region="长春市", date="2024-02", title="长春市政府工作报告")
    said = [(o.region.name, o.region.code) for o in read(document).observations]
    assert said == [
        ("九台区", "220113"),
        ("九台区", "220113"),
        ("农安县", "220122"),
        ("长春市", "220100"),
    ]


def test_an_undated_document_tells_no_impossible_year() -> None:
    for text in ("2022年，全区新增就业9000人。", "去年产值5亿元", "未来五年新增就业9000人。"):
        for o in read(Document(text)).observations:
            assert o.period is None or str(o.period) == "2022"


def test_a_part_of_a_year_is_of_the_year_that_is_said() -> None:
    text = "2022年第一季度，产值120亿元；2022年1—9月，产值320亿元；去年第四季度，产值90亿元。"
    periods = [str(o.period) for o in read(Document(text, date="2023-05")).observations]
    assert periods == ["2022", "2022", "2022"]
    text = "一季度，GDP120亿元，增长5%。"
    assert {str(o.period) for o in read(Document(text, date="2023-09")).observations} == {"2023"}


def test_a_figure_of_nothing_is_no_observation() -> None:
    reading = read(Document("今年增长7%。", date="2023-01"))
    assert reading.observations == ()
    assert [(u.text, u.reason) for u in reading.unplaced] == [("7%", "no name")]


def test_nothing_is_named_by_what_another_section_told() -> None:
    text = "一、工业\n规上工业增加值增长5%。{}同比增长8%。\n"
    within, behind = (read(Document(text.format(head))) for head in ("", "\n二、投资\n"))
    assert [o.indicator for o in within.observations] == ["规上工业增加值"] * 2
    assert [(u.text, u.reason) for u in behind.unplaced] == [("8%", "no name")]


def test_absurd_input_is_cut_into_sentences_that_can_be_read() -> None:
    for piece in ("由", "1,", "甲、", "3个，", "1-", "比", "一二三万亿", "和", "（", "9"):
        document = Document(piece * (24000 // len(piece)))
        assert max(len(s.text) for s in split(document)[0]) <= LONGEST
        assert "".join(s.text for s in split(document)[0]) == fold(document.text)
        read(document)


def test_the_whole_leads_back_from_an_area() -> None:
    text = "绿园经开区工业产值增长9%，全区工业产值增长7%。"
    regions = [o.region.name for o in read(Document(text, region="长春市绿园区")).observations]
    assert regions == ["绿园经开区", "长春市绿园区"]


@pytest.mark.parametrize(
    ("text", "name", "places"),
    [
        ("1—5月外贸增速前两名：银川市增长9%，石嘴山市增长8%。", "外贸增速", "银川市 石嘴山市"),
        (
            "1—5月外贸增速后两名：银川市（不含宁东）下降3%，惠农区下降1%。",
            "外贸增速",
            "银川市 惠农区",
        ),
        ("新增泊位60个，其中兴庆区20个，金凤区30个。", "泊位", "兴庆区 金凤区"),
    ],
)
def test_a_list_of_places_tells_one_thing_of_each(text: str, name: str, places: str) -> None:
    read_ = read(Document(text, region="宁夏回族自治区", date="2021-08")).observations[-2:]
    assert [o.region.name.removeprefix("宁夏回族自治区") for o in read_] == places.split()
    assert all(o.indicator.endswith(name) for o in read_)
