"""From a notebook to a page: its head, its sections, its evidence, how it was made."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from indicators.language import LANGUAGES, gloss, say, speaking
from indicators.report.figures import SUFFIXES
from indicators.report.mime import ABOUT
from indicators.report.page.cells import Block, blocks, evidence, glue
from indicators.report.page.citing import PAGE, SEP, Citing, elsewhere, places
from indicators.report.page.clean import clean, words
from indicators.report.page.sheet import filled

if TYPE_CHECKING:  # nbformat takes longer to import than all else
    from nbformat import NotebookNode

HAN = re.compile(r"[\u3400-\u9fff]")
HEADING = re.compile(r"<h([1-6])[^>]*>(.*?)</h\1>", re.DOTALL)
LONGEST = 600  # characters of text that may stand under the key chart


@dataclass(frozen=True, slots=True)
class Head:
    """What a page opens with."""

    title: str
    answer: Markup
    facts: tuple[str, ...]
    chart: Markup
    caption: Markup
    date: str
    vintage: str


def render(notebook: NotebookNode) -> str:
    """The page: one file, no request, no script but ours; all that a notebook made is harmless."""
    spoken = language(notebook)
    with speaking(spoken):
        said, shown = glue(notebook), [*blocks(notebook, spoken)]
        about: Mapping[str, Any] = notebook.metadata.get(ABOUT, {})
        known = places("".join(block.html for block in shown))
        known |= {f"t-parameters-{row['name']}" for row in about.get("parameters", ())}
        citing = Citing(evidence(notebook), known, elsewhere(about.get("kin", {})))
        answer = citing.settle(_answer(said))
        parts, chart, caption = _opened(shown, bool(said.get("answer")))
        chart, caption = citing.settle(chart), citing.settle(caption)
        body = [
            Block(citing.settle(b.html), b.code, b.text, tuple(map(citing.settle, b.pictures)))
            for b in parts
        ]
        sources = citing.sources()
        whole = _full_title(title(notebook), said.get("region_name") or about.get("region", ""))
        head = Head(
            said.get("title", "") if answer else "",
            answer,
            tuple(filter(None, map(said.get, ("region_name", "indicator_name", "period")))),
            chart,
            caption,
            max((source.date for source in sources), default=""),
            said.get("vintage", ""),
        )
        return filled(
            "page.html.j2",
            title=whole,
            answer=said.get("answer", ""),
            head=head,
            blocks=body,
            contents=[one for one in citing.headings if one.level == 2],
            sources=sources,
            about=about,
            stamp=_stamp(about),
            kin=_kin(about),
            ends=SUFFIXES.values(),
        )


def title(notebook: NotebookNode) -> str:
    """The title that the notebook gives itself, else the first heading that a reader sees."""
    if said := glue(notebook).get("title"):
        return said
    shown = Markup().join(block.html for block in blocks(notebook, language(notebook)))
    found = [(level, words(text)) for level, text in HEADING.findall(shown)]
    found = sorted((one for one in found if one[1]), key=lambda one: one[0])
    return str(Markup(found[0][1]).unescape()) if found else "Untitled"


def language(notebook: NotebookNode) -> str:
    """`zh` or `en`: what the notebook says, else what most of its own words are."""
    for said in (glue(notebook).get("language"), notebook.metadata.get("language")):
        if isinstance(said, str) and said[:2] in LANGUAGES:
            return said[:2]
    written = "".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    letters = len(re.findall(r"[A-Za-z]", written))
    return "zh" if len(HAN.findall(written)) * 3 > letters else "en"


def _answer(said: Mapping[str, str]) -> Markup:
    html = said.get("answer_html")
    return Markup(clean(html)) if html else escape(said.get("answer", ""))


def _opened(parts: Sequence[Block], headed: bool) -> tuple[list[Block], Markup, Markup]:
    """The blocks without the key chart and the text that explains it, and these two.

    The key chart is the first picture of a page that has a head; its words are what its cell says
    of it, else the text before it without the heading.
    """
    place = next((n for n, block in enumerate(parts) if block.pictures), -1)
    if not headed or place < 0:
        return list(parts), Markup(), Markup()
    left = list(parts)
    rest = left[place]
    above = Markup('<p class="above"><a href="#chart">{}</a></p>').format(say("page.above"))
    caption, kept = (rest.html, Markup()) if _few_words(rest.html) else (Markup(), rest.html)
    left[place] = Block(kept + above, rest.code, pictures=rest.pictures[1:])
    if not caption and place and left[place - 1].text:
        heading, _, told = str(left[place - 1].html).rpartition("</h2>")
        if heading and _few_words(told):
            caption = Markup(told.strip())
            left[place - 1] = Block(Markup(f"{heading}</h2>"), text=True)
    return left, rest.pictures[0], caption


def _few_words(html: str) -> bool:
    """Whether it may stand under the key chart: a text, and a short one."""
    return len(html) <= LONGEST and not re.search(r"<(h\d|table)\b", html)


def _kin(about: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The other pages about the same region: their names and addresses."""
    region = SEP + str(about.get("region", ""))
    return [
        (gloss("notebook", name.removesuffix(region)), address)
        for name, address in about.get("kin", {}).items()
        if name.endswith(region) and PAGE.fullmatch(address)
    ]


def _stamp(about: Mapping[str, Any]) -> str:
    """The inputs in short: equal ones have equal stamps."""
    inputs = sorted(about.get("inputs", {}).items())
    return hashlib.sha256(repr(inputs).encode()).hexdigest()[:12] if inputs else ""


def _full_title(heading: str, region: str) -> str:
    """Three tabs of one notebook must be told apart."""
    return heading if not region or region in heading else f"{heading} · {region}"
