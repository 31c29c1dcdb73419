"""The index over all runs: pictures, ages, filters and search; failures stay in sight."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from indicators.batch import site
from indicators.batch.record import BESIDE, Outputs, RunRecord, State

if TYPE_CHECKING:
    from page.conftest import Seen

Show = Callable[..., "Seen"]
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="40"/>'


def record(run: str, region: str, status: str = "ok", **more: str) -> RunRecord:
    """One attempt, in a language where `more` names one."""
    parameters = {"region": region, **{k: v for k, v in more.items() if k == "language"}}
    known: dict[str, Any] = {k: v for k, v in more.items() if k not in parameters}
    return RunRecord(run, run.partition("--")[0], parameters, status, STARTED, 1.0, **known)


MEDIA: list[dict[str, Any]] = [
    {"color_scheme": "light"},
    {"color_scheme": "dark"},
    {"color_scheme": "light", "media": "print"},
]
STARTED = "2026-11-21T08:00:00Z"
NAN, LV = "长春市南关区", "长春市绿园区"
FAILED = record("02--绿园", LV, "failed", error="ValueError: <b>no</b> figure (cell 3)")
STATES = {
    "01--南关": State(*[record("01--南关", NAN, title="文件说了什么？", answer="34个数字。")] * 2),
    "01--绿园": State(*[record("01--绿园", LV, title="绿园文件", answer="二十四个数字。")] * 2),
    "02--绿园": State(FAILED, record("02--绿园", LV, title="绿园增长", answer="更早的答案。")),
    "03--绿园": State(record("03--绿园", LV, "failed", error="the kernel died")),
    "01--en": State(*[record("01--en", NAN, title="In English", language="en")] * 2),
}


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site of five runs, two of which failed."""
    monkeypatch.setattr(site, "read_states", lambda _: (tuple(STATES), STATES))
    outputs = Outputs(tmp_path)
    outputs.index.parent.mkdir()
    for run, state in STATES.items():
        if state.good:
            outputs.page(run).write_text("<title>page</title>", "utf-8")
            outputs.page(run).with_suffix(".svg").write_text(SVG)
            outputs.page(run).with_suffix(".xlsx").write_bytes(b"x")
    return site.write_index(outputs)


def shown(seen: Seen) -> list[str]:
    return [one.inner_text() for one in seen.page.locator("h3:visible").all()]


def test_filters_and_search_leave_what_was_asked_for(show: Show, index: Path) -> None:
    seen = show(index)
    assert len(shown(seen)) == 4
    seen.page.get_by_label("地区").select_option(NAN)
    assert shown(seen) == ["文件说了什么？"]
    assert seen.page.get_by_role("status").inner_text() == "1 / 4"
    seen.page.get_by_label("地区").select_option("")
    seen.page.get_by_label("搜索").fill("绿园　更早")
    assert shown(seen) == ["绿园增长"]
    seen.page.get_by_label("搜索").fill("nothing like this")
    assert shown(seen) == [] and not seen.page.locator("h2:visible").count()
    assert seen.console == [] and seen.sent == []


def test_a_region_has_an_address_and_its_answers_side_by_side(show: Show, index: Path) -> None:
    seen = show(index)
    seen.page.get_by_label("地区").select_option(LV)
    address = seen.page.url
    seen.page.goto("about:blank")
    seen.page.goto(address)
    assert seen.page.get_by_label("地区").input_value() == LV
    seen.page.set_viewport_size({"width": 1440, "height": 900})
    boxes = [one.bounding_box() for one in seen.page.locator(".entries li:visible").all()]
    assert len(boxes) == 3 and len({box["y"] for box in boxes if box}) == 1
    assert len({box["x"] for box in boxes if box}) == 3
    seen.page.set_viewport_size({"width": 390, "height": 900})
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 390
    seen.page.get_by_label("地区").select_option("")
    assert "#" not in seen.page.url and seen.console == []


def test_pictures_load_and_ages_are_told(show: Show, index: Path) -> None:
    seen = show(index)
    # awaited in the page: what asks again and again is text, which its policy lets nobody run
    seen.page.evaluate("Promise.all([...document.images].map(image => image.decode()))")
    assert len(seen.page.locator("img").all()) == 3
    time = seen.page.locator("time").first
    assert "2026-11-21" not in time.inner_text()
    assert time.get_attribute("title") == "2026-11-21 08:00:00 UTC"


def test_failures_show_their_error_and_the_last_good_page(show: Show, index: Path) -> None:
    seen = show(index)
    bad = seen.page.locator("li.failed")
    assert "ValueError: <b>no</b> figure (cell 3)" in bad.nth(0).inner_text()
    bad.nth(0).get_by_role("link", name="最近一次成功的页面").click()
    assert seen.page.title() == "page"
    seen.page.go_back()
    assert "尚无成功的页面" in bad.nth(1).inner_text()
    assert not bad.nth(1).locator("h3 a").count()


def test_without_a_script_everything_is_simply_there(show: Show, index: Path) -> None:
    seen = show(index, script=False)
    assert len(shown(seen)) == 4
    assert not seen.page.locator(".filters").is_visible()
    assert seen.page.locator("time").first.inner_text() == "2026-11-21 08:00:00 UTC"


def test_each_language_has_its_own_runs(show: Show, index: Path) -> None:
    seen = show(index)
    seen.page.get_by_role("link", name="English").click()
    assert seen.page.evaluate("document.documentElement.lang") == "en"
    assert "In English" in shown(seen) and len(shown(seen)) == 5
    seen.page.get_by_role("link", name="中文").click()
    assert "In English" not in shown(seen)


def test_the_index_opens_in_the_language_that_was_chosen_last(show: Show, index: Path) -> None:
    seen, language = show(index), "document.documentElement.lang"
    assert seen.page.evaluate(language) == "zh-CN"  # nobody chose yet
    seen.page.get_by_role("link", name="English").click()
    seen.page.wait_for_url("**/index.en.html")
    seen.page.goto(index.as_uri())
    seen.page.wait_for_url("**/index.en.html")
    seen.page.get_by_role("link", name="中文").click()
    seen.page.wait_for_url("**/index.html")
    seen.page.reload()
    assert seen.page.evaluate(language) == "zh-CN"
    assert seen.console == []


def test_each_file_says_what_it_holds(show: Show, index: Path) -> None:
    book = show(index).page.get_by_role("link", name="xlsx").first
    assert book.get_attribute("title") == "全部表格与所引数字"
    assert site.HOLDS.keys() == set(BESIDE)


@pytest.mark.parametrize("name", ["index.html", "index.en.html"])
def test_axe_finds_nothing(name: str, show: Show, index: Path) -> None:
    for width in (1100, 390):
        seen = show(index.with_name(name), width)
        assert seen.page.url.endswith(name)
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
        for medium in MEDIA:
            seen.page.emulate_media(**medium)
            assert Axe().run(seen.page).response["violations"] == []


def test_the_feed_tells_what_changed(index: Path) -> None:
    feed = json.loads(index.with_name("feed.json").read_text("utf-8"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    items = {item["id"]: item for item in feed["items"]}
    assert len(items) == len(STATES)
    assert items[f"02--绿园@{STARTED}"]["content_text"] == FAILED.error
    assert "url" not in items[f"03--绿园@{STARTED}"]
