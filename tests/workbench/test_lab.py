"""`indicators lab` in a browser: opened, read, run, moved and saved as people do it."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from indicators import lab, store
from indicators.batch import plan

TOKEN = "a-token-for-this-test"
LONG = 90_000  # ms: a busy machine imports slowly; everything is waited for as an event
COMMAND = "([name, args]) => window.jupyterapp.commands.execute(name, args).then(() => null)"
PICTURE = "() => document.querySelector('.jp-OutputArea .widget-html img')?.src ?? ''"


@dataclass(frozen=True, slots=True)
class Lab:
    """A running lab on a copy of the collection."""

    address: str
    home: Path


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """A lab in a Chinese locale."""
    with running(tmp_path_factory.mktemp("collection"), "zh_CN.UTF-8") as lab:
        yield lab


@contextmanager
def running(home: Path, locale: str) -> Iterator[Lab]:
    """A lab in a locale, with settings of its own, ended by its process id."""
    for part in ("data", "notebooks"):
        shutil.copytree(store.root() / part, home / part)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = (
        *("--no-browser", "--allow-root", "--LabApp.expose_app_in_browser=True"),
        *("--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}", "--ServerApp.port_retries=0"),
        f"--IdentityProvider.token={TOKEN}",
    )
    own = {name: str(home / ".lab" / name) for name in ("config", "settings", "workspaces")}
    environment = os.environ | {
        store.HOME: str(home),
        "LC_ALL": locale,
        "JUPYTER_CONFIG_DIR": own["config"],
        "JUPYTERLAB_SETTINGS_DIR": own["settings"],
        "JUPYTERLAB_WORKSPACES_DIR": own["workspaces"],
    }
    with subprocess.Popen(
        [sys.executable, "-m", "indicators", "lab", *options],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            yield Lab(f"http://127.0.0.1:{port}", home)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)


@pytest.fixture(scope="module")
def page(opened: Lab, browser: Browser) -> Iterator[Page]:
    """The lab as it opens."""
    yield from tab_of(opened, browser)


def tab_of(opened: Lab, browser: Browser) -> Iterator[Page]:
    """A tab with the lab in it, open until it is no longer needed."""
    ask(f"{opened.address}/api/status")
    tab = browser.new_page(viewport={"width": 1440, "height": 1000})
    tab.set_default_timeout(LONG)
    tab.goto(f"{opened.address}/?token={TOKEN}")
    tab.wait_for_function("() => window.jupyterapp?.shell?.currentWidget?.context?.isReady")
    yield tab
    tab.close()


def ask(address: str, seconds: float = 120) -> Any:
    """What the server answers, as soon as it is up."""
    asked = urllib.request.Request(address, headers={"Authorization": f"token {TOKEN}"})
    until = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(asked, timeout=30) as answer:
                return json.load(answer)
        except (urllib.error.URLError, ConnectionError):
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def run_all(page: Page, notebook: str) -> None:
    """Open a notebook and run all of it, until its last cell has ended."""
    show(page, notebook)
    page.evaluate(COMMAND, ["notebook:run-all-cells", {}])


def show(page: Page, notebook: str) -> None:
    """Open a notebook, or come back to it."""
    page.evaluate(COMMAND, ["docmanager:open", {"path": f"notebooks/{notebook}.ipynb"}])
    page.wait_for_function(
        "path => { const one = window.jupyterapp.shell.currentWidget?.context;"
        " return one?.path === path && one.isReady && one.sessionContext.isReady }",
        arg=f"notebooks/{notebook}.ipynb",
    )


def field(place: Locator, name: str) -> Locator:
    """A line to write in by its name."""
    named = place.page.locator(f"label:text-is('{name}')")
    return place.locator(".widget-text, .widget-combobox").filter(has=named).locator("input")


def test_the_lab_shows_the_notebooks(opened: Lab) -> None:
    listed = ask(f"{opened.address}/api/contents/notebooks")
    names = {item["name"] for item in listed["content"]}
    assert {"00-start.ipynb", "01-what-the-documents-say.ipynb", "batch.toml"} <= names
    assert ask(f"{opened.address}/api/kernelspecs")["kernelspecs"]


def test_it_opens_on_the_start_in_chinese_and_without_news(page: Page) -> None:
    current = "() => window.jupyterapp.shell.currentWidget.context.path"
    assert page.evaluate(current) == lab.FIRST
    page.wait_for_function(
        "() => document.querySelector('#jp-MainMenu')?.innerText.includes('文件')"
    )
    page.locator(".jp-RenderedMarkdown h1", has_text="从这里开始").wait_for()
    assert page.locator(".jp-toast-message, .Toastify__toast").count() == 0


def test_a_slider_moves_the_figure_and_the_notebook_is_saved(page: Page, opened: Lab) -> None:
    run_all(page, "00-explore")
    page.wait_for_function(f"() => ({PICTURE})().startsWith('data:image/svg')")
    assert page.locator(".jp-OutputArea [data-mime-type*=error]").count() == 0
    before = page.evaluate(PICTURE)
    handle = page.locator(".jp-OutputArea .widget-slider .noUi-handle").first
    handle.focus()
    handle.press("ArrowRight")
    page.wait_for_function(f"before => ({PICTURE})() !== before", arg=before)
    entry = page.locator(".jp-OutputArea .widget-html pre").first
    expect(entry).to_contain_text("horizon = 4", timeout=LONG)
    shown = page.locator(".jp-OutputArea .widget-html img").first
    assert shown.evaluate("image => image.naturalWidth") > 300
    page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save').then(() => null)")
    saved = nbformat.read(opened.home / "notebooks" / "00-explore.ipynb", as_version=4)
    bundles = [o.data for c in saved.cells if c.cell_type == "code" for o in c.outputs]
    assert any("application/vnd.jupyter.widget-view+json" in data for data in bundles)
    assert sum("data:image/svg" in data.get("text/html", "") for data in bundles) >= 3


def test_a_correction_on_the_desk_moves_the_path(page: Page, opened: Lab) -> None:
    desk = page.locator(".jp-OutputArea:has(textarea)").last
    path = desk.locator(".widget-html img").first
    before = path.get_attribute("src")
    choose = desk.locator(".widget-dropdown select")
    assert "600亿元" in choose.nth(0).locator("option:checked").inner_text()
    choose.nth(1).select_option("数值")
    for name, said in (("改为", "70000000000"), ("理由", "年报已修订"), ("更正人", "王五")):
        field(desk, name).fill(said)
        field(desk, name).blur()
    desk.get_by_role("button", name="更正", exact=True).click()
    expect(path).not_to_have_attribute("src", str(before), timeout=LONG)
    assert "年报已修订" in desk.inner_text()
    assert not (opened.home / "outputs").exists(), "nothing is written before it is kept"


def test_the_button_runs_the_question_as_a_report(page: Page, opened: Lab) -> None:
    asked = page.locator(".jp-OutputArea:has(.widget-slider)").first
    entry = asked.locator(".widget-html pre").inner_text()
    asked.get_by_role("button", name="生成报告").click()
    expect(asked.get_by_text("正在生成报告")).to_be_visible(timeout=LONG)
    link = asked.get_by_role("link", name="打开报告")
    expect(link).to_be_visible(timeout=2 * LONG)
    plan_file = opened.home / "outputs" / "explored.toml"
    assert entry.strip() in plan_file.read_text("utf-8")
    (run,) = plan.load(plan_file, opened.home / "notebooks")
    assert run.parameters["horizon"] == 4, "as the slider was left"
    link.click()  # the lab opens pages of its folder in a tab of its own
    made = f"outputs/site/{run.id}.html"
    page.wait_for_function(
        "path => window.jupyterapp.shell.currentWidget.context?.path === path", arg=made
    )
    report = page.frame_locator(".jp-HTMLViewer iframe")
    expect(report.locator("h1")).to_contain_text("南关区", timeout=LONG)
    expect(report.locator(".answer")).to_contain_text("2025年")  # four years from 2021
    show(page, "00-explore")


@pytest.mark.parametrize("name", ["asked", "first", "nation"])
def test_every_state_can_be_written_down(page: Page, opened: Lab, name: str) -> None:
    asked = page.locator(".jp-OutputArea:has(.widget-slider)").first
    handle = asked.locator(".noUi-handle").nth(1 + ["asked", "first", "nation"].index(name))
    before = asked.locator(".widget-html pre").inner_text()
    handle.focus()
    handle.press("ArrowRight")
    expect(asked.locator(".widget-html pre")).not_to_have_text(before, timeout=LONG)
    entry = asked.locator(".widget-html pre").inner_text()
    plan_file = opened.home / "outputs" / "explored.toml"
    count = len(plan.load(plan_file, opened.home / "notebooks"))
    asked.get_by_role("button", name="记入参数文件").click()
    expect(asked.get_by_text(f"共 {count + 1} 个问题")).to_be_visible(timeout=LONG)
    runs = plan.load(plan_file, opened.home / "notebooks")
    assert len(runs) == count + 1 and entry.strip() in plan_file.read_text("utf-8")
    assert f"{name} = {runs[-1].parameters[name]}" in entry


@pytest.fixture
def english(tmp_path: Path, browser: Browser) -> Iterator[Page]:
    """A lab in an English locale, open on its start."""
    with running(tmp_path / "collection", "en_GB.UTF-8") as lab:
        yield from tab_of(lab, browser)


def test_in_an_english_locale_menus_and_answers_are_english(english: Page) -> None:
    menu = "() => document.querySelector('#jp-MainMenu')?.innerText ?? ''"
    english.wait_for_function(f"() => ({menu})().includes('File')")
    assert not re.search("[㐀-鿿]", english.evaluate(menu))
    english.locator(".jp-RenderedMarkdown h1", has_text="Start here").wait_for()
    run_all(english, "00-explore")
    asked = english.locator(".jp-OutputArea:has(.widget-slider)").first
    names = asked.locator(".widget-label")
    expect(names.nth(2)).to_have_text("Years ahead", timeout=LONG)
    said = asked.locator(".widget-html").first
    expect(said).to_contain_text("Gross regional product rose from CNY 22 bn")
    handle = asked.locator(".noUi-handle").first
    handle.focus()
    handle.press("ArrowRight")
    expect(said).to_contain_text("In 2025 it will lie between", timeout=LONG)
    desk = english.locator(".jp-OutputArea:has(textarea)").last
    expect(desk.get_by_role("button", name="Correct", exact=True)).to_be_visible(timeout=LONG)
    assert english.locator(".jp-OutputArea [data-mime-type*=error]").count() == 0
