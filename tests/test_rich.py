"""Records show themselves in a notebook: escaped, with nothing that runs; errors are one line."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from IPython.core.interactiveshell import InteractiveShell
from playwright.sync_api import Browser

from indicators import Document, read
from indicators.errors import IndicatorsError
from indicators.growth import GrowthTarget, chance, outlook
from indicators.language import speaking
from indicators.record import Basis, Inferred
from indicators.report.trajectory import trajectory
from indicators.workbench import Question

EVIL = "<script>document.title = 1</script><img src=x onerror='document.title = 1'>\u202e"


def document() -> Document:
    text = f"2025年，地区生产总值600亿元。{EVIL}"
    return Document(
        text, name=EVIL, title=EVIL, region="长春市", inferred=(Inferred("title", "line 1"),)
    )


def course() -> object:
    return trajectory("长春市南关区").course


def told() -> object:
    return chance(GrowthTarget(0.05), outlook(as_of=2023, basis=Basis.REAL))


MADE = {
    "document": document,
    "reading": lambda: read(document()),
    "observation": lambda: read(document()).observations[0],
    "course": course,
    "chance": told,
    "answer": lambda: Question("长春市南关区").answer(),
}


@pytest.mark.parametrize("make", MADE.values(), ids=MADE)
def test_it_shows_itself_and_nothing_runs(make: Callable[[], object], browser: Browser) -> None:
    html = make()._repr_html_()  # type: ignore[attr-defined]
    made = BeautifulSoup(html, "html.parser")
    assert not made.find(["script", "iframe", "svg", "style"])
    assert not [name for tag in made.find_all(True) for name in tag.attrs if name.startswith("on")]
    assert "\u202e" not in html
    tab = browser.new_page()
    tab.set_content(html)
    assert tab.title() == "" and len(tab.inner_text("body")) > 40
    for place, image in enumerate(made.find_all("img")):
        assert len(str(image["alt"])) > 30
        wide = f"() => document.images[{place}].naturalWidth"
        tab.wait_for_function(f"({wide})() > 300")
    tab.close()


def test_an_observation_shows_its_evidence() -> None:
    said = BeautifulSoup(read(document()).observations[0]._repr_html_(), "html.parser").get_text()
    assert "600亿元" in said and ":" in said and "60000000000 CNY" in said


def test_a_document_says_what_was_inferred() -> None:
    assert "(line 1)" in BeautifulSoup(document()._repr_html_(), "html.parser").get_text()


def test_a_course_shows_every_year() -> None:
    rows = BeautifulSoup(course()._repr_html_(), "html.parser").find_all("tr")  # type: ignore[attr-defined]
    assert [row.td.get_text() for row in rows[1:] if row.td] == [str(y) for y in range(2012, 2025)]


def test_a_chance_speaks_the_language_in_use() -> None:
    with speaking("en"):
        assert "chance" in BeautifulSoup(told()._repr_html_(), "html.parser").p.get_text()  # type: ignore[attr-defined, union-attr]
    with speaking("zh"):
        assert "可能性" in told()._repr_html_()  # type: ignore[attr-defined]


def test_an_error_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    shell = InteractiveShell()  # type: ignore[no-untyped-call]
    done = shell.run_cell("from indicators import store; store.readings('长春市宽城区')")  # type: ignore[no-untyped-call]
    assert isinstance(done.error_in_exec, IndicatorsError)
    (said,) = capsys.readouterr().out.strip().splitlines()
    assert said.startswith("UnknownName: region '长春市宽城区': no document is about it")
    shell.run_cell("1 / 0")  # type: ignore[no-untyped-call]
    assert "Traceback" in capsys.readouterr().out, "another error keeps its frames"
