"""The panel: every figure in its place or left with its reason; merged, contested, chained."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest

from indicators import Document, Reading, read, store
from indicators.errors import UnknownName
from indicators.growth import Panel, Shape, panel, stated_levels
from indicators.growth.panel import COLUMNS
from indicators.record import Basis, Measure

CASES = Path(__file__).parents[1] / "corpus" / "claims" / "panel.tsv"
PLACE = "长春市绿园区"


def rows() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def reading(text: str, name: str = "report", date: str = "2022-03", region: str = PLACE) -> Reading:
    return read(Document(text, name=name, region=region, date=date))


def made(*texts: str) -> Panel:
    return panel([reading(text, f"report-{number}") for number, text in enumerate(texts)])


@pytest.mark.parametrize("row", rows(), ids=lambda row: str(row["text"]))
def test_a_figure_has_its_place(row: dict[str, str]) -> None:
    document = Document(row["text"], name="report", region=PLACE, date="2022-03")
    if row["period"] > "2022":
        document = Document(row["text"], name="report", region=PLACE, date="2023-02")
    found = [
        {
            "shape": str(e.shape),
            "measure": str(e.measure),
            "indicator": e.amount.series.concept,
            "period": e.amount.when.removesuffix(e.amount.series.part),
            "value": format(e.value, "f"),
            "basis": str(e.amount.series.basis),
            "status": str(e.amount.series.status),
            "scope": e.amount.series.scope,
        }
        for e in panel([read(document)]).entries
    ]
    assert {name: value for name, value in row.items() if name != "text"} in found


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2021年，全区实施重点项目78个。", "not an indicator of the catalogue"),
        ("2021年末，常住人口增加1.9万人。", "a change in its own unit, no rate"),
        ("2021年，地区生产总值是2012年的2.3倍。", "a multiple: it states no level"),
        ("2021年，社会消费品零售总额环比增长1.2%。", "growth against a time that is not told"),
        ("粮食产量连续12年保持在500万吨以上。", "over several years, and no total of them"),
    ],
)
def test_what_has_no_place_has_a_reason(text: str, reason: str) -> None:
    found = made(text)
    assert not found.entries and set(found.reasons) == {reason}


def test_a_figure_without_a_period_or_place_is_left() -> None:
    undated = panel([reading("社会消费品零售总额达到80.5亿元。", date="")])
    nowhere = panel([reading("2021年，社会消费品零售总额80.5亿元。", region="")])
    assert set(undated.reasons) == {"no period is stated"}
    assert set(nowhere.reasons) == {"no place is stated"}


def test_none_of_the_collection_is_lost() -> None:
    readings = store.readings()
    found = panel(readings)
    kept = [id(o) for e in found.entries for o in e.evidence]
    kept += [id(one.observation) for one in found.left]
    assert sorted(kept) == sorted(id(o) for r in readings for o in r.observations)
    assert list(found.frame().columns) == list(COLUMNS)
    assert len(found.frame()) == len(found.entries)
    assert sum(len(found.frame(shape)) for shape in Shape) == len(found.entries)


def test_figures_that_agree_are_one_entry_the_finest() -> None:
    found = made("2021年，地区生产总值496亿元。", "2021年，地区生产总值495.7亿元。")
    (entry,) = found.entries
    assert entry.value == 49570000000 and not entry.contested
    assert [o.document for o in entry.evidence] == ["report-1", "report-0"]
    assert found.frame().loc[0, "documents"] == "report-1、report-0"


def test_figures_that_disagree_are_all_kept_and_reported() -> None:
    found = made("2021年，地区生产总值495.7亿元。", "2021年，地区生产总值512.3亿元。")
    assert [float(e.value) / 1e8 for e in found.entries] == [495.7, 512.3]
    (conflict,) = found.conflicts
    assert conflict == found.entries and all(e.contested for e in conflict)


def test_two_vintages_are_two_entries_and_no_conflict() -> None:
    first = reading("2021年，地区生产总值495.7亿元。", "a", "2022-03")
    later = reading("2021年，地区生产总值512.3亿元。", "b", "2024-03")
    found = panel([first, later])
    assert {e.amount.series.vintage for e in found.entries} == {
        "first release",
        "as of the census of 2018",
    }
    assert not found.conflicts


def test_a_target_and_what_came_of_it_are_two_entries() -> None:
    found = panel(
        [
            reading("2021年，地区生产总值增长7%左右。", "a", "2021-01"),
            reading("2021年，地区生产总值增长8.1%。", "b", "2022-01"),
        ]
    )
    assert [str(e.amount.series.status) for e in found.entries] == ["actual", "target"]


def test_growth_is_chained_on_its_own_basis_only() -> None:
    found = made(
        "2019年，地区生产总值增长6.0%。2020年，地区生产总值增长2.0%。2021年，地区生产总值增长8.0%。",
        "2021年，地区生产总值名义增长11.0%。2018年上半年，地区生产总值增长9.0%。",
    )
    chain = found.chained(PLACE, "gdp", Basis.REAL)
    assert list(chain.index) == [2019, 2020, 2021]
    assert chain["index"].tolist() == pytest.approx([106, 108.12, 116.7696])
    assert chain["piece"].tolist() == [1, 1, 1]
    assert found.chained(PLACE, "gdp", Basis.NOMINAL)["growth"].tolist() == [11.0]
    assert found.chained("220106", "gdp", Basis.REAL).equals(chain)


def test_a_missing_or_disputed_year_ends_a_chain() -> None:
    text = (
        "2017年，地区生产总值增长6.0%。2018年，地区生产总值增长5.0%。2020年，地区生产总值增长2.0%。"
    )
    chain = made(text).chained(PLACE, "gdp", Basis.REAL)
    assert chain["piece"].tolist() == [1, 1, 2]
    disputed = made(text, "2018年，地区生产总值增长5.9%。").chained(PLACE, "gdp", Basis.REAL)
    assert list(disputed.index) == [2017, 2020]
    with pytest.raises(UnknownName, match="'gpd'"):
        made(text).chained(PLACE, "gpd", Basis.REAL)


def test_the_order_of_documents_changes_nothing() -> None:
    readings = list(store.readings())
    wanted = panel(readings)
    random.Random(3).shuffle(readings)
    again = panel(readings)
    assert (again.entries, again.left) == (wanted.entries, wanted.left)


def test_the_levels_of_a_path_are_entries_of_the_panel() -> None:
    readings = store.readings("南关区")
    entries = [e for e in panel(readings).entries if e.is_level]
    own = [e for e in entries if e.amount.series.concept == "gdp"]
    levels = stated_levels(readings, "南关区", "gdp")
    assert [(x.year, x.value) for x in levels] == [(e.amount.last, float(e.value)) for e in own]
    assert all(e.measure is Measure.LEVEL for e in own)
