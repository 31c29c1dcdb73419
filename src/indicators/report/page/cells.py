"""The cells of an executed notebook as what a reader gets to see of them."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from indicators.language import say
from indicators.report.mime import EVIDENCE, GLUE
from indicators.report.page import prose
from indicators.report.page.clean import clean

if TYPE_CHECKING:  # nbformat takes longer to import than all else
    from nbformat import NotebookNode

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
PLACE = re.compile(r"[et]-[\w.%-]+", re.ASCII)  # what a point of a chart may lead to
MIDDLE = 50  # per cent
LANGUAGES = {"zh", "en"}  # tags of cells that are for one language


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a page: a text, or what a cell shows with the code that made it."""

    html: Markup
    code: Markup = Markup()
    text: bool = False
    pictures: tuple[Markup, ...] = ()


def blocks(notebook: NotebookNode, language: str) -> Iterator[Block]:
    """What a page shows, in order; the code of silent cells stands with the next result.

    The summary's own output is left out where the notebook says the same in its glue: it is the
    head of the page.
    """
    headed = bool(glue(notebook).get("answer"))
    silent: list[str] = []
    for cell in notebook.cells:
        tags = LANGUAGES & set(cell.metadata.get("tags", ()))
        if tags and language not in tags:
            continue
        if cell.cell_type == "code":
            outputs = [o for o in cell.outputs if not (headed and GLUE in o.get("metadata", {}))]
            html, pictures = _shown(outputs, cell)
            silent.append(cell.source.strip())
            if not html and not pictures:
                continue
            yield Block(html, _code(silent), pictures=pictures)
            silent = []
        elif cell.cell_type == "markdown":
            if silent:
                yield Block(Markup(), _code(silent))
                silent = []
            attached = cell.get("attachments", {})
            yield Block(prose.with_pictures(cell.source, attached), text=True)
    if silent:
        yield Block(Markup(), _code(silent))


def glue(notebook: NotebookNode) -> dict[str, str]:
    """What the notebook says about itself in its last such output: title, answer, region, ..."""
    found = list(_bundles(notebook, GLUE))
    return {key: str(value) for key, value in (found or [{}])[-1].items() if value is not None}


def evidence(notebook: NotebookNode) -> dict[str, dict[str, Any]]:
    """The documents, clauses, figures and rows that the outputs carry, by their names."""
    kinds = ("documents", "clauses", "figures", "rows", "reckoned")
    made: dict[str, dict[str, Any]] = {kind: {} for kind in kinds}
    for one in _bundles(notebook, EVIDENCE):
        for kind, found in made.items():
            found.update(one.get(kind, {}))
    return made


def key_chart(notebook: NotebookNode) -> str:
    """The first chart of the notebook as SVG; empty without one."""
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if "image/svg+xml" in output.get("data", {}):
                return _joined(output.data["image/svg+xml"])
    return ""


def picture(
    data: Mapping[str, Any], form: str, alt: str, marks: Sequence[Mapping[str, Any]] = ()
) -> Markup:
    """A picture inside the page, with the points over it that tell their figure."""
    held = _joined(data[form])
    if form == "image/svg+xml":
        held = base64.b64encode(held.encode()).decode()
    source = f"data:{form};base64,{''.join(held.split())}"
    points = Markup().join(map(_mark, filter(_is_mark, marks)))
    over = Markup('<ul class="marks">{}</ul>').format(points) if points else ""
    shown = Markup('<img alt="{}" src="{}">').format(alt, source)
    return Markup('<figure tabindex="0">{}{}</figure>').format(shown, over)


def _is_mark(mark: object) -> bool:
    """Whether it has a place and words: metadata of others may hold anything under that name."""
    return isinstance(mark, Mapping) and all(
        isinstance(mark.get(key), kind)
        for key, kind in (("left", int | float), ("top", int | float), ("words", str), ("to", str))
    )


def _mark(mark: Mapping[str, Any]) -> Markup:
    """Words at a point or over an area; they stand towards the middle, so that none is cut."""
    left, top, to = mark["left"], mark["top"], mark["to"]
    sizes = [mark[key] for key in ("wide", "high") if isinstance(mark.get(key), int | float)]
    area = len(sizes) == 2
    side = "l" if left + (sizes[0] / 2 if area else 0) < MIDDLE else "r"
    size = f";width:{sizes[0]:g}%;height:{sizes[1]:g}%" if area else ""
    words = f"<span>{escape(mark['words'])}</span>"
    if PLACE.fullmatch(to):
        words = f'<a href="#{to}" tabindex="-1">{words}</a>'
    return Markup(
        f'<li class="{side}{" b" * area}" style="left:{left:g}%;top:{top:g}%{size}">{words}</li>'
    )


def _bundles(notebook: NotebookNode, form: str) -> Iterator[Mapping[str, Any]]:
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            said = output.get("data", {}).get(form)
            said = json.loads(said) if isinstance(said, str) else said
            if isinstance(said, Mapping):
                yield said


def _code(sources: Sequence[str]) -> Markup:
    return prose.code("\n\n".join(filter(None, sources))) if any(sources) else Markup()


def _shown(
    outputs: Sequence[NotebookNode], cell: NotebookNode
) -> tuple[Markup, tuple[Markup, ...]]:
    """The HTML of a cell's outputs, and its pictures apart."""
    parts, pictures = [], []
    for output in outputs:
        if "data" not in output:
            parts.append(_stream(output))
        elif form := _form(output.data):
            if form.startswith("image/"):
                marks = _of_form(output, form).get("marks")
                marks = marks if isinstance(marks, list) else []
                pictures.append(picture(output.data, form, _alt(output, cell, form), marks))
            else:
                parts.append(_said(form, _joined(output.data[form])))
    return Markup().join(parts), tuple(pictures)


def _form(data: Mapping[str, Any]) -> str:
    """The one form of an output to show; a widget is dead on a page, and the glue is for us."""
    hidden = WIDGET in data or GLUE in data
    return next((f for f in SHOWN if f in data and not (hidden and f == "text/plain")), "")


def _said(form: str, text: str) -> Markup:
    if form == "text/html":
        return Markup('<div class="html">{}</div>').format(Markup(clean(text)))
    if form == "text/markdown":
        return Markup('<div class="text">{}</div>').format(prose.markdown(text))
    if form == "text/latex":
        made = clean(prose.mathml(text.strip().strip("$"), "block"))
        return Markup('<div class="text">{}</div>').format(Markup(made))
    return Markup('<pre class="plain">{}</pre>').format(prose.plain(text))


def _stream(output: NotebookNode) -> Markup:
    """What a cell printed; messages are folded, a traceback stands out."""
    if output.output_type == "error":
        text = prose.plain("\n".join(output.traceback))
        return Markup('<pre class="plain bad">{}</pre>').format(text)
    text = Markup('<pre class="plain">{}</pre>').format(prose.plain(_joined(output.text)))
    if output.name != "stderr":
        return text
    fold = Markup('<details class="notes"><summary>{}</summary>{}</details>')
    return fold.format(escape(say("page.messages")), text)


def _alt(output: Mapping[str, Any], cell: Mapping[str, Any], form: str) -> str:
    """What a picture shows, in words: from the output's metadata, or the cell's."""
    places = (_of_form(output, form), output.get("metadata", {}), cell.get("metadata", {}))
    return next((str(place["alt"]) for place in places if place.get("alt")), "")


def _of_form(output: Mapping[str, Any], form: str) -> Mapping[str, Any]:
    """What the metadata of an output tells of one of its forms."""
    own = output.get("metadata", {}).get(form)
    return own if isinstance(own, dict) else {}


def _joined(text: str | Sequence[str]) -> str:
    """Notebooks on disk may hold a text as a list of its lines."""
    return text if isinstance(text, str) else "".join(text)
