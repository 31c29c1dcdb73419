"""One self-contained page from an executed notebook, and the index over all pages.

A page asks the network for nothing and runs no script. The batch leaves what it knows of the run
in the notebook's metadata under `indicators`; without it the page has no foot.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from bs4 import BeautifulSoup
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from nbformat import NotebookNode

from indicators.report.page.exporter import GLUE, HERE, exporter, fold, glue, markdown

__all__ = ["ABOUT", "GLUE", "glue", "index", "render", "title"]

ABOUT = "indicators"  # the notebook's metadata that the batch leaves
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
HAN = re.compile(r"[\u3400-\u9fff]")


def render(notebook: NotebookNode) -> str:
    """The page: one file, no request, no script; titles, texts and outputs made harmless."""
    about = notebook.metadata.get(ABOUT, {})
    facts = {
        "title": _full_title(title(notebook), about.get("region", "")),
        "answer": glue(notebook).get("answer", ""),
        "language": language(notebook),
        "css": stylesheet(),
        "about": about,
    }
    html, _ = exporter().from_notebook_node(fold(notebook), {"page": facts})
    return html.strip() + "\n"


def index(groups: Sequence[Mapping[str, object]], summary: str) -> str:
    """The page over all pages: groups of entries, as batch/site.py lays them out."""
    # a new environment escapes by itself, nbconvert's does not
    loader = FileSystemLoader(HERE)
    env = Environment(autoescape=True, loader=loader, undefined=StrictUndefined, trim_blocks=True)
    facts = {"title": "Indicators", "answer": summary, "language": "en", "css": stylesheet()}
    page = env.get_template("site.html.j2").render(
        groups=groups, summary=summary, resources={"page": facts}
    )
    return page.strip() + "\n"


def title(notebook: NotebookNode) -> str:
    """The first heading that a reader of the notebook sees, an H1 before all others."""
    headings = list(_headings(notebook))
    for level in HEADINGS:
        for name, text in headings:
            if name == level and text:
                return text
    return glue(notebook).get("title", "") or "Untitled"


def language(notebook: NotebookNode) -> str:
    """`zh-CN` when the notebook's own words are mostly Chinese, else `en`; metadata may say."""
    said = notebook.metadata.get("language", "")
    if isinstance(said, str) and re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", said):
        return said
    words = "".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    letters = len(re.findall(r"[A-Za-z]", words))
    return "zh-CN" if len(HAN.findall(words)) * 3 > letters else "en"


@cache
def stylesheet() -> str:
    """The styles of all our pages."""
    return (HERE / "page.css").read_text("utf-8")


def _headings(notebook: NotebookNode) -> Iterator[tuple[str, str]]:
    for html in _texts(notebook):
        for tag in BeautifulSoup(html, "html.parser").find_all(HEADINGS):
            for anchor in tag.find_all("a", class_="anchor-link"):
                anchor.decompose()
            yield tag.name, " ".join(tag.get_text().split())


def _texts(notebook: NotebookNode) -> Iterator[str]:
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            yield markdown(cell.source, cell.get("attachments"))
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            if "text/html" in data:
                yield data["text/html"]
            elif "text/markdown" in data:
                yield markdown(data["text/markdown"])


def _full_title(heading: str, region: str) -> str:
    """Three tabs of one notebook must be told apart."""
    return heading if not region or region in heading else f"{heading} · {region}"
