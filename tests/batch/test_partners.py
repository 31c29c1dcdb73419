"""Runs that differ in their language alone are one report in several languages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from urllib.parse import quote, unquote

import pytest

from indicators.batch import prints
from indicators.batch.due import reason
from indicators.batch.fitting import Run
from indicators.batch.inputs import Inputs, inputs, versions
from indicators.batch.names import identity
from indicators.batch.partners import kin, partners
from indicators.batch.record import Outputs, RunRecord, State
from indicators.errors import UsageError
from indicators.report.page import printing

PARAMETERS: dict[str, object] = {"region": "长春市南关区", "language": "zh", "horizon": 5}


def run(**other: object) -> Run:
    parameters = {**PARAMETERS, **other}
    return Run(identity("02", parameters), Path("02.ipynb"), parameters)


def test_a_report_knows_itself_in_the_other_language() -> None:
    zh, en = run(), run(language="en")
    known = {zh.id, en.id, run(language="en", horizon=3).id}
    assert {k: unquote(v) for k, v in partners(zh, known).items()} == {"en": f"{en.id}.html"}
    assert {k: unquote(v) for k, v in partners(en, known).items()} == {"zh-CN": f"{zh.id}.html"}


def test_what_is_not_planned_is_not_linked() -> None:
    assert partners(run(), {run().id}) == {}
    assert partners(run(language="fr"), {run().id, run(language="en").id}) == {}
    assert partners(Run("02", Path("02.ipynb"), {}), {"02--en"}) == {}


def test_a_page_knows_the_others_about_its_region_and_the_places_in_it() -> None:
    city = Run("05--长春市--zh", Path("05.ipynb"), {"region": "长春市", "language": "zh"})
    planned = {
        "05--长春市--zh",
        "01--长春市南关区--zh",
        "01--长春市南关区--en",
        "01--吉林市船营区--zh",
        "02--长春市南关区--zh--horizon-5",
        "04--长春市南关区--zh",
    }
    assert kin(city, planned) == {
        "01--长春市南关区": quote("01--长春市南关区--zh.html"),
        "04--长春市南关区": quote("04--长春市南关区--zh.html"),
    }
    district = {"region": "长春市南关区", "language": "zh"}
    own = Run("04--长春市南关区--zh", Path("04.ipynb"), district)
    assert list(kin(own, planned)) == ["01--长春市南关区"]
    assert kin(Run("06", Path("06.ipynb"), {}), planned) == {}


def test_a_language_more_or_less_makes_the_page_due(tmp_path: Path) -> None:
    """The link to it stands on the page."""
    (tmp_path / "02.ipynb").write_text("{}")
    zh = Run(run().id, tmp_path / "02.ipynb", PARAMETERS)
    en = run(language="en").id

    def given(*planned: str) -> Inputs:
        return inputs(tmp_path, tmp_path / "02.ipynb", planned)

    alone, both = given(zh.id), given(zh.id, en, run(language="en", horizon=3).id)
    assert alone.identity(zh) == given().identity(zh) == given(zh.id, "03").identity(zh)
    assert both.identity(zh) == given(en, zh.id).identity(zh)
    for before, after in ((alone, both), (both, alone)):
        last = RunRecord(zh.id, "02", PARAMETERS, "ok", "", 0.0, versions=versions())
        made = replace(last, inputs=before.of(zh.source), identity=before.identity(zh))
        why = reason(zh, State(made, made), after, Outputs(tmp_path))
        assert why == "changed: the pages of the plan"
        assert reason(zh, State(made, made), before, Outputs(tmp_path)) == "page is missing"


def test_pages_are_printed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outputs, notes = Outputs(tmp_path), list[str]()
    for name in ("a", "b"):
        outputs.page(name).parent.mkdir(exist_ok=True)
        outputs.page(name).write_text("<p>")
    outputs.page("a").with_suffix(".svg").write_text("<svg/>")
    monkeypatch.setattr(printing, "browser", lambda: "chromium")
    monkeypatch.setattr(printing, "pdf", lambda page: f"PDF {page.stem}".encode())
    monkeypatch.setattr(printing, "png", lambda chart: b"PNG")
    assert prints.print_pages(["a", "b", "never ran"], outputs, 2, notes.append) == 2
    assert outputs.page("b").with_suffix(".pdf").read_bytes() == b"PDF b"
    assert outputs.page("a").with_suffix(".png").read_bytes() == b"PNG"
    assert prints.print_pages(["a", "b"], outputs, 2, notes.append) == 0
    assert not notes


def test_what_cannot_be_printed_is_noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outputs, notes = Outputs(tmp_path), list[str]()
    outputs.page("a").parent.mkdir()
    outputs.page("a").write_text("<p>")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert prints.print_pages(["a"], outputs, 1, notes.append) == 0
    assert len(notes) == 1 and "install it" in notes[0]

    def fail(_: Path) -> bytes:
        raise UsageError("a.html: not printed: timed out")

    monkeypatch.setattr(printing, "browser", lambda: "chromium")
    monkeypatch.setattr(printing, "pdf", fail)
    assert prints.print_pages(["a"], outputs, 1, notes.append) == 0
    assert notes[1:] == ["a.html: not printed: timed out"]
