"""A question moves with its assumptions, can be written down, and is the report's own."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from indicators import store
from indicators.batch import plan
from indicators.batch.signature import signature
from indicators.errors import PlanError, UnknownName, UsageError
from indicators.language import LANGUAGES
from indicators.report.charts import growth
from indicators.report.theme import Chart
from indicators.report.trajectory import Trajectory, trajectory
from indicators.workbench import Answer, Question, explore, reports
from indicators.workbench.question import REPORT, indicators_of

HERE = Question("长春市南关区")


def chance(known: Trajectory) -> float:
    return known.chance(known.own(known.between)).probability


def test_an_assumption_moves_path_and_chance_the_way_it_should() -> None:
    plain = trajectory("长春市南关区")
    slower = trajectory("长春市南关区", nation=-1)
    higher = trajectory("长春市南关区", first=10)
    assert plain.between and higher.between and slower.between
    assert slower.between == plain.between, "history is what it was"
    assert chance(slower) < chance(plain) < chance(trajectory("长春市南关区", nation=1))
    assert higher.between.value < plain.between.value and chance(higher) < chance(plain)
    ratio = (1 + higher.between.value) / (1 + plain.between.value)
    assert ratio ** (2021 - 2012) == pytest.approx(1 / 1.1)
    fans = [known.course.fan for known in (plain, slower) if known.course]
    ends = [float(fan[0.5].iloc[-1]) for fan in fans if fan is not None]
    assert ends[1] / ends[0] == pytest.approx(2.718281828 ** (-0.01 * 3))


def test_no_level_is_left_of_minus_a_hundred() -> None:
    with pytest.raises(UsageError, match="nothing would be left"):
        trajectory("长春市南关区", first=-100)


def test_a_question_is_a_run_of_the_report() -> None:
    names = signature(store.notebooks_folder() / f"{REPORT}.ipynb")
    assert set(HERE.parameters) == set(names)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answer_is_the_report_s(language: str) -> None:
    html = BeautifulSoup(replace(HERE, language=language).answer()._repr_html_(), "html.parser")
    assert "495.7亿元" in html.get_text() or "49.57" in html.get_text()
    picture = html.find("img")
    assert picture is not None and len(str(picture["alt"])) > 60
    assert not html.find("script")


def test_sliders_ask_and_the_answer_follows() -> None:
    one = explore(HERE)
    before, said = one.shown.value, one.entry.value
    one.controls["asked"].value = 3.0
    assert one.question == replace(HERE, asked=3.0)
    assert one.shown.value != before and "asked = 3.0" in one.entry.value != said
    one.controls["asked"].value = HERE.asked
    assert one.shown.value == before, "the same question has the same answer"
    one.controls["region"].value = "长春市绿园区"
    assert one.question.region in one.entry.value


def test_a_step_draws_only_what_it_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    one, drawn = explore(HERE), list[Question]()

    def counted(known: Trajectory) -> Chart:
        drawn.append(one.question)
        return growth(known)

    monkeypatch.setattr("indicators.workbench.question.charts.growth", counted)
    before = one.answer
    one.controls["asked"].value = 4.0
    assert not drawn and isinstance(before, Answer) and isinstance(one.answer, Answer)
    assert one.answer.sentence != before.sentence and one.answer.sentence in one.shown.value
    assert before.picture in one.shown.value, "growth asked for is told, not drawn"
    assert one.answer.picture == before.picture, "and would be drawn the same"
    drawn.clear()
    one.controls["first"].value = 5.0
    one.controls["first"].value = 0.0
    assert [asked.first for asked in drawn] == [5.0]


def test_without_widgets_the_answer_stands_there() -> None:
    bundle = explore(HERE)._repr_mimebundle_()
    assert {"text/html", "application/vnd.jupyter.widget-view+json"} <= set(bundle)
    assert "data:image/svg+xml" in bundle["text/html"] and "[[run]]" in bundle["text/html"]


def test_what_cannot_be_answered_says_so_in_its_place() -> None:
    one = explore(replace(HERE, indicator="income"))
    assert "no spread among peers" in one.shown.value
    assert one.controls["indicator"].value == "income"


def test_what_documents_state_comes_first() -> None:
    ids = indicators_of(store.readings("长春市绿园区"))
    assert set(ids[:4]) == {"gdp", "retail_sales", "fixed_investment", "foreign_capital"}
    assert "budget_revenue" in ids and "market_entities" not in ids


@pytest.fixture
def outputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(store, "outputs_folder", lambda: tmp_path)
    return tmp_path


def test_a_question_is_written_down_once(outputs: Path) -> None:
    other = replace(HERE, region="长春市绿园区", asked=5.5)
    for question in (HERE, other, HERE):
        file = reports.write_down(question)
    runs = plan.load(file, store.notebooks_folder())
    assert [dict(run.parameters) for run in runs] == [dict(HERE.parameters), dict(other.parameters)]
    assert [run.id for run in runs] == [reports.name_of(HERE), reports.name_of(other)]


def test_a_hostile_question_is_one_value_and_is_refused(outputs: Path) -> None:
    hostile = replace(HERE, region='长春市"南关区"\\\n[[run]]\nnotebook = "x"')
    assert tomllib.loads(hostile.entry)["run"][0]["parameters"]["region"] == hostile.region
    reports.write_down(HERE)
    before = reports.explored_file().read_bytes()
    with pytest.raises(PlanError, match="is not known"):
        reports.write_down(hostile)
    assert reports.explored_file().read_bytes() == before


def test_a_broken_file_is_left_as_it_is(outputs: Path) -> None:
    (outputs / "explored.toml").write_text("[[run]\n", "utf-8")
    with pytest.raises(PlanError, match=re.escape("explored.toml:1")):
        reports.write_down(HERE)
    assert (outputs / "explored.toml").read_text("utf-8") == "[[run]\n"


def test_an_unknown_region_names_the_known_ones() -> None:
    with pytest.raises(UnknownName, match="长春市南关区"):
        Question("长春市宽城区").answer()
