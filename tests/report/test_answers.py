"""What the pages say: the worked example, regions without a path, chances and reasons."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

import pandas as pd
import pytest

from indicators import store
from indicators.errors import UnknownName, UsageError
from indicators.growth import Level
from indicators.growth.wording import sentences
from indicators.record import Status
from indicators.report import amounts, answers, charts, tables
from indicators.report.evidence import CITED, bare
from indicators.report.judging import Judged, rounded
from indicators.report.prospects import Prospects, prospects
from indicators.report.table import Table
from indicators.report.trajectory import Trajectory, trajectory

SOUTH, EAST, GREEN = "长春市南关区", "长春市二道区", "长春市绿园区"


@pytest.fixture(scope="module")
def south() -> Trajectory:
    return trajectory(SOUTH)


@pytest.fixture(scope="module")
def green() -> Prospects:
    return prospects(GREEN)


def column(table: Table, name: str) -> list[str]:
    return [bare(str(cell)) for cell in table.frame[name]]


def plain(table: Table) -> pd.DataFrame:
    """Its cells without the marks of links."""
    return table.frame.map(lambda cell: bare(str(cell)))


def judged(known: Prospects, text: str) -> Judged:
    return next(
        j for j in known.judged if f"{j.observation.indicator} {j.observation.text}" == text
    )


def test_the_worked_example_is_the_answer(south: Trajectory) -> None:
    answer = answers.growth(south).answer
    for said in (
        "CNY 22 bn",
        "CNY 49.57 bn",
        "2.25 times",
        "9.45% [9.42–9.47]",
        "7.4% [5.8–9.0]",
        "33%",
    ):
        assert said in answer


def test_a_chance_stands_with_its_range_and_three_years(south: Trajectory) -> None:
    assert "33% (24–46% under other defensible assumptions)" in answers.growth(south).answer
    (row,) = plain(tables.growth.chances(south)).to_dict("records")
    assert row["range"] == "24–46%"
    assert row["scenarios"] == "1%, 20%, 92%"


def test_both_bases_of_the_outlook_are_told_apart(south: Trajectory) -> None:
    found = tables.growth.rates(south).frame.map(bare).set_index("step")["value"]
    real = found["middle of the outlook 2022–2024, at comparable prices"]
    nominal = found["middle of the outlook 2022–2024, at current prices"]
    assert real.startswith("5.1%") and "scale 2.5%" in real
    assert nominal.startswith("9.2%: m 8.8%") and "scale 4.9%" in nominal
    assert "at current prices" in found["why the two differ"]
    assert found["nation alone 2022–2024, at comparable prices"] == "4.7%"
    then = column(tables.growth.doubts(south), "then")
    assert "nation alone in 2022: 5.0%" in then


def test_the_path_is_bent_by_the_rebuilt_city(south: Trajectory) -> None:
    assert south.bent and south.course is not None
    level = south.course.history["level"]
    assert [round(level[year]) for year in (2018, 2019)] == [397, 418]
    assert south.census is not None and south.census.year == 2019


def test_doubling_holds_with_room(south: Trajectory) -> None:
    found = plain(tables.growth.checks(south)).set_index("check")
    row = found[found.index.str.contains("一番")].iloc[0]
    assert row["found"].startswith("2.25 times") and row["holds"] == "yes, with room"


def test_the_census_would_turn_the_answer(south: Trajectory) -> None:
    rows = plain(tables.growth.doubts(south))
    row = rows[rows["instead"].str.contains("census")].iloc[0]
    assert row["own"].startswith("10.2%")
    assert (row["asked"], row["then"]) == ("54%", "the answer turns")
    pace = rows[rows["instead"].str.contains("simply went on")].iloc[0]
    assert "CNY 65.0 bn in 2024" in pace["then"] and "49%" in pace["then"]


def test_figures_stand_with_document_and_sentence(south: Trajectory) -> None:
    cells = [str(cell) for cell in tables.growth.levels(south).frame["sentence"]]
    for cell, said in zip(cells, ("220亿元", "495.7亿元"), strict=True):
        assert f"<mark>{said}</mark>" in bare(cell) and CITED.search(cell)
    assert all("点赞长春这十年" in cell and "2022-08" in cell for cell in cells)


@pytest.mark.parametrize(("region", "official"), [(EAST, "CNY 21.33 bn"), (GREEN, "CNY 27.68 bn")])
def test_without_two_stated_levels_no_path_is_invented(region: str, official: str) -> None:
    known = trajectory(region)
    assert known.course is None and known.between is None
    assert "no path can be drawn" in answers.growth(known).answer
    frame = tables.growth.levels(known).frame
    shown = frame.set_index(frame["figure"].map(bare))
    assert "not these documents" in str(shown.loc[official, "sentence"])
    assert list(tables.growth.years(known).frame.columns)[1] == "median"


def test_a_stated_growth_target_is_told_without_a_path() -> None:
    assert "growth of 7% for 2024" in answers.growth(trajectory(GREEN)).answer


def test_a_path_without_a_city_is_constant(south: Trajectory) -> None:
    alone = replace(south, city=None)
    path, bent = alone.course, south.course
    assert path is not None and bent is not None and not alone.bent
    years = list(range(2012, 2022))
    assert list(path.history["level"]) == pytest.approx(list(path.constant.level(years)))
    assert path.pieces[0].sigma > bent.pieces[0].sigma


def test_a_path_meets_every_stated_level(south: Trajectory) -> None:
    made = [
        Level(y, v, "亿元", rounding=0.5) for y, v in ((2012, 220.0), (2016, 300.0), (2021, 500.0))
    ]
    known = replace(south, levels=tuple(made))
    assert known.course is not None
    history = known.course.history
    assert len(history) == 10
    assert [round(history["level"][x.year], 6) for x in made] == [x.value for x in made]
    assert history["high"][2016] == pytest.approx(300)


@pytest.mark.parametrize("horizon", [0, 6, -1])
def test_a_horizon_beyond_the_data_is_refused(horizon: int) -> None:
    for call in (trajectory, prospects):
        with pytest.raises(UsageError, match="fitted for 1 to 5 years"):
            call(SOUTH, horizon=horizon)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_is_refused(value: float) -> None:
    with pytest.raises(UsageError, match=rf"asked {value}: give a number"):
        trajectory(SOUTH, asked=value)
    with pytest.raises(UsageError, match=rf"first {value}: give a number"):
        trajectory(SOUTH, first=value)
    with pytest.raises(UsageError, match=rf"nation {value}: give a number"):
        trajectory(SOUTH, nation=value)


def test_unknown_names_are_refused() -> None:
    with pytest.raises(UnknownName, match="no document"):
        trajectory("上海市黄浦区")
    with pytest.raises(UnknownName, match=r"indicator\.toml"):
        trajectory(SOUTH, "happiness")
    with pytest.raises(UsageError, match="no sum of money"):
        trajectory(SOUTH, "new_jobs")


def test_every_target_is_judged_or_has_a_reason(green: Prospects) -> None:
    for known in (green, prospects(SOUTH), prospects(EAST)):
        stated = [o for o in store.observations(known.region.name) if o.status is Status.TARGET]
        told = [j.observation for j in known.judged] + [u.observation for u in known.unjudged]
        assert sorted(map(repr, told)) == sorted(map(repr, stated))
        assert all(u.reason for u in known.unjudged)


def test_each_target_says_its_chance_or_why_there_is_none(green: Prospects) -> None:
    cells = column(tables.targets.targets(green), "target")
    assert sum(cell.count("<strong>") for cell in cells) == green.count
    judged, others = cells[: len(green.judged)], cells[len(green.judged) :]
    for cell, j in zip(judged, green.judged, strict=True):
        assert f"<small>chance {amounts.share(j.chance.probability)}</small>" in cell
    kinds = [re.findall("<small>no chance told: (.*?)</small>", cell)[0] for cell in others]
    each = [
        kind
        for kind, cell in zip(kinds, others, strict=True)
        for _ in range(cell.count("<strong>"))
    ]
    assert sorted(each) == sorted(str(u.kind) for u in green.unjudged)
    groups = [kind for kind, _ in itertools.groupby(kinds)]
    assert len(groups) == len(set(groups)), "those of one reason stand together"
    assert each.count(groups[0]) == max(map(each.count, groups))


def test_what_holds_for_every_target_is_said_once(green: Prospects) -> None:
    shown = tables.targets.words(green)
    assert shown is not None
    *rows, every = column(shown, "target")
    assert "It rests on 10 national years" in every and "national years" not in "".join(rows)
    for row, j in zip(rows, green.judged, strict=True):
        assert all(one in row or one in every for one in sentences(j.chance))


def test_the_note_is_of_the_chart_that_was_drawn(south: Trajectory, green: Prospects) -> None:
    path, fan = "Dots are stated levels", "Right of the dotted line lies the outlook"
    drawn = charts.growth(south)
    assert path in drawn.note and fan in drawn.note and "diamond" not in drawn.note.lower()
    silent = charts.growth(replace(south, as_of=1950))
    assert path in silent.note and fan not in silent.note
    rates = charts.growth(trajectory(GREEN))
    assert "growth a year is drawn instead" in rates.note and "Diamonds are targets" in rates.note
    assert "China and Changchun up to 2023" in rates.alt
    alone = charts.growth(replace(trajectory(GREEN), city=None))
    assert "China up to 2023" in alone.alt
    assert "triangles" in charts.targets(green).note
    none = charts.targets(replace(green, judged=()))
    assert "bars count the targets" in none.note and "triangles" not in none.note


def test_chances_are_sorted_and_lie_in_their_range(green: Prospects) -> None:
    chances = [j.chance for j in green.judged]
    assert len(chances) >= 6
    assert [c.probability for c in chances] == sorted(
        (c.probability for c in chances), reverse=True
    )
    assert all(c.low <= c.probability <= c.high for c in chances)
    assert all(c.scenarios.bad < c.scenarios.good for c in chances)


def test_a_level_is_judged_by_the_base_it_implies(green: Prospects) -> None:
    sales = judged(green, "社会消费品零售总额 100亿元")
    assert sales.base is not None and sales.base.year == 2023
    assert [round(x / 1e8, 2) for x in sales.base_span] == [92.56, 93.46, 94.37]
    growth = judged(green, "社会消费品零售总额 7%")
    assert sales.chance.probability == pytest.approx(growth.chance.probability)


def test_real_and_nominal_targets_are_not_mixed(green: Prospects) -> None:
    assert judged(green, "地区生产总值 7%").chance.basis == "real"
    assert judged(green, "固定资产投资 6%").chance.basis == "nominal"


def test_rounding_makes_a_target_easier(green: Prospects) -> None:
    for j in green.judged:
        assert rounded(j).probability >= j.chance.probability


def test_a_total_is_set_against_the_stated_past() -> None:
    known = prospects(SOUTH)
    jobs = next(p for p in known.paces if p.target.text == "4万人")
    assert [round(x, 2) for x in (jobs.low, jobs.ratio, jobs.high)] == [1.11, 1.33, 1.58]
    said = answers.targets(known).answer
    assert "at most 1.33 times (1.58 with rounding)" in said, "10万人以上 is a lower bound"
    assert "新增就业 and 累计新增城市就业 are not the same words" in said


def test_a_horizon_leaves_later_targets_out_with_a_reason() -> None:
    one = prospects(SOUTH, horizon=1)
    assert one.count == prospects(SOUTH).count


def test_every_figure_is_evidence() -> None:
    for region in (SOUTH, EAST, GREEN):
        readings = store.readings(region)
        checks = plain(tables.statements.evidence(readings))
        count = sum(len(r.observations) for r in readings)
        assert list(checks["figures"][:2]) == [f"{count} of {count}"] * 2
        aside = tables.statements.unplaced(readings).frame
        assert sum(map(int, aside["numbers"])) == sum(len(r.unplaced) for r in readings)
        assert "not understood" in set(aside["aside_as"])
