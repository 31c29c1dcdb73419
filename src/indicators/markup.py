"""A text with marks in it as HTML for a notebook: escaped, without script, light or dark.

Labels are in the language in use, and so is a fact that is one of a closed set. Colours are thin
veils over whatever the page has, and letters keep the page's own colour; what a colour says stands
in the table too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from indicators.language import gloss, say

SHOWN, ROWS = 20_000, 200
FACTS = ("indicator", "measure", "value", "bound", "period", "status", "region")
VEILS = {"actual": "rgba(46, 160, 67, .28)", "target": "rgba(56, 139, 253, .32)"}
BOX = (
    "margin-bottom: .6em; padding: .6em; max-height: 26em; overflow: auto;"
    " border: 1px solid rgba(128, 128, 128, .4)"
)
LEFT = 'style="text-align: left; padding: .1em 1em .1em 0"'
OTHER = "border-bottom: 1px dotted; opacity: .75"


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a text: an observation with its FACTS, or a number with why it is none.

    `note` says what a hand corrected of it.
    """

    start: int
    end: int
    facts: tuple[str, ...]
    note: str = ""


def page(text: str, marks: Sequence[Mark]) -> str:
    """The text with its marks, and a table of the observations; of a long text the beginning."""
    marks = sorted(marks, key=lambda mark: (mark.start, mark.end))
    observations = [mark for mark in marks if len(mark.facts) == len(FACTS)]
    others = len(marks) - len(observations)
    kinds = {
        status: f'<span style="{_veil(status)}">{_safe(gloss("status", status))}</span>'
        for status in VEILS
    }
    aside = f'<span style="{OTHER}">{_safe(say("reading.others", n=others))}</span>'
    legend = say("reading.legend", n=len(observations), others=aside, **kinds)
    parts = [
        f"<div><p>{legend}</p>",
        _box("text", "; white-space: pre-wrap"),
        *_marked(text, marks),
        f"</div>{_rest('reading.more_text', len(text) - SHOWN)}",
        _box("figures"),
        *_table(text, observations),
        f"</div>{_rest('reading.more_figures', len(observations) - ROWS)}</div>",
    ]
    return "".join(parts)


def facts(pairs: Iterable[tuple[str, str]]) -> str:
    """What is known of one thing by the names of `fact`: a row for each that is not empty."""
    rows = "".join(
        f'<tr><th scope="row" {LEFT}>{_named(name)}</th><td {LEFT}>{_safe(value)}</td></tr>'
        for name, value in pairs
        if value
    )
    return f'<table style="color: inherit; text-align: left"><tbody>{rows}</tbody></table>'


def passage(text: str) -> str:
    """A text in a box that scrolls; of a long one the beginning."""
    box = _box("text", "; white-space: pre-wrap")
    return f"{box}{_safe(text[:SHOWN])}</div>{_rest('reading.more_text', len(text) - SHOWN)}"


def picture(svg: str, alt: str) -> str:
    """A drawing as an image: nothing in it runs."""
    from base64 import b64encode

    data = b64encode(svg.encode()).decode()
    return f'<img alt="{_safe(alt)}" src="data:image/svg+xml;base64,{data}">'


def said(sentence: str) -> str:
    """A sentence that answers."""
    return f"<p><strong>{_safe(sentence)}</strong></p>"


def line(text: str) -> str:
    """A message in a line of its own."""
    return f"<p>{_safe(text)}</p>"


def told(facts: tuple[str, ...]) -> tuple[str, ...]:
    """The facts of an observation, or why a number is none, in the language in use."""
    if len(facts) != len(FACTS):
        return tuple(gloss("unplaced", reason) for reason in facts)
    pairs = zip(FACTS, facts, strict=True)
    return tuple(_worded(name, fact) for name, fact in pairs)


def _marked(text: str, marks: Sequence[Mark]) -> Iterator[str]:
    """The text with each stretch marked once; two facts about one figure share its mark."""
    place = 0
    facts: dict[tuple[int, int], list[Mark]] = {}
    for mark in marks:
        facts.setdefault((mark.start, mark.end), []).append(mark)
    for (start, end), same in facts.items():
        if place <= start and end <= SHOWN:
            title = "; ".join(" ".join((*told(mark.facts), mark.note)).strip() for mark in same)
            yield _safe(text[place:start])
            yield f'<mark title="{_safe(title)}" style="{_style(same[0])}">'
            yield f"{_safe(text[start:end])}</mark>"
            place = end
    yield _safe(text[place:SHOWN])


def _table(text: str, marks: Sequence[Mark]) -> Iterator[str]:
    noted = any(mark.note for mark in marks)
    rows = (
        (text[mark.start : mark.end], *told(mark.facts), *([mark.note] if noted else []))
        for mark in marks[:ROWS]
    )
    yield table(("text", *FACTS, *(["corrected"] if noted else [])), rows)


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A plain table of texts, each of them escaped; heads that have a label are told by it."""
    head = "".join(f"<th {LEFT}>{_named(name)}</th>" for name in heads)
    body = "".join(
        f"<tr>{''.join(f'<td {LEFT}>{_safe(cell)}</td>' for cell in row)}</tr>" for row in rows
    )
    return (
        '<table style="color: inherit; text-align: left">'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _style(mark: Mark) -> str:
    status = next((fact for fact in mark.facts if fact in VEILS), "")
    return _veil(status) if len(mark.facts) == len(FACTS) else f"{_veil('')}; {OTHER}"


def _veil(status: str) -> str:
    return f"color: inherit; background-color: {VEILS.get(status, 'transparent')}"


def _worded(name: str, fact: str) -> str:
    """A fact that is one of a closed set by its word; others as they are."""
    if name == "bound":
        return gloss("bounded", fact)
    return gloss(name, fact) if name in ("measure", "status") else fact


def _named(name: str) -> str:
    return _safe(gloss("field", name, gloss("fact", name)))


def _box(name: str, style: str = "") -> str:
    label = _safe(say(f"reading.{name}"))
    return f'<div tabindex="0" role="region" aria-label="{label}" style="{BOX}{style}">'


def _rest(name: str, count: int) -> str:
    return f"<p>{_safe(say(name, n=count))}</p>" if count > 0 else ""


def _safe(text: str) -> str:
    """Escaped; what steers (control characters, turns of direction) or is no character is shown."""
    from html import escape

    return escape(
        "".join(c if c.isprintable() or c in "\n\t\u3000\xa0" else "\ufffd" for c in text)
    )
