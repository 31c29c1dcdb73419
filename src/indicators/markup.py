"""A text with marks in it as HTML for a notebook: escaped, without script, light or dark.

Colours are thin veils over whatever the page has, and letters keep the page's own colour; what a
colour says stands in the table too.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

SHOWN, ROWS = 20_000, 200
FACTS = ("indicator", "measure", "value", "bound", "period", "status", "region")
VEILS = {"actual": "rgba(46, 160, 67, .28)", "target": "rgba(56, 139, 253, .32)"}
BOX = (
    "margin-bottom: .6em; padding: .6em; max-height: 26em; overflow: auto;"
    " border: 1px solid rgba(128, 128, 128, .4)"
)
LEFT = 'style="text-align: left"'
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
    legend = (
        f'{len(observations)} observations (<span style="{_veil("actual")}">actual</span>, '
        f'<span style="{_veil("target")}">target</span>), '
        f'<span style="{OTHER}">{others} other numbers</span>'
    )
    parts = [
        f"<div><p>{legend}</p>",
        f'<div tabindex="0" role="region" aria-label="text" style="{BOX}; white-space: pre-wrap">',
        *_marked(text, marks),
        f"</div>{_rest(len(text) - SHOWN, 'characters')}",
        f'<div tabindex="0" role="region" aria-label="observations" style="{BOX}">',
        *_table(text, observations),
        f"</div>{_rest(len(observations) - ROWS, 'observations')}</div>",
    ]
    return "".join(parts)


def facts(pairs: Iterable[tuple[str, str]]) -> str:
    """What is known of one thing: a row for each that is not empty."""
    rows = "".join(
        f'<tr><th scope="row" {LEFT}>{_safe(name)}</th><td {LEFT}>{_safe(value)}</td></tr>'
        for name, value in pairs
        if value
    )
    return f'<table style="color: inherit; text-align: left"><tbody>{rows}</tbody></table>'


def passage(text: str) -> str:
    """A text in a box that scrolls; of a long one the beginning."""
    box = f'<div tabindex="0" role="region" aria-label="text" style="{BOX}; white-space: pre-wrap">'
    return f"{box}{_safe(text[:SHOWN])}</div>{_rest(len(text) - SHOWN, 'characters')}"


def picture(svg: str, alt: str) -> str:
    """A drawing as an image: nothing in it runs."""
    data = base64.b64encode(svg.encode()).decode()
    return f'<img alt="{_safe(alt)}" src="data:image/svg+xml;base64,{data}">'


def said(sentence: str) -> str:
    """A sentence that answers."""
    return f"<p><strong>{_safe(sentence)}</strong></p>"


def line(text: str) -> str:
    """A message in a line of its own."""
    return f"<p>{_safe(text)}</p>"


def _marked(text: str, marks: Sequence[Mark]) -> Iterator[str]:
    """The text with each stretch marked once; two facts about one figure share its mark."""
    place = 0
    facts: dict[tuple[int, int], list[Mark]] = {}
    for mark in marks:
        facts.setdefault((mark.start, mark.end), []).append(mark)
    for (start, end), same in facts.items():
        if place <= start and end <= SHOWN:
            title = "; ".join(" ".join((*mark.facts, mark.note)).strip() for mark in same)
            yield _safe(text[place:start])
            yield f'<mark title="{_safe(title)}" style="{_style(same[0])}">'
            yield f"{_safe(text[start:end])}</mark>"
            place = end
    yield _safe(text[place:SHOWN])


def _table(text: str, marks: Sequence[Mark]) -> Iterator[str]:
    noted = any(mark.note for mark in marks)
    rows = (
        (text[mark.start : mark.end], *mark.facts, *([mark.note] if noted else []))
        for mark in marks[:ROWS]
    )
    yield table(("text", *FACTS, *(["corrected"] if noted else [])), rows)


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A plain table of texts, each of them escaped."""
    head = "".join(f"<th {LEFT}>{_safe(name)}</th>" for name in heads)
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


def _rest(count: int, what: str) -> str:
    return f"<p>… and {count:,} more {what}</p>" if count > 0 else ""


def _safe(text: str) -> str:
    """Escaped; what steers (control characters, turns of direction) or is no character is shown."""
    return escape(
        "".join(c if c.isprintable() or c in "\n\t\u3000\xa0" else "\ufffd" for c in text)
    )
