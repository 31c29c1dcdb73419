"""The pages on claims and on several districts: nothing lost, nothing mixed, the answer true."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from indicators import store
from indicators.errors import UnknownName
from indicators.record import Span, Status
from indicators.report import answers, charts, shipped, tables
from indicators.report.checking import checked
from indicators.report.comparing import comparison, residents, standing
from indicators.report.evidence import CITED, bare

SOUTH, EAST, GREEN = "长春市南关区", "长春市二道区", "长春市绿园区"
CITY = "长春市"


def words(shown: tables.Table) -> str:
    page = BeautifulSoup(shown._repr_html_(), "html.parser")
    for link in page.select("a"):
        link.unwrap()
    page.smooth()
    return page.get_text(" ")


def test_the_answer_tells_what_follows() -> None:
    known = checked(SOUTH)
    said = answers.claims(known).answer
    assert f"{len(known.implied)} figures follow" in said
    assert "9.45% [9.42–9.47]" in said and "CNY 17.349 bn [17.100–17.599]" in said
    assert "all of them can be true together" in said


def test_a_base_and_a_pace_stand_on_the_pages() -> None:
    shown = words(tables.claims.implied(checked(GREEN)))
    assert "CNY 9.346 bn [9.256–9.437]" in shown and "CNY 10 bn ÷ (1 + 7%)" in shown
    south = words(tables.claims.implied(checked(SOUTH)))
    assert "at most 1.33 times [1.11–1.58]" in south


def test_what_would_turn_it_stands_beside_each_figure() -> None:
    shown = words(tables.claims.turns(checked(GREEN)))
    assert "below CNY 9.209 bn or above CNY 9.484 bn" in shown
    assert "CNY 9.256 bn to CNY 9.437 bn" in shown


def test_a_region_without_implied_figures_says_so() -> None:
    known = checked(EAST)
    assert not known.implied
    assert "nothing follows from them" in answers.claims(known).answer
    assert "no two claims are about one amount" in words(tables.claims.implied(known))
    assert "nothing follows" in charts.claims(known).alt


def test_a_contradiction_stands_in_the_answer_and_with_its_sentences(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    folder = home / "data" / "documents"
    folder.mkdir(parents=True)
    (home / "notebooks").mkdir()
    (home / "notebooks" / "batch.toml").write_text("", encoding="utf-8")
    head = f"---\ntitle: 报告\nissuer: 区政府\nregion: {GREEN}\ndate: 2024-01\n---\n"
    text = "2024年，社会消费品零售总额达到100亿元，增长7%。2023年，社会消费品零售总额90亿元。\n"
    (folder / "report.md").write_text(head + text, encoding="utf-8")
    monkeypatch.setenv(store.HOME, str(home))
    known = checked(GREEN)
    assert "CNY 9 bn against CNY 9.346 bn [9.256–9.437]" in answers.claims(known).answer
    shown = words(tables.claims.contradictions(known))
    assert shown.count("报告") == 3 and "100亿元" in shown and "7%" in shown


def test_every_figure_of_the_districts_is_in_the_table_of_places() -> None:
    known = comparison(CITY)
    frame = tables.comparison.places(known).frame
    numbers = frame[frame["figures"] != "of these in dispute"].set_index("figures").map(bare)
    *parts, together = numbers.astype(int).to_numpy().tolist()
    assert [sum(column) for column in zip(*parts, strict=True)] == together
    assert sum(together) == sum(len(r.observations) for r in known.readings)


def test_totals_are_told_a_year_and_counts_per_head() -> None:
    cells = comparison(CITY).alike("new_jobs")
    assert {name: round(cell.a_year) for name, cell in cells.items()} == {
        SOUTH: 13333,
        EAST: 9000,
        GREEN: 7500,
    }
    east = cells[EAST]
    assert east.resident == 522453 and round(east.per_head or 0) == 172
    assert cells[SOUTH].per_head is None, "no official number is shipped"
    heads = tables.comparison.per_head(comparison(CITY)).frame.set_index(["indicator", "district"])
    few = heads.loc[("Neighbourhood drains separated", "Erdao District"), "per_head"]
    assert bare(str(few)) == "0.48", "25 for 522,453 residents are few, not none"


def test_the_first_place_turns_with_the_reading() -> None:
    rows = tables.comparison.doubts(comparison(CITY)).frame.set_index("indicator")
    jobs = rows.loc["New jobs"]
    assert tuple(jobs[["a_year", "headed", "turned"]]) == (
        "Nanguan District",
        "Erdao District",
        "yes",
    )


def test_only_targets_are_counted_as_announced() -> None:
    known = comparison(CITY)
    assert all(o.status is Status.TARGET for d in known.districts for o in known.targets(d))
    assert (
        f"Erdao District {len(known.targets(known.districts[1]))}"
        in answers.comparison(known).answer
    )
    people = [residents(d) for d in known.districts]
    assert [None if one is None else one.iloc[-1] for one in people] == [None, 522453, 714919]


def test_districts_stand_beside_their_city_of_the_same_year() -> None:
    frame = tables.comparison.standings(comparison(CITY)).frame.map(bare).set_index("district")
    assert frame["of_city"].tolist() == ["7.0%", "3.2%", "4.7%"]  # of 7103.12, 6638.03, 5904.14
    assert frame.loc["Erdao District", "residents"] == "522,453"
    assert frame.loc["Nanguan District", "residents"] == "—", "it is not shipped"
    assert frame["gdp_level"].str.contains("2021|2020|2019").all()


def test_figures_of_a_district_lead_to_their_rows() -> None:
    frame = tables.comparison.standings(comparison(CITY)).frame.set_index("district")
    told = [
        str(frame.loc["Erdao District", name]) for name in ("gdp_level", "of_city", "residents")
    ]
    rows = [CITED.findall(cell)[0][:3] for cell in told]
    found = [Span(int(start), int(end)).of(shipped.file(name).text) for name, start, end in rows]
    assert found == ["213.3", "6638.03", "522453"]


def test_a_district_without_official_figures_has_no_standing() -> None:
    nowhere = replace(comparison(CITY).districts[0], code="990102")
    assert standing(nowhere) is None


def test_one_district_is_no_comparison() -> None:
    with pytest.raises(UnknownName, match="fewer than two districts"):
        comparison(SOUTH)
