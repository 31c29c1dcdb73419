"""What several tests need: a browser that finds Chinese glyphs, and notebooks, made or run."""

from __future__ import annotations

import copy
import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import nbformat
import pytest
from hypothesis import HealthCheck, settings
from jupyter_client.manager import AsyncKernelManager
from jupyter_core.utils import ensure_event_loop
from nbclient import NotebookClient
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from noto_cjk_sans_otc import FONT_PATH
from papermill.iorw import load_notebook_node
from papermill.parameterize import parameterize_notebook
from playwright.sync_api import Browser, sync_playwright

from indicators import store
from indicators.batch.fitting import Run

# time is no law: a busy machine must not fail what holds
settings.register_profile(
    "untimed", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("untimed")

FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{folder}</dir><cachedir>{cache}</cachedir></fontconfig>
"""


def pytest_configure() -> None:
    """Hear all signals, whoever started the tests: a shell's background hands its deafness on."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)  # nohup


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Headless Chromium whose only font is the one that the charts use too."""
    folder = tmp_path_factory.mktemp("fonts")
    config = folder / "fonts.conf"
    config.write_text(FONTS.format(folder=FONT_PATH.parent, cache=folder / "cache"))
    environment: dict[str, str | float | bool] = {**os.environ, "FONTCONFIG_FILE": str(config)}
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", env=environment)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def executed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Run], NotebookNode]]:
    """`executed(run)`: the collection's notebook after that run, each executed once for all tests.

    One kernel for all: starting it and importing takes longer than a notebook. It has a thread of
    its own, since the browser's event loop runs in that of the tests.
    """
    connection = tmp_path_factory.mktemp("k") / "k.json"
    # over TCP ipykernel warns that the traffic is not encrypted
    manager = AsyncKernelManager(
        kernel_name="python3", connection_file=str(connection), transport="ipc"
    )
    client = NotebookClient(new_notebook(), km=manager, timeout=120)
    done: dict[str, NotebookNode] = {}
    with ThreadPoolExecutor(1) as thread, ExitStack() as stack:
        kernel = client.setup_kernel(cleanup_kc=True, cwd=str(store.root()))
        thread.submit(kernel.__enter__).result()
        # last: jupyter_core leaves the loop of the thread open
        stack.callback(lambda: thread.submit(lambda: ensure_event_loop().close()).result())
        stack.callback(lambda: thread.submit(kernel.__exit__, None, None, None).result())

        def once(run: Run) -> NotebookNode:
            if run.id not in done:
                done[run.id] = thread.submit(_executed, run, client).result()
            return copy.deepcopy(done[run.id])

        yield once


def _executed(run: Run, client: NotebookClient) -> NotebookNode:
    """The notebook after its run, in a kernel that was emptied first."""
    source = load_notebook_node(str(run.source))
    client.nb = notebook = parameterize_notebook(source, dict(run.parameters))
    client.reset_execution_trackers()
    client.execute_cell(new_code_cell("%reset -f"), 0)
    for place, cell in enumerate(notebook.cells):
        if cell.cell_type == "code":
            client.execute_cell(cell, place)
    assert isinstance(notebook, NotebookNode)
    return notebook


@pytest.fixture(scope="session")
def make_notebook() -> Callable[..., NotebookNode]:
    """`make_notebook("# 标题", "region: str = 'x'", "1 + 1")`: text that starts with # is Markdown.

    The first code cell holds the parameters.
    """
    return _notebook


@pytest.fixture(scope="session")
def save_notebook() -> Callable[..., Path]:
    """`save_notebook(home, "01-path", *sources)`: the same, as home/notebooks/01-path.ipynb."""

    def save(home: Path, name: str, *sources: str) -> Path:
        path = home / "notebooks" / f"{name}.ipynb"
        path.parent.mkdir(exist_ok=True)
        nbformat.write(_notebook(*sources), path)
        return path

    return save


def _notebook(*sources: str) -> NotebookNode:
    cells = [_cell(source) for source in sources]
    code = [cell for cell in cells if cell.cell_type == "code"]
    if code:
        code[0].metadata["tags"] = ["parameters"]
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook: NotebookNode = new_notebook(cells=cells, metadata={"kernelspec": spec})
    for number, cell in enumerate(notebook.cells):
        cell.id = f"cell-{number}"
    return notebook


def _cell(source: str) -> NotebookNode:
    cell: NotebookNode = (
        new_markdown_cell(source) if source.startswith("#") else new_code_cell(source)
    )
    return cell
