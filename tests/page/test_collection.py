"""The collection's own pages in a browser: each notebook in both languages."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from matplotlib.image import imread
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_output
from playwright.sync_api import Locator

from indicators import store
from indicators.batch import plan
from indicators.batch.fitting import Run
from indicators.batch.inputs import inputs, versions
from indicators.batch.limits import Limits
from indicators.batch.task import Task
from indicators.batch.work import about
from indicators.report import page

if TYPE_CHECKING:
    from page.conftest import Seen

Show = Callable[..., "Seen"]
RUNS = plan.load(store.plan_file(), store.notebooks_folder())
FIRST = {(run.notebook, str(run.parameters["language"])): run for run in reversed(RUNS)}
WIDTHS = (390, 1440)
MEDIA: list[dict[str, Any]] = [
    {"color_scheme": "light"},
    {"color_scheme": "dark"},
    {"color_scheme": "light", "media": "print"},
]
CONTRAST = 64  # of 255: what differs less from the ground is no ink
INK = {"img": 0.01, "h1": 0.02, ".answer": 0.02}  # least share of the pixels
# signs that a page or a chart on it shows as the box that stands for every missing glyph, each
# drawn by the fonts that the page or the chart names
TOFU = r"""() => {
  const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const drawn = (sign, fonts) => {
    pen.font = `24px ${fonts}`;
    pen.clearRect(0, 0, 40, 40);
    pen.fillText(sign, 4, 30);
    return pen.getImageData(0, 0, 40, 40).data.join();
  };
  const missing = (text, fonts) => {
    const box = drawn("\u0378", fonts);
    return [...new Set(text.replace(/\s/g, ""))].filter((sign) => drawn(sign, fonts) === box);
  };
  const charts = [...document.images].filter((one) => one.src.startsWith("data:image/svg+xml"));
  const words = charts.map((one) => {
    const bytes = Uint8Array.from(atob(one.src.split(",")[1]), (sign) => sign.codePointAt(0));
    const svg = new DOMParser().parseFromString(new TextDecoder().decode(bytes), "image/svg+xml");
    const texts = [...svg.querySelectorAll("text")].map((text) => text.textContent);
    return [texts.join(""), svg.documentElement.getAttribute("font-family") || "serif"];
  });
  const own = [document.body.innerText, getComputedStyle(document.body).fontFamily];
  return [own, ...words].flatMap(([text, fonts]) => missing(text, fonts));
}"""


# how high the smallest word of each chart is, in pixels
SMALLEST = r"""() => [...document.querySelectorAll("figure > img")].map((one) => {
  const bytes = Uint8Array.from(atob(one.src.split(",")[1]), (sign) => sign.codePointAt(0));
  const svg = new DOMParser().parseFromString(new TextDecoder().decode(bytes), "image/svg+xml");
  const scale = one.getBoundingClientRect().width / svg.documentElement.viewBox.baseVal.width;
  const sizes = [...svg.querySelectorAll("text")].map((text) => parseFloat(text.style.fontSize));
  return Math.min(...sizes) * scale;
})"""


# tables that a phone shows only in part
SIDEWAYS = r"""() => [...document.querySelectorAll(".scroll")]
  .filter((box) => box.scrollWidth > box.clientWidth).map((box) => box.ariaLabel)"""


def ink(place: Locator) -> float:
    """Share of the pixels of a part of the screen that are not of its commonest colour."""
    pixels = (imread(io.BytesIO(place.screenshot()))[..., :3] * 255).astype(int)
    colours, counts = np.unique(pixels @ (1 << 16, 1 << 8, 1), return_counts=True)
    ground = int(colours[counts.argmax()]).to_bytes(3)
    return float((np.abs(pixels - list(ground)).max(axis=-1) > CONTRAST).mean())


def blank(seen: Seen) -> list[str]:
    """What should be drawn and is not: signs without a glyph, charts and words without ink."""
    found: list[str] = list(seen.page.evaluate(TOFU))
    for name, least in INK.items():
        for number, place in enumerate(seen.page.locator(name).all()):
            if (share := ink(place)) < least:
                found.append(f"{name} {number}: {share:.4f} of it is ink")
    return found


def made(run: Run, notebook: NotebookNode) -> str:
    """The page as a batch makes it."""
    package = Path(page.__file__).parent
    given = inputs(store.root(), package, [one.id for one in RUNS])
    links = given.others(run), given.kin(run)
    task = Task(run, store.root(), Limits(), versions(), given.of(run.source), True, *links)
    notebook.metadata[page.ABOUT] = about(task)
    return page.render(notebook)


def complaints(seen: Seen) -> Iterator[str]:
    """What axe-core finds on phones and screens, by day, by night and in print."""
    for width in WIDTHS:
        seen.page.set_viewport_size({"width": width, "height": 800})
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
        for medium in MEDIA:
            seen.page.emulate_media(**medium)
            options = {"resultTypes": ["violations"]}
            for one in Axe().run(seen.page, options=options).response["violations"]:
                yield f"{width} {medium} {one['id']}: {one['nodes'][0]['html'][:160]}"


@pytest.mark.parametrize("run", FIRST.values(), ids=lambda run: str(run.id))
def test_a_page_is_whole(
    run: Run, executed: Callable[[Run], NotebookNode], show: Show, tmp_path: Path
) -> None:
    file = tmp_path / "page.html"
    file.write_text(made(run, executed(run)), "utf-8")
    seen = show(file, 390)
    assert min(seen.page.evaluate(SMALLEST)) >= 10
    assert seen.page.evaluate(SIDEWAYS) == []
    assert list(complaints(seen)) == []
    seen.page.emulate_media(media="screen")
    for scheme in ("light", "dark"):
        seen.page.emulate_media(color_scheme=scheme)
        assert blank(seen) == [], scheme
    partner = seen.page.locator("nav.languages a")
    other = {"zh": "en", "en": "zh"}[str(run.parameters["language"])]
    name = FIRST[run.notebook, other].id
    assert unquote(str(partner.get_attribute("href"))) == f"{name}.html"
    lands_and_comes_back(seen)
    assert seen.requests == [] and seen.sent == [] and seen.console == []


def lands_and_comes_back(seen: Seen) -> None:
    """Every link has its place; a figure leads to its clause, and that to the figure."""
    ends = (
        "[...document.querySelectorAll('a[href^=\"#\"]')]"
        ".map((a) => decodeURIComponent(a.hash.slice(1)))"
    )
    assert seen.page.evaluate(f"{ends}.filter((id) => !document.getElementById(id))") == []
    link = seen.page.locator("main a[href^='#e-']:visible")
    if not link.count():
        assert not seen.page.locator("#evidence").count()
        return
    use = link.first.get_attribute("id")
    link.first.click()
    target = seen.page.locator("#evidence :target")
    assert target.is_visible()
    seen.page.locator(f'#evidence .uses a.from[href="#{use}"]').click()
    assert seen.page.evaluate("document.querySelector('main :target').id") == use


SAME = '<path d="M5 35 30 20" stroke="#000" stroke-width="9"/><text y="30">{}</text>'
EMPTY = '<rect width="90" height="40" fill="#fff"/>'
FULL = '<path d="M5 35 30 20 60 25 85 5" stroke="#0072b2" stroke-width="4" fill="none"/>'


CASES = ["all is there", "a glyph is missing", "the chart is empty", "a chart lacks a glyph"]


@pytest.mark.parametrize(
    ("sign", "drawing", "expected"),
    [
        ("南", FULL + SAME.format("亿元"), []),
        ("\u0378", FULL, ["\u0378"]),
        ("南", EMPTY, ["img 0: 0.0000 of it is ink"]),
        ("南", FULL + SAME.format("亿\u0378元"), ["\u0378"]),
    ],
    ids=CASES,
)
def test_what_is_blank_is_seen(
    sign: str,
    drawing: str,
    expected: list[str],
    show: Show,
    make_notebook: Callable[..., NotebookNode],
) -> None:
    """Else the test above could not fail."""
    notebook = make_notebook(f"# 增长 {sign}", "x = 1")
    size = 'viewBox="0 0 90 40" width="300" height="130"'
    chart = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{EMPTY}{drawing}</svg>'
    shown = new_output("display_data", {"image/svg+xml": chart}, metadata={"alt": "chart"})
    notebook.cells.append(new_code_cell("show()", outputs=[shown]))
    assert blank(show(page.render(notebook))) == expected
