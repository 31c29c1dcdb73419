"""Pages of collections as they may come: mixed units and prices, part years, zones, no date."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from markupsafe import Markup

from indicators import store
from indicators.errors import DocumentError
from indicators.report import answers, charts, tables
from indicators.report.prospects import Prospects, prospects
from indicators.report.table import Table
from indicators.report.trajectory import Trajectory, trajectory

PLACE = "长春市绿园区"
HEAD = "---\ntitle: {name}\nissuer: 区政府\nregion: {place}\n{date}source: 测试\n---\n\n{text}\n"
Collect = Callable[..., None]


@pytest.fixture
def collect(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Collect:
    """`collect(("2022-08", "…"), ("", "…"))`: documents with their dates become the collection."""
    home, series = tmp_path / "home", store.series_folder()
    (home / "data" / "documents").mkdir(parents=True)
    (home / "notebooks").mkdir()
    (home / "notebooks" / "batch.toml").write_text("")
    (home / "data" / "series").symlink_to(series)
    monkeypatch.setenv("INDICATORS_HOME", str(home))

    def write(*documents: tuple[str, str]) -> None:
        for number, (date, text) in enumerate(documents):
            dated = f"date: {date}\n" if date else ""
            head = HEAD.format(name=f"第{number}号", place=PLACE, date=dated, text=text)
            (home / "data" / "documents" / f"d{number}.md").write_text(head, encoding="utf-8")

    return write


def growth_page(indicator: str = "gdp") -> tuple[Trajectory, str]:
    """Everything a growth page shows, and its words."""
    known = trajectory(PLACE, indicator)
    shown = [getattr(tables.growth, name)(known) for name in tables.growth.__all__]
    return known, words(*shown, charts.growth(known).alt, answers.growth(known).answer)


def target_page() -> tuple[Prospects, str]:
    known = prospects(PLACE)
    names = ("targets", "chances", "words", "formulas", "reasons", "checks", "doubts")
    shown = [getattr(tables.targets, name)(known) for name in names]
    alt = charts.targets(known).alt if known.count else ""
    return known, words(*shown, alt, answers.targets(known).answer)


def words(*shown: Table | str | None) -> str:
    said = "\n".join(x._repr_html_() if isinstance(x, Table) else x or "" for x in shown)
    assert "e+10" not in said and "nan" not in said.replace("finance", "")
    return said


LEVELS = "2012年，全区地区生产总值220亿元；2021年，地区生产总值495.7亿元。"


def test_half_a_year_is_no_year(collect: Collect) -> None:
    collect(("2022-08", f"{LEVELS}2022年上半年，全区地区生产总值240亿元。"))
    known, said = growth_page()
    assert "rose from CNY 22 bn to CNY 49.57 bn between 2012 and 2021" in said
    assert "not joined: 上半年 only, a part of the year" in said
    assert known.as_of == 2021


def test_dollars_and_yuan_are_not_joined(collect: Collect) -> None:
    collect(("2022-08", "2012年实际利用外资1亿元。2021年，全区实际利用外资3亿美元。"))
    known, said = growth_page("foreign_capital")
    assert known.course is None
    assert "not joined: in 亿美元, the others in 亿元" in said
    assert "one level of foreign capital used that may be joined (1 put aside), so no path" in said


def test_the_commonest_unit_makes_the_path(collect: Collect) -> None:
    text = "2012年实际利用外资1亿美元。2016年，全区实际利用外资2亿美元。2021年，实际利用外资3亿元。"
    collect(("2022-08", text))
    known, said = growth_page("foreign_capital")
    assert "rose from USD 100 m to USD 200 m between 2012 and 2016" in said
    assert [str(a.reason) for a in known.aside] == ["in 亿元, the others in 亿美元"]


def test_growth_over_three_years_is_not_told_as_growth_a_year(collect: Collect) -> None:
    text = "未来三年，固定资产投资累计增长20%。未来三年，社会消费品零售总额年均增长6%。"
    collect(("2023-02", text))
    known, said = target_page()
    needs = {j.observation.indicator_id: round(j.chance.required, 4) for j in known.judged}
    assert needs == {"fixed_investment": 0.0627, "retail_sales": 0.06}
    assert "20% in total over 3 years: the sentence" in Markup(said).striptags()
    assert "growth a year, as the sentence says" in said


def test_a_zone_is_not_the_district(collect: Collect) -> None:
    zone = "今年，绿园经开区地区生产总值增长9%。皓月产业园区今年实现产值20亿元。"
    collect(("2024-01", f"{zone}\n\n今年，全区固定资产投资增长6%。"))
    known, said = target_page()
    assert [j.observation.text for j in known.judged] == ["6%"]
    assert {str(u.reason) for u in known.unjudged} == {
        "another place: 绿园经开区",
        "another place: 皓月产业园区",
    }
    cells = list(tables.targets.targets(known).frame["target"])
    assert [
        f"<small>{place}</small>" in cell
        for cell, place in zip(cells, (PLACE, "绿园经开区", "皓月产业园区"), strict=True)
    ] == [False, True, True]
    assert "another place (2)" in said


def test_constant_prices_are_not_deflated(collect: Collect) -> None:
    text = "按可比价计算，2012年地区生产总值220亿元；2021年地区生产总值495.7亿元（2015年不变价）。"
    collect(("2022-08", text))
    known, said = growth_page()
    assert known.between is not None and known.between.basis == "real"
    assert known.own(known.between) == known.between
    assert "9.45% [9.42–9.47] a year at comparable prices. " in said
    assert "prices, nation" not in said and "current prices" not in said.split("why")[0]


def test_an_increase_by_an_amount_takes_nothing_down(collect: Collect) -> None:
    collect(("2024-01", "今年，固定资产投资增加20亿元。今年，地区生产总值增长7%。"))
    known, said = target_page()
    assert len(known.judged) == 1
    assert [str(u.kind) for u in known.unjudged] == ["an increase by an amount"]
    assert "an increase by an amount (1)" in said


def test_documents_that_disagree_are_both_shown(collect: Collect) -> None:
    collect(
        ("2022-08", f"{LEVELS}2016年，地区生产总值330亿元。"),
        ("2022-09", "2021年，全区地区生产总值500亿元。"),
        ("2022-01", "2022年，全区固定资产投资增长6%，地区生产总值达到530亿元。"),
    )
    known, said = growth_page()
    assert "rose from CNY 22 bn to CNY 33 bn between 2012 and 2016" in said
    assert "contradicts CNY 50 bn of the same year" in said
    assert "contradicts CNY 49.57 bn of the same year" in said
    assert "《第0号》" in said and "《第1号》" in said
    asked, told = target_page()
    assert [j.observation.text for j in asked.judged] == ["6%"]
    assert "the level of 2021: CNY 49.57 bn contradicts CNY 50 bn" in told


def test_an_undated_document_is_named(collect: Collect) -> None:
    collect(("", "到2025年，全区固定资产投资要增长6%。"))
    with pytest.raises(DocumentError, match=r"d0: no date.*give a date"):
        trajectory(PLACE)
    known, said = target_page()
    assert [str(u.kind) for u in known.unjudged] == ["its document has no date"]
    assert "its document has no date (1)" in said


def test_an_undated_document_beside_a_dated_one_is_passed_over(collect: Collect) -> None:
    collect(("", "2012年，全区地区生产总值220亿元。"), ("2022-01", "全区经济平稳。"))
    assert growth_page()[0].as_of == 2021


def test_levels_before_the_series_make_a_path_without_a_real_rate(collect: Collect) -> None:
    collect(("2022-08", "1978年，全区地区生产总值1.2亿元。2021年，地区生产总值495.7亿元。"))
    known, said = growth_page()
    assert known.course is not None and known.course.fan is not None
    assert "prices of 1978–2021 are not all known: no real rate is told" in said


def test_levels_wholly_before_the_series_have_no_outlook(collect: Collect) -> None:
    collect(("1992-01", "1978年，全区地区生产总值1.2亿元。1990年，地区生产总值5.5亿元。"))
    known, said = growth_page()
    assert known.course is not None and known.course.fan is None
    assert "rose from CNY 120 m to CNY 550 m between 1978 and 1990" in said
    assert "Nothing is told of the years ahead" in said


def test_in_december_the_year_is_over(collect: Collect) -> None:
    collect(("2023-12", "2024年，全区固定资产投资增长8%。2023年，要实现地区生产总值增长6%。"))
    known, _ = target_page()
    assert [j.observation.text for j in known.judged] == ["8%"]
    assert known.judged[0].chance.as_of == 2023
    assert trajectory(PLACE).as_of == 2023


def test_a_past_target_is_none_any_more(collect: Collect) -> None:
    collect(("2023-12", "2023年，要实现地区生产总值增长6%。2024年，全区固定资产投资增长8%。"))
    known, said = target_page()
    (past,) = known.unjudged
    assert str(past.reason) == "no target any more: 2023 is past where the document is written"
    assert "; the other cannot: no target any more (1)." in said


def test_reasons_are_those_that_were_given(collect: Collect) -> None:
    collect(("2024-01", "今年，全区固定资产投资增长6%。今年，全区能耗总量下降3%。"))
    known, said = target_page()
    kinds = {str(u.kind) for u in known.unjudged}
    assert kinds == {"a decrease"}
    assert "; the other cannot: a decrease (1)." in said
    assert "way of working" not in said


def test_nothing_is_said_of_no_other_targets(collect: Collect) -> None:
    collect(("2024-01", "今年，全区固定资产投资增长6%。"))
    known, said = target_page()
    assert known.count == 1 and "the other" not in answers.targets(known).answer
    assert "The one target can be given a chance: " in said
