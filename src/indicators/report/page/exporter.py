"""nbconvert with a template of our own: results first, code folded, nothing from outside."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import pass_context
from latex2mathml.converter import convert
from markupsafe import escape
from nbconvert.exporters import HTMLExporter, TemplateExporter
from nbconvert.filters import Highlight2HTML
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat import NotebookNode

from indicators.report.page.clean import clean

HERE = Path(__file__).parent
GLUE = "application/vnd.indicators+json"
FOLDED = "folded"  # a cell's metadata while its page is made: the code to fold under it
WIDGET = "application/vnd.jupyter.widget-view+json"
# what a reader gets to see of an output: the first of these that it has
SHOWN = (
    "text/html",
    "text/markdown",
    "image/svg+xml",
    "image/png",
    "image/jpeg",
    "text/latex",
    "text/plain",
)


class Renderer(IPythonRenderer):
    """Markdown with its formulas as MathML, which browsers draw without a script."""

    def block_math(self, body: str) -> str:
        """$$...$$ on a line of its own."""
        return mathml(body, "block")

    def inline_math(self, body: str) -> str:
        """$...$ in the text."""
        return mathml(body, "inline")

    def latex_environment(self, name: str, body: str) -> str:
        r"""\begin{align}...\end{align}."""
        return mathml(rf"\begin{{{name}}}{body}\end{{{name}}}", "block")


def mathml(formula: str, display: str) -> str:
    """A formula as MathML, or as it was written when it is not LaTeX."""
    try:
        made = str(convert(formula.strip(), display=display))
        # italics of their own exist only in fonts for mathematics: without one they are boxes
        return made.replace("<mi>", '<mi mathvariant="normal">')
    except Exception:  # the converter raises whatever its parser stumbles over
        return f"<code>{escape(formula)}</code>"


class PageExporter(HTMLExporter):
    """Only what the template asks for: the parent would parse the page again and touch it up."""

    def from_notebook_node(  # type: ignore[override]  # nbconvert's own exporters differ too
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """The page of a notebook."""
        return TemplateExporter.from_notebook_node(self, nb, resources, **kw)

    def default_filters(self) -> Iterator[tuple[str, Any]]:
        """nbconvert's, with ours over them."""
        yield from super().default_filters()  # type: ignore[no-untyped-call]
        yield "highlight_code", Highlight2HTML(pygments_lexer="ipython3")
        yield "filter_data_type", shown
        yield "markdown2html", markdown2html
        yield "clean", clean
        yield "math", lambda text: clean(mathml(text.strip().strip("$"), "block"))
        yield "alt", alt
        yield "text_base64", lambda text: base64.b64encode(text.encode()).decode()


@cache
def exporter() -> PageExporter:
    """The exporter, compiled once; it takes nothing from the user's settings of nbconvert."""
    exporter: type[Any] = PageExporter  # traitlets' constructors are untyped
    page: PageExporter = exporter(
        extra_template_basedirs=[str(HERE.parent)], template_name=HERE.name
    )
    return page


@pass_context
def markdown2html(context: Mapping[str, Any], source: str) -> str:
    """Markdown as safe HTML, with the pictures attached to its cell."""
    cell = context.get("cell", {})
    return markdown(source, cell.get("attachments", {}))


def markdown(source: str, attachments: Mapping[str, Any] | None = None) -> str:
    """Markdown as safe HTML."""
    renderer = Renderer(escape=False, attachments=dict(attachments or {}))
    return clean(MarkdownWithMath(renderer=renderer).render(source))


def shown(data: Mapping[str, Any]) -> list[str]:
    """The one form of an output to show; a widget is dead on a page, and the glue is for us."""
    forms = [form for form in SHOWN if form in data]
    if WIDGET in data or GLUE in data:
        forms = [form for form in forms if form != "text/plain"]
    return forms[:1]


def fold(notebook: NotebookNode) -> NotebookNode:
    """A copy in which each result has its code, with that of the silent cells right before it."""
    copy = deepcopy(notebook)
    pending: list[NotebookNode] = []
    for cell in copy.cells:
        if cell.cell_type == "code":
            cell.metadata[FOLDED] = ""
            pending.append(cell)
        if pending and (cell.cell_type != "code" or any(map(_visible, cell.outputs))):
            _gather(pending)
            pending = []
    _gather(pending)
    return copy


def _gather(cells: Sequence[NotebookNode]) -> None:
    sources = [cell.source.strip() for cell in cells]
    if cells:
        cells[-1].metadata[FOLDED] = "\n\n".join(filter(None, sources))


def _visible(output: Mapping[str, Any]) -> bool:
    return bool(shown(output["data"])) if "data" in output else True


def alt(output: Mapping[str, Any], cell: Mapping[str, Any], form: str) -> str:
    """What a picture shows, in words: from the output's metadata, or the cell's."""
    about = output.get("metadata", {})
    own = about.get(form)
    places = (own if isinstance(own, dict) else {}, about, cell.get("metadata", {}))
    return next((str(place["alt"]) for place in places if place.get("alt")), "")


def glue(notebook: NotebookNode) -> dict[str, str]:
    """What the notebook says about itself in its last such output: title, answer, region, ..."""
    outputs = [out for cell in notebook.cells for out in cell.get("outputs", ())]
    found = [out["data"][GLUE] for out in outputs if GLUE in out.get("data", {})]
    said = found[-1] if found else {}
    said = json.loads(said) if isinstance(said, str) else said
    return {key: str(value) for key, value in said.items() if value is not None}
