"""A page opened in a browser, with what it asks for and what it complains of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route


@dataclass
class Seen:
    """An open page: what it asked for, what of that got as far as a network, its complaints."""

    page: Page
    requests: list[str] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Seen]]:
    """Open HTML from a file, or a file, in a window of a size."""
    contexts = {script: browser.new_context(java_script_enabled=script) for script in (True, False)}

    def stop(route: Route) -> None:
        sent.append(route.request.url)
        route.abort()

    sent: list[str] = []
    for context in contexts.values():
        context.route(lambda url: url.startswith("http"), stop)

    def open_page(source: str | Path, width: int = 1100, script: bool = True) -> Seen:
        if isinstance(source, str):
            (tmp_path / "页.html").write_text(source, "utf-8")
            source = tmp_path / "页.html"
        sent.clear()
        seen = Seen(contexts[script].new_page(), sent=sent)
        seen.page.set_viewport_size({"width": width, "height": 800})
        seen.page.on("request", lambda request: seen.requests.append(request.url))
        seen.page.on("console", lambda message: seen.console.append(message.text))
        seen.page.on("pageerror", lambda error: seen.console.append(str(error)))
        seen.page.goto(source.as_uri())
        seen.requests = [url for url in seen.requests if not url.startswith(("data:", "file:"))]
        return seen

    yield open_page
    for context in contexts.values():
        context.close()
