"""`indicators lab` in a browser: opened, read, run, moved and saved as people do it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import pytest
from playwright.sync_api import Browser, Page, expect

from indicators import lab, store

TOKEN = "a-token-for-this-test"
LONG = 90_000  # ms: a busy machine imports slowly; everything is waited for as an event
PICTURE = "() => document.querySelector('.jp-OutputArea .widget-html img')?.src ?? ''"


@dataclass(frozen=True, slots=True)
class Lab:
    """A running lab on a copy of the collection."""

    address: str
    home: Path


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """A lab in a Chinese locale, with settings of its own, ended by its process id."""
    home = tmp_path_factory.mktemp("collection")
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
        "LC_ALL": "zh_CN.UTF-8",
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
    command = "([name, args]) => window.jupyterapp.commands.execute(name, args).then(() => null)"
    page.evaluate(command, ["docmanager:open", {"path": f"notebooks/{notebook}.ipynb"}])
    page.wait_for_function(
        "path => { const one = window.jupyterapp.shell.currentWidget?.context;"
        " return one?.path === path && one.isReady && one.sessionContext.isReady }",
        arg=f"notebooks/{notebook}.ipynb",
    )
    page.evaluate(command, ["notebook:run-all-cells", {}])


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
    assert "horizon = 4" in page.locator(".jp-OutputArea .widget-html pre").first.inner_text()
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
    choose.nth(1).select_option("value")
    texts = desk.locator(".widget-text input")
    for place, said in ((3, "70000000000"), (4, "年报已修订"), (5, "王五")):
        texts.nth(place).fill(said)
        texts.nth(place).blur()
    desk.get_by_role("button", name="更正").click()
    expect(path).not_to_have_attribute("src", str(before), timeout=LONG)
    assert "年报已修订" in desk.inner_text()
    assert not (opened.home / "outputs").exists(), "nothing is written before it is kept"
